"""Does a target promise what the register promises already, or something else for the same thing?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from etl.registers import Target
from etl.vocabulary import Basis


class Overlap(StrEnum):
    """与已有目标的关系: what a target is to one that stands in the register."""

    DUPLICATE = "duplicate"  # 重复: the same figure
    REVISION = "revision"  # 调整: another figure for the same thing


@dataclass(frozen=True, slots=True)
class TargetConflict:
    """A target of the register that speaks of the same thing; `is_same_plan` says that it
    comes from the same plan, so that it is a repetition or a changed edition; `is_compared_alike`
    that both are floors, or ceilings, or whatever else."""

    overlap: Overlap
    target_id: str
    document_id: str
    clause: str
    figure: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    is_same_plan: bool
    is_compared_alike: bool = True


def conflicts(candidate: Target, targets: Iterable[Target]) -> list[TargetConflict]:
    """Those of `targets` for the same region, metric, scope, basis and due date, duplicates
    first, those of the same plan before others. A target is in no conflict with itself."""
    others = (one for one in targets if one.target_id != candidate.target_id)
    found = [_conflict(candidate, one) for one in others if subject(one) == subject(candidate)]
    return sorted(found, key=lambda one: (one.overlap, not one.is_same_plan, one.target_id))


def subject(target: Target) -> tuple:
    """What a target is about: everything but how much. For growth the base belongs to it, for
    what is added the day from which it is counted."""
    growth = target.basis in (Basis.MULTIPLE, Basis.CAGR)
    added = target.basis in (Basis.INCREMENT, Basis.EVERY_YEAR)
    return (
        target.region_code,
        target.metric,
        target.scope,
        target.basis,
        target.due,
        target.baseline_year if growth else None,
        target.start if added else None,
    )


def figure_of(target: Target) -> tuple:
    """How much a target promises, and how it is compared."""
    return target.value, target.value_high, target.comparator, frozenset(target.children)


def _conflict(candidate: Target, other: Target) -> TargetConflict:
    same = (candidate.value, candidate.value_high) == (other.value, other.value_high)
    return TargetConflict(
        Overlap.DUPLICATE if same else Overlap.REVISION,
        other.target_id,
        other.document_id,
        other.clause,
        other.figure,
        other.value,
        other.value_high,
        other.unit,
        other.document_id == candidate.document_id,
        other.comparator == candidate.comparator,
    )
