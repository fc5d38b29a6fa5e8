"""Wrong passwords, counted by account and by source: five within a quarter of an hour
close both for a quarter of an hour.

A name nobody has is counted in one of a fixed number of drawers, so that strangers
cannot fill the store, and locks like a real one, so that locking does not tell the two apart.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from etl.access.tables import attempt
from etl.ledger import clock

MAX_FAILURES = 5
LOCK_MINUTES = 15
LOCK = timedelta(minutes=LOCK_MINUTES)
_DRAWERS = 4096
#: Rows kept at most; the oldest go first.
MAX_ROWS = 20_000


def subject_of_account(name: str, is_known: bool) -> str:
    """Under what a name is counted."""
    if is_known:
        return f"account {name}"
    drawer = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % _DRAWERS
    return f"unknown {drawer}"


def subject_of_source(source: str) -> str:
    """Under what an address is counted: IPv6 by network, since one person has a whole one."""
    try:
        found = ipaddress.ip_address(source)
    except ValueError:
        return f"source {source[:45]}"
    if found.version == 6:
        found = found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False)
    return f"source {found}"


def subjects(account: str, is_known: bool, source: str) -> tuple[str, str]:
    """Account and source of one attempt."""
    return subject_of_account(account, is_known), subject_of_source(source)


def subject_of_tokens(source: str) -> str:
    """Under what tokens that do not exist are counted: a program's slip keeps nobody at its
    address from signing in."""
    return f"tokens from {subject_of_source(source)}"


def is_locked(connection: Connection, subjects: Iterable[str], now: datetime) -> bool:
    """Whether one of the subjects is closed at this moment."""
    closed = select(func.count()).where(
        attempt.c.subject.in_(list(subjects)), attempt.c.locked_until > clock.to_text(now)
    )
    return connection.scalar(closed) > 0


def failed(connection: Connection, subjects: Iterable[str], now: datetime) -> None:
    """Count one more wrong password for each subject."""
    _forget(connection, now)
    for subject in subjects:
        row = connection.execute(select(attempt).where(attempt.c.subject == subject)).first()
        failures = (row.failures if row else 0) + 1
        locked_until = clock.to_text(now + LOCK) if failures >= MAX_FAILURES else ""
        if row:
            which = update(attempt).where(attempt.c.subject == subject)
            connection.execute(which.values(failures=failures, locked_until=locked_until))
        else:
            values = {"subject": subject, "first_at": clock.to_text(now)}
            connection.execute(insert(attempt).values(failures=1, locked_until="", **values))


def succeeded(connection: Connection, subjects: tuple[str, str]) -> None:
    """Take the attempt back. The account starts anew; the source keeps its earlier failures,
    lest somebody with a password of their own go on guessing those of others."""
    account, source = subjects
    forget(connection, account)
    row = connection.execute(select(attempt).where(attempt.c.subject == source)).first()
    if row:
        which = update(attempt).where(attempt.c.subject == source)
        connection.execute(which.values(failures=row.failures - 1, locked_until=""))


def forget(connection: Connection, subject: str) -> None:
    """Start counting anew, after the right password or by the administrator."""
    connection.execute(delete(attempt).where(attempt.c.subject == subject))


def _forget(connection: Connection, now: datetime) -> None:
    """Drop what is over, and the oldest of too many."""
    over = (attempt.c.first_at < clock.to_text(now - LOCK)) & (attempt.c.locked_until < clock.to_text(now))
    connection.execute(delete(attempt).where(over))
    if connection.scalar(select(func.count()).select_from(attempt)) >= MAX_ROWS:
        oldest = select(attempt.c.subject).order_by(attempt.c.first_at).limit(MAX_ROWS // 10)
        connection.execute(delete(attempt).where(attempt.c.subject.in_(oldest.scalar_subquery())))
