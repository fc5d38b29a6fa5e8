"""`LedgerReads`: everything that may be asked of the ledger without changing it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import pyarrow as pa
from sqlalchemy import Connection, Engine, func, select

from etl.ledger import (
    clock,
    heads,
    history,
    locks,
    people,
    purge,
    quarters,
    register_versions,
    states,
    verification,
)
from etl.ledger.connection import Address, for_reading
from etl.ledger.errors import translated
from etl.ledger.figure_batches import figure_batches
from etl.ledger.people_records import AccountVersion, People, StandInVersion
from etl.ledger.plan_reads import PlanReads
from etl.ledger.records import (
    PENDING,
    Acceptance,
    Act,
    ActKind,
    ActLimits,
    Dossier,
    FigureId,
    FigureVersion,
    PurgeRequest,
    RegisterVersion,
    Release,
    Reopening,
    Submission,
    Withdrawal,
)
from etl.ledger.submissions import entries
from etl.ledger.tables import act, original
from etl.problems import Problem, Severity

if TYPE_CHECKING:
    from etl.parse import Entry


class LedgerReads(PlanReads):
    """The reading half of `Ledger`. Every method sees one unchanging state."""

    def __init__(self, where: Address, engine: Engine, read_clock: clock.Clock):
        self._where = where
        self._reader = for_reading(engine)
        self._clock = read_clock
        self._people: tuple[str, People | None] = ("", None)

    @property
    def place(self) -> str:
        """How messages name this ledger: its file, or its URL without the password."""
        return self._where.place

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.place), self._reader.begin() as connection:
            yield connection

    def register_versions(self) -> list[RegisterVersion]:
        """All register versions in the order of their sequence numbers."""
        with self._reading() as connection:
            return register_versions.list_versions(connection)

    def rule_versions(self) -> list[RegisterVersion]:
        """All versions of the workspace's rules in the order of their sequence numbers: which
        stood when."""
        with self._reading() as connection:
            return register_versions.list_versions(connection, rules=True)

    def head(self) -> int:
        """The last sequence number given; 0 in a new ledger."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(act.c.sequence))) or 0

    def head_hash(self) -> str:
        """The hash of the last act, to be noted elsewhere; empty in a new ledger."""
        with self._reading() as connection:
            return heads.last_hash(connection)

    def acts(
        self,
        after: int = 0,
        *,
        until: int | None = None,
        newest: int | None = None,
        skip: int = 0,
        **limits: Unpack[ActLimits],
    ) -> list[Act]:
        """The acts after number `after`, up to and including `until`, that are meant, in order;
        `newest` keeps only so many of the last, without the very last `skip`."""
        with self._reading() as connection:
            return history.acts(connection, after, until, newest=newest, skip=skip, **limits)

    def count_acts(self, **limits: Unpack[ActLimits]) -> int:
        """How many acts are meant."""
        with self._reading() as connection:
            return history.count_acts(connection, **limits)

    def submissions(
        self,
        kinds: Collection[ActKind] | None = None,
        region_codes: Collection[str] | None = None,
        quarter: str | None = None,
        account: str | None = None,
        original_sha256: str | None = None,
    ) -> list[Submission]:
        """Uploads with their present state, refused ones too, oldest first: those in one of
        these states, sent for these regions, for this quarter, by this account, of these
        bytes; None sets no limit. All of them are many: set one where you can."""
        with self._reading() as connection:
            return states.list_submissions(
                connection, kinds, region_codes, quarter, account, original_sha256
            )

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

    def filed_places(self) -> dict[str, frozenset[tuple[str, str]]]:
        """Region and quarter of the figures each submission holds, by its id; none of those without figures."""
        with self._reading() as connection:
            return history.filed_places(connection)

    def entries(self, submission_id: str) -> list["Entry"]:
        """The figures of a submission as the checks handed them over, by row."""
        with self._reading() as connection:
            found = states.find(connection, submission_id, self.place)
            return entries(connection, found.submission_no)

    def figure_versions(self, key: FigureId) -> list[FigureVersion]:
        """Every version of a figure that ever came in, whatever became of it, in order."""
        with self._reading() as connection:
            return history.figure_versions(connection, key)

    def account_versions(self) -> list[AccountVersion]:
        """Every version of every account, in order."""
        with self._reading() as connection:
            return people.account_versions(connection)

    def stand_in_versions(self) -> list[StandInVersion]:
        """Every arrangement of a stand-in and every ending, in order."""
        with self._reading() as connection:
            return people.stand_in_versions(connection)

    def people(self) -> People:
        """Accounts and stand-ins as of the last act; read once per head, since a head names
        all that came before it."""
        with self._reading() as connection:
            head = heads.last_hash(connection)
            known_at, known = self._people
            if known is None or known_at != head:
                known = people.people(connection)
                self._people = (head, known)
            return known

    def releases(self) -> list[Release]:
        """Every release and what was taken back, in order."""
        with self._reading() as connection:
            return quarters.list_releases(connection)

    def reopenings(self) -> list[Reopening]:
        """Every reopening, in order."""
        with self._reading() as connection:
            return locks.list_reopenings(connection)

    def today(self) -> date:
        """The day in Shanghai, by the clock that gives acts their time."""
        return self._clock().astimezone(clock.SHANGHAI).date()

    def locked(self, today: date) -> frozenset[tuple[str, str]]:
        """All (region_code, quarter) pairs that are locked on this day in Shanghai."""
        with self._reading() as connection:
            return locks.all_locked(connection, today)

    def locks(self, today: date) -> locks.Locks:
        """The same pairs, looked up one by one: for whoever asks of a few."""
        return locks.Locks(self._reading, today)

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

    def purged_count(self) -> int:
        """How many files, scans and plans were removed for good."""
        with self._reading() as connection:
            return len(connection.execute(purge.purged_bytes()).all())

    def clock_problem(self) -> Problem | None:
        """A warning where this machine's clock is before the last act; None where it is not.

        New acts then carry the time of the last one: the order is that of the numbers.
        """
        last = self.acts(newest=1)
        now = self._clock()
        if not last or clock.to_text(now) >= last[0].at:
            return None
        needed = {"now": clock.to_text(now)}
        return Problem(
            "ledger.clock_back", "ledger", Severity.INFORM, self.place, found=last[0].at, needed=needed
        )

    def write_head(self, folder: Path) -> Path | None:
        """Write today's head into a folder outside the ledger, unless it is there already.

        Returns the file; None for a new ledger. Raises HeadUnwritable.
        """
        last = self.acts(newest=1)
        return heads.write(Path(folder), self.place, last[0], self._clock()) if last else None

    def check_heads(self, files: Collection[Path]) -> list[Problem]:
        """What disagrees with heads that were written earlier; HeadInvalid for another file."""
        with self._reading() as connection:
            return heads.check(connection, self.place, [heads.read(file) for file in files])
