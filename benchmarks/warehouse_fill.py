"""Fill a warehouse with a world straight from its reports, by the project's own loader."""

import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from etl.registers import read_registers
from etl.warehouse.load import load_accepted, load_edition, load_withdrawn, stand
from etl.warehouse.schema import create_macros, create_tables

_SQL = Path(__file__).parent / "sql"
_BATCH_SIZE = 200_000
_STORAGE = {"storage_compatibility_version": "v1.5.0"}
_REGISTER_TABLES = ("edition", "region", "metric", "document", "target", "target_child", "cut")


def fill_warehouse(path: Path, reports: Path, registers: dict[str, bytes]) -> int:
    """Make the warehouse at `path`; the ledger is left out, its order is not. Returns the
    number of reported rows."""
    with duckdb.connect(str(path), config=_STORAGE) as connection:
        create_tables(connection)
        create_macros(connection)
        load_edition(connection, 1, read_registers(registers), None, None)
        with duckdb.connect(str(reports), read_only=True) as source:
            accepted = source.sql((_SQL / "accepted.sql").read_text(encoding="utf-8"))
            load_accepted(connection, accepted.to_arrow_reader(_BATCH_SIZE))
            load_withdrawn(connection, _withdrawn(source))
        stand(connection, None)
        connection.execute("checkpoint")
        return connection.execute("select count(*) from actual_row").fetchone()[0]


def with_registers(path: Path, other: Path, registers: dict[str, bytes]) -> None:
    """Copy the warehouse at `path` to `other` and put other registers in it."""
    shutil.copyfile(path, other)
    with duckdb.connect(str(other)) as connection:
        for table in _REGISTER_TABLES:
            connection.execute(f"delete from {table}")
        load_edition(connection, 1, read_registers(registers), None, None)
        connection.execute("checkpoint")


def _withdrawn(source: duckdb.DuckDBPyConnection) -> list[tuple[str, datetime, int]]:
    return source.execute(
        "select distinct format('S{:06d}', submission), withdrawn_at, 2 * submission"
        " from report where withdrawn_at is not null"
    ).fetchall()
