"""Quantities that are merged with a target promising something else: told, and only with a reason.

To merge says that two places state one promise. Where what a quantity reads as is not what its
target promises, a changed figure of a new edition would else be gone without a trace.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from etl.decimals import canonical
from etl.ledger.plan_records import MAKING, Decision, PlanDecision
from etl.plans.candidates import Candidate, Span
from etl.plans.choices import Deciding, Fault, problem
from etl.plans.quantities import numbers_in
from etl.registers import Target

#: Columns of `targets.csv` that say how much is promised.
AMOUNT = ("value", "value_high", "unit")
#: Columns in which a quantity is held against the target it is merged with.
PROMISE = ("region_code", "metric", "basis", "comparator", *AMOUNT, "due")
#: Within one text a promise may be said again in other words of comparison.
_IN_ONE_TEXT = tuple(name for name in PROMISE if name != "comparator")


@dataclass(frozen=True, slots=True)
class OtherMerge:
    """A quantity merged with a `target` that promises something else. `reading` are its own columns of
    `targets.csv`, `columns` those in which it differs; `figure` stands for the number where none was read."""

    span: Span
    figure: str
    reading: Mapping[str, str]
    target: Target
    columns: tuple[str, ...]
    reason: str


def cells_of(target: Target) -> dict[str, str]:
    """What is compared and told of a target, as the register writes it."""
    high, year = target.value_high, target.baseline_year
    return {
        "metric": target.metric,
        "region_code": target.region_code,
        "children": ";".join(target.children),
        "basis": str(target.basis),
        "comparator": str(target.comparator),
        "value": canonical(target.value),
        "value_high": "" if high is None else canonical(high),
        "unit": target.unit,
        "baseline_year": str(year or ""),
        "due": str(target.due),
    }


def differing(reading: Mapping[str, str], standing: Mapping[str, str], columns: Collection[str] = PROMISE) -> tuple[str, ...]:
    """The columns in which a reading says something else than what stands; what it leaves open says nothing."""
    said = {name: reading.get(name, "") for name in columns}
    is_open_end = bool(said.get("value")) and not said.get("value_high") and bool(standing.get("value_high"))
    others = [name for name, cell in said.items() if cell and not _is_same(cell, standing.get(name, ""))]
    return tuple(name for name in columns if name in others or name == "value_high" and is_open_end)


def other_merges(
    decisions: Sequence[PlanDecision], candidates: Iterable[Candidate], deciding: Deciding, targets: Iterable[Target]
) -> list[OtherMerge]:
    """Of the decisions those that merge a quantity with one of `targets` promising something else."""
    read, standing = {one.span: one for one in candidates}, {one.target_id: one for one in targets}
    here = {one.target_id for one in (*deciding.before.values(), *decisions) if one.decision in MAKING}
    made = deciding.made | {one.target_id: one for one in decisions if one.decision in MAKING}
    found: list[OtherMerge] = []
    for one in decisions:
        candidate, target = read.get(one.span), standing.get(one.target_id)
        if one.decision is not Decision.MERGED or candidate is None or target is None:
            continue
        columns = _columns(candidate, target, one.target_id in here, made.get(one.target_id))
        reading = deciding.readings[one.span]
        others = _others(candidate, reading, target, columns)
        if others and _is_read_as_before(candidate, made.get(one.target_id), target, columns):
            others = tuple(name for name in others if name in candidate.left_open)
        if others:
            found.append(OtherMerge(one.span, one.figure, reading, target, others, one.reason))
    return found


def unexplained(found: Iterable[OtherMerge]) -> Iterator[Fault]:
    """Such merges take a reason."""
    for one in found:
        if not one.reason:
            told = {"other": one.target.figure or f"{canonical(one.target.value)}{one.target.unit}", "clause": one.target.clause}
            yield Fault(problem("other_merge", one.figure, columns=", ".join(one.columns), **told), one.span)


def _columns(candidate: Candidate, target: Target, is_here: bool, made: PlanDecision | None) -> tuple[str, ...]:
    """What counts: of a repetition the rules found, how much; of another place of the text all but the words of comparison."""
    if is_here and candidate.repeats and made and made.span == candidate.repeats:
        return AMOUNT
    return _IN_ONE_TEXT if is_here else PROMISE


def _others(candidate: Candidate, reading: Mapping[str, str], target: Target, columns: Collection[str]) -> tuple[str, ...]:
    if reading.get("value"):
        return differing(reading, cells_of(target), columns)
    written = target.figure or canonical(target.value)
    return () if numbers_in(candidate.figure) == numbers_in(written) else ("figure",)


def _is_read_as_before(candidate: Candidate, made: PlanDecision | None, target: Target, columns: Collection[str]) -> bool:
    """Whether the rules read it as what became the target, which stands as it was confirmed: what a
    person corrected there holds here."""
    if made is None or not candidate.cells.get("value"):
        return False
    extracted, confirmed = candidate.extracted(), {name: made.confirmed.get(name, "") for name in columns}
    names = [*columns, *(("proposed_metric", "region_name") if "metric" in columns else ())]
    return all(extracted.get(name) == made.extracted.get(name) for name in names) and not differing(confirmed, cells_of(target), columns)


def _is_same(cell: str, other: str) -> bool:
    try:
        return Decimal(cell) == Decimal(other)
    except InvalidOperation:
        return cell == other
