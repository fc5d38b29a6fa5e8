"""What a person chose for each quantity of a plan, and what is to be recorded of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.extract.terms import NON_GOAL_ZH
from etl.ledger.plan_records import MAKING, Decision, PlanDecision, PlanIntake
from etl.plans.candidates import TARGET_CELLS, Candidate, Span
from etl.plans.numbering import Numbering
from etl.plans.stated_bases import Stated
from etl.problems import Problem

#: How one quantity of a plan names another that may have no target id yet.
REFERENCE = "@"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was read: its row of `documents.csv` (at least `document_id`), its bytes, the
    text in which spans are counted (its SHA-256) and every quantity of it. `metrics` and `regions`
    are rows of `metrics.csv` and `regions.csv` for such as the registers do not have yet. A cell
    of `document` that is empty empties that of the register. `stated` is what the text says its
    goals start from."""

    document: Mapping[str, str]
    data: bytes
    text_sha256: str
    candidates: Sequence[Candidate]
    metrics: Sequence[Mapping[str, str]] = ()
    regions: Sequence[Mapping[str, str]] = ()
    stated: Stated = Stated()

    @property
    def document_id(self) -> str:
        return self.document.get("document_id", "").strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one quantity.

    `cells` are the columns of `targets.csv` that differ from what was extracted; an empty text
    empties a cell. A cell `parent_id` may name another quantity of the text as `@START-END`.
    `target_id` is, for a target, the one of the register whose place it takes ("" = a new one);
    for `merged`, the one it repeats (or `@START-END`); for `removed`, the one that goes.
    `figure` is needed only for what is added by hand.
    """

    decision: Decision
    span: Span | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    target_id: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that keeps decisions out, and which quantity and which target of the register it
    is about; None and "" where it is about neither."""

    problem: Problem
    span: Span | None = None
    target_id: str = ""


def problem(code: str, found: object, **needed: object) -> Problem:
    """A choice that cannot be recorded; its words stand under `[plans]`."""
    return Problem(f"plans.{code}", "plans", found=str(found), needed=needed)


class Deciding:
    """Turns choices into decisions with ids and references resolved; collects every fault.

    `earlier` are the batches recorded for this plan so far, of all its editions; `registered`
    the targets there are.
    """

    def __init__(
        self,
        plan: Plan,
        plan_sha256: str,
        earlier: Iterable[PlanIntake],
        registered: Collection[str],
        numbering: Numbering,
    ):
        self._candidates = {one.span: one for one in plan.candidates}
        self._registered, self._numbering = registered, numbering
        self.faults: list[Fault] = []
        #: What each quantity that is merged would read in the register.
        self.readings: dict[Span, dict[str, str]] = {}
        earlier = list(earlier)
        #: The latest decision that made each target, of all editions.
        self.made = {one.target_id: one for batch in earlier for one in batch.decisions if one.decision in MAKING}
        #: The latest decision on each place of this edition.
        self.before: dict[Span, PlanDecision] = {
            one.span: one
            for batch in earlier
            if batch.plan_sha256 == plan_sha256
            for one in batch.decisions
            if one.span is not None
        }

    def decide(self, choices: Sequence[Choice]) -> list[PlanDecision]:
        """The decisions in the order of the text; removed targets last."""
        self._require_once(choices)
        ordered = sorted(choices, key=lambda one: (one.span is None, one.span or (0, 0), one.target_id))
        ids = {one.span: self._own_id(one) for one in ordered if one.decision in MAKING}
        known = {span: one.target_id for span, one in self.before.items()} | ids
        self._require_one_place_each(ordered, ids)
        return [self._decided(one, known) for one in ordered]

    def _require_once(self, choices: Sequence[Choice]) -> None:
        seen = set()
        for one in choices:
            key = one.span or one.target_id
            if key in seen:
                self._fault(one, "twice", self._name(one))
            seen.add(key)

    def _require_one_place_each(self, choices: Sequence[Choice], ids: Mapping[Span | None, str]) -> None:
        """A target whose place is taken must be there, and only one quantity can take it."""
        decided = {one.span for one in choices}
        held = {one.target_id for span, one in self.before.items() if span not in decided and one.decision in MAKING}
        for one in choices:
            if one.decision not in MAKING:
                continue
            target_id = ids[one.span]
            if one.target_id and target_id not in self._registered:
                self._fault(one, "unknown_target", target_id)
            elif target_id in held:
                self._fault(one, "same_target", self._name(one), target=target_id)
            held.add(target_id)

    def _fault(self, choice: Choice, code: str, found: str, **needed: object) -> None:
        self.faults.append(Fault(problem(code, found, **needed), choice.span))

    def _name(self, choice: Choice) -> str:
        candidate = self._candidates.get(choice.span)
        figure = candidate.figure if candidate else choice.figure
        return figure or choice.target_id or REFERENCE

    def _own_id(self, choice: Choice) -> str:
        """The id of a target: the one whose place it takes, the one this quantity already is, or
        a new one."""
        earlier = self.before.get(choice.span)
        if choice.target_id:
            return choice.target_id
        if earlier is not None and earlier.decision in MAKING:
            return earlier.target_id
        region_code = self._cells(choice).get("region_code", "")
        return self._numbering.next_id(region_code) if region_code else ""

    def _cells(self, choice: Choice) -> dict[str, str]:
        """The columns of the target as they shall stand in the register."""
        candidate = self._candidates.get(choice.span)
        cells = {**(candidate.cells if candidate else {}), **choice.cells}
        figure = candidate.figure if candidate else choice.figure
        cells.setdefault("figure", figure)
        return {name: cells[name].strip() for name in TARGET_CELLS if cells.get(name, "").strip()}

    def _decided(self, choice: Choice, known: Mapping[Span, str]) -> PlanDecision:
        candidate = self._candidates.get(choice.span)
        decision = self._kind(choice, candidate)
        self._check(choice, decision, candidate)
        confirmed: dict[str, str] = {}
        target_id = choice.target_id
        if decision in MAKING:
            confirmed, target_id = self._cells(choice), known[choice.span]
            if "parent_id" in confirmed:
                confirmed["parent_id"] = self._resolved(confirmed["parent_id"], known, choice)
        elif decision is Decision.MERGED:
            target_id = self._resolved(target_id, known, choice)
            self.readings[choice.span] = _reading(choice, candidate)
        elif decision in (Decision.REJECTED, Decision.NON_GOAL):
            target_id = ""
            confirmed = {"reason": _why_not(choice, candidate)}
        if decision not in MAKING and choice.cells.get("clause"):
            confirmed["clause"] = choice.cells["clause"].strip()
        return PlanDecision(
            decision,
            candidate.figure if candidate else choice.figure,
            choice.span,
            candidate.rule if candidate else "",
            choice.reason.strip(),
            candidate.extracted() if candidate else {},
            confirmed,
            target_id,
        )

    def _kind(self, choice: Choice, candidate: Candidate | None) -> Decision:
        """The decision as what it is, whatever button was pressed: an edit that changes nothing
        is a confirmation, as is taking a goal with the metric and region said once for several;
        putting a non-goal aside is agreeing with the rules."""
        if choice.decision in MAKING:
            if candidate is None:
                return Decision.ADDED
            return Decision.CONFIRMED if candidate.is_goal and self._is_as_found(choice, candidate) else Decision.EDITED
        if candidate is not None and choice.decision in (Decision.REJECTED, Decision.NON_GOAL):
            return Decision.REJECTED if candidate.is_goal else Decision.NON_GOAL
        return choice.decision

    def _is_as_found(self, choice: Choice, candidate: Candidate) -> bool:
        cells, found = self._cells(choice), {**candidate.cells, "figure": candidate.figure}
        differs = {name for name in cells.keys() | found.keys() if cells.get(name) != found.get(name)}
        return not differs or choice.decision is Decision.CONFIRMED and differs <= candidate.left_open

    def _check(self, choice: Choice, decision: Decision, candidate: Candidate | None) -> None:
        name = self._name(choice)
        if decision is Decision.REMOVED:
            if not choice.target_id:
                self._fault(choice, "no_target", name)
        elif choice.span is None or not choice.span[0] < choice.span[1]:
            self._fault(choice, "no_place", name)
        elif candidate is None and (decision is not Decision.ADDED or not choice.figure):
            self._fault(choice, "not_in_text", name)
        if decision is Decision.MERGED and not choice.target_id:
            self._fault(choice, "no_target", name)
        if not choice.reason.strip() and self._deviates(choice, decision, candidate):
            self._fault(choice, "reason", name)

    def _deviates(self, choice: Choice, decision: Decision, candidate: Candidate | None) -> bool:
        """Whether the decision goes against the rules, or against what was decided before."""
        if decision in (Decision.REJECTED, Decision.REMOVED) or choice.span in self.before:
            return True
        return decision in MAKING and candidate is not None and not candidate.is_goal

    def _resolved(self, reference: str, known: Mapping[Span, str], choice: Choice) -> str:
        """The target id that `@START-END` stands for; an id stands for itself."""
        if not reference.startswith(REFERENCE):
            return reference
        start, _, end = reference.removeprefix(REFERENCE).partition("-")
        span = (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None
        if not known.get(span) or span == choice.span:
            self._fault(choice, "reference", self._name(choice), reference=reference)
        return known.get(span) or reference


def _reading(choice: Choice, candidate: Candidate | None) -> dict[str, str]:
    """The columns of a quantity that becomes no target, as its sentence says them; what that leaves open as a person said it."""
    if candidate is None:
        return {}
    said = {name: choice.cells.get(name, "").strip() for name in candidate.left_open}
    return {name: cell for name, cell in {**candidate.cells, **said}.items() if cell}


def _why_not(choice: Choice, candidate: Candidate | None) -> str:
    """Why a quantity is no target, as `numbers.csv` says it."""
    said = choice.reason.strip() or (candidate.reason if candidate else "")
    return NON_GOAL_ZH.get(said, said)
