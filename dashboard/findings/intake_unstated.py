"""Targets of the register that no decision on an edition names: which of them are really no longer in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dashboard.findings.intake import Item, reference
from etl.extract.terms import Assumption
from etl.ledger import Decision
from etl.plans.quantities import standing_for
from etl.registers import Target

#: Units in which one and the same thing may be counted; a unit that is in none is like no other.
_ALIKE = (
    frozenset({"个", "家", "座", "所", "处", "户", "条", "栋", "支", "种", "类"}),
    frozenset({"场", "场次", "次", "期", "批"}),
    frozenset({"人", "人次", "名"}),
    frozenset({"亿元", "万元", "元"}),
)
#: In this unit anything is measured, and its name tells what; what is counted in 个 or 家 may be called otherwise (卖家, 企业).
_SHARE = "%"
#: Characters of names that tell nothing of what is measured.
_EVERYWHERE = {*"跨境电商的数"}
#: Where the region of a goal is not certain, it may be another.
_REGION_OPEN = {Assumption.REGION_NAMED, Assumption.REGION_SPOKEN_OF, Assumption.REGION_UNKNOWN}


class Nearness(IntEnum):
    """Why a quantity may be a target, the strongest first."""

    SAME_WORDS = 0
    SAME_METRIC = 1
    SAME_CLAUSE = 2
    METRIC_OPEN = 3  # nobody has said what it counts, and it could be the same


@dataclass(frozen=True, slots=True)
class Unstated:
    """One such target; `numbers` are the quantities of the text that may state it, the likeliest
    first, none where it can be taken out."""

    target: Target
    numbers: Sequence[int] = ()


def unstated(targets: Sequence[Target], found: Iterable[Item], names: Mapping[str, str] = {}) -> list[Unstated]:
    """Each target with the quantities that are still to be decided on and may be it. What was only
    agreed to be no goal is still open for a target of its words: where it stands as it stood
    before, it was read otherwise. `names` are those of the metrics, by their ids."""
    found = list(found)
    waiting = [one for one in found if not one.is_decided]
    agreed = [one for one in found if one.decision is Decision.NON_GOAL]
    written = _same_words(targets, [*waiting, *agreed])
    return [Unstated(one, _numbers(one, names.get(one.metric, ""), waiting, same)) for one, same in zip(targets, written, strict=True)]


def _same_words(targets: Sequence[Target], waiting: Iterable[Item]) -> list[Item | None]:
    """The quantity of the same clause and figure, however that is written."""
    rows = {reference(one.candidate.span): one for one in waiting}
    cells = [{"clause": one.candidate.clause, "figure": one.candidate.figure, "target_id": name} for name, one in rows.items()]
    wanted = [{"clause": one.clause, "figure": one.figure, "target_id": one.target_id} for one in targets]
    return [rows[row["target_id"]] if row else None for row in standing_for(wanted, cells)]


def _numbers(target: Target, name: str, waiting: Iterable[Item], same: Item | None) -> tuple[int, ...]:
    near = {one.number: nearness for one in waiting if (nearness := _nearness(one, target, name)) is not None}
    if same is not None:
        near[same.number] = Nearness.SAME_WORDS
    return tuple(sorted(near, key=lambda number: (near[number], number)))


def _nearness(one: Item, target: Target, name: str) -> Nearness | None:
    """Why an open quantity may be a target that is written otherwise, whose metric is called `name`;
    None where it cannot be."""
    is_near = bool(target.clause) and one.candidate.clause == target.clause
    if not one.is_open_goal:
        is_it = is_near and one.is_doubted_non_goal and target.unit in one.candidate.figure
        return Nearness.SAME_CLAUSE if is_it else None
    metric = one.cells.get("metric", "")
    if not _may_lie_in(one, target.region_code):
        return None
    if metric == target.metric:
        return Nearness.SAME_METRIC
    is_alike = _is_alike(one.cells.get("unit", ""), target.unit)
    if is_near and (is_alike or not metric):
        return Nearness.SAME_CLAUSE
    is_open = not metric and not (target.unit == _SHARE and _is_called_otherwise(one.candidate.proposed_metric, name))
    return Nearness.METRIC_OPEN if is_alike and is_open else None


def _may_lie_in(one: Item, region_code: str) -> bool:
    """Whether it is about a region, or nobody has said yet which it is about."""
    is_open = bool(_REGION_OPEN & {*one.candidate.assumed.split(";")}) and "region_code" not in one.filled
    return is_open or one.cells.get("region_code", "") in ("", region_code)


def _is_called_otherwise(proposed: str, name: str) -> bool:
    """Whether two names are known and have nothing in common."""
    return bool(proposed and name) and not ({*proposed} & {*name}) - _EVERYWHERE


def _is_alike(unit: str, other: str) -> bool:
    """Whether both may count the same; a quantity without a unit may count anything."""
    return unit in ("", other) or any({unit, other} <= units for units in _ALIKE)
