"""Where the access store is, and engines on it.

It stands apart from the ledger: a file of its own beside a SQLite ledger, tables of its
own in the same PostgreSQL database. Neither ever waits for the other's lock.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, event, insert, inspect, select, text, update

from etl.access.errors import AccessError, AccessUnavailable, translated
from etl.access.tables import metadata, token, version, visit
from etl.ledger.connection import (
    address,
    for_writing,
    linked_in_whole,
    new_sqlite_file,
    postgresql_engine,
    refuse_network_share,
    sqlite_engine,
)
from etl.workspace import Workspace

#: 1: as it began. 2: events say what they are about.
VERSION = 2
#: Somebody is waiting at a sign-in page: better an answer than a place in the queue.
LOCK_TIMEOUT_SECONDS = 3
_ADVISORY_LOCK = 0x616363657373  # another than the ledger's


def access_url(workspace: Workspace) -> str:
    """SQLAlchemy URL of the workspace's access store."""
    if address(workspace.ledger_url).path is None:
        return workspace.ledger_url
    return f"sqlite:///{workspace.var / 'access.db'}"


def open_engine(url: str) -> tuple[Engine, str]:
    """An engine on the store at `url`, which is created where there is none, and how
    messages name the place. Raises AccessUnavailable."""
    where = address(url)
    engine = _sqlite_engine(where.path) if where.path else _postgresql_engine(where.url)
    try:
        with translated(where.place), for_writing(engine).begin() as connection:
            _bring_up_to_date(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine, where.place


def _sqlite_engine(path: Path) -> Engine:
    refuse_network_share(path)
    if not path.exists():
        _create_file(path)
    return sqlite_engine(path, timeout_seconds=LOCK_TIMEOUT_SECONDS)


def _create_file(path: Path) -> None:
    try:
        with translated(str(path)):
            linked_in_whole(path, _make_file)
    except OSError as error:
        raise AccessUnavailable(str(path), error.strerror or str(error)) from error


def _make_file(path: Path) -> None:
    """Only its owner reads it; the database creates its log with the same rights."""
    new_sqlite_file(path)
    path.chmod(0o600)


def _postgresql_engine(url) -> Engine:
    engine = postgresql_engine(url)
    event.listen(engine, "connect", _limit_waiting)
    return engine


def _limit_waiting(raw, _record: object) -> None:
    raw.execute(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")
    raw.commit()


def _bring_up_to_date(connection: Connection) -> None:
    """Create the tables, or give those of version 1 their new form, in one transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    if not inspect(connection).has_table(version.name):
        metadata.create_all(connection)
        connection.execute(insert(version).values(version=VERSION))
    for added in (visit, token):  # a table more is no other version of the others
        added.create(connection, checkfirst=True)
    found = connection.scalar(select(version.c.version))
    if found == 1:
        _upgrade(connection)
        found = VERSION
    if found != VERSION:
        raise AccessError("version", str(found), version=VERSION)


def _upgrade(connection: Connection) -> None:
    """Version 1 counted events without a subject; the key cannot be widened in place."""
    connection.execute(text("CREATE TABLE access_event_1 AS SELECT * FROM access_event"))
    connection.execute(text("DROP TABLE access_event"))
    metadata.create_all(connection)
    connection.execute(
        text(
            "INSERT INTO access_event (minute, kind, source, account, subject, count)"
            " SELECT minute, kind, source, account, '', count FROM access_event_1"
        )
    )
    connection.execute(text("DROP TABLE access_event_1"))
    connection.execute(update(version).values(version=VERSION))
