"""The rows of figures of a sheet, told apart from what else stands below a header."""

from collections import Counter

from etl.intake.cells import matching
from etl.intake.sheet import Row, Sheet
from etl.intake.header import MIN_NAMES, Header, names_in
from etl.intake.layout import Column, Layout
from etl.intake.own_marks import is_findings
from etl.problems import Problem
from etl.intake.upload_problems import upload_problem

#: First words of lines below the table that are no figures.
_NOTE_MARKS = ("注:", "注释", "备注:", "说明:", "填报人", "填表人", "填报单位", "填报日期", "填报时间", "审核人",
               "复核人", "负责人", "单位负责人", "制表", "联系人", "联系电话", "数据来源:", "资料来源:")  # fmt: skip
_TOTAL_MARKS = ("合计", "总计", "小计", "其中:", "其中", "汇总", "全市合计", "全省合计")


def data_rows(sheet: Sheet, header: Header, layout: Layout) -> tuple[list[Row], list[Problem]]:
    """The rows of figures below the header; what else stands there is a problem."""
    findings = [place for place, text in enumerate(header.row.cells) if is_findings(text)]
    below = [row for row in sheet.rows if row.number > header.row.number]
    problems: list[Problem] = []
    candidates = []
    for row in below:
        name = _not_a_figure(row, findings, header, layout)
        if name:
            problems.append(upload_problem(name, row=row.number, found=_first_text(row, findings)))
        else:
            candidates.append(row)
    width = _width(header, candidates, layout)
    nameless = [place for place, text in enumerate(header.row.cells) if not text.strip()]
    rows = [row for row in candidates if len(row.cells) == width and not _spills(row, nameless)]
    fitting = {row.number for row in rows}
    problems += [
        _misfit(row, header, nameless if sheet.format == "xlsx" else []) for row in candidates if row.number not in fitting
    ]
    return rows, problems


def _not_a_figure(row: Row, findings: list[int], header: Header, layout: Layout) -> str | None:
    first = matching(_first_text(row, findings))
    position = header.positions[Column.VALUE]
    has_value = position < len(row.cells) and bool(row.cells[position].strip())
    if not has_value and first.startswith(_NOTE_MARKS):
        return "row_note"
    if first in _TOTAL_MARKS or first.startswith("其中:"):
        return "row_total"
    if layout.column(first) and names_in(row, layout) >= MIN_NAMES:
        return "row_header_again"
    return None


def _first_text(row: Row, findings: list[int]) -> str:
    """What the row begins with; the findings of an earlier check are none of it."""
    own = (cell.strip() for place, cell in enumerate(row.cells) if place not in findings)
    return next(filter(None, own), "")


def _misfit(row: Row, header: Header, nameless: list[int]) -> Problem:
    if nameless:  # rows of a workbook are all of one width
        outside = " ".join(row.cells[place].strip() for place in nameless if row.cells[place].strip())
        return upload_problem("cell_outside", row=row.number, found=outside[:80])
    counts = {"width": len(header.row.cells), "cells": len(row.cells)}
    return upload_problem("row_width", row=row.number, found=_joined(row), **counts)


def _joined(row: Row) -> str:
    text = ",".join(row.cells)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _width(header: Header, rows: list[Row], layout: Layout) -> int:
    """Cells every row must have. One more separator at the end of *every* row is harmless;
    trimmed row by row it would hide that a figure was split in two. Where the header has
    names that are not on the list, two of them may have lost the separator between them, so
    that every figure stands one place off: then nothing is harmless."""
    width = len(header.row.cells)
    if any(cell.strip() and layout.column(cell) is None for cell in header.row.cells):
        return width
    widths = Counter(len(row.cells) for row in rows)
    if len(widths) == 1 and (only := next(iter(widths))) > width:
        if not any("".join(row.cells[width:]).strip() for row in rows):
            return only
    return width


def _spills(row: Row, nameless: list[int]) -> bool:
    """Whether something stands under a column without a header text."""
    return any(row.cells[place].strip() for place in nameless)
