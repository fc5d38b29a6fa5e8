"""Which targets to press for, and in which order: what is missing as a share of the target.

Amounts in different units cannot be compared; a share of the own target can. The method is
described in `docs/method.zh.md`.
"""

from collections.abc import Iterable
from decimal import Decimal

from dashboard.findings import selection
from dashboard.rows import TargetRow
from etl.vocabulary import Performance

#: Classes that are pressed for.
PRESSED = (Performance.OFF_TRACK, Performance.AT_RISK, Performance.MISSED)


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
    """The shortfall as a share of the target value; unknown without one, or where it is zero."""
    missing = shortfall(row)
    if missing is None or row.target_value is None or Decimal(row.target_value) == 0:
        return None
    return missing / abs(float(row.target_value))


def pressed(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """What lags or was missed, the largest scaled shortfall first; unknown ones last."""
    found = [row for row in rows if row.performance in PRESSED]
    return sorted(found, key=lambda row: (-(scaled(row) or 0.0), row.due_period, row.target_id))
