"""Who is signed in: one row per sign-in, found by a secret only the browser holds.

The cookie carries a random token; the store keeps its SHA-256, so whoever reads the
store cannot sign in with it. The key is no secret and names the session inside the program.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from etl.access import visits
from etl.access.tables import session
from etl.ledger import clock

#: A session ends after this even where it is used all the time: one working day.
LIFETIME = timedelta(hours=12)
#: How often at most a session in use is written.
SEEN_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A session in force."""

    session_key: str
    account: str
    source: str
    seen_at: datetime


def session_key(token: str) -> str:
    """Under which key the store keeps the session of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, account: str, source: str, now: datetime) -> str:
    """Open a session and return its token, which is new each time."""
    token = secrets.token_urlsafe(32)
    put(connection, session_key(token), account, source, now, now + LIFETIME)
    return token


def put(
    connection: Connection, key: str, account: str, source: str, now: datetime, until: datetime
) -> None:
    """Record a session under a key that was not used before, and forget those long over. One used
    today stays the day: tomorrow it tells when its account was here."""
    visits.remember(connection, now)
    connection.execute(delete(session).where(session.c.until < clock.to_text(now), visits.before_today(now)))
    connection.execute(
        insert(session).values(
            session_key=key,
            account=account,
            source=source,
            began_at=clock.to_text(now),
            seen_at=clock.to_text(now),
            until=clock.to_text(until),
        )
    )


def find(connection: Connection, key: str, idle: timedelta, now: datetime) -> Session | None:
    """The session of a key; None once it was ended, lay idle or lived too long."""
    row = connection.execute(select(session).where(session.c.session_key == key)).first()
    if row is None or row.ended_at or row.until < clock.to_text(now):
        return None
    seen_at = clock.from_text(row.seen_at)
    if seen_at + idle < now:
        return None
    return Session(row.session_key, row.account, row.source, seen_at)


def is_known(connection: Connection, key: str) -> bool:
    """Whether there is or was, until lately, a session under this key."""
    return connection.scalar(select(session.c.account).where(session.c.session_key == key)) is not None


def keys(connection: Connection, account: str) -> frozenset[str]:
    """The keys of an account's sessions."""
    which = select(session.c.session_key).where(session.c.account == account)
    return frozenset(connection.scalars(which))


def touch(connection: Connection, key: str, now: datetime) -> None:
    """Note that a session is in use."""
    visits.remember(connection, now, session.c.session_key == key)
    connection.execute(
        update(session).where(session.c.session_key == key).values(seen_at=clock.to_text(now))
    )


def end(connection: Connection, key: str, now: datetime) -> None:
    """End one session. Its row stays until its time is over, so that its key is not used again."""
    _end(connection, session.c.session_key == key, now)


def end_all(connection: Connection, account: str, now: datetime) -> None:
    """End every session of an account."""
    _end(connection, session.c.account == account, now)


def _end(connection: Connection, which, now: datetime) -> None:
    connection.execute(
        update(session).where(which, session.c.ended_at.is_(None)).values(ended_at=clock.to_text(now))
    )
