"""`Ledger`: everything other parts of the program may ask of the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import pyarrow as pa
from sqlalchemy import Connection, Engine, func, inspect, select

from etl.ledger import clock, register_versions, submissions, verification
from etl.ledger.connection import (
    Address,
    address,
    for_reading,
    for_writing,
    open_engine,
    postgresql_engine,
    sqlite_exists,
)
from etl.ledger.errors import translated
from etl.ledger.figure_batches import figure_batches
from etl.ledger.journal import Journal
from etl.ledger.records import Act, ActKind, Receipt, RegisterVersion, Submission, Withdrawal
from etl.ledger.tables import act, original, schema_version
from etl.problems import Problem

if TYPE_CHECKING:
    from etl.parse import Entry

_NO_REGISTERS: Mapping[str, bytes] = MappingProxyType({})


class Ledger:
    """One open ledger; may be used from several threads, and by several processes at once.

    Every method is one transaction and raises LedgerError (`etl.ledger.errors`) with
    nothing changed where it cannot be carried out.
    """

    def __init__(self, where: Address, engine: Engine, read_clock: clock.Clock):
        self._where = where
        self._reader = for_reading(engine)
        self._writer = for_writing(engine)
        self._clock = read_clock

    @classmethod
    def open(cls, url: str, create: bool = True, read_clock: clock.Clock = clock.now) -> Self:
        """Open the ledger at a SQLAlchemy URL.

        A missing one is created if `create`, else LedgerMissing; an older schema is
        upgraded, a newer one is LedgerTooNew; a damaged file is LedgerDamaged and stays
        as it is. `read_clock` gives the time of an act.
        """
        where = address(url)
        return cls(where, open_engine(where, create), read_clock)

    @staticmethod
    def exists(url: str) -> bool:
        """Whether there is a ledger at `url`; creates nothing."""
        where = address(url)
        if where.path is not None:
            return sqlite_exists(where.path)
        engine = postgresql_engine(where.url)
        try:
            with translated(where.place), engine.connect() as connection:
                return inspect(connection).has_table(schema_version.name)
        finally:
            engine.dispose()

    @property
    def place(self) -> str:
        """How messages name this ledger: its file, or its URL without the password."""
        return self._where.place

    def close(self) -> None:
        """Close the connections; the ledger must not be used afterwards."""
        self._writer.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.place), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self.place), self._writer.begin() as connection:
            yield connection

    def submit(
        self,
        data: bytes,
        name: str,
        entries: Sequence["Entry"],
        problems: Sequence[Problem],
        account: str,
        registers: Mapping[str, bytes] = _NO_REGISTERS,
        encoding: str = "",
    ) -> Receipt:
        """Decide on one upload and keep its bytes, in one transaction.

        `data` are the bytes as received and `name` their label; `entries` and `problems`
        come from the checks, which were made against `registers`: these are recorded
        first, if they changed. With an error, or a doubtful figure left unexplained, the
        file is refused and stored without figures; else it is submitted and accepted.
        Bytes the same account has in force already are a replay and change nothing.
        """
        account = submissions.require_account(account, self.place)
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            replay = submissions.find_replay(connection, data, account)
            if replay is not None:
                return replay
            if registers:
                register_versions.record(connection, journal, registers)
            return submissions.record_upload(
                connection, journal, data, name, encoding, entries, problems
            )

    def withdraw(self, submission_id: str, account: str, reason: str) -> int:
        """Withdraw an accepted submission: the versions before it stand again.

        Returns the sequence number; else SubmissionUnknown, SubmissionNotInForce or
        ReasonMissing.
        """
        place = self.place
        account = submissions.require_account(account, place)
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            return submissions.withdraw(connection, journal, submission_id, reason, place)

    def record_registers(
        self, contents: Mapping[str, bytes], account: str = ""
    ) -> list[RegisterVersion]:
        """Append a version for every register that changed, appeared or went.

        `contents` is the whole set of registers by file name. Returns the new versions,
        none where all is as recorded; then nothing is written or locked either.
        """
        with self._reading() as connection:
            if not register_versions.changed(connection, contents):
                return []
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            return register_versions.record(connection, journal, contents)

    def register_versions(self) -> list[RegisterVersion]:
        """All register versions in the order of their sequence numbers."""
        with self._reading() as connection:
            return register_versions.list_versions(connection)

    def head(self) -> int:
        """The last sequence number given; 0 in a new ledger."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(act.c.sequence))) or 0

    def head_hash(self) -> str:
        """The hash of the last act, to be noted elsewhere; empty in a new ledger."""
        with self._reading() as connection:
            return connection.scalar(select(act.c.hash).order_by(act.c.sequence.desc())) or ""

    def acts(self, after: int = 0) -> list[Act]:
        """The acts after number `after`, in order."""
        with self._reading() as connection:
            rows = connection.execute(
                select(act).where(act.c.sequence > after).order_by(act.c.sequence)
            )
            return [Act(**row) for row in rows.mappings()]

    def submissions(self) -> list[Submission]:
        """Every upload, refused ones too, with its present state; oldest first."""
        with self._reading() as connection:
            return submissions.list_submissions(connection)

    def original(self, sha256: str) -> bytes | None:
        """The bytes of an upload by their SHA-256; None if there is no such upload."""
        with self._reading() as connection:
            return connection.scalar(
                select(original.c.content).where(original.c.sha256 == sha256)
            )

    def figure_batches(
        self, after: int = 0, batch_size: int = 200_000, until: int | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Figures of submissions accepted after act `after`, up to and including act `until`
        (default: all), in the order of acceptance, then of rows; columns: `SCHEMA` of
        `etl.ledger.figure_batches`. Withdrawn submissions are included: see `withdrawals`.
        """
        with self._reading() as connection:
            yield from figure_batches(connection, after, until, batch_size)

    def withdrawals(self, after: int = 0, until: int | None = None) -> list[Withdrawal]:
        """The withdrawals after act `after`, up to and including act `until`, in order."""
        return [
            Withdrawal(one.subject, one.sequence, clock.from_text(one.at))
            for one in self.acts(after)
            if one.kind == ActKind.WITHDRAWN and (until is None or one.sequence <= until)
        ]

    def verify(self) -> list[Problem]:
        """Recompute every hash and compare every original, figure and register version.

        Returns what does not agree; of the chain, the first broken link.
        """
        with self._reading() as connection:
            return verification.verify(connection, self.place)
