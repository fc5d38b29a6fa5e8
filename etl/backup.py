"""A copy of a workspace that can be put back, taken while the program runs.

    DIR/manifest.json      SHA-256 of every file, and the last act of the ledger
    DIR/workspace/         registers, settings, published figures, var/ledger.db, var/access.db,
                           plan files somebody works on under var/plans
    DIR/figures.parquet    every accepted figure in every version, for any other program
    DIR/figures.csv        the same as text

SQLite files are copied by SQLite's own backup, which sees one state though others write; a
bare copy of the file without its log would lose what was written last. A ledger on
PostgreSQL is left to `pg_dump`; the manifest says so. Warehouses are not copied: they come
back from the ledger.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.collection import plan_drafts
from etl.ledger import Ledger, clock
from etl.ledger.connection import address
from etl.ledger.figure_batches import SCHEMA
from etl.ledger.opening import refuse_lost
from etl.problems import Problem, Refused
from etl.warehouse.files import remove
from etl.warehouse.room import DiskFull, require_room, telling_of_room
from etl.workspace import Workspace

MANIFEST = "manifest.json"
#: A text that a spreadsheet would take for a formula.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the last act of its ledger, and how many files and figures."""

    folder: Path
    ledger_head: int
    ledger_hash: str
    files: int
    figures: int
    is_ledger_inside: bool


def _refused(code: str, file: object, found: object = "", **needed: object) -> Refused:
    return Refused([Problem(f"backup.{code}", "backup", file=str(file), found=str(found), needed=needed)])


def back_up(workspace: Workspace, folder: Path) -> Backup:
    """Copy a workspace into `folder`, which must be new or empty; then check the copy.

    Raises Refused where the folder is in use, and with every fault of a ledger that does not
    verify: a backup of a damaged ledger must not pass for one. Where there is no room, nothing
    is left in the folder.
    """
    if not Ledger.exists(workspace.ledger_url):
        refuse_lost(workspace)
        raise _refused("nothing", workspace.ledger_url)
    with _whole_or_empty(folder):
        return _back_up(workspace, folder)


def _back_up(workspace: Workspace, folder: Path) -> Backup:
    made = Workspace(folder / "workspace")
    made.var.mkdir(parents=True)
    os.chmod(folder, 0o700)  # it holds whatever the ledger holds
    require_room(made.root, _size_bytes(workspace))
    _copy_files(workspace, made)
    plan_drafts.copy_all(workspace, made)
    is_inside = _copy_stores(workspace, made)
    source = f"sqlite:///{made.var / 'ledger.db'}" if is_inside else workspace.ledger_url
    with Ledger.open(source, create=False) as ledger:
        if problems := ledger.verify():
            raise Refused(problems)
        last = ledger.acts(newest=1)
        head, digest = (last[0].sequence, last[0].hash) if last else (0, "")
        figures = _export(ledger, folder, head)
    files = _write_manifest(folder, head, digest, is_inside)
    return Backup(folder, head, digest, files, figures, is_inside)


def restore(folder: Path, workspace: Workspace) -> Backup:
    """Put a backup back into an empty place; raises Refused where a file is not as it was.

    What was recorded after the backup is not in it: see the manual.
    """
    manifest = _checked_manifest(folder)
    with _whole_or_empty(workspace.root):
        shutil.copytree(folder / "workspace", workspace.root, dirs_exist_ok=True)
    head = manifest["ledger_head"]
    if manifest["is_ledger_inside"]:
        with Ledger.open(f"sqlite:///{workspace.var / 'ledger.db'}", create=False) as ledger:
            if problems := ledger.verify():
                raise Refused(problems)
    return Backup(folder, head, manifest["ledger_hash"], len(manifest["files"]), manifest["figures"], manifest["is_ledger_inside"])


@contextmanager
def _whole_or_empty(folder: Path) -> Iterator[None]:
    """A folder that is new or empty, and empty again where the disk is too full to fill it."""
    _require_empty(folder)
    try:
        with telling_of_room(folder.name):
            yield
    except DiskFull:
        for path in folder.iterdir():
            remove(path)
        raise


def _size_bytes(workspace: Workspace) -> int:
    """How much a copy takes at least: what stands beside `var/`, the stores, the figures again."""
    path = address(workspace.ledger_url).path
    stores = [one for one in (path, workspace.var / "access.db") if one is not None]
    drafts = (workspace.var / "plans").rglob("*")
    files = [*workspace.root.glob("*"), *workspace.actuals.rglob("*"), *drafts, *stores]
    return sum(one.stat().st_size for one in files if one.is_file())


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refused("not_empty", folder)


def _copy_files(workspace: Workspace, made: Workspace) -> None:
    """Every file that stands beside `var/`, and the published figures."""
    for path in workspace.root.iterdir():
        if path.is_file():
            shutil.copyfile(path, made.root / path.name)
    if workspace.actuals.is_dir():
        shutil.copytree(workspace.actuals, made.actuals)


def _copy_stores(workspace: Workspace, made: Workspace) -> bool:
    """Copy what is SQLite; whether the ledger was among it."""
    path = address(workspace.ledger_url).path
    stores = {"ledger.db": path, "access.db": workspace.var / "access.db"}
    for name, store in stores.items():
        if store is not None and store.is_file():
            copy_sqlite(store, made.var / name)
    return path is not None


def copy_sqlite(source: Path, target: Path) -> None:
    """One consistent state of a SQLite file, whoever writes to it meanwhile."""
    reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    writing = sqlite3.connect(target)
    try:
        reading.backup(writing)
    finally:
        writing.close()
        reading.close()
    os.chmod(target, 0o600)


def _export(ledger: Ledger, folder: Path, until: int) -> int:
    """Every accepted figure up to an act, in both formats; how many there are."""
    count = 0
    with (
        pq.ParquetWriter(folder / "figures.parquet", SCHEMA) as parquet,
        open(folder / "figures.csv", "w", encoding="utf-8-sig", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(SCHEMA.names)
        for batch in ledger.figure_batches(until=until):
            parquet.write_batch(batch)
            writer.writerows(_texts(batch))
            count += batch.num_rows
    return count


def _texts(batch: pa.RecordBatch) -> Iterator[list[str]]:
    numbers = {"value", "yoy"}
    for row in batch.to_pylist():
        yield [
            f"'{value}" if isinstance(value, str) and name not in numbers and _FORMULA.match(value)
            else "" if value is None else str(value)
            for name, value in row.items()
        ]  # fmt: skip


def _write_manifest(folder: Path, head: int, digest: str, is_inside: bool) -> int:
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    figures = pq.ParquetFile(folder / "figures.parquet").metadata.num_rows
    manifest = {
        "made_at": clock.to_text(clock.now()),
        "ledger_head": head,
        "ledger_hash": digest,
        "is_ledger_inside": is_inside,
        "figures": figures,
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return len(files)


def _checked_manifest(folder: Path) -> dict:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refused("no_manifest", folder / MANIFEST, type(error).__name__) from None
    for name, sha256 in files.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise _refused("changed", path)
    return manifest
