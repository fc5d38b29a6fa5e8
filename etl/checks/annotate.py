"""The own file with what was found in it: every row as read, and a column 核对结果 beside it.

Rows keep their numbers, so that a message about row 12 stands in row 12. What concerns the
whole file, or the lines above the header, stands in the header of the column. The file can
be corrected and sent as it is: the reader passes over the column, and a second download
replaces it.
"""

from collections import defaultdict
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from etl.checks.report import place_of, tier_of, tier_word
from etl.decode import Sheet
from etl.intake.own_marks import FINDINGS_HEADER, is_findings
from etl.intake.xlsx import TABLE_SHEET
from etl.parse import Filing
from etl.problems import Problem
from etl.spreadsheet import csv_bytes, put_text, workbook_bytes

#: Problems that are written into one cell; all of them are counted.
_SHOWN = 20
_MOST_CHARS = 3_000
_BLANK = ()
_FINDINGS_WIDTH = 80
_WIDTH = 14
_FILLS = {
    "error": PatternFill("solid", fgColor="FBD5D5"),
    "explain": PatternFill("solid", fgColor="FFE8B3"),
}
_FONT = "宋体"
_BOLD = Font(name=_FONT, size=11, bold=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_MORE = {"zh": "……另有 {count} 处", "en": "… and {count} more"}


def annotate(filing: Filing | None, problems: Sequence[Problem], lang: str, format: str) -> bytes:
    """The rows of a file as `csv` or `xlsx` with its problems; without a filing, which could
    not be read as a table, the problems alone."""
    sheet = filing.sheet if filing else Sheet("", "", "", "", ())
    header_row = filing.header.row.number if filing and filing.header else _first_row(sheet)
    found = _by_row(problems, header_row)
    rows = _rows(sheet, header_row, {number: _text(some, lang) for number, some in found.items()})
    if format == "csv":
        return csv_bytes(rows)
    return _workbook(rows, header_row, {number: _worst(some) for number, some in found.items()})


def _first_row(sheet: Sheet) -> int:
    return sheet.rows[0].number if sheet.rows else 1


def _by_row(problems: Sequence[Problem], header_row: int) -> dict[int, list[Problem]]:
    """Problems by the row they are written into: the header row for all above it."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[max(problem.row or 0, header_row)].append(problem)
    return found


def _rows(sheet: Sheet, header_row: int, findings: dict[int, str]) -> list[Sequence[str]]:
    own = {row.number: row.cells for row in sheet.rows}
    stale = {place for place, text in enumerate(own.get(header_row, ())) if is_findings(text)}
    own = {number: [text for place, text in enumerate(cells) if place not in stale] for number, cells in own.items()}
    width = max(map(len, own.values()), default=0)
    rows: list[Sequence[str]] = []
    for number in range(1, max([*own, *findings, header_row]) + 1):
        cells = own.get(number, [])
        text = findings.get(number, "")
        if number == header_row:
            text = f"{FINDINGS_HEADER}\n{text}" if text else FINDINGS_HEADER
        rows.append([*cells, *[""] * (width - len(cells)), text] if cells or text else _BLANK)
    return rows


def _text(problems: list[Problem], lang: str) -> str:
    lines = [_line(problem, lang) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(_MORE[lang].format(count=len(problems) - _SHOWN))
    text = "\n".join(lines)
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS]}…"


def _line(problem: Problem, lang: str) -> str:
    return f"【{tier_word(problem, lang)}】{place_of(problem, lang)}: {problem.message(lang)}"


def _worst(problems: list[Problem]) -> str:
    tiers = {tier_of(problem) for problem in problems}
    return next((tier for tier in _FILLS if tier in tiers), "")


def _workbook(rows: Sequence[Sequence[str]], header_row: int, worst: dict[int, str]) -> bytes:
    book = Workbook()
    book._named_styles["Normal"].font = Font(name=_FONT, size=11)
    sheet = book.active
    sheet.title = TABLE_SHEET
    for number, texts in enumerate(rows, start=1):
        for position, text in enumerate(texts, start=1):
            if text:
                put_text(sheet.cell(number, position), text)
        if texts and texts[-1]:
            _style_finding(sheet.cell(number, len(texts)), worst.get(number, ""))
    for cell in sheet[header_row]:
        cell.font = _BOLD
    last = len(rows[-1])
    for position in range(1, last + 1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _FINDINGS_WIDTH if position == last else _WIDTH
    sheet.freeze_panes = sheet.cell(header_row + 1, 1)
    return workbook_bytes(book)


def _style_finding(cell: Cell, worst: str) -> None:
    cell.alignment = _WRAPPED
    if worst in _FILLS:
        cell.fill = _FILLS[worst]
