"""What one region owes for one quarter, and how far it is: pure, from what the ledger holds.

A report that was refused, returned or withdrawn did not come, and what was withdrawn counts as
never sent; one that was corrected later came when it first came.

Two words for late, never mixed: 逾期未报 (overdue) is what has not come after its deadline, 迟报
(filed late) what came after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from etl.ledger import Acceptance, ActKind, Submission
from etl.ledger.records import PENDING
from etl.registers import Region


class Progress(StrEnum):
    """How far the report of a region for a quarter is."""

    MISSING = "missing"  # nothing, or only what was refused or withdrawn
    RETURNED = "returned"  # sent back, and nothing waits or counts
    WAITING = "waiting"  # submitted, signatures missing
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Duty:
    """One region's report for one quarter.

    `submission_id` is the newest that counts, else the newest that waits, else the one sent back;
    `correction_id` a newer one that waits while accepted figures count. `submitted_at` is when
    the report that waits or was accepted first came, `accepted_at` when the figures that count
    were accepted. `is_late`: it did not come by the end of `due_date`; `days_late` by how much, so
    far. `has_reporter`: somebody can file for it. `is_locked`: nothing can be filed now;
    `reopened_until` while it can again.
    """

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
    correction_id: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the report is still to come."""
        return self.progress in (Progress.MISSING, Progress.RETURNED)

    @property
    def is_overdue(self) -> bool:
        """逾期未报: the deadline is over and it has not come."""
        return self.is_late and self.is_open

    @property
    def was_filed_late(self) -> bool:
        """迟报: it came after the deadline."""
        return self.is_late and not self.is_open


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one region for one quarter."""

    progress: Progress
    submission_id: str = ""
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    correction_id: str = ""


def report_of(
    region_code: str, submissions: Sequence[Submission], acceptances: Sequence[Acceptance]
) -> Report:
    """What counts of all that was sent for a region: what was accepted, else what waits."""
    own = [one for one in submissions if one.region_code == region_code]
    waiting = [one for one in own if one.state in PENDING]
    in_force = [one for one in acceptances if one.region_code == region_code and one.in_force]
    if in_force:
        newest = max(in_force, key=lambda one: one.sequence)
        return _accepted(newest.submission_id, newest.accepted_at, in_force, waiting)
    if accepted := [one for one in own if one.state is ActKind.ACCEPTED]:  # of its counties only
        newest = max(accepted, key=lambda one: one.sequence)
        return _accepted(newest.submission_id, newest.at, accepted, waiting)
    if waiting:
        return Report(Progress.WAITING, _newest(waiting), _came(waiting))
    if returned := [one for one in own if one.state is ActKind.RETURNED]:
        return Report(Progress.RETURNED, _newest(returned))
    return Report(Progress.MISSING)


def _accepted(
    submission_id: str,
    accepted_at: datetime,
    accepted: Sequence[Acceptance | Submission],
    waiting: Sequence[Submission],
) -> Report:
    """Accepted figures, and the correction of them that waits, if one does."""
    last = _newest(waiting)
    correction_id = last if last > submission_id else ""
    return Report(Progress.ACCEPTED, submission_id, _came(accepted), accepted_at, correction_id)


def _newest(found: Sequence[Submission]) -> str:
    return max((one.submission_id for one in found), default="")


def _came(found: Sequence[Acceptance | Submission]) -> datetime:
    return min(one.submitted_at for one in found)


def duty_of(
    region: Region, quarter: str, due: date, report: Report, today: date,
    has_reporter: bool, is_locked: bool, reopened_until: date | None,
) -> Duty:  # fmt: skip
    """The duty of a region whose report is this, as of `today`."""
    came = min(report.submitted_at.date(), today) if report.submitted_at else today
    days_late = max(0, (came - due).days)
    return Duty(
        region_code=region.region_code,
        name_zh=region.name_zh,
        name_en=region.name_en,
        quarter=quarter,
        due_date=due,
        progress=report.progress,
        submission_id=report.submission_id,
        submitted_at=report.submitted_at,
        accepted_at=report.accepted_at,
        is_late=days_late > 0,
        days_late=days_late,
        has_reporter=has_reporter,
        is_locked=is_locked,
        reopened_until=reopened_until,
        correction_id=report.correction_id,
    )
