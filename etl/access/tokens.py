"""Access tokens: with them a program reads what the account it belongs to may see.

A token is shown once, to its owner; the store keeps its SHA-256, so whoever reads the store
cannot use it. It ends on its day, when it is revoked, and when the account gets a new one-time
password; while the account is disabled or has to change its password it opens nothing.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, insert, select, true, update

from etl.access.errors import AccessError
from etl.access.tables import token
from etl.ledger import clock

#: By which a token is known for one wherever it lies about, in a repository say.
PREFIX = "gap_"
#: How long a token lasts, unless its owner says otherwise, and at most.
DAYS, MOST_DAYS = 90, 366
#: Tokens in force of one account.
MOST_IN_FORCE = 10
MAX_NAME_CHARS = 60
#: How often at most the last use of a token is written.
USED_STEP = timedelta(minutes=5)
#: How long one that ended is still listed and known for one that was good once.
KEPT = timedelta(days=200)
_SHAPE = re.compile(r"gap_[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner and administrators may know it. `token_id` names it and opens nothing."""

    token_id: str
    account: str
    name: str
    made_at: datetime
    until: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str = ""

    def is_in_force(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.until


def token_key(text: str) -> str:
    """Under which key the store keeps a token."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def is_shaped(text: str) -> bool:
    """Whether a text can be a token at all."""
    return bool(_SHAPE.fullmatch(text))


def make(connection: Connection, account: str, name: str, days: int, now: datetime) -> tuple[str, Token]:
    """A new token of an account and what is known of it; AccessError where it may have none."""
    label = " ".join(name.split())
    if not label or len(label) > MAX_NAME_CHARS or not label.isprintable():
        raise AccessError("token_name", max=MAX_NAME_CHARS)
    if not 1 <= days <= MOST_DAYS:
        raise AccessError("token_days", str(days), max=MOST_DAYS)
    _forget_old(connection, now)
    if _count_in_force(connection, account, now) >= MOST_IN_FORCE:
        raise AccessError("token_many", max=MOST_IN_FORCE)
    text = PREFIX + secrets.token_urlsafe(32)
    made = Token(secrets.token_hex(6), account, label, now, now + timedelta(days=days))
    connection.execute(
        insert(token).values(
            token_key=token_key(text),
            token_id=made.token_id,
            account=account,
            name=label,
            made_at=clock.to_text(now),
            until=clock.to_text(made.until),
        )
    )
    return text, made


def find(connection: Connection, key: str) -> Token | None:
    """The token of a key, in force or not; None where there never was one, or it is long over."""
    row = connection.execute(select(token).where(token.c.token_key == key)).first()
    return _as_token(row) if row else None


def listed(connection: Connection, account: str | None) -> list[Token]:
    """The tokens of an account (None: of all), newest first."""
    statement = select(token).order_by(token.c.made_at.desc(), token.c.token_id)
    if account is not None:
        statement = statement.where(token.c.account == account)
    return [_as_token(row) for row in connection.execute(statement)]


def touch(connection: Connection, key: str, now: datetime) -> None:
    """Note that a token is in use."""
    connection.execute(update(token).where(token.c.token_key == key).values(used_at=clock.to_text(now)))


def revoke(connection: Connection, token_id: str, by: str, now: datetime, account: str | None = None) -> Token:
    """Revoke a token in force, of this account only where one is named; AccessError for another."""
    row = connection.execute(select(token).where(token.c.token_id == token_id)).first()
    found = _as_token(row) if row else None
    if found is None or not found.is_in_force(now) or account not in (None, found.account):
        raise AccessError("token_unknown", token_id[:40])
    _revoke(connection, token.c.token_id == token_id, by, now)
    return found


def revoke_all(connection: Connection, by: str, now: datetime, account: str | None = None) -> None:
    """Revoke every token in force of an account (None: of all)."""
    _revoke(connection, token.c.account == account if account is not None else true(), by, now)


def _revoke(connection: Connection, which, by: str, now: datetime) -> None:
    running = token.c.revoked_at.is_(None) & (token.c.until > clock.to_text(now))
    connection.execute(update(token).where(which, running).values(revoked_at=clock.to_text(now), revoked_by=by))


def _count_in_force(connection: Connection, account: str, now: datetime) -> int:
    running = (token.c.account == account, token.c.revoked_at.is_(None), token.c.until > clock.to_text(now))
    return connection.scalar(select(func.count()).select_from(token).where(*running))


def _forget_old(connection: Connection, now: datetime) -> None:
    last = clock.to_text(now - KEPT)
    connection.execute(delete(token).where((token.c.until < last) | (token.c.revoked_at < last)))


def _as_token(row: Row) -> Token:
    moments = (None if text is None else clock.from_text(text) for text in (row.used_at, row.revoked_at))
    times = clock.from_text(row.made_at), clock.from_text(row.until)
    return Token(row.token_id, row.account, row.name, *times, *moments, row.revoked_by or "")
