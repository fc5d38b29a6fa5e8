"""报送进度: who had to report what by when, what came in, and which quarters are closed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from etl.workspace import Workspace


class Progress(StrEnum):
    """How far the report of a region for a quarter is."""

    MISSING = "missing"  # nothing, or only what was refused, returned or withdrawn
    RETURNED = "returned"  # sent back last, nothing since
    WAITING = "waiting"  # submitted, signatures missing
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Duty:
    """One region's report for one quarter. `is_late`: not submitted by the end of `due_date`, or
    submitted after it. `metrics` are those it has targets for. `has_reporter`: somebody can
    file for it."""

    region_code: str
    name_zh: str
    name_en: str
    quarter: str
    due_date: date
    progress: Progress
    submission_id: str
    submitted_at: datetime | None
    accepted_at: datetime | None
    is_late: bool
    days_late: int
    has_reporter: bool
    is_locked: bool
    reopened_until: date | None


@dataclass(frozen=True, slots=True)
class Lock:
    """A quarter of a region whose figures were accepted; `reopened_until` while it is open again."""

    region_code: str
    quarter: str
    submission_id: str
    reopened_until: date | None
    reopened_by: str
    reason: str


def progress(workspace: Workspace, account: str, quarter: str) -> list[Duty]:
    """The duties of a quarter the account may see, by region code."""
    raise NotImplementedError


def locks(workspace: Workspace, account: str) -> list[Lock]:
    """Every locked or reopened quarter of the regions the account may see."""
    raise NotImplementedError


def reopen(workspace: Workspace, account: str, region_code: str, quarter: str, reason: str, until: date) -> int:
    """Let a locked quarter be filed again up to and including `until`."""
    raise NotImplementedError
