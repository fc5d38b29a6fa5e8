"""Plans with their targets, and the final account of those that ended. Pure functions of rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.findings import selection
from dashboard.rows import DocumentRow, TargetRow
from etl.vocabulary import DocumentStatus, Performance

_ORDER = (DocumentStatus.IN_FORCE, DocumentStatus.DRAFT, DocumentStatus.ENDED)


class Outcome(StrEnum):
    """How a target of an ended plan ended, as far as anything was published."""

    ACHIEVED = "achieved"
    MISSED = "missed"
    LAST_BEFORE_DUE = "last_before_due"  # the last figure is older than the due date
    UNDECIDED = "undecided"  # the final figure is there and does not suffice to judge
    NOTHING = "nothing"  # ended without a published figure
    RUNNING = "running"  # not yet due at the quarter evaluated


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan with its targets, in register order: one row per target, yearly ones the latest
    year; `every_year` holds their other years too."""

    document: DocumentRow
    rows: Sequence[TargetRow]
    every_year: Sequence[TargetRow]

    @property
    def figures(self) -> int:
        return len(selection.with_figures(self.rows))


def plans(documents: Iterable[DocumentRow], rows: Sequence[TargetRow]) -> list[Plan]:
    """Every plan with targets among `rows`: in force first, then drafts, then ended, the latest
    issued first."""
    of: dict[str, list[TargetRow]] = {}
    for row in rows:
        of.setdefault(row.document_id, []).append(row)
    known = [
        Plan(document, selection.latest(of[document.document_id]), of[document.document_id])
        for document in documents
        if document.document_id in of
    ]
    return sorted(known, key=_place)


def _place(plan: Plan) -> tuple:
    issued = plan.document.issued
    return _ORDER.index(plan.document.status), -(issued.toordinal() if issued else 0), plan.document.document_id


def by_clause(rows: Iterable[TargetRow]) -> Mapping[str, Sequence[TargetRow]]:
    """Targets by clause, both in register order."""
    found: dict[str, list[TargetRow]] = {}
    for row in rows:
        found.setdefault(row.clause, []).append(row)
    return found


def outcome(row: TargetRow, as_of: str) -> Outcome:
    """How one target ended."""
    if not selection.is_due(row, as_of):
        return Outcome.RUNNING
    if not row.has_figure:
        return Outcome.NOTHING
    if row.performance in (Performance.ACHIEVED, Performance.MISSED):
        return Outcome(row.performance)
    return Outcome.LAST_BEFORE_DUE if row.actual_period != row.due_period else Outcome.UNDECIDED


def outcomes(rows: Iterable[TargetRow], as_of: str) -> Mapping[Outcome, int]:
    """How many targets ended how, in the order of Outcome; only what occurs."""
    found = [outcome(row, as_of) for row in rows]
    return {one: found.count(one) for one in Outcome if one in found}
