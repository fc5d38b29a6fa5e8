"""Which targets of one metric can stand side by side, and why the others cannot."""

from collections import Counter
from collections.abc import Sequence

from dashboard.rows import TargetRow
from dashboard.selection import is_due
from etl.vocabulary import Basis

#: Targets that end in a figure of the metric itself, however the clause words it.
_LEVELS = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)


def compare(rows: Sequence[TargetRow], as_of: str) -> tuple[list[TargetRow], list[tuple[TargetRow, str]]]:
    """Comparable rows, best attainment first and unknown last; the others with their reason.

    Comparable are one target per region of the same metric, scope and kind of promise:
    of several the next to fall due. Reasons are keys under `apart` of the page texts.
    """
    scope = _commonest([row.scope for row in rows if not row.is_draft] or [row.scope for row in rows])
    kind = _commonest([promise_kind(row) for row in rows if row.scope == scope])
    chosen: dict[str, TargetRow] = {}
    apart: list[tuple[TargetRow, str]] = []
    for row in sorted(rows, key=lambda row: _nearness(row, as_of)):
        reason = _reason(row, scope, kind, chosen)
        if reason:
            apart.append((row, reason))
        else:
            chosen[row.region_code] = row
    return sorted(chosen.values(), key=_rank), apart


def promise_kind(row: TargetRow) -> str:
    """Targets of one kind of promise measure the same thing."""
    return "level" if row.basis in _LEVELS else row.basis


def _reason(row: TargetRow, scope: str, kind: str, chosen: dict[str, TargetRow]) -> str:
    if row.is_draft:
        return "draft"
    if row.scope != scope:
        return "scope"
    if promise_kind(row) != kind:
        return "basis"
    return "period" if row.region_code in chosen else ""


def _commonest(values: Sequence[str]) -> str:
    count = Counter(values)
    return max(sorted(count), key=lambda value: count[value], default="")


def _nearness(row: TargetRow, as_of: str) -> tuple:
    """Running targets by due date, then finished ones, latest first."""
    due = int(row.due_period[:4]) * 4 + int(row.due_period[5])
    return (1, -due, row.target_id) if is_due(row, as_of) else (0, due, row.target_id)


def _rank(row: TargetRow) -> tuple:
    return row.attainment is None, -(row.attainment or 0), row.region_code
