"""Who has to report for a quarter."""

from collections.abc import Iterable

from etl.collection.deadlines import last_day
from etl.ledger import AccountVersion
from etl.period import Period
from etl.registers import Region, Registers, Target
from etl.rights import Account, Role
from etl.vocabulary import Level, Obligation

_BELOW_CITY = (Level.COUNTY, Level.ZONE)


def expected_regions(registers: Registers, accounts: Iterable[Account], quarter: Period) -> list[Region]:
    """Every city with a target that runs in the quarter, its counties' targets included and
    drafts not, and every region that somebody may report for; by code. A province without
    a reporter is not expected: its figures come from publications."""
    regions = {region.region_code: region for region in registers.regions}
    running = [target for target in registers.targets if _runs(target, quarter)]
    named = {code for target in running for code in (target.region_code, *target.children)}
    reporting = {_reports_through(regions[code], regions) for code in named}
    due = {code for code in reporting if regions[code].level is not Level.PROVINCE}
    return [regions[code] for code in sorted(due | (reporter_regions(accounts) & regions.keys()))]


def collection_start(first_quarter: str, versions: Iterable[AccountVersion]) -> Period | None:
    """The first quarter that is reported here: as set, else the last one that had ended when
    the first reporter was recorded; None while there is none. Earlier quarters may be filed
    as a backfill, but nobody was late with them."""
    if first_quarter:
        return Period.parse(first_quarter)
    first = next((one for one in versions if one.account.role is Role.REPORTER), None)
    return None if first is None else Period(Period.quarter_of(first.at.date()).month_no - 3)


def reporter_regions(accounts: Iterable[Account]) -> set[str]:
    """The regions for which an account that is in use reports."""
    reporters = [one for one in accounts if one.role is Role.REPORTER and not one.is_disabled]
    return {code for account in reporters for code in account.region_codes}


def _runs(target: Target, quarter: Period) -> bool:
    """Whether a commitment has begun by the end of the quarter and is not over before it."""
    is_firm = target.obligation is not Obligation.DRAFT
    return is_firm and target.start <= last_day(quarter) and Period.quarter_of(target.due) >= quarter


def _reports_through(region: Region, regions: dict[str, Region]) -> str:
    """The city that reports for a county or zone of it; any other region reports for itself."""
    parent = regions.get(region.parent_code)
    if region.level in _BELOW_CITY and parent and parent.level is Level.CITY:
        return parent.region_code
    return region.region_code
