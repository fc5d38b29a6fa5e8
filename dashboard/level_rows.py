"""What the page 上下级 reads: the levels beside each other, and numbers of one plan that do not fit.

Figures are canonical decimal text, as in `dashboard/rows.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetLevelRow:
    """A promise against the sum of those of the lower regions; `difference` only where that is
    known, `difference_share` as a fraction of the promise."""

    target_id: str
    due_period: str
    children: int
    children_with_target: int
    children_known: int
    children_value: str | None
    is_complete: bool
    provisional: bool
    allocation: str
    difference: str | None
    difference_share: float | None


@dataclass(frozen=True, slots=True)
class LevelChildRow:
    """A promise beside one lower region: what that one promises for the same thing."""

    target_id: str
    due_period: str
    child_code: str
    child_value: str | None
    is_bound: bool
    target_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActualLevelRow:
    """A figure against the sum of those of the lower regions at the same period."""

    region_code: str
    metric: str
    scope: str
    period: str
    parent_value: str
    children: int
    children_known: int
    children_value: str | None
    is_complete: bool
    agreement: str
    difference: str | None
    difference_share: float | None


@dataclass(frozen=True, slots=True)
class ActualChildRow:
    """The figure of one lower region at the period of the comparison."""

    region_code: str
    metric: str
    scope: str
    period: str
    child_code: str
    child_value: str | None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two numbers of one plan that do not fit together; which fields are set depends on `conflict`:
    `value` and `other_value` are compared figures, `implied_base` and `other_base` doubles."""

    conflict: str
    document_id: str
    region_code: str
    metric: str
    scope: str
    target_id: str
    due_period: str
    other_id: str
    other_period: str
    children: int | None
    value: str | None
    value_high: str | None
    other_value: str | None
    base_period: str | None
    implied_base: float | None
    other_base: float | None
