"""What is needed in the time that is left, in the steps in which it can be done.

`required_per_quarter` of the method counts from the period of the figure itself. Where
that is older than the quarter evaluated, part of its time is already over; `need_from_as_of`
is the other number, counted from the quarter evaluated. It is shown beside the first, stands
in no file but a bulletin's, and is what two states of a target are compared by: a newer figure
has fewer quarters left, and over these alone a need would seem to grow.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from dashboard.rows import OutlookRow, TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Kind

#: Units that exist only whole: half a park or half a person is not a figure.
COUNTED_UNITS = frozenset("个 家 场 条 次 项 种 户 艘 架 列 班 间 所 名 家次 人 人次".split())

#: Months.
QUARTER = 3

#: Where doubles end, as in the method: 39.0000000000001 events are 39 and not 40.
_NOISE_DECIMALS = 9

_BY_TRAILING_YEAR = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)


class Step(NamedTuple):
    """`amount` in every `quarters` quarters; `is_whole` where it was rounded up to a whole unit."""

    quarters: int
    amount: Decimal
    is_whole: bool = False


def months(earlier: str, later: str) -> int:
    """Months from the end of one period to the end of another."""
    return Period.parse(later).month_no - Period.parse(earlier).month_no


def quarters_left(row: TargetRow) -> int:
    """Quarters from the quarter evaluated to the due quarter."""
    return months(row.as_of, row.due_period) // QUARTER


def is_last_quarter(row: TargetRow) -> bool:
    """Whether one quarter is left after the one evaluated."""
    return quarters_left(row) == 1


def next_quarter(row: TargetRow) -> str:
    """The quarter after the one evaluated: the first in which something can still be done."""
    return str(Period(Period.parse(row.as_of).month_no + QUARTER))


def last_start(row: TargetRow, outlook: OutlookRow) -> tuple[str, str]:
    """The last moment to begin at the best quarter ever, and the quarter it is about: `later` is still
    to come; `next` is the end of the quarter evaluated, so that from the next on each must be of the
    best; `only` the same where the next is the due one; `over` is over, which only newer figures can mend."""
    last, now = map(Period.parse, (outlook.last_reachable_period, row.as_of))
    if last != now:
        return ("later" if last > now else "over"), outlook.last_reachable_period
    after = next_quarter(row)
    return ("only" if Period.parse(after) == Period.parse(row.due_period) else "next"), after


def need_from_as_of(row: TargetRow) -> Decimal | None:
    """`gap_to_target` ÷ the quarters from `as_of` to due, in the unit of the figure, whatever
    the period of the figure; None where nothing is needed."""
    return None if row.required_per_quarter is None else Decimal(row.gap_to_target) / quarters_left(row)


def need_told(row: TargetRow) -> Decimal | None:
    """The need per quarter as pages tell it: `required_per_quarter`, and where one quarter is left what
    that has to bring."""
    if row.required_per_quarter is None or is_last_quarter(row):
        return need_from_as_of(row)
    return Decimal(str(row.required_per_quarter))


def gap_per_quarter_from_as_of(row: TargetRow) -> Decimal | None:
    """The same, where `required_per_quarter` does not say it already."""
    if row.actual_period is None or months(row.actual_period, row.as_of) <= 0:
        return None
    return need_from_as_of(row)


def need_against_best(row: TargetRow, outlook: OutlookRow) -> float | None:
    """The need per quarter as a share of the best quarter ever; None where one of them is
    unknown or the best quarter brought nothing."""
    need = need_told(row)
    if need is None or outlook.best_quarter_value is None:
        return None
    best = float(outlook.best_quarter_value)
    return float(need) / best if best > 0 else None


def is_trailing_year(row: TargetRow) -> bool:
    """Whether the figure is the total of twelve months: what must grow is that total."""
    return row.kind == Kind.FLOW and row.basis in _BY_TRAILING_YEAR


def step(per_quarter: float | Decimal, unit: str) -> Step:
    """What is needed per quarter as it can be done; counts round up, so that it is enough.

    0.16 parks a quarter are one in every 6 quarters.
    """
    exact = Decimal(str(per_quarter))
    if unit not in COUNTED_UNITS or exact <= 0:
        return Step(1, exact)
    if exact < 1:
        return Step(int((1 / exact).to_integral_value(ROUND_FLOOR)), Decimal(1), is_whole=True)
    return Step(1, *in_whole_units(exact, unit))


def in_whole_units(amount: float | Decimal, unit: str) -> tuple[Decimal, bool]:
    """An amount as it can be had, and whether it was rounded up for that: counts come whole."""
    exact = Decimal(str(amount))
    if unit not in COUNTED_UNITS:
        return exact, False
    exact = round(exact, _NOISE_DECIMALS)
    whole = exact.to_integral_value(ROUND_CEILING)
    return whole, whole != exact
