"""What was decided on the quantities of a plan that was taken in. Pure functions of what the ledger holds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.findings.intake import Item
from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.ledger.plan_records import MAKING
from etl.plans.candidates import Span
from etl.plans.parts import PlanFile


class Outcome(StrEnum):
    """What became of a quantity of the text."""

    TARGET = "target"
    MERGED = "merged"
    REJECTED = "rejected"
    NON_GOAL = "non_goal"
    OPEN = "open"  # nobody decided on it


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision on a place of a text, with the batch it was recorded in."""

    decision: PlanDecision
    batch: PlanIntake


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: in which file, at which characters."""

    plan_sha256: str
    span: Span


def files(batches: Iterable[PlanIntake]) -> dict[str, PlanIntake]:
    """Every file of a plan with its first batch, the one that was taken in last first."""
    found: dict[str, PlanIntake] = {}
    for one in batches:
        found.setdefault(one.plan_sha256, one)
    return dict(sorted(found.items(), key=lambda of: of[1].sequence, reverse=True))


def decided(batches: Iterable[PlanIntake], plan_sha256: str, text_sha256: str) -> dict[Span, Decided]:
    """The latest decision on each place of a text. Decisions on what was another text when the
    file was read then have no place in this one."""
    return {
        one.span: Decided(one, batch)
        for batch in batches
        if (batch.plan_sha256, batch.text_sha256) == (plan_sha256, text_sha256)
        for one in batch.decisions
        if one.span is not None
    }


def is_read_otherwise(batches: Iterable[PlanIntake], plan_sha256: str, text_sha256: str) -> bool:
    """Whether there are decisions on this file that have no place in the text as it is read now."""
    return any(one.plan_sha256 == plan_sha256 and one.text_sha256 != text_sha256 for one in batches)


def part_number(file: PlanFile, document_id: str, spans: Iterable[Span]) -> int:
    """Which plan of a file it is, from 1: the one most decisions lie in, else the one of that id."""
    inside = Counter(
        number for start, _ in spans for number, part in enumerate(file.parts, 1) if part.span[0] <= start < part.span[1]
    )
    if inside:
        return max(sorted(inside), key=inside.get)
    named = (number for number, part in enumerate(file.parts, 1) if part.document.get("document_id") == document_id)
    return next(named, 1)


def outcome(one: Item) -> Outcome:
    """What became of a quantity."""
    if one.decision in MAKING:
        return Outcome.TARGET
    return Outcome(one.decision) if one.decision else Outcome.OPEN


def by_outcome(found: Iterable[Item]) -> dict[Outcome, list[Item]]:
    """Quantities by what became of them, in the order of the text; only such as there are."""
    of: dict[Outcome, list[Item]] = {one: [] for one in Outcome}
    for one in found:
        of[outcome(one)].append(one)
    return {name: those for name, those in of.items() if those}


def counts(batch: PlanIntake) -> Mapping[Decision, int]:
    """How many of each decision, in their fixed order."""
    found = Counter(one.decision for one in batch.decisions)
    return {one: found[one] for one in Decision if found[one]}


def places(batches: Sequence[PlanIntake], target_id: str) -> list[Place]:
    """Where the figure of a target stands, the file taken in last first: where it became the
    target before where it was merged into it. What was decided otherwise since does not count."""
    latest = {(batch.plan_sha256, one.span): one for batch in batches for one in batch.decisions if one.span is not None}
    order = list(files(batches))
    found = [(order.index(sha256), one.decision not in MAKING, span) for (sha256, span), one in latest.items() if one.target_id == target_id]
    return [Place(order[file], span) for file, _, span in sorted(found)]
