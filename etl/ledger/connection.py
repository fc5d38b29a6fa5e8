"""Engines: one URL, SQLite or PostgreSQL, set up so that what is committed stays."""

import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from etl.ledger.errors import (
    LedgerAddressInvalid,
    LedgerDamaged,
    LedgerMissing,
    LedgerOnNetworkShare,
    LedgerUnwritable,
    translated,
)
from etl.ledger.journal import lock
from etl.ledger.schema import MIGRATIONS, migrate, require_known

LOCK_TIMEOUT_SECONDS = 30
SQLITE_HEADER = b"SQLite format 3\0"

#: File systems on which SQLite's locks or shared memory are known not to hold.
NETWORK_FILE_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afs ncpfs glusterfs ceph lustre davfs fuse.davfs2 "
    "fuse.sshfs fuse.rclone fuse.s3fs".split()
)

_OCTAL = re.compile(r"\\([0-7]{3})")  # how the kernel writes blanks in paths


@dataclass(frozen=True, slots=True)
class Address:
    """Where a ledger is. `place` is how messages name it, without a password;
    `path` is the file of a SQLite ledger, else None."""

    url: URL
    place: str
    path: Path | None


def address(url: str) -> Address:
    """Read a ledger URL; only SQLite files and PostgreSQL databases are ledgers."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerAddressInvalid("", str(error)) from error
    place = parsed.render_as_string(hide_password=True)
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return Address(parsed.set(drivername="postgresql+psycopg"), place, None)
    if backend != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise LedgerAddressInvalid(place, backend)
    return Address(parsed, parsed.database, Path(parsed.database))


def open_engine(where: Address, create: bool) -> Engine:
    """An engine on a ledger whose schema is this program's.

    Creates or upgrades the tables where `create` or an older version asks for it; both
    happen in one transaction.
    """
    if where.path is not None:
        _prepare_sqlite_file(where.path, create)
    engine = sqlite_engine(where.path) if where.path else postgresql_engine(where.url)
    try:
        with translated(where.place):
            _bring_schema_up_to_date(engine, where.place, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _bring_schema_up_to_date(engine: Engine, place: str, create: bool) -> None:
    with for_reading(engine).connect() as connection:  # one state: another process may be creating it
        found = require_known(connection, place)
    if found == 0 and not create:
        raise LedgerMissing(place)
    if found < len(MIGRATIONS):
        upgrade(engine)


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are due, under the write lock."""
    with for_writing(engine).begin() as connection:
        lock(connection)
        migrate(connection)


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock from the start on SQLite."""
    return engine.execution_options(immediate=True)


def for_reading(engine: Engine) -> Engine:
    """The same engine, whose transactions see one unchanging state and cannot write."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine  # a SQLite reader in WAL mode has its snapshot anyway


def sqlite_engine(path: Path, mode: str = "rw", timeout_seconds: float | None = None) -> Engine:
    """An engine on an existing file. Each use opens the file anew (NullPool, `mode=rw`):
    a file that was deleted or replaced meanwhile is an error, never an empty ledger.
    `timeout_seconds` is how long a lock is waited for, as a rule LOCK_TIMEOUT_SECONDS."""
    waits = LOCK_TIMEOUT_SECONDS if timeout_seconds is None else timeout_seconds
    return _sqlite_engine(f"file:{quote(str(path.absolute()))}?mode={mode}", waits)


@lru_cache(maxsize=16)
def _sqlite_engine(uri: str, timeout_seconds: float) -> Engine:
    """Kept, because an engine keeps its statements compiled: that takes longer than most of them."""

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(
            uri,
            uri=True,
            timeout=timeout_seconds,
            isolation_level=None,  # transactions are ours to begin
            check_same_thread=False,
        )
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = FULL")  # a commit is on the disk
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA secure_delete = ON")  # what a purge frees is written over
        return raw

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=NullPool, paramstyle="named"
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def postgresql_engine(url: URL) -> Engine:
    """An engine on a PostgreSQL database; a lock not had in time is an error, not a hang."""
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    event.listen(engine, "connect", _limit_waiting)
    return engine


def _limit_waiting(raw, _record: object) -> None:
    raw.execute(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")
    raw.commit()


def sqlite_exists(path: Path) -> bool:
    """Whether there is, or was, a ledger: a log without its file is a ledger that lost it."""
    return path.exists() or _log(path).exists()


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _prepare_sqlite_file(path: Path, create: bool) -> None:
    refuse_network_share(path)
    if not sqlite_exists(path):
        if not create:
            raise LedgerMissing(str(path))
        _create_sqlite_file(path)
    _refuse_damaged(path)


def _refuse_damaged(path: Path) -> None:
    """A file that is no SQLite database is left as it is for whoever restores it."""
    try:
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except FileNotFoundError as error:
        raise LedgerDamaged(str(path), _log(path).name) from error
    except OSError as error:
        raise LedgerUnwritable(str(path), error.strerror) from error
    if header != SQLITE_HEADER:
        raise LedgerDamaged(str(path), f"{path.stat().st_size} B")


def _create_sqlite_file(path: Path) -> None:
    try:
        with translated(str(path)):
            linked_in_whole(path, _make_sqlite_file)
    except OSError as error:
        raise LedgerUnwritable(str(path), error.strerror or str(error)) from error


def linked_in_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Let `make` write a new file beside its place and link it in: at no moment, not even after a
    crash or where two begin at once, does an empty or half-made file stand at `path`. The one of
    whoever was first stays. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as folder:
        made = Path(folder) / path.name
        make(made)
        try:
            os.link(made, path)
        except FileExistsError:
            return  # another process was first; its file is as good
        _flush_folder(path.parent)


def _make_sqlite_file(path: Path) -> None:
    upgrade(new_sqlite_file(path))


def new_sqlite_file(path: Path) -> Engine:
    """An engine on a file made here, whose log is written ahead."""
    engine = sqlite_engine(path, mode="rwc")
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if raw.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise LedgerUnwritable(str(path), "journal_mode")
    return engine


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_network_share(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> None:
    """Raise LedgerOnNetworkShare where the file would lie on a network file system."""
    absolute = str(path.absolute())
    if absolute.startswith("\\\\"):
        raise LedgerOnNetworkShare(absolute, "UNC")
    kind = _file_system(path.absolute().resolve(), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise LedgerOnNetworkShare(absolute, kind)


def _file_system(path: Path, mounts: Path) -> str:
    """The type of the file system that holds `path`; empty where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found = {}
    for line in lines:
        before, _, after = line.partition(" - ")
        mount_point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), before.split()[4])
        if path.is_relative_to(mount_point):
            found[len(mount_point)] = after.split()[0]  # a later mount covers an earlier one
    return found[max(found)] if found else ""
