"""Accepted figures as Arrow batches: the way from the ledger into the warehouse.

Ten million rows pass here, so rows stay the driver's tuples until a whole column
becomes one Arrow array; what is the same for a whole submission is joined to the
batch in columns.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, select

from etl.ledger import clock
from etl.ledger.records import ActKind
from etl.ledger.sweep import sweep
from etl.ledger.tables import act, figure, submission

#: Tuples held at a time: a few thousand stay in the processor's cache.
_FETCH_SIZE = 10_000

#: Columns read for each figure, with their Arrow type; texts as they are stored.
_FIGURE_TYPES = {
    "row_no": pa.int32(),
    "region_code": pa.string(),
    "metric": pa.string(),
    "scope": pa.string(),
    "month_no": pa.int32(),
    "counting": pa.string(),
    "nature": pa.string(),
    "confidence": pa.string(),
    "value": pa.string(),
    "yoy": pa.string(),
    "published_on": pa.string(),
    "source": pa.string(),
    "note": pa.string(),
}

SCHEMA = pa.schema(
    [
        ("sequence", pa.int64()),
        ("submission_id", pa.string()),
        ("row", pa.int32()),
        ("region_code", pa.string()),
        ("metric", pa.string()),
        ("scope", pa.string()),
        ("month_no", pa.int32()),
        ("counting", pa.string()),
        ("nature", pa.string()),
        ("confidence", pa.string()),
        ("value", pa.string()),
        ("yoy", pa.string()),
        ("known_from", pa.timestamp("us")),
        ("published_on", pa.date32()),
        ("source", pa.string()),
        ("note", pa.string()),
    ]
)


class _Run:
    """Submissions whose numbers ascend in the order of their acceptance, so that one
    sweep over the figures' key yields their rows in that order."""

    def __init__(self, acceptances: Sequence):
        self.numbers = np.array([row.submission_no for row in acceptances], dtype=np.int64)
        self.sequence = pa.array([row.sequence for row in acceptances], pa.int64())
        self.submission_id = pa.array([row.submission_id for row in acceptances], pa.string())
        naive = [clock.from_text(row.at).replace(tzinfo=None) for row in acceptances]
        self.known_from = pa.array(naive, pa.timestamp("us"))


def figure_batches(
    connection: Connection, after: int, until: int | None, batch_size: int
) -> Iterator[pa.RecordBatch]:
    """Rows of submissions accepted after act `after` up to act `until`, in acceptance order;
    every batch but the last holds about `batch_size` rows."""
    waiting: list[pa.RecordBatch] = []
    for run in _runs(_acceptances(connection, after, until)):
        for batch in _run_batches(connection, run, min(batch_size, _FETCH_SIZE)):
            waiting.append(batch)
            if sum(map(len, waiting)) >= batch_size:
                yield pa.concat_batches(waiting)
                waiting.clear()
    if waiting:
        yield pa.concat_batches(waiting)


def _acceptances(connection: Connection, after: int, until: int | None) -> Sequence:
    statement = (
        select(act.c.sequence, act.c.at, submission.c.submission_id, submission.c.submission_no)
        .join_from(act, submission, submission.c.submission_id == act.c.subject)
        .where(act.c.kind == ActKind.ACCEPTED, act.c.sequence > after)
        .order_by(act.c.sequence)
    )
    if until is not None:
        statement = statement.where(act.c.sequence <= until)
    return connection.execute(statement).all()


def _runs(acceptances: Sequence) -> Iterator[_Run]:
    start = 0
    for end in range(1, len(acceptances) + 1):
        if (
            end == len(acceptances)
            or acceptances[end].submission_no < acceptances[end - 1].submission_no
        ):
            yield _Run(acceptances[start:end])
            start = end


def _run_batches(connection: Connection, run: _Run, size: int) -> Iterator[pa.RecordBatch]:
    columns = [figure.c.submission_no, *(figure.c[name] for name in _FIGURE_TYPES)]
    statement = (
        select(*columns)
        .where(figure.c.submission_no.between(int(run.numbers[0]), int(run.numbers[-1])))
        .order_by(figure.c.submission_no, figure.c.row_no)
    )
    for rows in sweep(connection, statement, size):
        batch = _record_batch(run, rows)
        if batch.num_rows:
            yield batch


def _record_batch(run: _Run, rows: Sequence[tuple]) -> pa.RecordBatch:
    submission_no, *columns = zip(*rows, strict=True)
    numbers = np.array(submission_no, dtype=np.int64)
    index = np.searchsorted(run.numbers, numbers)
    which = pa.array(index)
    arrays = {
        name: pa.array(column, type_)
        for column, (name, type_) in zip(columns, _FIGURE_TYPES.items(), strict=True)
    }
    arrays["row"] = arrays.pop("row_no")
    arrays["sequence"] = run.sequence.take(which)
    arrays["submission_id"] = run.submission_id.take(which)
    arrays["known_from"] = run.known_from.take(which)
    arrays["published_on"] = arrays["published_on"].cast(pa.date32())
    batch = pa.record_batch([arrays[name] for name in SCHEMA.names], schema=SCHEMA)
    in_run = run.numbers[index] == numbers  # others in the range were not accepted, or not now
    return batch if in_run.all() else batch.filter(pa.array(in_run))
