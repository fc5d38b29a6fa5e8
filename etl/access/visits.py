"""When an account was last here before its present session.

Sessions are forgotten once they are over; of each account the last moment at which an earlier
one was used stays, so that a page can tell what changed since.
"""

from datetime import datetime

from sqlalchemy import Connection, func, or_, select, text

from etl.access.tables import session, visit
from etl.ledger import clock

#: Two sign-ins of one account at once keep the later moment, on both engines.
_KEEP = text(
    "INSERT INTO access_visit (account, seen_at) VALUES (:account, :seen_at)"
    " ON CONFLICT (account) DO UPDATE SET seen_at = excluded.seen_at"
    " WHERE excluded.seen_at > access_visit.seen_at"
)


def remember(connection: Connection, account: str, now: datetime) -> None:
    """Keep when sessions were last used: all of `account`, which begins a new one, and of others
    those that are about to be forgotten."""
    which = or_(session.c.account == account, session.c.until < clock.to_text(now))
    latest = select(session.c.account, func.max(session.c.seen_at)).where(which).group_by(session.c.account)
    for name, seen_at in connection.execute(latest).all():
        connection.execute(_KEEP, {"account": name, "seen_at": seen_at})


def last(connection: Connection, account: str) -> datetime | None:
    """When an account was last here before its present session; None at its first."""
    seen_at = connection.scalar(select(visit.c.seen_at).where(visit.c.account == account))
    return clock.from_text(seen_at) if seen_at else None
