"""Writing acts: the one place where sequence numbers, times and hashes are given."""

import getpass
import os
from datetime import date

from sqlalchemy import Connection, insert, select, text

from etl.ledger import chain, clock
from etl.ledger.records import ActKind
from etl.ledger.tables import act

#: Any constant will do as long as every program writing this ledger uses the same.
_ADVISORY_LOCK = 0x6C6564676572


def lock(connection: Connection) -> None:
    """Wait until no other transaction writes.

    On SQLite the transaction itself began with BEGIN IMMEDIATE; on PostgreSQL an
    advisory lock does the same until commit or rollback, tables or none.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def operating_system_user() -> str:
    """Who runs this process, by the system's own account rather than by environment."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # Windows; a container without an account entry
        return getpass.getuser() if os.name == "nt" else str(os.getuid())


class Journal:
    """Appends acts within one write transaction.

    Takes the lock and reads the last act. All acts of the transaction carry one time:
    the clock's, or the last recorded one if the clock was set back.
    """

    def __init__(self, connection: Connection, read_clock: clock.Clock, account: str):
        lock(connection)
        last = connection.execute(
            select(act.c.sequence, act.c.at, act.c.hash).order_by(act.c.sequence.desc()).limit(1)
        ).first()
        self._connection = connection
        self.account = account
        self._os_user = operating_system_user()
        self.sequence = last.sequence if last else 0
        self.at = max(clock.to_text(read_clock()), last.at if last else "")
        self._hash = last.hash if last else chain.GENESIS

    @property
    def today(self) -> date:
        """The day of these acts in Shanghai."""
        return clock.from_text(self.at).date()

    def append(
        self, kind: ActKind, subject: str, payload_sha256: str = "", detail: object = None
    ) -> int:
        """Record one act and return its sequence number."""
        fields = {
            "sequence": self.sequence + 1,
            "at": self.at,
            "kind": str(kind),
            "subject": subject,
            "account": self.account,
            "os_user": self._os_user,
            "detail": chain.canonical_json(detail or {}),
            "payload_sha256": payload_sha256,
            "previous_hash": self._hash,
        }
        self._hash = chain.act_hash(fields)
        self._connection.execute(insert(act).values(**fields, hash=self._hash))
        self.sequence += 1
        return self.sequence
