"""Do the levels add up? Asks the relations of `etl/sql/levels`, which go on from those of the gaps.

One page asks them, so the warehouse holds no macro of them: whoever asks makes a temporary
one on its own cursor. A file there with the name of a relation of the gaps takes its place.
"""

from datetime import datetime

import duckdb

from etl.period import Period
from etl.registers import Registers
from etl.warehouse.load import load_edition
from etl.warehouse.query import shanghai
from etl.warehouse.schema import create_relation

#: Tables that hold the registers.
_REGISTERS = ("edition", "region", "metric", "document", "target", "target_child", "cut")


def create_level(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make the relation `name` askable as `name_as_of(as_of, known_at)` on this cursor."""
    create_relation(cursor, name, ("gap", "levels"), is_temporary=True)


def level_rows(
    connection: duckdb.DuckDBPyConnection, name: str, as_of: Period, known_at: datetime | None = None
) -> list[dict]:
    """The rows of one relation, such as `target_level`, `actual_level` or `plan_conflict`, as
    dicts: Decimals for figures and their sums and differences, floats for shares, None for unknown."""
    with connection.cursor() as cursor:
        create_level(cursor, name)
        return created_rows(cursor, name, as_of, known_at)


def level_rows_with(
    connection: duckdb.DuckDBPyConnection, registers: Registers, name: str, as_of: Period
) -> list[dict]:
    """The same as if `registers` were in force, beside the figures of the warehouse. They stand in
    temporary tables of one cursor, which take the place of those of the file; it stays as it is."""
    with connection.cursor() as cursor:
        for table in _REGISTERS:
            cursor.execute(f"create temp table {table} as from {table} limit 0")
        cursor.execute("create temp table series as from series")
        load_edition(cursor, 1, registers, None, None)
        create_level(cursor, name)
        return created_rows(cursor, name, as_of)


def created_rows(
    cursor: duckdb.DuckDBPyConnection, name: str, as_of: Period, known_at: datetime | None = None
) -> list[dict]:
    """The same of a relation that `create_level` has made on this cursor."""
    asked = {"as_of": str(as_of), "known_at": shanghai(known_at)}
    cursor.execute(f"from {name}_as_of($as_of, $known_at) order by all", asked)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
