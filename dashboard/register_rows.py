"""What programs alone are given, row by row, beside the rows of the pages (`dashboard/rows.py`)."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.rows import Commitment


@dataclass(frozen=True, slots=True)
class RegisteredTarget(Commitment):
    """One target as registered; `children` are the codes of the regions that must each reach it."""

    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One upload as those may know of it who may see it; times are naive Shanghai time.

    `regions` and `quarters` are all it holds figures of, or was sent for; `region_code` and
    `quarter` the one there is. Of several regions it is the one whose the others are, a city with
    its counties; else, and of several quarters, there is none.
    """

    submission_id: str
    region_code: str
    region_zh: str
    region_en: str
    quarter: str
    regions: tuple[str, ...]
    quarters: tuple[str, ...]
    submission_state: str
    file_name: str
    original_sha256: str
    sender: str
    submitted_at: datetime
    changed_at: datetime
