"""Checks of an upload: whose figures, of which period, in which file."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from etl.checks.case import Case, Problems
from etl.intake.layout import Column
from etl.intake.own_marks import TemplateTitle, template_title
from etl.parse import Key
from etl.period import Period
from etl.registers import Registers
from etl.intake.upload_problems import upload_problem
from etl.vocabulary import Level, Nature

_PERIOD_IN_NAME = re.compile(r"(20\d\d)年?[-_ ]?(?:Q([1-4])|第?([1-4一二三四])季度)", re.ASCII | re.IGNORECASE)
_QUARTER_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4}
#: Regions or periods that are named in one message.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Rows that are of another region, or another period, than was chosen. `is_whole_file`: there
    are several rows, and none that can be read is of the chosen one."""

    keys: tuple[Key, ...] = ()
    is_whole_file: bool = False


def of_other_regions(case: Case) -> Misplaced:
    """The rows of regions for which the sender does not report."""
    if case.region is None:
        return Misplaced()
    allowed = reported_by(case.registers, case.region)
    return _misplaced([key for key in case.filing.keys if key.region_code], lambda key: key.region_code in allowed)


def of_other_periods(case: Case) -> Misplaced:
    """The rows of periods that are not the open one."""
    if case.period is None:
        return Misplaced()
    return _misplaced([key for key in case.filing.keys if key.period], lambda key: _is_within(key.period, case.period))


def _misplaced(keys: list[Key], is_in_place: Callable[[Key], bool]) -> Misplaced:
    outside = tuple(key for key in keys if not is_in_place(key))
    return Misplaced(outside, len(outside) == len(keys) > 1)


def misplaced_rows(case: Case) -> frozenset[int]:
    """Rows that cannot enter whatever their figures are: of another region or period than chosen."""
    outside = case.once(of_other_regions).keys + case.once(of_other_periods).keys
    return frozenset(key.row for key in outside)


def permission(case: Case) -> Problems:
    """Rows of a region that is neither the sender's own nor one of its counties. A file that
    holds nothing else is told once, unless its template says so already."""
    foreign = case.once(of_other_regions)
    if not foreign.is_whole_file:
        for key in foreign.keys:
            yield case.problem("permission", key.row, Column.REGION, region=_name(case, case.region))
    elif not _template_is_of_other_region(case):
        found = _listed(_name(case, key.region_code) for key in foreign.keys)
        yield upload_problem("region_other", found=found, chosen=_name(case, case.region), count=len(foreign.keys))


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
    for row, title in case.once(_titles):
        place = {"row": row, "found": str(title)}
        if _is_of_other_region(case, title):
            own, chosen = f"{title.region_code} {title.region_name}", f"{case.region} {_name(case, case.region)}"
            yield upload_problem("template_region", **place, own=own, chosen=chosen)
        if _is_of_other_period(case, title):
            yield upload_problem("template_period", **place, own=title.quarter, chosen=str(case.period))


def _titles(case: Case) -> list[tuple[int, TemplateTitle]]:
    """What the template says above the header, by row number."""
    header_row = case.filing.header.row.number if case.filing.header else 0
    above = [row for row in case.filing.sheet.rows if row.number < header_row]
    return [(row.number, title) for row in above if (title := template_title(row.cells))]


def _template_is_of_other_region(case: Case) -> bool:
    return any(_is_of_other_region(case, title) for _, title in case.once(_titles))


def _template_is_of_other_period(case: Case) -> bool:
    return any(_is_of_other_period(case, title) for _, title in case.once(_titles))


def _is_of_other_region(case: Case, title: TemplateTitle) -> bool:
    return case.region not in (None, title.region_code)


def _is_of_other_period(case: Case, title: TemplateTitle) -> bool:
    return case.period is not None and title.quarter != str(case.period)


def _name(case: Case, region_code: str) -> str:
    return case.regions[region_code].name_zh if region_code in case.regions else region_code


def period_begun(case: Case) -> Problems:
    """Figures of a period that has not begun or, unless forecast, is not over."""
    if case.once(of_other_periods).is_whole_file:
        return  # open_period says of which period the whole file is
    not_begun = {key.row for key in _not_begun(case)}
    for key in case.filing.keys:
        if key.period is None or key.nature is Nature.FORECAST:
            continue
        place = {"period": str(key.period), "today": case.today.isoformat()}
        if key.row in not_begun:
            yield _at_period(case, key, "period_future", **place)
        elif key.period.month_no >= _month_no(case.today):
            yield _at_period(case, key, "period_not_over", **place)


def _not_begun(case: Case) -> list[Key]:
    """Rows of a period that has not begun and that are no forecast."""
    dated = [key for key in case.filing.keys if key.period and key.nature is not Nature.FORECAST]
    return [key for key in dated if _first_month(key.period) > _month_no(case.today)]


def open_period(case: Case) -> Problems:
    """Rows of another period than the one that is open; they refuse the whole file. A file that
    holds nothing else is told once, unless its template says so already."""
    outside, chosen = case.once(of_other_periods), str(case.period)
    if outside.is_whole_file:
        if not _template_is_of_other_period(case):
            periods = _listed(map(str, sorted(key.period for key in outside.keys)))
            count = len(outside.keys)
            yield upload_problem("period_other", found=periods, open_period=chosen, periods=periods, count=count)
        return
    not_begun = {key.row for key in _not_begun(case)}
    for key in outside.keys:
        if key.row in not_begun:
            continue  # period_begun says so already
        name = "period_closed" if key.period < case.period else "period_not_open"
        yield _at_period(case, key, name, period=str(key.period), open_period=chosen)
    if 0 < len(outside.keys) < len(case.filing.keys):
        yield upload_problem("period_mixed", open_period=chosen, count=len(outside.keys))


def file_name(case: Case) -> Problems:
    """A file name that names another quarter than the rows; the rows count."""
    match = _PERIOD_IN_NAME.search(case.filing.sheet.name)
    periods = {key.period for key in case.filing.keys if key.period}
    if not match or not periods:
        return
    quarter = _QUARTER_WORDS.get(match[3]) or int(match[2] or match[3])
    if Period.of(int(match[1]), quarter * 3) not in periods:
        yield upload_problem("file_period_in_name", found=match[0], periods=_listed(map(str, sorted(periods))))


def _listed(names: Iterable[str]) -> str:
    """The first few, each once: `2025Q3、2025Q4`."""
    return "、".join(list(dict.fromkeys(names))[:_NAMED])


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
