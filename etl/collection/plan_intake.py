"""规划录入: what a person decides on the quantities of a plan becomes targets of the register.

A confirmation is one act: the decisions and the new registers are recorded together, then the
files are written and the warehouse shows the new targets. A preview computes exactly that and
records nothing; its `basis` goes back to `confirm`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.collection.acting import acting, reading, refresh_after_act, refused, require, situation_of
from etl.ledger import ActKind, Ledger, PlanDecision, PlanIntake, register_files
from etl.ledger.chain import canonical_json, sha256
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import Choice, Deciding, Plan, problem
from etl.plans.conflicts import TargetConflict, conflicts
from etl.plans.editions import EditionChange, compare_editions
from etl.plans.growth import Growth, earlier_places
from etl.plans.numbering import Numbering, target_ids
from etl.problems import Problem, Refused
from etl.registers import Registers, Target, load_registers, read_registers, sound_targets
from etl.registers.differences import row_differences
from etl.registers.text import RegisterText
from etl.rights import Deed, Situation
from etl.warehouse import refresh
from etl.warehouse.files import one_builder
from etl.warehouse.room import require_room_for_refresh
from etl.workspace import NUMBERS_FILE, Workspace

_TARGETS = "targets.csv"
#: How often a confirmation is prepared anew because others wrote meanwhile.
_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What a confirmation would do.

    `decisions` are what would be recorded; `targets` the plan's targets as they would stand, as
    far as they are in order, and `conflicts` by their ids; `changes` the plan's targets before
    and after; `unstated` those of the register that no decision on this edition names;
    `undecided` the quantities of the text that are not accounted for. `contents` are the
    register files that change. Nothing can be confirmed while there are `problems`; `places`
    says which target a problem of `targets.csv` is about, in their order, "" for none.
    """

    decisions: Sequence[PlanDecision]
    targets: Sequence[Target]
    conflicts: Mapping[str, Sequence[TargetConflict]]
    changes: Sequence[EditionChange]
    unstated: Sequence[Target]
    undecided: Sequence[Candidate]
    problems: Sequence[Problem]
    places: Sequence[str]
    contents: Mapping[str, bytes]
    basis: str

    @property
    def is_complete(self) -> bool:
        """Whether every quantity of the text would be accounted for."""
        return not self.undecided


@dataclass(frozen=True, slots=True)
class IntakeReceipt:
    """What became of a confirmation: the act, the target of each place, the files that changed,
    and the quantities of the text that still are not accounted for."""

    sequence: int
    target_ids: Mapping[Span, str]
    files: Sequence[str]
    undecided: Sequence[Candidate]


def preview(workspace: Workspace, account: str, plan: Plan, choices: Sequence[Choice]) -> IntakePreview:
    """What confirming these choices would do; for whoever may edit the registers."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
        return _look(ledger, plan, choices, _found(workspace))


def confirm(
    workspace: Workspace, account: str, plan: Plan, choices: Sequence[Choice], basis: str
) -> IntakeReceipt:
    """Record the decisions and put the registers in place; `basis` is that of the preview.

    Refused with every problem at once; as `collection.look_again` where the registers changed so
    that something else would be recorded than was seen.
    """

    def may(situation: Situation) -> str:
        return require(account, Deed.EDIT_REGISTERS, situation)

    return _confirm(workspace, account, plan, choices, may, basis)


def install_plan(workspace: Workspace, name: str, plan: Plan, choices: Sequence[Choice]) -> IntakeReceipt:
    """The operator's tool: the same without a preview, by whoever can write the workspace; the
    operating-system user is recorded beside the account called `name`."""
    return _confirm(workspace, name, plan, choices, lambda _: "", None)


def _confirm(workspace: Workspace, account: str, plan: Plan, choices, may, basis: str | None) -> IntakeReceipt:
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        may(situation_of(ledger, registers))
    require_room_for_refresh(workspace)
    refresh(workspace)  # so that what was edited by hand is a version of its own
    for _ in range(_ATTEMPTS):
        with one_builder(workspace):
            receipt = _attempt(workspace, account, plan, choices, may, basis)
        if receipt is not None:
            refresh_after_act(workspace)
            return receipt
    raise refused("busy")


def _attempt(workspace: Workspace, account: str, plan: Plan, choices, may, basis) -> IntakeReceipt | None:
    """Look, and record what was seen unless another machine wrote in between; None then. While
    it lasts nobody else on this machine builds, or writes register files."""
    with reading(workspace) as ledger:
        register_files.settle(workspace, ledger)
        head = ledger.head()
        by_hand = register_files.written(workspace, ledger)
        found = _found(workspace)
        seen = _look(ledger, plan, choices, found)
        _require_sound(seen, choices, basis)
    registers = {name: content for name, content in found.items() if name != NUMBERS_FILE}
    with acting(workspace, account) as (tx, situation), reading(workspace) as ledger:
        if ledger.acts(head, kinds=[ActKind.REGISTER, ActKind.PLAN_TAKEN_IN]):
            return None
        principal = may(situation)
        tx.record_registers(registers, written=by_hand)
        sequence = tx.take_in_plan(
            plan.document_id,
            plan.data,
            plan.text_sha256,
            seen.decisions,
            seen.contents,
            numbers=found.get(NUMBERS_FILE),
            principal=principal,
        )
    _write(workspace, found, seen.contents)
    made = {one.span: one.target_id for one in seen.decisions if one.decision in MAKING}
    return IntakeReceipt(sequence, made, list(seen.contents), seen.undecided)


def _require_sound(seen: IntakePreview, choices: Sequence[Choice], basis: str | None) -> None:
    if basis is not None and seen.basis != basis:
        raise refused("look_again")
    if seen.problems:
        raise Refused(list(seen.problems))
    if not choices:
        raise Refused([problem("nothing", "")])


def _write(workspace: Workspace, found: Mapping[str, bytes], contents: Mapping[str, bytes]) -> None:
    """Put the files in place. What was edited by hand in the meantime stays: `settle` says so."""
    unchanged = all(register_files.read(workspace, name) == found.get(name) for name in contents)
    if unchanged:
        for name, content in contents.items():
            register_files.write(workspace, name, content)
    with reading(workspace) as ledger:
        register_files.settle(workspace, ledger)


def _found(workspace: Workspace) -> dict[str, bytes]:
    """The register files and the list of quantities as they are."""
    numbers = register_files.read(workspace, NUMBERS_FILE)
    return workspace.register_contents() | ({} if numbers is None else {NUMBERS_FILE: numbers})


def _look(ledger: Ledger, plan: Plan, choices: Sequence[Choice], found: Mapping[str, bytes]) -> IntakePreview:
    if not plan.document_id or not plan.data:
        raise Refused([problem("document", plan.document_id)])
    plan_sha256 = sha256(plan.data)
    earlier = ledger.plan_intakes(plan.document_id)
    _require_same_text(plan, plan_sha256, earlier)
    numbering = Numbering(_ids_given(ledger, found))
    deciding = Deciding(plan, plan_sha256, earlier, target_ids(found[_TARGETS]), numbering)
    decisions = deciding.decide(choices)
    decided = deciding.before.keys() | {one.span for one in decisions}
    undecided = [one for one in plan.candidates if one.span not in decided]
    leaving = set() if undecided else earlier_places(earlier, plan_sha256)
    growth = Growth(plan, plan_sha256, found, decisions, deciding.before, leaving)
    return _seen(plan, found, growth, decisions, deciding, undecided)


def _ids_given(ledger: Ledger, found: Mapping[str, bytes]) -> set[str]:
    """Every target id there is or ever was."""
    contents = [found[_TARGETS], *ledger.register_contents(_TARGETS)]
    return set().union(ledger.targets_named(), *map(target_ids, contents))


def _require_same_text(plan: Plan, plan_sha256: str, earlier: Sequence[PlanIntake]) -> None:
    """Places of the same file are counted in one text, or decisions would slip to other places."""
    texts = {one.text_sha256 for one in earlier if one.plan_sha256 == plan_sha256}
    if texts - {plan.text_sha256}:
        raise Refused([problem("other_text", plan.document_id)])


def _seen(plan: Plan, found: Mapping[str, bytes], growth: Growth, decisions, deciding: Deciding, undecided) -> IntakePreview:
    after = {**found, **growth.contents}
    targets = sound_targets(after)
    made = {one.target_id: one for one in decisions if one.decision in MAKING}
    there = Registers((), (), (), tuple(targets), {})
    clashes = {one.target_id: conflicts(one, there) for one in targets if one.target_id in made}
    faults, places = _register_problems(after)
    own = [*deciding.problems, *growth.problems, *_overlaps(made, clashes)]
    old = [one for one in sound_targets(found) if one.document_id == plan.document_id]
    new = [one for one in targets if one.document_id == plan.document_id]
    named = {one.target_id for one in (*deciding.before.values(), *decisions)}
    return IntakePreview(
        decisions=decisions,
        targets=[one for one in new if one.target_id in made],
        conflicts={target_id: found for target_id, found in clashes.items() if found},
        changes=compare_editions(old, new),
        unstated=[one for one in new if one.target_id not in named],
        undecided=undecided,
        problems=[*own, *faults],
        places=["" for _ in own] + places,
        contents=growth.contents,
        basis=_basis(found, growth.contents, clashes, [*own, *faults]),
    )


def _register_problems(contents: Mapping[str, bytes]) -> tuple[list[Problem], list[str]]:
    """What is wrong with the registers as a whole, and which target each fault is about."""
    try:
        read_registers({name: content for name, content in contents.items() if name != NUMBERS_FILE})
    except Refused as refusal:
        rows = RegisterText.parse(_TARGETS, contents[_TARGETS]).rows
        return refusal.problems, [_target_of(one, rows) for one in refusal.problems]
    return [], []


def _target_of(fault: Problem, rows) -> str:
    """The target whose row a fault is about; row 1 is the header."""
    is_row = fault.file == _TARGETS and fault.row is not None and 2 <= fault.row <= len(rows) + 1
    return rows[fault.row - 2]["target_id"] if is_row else ""


def _overlaps(made: Mapping[str, PlanDecision], clashes: Mapping[str, Sequence[TargetConflict]]) -> list[Problem]:
    """New targets for what the same plan promises already in another place: that takes a reason.
    Of two in one batch the later one is told."""
    order = {target_id: number for number, target_id in enumerate(made)}
    return [
        problem("overlap", made[target_id].figure, other=one.target_id, figure=one.figure)
        for target_id, found in clashes.items()
        for one in found
        if one.is_same_plan and not made[target_id].reason and order.get(one.target_id, -1) < order[target_id]
    ]


def _basis(found, contents: Mapping[str, bytes], clashes, problems: Sequence[Problem]) -> str:
    """A short name for all that a preview shows: every row that changes, conflicts, problems. What
    others do to other rows meanwhile must not send anybody back."""
    said: list[object] = [[one.code, one.found, *map(str, one.needed.values())] for one in problems]
    for name, content in contents.items():
        rows = RegisterText.parse(name, content).keyed()
        for one in row_differences(name, found.get(name), content):
            row = rows.get(one.key)
            said.append([name, one.kind, *one.key, dict(row.cells) if row else {}])
    said.append({target_id: [[one.overlap, one.target_id] for one in of] for target_id, of in clashes.items()})
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()[:32]
