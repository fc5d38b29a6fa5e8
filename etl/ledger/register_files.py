"""The register files, and what acts on plans gave them in the ledger.

An act on a plan commits the new content of every register it changes, then the files are
written. A process killed in between loses nothing: whoever opens the workspace next finds the
file as it was before the act and writes it. That a file was written is noted in
`var/register_files.json`, so that a file somebody puts back on purpose stays as they put it.
A file that is neither as the act found it nor as the act left it was edited by hand meanwhile;
then nothing is written and nothing recorded until an operator says which rows stand.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from etl.ledger.errors import RegisterFileDiffers, RegisterFileUnwritable
from etl.ledger.reads import LedgerReads
from etl.workspace import Workspace

#: In which order files are written: what others refer to comes first, so that no reader in
#: between finds a target of an unknown plan or metric.
_ORDER = ("regions.csv", "metrics.csv", "documents.csv", "targets.csv", "cuts.csv", "numbers.csv")
_NOTE = "register_files.json"
_TEMPORARY = ".writing"


def settle(workspace: Workspace, ledger: LedgerReads) -> list[str]:
    """Write what acts on plans gave to registers and nobody wrote yet; the names written.

    Call it while no other process builds (`etl.warehouse.files.one_builder`). Raises
    RegisterFileDiffers where a file was edited by hand before it was written.
    """
    due = unwritten(workspace, ledger)
    done, differing = [], []
    for name in sorted(due, key=_ORDER.index):
        for left in workspace.root.glob(f".{name}.*{_TEMPORARY}"):
            left.unlink(missing_ok=True)  # of a process that was killed
        content, found = ledger.register_content(name), read(workspace, name)
        if found == content:
            continue
        if found in ledger.contents_replaced(name).values():
            write(workspace, name, content)
            done.append(name)
        else:
            differing.append(name)
    if differing:
        raise RegisterFileDiffers(ledger.place, "、".join(differing))
    note(workspace, due)
    return done


def unwritten(workspace: Workspace, ledger: LedgerReads) -> dict[str, int]:
    """Registers whose latest version is of an act on a plan and was not noted as written, with
    its sequence number."""
    noted = _noted(workspace)
    return {name: number for name, number in ledger.registers_given().items() if noted.get(name, 0) < number}


def written(workspace: Workspace, ledger: LedgerReads) -> list[str]:
    """Registers whose latest version is of an act on a plan and was written to the file: what
    stands there now, somebody put there."""
    waiting = unwritten(workspace, ledger)
    return [name for name in ledger.registers_given() if name not in waiting]


def base(workspace: Workspace, ledger: LedgerReads, name: str) -> bytes | None:
    """What a register that waits to be written held when it was last known to be written: what
    the file was edited from, if it was."""
    noted, earlier = _noted(workspace).get(name, 0), ledger.contents_replaced(name)
    return next((content for number, content in earlier.items() if number <= noted), earlier[min(earlier)])


def note(workspace: Workspace, numbers: Mapping[str, int]) -> None:
    """Note that the versions with these sequence numbers were written to their files."""
    noted = _noted(workspace)
    if {**noted, **numbers} != noted:
        text = json.dumps({**noted, **numbers}, indent=1, sort_keys=True)
        _replace(workspace.var / _NOTE, text.encode())


def read(workspace: Workspace, name: str) -> bytes | None:
    """The bytes of a register file; None where there is none."""
    path = workspace.root / name
    return path.read_bytes() if path.is_file() else None


def write(workspace: Workspace, name: str, content: bytes) -> None:
    """Put a register file in place whole: a reader finds the old one or the new one."""
    _replace(workspace.root / name, content)


def _replace(path: Path, content: bytes) -> None:
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=_TEMPORARY, delete=False) as made:
            temporary = Path(made.name)
            try:
                made.write(content)
                made.flush()
                os.fsync(made.fileno())
                _keep_mode(path, temporary)
                os.replace(temporary, path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        _flush_folder(path.parent)
    except OSError as error:
        raise RegisterFileUnwritable(str(path), error.strerror or str(error)) from error


def _keep_mode(path: Path, temporary: Path) -> None:
    """Who could read the file still can: a temporary one is its owner's alone."""
    if path.exists():
        shutil.copymode(path, temporary)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _noted(workspace: Workspace) -> dict[str, int]:
    """What was noted; nothing where the note is missing or spoilt: files are then looked at."""
    try:
        found = json.loads((workspace.var / _NOTE).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {name: number for name, number in found.items() if isinstance(number, int)} if isinstance(found, dict) else {}
