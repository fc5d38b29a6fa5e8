"""报送进度: who had to report what by when, what came in (`duties`), and which quarters are closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.collection.acting import acting, reading, refused, require, require_reason, situation_of
from etl.collection.deadlines import due_date
from etl.collection.duties import Duty, duty_of, report_of
from etl.collection.expected import collection_start, expected_regions, reporter_regions
from etl.ledger import Ledger, Reopening
from etl.period import Period
from etl.registers import Registers, load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.settings import Settings, read_settings
from etl.workspace import Workspace

#: A reopening lasts this long at most.
MOST_DAYS_OPEN = 92


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
        report = report_of(code, submissions, acceptances)
        state = (code in reporting, (code, quarter) in common.locked, open_until.get(code))
        if has_begun:
            found.append(duty_of(region, quarter, due, report, common.situation.today, *state))
        elif report.submitted_at:  # as on the last day in time: never late
            found.append(duty_of(region, quarter, due, report, due, *state))
    return found


def _is_seen(region_code: str, common: _Common) -> bool:
    if common.account is None:
        return True
    return may(common.account, Deed.SEE_UPLOADS, common.situation, Matter(frozenset([region_code])))


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
