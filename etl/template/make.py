"""Workspace, region and quarter → the bytes of a template."""

from etl.checks.known import known_of
from etl.checks.upload_rights import reported_by
from etl.collection.deadlines import due_date
from etl.intake.layout import read_layout
from etl.intake.own_marks import TemplateTitle
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import Registers, load_registers
from etl.settings import read_settings
from etl.spreadsheet import csv_bytes
from etl.template.guide import guide
from etl.template.rows import HEADERS, TemplateRow, template_rows
from etl.template.workbook import workbook
from etl.workspace import Workspace

FORMATS = ("xlsx", "csv")
_DEMONSTRATION = "演示数据"


def make(workspace: Workspace, region_code: str, quarter: str, format: str) -> bytes:
    """The template of a region for a quarter such as 2025Q4, as `xlsx` or `csv`.

    Equal registers and figures give equal bytes. Raises Refused where the region is unknown
    or neither it nor its counties have a target, ValueError for another format or period.
    """
    period = Period.parse(quarter)
    if format not in FORMATS or not period.is_quarter:
        raise ValueError(f"no template of {quarter!r} as {format!r}")
    registers = load_registers(workspace)
    title = _title(registers, region_code, period)
    known = known_of(workspace, registers, reported_by(registers, region_code))
    source = _DEMONSTRATION if workspace.is_demonstration else ""
    rows = template_rows(registers, read_layout(workspace.root), region_code, period, known, source)
    if not rows:
        raise Refused([Problem("template.no_target", "missing", found=title.region_name)])
    if format == "csv":
        return _csv(title, rows)
    deadline = due_date(period, read_settings(workspace.root).deadline_days)
    return workbook(title, rows, guide(title, deadline))


def _title(registers: Registers, region_code: str, quarter: Period) -> TemplateTitle:
    for region in registers.regions:
        if region.region_code == region_code:
            return TemplateTitle(region_code, region.name_zh, str(quarter))
    raise Refused([Problem("template.no_region", "region", found=region_code)])


def _csv(title: TemplateTitle, rows: list[TemplateRow]) -> bytes:
    lines = [[row.texts.get(header, "") for header in HEADERS] for row in rows]
    return csv_bytes([[str(title)], [str(header) for header in HEADERS], *lines])
