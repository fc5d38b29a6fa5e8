"""`Ledger`: everything other parts of the program may ask of the ledger."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import pyarrow as pa
from sqlalchemy import Connection, Engine, func, inspect, select

from etl.checks.upload import acceptable
from etl.ledger import (
    chain,
    clock,
    history,
    locks,
    people,
    purge,
    quarters,
    register_versions,
    replay,
    states,
    verification,
    workflow,
)
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
from etl.ledger.records import (
    PENDING,
    Acceptance,
    AccountVersion,
    Act,
    ActKind,
    Dossier,
    FigureId,
    FigureVersion,
    PurgeRequest,
    Receipt,
    RegisterVersion,
    Release,
    Reopening,
    StandInVersion,
    Submission,
    Withdrawal,
)
from etl.ledger.submissions import Upload, entries, record_upload, require_account
from etl.ledger.tables import act, original, schema_version
from etl.ledger.transaction import Transaction
from etl.problems import Problem
from etl.rights import Account

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

    @contextmanager
    def transaction(self, account: str) -> Iterator[Transaction]:
        """One write transaction of this account: the lock is held from the first line on;
        everything is recorded when the block ends, nothing if it raises."""
        account = require_account(account, self.place)
        with self._writing() as connection:
            yield Transaction(connection, Journal(connection, self._clock, account), self.place)

    def submit(
        self,
        data: bytes,
        name: str,
        figures: Sequence["Entry"],
        problems: Sequence[Problem],
        account: str,
        registers: Mapping[str, bytes] = _NO_REGISTERS,
        encoding: str = "",
    ) -> Receipt:
        """The operator's tool: decide on one upload at once, past review and locks.

        `data` are the bytes as received and `name` their label; `figures` and `problems`
        come from the checks, which were made against `registers`: these are recorded
        first, if they changed. With an error, or a doubtful figure left unexplained, the
        file is refused and stored without figures; else it is submitted and accepted.
        Bytes the same account has in force already are a replay and change nothing.
        """
        upload = Upload(data, name, encoding, figures, problems)
        account = require_account(account, self.place)
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            known = replay.standing_replay(connection, chain.sha256(data), account, None)
            if known is not None:
                return known
            if registers:
                register_versions.record(connection, journal, registers)
            return _decide(connection, journal, upload, self.place)

    def withdraw(self, submission_id: str, account: str, reason: str) -> int:
        """Withdraw a submission as the operator: the versions before it stand again.

        Returns the sequence number; else SubmissionUnknown, SubmissionNotInForce or
        ReasonMissing.
        """
        with self.transaction(account) as tx:
            return tx.withdraw(submission_id, reason)

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

    def acts(
        self,
        after: int = 0,
        *,
        until: int | None = None,
        kinds: Collection[ActKind] | None = None,
        account: str | None = None,
        subject: str | None = None,
        newest: int | None = None,
    ) -> list[Act]:
        """The acts after number `after`, up to and including `until`, in order; `newest`
        keeps only so many of the last. None sets no limit."""
        with self._reading() as connection:
            return history.acts(
                connection,
                after,
                until,
                kinds=kinds,
                account=account,
                subject=subject,
                newest=newest,
            )

    def submissions(
        self,
        kinds: Collection[ActKind] | None = None,
        region_codes: Collection[str] | None = None,
        quarter: str | None = None,
    ) -> list[Submission]:
        """Uploads with their present state, refused ones too, oldest first: those in one of
        these states, sent for these regions, for this quarter; None sets no limit."""
        with self._reading() as connection:
            return states.list_submissions(connection, kinds, region_codes, quarter)

    def waiting(self, region_codes: Collection[str] | None = None) -> list[Dossier]:
        """Submissions that wait for a signature, with all a reviewer needs, oldest first."""
        with self._reading() as connection:
            pending = states.list_submissions(connection, PENDING, region_codes)
            return [
                history.dossier(connection, one.submission_id, self.place) for one in pending
            ]

    def submission(self, submission_id: str) -> Dossier:
        """One submission with its events, signatures and explained doubts; SubmissionUnknown."""
        with self._reading() as connection:
            return history.dossier(connection, submission_id, self.place)

    def entries(self, submission_id: str) -> list["Entry"]:
        """The figures of a submission as the checks handed them over, by row."""
        with self._reading() as connection:
            found = states.find(connection, submission_id, self.place)
            return entries(connection, found.submission_no)

    def figure_versions(self, key: FigureId) -> list[FigureVersion]:
        """Every version of a figure that ever came in, whatever became of it, in order."""
        with self._reading() as connection:
            return history.figure_versions(connection, key)

    def accounts(self) -> dict[str, Account]:
        """The present version of every account, by name; disabled ones included."""
        with self._reading() as connection:
            return people.accounts(connection)

    def account_versions(self) -> list[AccountVersion]:
        """Every version of every account, in order."""
        with self._reading() as connection:
            return people.account_versions(connection)

    def stand_ins(self) -> list[StandInVersion]:
        """Every arrangement between two accounts, in order; the latest of the two counts."""
        with self._reading() as connection:
            return people.stand_in_versions(connection)

    def releases(self) -> list[Release]:
        """Every release and what was taken back, in order."""
        with self._reading() as connection:
            return quarters.list_releases(connection)

    def reopenings(self) -> list[Reopening]:
        """Every reopening, in order."""
        with self._reading() as connection:
            return locks.list_reopenings(connection)

    def locked(self, today: date) -> frozenset[tuple[str, str]]:
        """All (region_code, quarter) pairs that are locked on this day in Shanghai."""
        with self._reading() as connection:
            return locks.all_locked(connection, today)

    def acceptances(
        self, region_codes: Collection[str] | None = None, quarter: str | None = None
    ) -> list[Acceptance]:
        """Acceptances by region and quarter, with when the file came; in their order."""
        with self._reading() as connection:
            return locks.list_acceptances(connection, region_codes, quarter)

    def purge_requests(self) -> list[PurgeRequest]:
        """Removals that one person asked for and nobody agreed to yet."""
        with self._reading() as connection:
            return purge.open_requests(connection)

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
        with self._reading() as connection:
            return history.withdrawals(connection, after, until)

    def verify(self) -> list[Problem]:
        """Recompute every hash and compare every original, figure and register version.

        Returns what does not agree; of the chain, the first broken link.
        """
        with self._reading() as connection:
            return verification.verify(connection, self.place)


def _decide(connection: Connection, journal: Journal, upload: Upload, place: str) -> Receipt:
    """Refuse, or submit and accept, in one transaction."""
    refused = not acceptable(upload.problems)
    kind = ActKind.REFUSED if refused else ActKind.SUBMITTED
    submission_id = record_upload(connection, journal, upload, kind, {}, place)
    if not refused:
        kind = ActKind.ACCEPTED
        workflow.accept(connection, journal, submission_id, {}, place)
    return Receipt(submission_id, journal.sequence, not refused, False, kind)
