"""Room on the disk: looked for before a file is copied, and told in words where it ended.

A refresh writes a second file beside the one in place. What the ledger holds is safe
whatever becomes of it, so nothing here ever touches the file in place.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.problems import Problem, Refused
from etl.workspace import Workspace

#: What has to be free beyond the size of the copy: new figures, and the log until it is merged.
MARGIN_BYTES = 16 * 2**20
_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: How DuckDB says it: the system's words, or that what it may spill is used up.
_WORDS = (*map(os.strerror, _ERRORS), "max_temp_directory_size")


class DiskFull(Refused):
    """There is no room for a file; what stood in its place still stands."""

    def __init__(self, code: str, place: str, found: str, **needed: object):
        super().__init__([Problem(f"disk.{code}", "disk", found=found, needed={"place": place} | needed)])


def require_room(target: Path, size_bytes: int) -> None:
    """Raise DiskFull unless a file of this size can be written to `target`, with a margin."""
    needed_bytes = size_bytes + MARGIN_BYTES
    free_bytes = shutil.disk_usage(target.parent).free
    if free_bytes < needed_bytes:
        raise DiskFull("no_room", target.name, _megabytes(free_bytes), needed=_megabytes(needed_bytes))


def require_room_for_refresh(workspace: Workspace) -> None:
    """Raise DiskFull where the warehouses could not be brought up to date: asked before an act
    that they have to show."""
    for warehouse in (workspace.warehouse, workspace.public_warehouse):
        if warehouse.is_file():
            require_room(warehouse, warehouse.stat().st_size)


@contextmanager
def telling_of_room(place: str) -> Iterator[None]:
    """Turn what the system or an engine says of a full disk into DiskFull; `place` names the file."""
    try:
        yield
    except (OSError, duckdb.Error, sqlite3.Error) as error:
        if not is_full(error):
            raise
        raise DiskFull("full", place, str(error).strip().splitlines()[0]) from error


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk, a quota or the size of a file is at its end."""
    if isinstance(error, OSError) and not isinstance(error, shutil.Error):
        return error.errno in _ERRORS
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
    return isinstance(error, (duckdb.Error, shutil.Error)) and any(words in str(error) for words in _WORDS)


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f}"
