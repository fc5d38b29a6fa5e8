"""Which targets to press for, and in which order: what is missing as a share of what it is missing from.

Amounts in different units cannot be compared, shares can where they are shares of a whole. The
method is described in `docs/method.zh.md`.
"""

from collections.abc import Iterable

from dashboard.findings import selection
from dashboard.rows import TargetRow
from etl.vocabulary import Direction, Performance

#: Classes that are pressed for.
PRESSED = (Performance.OFF_TRACK, Performance.AT_RISK, Performance.MISSED)

#: The level that a growth rate in per cent starts from.
_LAST_YEAR = 100


def is_to_trajectory(row: TargetRow) -> bool:
    """Whether the shortfall is counted to where the figure should be by now: before the due
    quarter, where there is a path."""
    return row.gap_to_trajectory is not None and not selection.is_due(row, row.as_of)


def shortfall(row: TargetRow) -> float | None:
    """What is missing in the unit of the gap, to the trajectory or else to the target.
    Negative is a surplus."""
    if is_to_trajectory(row):
        return row.gap_to_trajectory
    return None if row.gap_to_target is None else float(row.gap_to_target)


def scaled(row: TargetRow) -> float | None:
    """The shortfall as a share of the whole it is missing from; unknown without one, or where
    it is zero."""
    missing = shortfall(row)
    return None if missing is None else share(missing, row)


def share(amount: float, row: TargetRow) -> float | None:
    """An amount in the unit of the gap as a share of that whole, by which different units compare;
    unknown without one, or where it is zero."""
    whole = _whole(row)
    return amount / whole if whole else None


def _whole(row: TargetRow) -> float | None:
    """What is wanted in all; of what should become less, what there is. A growth rate is taken
    as the level it makes of last year's 100: 30 points less than 10 % are 30 of 110."""
    value = row.actual_value if row.direction == Direction.LOWER else row.target_value
    if value is None:
        return None
    return abs(float(value) + (_LAST_YEAR if row.yoy_of else 0))


def pressed(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """What lags or was missed, the largest scaled shortfall first; unknown ones last."""
    found = [row for row in rows if row.performance in PRESSED]
    return sorted(found, key=lambda row: (-(scaled(row) or 0.0), row.due_period, row.target_id))
