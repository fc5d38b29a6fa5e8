"""What the registers and the ledger hold, row by row, for whoever takes it along.

Figures are canonical decimal text, as in `dashboard/rows.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.rows import TargetRow


@dataclass(frozen=True, slots=True)
class RegisteredTarget:
    """One target as registered; `unit` is that of its own number (倍, %), `children` are the codes
    of the regions that must each reach it."""

    target_id: str
    region_code: str
    region_zh: str
    region_en: str
    metric: str
    metric_zh: str
    metric_en: str
    family: str
    scope: str
    basis: str
    comparator: str
    value: str
    value_high: str | None
    unit: str
    baseline_year: int | None
    start_date: date
    due_date: date
    parent_id: str
    children: tuple[str, ...]
    obligation: str
    responsible: tuple[str, ...]
    document_id: str
    document_status: str
    clause: str
    figure: str
    note: str

    is_draft = TargetRow.is_draft


@dataclass(frozen=True, slots=True)
class RegisteredMetric:
    """One metric as registered."""

    metric: str
    name_zh: str
    name_en: str
    family: str
    kind: str
    unit: str
    direction: str
    scope: str
    part_of: str
    yoy_of: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One upload as those may know of it who may see it; times are naive Shanghai time."""

    submission_id: str
    region_code: str
    region_zh: str
    region_en: str
    quarter: str
    submission_state: str
    file_name: str
    original_sha256: str
    sender: str
    submitted_at: datetime
    changed_at: datetime
