"""Where each invented series goes: one figure a year, led by the targets set on it.

A path is made of knots: figures of single years. Knots that are given stand; the
targets of the series add their own, a base before the plan and a figure at the due
date that covers `pace` of the way; years between two knots are interpolated.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from etl.demo.chance import chance
from etl.registers import Metric, Registers, Target
from etl.vocabulary import Basis, Comparator, Direction, Kind, Scope

FIRST_YEAR = 2018
LAST_YEAR = 2026

#: Yearly growth outside the knots of a flow or stock, as a fraction.
_DRIFT = Decimal("0.08")
#: Share of the whole that a part of it may reach.
_PART = Decimal("0.9")

Years = dict[int, Decimal]
Pace = Callable[[Target, str], Decimal]


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What one series of figures is of."""

    region_code: str
    metric: str
    scope: Scope


def paths(
    registers: Registers, pace: Pace, given: Mapping[SeriesKey, Years]
) -> dict[SeriesKey, Years]:
    """The annual figures of every series that a target asks for or `given` names.

    Flows: the total of the year; stocks and rates: the figure at its end. `pace` is the
    share of the way from base to target that a region covers by the due date.
    """
    metrics = {metric.metric: metric for metric in registers.metrics}
    asked = _asked(registers, metrics)
    found: dict[SeriesKey, Years] = {}
    for key in sorted({*asked, *given}):
        metric = metrics[key.metric]
        knots = dict(given.get(key, {}))
        for target in sorted(asked[key], key=lambda target: (target.due, target.target_id)):
            _add_knots(knots, key, metric, target, pace(target, key.region_code))
        found[key] = {year: rounded(value, metric) for year, value in _filled(knots, metric)}
    return _parts_within_wholes(found, metrics)


def rounded(value: Decimal, metric: Metric) -> Decimal:
    """A figure with the decimals its metric is published with (two where it names none)."""
    places = 2 if metric.decimals is None else metric.decimals
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _asked(
    registers: Registers, metrics: Mapping[str, Metric]
) -> defaultdict[SeriesKey, list[Target]]:
    """Targets by the series that answers them: a published 同比 stands in the flow's rows."""
    asked: defaultdict[SeriesKey, list[Target]] = defaultdict(list)
    for target in registers.targets:
        metric = metrics[target.metric].yoy_of or target.metric
        for region_code in target.children or (target.region_code,):
            asked[SeriesKey(region_code, metric, target.scope)].append(target)
    return asked


def _add_knots(
    knots: Years, key: SeriesKey, metric: Metric, target: Target, pace: Decimal
) -> None:
    start, due = target.start.year, target.due.year
    if target.metric != key.metric:  # a growth rate set on the flow
        base = knots.setdefault(start - 1, _typical(key, metric))
        knots.setdefault(due, _compound(base, target.value * pace, due - start + 1))
    elif target.basis is Basis.EACH_SUBREGION:
        knots.setdefault(start - 1, Decimal(0))
        knots.setdefault(due, target.value * (1 if pace >= 1 else 0))
    elif target.basis is Basis.EVERY_YEAR or _adds_up(target, metric):
        years = 1 if target.basis is Basis.EVERY_YEAR else due - start + 1
        for year in range(start, due + 1):
            knots.setdefault(year, target.value / years * pace * _luck(key, year))
    else:
        _lead(knots, key, metric, target, pace)


def _luck(key: SeriesKey, year: int) -> Decimal:
    """Years differ by up to six per cent either way."""
    return Decimal(chance("year", *_names(key), year).randint(94, 106)) / 100


def _adds_up(target: Target, metric: Metric) -> bool:
    return target.basis is Basis.INCREMENT and metric.kind is Kind.FLOW


def _lead(
    knots: Years, key: SeriesKey, metric: Metric, target: Target, pace: Decimal
) -> None:
    """From the base at the year before the plan, `pace` of the way to the goal."""
    base_year = target.baseline_year or target.start.year - 1
    base = knots.setdefault(base_year, _first_base(key, metric, target))
    goal = _goal(target, base)
    knots.setdefault(target.due.year, max(base + (goal - base) * pace, metric.min_value))


def _first_base(key: SeriesKey, metric: Metric, target: Target) -> Decimal:
    """A base for a level is worked back from it; for the rest a size that is usual."""
    if target.basis is not Basis.LEVEL:
        return _typical(key, metric)
    lower = metric.direction is Direction.LOWER or target.comparator in (
        Comparator.LE,
        Comparator.LT,
    )
    return target.value * (Decimal("1.6") if lower else Decimal("0.45"))


def _goal(target: Target, base: Decimal) -> Decimal:
    if target.basis is Basis.MULTIPLE:
        return base * target.value
    if target.basis is Basis.CAGR:
        return _compound(base, target.value, target.due.year - (target.baseline_year or 0))
    return base + target.value if target.basis is Basis.INCREMENT else target.value


def _compound(base: Decimal, growth_pct: Decimal, years: int) -> Decimal:
    return base * (1 + growth_pct / 100) ** years


def _typical(key: SeriesKey, metric: Metric) -> Decimal:
    """A usual size where no target tells one: of money more than of things, a province
    fifty times a city."""
    size = chance("size", *_names(key)).randint(20, 60)
    if metric.unit != "亿元":
        return Decimal(size // 2)
    return Decimal(size * 50 if key.region_code.endswith("0000") else size)


def _filled(knots: Years, metric: Metric) -> Iterable[tuple[int, Decimal]]:
    """Every year from the first to the last: between knots linear, outside drifting."""
    drift = 1 if metric.kind is Kind.RATE else 1 + _DRIFT
    years = sorted(knots)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        before = max((knot for knot in years if knot <= year), default=None)
        after = min((knot for knot in years if knot >= year), default=None)
        if before is None:
            yield year, knots[after] / drift ** (after - year)
        elif after is None:
            yield year, knots[before] * drift ** (year - before)
        elif before == after:
            yield year, knots[year]
        else:
            way = Decimal(year - before) / (after - before)
            yield year, knots[before] + (knots[after] - knots[before]) * way


def _parts_within_wholes(
    found: dict[SeriesKey, Years], metrics: Mapping[str, Metric]
) -> dict[SeriesKey, Years]:
    """No part above nine tenths of the series it is part of, in the same region and scope."""

    def within(key: SeriesKey) -> Years:
        whole = SeriesKey(key.region_code, metrics[key.metric].part_of, key.scope)
        if whole not in found:
            return found[key]
        ceiling = within(whole)
        return {
            year: min(value, rounded(ceiling[year] * _PART, metrics[key.metric]))
            for year, value in found[key].items()
        }

    return {key: within(key) for key in found}


def _names(key: SeriesKey) -> tuple[str, str, str]:
    return key.region_code, key.metric, key.scope.value
