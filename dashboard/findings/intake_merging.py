"""With which promise of the plan a quantity is probably one and the same, so that it can be merged with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum

from dashboard.findings.intake import Item, Sort, reference
from etl.decimals import canonical
from etl.registers import Target


class Likeness(IntEnum):
    """How near another promise is, the nearest first."""

    SAME_PROMISE = 0  # metric, region and due date
    SAME_WORDS = 1  # clause and figure
    SAME_METRIC = 2  # metric and region
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What a merge can name: a target of the register, or another quantity that becomes one."""

    name: str
    clause: str
    figure: str
    cells: Mapping[str, str]


def places(one: Item, found: Iterable[Item], targets: Iterable[Target]) -> list[Place]:
    """Everything a quantity can be merged with: goals of its text, those put aside excepted, then
    `targets` of the plan. A recorded goal stands there once, as its target."""
    known = {target.target_id: Place(target.target_id, target.clause, target.figure, _cells(target)) for target in targets}
    others = [
        Place(reference(other.candidate.span), other.candidate.clause, other.candidate.figure, other.cells)
        for other in found
        if other.candidate.span != one.candidate.span and _is_promise(other) and not (other.recorded and other.target_id in known)
    ]
    return [*others, *known.values()]


def _is_promise(other: Item) -> bool:
    return other.is_target or other.is_open_goal and other.sort is Sort.GOAL


def _cells(target: Target) -> dict[str, str]:
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


def nearest_first(one: Item, among: Iterable[Place]) -> list[Place]:
    """The same, what a quantity most probably repeats first."""
    return sorted(among, key=lambda place: _rank(one, place))


def suggested(one: Item, ordered: Sequence[Place]) -> str:
    """The name of the place that is chosen unless a person chooses another: what the quantity is
    merged with or repeats, else the first of `ordered` where no other is as near. "" = a person has to say."""
    stated = one.target_id or (reference(one.candidate.repeats) if one.candidate.repeats else "")
    if any(place.name == stated for place in ordered):
        return stated
    ranks = [_rank(one, place) for place in ordered[:2]]
    is_first = bool(ranks) and ranks[0][0] is not Likeness.OTHER and ranks[0] not in ranks[1:]
    return ordered[0].name if is_first else ""


def _rank(one: Item, place: Place) -> tuple[Likeness, bool, bool, Decimal]:
    """How near, then whether clause and figure, and the way it is counted, are the same, then how far the values are apart."""
    own, other = one.cells, place.cells
    is_same = {name: bool(own.get(name)) and own.get(name) == other.get(name) for name in ("metric", "region_code", "due", "basis", "unit")}
    is_written_so = (one.candidate.clause, one.candidate.figure) == (place.clause, place.figure)
    if is_same["metric"] and is_same["region_code"]:
        likeness = Likeness.SAME_PROMISE if is_same["due"] else Likeness.SAME_WORDS if is_written_so else Likeness.SAME_METRIC
    else:
        likeness = Likeness.SAME_WORDS if is_written_so else Likeness.OTHER
    return likeness, not is_written_so, not is_same["basis"], _distance(own, other) if is_same["unit"] else Decimal("Infinity")


def _distance(own: Mapping[str, str], other: Mapping[str, str]) -> Decimal:
    """Between two values of one unit; what is no number is far from every other."""
    try:
        return abs(Decimal(own.get("value", "")) - Decimal(other.get("value", "")))
    except InvalidOperation:
        return Decimal("Infinity")
