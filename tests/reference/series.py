"""What is known of one region, metric and scope up to one month.

Three kinds of metric, one question: the figure `at` a month, None if unknown. Rows
later than `last` are dropped on entry, so nothing below can see them.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from etl.period import Period
from etl.registers import Metric
from etl.vocabulary import Counting, Kind, Scope
from tests.reference.figures import Figure, combined, rounded
from tests.reference.rows import Actual, Place

YEAR = 12
QUARTER = 3


def december(year: int) -> int:
    """The month_no of December of `year`."""
    return year * YEAR + 12


class Series:
    """Common to all kinds: finding the latest and the earliest figure."""

    def __init__(self, rows: Iterable[Actual], last: int):
        self.rows = [row for row in rows if row.period.month_no <= last]
        self.last = last

    def at(self, month_no: int) -> Figure | None:
        raise NotImplementedError

    def latest(self, after: int | None = None) -> Figure | None:
        """The latest known figure, or the latest one with a period past `after`."""
        first = self._first() if after is None else max(after + 1, self._first())
        return first_known(self.at, range(self.last, first - 1, -1))

    def earliest_between(self, after: int, before: int) -> Figure | None:
        """The earliest known figure with after < period < before."""
        return first_known(self.at, range(max(after + 1, self._first()), before))

    def _first(self) -> int:
        """No figure can be earlier: a row reaches back one year, through its 同比."""
        return min((row.period.month_no for row in self.rows), default=self.last + 1) - YEAR

    def _by_month(self, counting: Counting) -> dict[int, Figure]:
        return {
            row.period.month_no: Figure(row.period.month_no, row.value, (row,))
            for row in self.rows
            if row.counting == counting
        }


def first_known(figure_at, months: Iterable[int]) -> Figure | None:
    """The first figure that is known, trying `months` in turn."""
    return next((figure for month in months if (figure := figure_at(month))), None)


class Stock(Series):
    """存量: the reported value of a period."""

    def __init__(self, rows: Iterable[Actual], last: int):
        super().__init__(rows, last)
        self.points = self._by_month(Counting.POINT)

    def at(self, month_no: int) -> Figure | None:
        return self.points.get(month_no)


class Rate(Series):
    """比率: its own row, else the 同比 published with the flow it is the growth of."""

    def __init__(self, rows: Iterable[Actual], growth_rows: Iterable[Actual], last: int):
        growth_rows = [
            row for row in growth_rows if row.counting == Counting.YTD and row.yoy is not None
        ]
        own_rows = list(rows)
        super().__init__(own_rows + growth_rows, last)
        growth = {
            row.period.month_no: Figure(row.period.month_no, row.yoy, (row,)) for row in growth_rows
        }
        self.points = growth | Stock(own_rows, last).points

    def at(self, month_no: int) -> Figure | None:
        return self.points.get(month_no) if month_no <= self.last else None


class Flow(Series):
    """流量: adds up within a calendar year; `at` is the trailing year."""

    def __init__(self, rows: Iterable[Actual], last: int):
        super().__init__(rows, last)
        self.reported = self._by_month(Counting.YTD)
        self.quarters = self._by_month(Counting.QUARTER)

    def at(self, month_no: int) -> Figure | None:
        """ttm: this year so far, plus last year, less last year up to the same month."""
        period = Period(month_no)
        if period.month == 12:
            return self.ytd(month_no)
        return combined(
            month_no,
            plus=[self.ytd(month_no), self.ytd(december(period.year - 1))],
            minus=[self.ytd(month_no - YEAR)],
        )

    def ytd(self, month_no: int) -> Figure | None:
        """本年累计: as reported, else from the quarters, else the comparable base."""
        return (
            self.reported.get(month_no)
            or self._from_quarters(month_no)
            or self._comparable_base(month_no)
        )

    def sum_since(self, first: int, month_no: int) -> Figure | None:
        """What was added from the month `first` up to `month_no`."""
        start, end = Period(first), Period(month_no)
        year_ends = [december(year) for year in range(start.year, end.year)]
        years = [self.ytd(month) for month in [*year_ends, month_no]]
        before = [self.ytd(first - 1)] if start.month > 1 else []
        total = combined(month_no, plus=years, minus=before)
        if total is None and start.year == end.year:
            return self._quarters_only(first, month_no)
        return total

    def latest_sum_since(self, first: int) -> Figure | None:
        """The sum since `first`, at the latest month where it is known."""
        return first_known(
            lambda month: self.sum_since(first, month), range(self.last, first - 1, -1)
        )

    def _from_quarters(self, month_no: int) -> Figure | None:
        """The latest earlier reported quarter-end 累计 of the year, or 0, plus every 当季 since."""
        if not Period(month_no).is_quarter:
            return None
        parts = []
        for quarter in range(month_no, december(Period(month_no).year - 1), -QUARTER):
            if quarter < month_no and quarter in self.reported:
                return combined(month_no, [*parts, self.reported[quarter]])
            parts.append(self.quarters.get(quarter))
        return combined(month_no, parts)

    def _comparable_base(self, month_no: int) -> Figure | None:
        """Next year's reported 累计 ÷ (1 + its 同比)."""
        later = self.reported.get(month_no + YEAR)
        if later is None:
            return None
        [row] = later.rows
        if row.yoy is None or row.yoy <= -100:
            return None
        return Figure(month_no, rounded(row.value * 100 / (Decimal(100) + row.yoy)), (row,))

    def _quarters_only(self, first: int, month_no: int) -> Figure | None:
        if not Period(month_no).is_quarter:
            return None
        quarters = range(first + QUARTER - 1, month_no + 1, QUARTER)
        return combined(month_no, [self.quarters.get(quarter) for quarter in quarters])


def series_of(
    rows: Mapping[Place, list[Actual]], region_code: str, metric: Metric, scope: Scope, last: int
) -> Series:
    """The series of one place up to the month `last`."""
    own = rows.get((region_code, metric.metric, scope), [])
    if metric.kind == Kind.FLOW:
        return Flow(own, last)
    if metric.kind == Kind.STOCK:
        return Stock(own, last)
    growth = rows.get((region_code, metric.yoy_of, scope), []) if metric.yoy_of else []
    return Rate(own, growth, last)
