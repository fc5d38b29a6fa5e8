"""Random reported figures for Hypothesis.

Few periods and few numbers are drawn from, so that revisions, exact hits and coinciding
periods happen all the time.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from etl.period import Period
from etl.registers import Metric
from etl.vocabulary import Confidence, Counting, Kind, Nature, Scope
from tests.reference.rows import Actual

HOME = Scope.CUSTOMS_ALL
YEARS = range(2020, 2028)


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
plan_starts = st.sampled_from([date(year, month, 1) for year in range(2021, 2026) for month in (1, 1, 7)])
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
    """The figures of year after year, so that most targets can be measured at all."""
    return [
        row
        for region_code in region_codes
        if draw(usually if region_code == region_codes[0] else often)
        for no, year in enumerate(YEARS)
        if draw(usually)
        for row in draw(years(blank_row(region_code, metric.metric, home), metric.kind, year, trend.after(no)))
    ]


@st.composite
def years(draw, blank: Actual, kind: Kind, year: int, expected: Decimal) -> list[Actual]:
    """One year's figures: one at its end, or a 累计 in summer as well, or four 当季."""
    value = expected if draw(usually) else draw(figures)
    december, june = Period.of(year, 12), Period.of(year, 6)
    if kind != Kind.FLOW:
        return [replace(blank, period=december, counting=Counting.POINT, value=value)]
    whole = replace(blank, period=december, value=value, yoy=draw(yoys))
    style = draw(mainly("whole", "halves", "quarters", weight=3))
    if style == "whole":
        return [whole]
    if style == "halves":
        return [replace(blank, period=june, value=round(value / 2, 2), yoy=draw(yoys)), whole]
    quarter = replace(blank, counting=Counting.QUARTER, value=round(value / 4, 2))
    ends = [Period.of(year, month) for month in (3, 6, 9, 12) if draw(usually)]
    return [replace(quarter, period=end) for end in ends]


def blank_row(region_code: str, metric: str, scope: Scope) -> Actual:
    """A row of one place that still lacks its figure."""
    return Actual(
        region_code=region_code, metric=metric, scope=scope, period=Period.of(YEARS[0], 12),
        counting=Counting.YTD, nature=Nature.FINAL, confidence=Confidence.HIGH, value=None,
        yoy=None, published_on=None, order=0,
    )  # fmt: skip
