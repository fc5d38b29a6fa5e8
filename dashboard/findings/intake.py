"""What stands on 规划录入: each quantity of a plan with what was found, chosen and recorded of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dashboard.findings.intake_readings import Before
from etl.extract.terms import NonGoal
from etl.ledger import Decision, PlanDecision
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import REFERENCE, Choice, Fault
from etl.plans.conflicts import TargetConflict
from etl.plans.drafts import Key
from etl.plans.editions import compare_editions
from etl.problems import Problem
from etl.registers import Target
from etl.vocabulary import Confidence

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
    CONFLICTS = "conflicts"  # and what the register does not take, as long as nobody has decided on it
    NEW_METRICS = "new_metrics"
    NOT_COMPUTABLE = "not_computable"
    OTHERS = "others"  # no goals, by their reason
    UNSURE = "unsure"  # no goals by a rule that is not sure, and nobody has decided on
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the registers say of the goals of a plan as they were found, by place: conflicts, faults,
    and the target of the plan that seems to be the same by another date or in another reading."""

    conflicts: Mapping[Span, Sequence[TargetConflict]] = field(default_factory=dict)
    problems: Mapping[Span, Sequence[Problem]] = field(default_factory=dict)
    moved: Mapping[Span, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One quantity. `number` counts from 1 in the order of the text; `choice` is what was chosen
    and not recorded yet, `recorded` the decision in the ledger. `filled` are cells that were filled
    in for several at once or as corrected before; `moved` is the target that seems to be the same,
    read otherwise; `before` what an earlier edition made of the reading; `misfit` says why the metric
    that was named for it may not be its own (`intake_metrics.Misfit`)."""

    number: int
    candidate: Candidate
    choice: Choice | None = None
    recorded: PlanDecision | None = None
    conflicts: Sequence[TargetConflict] = ()
    problems: Sequence[Problem] = ()
    filled: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""
    before: Before | None = None
    misfit: str = ""

    @property
    def key(self) -> str:
        """Its place, as it stands in the URL."""
        return place_text(self.candidate.span)

    @property
    def sort(self) -> Sort:
        """As it was found; what is read as it was when a person made a target of it is a goal."""
        if self.before and self.before.is_same and self.before.target_id:
            return Sort.GOAL
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
    def made(self) -> Choice | None:
        """The choice, where it makes a target: what was said to put a quantity aside or to merge it says
        nothing about a target."""
        return self.choice if self.choice and self.choice.decision in MAKING else None

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
        return self.sort is not Sort.OTHER and not self.is_decided

    @property
    def is_doubted_non_goal(self) -> bool:
        """Whether no rule is sure that it is no goal: a person looks at each such one."""
        is_doubted = self.candidate.confidence == Confidence.LOW or self.candidate.reason == NonGoal.UNDETERMINED
        return self.sort is Sort.OTHER and not self.is_decided and is_doubted

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
    fill: Mapping[Span, Mapping[str, str]] = {},
    before: Mapping[Span, Before] = {},
    misfits: Mapping[Span, str] = {},
) -> list[Item]:
    """Every quantity of a plan in the order of the text, with what was added by hand."""
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
            before.get(span),
            misfits.get(span, ""),
        )
        for number, (span, one) in enumerate(ordered, 1)
    ]


def shown(found: Iterable[Item], show: Show, reason: str = "") -> list[Item]:
    """The quantities of one filter; of those that are no goals, of one reason where it is given."""
    wanted = {
        Show.OPEN: lambda one: one.is_open_goal,
        Show.CONFLICTS: lambda one: bool(one.conflicts or one.problems) and not one.is_decided,
        Show.NEW_METRICS: lambda one: one.is_proposed,
        Show.NOT_COMPUTABLE: lambda one: one.sort is Sort.NOT_COMPUTABLE,
        Show.OTHERS: lambda one: one.sort is Sort.OTHER and reason in ("", one.candidate.reason),
        Show.UNSURE: lambda one: one.is_doubted_non_goal,
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
    """The quantity asked for, whether the filter lists it or not, else the first one that is listed."""
    return next((one for one in every if one.key == asked), None) or next(iter(listed), None)


def neighbour(listed: Sequence[Item], one: Item, step: int) -> Item | None:
    """The next (1) or last (-1) quantity of the list, by its place in the text."""
    if step > 0:
        return next((other for other in listed if other.number > one.number), None)
    return next((other for other in reversed(listed) if other.number < one.number), None)


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
    unstated: Sequence[Target] = (),
    targets: Sequence[Target] = (),
) -> Outlook:
    """A preview by places of the text. What overlaps within the plan is among the conflicts and
    no fault; a quantity of the text is named there by its place, since it has no target yet. Of the
    `targets` that are new those are told that an `unstated` one of the register may be: by another
    date, or in the same clause and characters and only read otherwise."""
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
    written = {(one.clause, one.figure): one.target_id for one in unstated}
    same = {spans[one.target_id]: written[one.clause, one.figure] for one in targets if (one.clause, one.figure) in written}
    changes = compare_editions(unstated, targets)
    same |= {spans[one.after.target_id]: one.before.target_id for one in changes if one.before and one.after}
    return Outlook(found, problems, {span: target_id for span, target_id in same.items() if span not in found})


def own_problems(choice: Choice, faults: Iterable[Fault]) -> list[Problem]:
    """Which faults of a preview are about one choice: its row or its place."""
    return [one.problem for one in faults if one.span == choice.span]


def by_hand(span: Span, figure: str, found: Sequence[Item]) -> Item:
    """A goal the rules did not find, with what most goals of the plan share."""
    return Item(len(found) + 1, Candidate(span, figure, True), filled=defaults(found))


def made(decisions: Iterable[PlanDecision]) -> list[PlanDecision]:
    """Those that make targets of their own."""
    return [one for one in decisions if one.decision in MAKING]
