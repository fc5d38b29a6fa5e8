"""Rows of a bulletin that stand in one way or another, for tests.

    subject = place(several(row, at_risk, missed, unpublished))
"""

from collections.abc import Callable

from dashboard.rows import TargetRow
from tests.page_rows import row


def at_risk(**changes: object) -> TargetRow:
    """A little behind."""
    return row(performance="at_risk", pace=0.7, gap_to_trajectory=6.0, expected_value=132.0, **changes)


def off_track(**changes: object) -> TargetRow:
    """Far behind."""
    return row(performance="off_track", pace=0.3, gap_to_trajectory=40.0, expected_value=166.0, **changes)


def missed(**changes: object) -> TargetRow:
    """Due in the quarter evaluated, and not met."""
    over = {"due_period": "2025Q4", "performance": "missed", "required_per_quarter": None, "required_growth": None}
    return row(**over | changes)


def several(*kinds: Callable[..., TargetRow]) -> list[TargetRow]:
    """One target of each kind, numbered."""
    return [kind(target_id=f"330000-{number:02}") for number, kind in enumerate(kinds, 1)]
