"""Random registers with reported figures for Hypothesis.

A world is a handful of cities that have nothing to do with each other: each has a metric,
one to three targets on it and some reported rows. One city more is certainly on its way to its
target, so that no world leads nowhere.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from etl.period import Period
from etl.registers import DEFAULT_CUTS, Metric, Region, Registers, Target
from etl.vocabulary import (
    Basis,
    Comparator,
    Counting,
    Direction,
    Kind,
    Level,
    Obligation,
    Scope,
)
from tests.reference.rows import Actual
from tests.table import METRICS
from tests.world_rows import (
    HOME,
    Trend,
    backbones,
    blank_row,
    cents,
    evaluated,
    factors,
    figures,
    growth_pct,
    mainly,
    mostly,
    plan_starts,
    rows,
    scopes,
    trends,
)

PATH_BASES = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)
BASES = {
    Kind.FLOW: (*PATH_BASES, Basis.INCREMENT, Basis.EVERY_YEAR),
    Kind.STOCK: (*PATH_BASES, Basis.INCREMENT, *[Basis.EACH_SUBREGION] * 4),
    Kind.RATE: (Basis.LEVEL,),
}
MORE = (Comparator.GE, Comparator.GT, Comparator.EQ, Comparator.BETWEEN, Comparator.ABOUT)
LESS = (Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.BETWEEN, Comparator.ABOUT)

#: The city that is certainly on its way.
ON_ITS_WAY = "339900"


@dataclass(frozen=True, repr=False)
class World:
    """Everything one evaluation depends on."""

    registers: Registers
    actuals: tuple[Actual, ...]
    as_of: Period
    known_at: datetime | None

    def __repr__(self) -> str:
        """Short: a failing test prints the one city that matters itself."""
        return f"World({len(self.registers.targets)} targets, {len(self.actuals)} rows)"


@st.composite
def targets(draw, region_code, number, metric: Metric, trend: Trend, parent: Target | None):
    """One target the registers would accept."""
    lower = metric.direction == Direction.LOWER
    allowed = PATH_BASES if lower and metric.kind != Kind.RATE else BASES[metric.kind]
    basis = draw(st.sampled_from(allowed))
    start = draw(mostly(plan_starts, st.dates(date(2020, 1, 1), date(2025, 12, 31)), weight=2))
    due = _later(start, draw(mostly(st.integers(7, 28), st.integers(0, 6), weight=2)))
    due = draw(st.sampled_from([due, date(due.year, 12, 31)]))
    comparator = draw(st.sampled_from(LESS if lower else MORE))
    promised = mostly(trend.near(), figures, weight=3)
    value = draw({Basis.MULTIPLE: factors, Basis.CAGR: growth_pct}.get(basis, promised))
    between = comparator == Comparator.BETWEEN
    target = Target(
        target_id=f"{region_code}-{number:02d}",
        region_code=region_code,
        metric=metric.metric,
        scope=draw(scopes),
        document_id="plan", clause="一",
        basis=basis,
        comparator=comparator,
        value=value,
        value_high=value + draw(cents(0, 20)) if between else None,
        unit="",
        baseline_year=_base_year(draw, basis, start, due),
        start=start,
        due=due,
        parent_id="",
        children=_children(draw, region_code) if basis == Basis.EACH_SUBREGION else (),
        obligation=Obligation.FIRM, responsible=(), figure="", note="",
    )  # fmt: skip
    follows = parent and metric.kind != Kind.RATE and draw(st.integers(0, 3))
    return _following(draw, target, parent) if follows else target


def _later(start: date, quarters: int) -> date:
    """A day in the quarter that many quarters after that of `start`."""
    month = Period(Period.quarter_of(start).month_no + 3 * quarters)
    return date(month.year, month.month, 15)


def _base_year(draw, basis: Basis, start: date, due: date) -> int | None:
    """Before the due quarter; only a level may leave it out."""
    if basis not in PATH_BASES:
        return None
    latest = due.year if Period.quarter_of(due).month_no > due.year * 12 + 12 else due.year - 1
    year = min(latest, start.year - draw(mainly(1, 0, 2)))
    return draw(st.sampled_from([year, None])) if basis == Basis.LEVEL else year


def _following(draw, target: Target, parent: Target) -> Target:
    """A doubling after `parent`: due in Q4 of its base year, as a rule."""
    base_year = parent.due.year + draw(mainly(0, 1))
    return replace(
        target,
        basis=Basis.MULTIPLE,
        value=draw(factors),
        value_high=Decimal(5) if target.comparator == Comparator.BETWEEN else None,
        children=(),
        scope=draw(mainly(parent.scope, Scope.OTHER)),
        baseline_year=base_year,
        start=draw(st.sampled_from([parent.start, date(base_year + 1, 1, 1)])),
        due=date(base_year + draw(st.integers(1, 3)), 12, 31),
        parent_id=parent.target_id,
    )


def _children(draw, region_code: str) -> tuple[str, ...]:
    return tuple(sorted(draw(st.sets(st.sampled_from(counties_of(region_code)), min_size=1))))


def counties_of(region_code: str) -> list[str]:
    return [f"{region_code[:4]}{number:02d}" for number in (1, 2, 3)]


@st.composite
def cities(draw, region_code: str) -> tuple[list[Target], list[Actual]]:
    """One city's targets on one metric, and rows of the city and its counties."""
    metric = draw(st.sampled_from(list(all_metrics())))
    trend = draw(trends)
    found: list[Target] = []
    for number in range(draw(st.integers(1, 3))):
        ends_a_year = [one for one in found if one.basis in PATH_BASES]
        parent = ends_a_year[-1] if ends_a_year else None
        found.append(draw(targets(region_code, number + 1, metric, trend, parent)))
    children = [code for target in found for code in target.children]
    codes = [region_code, *dict.fromkeys(children)]
    measured = [metric, *(one for one in all_metrics() if one.metric == metric.yoy_of)]
    home = found[0].scope
    backbone = draw(backbones(codes, metric, home, trend))
    extra = draw(st.lists(rows(codes, measured, home, trend), max_size=6))
    return found, backbone + extra


@st.composite
def on_its_way(draw, as_of: Period) -> tuple[list[Target], list[Actual]]:
    """A city with a baseline, a target above it and a figure below that, one year of four gone."""
    metric = draw(st.sampled_from([one for one in all_metrics() if one.metric in ("exports", "parks")]))
    base, rise, promised = draw(cents(1, 100)), draw(cents(-100, 100)), draw(cents(101, 200))
    blank = blank_row(ON_ITS_WAY, metric.metric, HOME)
    counted = Counting.YTD if metric.kind == Kind.FLOW else Counting.POINT
    figures_of = {as_of.year - 2: base, as_of.year - 1: base + rise}
    reported = [
        replace(blank, period=Period.of(year, 12), counting=counted, value=value) for year, value in figures_of.items()
    ]
    target = Target(
        target_id=f"{ON_ITS_WAY}-01", region_code=ON_ITS_WAY, metric=metric.metric, scope=HOME, document_id="plan",
        clause="一", basis=Basis.LEVEL, comparator=Comparator.GE, value=base + promised, value_high=None, unit="",
        baseline_year=None, start=date(as_of.year - 1, 1, 1), due=date(as_of.year + 2, 12, 31), parent_id="",
        children=(), obligation=Obligation.FIRM, responsible=(), figure="", note="",
    )  # fmt: skip
    return [target], reported


def all_metrics():
    for name, kind, direction, yoy_of in METRICS:
        yield Metric(
            metric=name, name_zh=name, name_en=name, kind=kind, unit="", direction=direction,
            scope=HOME, part_of="", yoy_of=yoy_of, decimals=None, min_value=Decimal(0),
            max_value=None, definition_zh="", definition_en="",
        )  # fmt: skip


@st.composite
def worlds(draw) -> World:
    """Up to two dozen cities, evaluated at one quarter with what was known at one time."""
    as_of = draw(evaluated)
    codes = [f"33{number:02d}00" for number in range(1, draw(st.integers(1, 24)) + 1)]
    drawn = [draw(cities(code)) for code in codes]
    codes.append(ON_ITS_WAY)
    drawn.append(draw(on_its_way(as_of)))
    actuals = [row for _, city_rows in drawn for row in city_rows]
    registers = Registers(
        regions=tuple(region for code in codes for region in regions_of(code)),
        metrics=tuple(all_metrics()),
        documents=(),
        targets=tuple(target for found, _ in drawn for target in found),
        cuts=DEFAULT_CUTS,
    )
    return World(
        registers,
        tuple(replace(row, order=order) for order, row in enumerate(actuals)),
        as_of,
        draw(mostly(st.none(), st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)), weight=2)),
    )


def regions_of(code: str):
    """A city and its counties."""
    yield Region(code, code, code, Level.CITY, "", "")
    for county in counties_of(code):
        yield Region(county, county, county, Level.COUNTY, code, "")
