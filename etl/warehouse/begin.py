"""Where a warehouse file begins: all tables and macros, nothing in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.warehouse.files import swapped_in
from etl.warehouse.schema import create_macros, create_tables

#: The empty warehouse of this process, as bytes, once one was made: parsing the macros takes a fifth of a
#: second, which every release would wait for again.
_EMPTY: list[bytes] = []


@contextmanager
def new_file(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse without any rows to write to; it takes the place of `target` like `swapped_in`."""
    with swapped_in(target, start=_EMPTY[0] if _EMPTY else b"") as connection:
        if not _EMPTY:
            create_tables(connection)
            create_macros(connection)
            _EMPTY.append(_written(connection))
        yield connection


def _written(connection: duckdb.DuckDBPyConnection) -> bytes:
    """The file of a connection as it stands now."""
    connection.execute("checkpoint")
    [(path,)] = connection.execute("select path from duckdb_databases() where path is not null").fetchall()
    return Path(path).read_bytes()
