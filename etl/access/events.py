"""What was asked for at the door and what left the house, counted by minute, source and account.

Acts on figures and rights are acts of the ledger; here stands who came and was let in or
not, who took a file along, and from where an act of the ledger was done. A flood from one source adds to one number, and a flood from many is counted together
once a day has its share of rows: strangers can fill neither this store nor the ledger.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from etl.access.tables import event
from etl.ledger import clock

#: At least six months are required by law; a little more, lest a short month matter.
RETENTION = timedelta(days=200)
MAX_ROWS_PER_DAY = 5_000
MAX_SUBJECT_CHARS = 300
MANY = "*"


class EventKind(StrEnum):
    """What happened."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_LOCKED = "sign_in_locked"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    TOKEN_MADE = "token_made"
    TOKEN_REVOKED = "token_revoked"
    TOKEN_FAILED = "token_failed"  # one that does not exist, or ended, was shown
    REFUSED = "refused"  # a route that is closed to this person
    LIMITED = "limited"  # too many, or too large
    OVERSIZE = "oversize"  # a file above the limit: its name, size and SHA-256, not its bytes
    ACTED = "acted"  # an act of the ledger, whose number is the subject
    ORIGINAL = "original"  # an uploaded file was downloaded
    SCAN = "scan"  # the scan of a signed form was downloaded
    FORM = "form"  # accepted figures were printed as the form to sign
    EXPORT = "export"  # figures shown on a page were downloaded as a table
    TEMPLATE = "template"  # with the figures of the quarters before
    BACKED_UP = "backed_up"
    RESTORED = "restored"


#: What anybody can bring about without being let in: only these share the rows of a day.
BY_STRANGERS = frozenset(
    [EventKind.SIGN_IN_FAILED, EventKind.SIGN_IN_LOCKED, EventKind.TOKEN_FAILED, EventKind.REFUSED, EventKind.LIMITED]
)


@dataclass(frozen=True, slots=True)
class EventKey:
    """What is counted together; `minute` is ISO text to the minute, Shanghai time, and
    `subject` what it was about, empty where the kind says all."""

    minute: str
    kind: str
    source: str
    account: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class AccessEvent:
    """How often something happened within one minute."""

    minute: str
    kind: str
    source: str
    account: str
    subject: str
    count: int


def key(kind: EventKind, source: str, account: str, subject: str, now: datetime) -> EventKey:
    """The key under which an event of this moment is counted. What strangers do has no subject,
    lest they choose how many rows it takes."""
    minute = now.astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    return EventKey(minute, kind, source, account, "" if kind in BY_STRANGERS else _one_line(subject))


def _one_line(subject: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in subject)[:MAX_SUBJECT_CHARS]


def add(connection: Connection, counts: Mapping[EventKey, int]) -> None:
    """Add counts to the store."""
    for one, count in _within_share(connection, counts).items():
        values = asdict(one)
        which = [getattr(event.c, name) == value for name, value in values.items()]
        changed = connection.execute(update(event).where(*which).values(count=event.c.count + count))
        if not changed.rowcount:
            connection.execute(insert(event).values(count=count, **values))


def _within_share(connection: Connection, counts: Mapping[EventKey, int]) -> Counter[EventKey]:
    """The same counts; what strangers did beyond the day's share of rows without its source."""
    kept: Counter[EventKey] = Counter()
    rows: dict[str, int] = {}
    for one, count in counts.items():
        day = one.minute[:10]
        if day not in rows:
            rows[day] = _rows_of(connection, day)
        full = rows[day] >= MAX_ROWS_PER_DAY and one.kind in BY_STRANGERS
        kept[EventKey(f"{day}T00:00+08:00", one.kind, MANY, "") if full else one] += count
        rows[day] += one.kind in BY_STRANGERS and not full
    return kept


def _rows_of(connection: Connection, day: str) -> int:
    return connection.scalar(select(func.count()).where(event.c.minute.startswith(day), event.c.kind.in_(BY_STRANGERS)))


def listed(connection: Connection, since: datetime) -> list[AccessEvent]:
    """Events since a moment, the latest first."""
    first = since.astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    rows = connection.execute(select(event).where(event.c.minute >= first).order_by(event.c.minute.desc()))
    return [AccessEvent(**row) for row in rows.mappings()]


def sources_of_acts(connection: Connection, sequences: Iterable[int]) -> dict[int, str]:
    """From which address acts of the ledger were done, by their number; those that are not
    noted are left out."""
    wanted = select(event.c.subject, event.c.source).where(
        event.c.subject.in_([str(number) for number in sequences]), event.c.kind == EventKind.ACTED
    )
    return {int(subject): source for subject, source in connection.execute(wanted)}


def forget_old(connection: Connection, now: datetime) -> None:
    """Drop what need not be kept any longer."""
    last = (now - RETENTION).astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    connection.execute(delete(event).where(event.c.minute < last))
