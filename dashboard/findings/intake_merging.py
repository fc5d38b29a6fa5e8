"""With which promise of the plan a quantity is probably one and the same: to be merged with it, or to take its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum

from dashboard.findings.intake import Item, Sort, place_of, reference
from etl.ledger import Decision
from etl.plans.choices import REFERENCE
from etl.plans.conflicts import Overlap, TargetConflict
from etl.plans.merges import cells_of, differing
from etl.registers import Target


class Likeness(IntEnum):
    """How near another promise is, the nearest first."""

    SAME_PROMISE = 0  # metric, region and due date
    SAME_WORDS = 1  # clause and figure
    SAME_METRIC = 2  # metric and region
    OTHER = 3


#: Where a target of an earlier edition has another one of these, its figure was changed and not said again.
_CHANGED = ("comparator", "value", "value_high")
#: How near, then whether clause and figure, and the way it is counted, are other ones, then how far the values are apart.
_Rank = tuple[Likeness, bool, bool, Decimal]


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
    known = {target.target_id: Place(target.target_id, target.clause, target.figure, cells_of(target)) for target in targets}
    others = [
        Place(reference(other.candidate.span), other.candidate.clause, other.candidate.figure, other.cells)
        for other in found
        if other.candidate.span != one.candidate.span and _is_promise(other) and not (other.recorded and other.target_id in known)
    ]
    return [*others, *known.values()]


def _is_promise(other: Item) -> bool:
    return other.is_target or other.is_open_goal and other.sort is Sort.GOAL


def nearest_first(one: Item, among: Iterable[Place]) -> list[Place]:
    """The same, what a quantity most probably repeats first."""
    return sorted(among, key=lambda place: _rank(one, place))


def suggested(one: Item, ordered: Sequence[Place]) -> str:
    """The name of the place that is chosen unless a person chooses another: what the quantity is
    merged with or repeats, else the first of `ordered` where that is plain. "" = a person has to say,
    as where a target promises another number: that is replaced rather than merged with."""
    stated = one.target_id or (reference(one.candidate.repeats) if one.candidate.repeats else "")
    if any(place.name == stated for place in ordered):
        return stated
    if not ordered or one.sort is not Sort.GOAL or place_of(ordered[0].name) is None and differing(one.cells, ordered[0].cells, _CHANGED):
        return ""
    return ordered[0].name if _is_plain(ordered[0], [_rank(one, place) for place in ordered]) else ""


def _is_plain(first: Place, ranks: Sequence[_Rank]) -> bool:
    """Whether the first seems to be the same promise: no other is as near, and it is counted in the
    same way or written so. With another due date it has to be a target, whose value is the same: two
    dates in one text are two stages."""
    likeness, is_other_text, is_other_basis, distance = ranks[0]
    if likeness is Likeness.OTHER or ranks[0] in ranks[1:] or is_other_text and is_other_basis:
        return False
    return likeness is not Likeness.SAME_METRIC or place_of(first.name) is None and not distance


def takes_place(one: Item, every: Iterable[Item]) -> str | None:
    """The target of an earlier edition whose place a goal certainly takes: the only one for the same thing by the
    same date, that no other quantity of this edition is; where clause and figure are other ones, none that is still
    open may be it either. "" where no target of the plan is near, None where a person has to say."""
    own = [conflict for conflict in one.conflicts if conflict.is_same_plan and not conflict.target_id.startswith(REFERENCE)]
    if not own:
        return None if one.moved else ""
    others = [other for other in every if other.candidate.span != one.candidate.span]
    said = {other.target_id for other in others if other.is_target or other.decision is Decision.MERGED}
    open_too = {conflict.target_id for other in others if not other.is_decided for conflict in other.conflicts}
    is_other = own[0].target_id in said or own[0].target_id in open_too and not _is_certain(own[0], one)
    return None if is_other or len(own) > 1 else own[0].target_id


def _is_certain(conflict: TargetConflict, one: Item) -> bool:
    became = one.before.target_id if one.before else ""
    return conflict.overlap is Overlap.DUPLICATE or conflict.target_id == became or bool(one.candidate.clause) and conflict.clause == one.candidate.clause


def _rank(one: Item, place: Place) -> _Rank:
    """See `_Rank`."""
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
