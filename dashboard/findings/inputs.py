"""Which reported rows stand behind a target's figure and its baseline, for showing them.

It follows the rules of the method by which the warehouse found the figures; the figures
themselves come from the warehouse.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dashboard.findings import paths
from dashboard.rows import ReportedRow, TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Counting, Kind, Nature

#: The row in force by counting and month.
Rows = Mapping[tuple[str, int], ReportedRow]


_GROWTH = "yoy"


class Inputs(NamedTuple):
    """Rows behind the actual and the baseline; `derived` are the months (month_no) whose
    累计 is the comparable base of a row a year later, with that row."""

    actual: list[ReportedRow]
    baseline: list[ReportedRow]
    derived: dict[int, ReportedRow]

    @property
    def used(self) -> list[ReportedRow]:
        return list(dict.fromkeys([*self.baseline, *self.actual]))


def inputs(row: TargetRow, reported: Sequence[ReportedRow]) -> Inputs:
    """The rows used for one target; `reported` as `queries.reported_rows` gives them."""
    rows = in_force(row, reported)
    actual = [] if row.actual_period is None else _actual_months(row)
    has_base = row.baseline_period is not None and row.basis in (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)
    base = paths.parts(row, _month(row.baseline_period)) if has_base else []
    found = {month: _behind(row, month, rows) for month in (*actual, *base)}
    derived = {
        month: same[0] for month, same in found.items() if row.kind == Kind.FLOW and same and _month(same[0].period) > month
    }
    return Inputs(_together(found, actual), _together(found, base), derived)


def in_force(row: TargetRow, reported: Sequence[ReportedRow]) -> Rows:
    """The latest row of each counting and month in the target's scope up to its evaluation;
    forecasts and empty figures replace nothing, a withdrawal takes the figure back."""
    last = min(_month(row.as_of), _month(row.due_period))
    found: dict[tuple[str, int], ReportedRow] = {}
    for one in reported:
        counts = one.nature == Nature.WITHDRAWN or (one.nature != Nature.FORECAST and one.value is not None)
        if counts and one.scope == row.scope and _month(one.period) <= last:
            found.setdefault((_kind(one, row), _month(one.period)), one)
    return {key: one for key, one in found.items() if one.nature != Nature.WITHDRAWN}


def _actual_months(row: TargetRow) -> list[int]:
    month = _month(row.actual_period)
    return [*paths.parts(row, month), *paths.before_start(row, month)]


def _behind(row: TargetRow, month: int, rows: Rows) -> list[ReportedRow]:
    if row.kind == Kind.FLOW:
        return _year_to_date(month, rows)
    own = rows.get((Counting.POINT, month)) or rows.get((_GROWTH, month))
    return [own] if own else []


def _kind(one: ReportedRow, row: TargetRow) -> str:
    """The counting; of a rate's flow the 累计 counts by its 同比, nothing else of it does."""
    if one.metric == row.metric:
        return one.counting
    return _GROWTH if one.counting == Counting.YTD and one.yoy is not None else ""


def _year_to_date(month: int, rows: Rows) -> list[ReportedRow]:
    """The 累计 row; at a quarter's end the 当季 rows since the last one; else the comparable base."""
    later = rows.get((Counting.YTD, month + 12))
    return _stated(month, rows) or ([later] if later and later.yoy and Decimal(later.yoy) > -100 else [])


def _stated(month: int, rows: Rows) -> list[ReportedRow]:
    if total := rows.get((Counting.YTD, month)):
        return [total]
    single = rows.get((Counting.QUARTER, month)) if month % 3 == 0 else None
    if single is None or month % 12 == 3:
        return [single] if single else []
    earlier = _stated(month - 3, rows)
    return [*earlier, single] if earlier else []


def _together(found: Mapping[int, list[ReportedRow]], months: Sequence[int]) -> list[ReportedRow]:
    return [one for month in months for one in found[month]]


def _month(period: str) -> int:
    return Period.parse(period).month_no
