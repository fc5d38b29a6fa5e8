"""Plan files that somebody works on: kept in the workspace, each for the account that brought it.

Nothing here is recorded: what counts is written by `plan_intake.confirm`. Files lie under their
SHA-256 in a folder named after a hash of the account, so that no name of others becomes a path.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path

from etl.collection.acting import reading, refused, require, situation_of
from etl.extract.plan_problems import refusal
from etl.extract.source import MAX_BYTES
from etl.ledger import Ledger, clock
from etl.plans.choices import Choice
from etl.plans.drafts import Draft, Key, PartDraft, fingerprint, from_json, key_of, meanwhile, to_json
from etl.problems import Refused
from etl.registers import load_registers
from etl.rights import Deed
from etl.warehouse.room import telling_of_room
from etl.workspace import Workspace

#: Files one account may have in work at the same time.
MOST_DRAFTS = 20
_PLAN, _DRAFT, _LOCK = "plan", "draft.json", "lock"


@dataclass(frozen=True, slots=True)
class InWork:
    """A file that somebody works on, brought at `kept_at`. `name` is a label, never a path; `title`
    is that of its first plan as it was saved or else found, "" if neither."""

    plan_sha256: str
    name: str
    changed_at: datetime
    title: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A plan file on which decisions are recorded, the last of them at `at`."""

    plan_sha256: str
    document_ids: tuple[str, ...]
    at: datetime


def own(workspace: Workspace, account: str) -> list[InWork]:
    """What an account works on, the latest first."""
    _require_editor(workspace, account)
    found = [_in_work(one, workspace) for one in _folder(workspace, account).glob(f"*/{_DRAFT}")]
    return sorted(found, key=lambda one: (one.changed_at, one.plan_sha256), reverse=True)


def keep(workspace: Workspace, account: str, data: bytes, name: str, title: str = "") -> str:
    """Keep a file to work on it, and what was done on it before if it is kept already; its SHA-256."""
    if len(data) > MAX_BYTES:
        raise refusal("size", limit=MAX_BYTES // 1_000_000)
    plan_sha256 = hashlib.sha256(data).hexdigest()
    known = {one.plan_sha256 for one in own(workspace, account)}
    if plan_sha256 in known:
        return plan_sha256
    if len(known) >= MOST_DRAFTS:
        raise refused("too_many_drafts", limit=MOST_DRAFTS)
    place = _folder(workspace, account) / plan_sha256
    with telling_of_room(place.name):
        place.mkdir(parents=True, exist_ok=True)
        _replace(place / _PLAN, data)
        _replace(place / _DRAFT, to_json(Draft(name[:200], title=title[:200])))
    return plan_sha256


def draft(workspace: Workspace, account: str, plan_sha256: str) -> Draft:
    """What the account has done on a file so far; refused where it does not work on it."""
    _require_editor(workspace, account)
    return _read(_place(workspace, account, plan_sha256))


def plan_bytes(workspace: Workspace, account: str, plan_sha256: str) -> bytes:
    """The file itself."""
    _require_editor(workspace, account)
    data = (_place(workspace, account, plan_sha256) / _PLAN).read_bytes()
    if hashlib.sha256(data).hexdigest() != plan_sha256:
        raise refused("no_draft", found=plan_sha256[:12])
    return data


def change(workspace: Workspace, account: str, plan_sha256: str, how: Callable[[Draft], Draft]) -> Draft:
    """Change what was done on a file, as it is at this moment: of two windows neither undoes
    what the other did elsewhere."""
    _require_editor(workspace, account)
    place = _place(workspace, account, plan_sha256)
    try:
        with _locked(place):
            changed = how(_read(place))
            with telling_of_room(_DRAFT):
                _replace(place / _DRAFT, to_json(changed))
    except FileNotFoundError:  # dropped in another window meanwhile
        raise refused("no_draft", found=plan_sha256[:12]) from None
    return changed


def decide(
    workspace: Workspace, account: str, plan_sha256: str, part: str, choices: Sequence[Choice], seen: Mapping[Key, str]
) -> list[Key]:
    """Keep choices for one plan of a file. `seen` are the fingerprints of what stood at their places
    when the person decided ("" = nothing): a place that another window of the account decided on
    otherwise meanwhile stays as it is. The places that were left so; refused where all of them were."""
    left: list[Key] = []

    def how(work: PartDraft) -> PartDraft:
        stands = work.stands(map(key_of, choices))
        wanted = {key_of(one): one for one in choices if stands[key_of(one)] in (seen.get(key_of(one), ""), fingerprint(one))}
        left.extend(key for key in stands if key not in wanted)
        if left and not wanted:
            raise Refused([meanwhile(work, left)])
        return work.deciding(wanted.values())

    change(workspace, account, plan_sha256, lambda draft: draft.with_part(part, how(draft.part(part))))
    return left


def take_back(workspace: Workspace, account: str, plan_sha256: str, part: str, seen: Mapping[Key, str]) -> None:
    """Forget what was chosen for these places; refused, with nothing forgotten, where another window
    decided otherwise since it was seen."""

    def how(work: PartDraft) -> PartDraft:
        if overtaken := [key for key in work.overtaken(seen) if key in work.choices]:
            raise Refused([meanwhile(work, overtaken)])
        return work.undecided(seen)

    change(workspace, account, plan_sha256, lambda draft: draft.with_part(part, how(draft.part(part))))


def drop(workspace: Workspace, account: str, plan_sha256: str) -> None:
    """Work on a file no longer; what was recorded of it stays."""
    _require_editor(workspace, account)
    with suppress(FileNotFoundError):  # in two windows at once
        shutil.rmtree(_place(workspace, account, plan_sha256))


def forget(workspace: Workspace, plan_sha256: str) -> None:
    """Remove every copy of a file that was purged, whoever works on it; for that act alone."""
    for place in (workspace.var / "plans").glob("*/*"):
        if place.name == plan_sha256:
            shutil.rmtree(place)


def copy_all(workspace: Workspace, to: Workspace) -> None:
    """Copy what everybody works on into another workspace, for a backup; what is dropped meanwhile
    is left out. Whoever can read the workspace is trusted, as with the ledger."""
    for notes in (workspace.var / "plans").glob(f"*/*/{_DRAFT}"):
        place = to.var / notes.parent.relative_to(workspace.var)
        place.mkdir(parents=True)
        try:
            for name in (_PLAN, _DRAFT):
                shutil.copy2(notes.with_name(name), place / name)  # with the time it was last worked on
        except FileNotFoundError:
            shutil.rmtree(place)


def taken_in(workspace: Workspace, account: str) -> list[TakenIn]:
    """Files with recorded decisions, the latest first."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
        return _taken_in(ledger)


def take_up(workspace: Workspace, account: str, plan_sha256: str) -> str:
    """Work once more on a file with recorded decisions; its SHA-256."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
        data = ledger.plan(plan_sha256)
        names = [one for of in _taken_in(ledger) if of.plan_sha256 == plan_sha256 for one in of.document_ids]
    if not data:
        raise refused("file_gone", found=plan_sha256)
    titles = {one.document_id: one.title for one in registers.documents}
    return keep(workspace, account, data, " ".join(names), titles.get(names[0], ""))


def _taken_in(ledger: Ledger) -> list[TakenIn]:
    found: dict[str, TakenIn] = {}
    for batch in ledger.plan_intakes():
        before = found.pop(batch.plan_sha256, None)
        names = dict.fromkeys([*(before.document_ids if before else ()), batch.document_id])
        found[batch.plan_sha256] = TakenIn(batch.plan_sha256, tuple(names), batch.at)
    return list(found.values())[::-1]


def _require_editor(workspace: Workspace, account: str) -> None:
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))


def _folder(workspace: Workspace, account: str) -> Path:
    return workspace.var / "plans" / hashlib.sha256(account.encode()).hexdigest()[:32]


def _place(workspace: Workspace, account: str, plan_sha256: str) -> Path:
    """The folder of a file in work. Only a hash that is there becomes a path."""
    found = [one for one in _folder(workspace, account).glob(f"*/{_DRAFT}") if one.parent.name == plan_sha256]
    if not found:
        raise refused("no_draft", found=plan_sha256[:12])
    return found[0].parent


def _in_work(file: Path, workspace: Workspace) -> InWork:
    """One whose notes are damaged is listed without a name, so that it can be dropped."""
    try:
        notes = from_json(file.read_bytes())
    except ValueError:
        notes = Draft()
    title = notes.part("1").document.get("title", "") or notes.title
    return InWork(file.parent.name, notes.name, _written_at(file, workspace), title, _written_at(file.with_name(_PLAN), workspace))


def _written_at(file: Path, workspace: Workspace) -> datetime:
    at, day = datetime.fromtimestamp(file.stat().st_mtime, clock.SHANGHAI), workspace.demonstration_day
    return clock.on_day(at, day) if day else at


def _read(place: Path) -> Draft:
    try:
        return from_json((place / _DRAFT).read_bytes())
    except ValueError:
        raise refused("draft_damaged", found=place.name[:12]) from None


def _replace(path: Path, data: bytes) -> None:
    """Write whole or not at all, readable for the program's own user only."""
    new = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    with open(place / _LOCK, "w") as lock:
        flock(lock, LOCK_EX)
        yield
