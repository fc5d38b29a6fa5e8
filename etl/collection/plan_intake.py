"""规划录入: what a person decides on the quantities of a plan becomes targets of the register.

A confirmation is one act: the decisions and the new registers are recorded together, then the
files are written and the warehouse shows the new targets. A preview computes exactly that and
records nothing; its `basis` goes back to `confirm`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.collection.acting import acting, reading, refresh_after_act, refused, require, situation_of
from etl.ledger import ActKind, Ledger, PlanIntake, register_files
from etl.ledger.chain import sha256
from etl.ledger.plan_records import MAKING
from etl.plans.base_conflicts import BaseConflict
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import Choice, Deciding, Fault, Plan, problem
from etl.plans.growth import Growth
from etl.plans.numbering import Numbering, highest_numbers, target_ids
from etl.plans.outcome import IntakePreview, outcome, whole
from etl.plans.quantities import earlier_places
from etl.problems import Refused
from etl.registers import Registers, keep_registers, load_registers, registers_of
from etl.rights import Deed, Situation
from etl.warehouse import refresh
from etl.warehouse.files import one_builder
from etl.warehouse.room import require_room_for_refresh
from etl.workspace import NUMBERS_FILE, Workspace

_TARGETS = "targets.csv"
#: How often a confirmation is prepared anew because others wrote meanwhile.
_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class _Held:
    """The register files as they are, the list of quantities among them, and what they say."""

    contents: Mapping[str, bytes]
    registers: Registers


class Faulty(Refused):
    """Decisions that cannot be recorded: every fault, with the quantity it is about."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__([one.problem for one in faults])
        self.faults = faults


@dataclass(frozen=True, slots=True)
class IntakeReceipt:
    """What became of a confirmation: the act, the target of each place, the files that changed,
    the quantities of the text that still are not accounted for, and targets that do not fit the
    base the text states for them."""

    sequence: int
    target_ids: Mapping[Span, str]
    files: Sequence[str]
    undecided: Sequence[Candidate]
    misfits: Sequence[BaseConflict]


def preview(workspace: Workspace, account: str, plan: Plan, choices: Sequence[Choice]) -> IntakePreview:
    """What confirming these choices would do; for whoever may edit the registers."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
        return _look(ledger, plan, choices, _held(workspace))


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


def recorded(workspace: Workspace, plan: Plan) -> set[Span]:
    """The places of this edition that were decided on; for who was asked already, or runs the server."""
    with reading(workspace) as ledger:
        batches = ledger.plan_intakes(plan.document_id)
    return {one.span for batch in batches if batch.plan_sha256 == sha256(plan.data) for one in batch.decisions if one.span}


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
        held = _held(workspace)
        seen = _look(ledger, plan, choices, held)
        _require_sound(seen, choices, basis)
    registers = {name: content for name, content in held.contents.items() if name != NUMBERS_FILE}
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
            numbers=held.contents.get(NUMBERS_FILE),
            principal=principal,
        )
    _keep(plan, held, seen)
    _write(workspace, held.contents, seen.contents)
    made = {one.span: one.target_id for one in seen.decisions if one.decision in MAKING}
    return IntakeReceipt(sequence, made, list(seen.contents), seen.undecided, seen.misfits)


def _keep(plan: Plan, held: _Held, seen: IntakePreview) -> None:
    """What the registers hold now is known: with very many targets reading them again takes longer
    than the confirmation."""
    registers = whole(seen, plan.document_id, held.registers)
    if registers is not None:
        contents = {**held.contents, **seen.contents}
        keep_registers({name: content for name, content in contents.items() if name != NUMBERS_FILE}, registers)


def _require_sound(seen: IntakePreview, choices: Sequence[Choice], basis: str | None) -> None:
    if basis is not None and seen.basis != basis:
        raise refused("look_again")
    if seen.faults:
        raise Faulty(seen.faults)
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


def _held(workspace: Workspace) -> _Held:
    contents = workspace.register_contents()
    numbers = register_files.read(workspace, NUMBERS_FILE)
    return _Held(contents | ({} if numbers is None else {NUMBERS_FILE: numbers}), registers_of(contents))


def _look(ledger: Ledger, plan: Plan, choices: Sequence[Choice], held: _Held) -> IntakePreview:
    if not plan.document_id or not plan.data:
        raise Refused([problem("document", plan.document_id)])
    plan_sha256 = sha256(plan.data)
    earlier = ledger.plan_intakes(plan.document_id)
    _require_same_text(plan, plan_sha256, earlier)
    plans = {one.target_id: one.document_id for one in held.registers.targets}
    numbering = Numbering(plans.keys() | ledger.targets_named(), _numbers_given(ledger))
    deciding = Deciding(plan, plan_sha256, earlier, plans.keys(), numbering)
    decisions = deciding.decide(choices)
    decided = deciding.before.keys() | {one.span for one in decisions}
    undecided = [one for one in plan.candidates if one.span not in decided]
    leaving = set() if undecided else earlier_places(earlier, plan_sha256)
    growth = Growth(plan, plan_sha256, held.contents, plans, decisions, deciding.before, leaving)
    return outcome(plan, held.registers, growth, deciding, decisions, undecided)


#: The highest target numbers of register versions, by the hash of the act that recorded them:
#: such a version never changes, and may be large.
_NUMBERS_OF: dict[str, Mapping[str, int]] = {}


def _numbers_given(ledger: Ledger) -> dict[str, int]:
    """The highest number ever given in each region by hand: every id that an act on a plan gave
    is named by its decisions, so only versions found in the file are looked through."""
    found: dict[str, int] = {}
    for digest, sequence in ledger.registers_found(_TARGETS).items():
        if digest not in _NUMBERS_OF:
            _NUMBERS_OF[digest] = highest_numbers(target_ids(ledger.register_version(sequence)))
        for region_code, number in _NUMBERS_OF[digest].items():
            found[region_code] = max(found.get(region_code, 0), number)
    return found


def _require_same_text(plan: Plan, plan_sha256: str, earlier: Sequence[PlanIntake]) -> None:
    """Places of the same file are counted in one text, or decisions would slip to other places."""
    texts = {one.text_sha256 for one in earlier if one.plan_sha256 == plan_sha256}
    if texts - {plan.text_sha256}:
        raise Refused([problem("other_text", plan.document_id)])
