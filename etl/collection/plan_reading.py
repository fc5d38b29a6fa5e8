"""Plans for reading: a file before it is taken in, and what became of those that were."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby, pairwise

from etl.access.events import EventKind
from etl.access.origin import note
from etl.collection.acting import reading, refused, require, situation_of
from etl.extract import knowledge_of
from etl.extract.reading import read_plan
from etl.ledger import PlanIntake, RegisterVersion, clock
from etl.period import Period
from etl.plans.base_conflicts import BaseConflict, Misfit
from etl.plans.editions import EditionChange, compare_editions
from etl.plans.parts import PlanFile, read_parts
from etl.registers import Registers, Target, load_registers, sound_targets
from etl.registers.text import RegisterText
from etl.rights import Deed
from etl.vocabulary import Conflict
from etl.warehouse import open_warehouse
from etl.warehouse.levels import level_rows_with
from etl.workspace import Workspace

_TARGETS = "targets.csv"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a plan as it was taken in: by its first batch `at`, what became of the
    plan's targets from the registers before it to those before the next."""

    plan_sha256: str
    at: datetime
    changes: Sequence[EditionChange]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What the ledger has of a plan: the batches of decisions on it, the earliest first, and the
    SHA-256 of those of its files whose bytes are still there."""

    batches: Sequence[PlanIntake]
    kept: frozenset[str]


@dataclass(frozen=True, slots=True)
class Inconsistencies:
    """Numbers of one plan that do not fit together: its rows of `plan_conflict` (which see), and
    targets that do not fit the base its own text states for them."""

    conflicts: Sequence[dict]
    misfits: Sequence[BaseConflict] = ()


def examine(workspace: Workspace, account: str, data: bytes, name: str) -> PlanFile:
    """Read a file and find its plans and their quantities; stores nothing. For whoever may edit
    the registers."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
    return read(workspace, data, name)


def read(workspace: Workspace, data: bytes, name: str) -> PlanFile:
    """The same for who was asked already, or runs the server."""
    known = knowledge_of(workspace, load_registers(workspace))
    return read_parts(read_plan(data, name), known, clock.now_in(workspace).date())


def intakes(workspace: Workspace, account: str, document_id: str | None = None) -> list[PlanIntake]:
    """What was decided on a plan, or on all of them, batch by batch; for whoever is signed in."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        return ledger.plan_intakes(document_id)


def decided_on(workspace: Workspace, account: str) -> set[str]:
    """Every plan on which anything was decided; for whoever is signed in."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        return ledger.plans_decided_on()


def record(workspace: Workspace, account: str, document_id: str) -> PlanRecord:
    """What was decided on a plan, and which of its files are still there; for whoever is signed in."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        batches = ledger.plan_intakes(document_id)
        return PlanRecord(batches, frozenset(ledger.plans_kept(document_id) if batches else ()))


def stored(
    workspace: Workspace, account: str, plan_sha256: str, by: Callable[[bytes], PlanFile] | None = None
) -> PlanFile:
    """A plan that was taken in, read again by the rules of today; for whoever is signed in. `by`
    reads it where the caller keeps what was read: rights and bytes are asked for all the same."""
    data = _stored(workspace, account, plan_sha256)
    return by(data) if by else read(workspace, data, plan_sha256)


def editions(workspace: Workspace, account: str, document_id: str) -> list[Edition]:
    """Every edition of a plan that was taken in, the latest first, each against what stood before;
    for whoever is signed in."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        batches = ledger.plan_intakes(document_id)
        versions = ledger.register_versions()
    firsts = [next(group) for _, group in groupby(batches, lambda one: one.plan_sha256)]
    bounds = [*(one.sequence for one in firsts), None]
    stood = [_targets_before(versions, document_id, bound) for bound in bounds]
    found = [
        Edition(one.plan_sha256, one.at, compare_editions(before, after))
        for one, (before, after) in zip(firsts, pairwise(stood), strict=True)
    ]
    return found[::-1]


def _targets_before(versions: Iterable[RegisterVersion], document_id: str, bound: int | None) -> list[Target]:
    """Targets of a plan in the registers as recorded before an act; None = as they are. Of very
    many targets only those of the plan are read."""
    held = {one.name: one.content for one in versions if bound is None or one.sequence < bound}
    contents = {name: content for name, content in held.items() if content is not None}
    if _TARGETS in contents:
        every = RegisterText.parse(_TARGETS, contents[_TARGETS])
        own = every.with_rows([every.rows[number] for number in every.where("document_id", document_id)])
        contents[_TARGETS] = own.content
    return [one for one in sound_targets(contents) if one.document_id == document_id]


def plan_file(workspace: Workspace, account: str, plan_sha256: str) -> bytes:
    """The bytes of a plan that was taken in, to be taken along: that is noted."""
    data = _stored(workspace, account, plan_sha256)
    note(workspace, EventKind.ORIGINAL, account, plan_sha256)
    return data


def _stored(workspace: Workspace, account: str, plan_sha256: str) -> bytes:
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        data = ledger.plan(plan_sha256)
    if not data:
        raise refused("file_gone", found=plan_sha256)
    return data


def consistency(
    workspace: Workspace,
    account: str,
    document_id: str,
    as_of: Period,
    registers: Registers | None = None,
    misfits: Sequence[BaseConflict] = (),
) -> Inconsistencies:
    """Where numbers of a plan contradict each other: a doubling that implies another base, a
    minimum for each county against the total of the city, a level and a rate for one date,
    stages that fall. As the registers now stand, or as if `registers` did, such as those of a
    preview; `misfits` are those of that preview. For whoever may see the register's targets."""
    present = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, present))
    return contradictions(workspace, document_id, as_of, registers or present, misfits)


def contradictions(
    workspace: Workspace, document_id: str, as_of: Period, registers: Registers, misfits: Sequence[BaseConflict] = ()
) -> Inconsistencies:
    """The same for who was asked already, or runs the server. What does not fit the base of the
    plan's own text is told once: it waits for no published one, nor for the same one."""
    bases = {(one.level.target_id, one.other.target_id): one.base for one in misfits if one.misfit is Misfit.GROWTH}
    with open_warehouse(workspace) as connection:
        rows = level_rows_with(connection, _of_plan(registers, document_id), "plan_conflict", as_of)
    of_plan = [row for row in rows if row["document_id"] == document_id]
    tolerance = registers.cuts["about_tolerance"]
    return Inconsistencies([row for row in of_plan if not _is_told(row, bases, tolerance)], misfits)


def _is_told(row: Mapping[str, object], bases: Mapping[tuple[str, str], Decimal], tolerance: Decimal) -> bool:
    """Whether a row of `plan_conflict` says of a level and a growth what the base of the text says already."""
    base = bases.get((str(row["target_id"]), str(row["other_id"])))
    if base is None or row["conflict"] not in (Conflict.BASE_UNKNOWN, Conflict.BASE_DIFFERS):
        return False
    return row["other_base"] is None or abs(row["other_base"] / float(base) - 1) <= tolerance


def _of_plan(registers: Registers, document_id: str) -> Registers:
    """Of the targets only those of a plan and those above them: nothing else is asked about."""
    known = {one.target_id: one for one in registers.targets}
    wanted = {one.target_id for one in registers.targets if one.document_id == document_id}
    waiting = [known[target_id].parent_id for target_id in wanted]
    while waiting:
        above = known.get(waiting.pop())
        if above is not None and above.target_id not in wanted:
            wanted.add(above.target_id)
            waiting.append(above.parent_id)
    return replace(registers, targets=tuple(one for one in registers.targets if one.target_id in wanted))
