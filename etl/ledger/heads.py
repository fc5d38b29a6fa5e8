"""Heads: the last act of a day, kept outside the ledger.

A chain shows what was changed within it; that its end was cut off, or that all of it was
written anew, shows only beside a head that was noted elsewhere. One file a day,
`head-2026-01-31.json`, is written once and never replaced.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from etl.ledger import clock
from etl.ledger.errors import HeadInvalid, HeadUnwritable
from etl.ledger.records import Act
from etl.ledger.tables import act
from etl.problems import Problem


class Head(NamedTuple):
    """An act as a head file names it."""

    file: str
    sequence: int
    hash: str


def write(folder: Path, place: str, last: Act, now: datetime) -> Path:
    """Write the head of this day, unless it is there already; HeadUnwritable."""
    day = now.astimezone(clock.SHANGHAI).date().isoformat()
    file = folder / f"head-{day}.json"
    content = {
        "sequence": last.sequence,
        "hash": last.hash,
        "at": last.at,
        "written_at": clock.to_text(now),
        "ledger": place,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _link_in(file, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise HeadUnwritable(str(file), error.strerror or str(error)) from error
    return file


def last_hash(connection: Connection) -> str:
    """The hash of the last act; empty in a new ledger."""
    return connection.scalar(select(act.c.hash).order_by(act.c.sequence.desc()).limit(1)) or ""


def _link_in(file: Path, text: str) -> None:
    """All or nothing, and never over a head that is there."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".head-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as made:
            made.write(text)
            made.flush()
            os.fsync(made.fileno())
        os.chmod(name, 0o444)
        os.link(name, file)
    except FileExistsError:
        pass  # another process was first; its head is as good
    finally:
        os.unlink(name)


def read(file: Path) -> Head:
    """A head file; HeadInvalid if it is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        sequence, digest = found["sequence"], found["hash"]
        if type(sequence) is not int or sequence < 1 or not isinstance(digest, str):
            raise ValueError(f"{sequence!r}, {digest!r}")
    except OSError as error:
        raise HeadInvalid(str(file), error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise HeadInvalid(str(file), f"{type(error).__name__}: {error}") from error
    return Head(str(file), sequence, digest)


def check(connection: Connection, place: str, heads: Iterable[Head]) -> list[Problem]:
    """What the earliest head that disagrees says: the ledger lost its end, or was rewritten
    after the last head that agrees. What follows it is a consequence."""
    last = connection.scalar(select(func.max(act.c.sequence))) or 0
    agreed = 0
    for head in sorted(heads, key=lambda one: one.sequence):
        found = connection.scalar(select(act.c.hash).where(act.c.sequence == head.sequence))
        if found == head.hash:
            agreed = head.sequence
        elif head.sequence > last:
            return [_problem("head_beyond", place, last, head, last + 1)]
        else:
            return [_problem("head_differs", place, found or "", head, agreed + 1)]
    return []


def _problem(code: str, place: str, found: object, head: Head, after: int) -> Problem:
    needed = {"head": head.file, "expected": head.sequence, "next": after}
    return Problem(f"ledger.{code}", "ledger", file=place, found=str(found), needed=needed)
