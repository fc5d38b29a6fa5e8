"""How long a rebuild from the ledger takes beside a bare copy, and how soon a filing shows."""

import gc
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.ledger import Ledger
from etl.parse import Entry
from etl.period import Period
from etl.vocabulary import Confidence, Counting, Nature, Scope
from etl.warehouse import build, open_file, refresh
from etl.workspace import Workspace
from gap_speed import AS_OF
from measure import best_seconds

_FETCH_SIZE = 10_000
_COLUMNS = (
    "submission_no", "row_no", "region_code", "metric", "scope", "month_no", "counting",
    "nature", "confidence", "value", "yoy", "published_on", "source", "note",
)  # fmt: skip
_SCHEMA = pa.schema(
    [(name, pa.int64() if name in ("submission_no", "row_no", "month_no") else pa.string()) for name in _COLUMNS]
)


def rebuild_seconds(workspace: Path, repeats: int) -> dict[str, float]:
    """Seconds of a bare copy of the ledger's figures and of a whole rebuild."""
    place = Workspace(workspace)
    return best_seconds(
        {"bare copy": lambda: bare_copy(place), "rebuild": lambda: build(place)}, repeats
    )


def bare_copy(workspace: Workspace) -> None:
    """SQLite → Arrow → DuckDB: the same columns in the same order, nothing worked out."""
    copy = workspace.var / "copy.duckdb"
    copy.unlink(missing_ok=True)
    ledger = workspace.ledger_url.removeprefix("sqlite:///")
    try:
        with closing(sqlite3.connect(ledger)) as source, duckdb.connect(str(copy)) as target:
            rows = source.execute(
                f"select {', '.join(_COLUMNS)} from figure order by submission_no, row_no"
            )
            gc.disable()  # as the ledger does: it would take a third of the time
            for number, table in enumerate(_tables(rows)):
                target.register("incoming", table)
                target.execute("insert into figure from incoming" if number else "create table figure as from incoming")
            target.execute("checkpoint")
    finally:
        gc.enable()
        copy.unlink(missing_ok=True)


def _tables(rows: sqlite3.Cursor) -> Iterator[pa.Table]:
    """Tables of twenty fetches each: a fetch that fits the processor's cache is fastest, an
    insert of many rows is."""
    batches = iter(lambda: rows.fetchmany(_FETCH_SIZE), [])
    while group := list(map(_record_batch, islice(batches, 20))):
        yield pa.Table.from_batches(group)


def _record_batch(rows: list[tuple]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, _SCHEMA.types, strict=True)]
    return pa.record_batch(arrays, schema=_SCHEMA)


def filing_seconds(workspace: Path, repeats: int) -> dict[str, float]:
    """Seconds from an accepted filing of 60 figures to the gap that it changes: refresh, then
    the gap of one target out of all that are registered."""
    place = Workspace(workspace)
    best = {"refresh": float("inf"), "gap": float("inf"), "together": float("inf")}
    for number in range(repeats):
        target_id, value = _file(place, number)
        start = time.perf_counter()
        refresh(place)
        refreshed = time.perf_counter()
        shown = _actual_value(place, target_id)
        end = time.perf_counter()
        if shown != value:
            raise AssertionError(f"{target_id}: {shown} instead of {value}")
        took = {"refresh": refreshed - start, "gap": end - refreshed, "together": end - start}
        best = {name: min(best[name], took[name]) for name in best}
    return best


def _file(workspace: Workspace, number: int) -> tuple[str, Decimal]:
    """File sixty figures of one region; returns a level target of a stock and its new figure."""
    with open_file(workspace.warehouse) as connection:
        target_id, region_code, metric, scope, unit = connection.execute(
            "select target_id, region_code, metric, t.scope, m.unit"
            " from target t join metric m using (edition_id, metric)"
            " where basis = 'level' and kind = 'stock' and due_month >= quarter_month(?)"
            " order by target_id limit 1",
            [AS_OF],
        ).fetchone()
    periods = [Period.of(2025 - months // 12, 12 - months % 12) for months in range(60)]
    entries = [
        Entry(
            row, region_code, metric, period, Counting.POINT, Scope(scope), Nature.FINAL,
            Confidence.HIGH, Decimal(1000 * number + row), unit, None, None, "统计月报", "",
            str(1000 * number + row), unit,
        )
        for row, period in enumerate(periods, 2)
    ]  # fmt: skip
    data = f"filing {number} {time.time_ns()}".encode()
    with Ledger.open(workspace.ledger_url) as ledger:
        ledger.submit(data, "季报.csv", entries, [], "benchmark")
    return target_id, entries[0].value


def _actual_value(workspace: Workspace, target_id: str) -> Decimal:
    with open_file(workspace.warehouse) as connection:
        return connection.execute(
            "select actual_value from gap_as_of(?, null) where target_id = ?", [AS_OF, target_id]
        ).fetchone()[0]
