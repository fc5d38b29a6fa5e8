"""The two implementations of the bridge, each as `(editions, actuals, then, now) -> rows`."""

from collections.abc import Sequence

from etl.registers import Registers
from etl.warehouse import in_memory
from etl.warehouse.bridge import Bridge, Moment, bridges
from etl.warehouse.load import load_edition, load_published, stand
from tests.engines import entries_of
from tests.reference.bridges import Asked, Editions
from tests.reference.bridges import bridges as reference
from tests.reference.rows import Actual


def warehouse(editions: Editions, actuals: Sequence[Actual], then: Asked, now: Asked) -> list[dict]:
    """The product, over a warehouse in memory with several editions of the registers."""
    connection = _filled(editions, actuals)
    return [_row(one) for one in bridges(connection, Moment(*then), Moment(*now))]


_CONNECTION = []


def _filled(editions: Editions, actuals: Sequence[Actual]):
    if not _CONNECTION:
        _CONNECTION.append(in_memory(Registers((), (), (), (), {}), []))
    connection = _CONNECTION[0]
    for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
        connection.execute(f"delete from {table}")
    starts = [start for start, _ in editions]
    for number, (start, registers) in enumerate(editions, 1):
        load_edition(connection, number, registers, start, (starts[number:] or [None])[0])
    load_published(connection, [("published", entries_of(editions[-1][1], actuals))])
    stand(connection, None)
    return connection


def _row(one: Bridge) -> dict:
    return {
        "target_id": one.target_id,
        "due_period": one.due_period,
        "period_then": one.period_then,
        "period_now": one.period_now,
        "gap_then": one.gap_then,
        "gap_now": one.gap_now,
        **dict(one.parts),
    }


ENGINES = {"reference": reference, "warehouse": warehouse}
