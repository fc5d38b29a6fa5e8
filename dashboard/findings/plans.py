"""Plans with their targets, and the final account of those that ended. Pure functions of rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.findings import selection
from dashboard.rows import DocumentRow, TargetRow
from etl.vocabulary import DocumentStatus, Performance

_ORDER = (DocumentStatus.IN_FORCE, DocumentStatus.DRAFT, DocumentStatus.ENDED)


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


def plans(documents: Iterable[DocumentRow], rows: Sequence[TargetRow], without: Collection[str] = ()) -> list[Plan]:
    """Every plan with targets among `rows`, and those of `without`, of whose quantities none became
    one: in force first, then drafts, then ended, the latest issued first."""
    of: dict[str, list[TargetRow]] = {}
    for row in rows:
        of.setdefault(row.document_id, []).append(row)
    known = [
        Plan(document, selection.latest(own), own)
        for document in documents
        if (own := of.get(document.document_id, [])) or document.document_id in without
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


def decided(rows: Iterable[TargetRow]) -> Sequence[TargetRow]:
    """Targets whose final figure says how they ended."""
    return [row for row in rows if row.performance in (Performance.ACHIEVED, Performance.MISSED)]
