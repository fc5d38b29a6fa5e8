"""What the cities of the invented province report themselves, as the files they send.

Since 2026 they file the figures of whole quarters, those of their counties with their own;
what others quote, figures of single months, and counties of a city that is late stay published.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from etl.checks.case import Known
from etl.checks.upload import acceptable, check
from etl.decode import decode
from etl.demo.paths import rounded
from etl.demo.rows import NOT_IN_TEMPLATES, Row, csv_bytes, published_row
from etl.demo.series import Series
from etl.demo.story import LAST_QUARTER
from etl.intake.layout import Layout
from etl.ledger.clock import SHANGHAI
from etl.parse import Entry, parse
from etl.period import Period
from etl.problems import Problem, Severity
from etl.registers import Region, Registers
from etl.vocabulary import Confidence, Level

FIRST_REPORTED = Period.parse("2026Q1")
#: Spreadsheets recognise UTF-8 by it.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: What a city writes beside a figure that the checks doubt.
_REASON = "说明：已与本市统计口径逐项核对，数字无误，变动为企业名录调整所致"


@dataclass(frozen=True, slots=True)
class Report:
    """The rows one city sends for one quarter; `edition` 2 corrects the first."""

    city: Region
    quarter: Period
    rows: tuple[Row, ...]
    edition: int = 1

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.city.region_code}-{self.quarter}{'-更正' if self.edition > 1 else ''}.csv"

    @property
    def sent_at(self) -> datetime:
        """In the morning of the day on which its figures are otherwise published."""
        minutes = int(self.city.region_code[2:4]) * 3
        day = max(row.published_date for row in self.rows)
        return datetime.combine(day, time(9), SHANGHAI) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Examined:
    """A report as a file, with what reading and checking it found; it may enter the ledger."""

    data: bytes
    entries: tuple[Entry, ...]
    problems: list[Problem]


def split(
    published: Mapping[str, Sequence[Row]], registers: Registers
) -> tuple[dict[str, list[Row]], list[Report]]:
    """Rows that stay published, by file, and the reports of the cities in the order they came."""
    city_of = _cities(registers)
    own = {(row.region.region_code, row.period) for rows in published.values() for row in rows if _is_reported(row)}
    stay, sent = {}, defaultdict(list)
    for name, rows in published.items():
        for row in rows:
            if _is_reported(row) and (city_of[row.region.region_code], row.period) in own:
                sent[city_of[row.region.region_code], row.period, row.edition].append(row)
            else:
                stay.setdefault(name, []).append(row)
    regions = {region.region_code: region for region in registers.regions}
    reports = [Report(regions[code], quarter, tuple(rows), edition) for (code, quarter, edition), rows in sent.items()]
    return stay, sorted(reports, key=lambda report: report.sent_at)


def _is_reported(row: Row) -> bool:
    own = row.region.level is not Level.PROVINCE and row.confidence is Confidence.HIGH
    return own and row.period >= FIRST_REPORTED and row.period.is_quarter


def _cities(registers: Registers) -> dict[str, str]:
    """The city that reports for each region below the province."""
    return {
        region.region_code: region.region_code if region.level is Level.CITY else region.parent_code
        for region in registers.regions
        if region.level is not Level.PROVINCE
    }


def first_report(city: Region, told: Iterable[Series]) -> Report:
    """The last quarter of a city that never reported before."""
    rows = [published_row(one, city, LAST_QUARTER) for one in told if one.key.region_code == city.region_code]
    return Report(city, LAST_QUARTER, tuple(rows))


def correction(of: Report, metric: str, percent: int, day: date, remark: str) -> Report:
    """The city's own figure of one metric, changed by so many per cent, with the reason."""
    (row,) = [row for row in of.rows if row.metric.metric == metric and row.region == of.city][:1]
    value = rounded(row.value * (100 + Decimal(percent)) / 100, row.metric)
    changed = replace(row, value=value, yoy=None, published_date=day, remark=f"说明：{remark}")
    return Report(of.city, of.quarter, (changed,), 2)


def examine(report: Report, registers: Registers, layout: Layout, known: Known, labels: Mapping[str, str]) -> Examined:
    """The file of a report; where the checks doubt a figure, its row says why it is right."""
    found = _examined(report, registers, layout, known, labels)
    doubted = {problem.row for problem in found.problems if problem.severity is Severity.EXPLAIN}
    if doubted:
        rows = [
            replace(row, remark=row.remark or _REASON) if number in doubted else row
            for number, row in enumerate(report.rows, 2)
        ]
        found = _examined(replace(report, rows=tuple(rows)), registers, layout, known, labels)
    if not acceptable(found.problems):
        raise ValueError(f"{report.name}: {[(one.code, one.row) for one in found.problems]}")
    return found


def _examined(
    report: Report, registers: Registers, layout: Layout, known: Known, labels: Mapping[str, str]
) -> Examined:
    data = _BYTE_ORDER_MARK + csv_bytes(report.rows, labels, leave_out=NOT_IN_TEMPLATES)
    filing = parse(decode(data, report.name), registers, layout)
    problems = check(
        filing,
        registers,
        region=report.city.region_code,
        period=report.quarter,
        today=report.sent_at.date(),
        known=known,
    )
    return Examined(data, filing.entries, problems)
