"""Which figures a target still waits for, by the rules of the method."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from dashboard.findings import paths
from dashboard.rows import TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Kind, Reason

_LEVELS = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)


class Need(NamedTuple):
    """One figure that is wanted. `what` is a key under `need` of the page texts: how the figure
    counts and what it is for; `period` is the period it is of."""

    what: str
    period: str


def waiting(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """Targets that cannot be judged for want of a figure, of their own region or of one below it."""
    return [row for row in rows if row.actual_value is None or row.reason in (Reason.NO_BASELINE, Reason.CHILDREN_MISSING)]


def needs(row: TargetRow, known_months: Collection[int]) -> list[Need]:
    """The figures without which the target cannot be judged at its quarter, its own first; a year
    that is also the base is asked for once.

    `known_months` (month_no) are those whose 本年累计 is known; they are not asked for again.
    """
    is_known = row.has_figure and row.reason != Reason.CHILDREN_MISSING
    found = [] if is_known else _own(row, _evaluated(row))
    if row.baseline_year and row.baseline_value is None:
        found.append(_base(row))
    found = [need for need in found if need.what != "year" or Need("year_base", need.period) not in found]
    return [need for need in found if need.what in _ALWAYS or Period.parse(need.period).month_no not in known_months]


#: Figures that are no 本年累计, so no known month replaces them.
_ALWAYS = ("point", "rate", "children", "point_base", "point_before")


def _evaluated(row: TargetRow) -> int:
    return min(Period.parse(row.as_of).month_no, Period.parse(row.due_period).month_no)


def _own(row: TargetRow, month: int) -> list[Need]:
    """What the actual of this kind and basis is made of."""
    if row.basis == Basis.EACH_SUBREGION:
        return [Need("children", _quarter(month))]
    if row.kind == Kind.RATE:
        return [Need("rate", _quarter(month))]
    if row.kind == Kind.STOCK:
        before = [Need("point_before", _quarter(paths.first_month(row) - 1))] if row.basis == Basis.INCREMENT else []
        return [Need("point", _quarter(month)), *before]
    if row.basis in _LEVELS and month % 12:
        return [Need("total_yoy", _quarter(month)), Need("year", _quarter(month - month % 12))]
    return [Need("total", _quarter(month)), *_earlier_years(row, month)]


def _earlier_years(row: TargetRow, month: int) -> list[Need]:
    """A sum since the start needs every year before this one."""
    if row.basis != Basis.INCREMENT:
        return []
    first = (paths.first_month(row) - 1) // 12
    return [Need("year", _quarter(year * 12 + 12)) for year in range(first, (month - 1) // 12)]


def _base(row: TargetRow) -> Need:
    what = "year_base" if row.kind == Kind.FLOW else "point_base"
    return Need(what, _quarter(row.baseline_year * 12 + 12))


def _quarter(month: int) -> str:
    return str(Period(month))
