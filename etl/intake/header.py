"""The header line of a sheet: where it is and what each column is.

Titles above the header are skipped and said so. Where no header is found, the first lines
are asked whether it is text that was converted with the wrong encoding before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.intake.cells import CellFault, matching, read_quarter
from etl.intake.sheet import Row, Sheet
from etl.intake.layout import REQUIRED, Column, Layout
from etl.intake.own_marks import is_findings, is_reference, template_title
from etl.problems import Problem
from etl.intake.upload_problems import upload_problem

#: A row with so many names of columns is a header line.
MIN_NAMES = 3
SEARCHED_ROWS = 10
#: Wrong conversions seen in practice: (encoding the bytes were taken for, true encoding).
_CONVERSIONS = (("gb18030", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"),
                ("gb18030", "big5"), ("gb18030", "shift_jis"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Position and header text, as found, of each column that is present."""

    row: Row
    positions: Mapping[Column, int]
    texts: Mapping[Column, str]


def names_in(row: Row, layout: Layout) -> int:
    """How many different columns of the layout the cells of a row name."""
    return len({layout.column(cell) for cell in row.cells if len(cell) < 40} - {None})


def find_header(sheet: Sheet, layout: Layout) -> tuple[Header | None, list[Problem]]:
    """The header line and what is wrong with it; None where rows cannot be read by it."""
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if names_in(row, layout) >= MIN_NAMES:
            titles = [_title(above) for above in sheet.rows[:index] if not template_title(above.cells)]
            header, problems = _read(row, layout)
            return header, titles + problems + _hidden(sheet, row, layout)
    return None, _no_header(sheet, layout)


def _hidden(sheet: Sheet, header: Row, layout: Layout) -> list[Problem]:
    """Columns of the layout that are hidden and filled in."""
    below = [row for row in sheet.rows if row.number > header.number]
    return [
        _at("column_hidden", header, header.cells[position])
        for position in sheet.hidden_columns
        if position < len(header.cells)
        and layout.column(header.cells[position])
        and any(row.cells[position].strip() for row in below)
    ]


def _title(row: Row) -> Problem:
    return upload_problem("row_title", row=row.number, found=_text(row))


def _read(row: Row, layout: Layout) -> tuple[Header | None, list[Problem]]:
    positions: dict[Column, int] = {}
    problems = []
    for position, cell in enumerate(row.cells):
        column = layout.column(cell)
        if column is None:
            problems += _unknown(row, cell, layout)
        elif column in positions:
            first = row.cells[positions[column]]
            problems.append(_at("header_duplicate", row, cell, first=first, means=column.value))
        else:
            positions[column] = position
    problems += _missing(row, positions)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    texts = {column: row.cells[position].strip() for column, position in positions.items()}
    return Header(row, positions, texts), problems


def _unknown(row: Row, cell: str, layout: Layout) -> list[Problem]:
    name = matching(cell)
    if not name or is_reference(cell):
        return []
    plain, bracket, _ = name.partition("(")
    if bracket and layout.column(plain) is Column.VALUE:
        return [_at("header_unit", row, cell)]
    return [_at("header_unknown", row, cell)]


def _missing(row: Row, positions: Mapping[Column, int]) -> list[Problem]:
    missing = [column.value for column in REQUIRED if column not in positions]
    if Column.QUARTER not in positions and Column.MONTH not in positions:
        missing.append(f"{Column.QUARTER.value}/{Column.MONTH.value}")
    if not missing:
        return []
    if Column.VALUE not in positions and _has_period_columns(row):
        return [upload_problem("layout_crosstab", row=row.number, found=_text(row))]
    return [
        upload_problem("header_missing", row=row.number, column=name, found=_text(row))
        for name in missing
    ]


def _has_period_columns(row: Row) -> bool:
    return any(_names_quarter(cell) for cell in row.cells)


def _names_quarter(cell: str) -> bool:
    try:
        read_quarter(cell)
    except CellFault:
        return False
    return True


def _no_header(sheet: Sheet, layout: Layout) -> list[Problem]:
    if not sheet.rows:
        return []  # every row has its own fault already
    garbled = [row for row in sheet.rows[:SEARCHED_ROWS] if _is_garbled(row, layout)]
    shown = (garbled or sheet.rows)[0]
    return [upload_problem("encoding_garbled" if garbled else "header_none", row=shown.number, found=_text(shown))]


def _is_garbled(row: Row, layout: Layout) -> bool:
    text = ",".join(row.cells)[:400]
    if "??" in text:
        return True
    for taken_for, true in _CONVERSIONS:
        repaired = text.encode(taken_for, "ignore").decode(true, "ignore")
        if sum(layout.column(cell) is not None for cell in repaired.split(",")) >= MIN_NAMES:
            return True
    return False


def _at(name: str, row: Row, cell: str, **needed: object) -> Problem:
    return upload_problem(name, row=row.number, column=cell.strip(), found=cell.strip(), **needed)


def _text(row: Row) -> str:
    text = " ".join(cell.strip() for cell in row.cells if cell.strip() and not is_findings(cell))
    return text if len(text) <= 60 else f"{text[:60]}…"
