"""What stands on 规划录入: each quantity of a plan with what was found, chosen and recorded of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dashboard.level_rows import ConflictRow
from etl.decimals import canonical
from etl.extract.goals import GOAL_RULES
from etl.extract.interpret import CONVENTIONS
from etl.extract.terms import Assumption, NonGoal
from etl.ledger import Decision, PlanDecision
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import REFERENCE, Choice, Fault
from etl.plans.conflicts import Overlap, TargetConflict
from etl.plans.drafts import Key
from etl.plans.editions import EditionChange
from etl.period import Period
from etl.problems import Problem
from etl.registers import Registers
from etl.vocabulary import Confidence

#: Assumptions of goals that name no region of their own, and what each cell that is filled in settles.
_OF_PLAN = {Assumption.REGION_PLAN, Assumption.REGION_UNKNOWN}
_SETTLED = {"metric": Assumption.METRIC_PROPOSED, "region_code": Assumption.REGION_UNKNOWN}
#: Where the due date comes from when the sentence names none.
_DUE = {Assumption.DUE_PARAGRAPH, Assumption.DUE_HEADING, Assumption.DUE_PLAN}
#: Rules whose finds are usually goals.
_SURE_RULES = {*(rule.name for rule in GOAL_RULES if rule.is_sure), "table_goal", "table_growth"}
#: Cells of a target that several goals of one plan mostly share.
_SHARED = ("region_code", "start", "due", "obligation")


class Sort(StrEnum):
    """What a quantity was found to be."""

    GOAL = "goal"
    NOT_COMPUTABLE = "not_computable"
    OTHER = "other"


class Show(StrEnum):
    """Which quantities are listed."""

    OPEN = "open"  # goals nobody has decided on
    CONFLICTS = "conflicts"
    NEW_METRICS = "new_metrics"
    NOT_COMPUTABLE = "not_computable"
    OTHERS = "others"  # no goals, by their reason
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the registers say of the goals of a plan as they were found, by place: conflicts, faults,
    and the target of the plan that seems to be the same by another date."""

    conflicts: Mapping[Span, Sequence[TargetConflict]] = field(default_factory=dict)
    problems: Mapping[Span, Sequence[Problem]] = field(default_factory=dict)
    moved: Mapping[Span, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One quantity. `number` counts from 1 in the order of the text; `choice` is what was chosen
    and not recorded yet, `recorded` the decision in the ledger. `filled` are cells that were filled
    in for several at once; `moved` is the target that seems to be the same by another date."""

    number: int
    candidate: Candidate
    choice: Choice | None = None
    recorded: PlanDecision | None = None
    conflicts: Sequence[TargetConflict] = ()
    problems: Sequence[Problem] = ()
    filled: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""

    @property
    def key(self) -> str:
        """Its place, as it stands in the URL."""
        return place_text(self.candidate.span)

    @property
    def sort(self) -> Sort:
        if not self.candidate.is_goal:
            return Sort.OTHER
        return Sort.NOT_COMPUTABLE if self.candidate.not_computable else Sort.GOAL

    @property
    def is_decided(self) -> bool:
        return self.choice is not None or self.recorded is not None

    @property
    def decision(self) -> Decision | None:
        """What was made of it, the latest first."""
        latest = self.choice or self.recorded
        return latest.decision if latest else None

    @property
    def is_target(self) -> bool:
        """Whether it is, or would be, a target of its own."""
        return self.decision in MAKING

    @property
    def cells(self) -> dict[str, str]:
        """The columns of its target, as they were chosen, recorded or found."""
        if self.choice is None and self.recorded is not None and self.recorded.confirmed:
            return {**self.candidate.cells, **self.recorded.confirmed}
        return {**self.candidate.cells, **self.filled, **(self.choice.cells if self.choice else {})}

    @property
    def target_id(self) -> str:
        return (self.choice.target_id if self.choice else "") or (self.recorded.target_id if self.recorded else "")

    @property
    def is_open_goal(self) -> bool:
        return self.candidate.is_goal and not self.is_decided

    @property
    def is_proposed(self) -> bool:
        """Whether it would need a metric the register does not have."""
        return self.sort is Sort.GOAL and not self.cells.get("metric")


def place_text(span: Span) -> str:
    """`12-17`."""
    return f"{span[0]}-{span[1]}"


def items(
    candidates: Sequence[Candidate],
    choices: Mapping[Key, Choice],
    recorded: Mapping[Span, PlanDecision],
    outlook: Outlook = Outlook(),
    fill: Mapping[Span, Mapping[str, str]] | None = None,
) -> list[Item]:
    """Every quantity of a plan in the order of the text, with what was added by hand."""
    fill = fill or {}
    found = {one.span: one for one in candidates}
    added = {key: Candidate(key, one.figure, True) for key, one in choices.items() if isinstance(key, tuple) and key not in found}
    added |= {span: Candidate(span, one.figure, True) for span, one in recorded.items() if span not in found and span not in added}
    ordered = sorted((found | added).items())
    return [
        Item(
            number,
            one,
            choices.get(span),
            recorded.get(span),
            outlook.conflicts.get(span, ()),
            outlook.problems.get(span, ()),
            fill.get(span, {}),
            outlook.moved.get(span, ""),
        )
        for number, (span, one) in enumerate(ordered, 1)
    ]


def filling(candidates: Iterable[Candidate], named: Mapping[str, str], region_code: str) -> dict[Span, dict[str, str]]:
    """What was said once for several goals, by place: the metric for a name the text proposes
    (`named`), the region of those that name none (`region_code`, "" = as found)."""
    found = {}
    for one in filter(lambda one: one.is_goal, candidates):
        cells = {}
        if not one.cells.get("metric") and one.proposed_metric in named:
            cells["metric"] = named[one.proposed_metric]
        if region_code and _OF_PLAN & {*assumptions(one)} and one.cells.get("region_code", "") != region_code:
            cells["region_code"] = region_code
        if cells:
            found[one.span] = cells
    return found


def shown(found: Iterable[Item], show: Show, reason: str = "") -> list[Item]:
    """The quantities of one filter; of those that are no goals, of one reason where it is given."""
    wanted = {
        Show.OPEN: lambda one: one.is_open_goal,
        Show.CONFLICTS: lambda one: bool(one.conflicts or one.problems),
        Show.NEW_METRICS: lambda one: one.is_proposed,
        Show.NOT_COMPUTABLE: lambda one: one.sort is Sort.NOT_COMPUTABLE,
        Show.OTHERS: lambda one: one.sort is Sort.OTHER and reason in ("", one.candidate.reason),
        Show.DECIDED: lambda one: one.is_decided,
        Show.ALL: lambda one: True,
    }
    return list(filter(wanted[show], found))


def counts(found: Sequence[Item]) -> dict[Show, int]:
    """How many stand behind each filter."""
    return {show: len(shown(found, show)) for show in Show}


def reasons(found: Iterable[Item]) -> Mapping[str, int]:
    """How many quantities are no goals for which reason, the commonest first."""
    return dict(Counter(one.candidate.reason for one in found if one.sort is Sort.OTHER).most_common())


def selected(listed: Sequence[Item], every: Sequence[Item], asked: str) -> Item | None:
    """The quantity asked for if it is listed, else the first one that is; where nothing is
    listed, the one asked for all the same."""
    named = next((one for one in every if one.key == asked), None)
    return named if named in listed or not listed else listed[0]


def neighbour(listed: Sequence[Item], one: Item, step: int) -> Item | None:
    """The next (1) or last (-1) quantity of the list, by its place in the text."""
    if step > 0:
        return next((other for other in listed if other.number > one.number), None)
    return next((other for other in reversed(listed) if other.number < one.number), None)


def undoubted(found: Sequence[Item]) -> list[Choice]:
    """Choices for open goals that leave no doubt: confirmed as they were found, or merged with
    the goal they repeat, or with the target of the same plan that says exactly the same."""
    sure = {one.candidate.span: choice for one in found if is_sure(one) and (choice := _undisputed(one))}
    standing = {one.candidate.span for one in found if one.is_target} | {
        span for span, choice in sure.items() if choice.decision in MAKING
    }
    repeated = {
        one.candidate.span: Choice(Decision.MERGED, one.candidate.span, target_id=reference(of))
        for one in found
        if one.is_open_goal and (of := one.candidate.repeats or _said_before(one)) in standing
    }
    return list((sure | repeated).values())


def by_convention(found: Iterable[Item]) -> list[Item]:
    """Open goals in which nothing but the due date was filled in by convention, and that the
    register takes without conflict: to be read one after the other and confirmed together."""
    return [one for one in found if not is_sure(one) and _doubts(one) <= _DUE and one.candidate.rule in _SURE_RULES and taken(one)]


def taken(one: Item) -> Choice | None:
    """The choice that makes a target of an open goal, where nothing but its confidence speaks against it."""
    choice = _undisputed(one)
    return choice if choice and choice.decision in MAKING else None


def _undisputed(one: Item) -> Choice | None:
    """The choice for an open goal that the register takes and nothing contradicts."""
    candidate = one.candidate
    if not one.is_open_goal or one.sort is not Sort.GOAL or one.is_proposed or candidate.repeats or one.problems or one.moved:
        return None
    others = [conflict for conflict in one.conflicts if not _is_said_again(conflict, candidate.span)]
    if not others:
        return Choice(Decision.EDITED if one.filled else Decision.CONFIRMED, candidate.span, dict(one.filled))
    if len(others) == 1 and _is_same(others[0]) and not others[0].target_id.startswith(REFERENCE):
        return Choice(Decision.MERGED, candidate.span, target_id=others[0].target_id)
    return None


def _is_same(conflict: TargetConflict) -> bool:
    return conflict.is_same_plan and conflict.overlap is Overlap.DUPLICATE


def _is_said_again(conflict: TargetConflict, span: Span) -> bool:
    """Whether a later quantity of the text says the same: that one repeats."""
    other = place_of(conflict.target_id)
    return _is_same(conflict) and other is not None and other > span


def _said_before(one: Item) -> Span | None:
    """The one earlier quantity of the text that says the same."""
    others = [conflict for conflict in one.conflicts if not _is_said_again(conflict, one.candidate.span)]
    return place_of(others[0].target_id) if len(others) == 1 and _is_same(others[0]) and is_sure(one) else None


def is_sure(one: Item) -> bool:
    """Whether the rules are sure, or doubted only what a person has filled in since."""
    if one.candidate.confidence == Confidence.HIGH:
        return True
    settled = {_SETTLED[name] for name in one.filled if name in _SETTLED}
    return one.candidate.rule in _SURE_RULES and bool(settled & {*assumptions(one.candidate)}) and not _doubts(one)


def unsettled(one: Item) -> list[str]:
    """Where a convention filled in and nobody has said anything since."""
    settled = {_SETTLED[name] for name in one.filled if name in _SETTLED}
    return [code for code in assumptions(one.candidate) if code not in settled]


def assumptions(candidate: Candidate) -> list[str]:
    return list(filter(None, candidate.assumed.split(";")))


def _doubts(one: Item) -> set[str]:
    return set(unsettled(one)) - CONVENTIONS


def agreed(found: Iterable[Item]) -> list[Choice]:
    """Choices that agree with the rules on what is no goal. Of what the rules could not tell
    each has to be looked at."""
    return [
        Choice(Decision.NON_GOAL, one.candidate.span)
        for one in found
        if one.sort is Sort.OTHER and not one.is_decided and one.candidate.reason != NonGoal.UNDETERMINED
    ]


def reference(span: Span) -> str:
    """How a choice names another quantity of the text."""
    return REFERENCE + place_text(span)


def place_of(name: str) -> Span | None:
    """The place that `@12-17` names; None for a target."""
    start, _, end = name.removeprefix(REFERENCE).partition("-")
    return (int(start), int(end)) if name.startswith(REFERENCE) else None


def defaults(found: Iterable[Item]) -> dict[str, str]:
    """What most goals of the plan share: where one is added by hand, it probably holds for it too."""
    goals = [one.candidate.cells for one in found if one.sort is Sort.GOAL]
    common = {name: Counter(cells[name] for cells in goals if cells.get(name)).most_common(1) for name in _SHARED}
    return {name: most[0][0] for name, most in common.items() if most}


def occurrences(text: str, figure: str, most: int = 20) -> list[Span]:
    """Where characters occur in a text, for a quantity that is added by hand."""
    found: list[Span] = []
    at = text.find(figure) if figure else -1
    while at >= 0 and len(found) < most:
        found.append((at, at + len(figure)))
        at = text.find(figure, at + len(figure))
    return found


def changed_cells(entered: Mapping[str, str], candidate: Candidate) -> dict[str, str]:
    """What a person entered otherwise than it was found; an empty text empties a cell."""
    return {name: cell.strip() for name, cell in entered.items() if cell.strip() != candidate.cells.get(name, "")}


def can_be_tried(one: Item) -> bool:
    """Whether the registers can be asked what they say of it as it was found."""
    return one.sort is Sort.GOAL and not one.is_proposed and one.candidate.repeats is None and bool(one.cells.get("region_code"))


def outlook(
    decisions: Iterable[PlanDecision],
    conflicts: Mapping[str, Sequence[TargetConflict]],
    faults: Iterable[Fault],
    moved: Iterable[EditionChange] = (),
) -> Outlook:
    """A preview by places of the text. What overlaps within the plan is among the conflicts and
    no fault; a quantity of the text is named there by its place, since it has no target yet. `moved` are targets nobody mentions beside those that are new."""
    spans = {one.target_id: one.span for one in decisions if one.span is not None}
    problems: dict[Span, list[Problem]] = {}
    for fault in faults:
        if fault.span is not None and fault.target_id:
            problems.setdefault(fault.span, []).append(fault.problem)
    found = {
        spans[target_id]: [replace(one, target_id=reference(spans[one.target_id])) if one.target_id in spans else one for one in told]
        for target_id, told in conflicts.items()
        if target_id in spans
    }
    same = {spans[one.after.target_id]: one.before.target_id for one in moved if one.before and one.after}
    return Outlook(found, problems, {span: target_id for span, target_id in same.items() if span not in found})


def own_problems(choice: Choice, faults: Iterable[Fault]) -> list[Problem]:
    """Which faults of a preview are about one choice: its row or its place."""
    return [one.problem for one in faults if one.span == choice.span]


@dataclass(frozen=True, slots=True)
class Side:
    """One target of a contradiction, as `level_parts.sentence` reads it."""

    target_id: str
    clause: str
    figure: str
    metric_unit: str
    due_period: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two targets of one plan that do not fit together; the first is told of in `conflict`."""

    conflict: ConflictRow
    row: Side
    other: Side


def contradictions(rows: Iterable[Mapping[str, object]], registers: Registers) -> list[Contradiction]:
    """Rows of `plan_conflict` beside their targets, in the order of the targets."""
    units = {one.metric: one.unit for one in registers.metrics}
    known = {one.target_id: one for one in registers.targets}

    def side(target_id: object, month_no: object) -> Side:
        one = known[str(target_id)]
        return Side(one.target_id, one.clause, one.figure, units[one.metric], str(Period(month_no)))

    found = [
        Contradiction(_conflict_row(row), side(row["target_id"], row["due_month"]), side(row["other_id"], row["other_month"]))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.row.target_id, one.other.target_id))


def _conflict_row(row: Mapping[str, object]) -> ConflictRow:
    """Figures as text, months as periods."""
    plain = {name: canonical(value) if isinstance(value, Decimal) else value for name, value in row.items()}
    periods = {f"{name}_period": plain.pop(f"{name}_month") for name in ("due", "other", "base")}
    return ConflictRow(**plain, **{name: None if month is None else str(Period(month)) for name, month in periods.items()})


def due_period(day: date) -> str:
    """The quarter in which a target is due."""
    return str(Period.quarter_of(day))


def by_hand(span: Span, figure: str, found: Sequence[Item]) -> Item:
    """A goal the rules did not find, with what most goals of the plan share."""
    return Item(len(found) + 1, Candidate(span, figure, True), filled=defaults(found))


def made(decisions: Iterable[PlanDecision]) -> list[PlanDecision]:
    """Those that make targets of their own."""
    return [one for one in decisions if one.decision in MAKING]
