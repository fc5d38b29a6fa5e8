"""Fill a ledger with the reports of a world, as if they had been sent for ten years.

`Ledger.submit` would take hours for 250,000 submissions, each on the disk before the next, so
the rows go in with the driver's `executemany` in one transaction. They are what `submit` would
have written: tables, digests and hash chain are the ledger's own, and `verify` finds no fault.
"""

import heapq
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from etl.ledger import ActKind, Ledger, chain, clock
from etl.ledger.tables import act, figure, filed_period, original, submission

_SQL = Path(__file__).parent / "sql"
_TABLES = (act, original, submission, figure, filed_period)
_FETCH_SIZE = 50_000
_BEGINNING = datetime(2016, 1, 1, tzinfo=clock.SHANGHAI)


def fill_ledger(url: str, reports: Path, registers: dict[str, bytes]) -> None:
    """Create the SQLite ledger at `url` and record the registers and every report."""
    with Ledger.open(url, read_clock=lambda: _BEGINNING) as ledger:
        ledger.record_registers(registers)
        head, head_hash = ledger.head(), ledger.head_hash()
    path = url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as target, duckdb.connect(str(reports), read_only=True) as source:
        target.execute("pragma synchronous = off")
        _Filler(target, head, head_hash).fill(_submissions(source), _figure_rows(source))
    target.close()


def _submissions(source: duckdb.DuckDBPyConnection) -> list[tuple[int, datetime, datetime | None]]:
    return source.execute(
        "select distinct submission, accepted_at, withdrawn_at from report order by submission"
    ).fetchall()


def _figure_rows(source: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    rows = source.cursor().execute((_SQL / "ledger_figures.sql").read_text(encoding="utf-8"))
    while batch := rows.fetchmany(_FETCH_SIZE):
        yield from batch


class _Filler:
    """Gives numbers and hashes as the ledger's journal does, and inserts in large batches."""

    def __init__(self, target: sqlite3.Connection, head: int, head_hash: str):
        self._target = target
        self._head = head
        self._head_hash = head_hash
        self._waiting: dict[str, list[tuple]] = {
            table.name: [] for table in _TABLES
        }

    def fill(self, submissions: Sequence[tuple], rows: Iterator[tuple]) -> None:
        withdrawals: list[tuple[datetime, str]] = []
        for (_, accepted_at, withdrawn_at), (_, group) in zip(
            submissions, groupby(rows, key=itemgetter(0)), strict=True
        ):
            while withdrawals and withdrawals[0][0] < accepted_at:
                self._withdraw(*heapq.heappop(withdrawals))
            submission_id = self._submit(accepted_at, group)
            if withdrawn_at:
                heapq.heappush(withdrawals, (withdrawn_at, submission_id))
            if len(self._waiting["figure"]) >= _FETCH_SIZE:
                self._write()
        while withdrawals:
            self._withdraw(*heapq.heappop(withdrawals))
        self._write()

    def _submit(self, at: datetime, group: Iterator[tuple]) -> str:
        number = self._head + 1
        submission_id = f"S{number:06d}"
        rows = [(number, *row[1:]) for row in group]
        data = submission_id.encode()
        upload = (submission_id, chain.sha256(data), "月报.csv", "utf-8")
        digest = chain.submission_digest(
            submission_id, "月报.csv", "utf-8", upload[1], chain.rows_digest(rows)
        )
        self._append(ActKind.SUBMITTED, at, submission_id, digest)
        self._append(ActKind.ACCEPTED, at, submission_id)
        self._waiting["original"].append((upload[1], len(data), data))
        self._waiting["submission"].append((number, upload[0], upload[1], upload[2], upload[3]))
        self._waiting["figure"].extend(rows)
        self._waiting["filed_period"].extend({(row[2], row[5], number): None for row in rows})
        return submission_id

    def _withdraw(self, at: datetime, submission_id: str) -> None:
        self._append(ActKind.WITHDRAWN, at, submission_id, detail={"reason": "口径有误"})

    def _append(
        self, kind: ActKind, at: datetime, subject: str, payload: str = "", detail: object = None
    ) -> None:
        fields = {
            "sequence": self._head + 1,
            "at": clock.to_text(at.replace(tzinfo=clock.SHANGHAI)),
            "kind": str(kind),
            "subject": subject,
            "account": "benchmark",
            "os_user": "benchmark",
            "detail": chain.canonical_json(detail or {}),
            "payload_sha256": payload,
            "previous_hash": self._head_hash,
        }
        self._head, self._head_hash = fields["sequence"], chain.act_hash(fields)
        self._waiting["act"].append((*fields.values(), self._head_hash))

    def _write(self) -> None:
        for table in _TABLES:
            rows = self._waiting[table.name]
            if rows:
                names = ", ".join(column.name for column in table.columns)
                marks = ", ".join("?" * len(table.columns))
                self._target.executemany(
                    f"insert into {table.name} ({names}) values ({marks})", rows
                )
                rows.clear()
