"""`Ledger`: everything other parts of the program may ask of the ledger."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, inspect

from etl.checks.upload import acceptable
from etl.ledger import chain, clock, register_versions, replay, workflow
from etl.ledger.connection import (
    Address,
    address,
    for_writing,
    open_engine,
    postgresql_engine,
    sqlite_exists,
)
from etl.ledger.erasure import erase_freed
from etl.ledger.errors import translated
from etl.ledger.journal import Journal
from etl.ledger.reads import LedgerReads
from etl.ledger.records import ActKind, Receipt, RegisterVersion
from etl.ledger.submissions import Upload, record_upload, require_account
from etl.ledger.tables import schema_version
from etl.ledger.transaction import Transaction
from etl.problems import Problem

if TYPE_CHECKING:
    from etl.parse import Entry

_NO_REGISTERS: Mapping[str, bytes] = MappingProxyType({})


class Ledger(LedgerReads):
    """One open ledger; may be used from several threads, and by several processes at once.

    Every method is one transaction and raises LedgerError (`etl.ledger.errors`) with
    nothing changed where it cannot be carried out.
    """

    def __init__(self, where: Address, engine: Engine, read_clock: clock.Clock):
        super().__init__(where, engine, read_clock)
        self._writer = for_writing(engine)

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

    def close(self) -> None:
        """Close the connections; the ledger must not be used afterwards."""
        self._writer.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self.place), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def transaction(self, account: str) -> Iterator[Transaction]:
        """One write transaction of this account: the lock is held from the first line on;
        everything is recorded when the block ends, nothing if it raises. NotErased comes
        after a purge that was recorded."""
        account = require_account(account, self.place)
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            tx = Transaction(connection, journal, self.place)
            yield tx
        if tx.has_purged:
            erase_freed(self._writer, self.place)

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
        self, contents: Mapping[str, bytes], account: str = "", written: Collection[str] = ()
    ) -> list[RegisterVersion]:
        """Append a version for every register that changed, appeared or went.

        `contents` is the whole set of registers by file name. Returns the new versions,
        none where all is as recorded; then nothing is written or locked either. A file that
        holds what an act on a plan replaced is only behind, unless it is in `written`: known
        to have held its latest version.
        """
        return self._record(contents, account, rules=False, written=written)

    def record_rules(self, contents: Mapping[str, bytes]) -> list[RegisterVersion]:
        """The same for the rules of the workspace, which are recorded apart from registers."""
        return self._record(contents, "", rules=True)

    def _record(
        self, contents: Mapping[str, bytes], account: str, rules: bool, written: Collection[str] = ()
    ) -> list[RegisterVersion]:
        with self._reading() as connection:
            if not register_versions.changed(connection, contents, rules, written):
                return []
        with self._writing() as connection:
            journal = Journal(connection, self._clock, account)
            return register_versions.record(connection, journal, contents, rules, written)


def _decide(connection: Connection, journal: Journal, upload: Upload, place: str) -> Receipt:
    """Refuse, or submit and accept, in one transaction."""
    refused = not acceptable(upload.problems)
    kind = ActKind.REFUSED if refused else ActKind.SUBMITTED
    submission_id = record_upload(connection, journal, upload, kind, {}, place)
    if not refused:
        kind = ActKind.ACCEPTED
        workflow.accept(connection, journal, submission_id, {}, place)
    return Receipt(submission_id, journal.sequence, not refused, False, kind)
