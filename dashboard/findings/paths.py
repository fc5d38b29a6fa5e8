"""The lines of a trajectory chart: what was reported, and where it should be.

The path repeats the formulas of the method for drawing only; every figure shown in
words comes from the warehouse.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dashboard.queries import Series
from dashboard.rows import ReportedRow, TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Counting, Kind, Nature

Line = list[tuple[int, float | Decimal]]

_GEOMETRIC = (Basis.MULTIPLE, Basis.CAGR)


def path(row: TargetRow) -> Line:
    """Where the figure should be, quarter by quarter from the baseline to the due month."""
    if row.expected_value is None:
        return []
    base, target = float(row.baseline_value), float(row.target_value)
    first, last = Period.parse(row.baseline_period).month_no, Period.parse(row.due_period).month_no
    months = [*range(first, last, 3), last]
    return [(month, _at(base, target, (month - first) / (last - first), row.basis)) for month in months]


def expected_share(row: TargetRow) -> float | None:
    """Where the figure should be by now as a share of the target; None without a path or where
    the target is zero."""
    if row.expected_value is None or not Decimal(row.target_value):
        return None
    return row.expected_value / float(row.target_value)


def _at(base: float, target: float, share: float, basis: str) -> float:
    if basis in _GEOMETRIC:
        return base * (target / base) ** share
    return base + (target - base) * share


def actuals(row: TargetRow, points: Series, totals: Series) -> Line:
    """The figures the target is judged by, month by month, up to its due month."""
    key = row.region_code, row.metric, row.scope
    last = Period.parse(row.due_period).month_no
    if row.basis in (Basis.LEVEL, *_GEOMETRIC):
        found = points.get(key, [])
    elif row.basis == Basis.EVERY_YEAR:
        found = _sum_since(totals.get(key, []), max(first_month(row), last - 11))
    elif row.basis == Basis.INCREMENT and row.kind == Kind.FLOW:
        found = _sum_since(totals.get(key, []), first_month(row))
    elif row.basis == Basis.INCREMENT:
        found = _added_since(points.get(key, []), first_month(row))
    else:
        found = []
    return [(month, value) for month, value in found if month <= last]


def first_month(row: TargetRow) -> int:
    """The first month counted since the start."""
    return Period.quarter_of(row.start_date).month_no - 2


def _sum_since(totals: Line, first: int) -> Line:
    """What was added since the first month: each year's total so far plus the years before."""
    known = dict(totals)
    before = 0 if first % 12 == 1 else known.get(first - 1)
    line = []
    for month in sorted(month for month in known if month >= first):
        years = [known.get(year * 12 + 12) for year in range((first - 1) // 12, (month - 1) // 12)]
        if before is not None and None not in years:
            line.append((month, known[month] + sum(years) - before))
    return line


def _added_since(points: Line, first: int) -> Line:
    known = dict(points)
    if first - 1 not in known:
        return []
    return [(month, value - known[first - 1]) for month, value in points if month >= first]


def rests_on_derived(row: TargetRow, months: Iterable[int], derived: Collection[int]) -> frozenset[int]:
    """Those of `months` whose figure holds a 本年累计 derived from a later 同比."""
    if row.kind != Kind.FLOW:
        return frozenset()
    return frozenset(month for month in months if any(part in derived for part in parts(row, month)))


def parts(row: TargetRow, month: int) -> tuple[int, ...]:
    """The months of the reported figures behind the figure of `month`: of a flow its 累计."""
    if row.kind != Kind.FLOW:
        return (month,)
    if row.basis in (Basis.LEVEL, *_GEOMETRIC):
        return (month,) if month % 12 == 0 else trailing_months(month)
    first = (first_month(row) - 1) // 12 if row.basis == Basis.INCREMENT else (month - 1) // 12
    return (*(year * 12 + 12 for year in range(first, (month - 1) // 12)), month)


def trailing_months(month: int) -> tuple[int, int, int]:
    """The months whose 累计 make a trailing year: this one, last December, a year ago."""
    return month, month - (month - 1) % 12 - 1, month - 12


class Part(NamedTuple):
    """A reported figure inside another one: its month, what it says, and whether it is taken off."""

    month: int
    value: Decimal
    is_minus: bool

    @property
    def signed(self) -> Decimal:
        return -self.value if self.is_minus else self.value


def known(row: TargetRow, points: Series, totals: Series) -> dict[int, Decimal]:
    """The reported figures, by month, which those of the target are put together from."""
    found = totals if row.kind == Kind.FLOW else points
    return dict(found.get((row.region_code, row.metric, row.scope), ()))


def figure_parts(row: TargetRow, month: int, figures: Mapping[int, Decimal]) -> list[Part]:
    """What the figure of `month` is put together from, in the order of the sum; empty where it is
    one of the reported `figures` alone, or not all are known."""
    added, taken = parts(row, month), before_start(row, month)
    if row.kind == Kind.FLOW and added == trailing_months(month):
        added, taken = added[:2], added[2:]
    signed = [*((one, False) for one in added), *((one, True) for one in taken)]
    if len(signed) == 1 or any(one not in figures for one, _ in signed):
        return []
    return [Part(one, figures[one], is_minus) for one, is_minus in signed]


def before_start(row: TargetRow, month: int) -> tuple[int, ...]:
    """The month before the start whose figure is taken off that of `month`, where one is: of a
    stock always, of a flow where the start cuts the first year."""
    first = first_month(row)
    if row.basis == Basis.INCREMENT and (row.kind == Kind.STOCK or first % 12 != 1):
        return (first - 1,)
    is_cut = row.basis == Basis.EVERY_YEAR and first % 12 != 1 and (first - 1) // 12 == (month - 1) // 12
    return (first - 1,) if is_cut else ()


def stages(row: TargetRow, rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Other targets of the same figure with other due periods, earliest first: the steps of one
    plan, or earlier plans of the same place."""
    found = [other for other in rows if _measures_same(row, other) and other.target_value is not None]
    return sorted(found, key=lambda other: (other.due_period, other.target_id))


def _measures_same(row: TargetRow, other: TargetRow) -> bool:
    """Whether both targets are reached by one and the same line of figures."""
    if other.target_id == row.target_id or other.due_period == row.due_period or other.is_draft:
        return False
    if (other.region_code, other.metric, other.scope) != (row.region_code, row.metric, row.scope):
        return False
    levels = (Basis.LEVEL, *_GEOMETRIC)
    if row.basis == Basis.INCREMENT:
        return other.basis == Basis.INCREMENT and first_month(other) == first_month(row)
    return row.basis in levels and other.basis in levels


def revisions(
    row: TargetRow, line: Line, reported: Sequence[ReportedRow], standing: Mapping[tuple[str, int], ReportedRow]
) -> Line:
    """Where the line stood before a figure of its month was corrected, oldest version first.

    `reported` are all versions, `standing` those in force (`inputs.in_force`). Only the
    figure of the month itself is exchanged; the others it rests on stay as they are.
    """
    counting = Counting.YTD if row.kind == Kind.FLOW else Counting.POINT
    heights = dict(line)
    found = []
    for one in reversed(reported):
        month = Period.parse(one.period).month_no
        now = standing.get((counting, month))
        if now is None or month not in heights or not _was_replaced(one, now):
            continue
        found.append((month, float(heights[month]) + float(one.value) - float(now.value)))
    return found


def _was_replaced(one: ReportedRow, now: ReportedRow) -> bool:
    same = (one.metric, one.scope, one.counting) == (now.metric, now.scope, now.counting)
    return same and one.nature not in (Nature.FORECAST, Nature.WITHDRAWN) and one.value not in (None, now.value)
