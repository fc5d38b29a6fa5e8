"""When two computed gaps are the same: exact in decimals and words, close in doubles."""

import math
from collections.abc import Sequence

from etl.vocabulary import GAP_COLUMNS

#: Two orders of the same double operations differ in the last digits only.
RELATIVE = 1e-9
#: Sums and differences of large parts, which carry the error of the parts.
_OF_LARGE_PARTS = ("expected_value", "gap_to_trajectory", "projected_value")


def differences(ours: dict, theirs: dict, columns: Sequence[str] = GAP_COLUMNS) -> list[str]:
    """The columns in which two rows of gaps (or of outlooks) differ, in type or value."""
    return [name for name in columns if not _same(name, ours, theirs)]


def _same(name: str, ours: dict, theirs: dict) -> bool:
    mine, other = ours[name], theirs[name]
    if type(mine) is not type(other):
        return False
    if isinstance(mine, float):
        tolerance = RELATIVE * _scale(name, ours)
        return math.isclose(mine, other, rel_tol=RELATIVE, abs_tol=tolerance)
    return mine == other


def _scale(name: str, row: dict) -> float:
    if name not in _OF_LARGE_PARTS:
        return 1.0
    parts = (row["actual_value"], row["baseline_value"], row["target_value"])
    return max(abs(float(part)) for part in parts)


def names(rows: list[dict]) -> list[tuple[str, str]]:
    """Which rows there are, in their order."""
    return [(row["target_id"], row["due_period"]) for row in rows]
