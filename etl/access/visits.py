"""When an account was last here on an earlier day.

Whoever signs in several times a morning still wants to know what changed since yesterday, so
the use of today is no visit yet. Sessions are forgotten once they are over; of each account the
last moment of an earlier day at which one was used stays.
"""

from datetime import datetime, time

from sqlalchemy import ColumnElement, Connection, func, select, text, true

from etl.access.tables import session, visit
from etl.ledger import clock

#: Two sign-ins of one account at once keep the later moment, on both engines.
_KEEP = text(
    "INSERT INTO access_visit (account, seen_at) VALUES (:account, :seen_at)"
    " ON CONFLICT (account) DO UPDATE SET seen_at = excluded.seen_at"
    " WHERE excluded.seen_at > access_visit.seen_at"
)


def before_today(now: datetime) -> ColumnElement[bool]:
    """The sessions last used before the present day in Shanghai."""
    today = now.astimezone(clock.SHANGHAI).date()
    return session.c.seen_at < clock.to_text(datetime.combine(today, time.min, clock.SHANGHAI))


def remember(connection: Connection, now: datetime, which: ColumnElement[bool] = true()) -> None:
    """Keep when the sessions `which` were used on an earlier day: before they are used again
    today, or forgotten."""
    latest = select(session.c.account, func.max(session.c.seen_at)).where(which, before_today(now))
    for name, seen_at in connection.execute(latest.group_by(session.c.account)).all():
        connection.execute(_KEEP, {"account": name, "seen_at": seen_at})


def last(connection: Connection, account: str) -> datetime | None:
    """When an account was last here on an earlier day; None where it was not."""
    seen_at = connection.scalar(select(visit.c.seen_at).where(visit.c.account == account))
    return clock.from_text(seen_at) if seen_at else None
