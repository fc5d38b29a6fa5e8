"""报送进度: who had to report what by when, what came in, and which quarters are closed.

A report that was refused, returned or withdrawn did not come, and what was withdrawn counts as
never sent; one that was corrected later came when it first came.

Two words for late, never mixed: 逾期未报 (overdue) is what has not come after its deadline, 迟报
(filed late) what came after it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from etl.collection.acting import acting, reading, refused, require, require_reason, situation_of
from etl.collection.deadlines import due_date
from etl.collection.expected import collection_start, expected_regions, reporter_regions
from etl.ledger import Acceptance, ActKind, Ledger, Reopening, Submission
from etl.ledger.records import PENDING
from etl.period import Period
from etl.registers import Region, Registers, load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.settings import Settings, read_settings
from etl.workspace import Workspace

#: A reopening lasts this long at most.
MOST_DAYS_OPEN = 92


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
class Lock:
    """A quarter of a region whose figures were accepted; `reopened_until` while it is open again,
    by whom and why."""

    region_code: str
    quarter: str
    submission_id: str
    reopened_until: date | None
    reopened_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Report:
    """What came of one region for one quarter."""

    progress: Progress
    submission_id: str = ""
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    correction_id: str = ""


def progress(workspace: Workspace, account: str, quarter: str) -> list[Duty]:
    """The duties of a quarter the account may see, by region code. Of a quarter before reporting
    began only what was filed as a backfill, which is never late."""
    return progress_by_quarter(workspace, account, [quarter])[quarter]


def progress_by_quarter(workspace: Workspace, account: str, quarters: Iterable[str]) -> dict[str, list[Duty]]:
    """The same of several quarters, at one moment."""
    periods = [parse_quarter(quarter) for quarter in quarters]
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        common = _common(ledger, account, registers, read_settings(workspace.root))
        return {str(period): _duties(ledger, common, period) for period in periods}


def every_duty(workspace: Workspace, quarter: str) -> list[Duty]:
    """All duties of a quarter: for the operator's own commands, which ask no account."""
    period = parse_quarter(quarter)
    with reading(workspace) as ledger:
        return _duties(ledger, _common(ledger, None, load_registers(workspace), read_settings(workspace.root)), period)


@dataclass(frozen=True, slots=True)
class _Common:
    """What is the same for every quarter. `start` is the first quarter that is reported; an
    `account` of None is the operator, who sees all."""

    account: str | None
    registers: Registers
    settings: Settings
    situation: Situation
    reopenings: Sequence[Reopening]
    locked: frozenset[tuple[str, str]]
    start: Period | None


def _common(ledger: Ledger, account: str | None, registers: Registers, settings: Settings) -> _Common:
    situation = situation_of(ledger, registers)
    return _Common(
        account,
        registers,
        settings,
        situation,
        ledger.reopenings(),
        ledger.locked(situation.today),
        collection_start(settings.first_quarter, ledger.account_versions()),
    )


def _duties(ledger: Ledger, common: _Common, period: Period) -> list[Duty]:
    quarter, accounts = str(period), common.situation.accounts.values()
    submissions, acceptances = ledger.submissions(quarter=quarter), ledger.acceptances(quarter=quarter)
    due = due_date(period, common.settings.deadline_days)
    open_until = _open_until(common.reopenings, quarter, common.situation.today)
    reporting = reporter_regions(accounts)
    has_begun = common.start is not None and period >= common.start
    found = []
    for region in expected_regions(common.registers, accounts, period):
        code = region.region_code
        if not _is_seen(code, common):
            continue
        report = _report(code, submissions, acceptances)
        state = (code in reporting, (code, quarter) in common.locked, open_until.get(code))
        if has_begun:
            found.append(_duty(region, quarter, due, report, common.situation.today, *state))
        elif report.submitted_at:  # as on the last day in time: never late
            found.append(_duty(region, quarter, due, report, due, *state))
    return found


def _is_seen(region_code: str, common: _Common) -> bool:
    if common.account is None:
        return True
    return may(common.account, Deed.SEE_UPLOADS, common.situation, Matter(frozenset([region_code])))


def _duty(
    region: Region, quarter: str, due: date, report: _Report, today: date,
    has_reporter: bool, is_locked: bool, reopened_until: date | None,
) -> Duty:  # fmt: skip
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


def _report(
    region_code: str, submissions: Sequence[Submission], acceptances: Sequence[Acceptance]
) -> _Report:
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
        return _Report(Progress.WAITING, _newest(waiting), _came(waiting))
    if returned := [one for one in own if one.state is ActKind.RETURNED]:
        return _Report(Progress.RETURNED, _newest(returned))
    return _Report(Progress.MISSING)


def _accepted(
    submission_id: str,
    accepted_at: datetime,
    accepted: Sequence[Acceptance | Submission],
    waiting: Sequence[Submission],
) -> _Report:
    """Accepted figures, and the correction of them that waits, if one does."""
    last = _newest(waiting)
    correction_id = last if last > submission_id else ""
    return _Report(Progress.ACCEPTED, submission_id, _came(accepted), accepted_at, correction_id)


def _newest(found: Sequence[Submission]) -> str:
    return max((one.submission_id for one in found), default="")


def _came(found: Sequence[Acceptance | Submission]) -> datetime:
    return min(one.submitted_at for one in found)


def _open_until(reopenings: Iterable[Reopening], quarter: str, today: date) -> dict[str, date]:
    """By region, until when a quarter that was locked may be filed again."""
    return {
        one.region_code: one.until
        for one in reopenings
        if one.quarter == quarter and not one.is_used and one.until >= today
    }


def locks(workspace: Workspace, account: str) -> list[Lock]:
    """Every quarter with accepted figures of the regions the account may see, newest quarter first."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        acceptances = [one for one in ledger.acceptances() if one.in_force]
        reopenings = {(one.region_code, one.quarter): one for one in ledger.reopenings() if not one.is_used}
    latest = {(one.region_code, one.quarter): one for one in acceptances}
    found = []
    for (region_code, quarter), acceptance in latest.items():
        if not may(account, Deed.SEE_UPLOADS, situation, Matter(frozenset([region_code]))):
            continue
        again = reopenings.get((region_code, quarter))
        if again is not None and again.until < situation.today:
            again = None
        opened = (again.until, again.account, again.reason) if again else (None, "", "")
        found.append(Lock(region_code, quarter, acceptance.submission_id, *opened))
    return sorted(found, key=lambda one: (_descending(one.quarter), one.region_code))


def _descending(quarter: str) -> int:
    return -Period.parse(quarter).month_no


def reopen(workspace: Workspace, account: str, region_code: str, quarter: str, reason: str, until: date) -> int:
    """Let a locked quarter be filed again up to and including `until`, at most three months.

    With a city go those of its counties that are locked: one file reports them together.
    Returns the sequence number of the region's own act. Each locks again by itself after that
    day, and as soon as a corrected submission with its figures is accepted.
    """
    parse_quarter(quarter)
    with acting(workspace, account) as (tx, situation):
        on_behalf = require(account, Deed.REOPEN, situation, Matter(frozenset([region_code])))
        last = situation.today + timedelta(days=MOST_DAYS_OPEN)
        if not situation.today <= until <= last:
            raise refused("reopen_until", found=until, first=situation.today, last=last)
        below = [one for one in sorted(situation.counties) if situation.parents.get(one) == region_code]
        concerned = [region_code, *(one for one in below if (one, quarter) in situation.locked)]
        why = require_reason(reason, quarter)
        return [tx.reopen(one, quarter, why, until, principal=on_behalf) for one in concerned][0]


def parse_quarter(text: str) -> Period:
    """A quarter such as 2025Q4; refused otherwise."""
    try:
        period = Period.parse(text)
    except ValueError:
        raise refused("quarter", found=text) from None
    if not period.is_quarter or str(period) != text:
        raise refused("quarter", found=text)
    return period
