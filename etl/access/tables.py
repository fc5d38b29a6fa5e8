"""Tables of the access store, the same on SQLite and PostgreSQL.

Unlike the ledger's they change: they hold who is signed in and how often a password was
wrong, never a figure or a right. Times are ISO text of one length, so texts sort as times do.
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

#: One row: which version of these tables this is.
version = Table("access_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

#: Passwords of local accounts, as argon2id hashes.
credential = Table(
    "access_credential",
    metadata,
    Column("account", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("must_change", Integer, nullable=False),  # 1 until the first password was changed
    Column("changed_at", Text, nullable=False),
)

#: Who is signed in. The key is the SHA-256 of the token in the person's cookie.
session = Table(
    "access_session",
    metadata,
    Column("session_key", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("ended_at", Text),
    Index("access_session_account", "account"),
    Index("access_session_until", "until"),
)

#: When each account was last here on a day before the present one.
visit = Table(
    "access_visit",
    metadata,
    Column("account", Text, primary_key=True),
    Column("seen_at", Text, nullable=False),
)

#: Tokens with which programs read. The key is the SHA-256 of the token; `token_id` names it.
token = Table(
    "access_token",
    metadata,
    Column("token_key", Text, primary_key=True),
    Column("token_id", Text, nullable=False, unique=True),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("used_at", Text),
    Column("revoked_at", Text),
    Column("revoked_by", Text),
    Index("access_token_account", "account"),
)

#: Wrong passwords by account and by source within the last quarter of an hour.
attempt = Table(
    "access_attempt",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("locked_until", Text, nullable=False),
)

#: How often something was asked for, per minute, source, account and what it was about.
event = Table(
    "access_event",
    metadata,
    Column("minute", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("access_event_subject", "subject"),
)
