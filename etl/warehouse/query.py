"""Ask the warehouse for gaps."""

from collections.abc import Sequence
from datetime import date, datetime, time

import duckdb

from etl.ledger.clock import SHANGHAI
from etl.period import Period
from etl.registers import Registers
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS
from etl.warehouse.load import load_edition, load_published, stand
from etl.warehouse.schema import create_macros, create_tables


def in_memory(registers: Registers, entries: Sequence) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with one edition of registers and published entries."""
    connection = duckdb.connect(":memory:")
    create_tables(connection)
    create_macros(connection)
    fill(connection, registers, entries)
    return connection


def fill(connection: duckdb.DuckDBPyConnection, registers: Registers, entries: Sequence) -> None:
    """Empty a warehouse and load one edition of registers and published entries."""
    for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
        connection.execute(f"delete from {table}")
    load_edition(connection, 1, registers, None, None)
    load_published(connection, [("published", entries)])
    stand(connection, None)


def gap_rows(
    connection: duckdb.DuckDBPyConnection, as_of: Period, known_at: datetime | None = None
) -> list[dict]:
    """Every computed gap at the quarter `as_of`, as known at `known_at` (None: all).

    Returns one dict per target and due period with the keys of GAP_COLUMNS, ordered by
    target and due period: Decimals for stored figures and their differences, floats for
    ratios and paths, None for unknown.
    """
    return _asked(connection, "gap", GAP_COLUMNS, as_of, known_at)


def outlook_rows(
    connection: duckdb.DuckDBPyConnection, as_of: Period, known_at: datetime | None = None
) -> list[dict]:
    """Whether each target can still be reached, and what other methods say: for every row of
    `gap_rows`, in its order, one dict with the keys of OUTLOOK_COLUMNS."""
    return _asked(connection, "outlook", OUTLOOK_COLUMNS, as_of, known_at)


def _asked(connection, relation: str, columns: Sequence[str], as_of: Period, known_at) -> list[dict]:
    cursor = connection.cursor()
    try:
        rows = cursor.execute(
            f"select {', '.join(columns)} from {relation}_as_of($as_of, $known_at)"
            " order by target_id, due_period",
            {"as_of": str(as_of), "known_at": shanghai(known_at)},
        ).fetchall()
    finally:
        cursor.close()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def shanghai(moment: datetime | None) -> datetime | None:
    """A moment as the warehouse writes it: Shanghai wall time without zone."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def moment(text: str) -> datetime:
    """A 数据截止时刻 as written: an ISO time, without zone Shanghai time, a bare date the end of
    that day there. Anything else is a ValueError."""
    try:
        return datetime.combine(date.fromisoformat(text), time.max, SHANGHAI)
    except ValueError:
        found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def is_to_come(known_at: datetime, today: date) -> bool:
    """Whether a 数据截止时刻 lies after the end of today: nobody can know yet what will be known by then."""
    return known_at > datetime.combine(today, time.max, SHANGHAI)
