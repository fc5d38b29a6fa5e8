"""Random registers and reported figures for Hypothesis.

A world is a handful of cities that have nothing to do with each other: each has a metric,
one to three targets on it and some reported rows. Few periods and few numbers are drawn
from, so that revisions, exact hits and coinciding periods happen all the time.
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
    Confidence,
    Counting,
    Direction,
    Kind,
    Level,
    Nature,
    Obligation,
    Scope,
)
from tests.reference.rows import Actual
from tests.table import METRICS

HOME = Scope.CUSTOMS_ALL
YEARS = range(2020, 2028)
PATH_BASES = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)
BASES = {
    Kind.FLOW: (*PATH_BASES, Basis.INCREMENT, Basis.EVERY_YEAR),
    Kind.STOCK: (*PATH_BASES, Basis.INCREMENT, *[Basis.EACH_SUBREGION] * 4),
    Kind.RATE: (Basis.LEVEL,),
}
MORE = (Comparator.GE, Comparator.GT, Comparator.EQ, Comparator.BETWEEN, Comparator.ABOUT)
LESS = (Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.BETWEEN, Comparator.ABOUT)


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


def decimals(*texts: str) -> st.SearchStrategy[Decimal]:
    return st.sampled_from([Decimal(text) for text in texts])


def cents(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)


def mostly(common, *rare, weight: int = 8):
    """`common` most of the time, one of `rare` now and then."""
    return st.integers(0, weight + len(rare) - 1).flatmap(
        lambda pick: common if pick < weight else rare[pick - weight]
    )


def mainly(common, *rare, weight: int = 8):
    """Like `mostly`, of plain values."""
    return st.sampled_from([common] * weight + list(rare))


round_figures = decimals("100", "95", "105", "110", "121", "126", "150", "200", "50", "20", "2", "1")
figures = mostly(
    st.one_of(round_figures, cents(1, 1000)),
    st.just(Decimal(0)),
    cents(-300, -1),
    st.decimals("0.000001", "300", places=10),
    decimals("99999999.01", "0.0000000001"),
)
factors = mostly(decimals("2", "1.5", "3", "0.5", "1"), cents(0, 4).map(lambda x: x + Decimal("0.01")))
growth_pct = mostly(decimals("10", "5", "12.5", "-10", "0", "100", "8"), cents(-90, 60))
yoys = mostly(
    st.none(), decimals("32.6", "10", "-50", "200", "0"), cents(-99, 150), decimals("-100", "-120"),
    weight=4,
)  # fmt: skip
quarter_ends = st.sampled_from([Period.of(year, month) for year in YEARS for month in (3, 6, 9, 12)])
year_ends = st.sampled_from([Period.of(year, 12) for year in YEARS])
months = st.sampled_from([Period.of(year, month) for year in YEARS for month in range(1, 13)])
evaluated = quarter_ends.filter(lambda period: period.year >= 2024)
publication_dates = mostly(st.none(), st.dates(date(2023, 1, 1), date(2027, 12, 31)), weight=2)
plan_starts = st.sampled_from([date(year, 1, 1) for year in range(2021, 2026)])
natures = mainly(Nature.FINAL, Nature.PRELIMINARY, Nature.FORECAST, Nature.WITHDRAWN)
scopes = mainly(HOME, Scope.COMMERCE, weight=6)
countings = mainly(Counting.YTD, Counting.QUARTER, weight=2)
usually, often = mainly(True, False, weight=5), mainly(True, False, weight=2)


@dataclass(frozen=True)
class Trend:
    """A city's yearly figures, if nothing happens."""

    first: Decimal
    step: Decimal

    def after(self, years: int) -> Decimal:
        return self.first + years * self.step

    def near(self) -> st.SearchStrategy[Decimal]:
        return st.integers(0, 12).map(self.after)


trends = st.builds(
    Trend,
    decimals("100", "50", "20", "120", "200", "1", "0"),
    decimals("10", "20", "15", "26", "5", "-5"),
)


@st.composite
def rows(draw, region_codes, metrics: list[Metric], home: Scope, trend: Trend) -> Actual:
    """One reported row; `order` is set later."""
    metric = draw(st.sampled_from(metrics))
    if metric.kind == Kind.FLOW:
        counting = draw(countings)
    else:
        counting = Counting.POINT
    periods = quarter_ends if counting == Counting.QUARTER else st.one_of(
        year_ends, quarter_ends, months
    )  # fmt: skip
    return Actual(
        region_code=draw(st.sampled_from(region_codes)),
        metric=metric.metric,
        scope=draw(mainly(home, HOME, None, Scope.COMMERCE, Scope.RETAIL, weight=12)),
        period=draw(periods),
        counting=counting,
        nature=draw(natures),
        confidence=draw(st.sampled_from(Confidence)),
        value=draw(mostly(trend.near(), figures, figures, st.none(), weight=7)),
        yoy=draw(yoys) if counting == Counting.YTD else None,
        published_on=draw(publication_dates),
        order=0,
    )


@st.composite
def backbones(draw, region_codes, metric: Metric, home: Scope, trend: Trend) -> list[Actual]:
    """The figure of year after year, so that most targets can be measured at all."""
    counting = Counting.YTD if metric.kind == Kind.FLOW else Counting.POINT
    return [
        Actual(
            region_code=region_code, metric=metric.metric, scope=home, period=Period.of(year, 12),
            counting=counting, nature=Nature.FINAL, confidence=Confidence.HIGH,
            value=trend.after(no) if draw(usually) else draw(figures),
            yoy=None, published_on=None, order=0,
        )
        for region_code in region_codes
        if draw(usually if region_code == region_codes[0] else often)
        for no, year in enumerate(YEARS)
        if draw(usually)
    ]  # fmt: skip


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
    codes = [f"33{number:02d}00" for number in range(1, draw(st.integers(1, 24)) + 1)]
    drawn = [draw(cities(code)) for code in codes]
    actuals = [row for _, city_rows in drawn for row in city_rows]
    registers = Registers(
        regions=tuple(region for code in codes for region in _regions(code)),
        metrics=tuple(all_metrics()),
        documents=(),
        targets=tuple(target for found, _ in drawn for target in found),
        cuts=DEFAULT_CUTS,
    )
    return World(
        registers,
        tuple(replace(row, order=order) for order, row in enumerate(actuals)),
        draw(evaluated),
        draw(mostly(st.none(), st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)), weight=2)),
    )


def _regions(code: str):
    yield Region(code, code, code, Level.CITY, "", "")
    for county in counties_of(code):
        yield Region(county, county, county, Level.COUNTY, code, "")
