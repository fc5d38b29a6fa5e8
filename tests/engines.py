"""The implementations that must agree, each as `(registers, actuals, as_of, known_at) -> rows`."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache

import duckdb

from etl.parse import Entry
from etl.period import Period
from etl.registers import Registers
from etl.warehouse import fill, gap_rows, in_memory, outlook_rows
from tests.reference.gaps import gaps as reference
from tests.reference.outlooks import outlooks
from tests.reference.rows import Actual


def warehouse(
    registers: Registers, actuals: Sequence[Actual], as_of: Period, known_at: datetime | None
) -> list[dict]:
    """The product's SQL, over a warehouse in memory."""
    return gap_rows(_filled(registers, entries_of(registers, actuals)), as_of, known_at)


def warehouse_outlooks(
    registers: Registers, actuals: Sequence[Actual], as_of: Period, known_at: datetime | None
) -> list[dict]:
    """The outlooks of the product's SQL."""
    return outlook_rows(_filled(registers, entries_of(registers, actuals)), as_of, known_at)


def entries_of(registers: Registers, actuals: Sequence[Actual]) -> list[Entry]:
    """Reported rows as the parser hands them on, in the order of a file."""
    scopes = {metric.metric: metric.scope for metric in registers.metrics}
    ordered = sorted(actuals, key=lambda actual: actual.order)
    return [_entry(actual, scopes[actual.metric], row) for row, actual in enumerate(ordered, 2)]


def actuals_of(entries: Sequence[Entry]) -> list[Actual]:
    """What the parser hands on, as rows of the reference, in the order given."""
    names = [field.name for field in fields(Actual) if field.name != "order"]
    return [
        Actual(**{name: getattr(entry, name) for name in names}, order=order)
        for order, entry in enumerate(entries)
    ]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """One warehouse for all tests of a process: making its macros takes most of a second."""
    return in_memory(Registers((), (), (), (), {}), [])


def _filled(registers: Registers, entries: Sequence[Entry]) -> duckdb.DuckDBPyConnection:
    """The one warehouse, emptied and filled anew as `in_memory` would."""
    connection = _connection()
    fill(connection, registers, entries)
    return connection


def _entry(actual: Actual, default_scope, row: int) -> Entry:
    """A row with its scope resolved, found in line `row`."""
    return Entry(
        row=row,
        region_code=actual.region_code,
        metric=actual.metric,
        period=actual.period,
        counting=actual.counting,
        scope=actual.scope or default_scope,
        nature=actual.nature,
        confidence=actual.confidence,
        value=actual.value,
        unit="",
        yoy=actual.yoy,
        published_on=actual.published_on,
        source="",
        note="",
        found_value="",
        found_unit="",
    )


ENGINES = {"reference": reference, "warehouse": warehouse}
OUTLOOK_ENGINES = {"reference": outlooks, "warehouse": warehouse_outlooks}
