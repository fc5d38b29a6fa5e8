"""Warehouse files: one builder at a time, swapped in whole, read through links of their own."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import lru_cache
from pathlib import Path

import duckdb

from etl.warehouse.room import require_room, telling_of_room
from etl.workspace import Workspace

#: Files written by this version stay readable by DuckDB clients since 1.5.
_STORAGE = "v1.5.0"
#: A reader reaches no other file, cannot be talked out of that, and leaves memory to others.
_READING = {"enable_external_access": "false", "lock_configuration": "true", "memory_limit": "50%"}


def open_file(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse file for reading, unaffected by a later swap.

    DuckDB hands out one database per path within a process, so a swapped-in file would
    go unseen; each opening therefore goes through a link of its own.
    """
    with _link(path) as link:
        return duckdb.connect(str(link), read_only=True, config=_READING)


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> Iterator[None]:
    """Let `connection` read the tables of another warehouse file as `name.table`."""
    with _link(path) as link:
        quoted = str(link).replace("'", "''")
        connection.execute(f"attach '{quoted}' as {name} (read_only)")
    try:
        yield
    finally:
        connection.execute(f"detach {name}")


@contextmanager
def _link(path: Path) -> Iterator[Path]:
    link = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(6).hex()}")
    os.link(path, link)
    try:
        yield link
    finally:
        link.unlink()


@contextmanager
def one_builder(workspace: Workspace) -> Iterator[None]:
    """Let one process at a time build; what a killed one left behind is swept away."""
    path = workspace.var / "build.lock"
    with telling_of_room(path.name):
        lock = open(path, "w")
    with lock:
        flock(lock, LOCK_EX)
        for left in workspace.var.glob("*.building*"):
            remove(left)
        yield


@contextmanager
def swapped_in(target: Path, *, start: bytes | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new file to write to, a copy of `target` unless it has another `start` (b"": empty); it takes
    the place of `target` unless an exception is raised. DiskFull where there is no room for both."""
    path = target.with_name(f"{target.stem}.{os.getpid()}.building")
    _remove_all(path)
    require_room(target, target.stat().st_size if target.is_file() else 0)
    try:
        with telling_of_room(target.name):
            if start is None:
                shutil.copyfile(target, path)
            elif start:
                path.write_bytes(start)
            with duckdb.connect(str(path), config={"storage_compatibility_version": _STORAGE}) as connection:
                yield connection
                connection.execute("checkpoint")
            os.replace(path, target)
    finally:
        _remove_all(path)


def _remove_all(path: Path) -> None:
    """A file half made, its log and the folder of what DuckDB put aside meanwhile."""
    for suffix in ("", ".wal", ".tmp"):
        remove(path.with_name(path.name + suffix))


def remove(path: Path) -> None:
    """Delete a file or a folder that may be there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def read_meta(path: Path) -> dict[str, str] | None:
    """What a warehouse file says it was made from; None where it is missing or unreadable.
    A process looks once at a file that has not changed: opening one takes longer than asking it."""
    try:
        return dict(_meta(path, file_state(path)))
    except (duckdb.Error, FileNotFoundError, _CutOff):
        return None


def file_state(path: Path) -> tuple[int, int, int]:
    """Names what a warehouse file holds: its inode, when it was written (ns) and its size (bytes).
    A file is swapped in whole, so what was read of one state stays true of it."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


class _CutOff(Exception):
    """A file is shorter than its headers and blocks: it would open, and fail when read."""


@lru_cache(maxsize=8)
def _meta(path: Path, state: tuple[int, int, int]) -> Mapping[str, str]:
    # through one link, so that both looks are at the same file though another is swapped in
    with _link(path) as link, open_file(link) as connection:
        meta = dict(connection.execute("select name, value from meta").fetchall())
        # free blocks at the end are cut off when a file is closed, so only those in use count
        size = connection.execute("select 3 * 4096 + used_blocks * block_size from pragma_database_size()")
        if link.stat().st_size < size.fetchone()[0]:
            raise _CutOff
    return meta


def write_meta(connection: duckdb.DuckDBPyConnection, meta: Mapping[str, object]) -> None:
    """Say what the file is made from, in place of what stood there."""
    connection.execute("delete from meta")
    rows = [(name, str(value)) for name, value in meta.items()]
    connection.executemany("insert into meta values (?, ?)", rows)
