"""Whether the levels add up, a second time in plain Python: promises, figures, conflicts.

Each function takes the registers, the reported rows, the quarter and what was known, and
returns dicts with the columns of the relation of the same name, in no particular order.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext

from etl.period import Period
from etl.registers import Metric, Registers, Target
from etl.vocabulary import Agreement, Allocation, Basis, Comparator, Conflict, Direction, DocumentStatus, Kind, Level, Obligation
from tests.reference.bases import GROWTH
from tests.reference.gaps import DIGITS, gaps
from tests.reference.rows import Actual, rows_in_force
from tests.reference.series import december, series_of
from tests.reference.spans import spans

_SUMS = (Basis.INCREMENT, Basis.EVERY_YEAR)
_AT_LEAST = (Comparator.GE, Comparator.EQ, Comparator.BETWEEN)


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise of a figure that adds up: by when, of what, and its value if known."""

    target: Target
    metric: Metric
    due: int
    first: int | None
    value: Decimal | None
    provisional: bool
    is_draft: bool

    @property
    def thing(self) -> tuple:
        """What must be the same before two promises can be added."""
        measured = self.target.basis if self.target.basis in _SUMS else "level"
        return self.target.metric, self.target.scope, measured, self.first

    @property
    def sign(self) -> int:
        return 1 if self.metric.direction == Direction.HIGHER else -1

    def strictness(self) -> tuple:
        """Sorts the strictest promise first."""
        return -self.sign * self.value, self.target.target_id


@dataclass(frozen=True, slots=True)
class World:
    """What all three questions start from."""

    registers: Registers
    computed: dict
    rows: dict
    as_of: Period

    @classmethod
    def of(cls, registers: Registers, actuals: Sequence[Actual], as_of: Period, known_at: datetime | None):
        scopes = {metric.metric: metric.scope for metric in registers.metrics}
        found = gaps(registers, actuals, as_of, known_at)
        return cls(
            registers,
            {(row["target_id"], Period.parse(row["due_period"]).month_no): row for row in found},
            rows_in_force(actuals, scopes, known_at),
            as_of,
        )

    def below(self, region_code: str) -> list[str]:
        found = (one for one in self.registers.regions if one.level != Level.ZONE)
        return sorted(one.region_code for one in found if one.parent_code == region_code)

    def pledges(self) -> list[Pledge]:
        metrics = {metric.metric: metric for metric in self.registers.metrics}
        drafts = {one.document_id for one in self.registers.documents if one.status == DocumentStatus.DRAFT}
        return [
            Pledge(
                target, metrics[target.metric], span.due, span.first if target.basis in _SUMS else None,
                row["target_value"], row["provisional"],
                target.obligation == Obligation.DRAFT or target.document_id in drafts,
            )
            for target in self.registers.targets
            if metrics[target.metric].kind != Kind.RATE and target.basis != Basis.EACH_SUBREGION
            for span in spans(target, self.as_of)
            for row in [self.computed[target.target_id, span.due]]
        ]  # fmt: skip


def target_level(registers, actuals, as_of, known_at) -> list[dict]:
    """Promises of the lower regions beside that of the region above."""
    world = World.of(registers, actuals, as_of, known_at)
    firm = [one for one in world.pledges() if not one.is_draft]
    parents = [(one, world.below(one.target.region_code)) for one in firm]
    return [_target_level(parent, below, firm) for parent, below in parents if below]


def _target_level(parent: Pledge, below: list[str], pledges: list[Pledge]) -> dict:
    same = [one for one in pledges if one.thing == parent.thing and one.due == parent.due]
    of = {code: [one for one in same if one.target.region_code == code] for code in below}
    values = [_strictest_value(of[code]) for code in below]
    known = [value for value in values if value is not None]
    total = sum(known, Decimal(0)) if known else None
    all_known = all(one.value is not None for code in below for one in of[code])
    is_complete = len(below) > 1 and len(known) == len(below) and all_known
    allocation = _allocation(parent, total, is_complete, any(of.values()))
    decided = allocation in (Allocation.REACHED, Allocation.SHORT)
    return {
        "target_id": parent.target.target_id,
        "due_month": parent.due,
        "region_code": parent.target.region_code,
        "parent_value": parent.value,
        "children": len(below),
        "children_with_target": sum(bool(of[code]) for code in below),
        "children_known": len(known),
        "children_value": total,
        "is_complete": is_complete,
        "provisional": parent.provisional or any(one.provisional for code in below for one in of[code]),
        "allocation": allocation,
        "difference": total - parent.value if decided else None,
        "difference_share": _share(total, parent.value) if decided else None,
    }


def _strictest_value(pledges: list[Pledge]) -> Decimal | None:
    known = [one for one in pledges if one.value is not None]
    if not known or (known[0].sign < 0 and len(known) < len(pledges)):
        return None
    return min(known, key=Pledge.strictness).value


def _allocation(parent: Pledge, total: Decimal | None, is_complete: bool, any_target: bool) -> Allocation:
    if not any_target:
        return Allocation.NONE
    if parent.value is None or total is None:
        return Allocation.UNKNOWN
    adds_up = parent.sign * (total - parent.value) >= 0
    grows_only = parent.metric.min_value >= 0
    if is_complete:
        return Allocation.REACHED if adds_up else Allocation.SHORT
    if grows_only and parent.sign > 0 and adds_up:
        return Allocation.REACHED
    if grows_only and parent.sign < 0 and not adds_up:
        return Allocation.SHORT
    return Allocation.PARTIAL


def _share(total: Decimal, whole: Decimal) -> float | None:
    return float(total - whole) / float(whole) if whole else None


def actual_level(registers, actuals, as_of, known_at) -> list[dict]:
    """Figures of the lower regions beside that of the region above, at one month."""
    world = World.of(registers, actuals, as_of, known_at)
    asked = {(one.target.region_code, one.metric, one.target.scope) for one in world.pledges()}
    found = [_actual_level(world, *one) for one in asked if world.below(one[0])]
    return [row for row in found if row]


def _actual_level(world: World, region_code: str, metric: Metric, scope) -> dict | None:
    own = _additive(world, region_code, metric, scope)
    if not own:
        return None
    below = [_additive(world, code, metric, scope) for code in world.below(region_code)]
    shared = [month for month in own if any(month in figures for figures in below)]
    month = max(shared or own)
    known = [figures[month] for figures in below if month in figures]
    is_complete = len(below) > 1 and len(known) == len(below)
    total = sum(known, Decimal(0)) if known else None
    agreement = _agreement(total, own[month], is_complete, metric.min_value >= 0)
    decided = agreement not in (Agreement.PARTIAL, Agreement.NONE)
    return {
        "region_code": region_code, "metric": metric.metric, "scope": scope, "month_no": month,
        "parent_value": own[month], "children": len(below), "children_known": len(known),
        "children_value": total, "is_complete": is_complete, "agreement": agreement,
        "difference": total - own[month] if decided else None,
        "difference_share": _share(total, own[month]) if decided else None,
    }  # fmt: skip


def _agreement(total: Decimal | None, whole: Decimal, is_complete: bool, grows_only: bool) -> Agreement:
    if total is None:
        return Agreement.NONE
    if total > whole and (is_complete or grows_only):
        return Agreement.EXCEEDS
    if not is_complete:
        return Agreement.PARTIAL
    return Agreement.EQUAL if total == whole else Agreement.BELOW


def _additive(world: World, region_code: str, metric: Metric, scope) -> dict[int, Decimal]:
    """Figures by month: of a flow the 本年累计 as reported or added, of a stock its value."""
    with localcontext(prec=DIGITS):
        series = series_of(world.rows, region_code, metric, scope, world.as_of.month_no)
        months = {row.period.month_no for row in series.rows}
        if metric.kind == Kind.STOCK:
            return {month: series.at(month).value for month in months if series.at(month)}
        added = {month: series.reported.get(month) or series._from_quarters(month) for month in months}
    return {month: figure.value for month, figure in added.items() if figure}


def plan_conflict(registers, actuals, as_of, known_at) -> list[dict]:
    """Numbers of one plan that do not fit together."""
    world = World.of(registers, actuals, as_of, known_at)
    return [*_minimums(world), *_falling(world), *_bases(world)]


def _place(target: Target) -> tuple:
    return target.document_id, target.region_code, target.metric, target.scope


def _due(target: Target) -> int:
    return Period.quarter_of(target.due).month_no


def _minimums(world: World):
    targets = world.registers.targets
    higher = {metric.metric for metric in world.registers.metrics if metric.direction == Direction.HIGHER}
    for each in targets:
        if each.basis != Basis.EACH_SUBREGION or each.comparator not in _AT_LEAST or each.metric not in higher:
            continue
        parts = each.value * len(each.children)
        for total in targets:
            is_total = total.basis == Basis.LEVEL and total.comparator in (*_AT_LEAST, Comparator.GT)
            if not is_total or _place(total) != _place(each) or _due(total) != _due(each):
                continue
            too_little = parts < total.value or (parts == total.value and total.comparator == Comparator.GT)
            if too_little or parts > total.value:
                conflict = Conflict.MINIMUM_SHORT if too_little else Conflict.MINIMUM_BEYOND
                yield _found(conflict, each, _due(each), total, _due(total), value=parts, other_value=total.value)


def _falling(world: World):
    """First with what growth comes to, then among what is written alone; each later one once."""
    told = set()
    for series in (_counted(world), _written(world)):
        for earlier, later in _falls(series):
            if later.target.target_id not in told:
                told.add(later.target.target_id)
                yield _found(
                    Conflict.FALLING_STAGE, later.target, later.due, earlier.target, earlier.due,
                    value=later.value, other_value=earlier.value,
                )  # fmt: skip


def _counted(world: World) -> dict:
    stages = defaultdict(lambda: defaultdict(list))
    for one in world.pledges():
        if one.target.basis != Basis.EVERY_YEAR and one.value is not None:
            stages[_place(one.target), one.thing][one.due].append(one)
    return stages


def _written(world: World) -> dict:
    metrics = {metric.metric: metric for metric in world.registers.metrics}
    stages = defaultdict(lambda: defaultdict(list))
    for target in world.registers.targets:
        if target.basis in (Basis.LEVEL, Basis.EACH_SUBREGION):
            one = Pledge(target, metrics[target.metric], _due(target), None, target.value, False, False)
            stages[_place(target), target.basis, frozenset(target.children)][one.due].append(one)
    return stages


def _falls(series: dict):
    for dates in series.values():
        strictest = [min(dates[due], key=Pledge.strictness) for due in sorted(dates)]
        for earlier, later in zip(strictest, strictest[1:], strict=False):
            if later.sign * (later.value - earlier.value) < 0:
                yield earlier, later


def _bases(world: World):
    tolerance = float(world.registers.cuts["about_tolerance"])
    unknown = defaultdict(list)
    for level in world.registers.targets:
        for growth in world.registers.targets:
            same = _place(level) == _place(growth) and _due(level) == _due(growth)
            if not same or level.basis != Basis.LEVEL or level.value <= 0 or growth.basis not in GROWTH:
                continue
            implied = float(level.value) / _factor(growth)
            row = world.computed[growth.target_id, _due(growth)]
            known = None if row["provisional"] else row["baseline_value"]
            seen = _seen(level, growth, implied, known, row)
            if known is None:
                unknown[_place(level), growth.baseline_year].append((implied, growth.target_id, level.target_id, seen))
                yield seen | {"conflict": Conflict.BASE_UNKNOWN}
            elif round(abs(implied / float(known) - 1), 9) > tolerance:
                yield seen | {"conflict": Conflict.BASE_DIFFERS}
    for pairs in unknown.values():
        low, high = min(pairs)[3], max(pairs)[3]
        if round(high["implied_base"] / low["implied_base"] - 1, 9) > tolerance:
            yield low | {
                "conflict": Conflict.BASES_DISAGREE, "value": None, "other_value": None,
                "other_id": high["target_id"], "other_month": high["due_month"], "other_base": high["implied_base"],
            }  # fmt: skip


def _factor(growth: Target) -> float:
    if growth.basis == Basis.MULTIPLE:
        return float(growth.value)
    return float(1 + growth.value / 100) ** ((_due(growth) - december(growth.baseline_year)) / 12)


def _seen(level: Target, growth: Target, implied: float, known: Decimal | None, row: dict) -> dict:
    found = _found("", level, _due(level), growth, _due(growth), value=level.value)
    return found | {
        "other_value": row["target_value"] if known is not None else None,
        "base_month": december(growth.baseline_year),
        "implied_base": implied,
        "other_base": None if known is None else float(known),
    }


def _found(conflict: str, target: Target, due: int, other: Target, other_due: int, **values) -> dict:
    return {
        "conflict": conflict, "target_id": target.target_id, "due_month": due,
        "other_id": other.target_id, "other_month": other_due,
        "value": None, "other_value": None, "base_month": None, "implied_base": None, "other_base": None,
    } | values  # fmt: skip
