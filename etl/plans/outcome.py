"""What decisions on a plan would come to: the targets as they would stand, faults, conflicts, changes.

Registers may hold very many targets, and all but those of the plan stay as they are. So the
checks run on the rows of the plan, what those refer to and what refers to them; the registers as
they are were checked as a whole when they were read.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.ledger.chain import canonical_json
from etl.ledger.plan_records import MAKING, Decision, PlanDecision
from etl.plans.base_conflicts import BaseConflict, base_conflicts
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import Deciding, Fault, Plan, problem
from etl.plans.conflicts import TargetConflict, conflicts
from etl.plans.editions import EditionChange, compare_editions
from etl.plans.growth import Growth
from etl.plans.merges import OtherMerge, cells_of, other_merges, unexplained
from etl.problems import Problem, Refused
from etl.registers import Registers, Target, read_registers, sound_registers
from etl.registers.differences import row_differences
from etl.registers.text import RegisterText, TextRow
from etl.workspace import NUMBERS_FILE

_TARGETS = "targets.csv"


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What a confirmation would do.

    `decisions` are what would be recorded; `targets` the plan's targets as they would stand, as
    far as they are in order, and `conflicts` by their ids; `changes` the plan's targets before
    and after; `unstated` those of the register that no decision on this edition names;
    `undecided` the quantities of the text that are not accounted for; `by_hand` the rows of
    `numbers.csv` for this plan that stand for no quantity of the text. `contents` are the
    register files that change, `registers` what they would hold, of targets those of the plan
    and those above them; `merges` are quantities merged with a target that promises something
    else, `misfits` targets that do not fit the base the text states for them.
    Nothing can be confirmed while there are `faults`.
    """

    decisions: Sequence[PlanDecision]
    targets: Sequence[Target]
    conflicts: Mapping[str, Sequence[TargetConflict]]
    changes: Sequence[EditionChange]
    unstated: Sequence[Target]
    undecided: Sequence[Candidate]
    by_hand: Sequence[TextRow]
    faults: Sequence[Fault]
    contents: Mapping[str, bytes]
    registers: Registers
    merges: Sequence[OtherMerge]
    misfits: Sequence[BaseConflict]
    basis: str

    @property
    def problems(self) -> list[Problem]:
        return [one.problem for one in self.faults]

    @property
    def is_complete(self) -> bool:
        """Whether every quantity of the text would be accounted for."""
        return not self.undecided


def outcome(
    plan: Plan,
    registers: Registers,
    growth: Growth,
    deciding: Deciding,
    decisions: Sequence[PlanDecision],
    undecided: Sequence[Candidate],
) -> IntakePreview:
    """`registers` are those that stand now, before `growth`."""
    document_id = plan.document_id
    related = _related(document_id, registers, growth)
    before, _ = _contents(growth, related, document_id, is_after=False)
    after, row_nos = _contents(growth, related, document_id, is_after=True)
    held = sound_registers(after)
    made = {one.target_id: one for one in decisions if one.decision in MAKING}
    new = [one for one in held.targets if one.document_id == document_id]
    old = [one for one in registers.targets if one.document_id == document_id]
    clashes = _clashes([one for one in new if one.target_id in made], new, registers, document_id)
    spans = {target_id: one.span for target_id, one in made.items()}
    merges = other_merges(decisions, plan.candidates, deciding, new)
    faults = [*deciding.faults, *growth.faults, *_overlaps(made, clashes), *unexplained(merges), *_register_faults(after, row_nos, spans)]
    named = {one.target_id for one in (*deciding.before.values(), *decisions)}
    return IntakePreview(
        decisions=decisions,
        targets=[one for one in new if one.target_id in made],
        conflicts={target_id: found for target_id, found in clashes.items() if found},
        changes=compare_editions(old, new),
        unstated=[one for one in new if one.target_id not in named],
        undecided=undecided,
        by_hand=() if undecided else growth.by_hand,
        faults=faults,
        contents=growth.contents,
        registers=held,
        merges=merges,
        misfits=base_conflicts(plan.stated, _places(deciding, decisions), held, document_id),
        basis=_basis(before, after, clashes, faults, merges),
    )


def _places(deciding: Deciding, decisions: Sequence[PlanDecision]) -> dict[Span, str]:
    """The target of each place of this edition that is one, or was merged with one."""
    latest = deciding.before | {one.span: one for one in decisions if one.span is not None}
    return {span: one.target_id for span, one in latest.items() if one.decision in (*MAKING, Decision.MERGED)}


def whole(seen: IntakePreview, document_id: str, before: Registers) -> Registers | None:
    """All registers as they stand after the confirmation; `before` are all before it. What was
    not touched is not read again. None where it has to be, for other regions or metrics may give
    targets of other plans another meaning."""
    if {"regions.csv", "metrics.csv"} & seen.contents.keys():
        return None
    targets = before.targets
    if _TARGETS in seen.contents:
        known = {one.target_id: one for one in before.targets if one.document_id != document_id}
        known |= {one.target_id: one for one in seen.registers.targets if one.document_id == document_id}
        rows = RegisterText.parse(_TARGETS, seen.contents[_TARGETS]).rows
        targets = tuple(known[row["target_id"]] for row in rows if row.raw.strip())
    return replace(seen.registers, targets=targets)


def _related(document_id: str, registers: Registers, growth: Growth) -> set[str]:
    """Targets of other plans that those of this one name as their parents, with those above, and
    such as name one of this plan."""
    known = {one.target_id: one for one in registers.targets}
    own = {one.target_id for one in registers.targets if one.document_id == document_id}
    below = {one.target_id for one in registers.targets if one.parent_id in own and one.target_id not in own}
    after = growth.registers[_TARGETS].after
    above: set[str] = set()
    waiting = [after.rows[number]["parent_id"] for number in after.where("document_id", document_id)]
    while waiting:
        one = known.get(waiting.pop())
        if one is not None and one.target_id not in above:
            above.add(one.target_id)
            waiting.append(one.parent_id)
    return (above | below) - own


def _contents(
    growth: Growth, related: Collection[str], document_id: str, *, is_after: bool
) -> tuple[dict[str, bytes], list[int]]:
    """The registers before or after, of targets and quantities only what concerns the plan; and
    which row of the whole register each target is, 2 being the first."""
    found = {name: content for name, content in growth.found.items() if name not in growth.registers}
    row_nos: list[int] = []
    for name, grown in growth.registers.items():
        register = grown.after if is_after else grown.before
        if name in (_TARGETS, NUMBERS_FILE):
            others = related if name == _TARGETS else ()
            kept = sorted({*register.where("document_id", document_id), *(number for one in others for number in register.where("target_id", one))})
            row_nos = [number + 2 for number in kept] if name == _TARGETS else row_nos
            register = register.with_rows([register.rows[number] for number in kept])
        found[name] = register.content
    return found, row_nos


def _clashes(made: Sequence[Target], own: Sequence[Target], registers: Registers, document_id: str) -> dict[str, list[TargetConflict]]:
    """Conflicts of each target that is made with those of the plan and of all others."""
    about = {(one.region_code, one.metric) for one in made}
    others = [
        one for one in registers.targets if one.document_id != document_id and (one.region_code, one.metric) in about
    ]
    return {one.target_id: conflicts(one, [*own, *others]) for one in made}


def _register_faults(contents: Mapping[str, bytes], row_nos: Sequence[int], spans: Mapping[str, tuple[int, int] | None]) -> list[Fault]:
    """What is wrong with the registers, and which quantity and target each fault is about."""
    try:
        read_registers({name: content for name, content in contents.items() if name != NUMBERS_FILE})
    except Refused as refusal:
        rows = RegisterText.parse(_TARGETS, contents[_TARGETS]).rows
        return [_placed(one, rows, row_nos, spans) for one in refusal.problems]
    return []


def _placed(fault: Problem, rows: Sequence[TextRow], row_nos: Sequence[int], spans) -> Fault:
    """Row 1 is the header."""
    if fault.file != _TARGETS or fault.row is None or not 2 <= fault.row <= len(rows) + 1:
        return Fault(fault)
    target_id = rows[fault.row - 2]["target_id"]
    return Fault(replace(fault, row=row_nos[fault.row - 2]), spans.get(target_id), target_id)


def _overlaps(made: Mapping[str, PlanDecision], clashes: Mapping[str, Sequence[TargetConflict]]) -> Iterator[Fault]:
    """New targets for what the same plan promises already in another place: that takes a reason.
    Of two in one batch the later one is told."""
    order = {target_id: number for number, target_id in enumerate(made)}
    for target_id, found in clashes.items():
        for one in found:
            if one.is_same_plan and not made[target_id].reason and order.get(one.target_id, -1) < order[target_id]:
                there = made[one.target_id].span if one.target_id in made else None
                told = problem("overlap", made[target_id].figure, other=one.target_id, figure=one.figure, there=there)
                yield Fault(told, made[target_id].span)


def _basis(before: Mapping[str, bytes], after: Mapping[str, bytes], clashes, faults: Iterable[Fault], merges: Iterable[OtherMerge]) -> str:
    """A short name for all that a preview shows: every row that changes, conflicts, faults, merges with other promises. What
    others do to other rows meanwhile must not send anybody back."""
    said: list[object] = [[one.code, one.found, *map(str, one.needed.values())] for one in (of.problem for of in faults)]
    for name, content in after.items():
        if content == before.get(name):
            continue
        rows = RegisterText.parse(name, content).keyed()
        for one in row_differences(name, before.get(name), content):
            row = rows.get(one.key)
            said.append([name, one.kind, *one.key, dict(row.cells) if row else {}])
    said.append({target_id: [[one.overlap, one.target_id] for one in of] for target_id, of in clashes.items()})
    said.append([[*one.span, one.reason, cells_of(one.target)] for one in merges])
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()[:32]
