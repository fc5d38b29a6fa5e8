"""From one figure a year to one a quarter: seasonal and a little uneven."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.demo.chance import chance
from etl.demo.paths import SeriesKey, Years, rounded
from etl.period import Period
from etl.registers import Metric
from etl.vocabulary import Kind

#: Thousandths of a year's total that fall in each quarter: the fourth is high, the first low.
_SEASON = (190, 225, 245, 340)
#: Thousandths by which a quarter may stray from its season.
_STRAY = 25


@dataclass(frozen=True, slots=True)
class Series:
    """All figures of one region, metric and scope.

    `figures` holds by quarter what happened in it (flow) or how it ended (stock, rate).
    """

    key: SeriesKey
    metric: Metric
    figures: Mapping[Period, Decimal]

    def to_date(self, period: Period) -> Decimal:
        """The figure as reported for `period`: of a flow the sum since 1 January.

        Within a quarter the months of a flow are even, rounded down to its decimals.
        """
        if self.metric.kind is not Kind.FLOW:
            return self.figures[period]
        whole = sum(
            (self.figures[Period.of(period.year, month)] for month in range(3, period.month + 1, 3)),
            Decimal(0),
        )
        months = period.month % 3
        if not months:
            return whole
        quarter = Period.of(period.year, period.month - months + 3)
        return whole + rounded(self.figures[quarter] * months / 3, self.metric)

    def growth_pct(self, period: Period) -> Decimal | None:
        """Year-on-year change of `to_date`, one decimal; None without a year before."""
        year_before = Period(period.month_no - 12)
        first = min(self.figures)
        if Period.of(year_before.year, 3) < first or not self.to_date(year_before):
            return None
        change = self.to_date(period) / self.to_date(year_before) - 1
        return (change * 100).quantize(Decimal("0.1"))


def series(key: SeriesKey, metric: Metric, years: Years) -> Series:
    """Quarterly figures that add up to (flow) or pass through (stock, rate) the annual ones."""
    quarterly = _within_year if metric.kind is Kind.FLOW else _towards_year_end
    figures: dict[Period, Decimal] = {}
    for year in sorted(years):
        for quarter, value in enumerate(quarterly(key, metric, years, year), start=1):
            figures[Period.of(year, quarter * 3)] = value
    return Series(key, metric, figures)


def _within_year(key: SeriesKey, metric: Metric, years: Years, year: int) -> list[Decimal]:
    """Three seasonal quarters and, as the fourth, what is left of the year."""
    parts = [
        rounded(years[year] * (share + _stray(key, year, quarter, share)) / 1000, metric)
        for quarter, share in enumerate(_SEASON[:3], start=1)
    ]
    return [*parts, years[year] - sum(parts)]


def _stray(key: SeriesKey, year: int, quarter: int, share: int) -> int:
    thousandths = chance("stray", *_key(key), year, quarter).randint(-_STRAY, _STRAY)
    return share * thousandths // 1000


def _towards_year_end(key: SeriesKey, metric: Metric, years: Years, year: int) -> list[Decimal]:
    """From the end of the year before in even steps; a rate strays by up to 0.4 within the year."""
    end = years[year]
    begin = years.get(year - 1, end)
    values = [begin + (end - begin) * quarter / 4 for quarter in (1, 2, 3)]
    if metric.kind is Kind.RATE:
        values = [
            value + Decimal(chance("rate", *_key(key), year, index).randint(-4, 4)) / 10
            for index, value in enumerate(values)
        ]
    return [*(max(rounded(value, metric), metric.min_value) for value in values), end]


def _key(key: SeriesKey) -> tuple[str, str, str]:
    return key.region_code, key.metric, key.scope.value
