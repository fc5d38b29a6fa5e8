"""Checks of an upload: whose figures, of which period, in which file."""

import re
from datetime import date

from etl.checks.case import Case, Problems
from etl.intake.layout import Column
from etl.intake.own_marks import template_title
from etl.parse import Key
from etl.period import Period
from etl.registers import Registers
from etl.intake.upload_problems import upload_problem
from etl.vocabulary import Level, Nature

_PERIOD_IN_NAME = re.compile(r"(20\d\d)年?[-_ ]?(?:Q([1-4])|第?([1-4一二三四])季度)", re.ASCII | re.IGNORECASE)
_QUARTER_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4}


def permission(case: Case) -> Problems:
    """Rows of a region that is neither the sender's own nor one of its counties."""
    if case.region is None:
        return
    name = _name(case, case.region)
    allowed = reported_by(case.registers, case.region)
    for key in case.filing.keys:
        if key.region_code is not None and key.region_code not in allowed:
            yield case.problem("permission", key.row, Column.REGION, region=name)


def reported_by(registers: Registers, region_code: str) -> frozenset[str]:
    """The regions whose figures a region reports: itself, its counties and zones."""
    below = {
        region.region_code
        for region in registers.regions
        if region.parent_code == region_code and region.level in (Level.COUNTY, Level.ZONE)
    }
    return frozenset(below | {region_code})


def template_terms(case: Case) -> Problems:
    """A template made for another region or quarter than the chosen one."""
    header_row = case.filing.header.row.number if case.filing.header else 0
    for row in case.filing.sheet.rows:
        title = template_title(row.cells) if row.number < header_row else None
        if title is None:
            continue
        found = str(title)
        if case.region and title.region_code != case.region:
            own, chosen = f"{title.region_code} {title.region_name}", f"{case.region} {_name(case, case.region)}"
            yield upload_problem("template_region", row=row.number, found=found, own=own, chosen=chosen)
        if case.period and title.quarter != str(case.period):
            chosen = str(case.period)
            yield upload_problem("template_period", row=row.number, found=found, own=title.quarter, chosen=chosen)


def _name(case: Case, region_code: str) -> str:
    return case.regions[region_code].name_zh if region_code in case.regions else region_code


def period_begun(case: Case) -> Problems:
    """Figures of a period that has not begun or, unless forecast, is not over."""
    for key in case.filing.keys:
        if key.period is None or key.nature is Nature.FORECAST:
            continue
        place = {"period": str(key.period), "today": case.today.isoformat()}
        if _first_month(key.period) > _month_no(case.today):
            yield _at_period(case, key, "period_future", **place)
        elif key.period.month_no >= _month_no(case.today):
            yield _at_period(case, key, "period_not_over", **place)


def open_period(case: Case) -> Problems:
    """Rows of another period than the one that is open; they refuse the whole file."""
    if case.period is None:
        return
    outside = [key for key in case.filing.keys if key.period and not _is_within(key.period, case.period)]
    for key in outside:
        if _first_month(key.period) > _month_no(case.today):
            continue  # period_begun says so already
        name = "period_closed" if key.period < case.period else "period_not_open"
        yield _at_period(case, key, name, period=str(key.period), open_period=str(case.period))
    if 0 < len(outside) < len(case.filing.keys):
        yield upload_problem("period_mixed", open_period=str(case.period), count=len(outside))


def file_name(case: Case) -> Problems:
    """A file name that names another quarter than the rows; the rows count."""
    match = _PERIOD_IN_NAME.search(case.filing.sheet.name)
    periods = {key.period for key in case.filing.keys if key.period}
    if not match or not periods:
        return
    quarter = _QUARTER_WORDS.get(match[3]) or int(match[2] or match[3])
    if Period.of(int(match[1]), quarter * 3) not in periods:
        shown = "、".join(str(period) for period in sorted(periods)[:4])
        yield upload_problem("file_period_in_name", found=match[0], periods=shown)


def _month_no(day: date) -> int:
    return Period.of(day.year, day.month).month_no


def _first_month(period: Period) -> int:
    return period.month_no - 2 if period.is_quarter else period.month_no


def _is_within(period: Period, open_quarter: Period) -> bool:
    return _first_month(open_quarter) <= period.month_no <= open_quarter.month_no


def _at_period(case: Case, key: Key, name: str, **needed: object):
    quarter = case.filing.found(key.row, Column.QUARTER)
    column = Column.QUARTER if quarter.strip() else Column.MONTH
    found = f"{case.filing.found(key.row, Column.YEAR)} {case.filing.found(key.row, column)}".strip()
    return case.problem(name, key.row, column, found, **needed)
