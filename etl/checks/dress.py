"""Puts the column of findings into a workbook that keeps its look; a process of its own.

`python -m etl.checks.dress MEGABYTES SECONDS`: on standard input one line of JSON with what to
write, then the workbook; on standard output the workbook with the findings. What could run is
left behind: formulas become the text that was read, links, charts and pictures go.
"""

import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from copy import copy

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from etl.checks.annotated_workbook import Findings, lay_out_findings, put_finding
from etl.intake.own_marks import is_findings
from etl.intake.worker import confine
from etl.spreadsheet import put_text, starts_formula, workbook_bytes

_LAST_COLUMN = 16_384
#: A list of words written out; any other list is made from cells, which have moved.
_WORDS = re.compile(r'"[^"]*"')


def order(findings: Findings, texts: Mapping[int, Sequence[str]]) -> bytes:
    """What to write, as the process takes it: the findings, and how the rows that hold formulas,
    and the header, were read."""
    told = [findings.header_row, findings.texts, findings.worst, texts]
    return json.dumps(told, ensure_ascii=True).encode() + b"\n"


def main() -> int:
    """Dress the workbook on standard input."""
    confine(int(sys.argv[1]), int(sys.argv[2]), file_bytes=100_000_000)  # parts are written to the folder for scraps
    header_row, *told = json.loads(sys.stdin.buffer.readline())
    texts, worst, read = ({int(number): one for number, one in by_row.items()} for by_row in told)
    sys.stdout.buffer.write(dressed(sys.stdin.buffer.read(), Findings(header_row, texts, worst), read))
    return 0


def dressed(data: bytes, findings: Findings, read: Mapping[int, Sequence[str]]) -> bytes:
    """The workbook with the findings in its first column. Raises ValueError where no sheet has
    the header that was read."""
    book = load_workbook(io.BytesIO(data), keep_links=False)
    sheet = _table(book, findings.header_row, read[findings.header_row])
    for one in book.worksheets:
        _disarm(one, read if one is sheet else {})
    for chart in book.chartsheets:
        book.remove(chart)
    book.defined_names.clear()
    if not is_findings(str(sheet.cell(findings.header_row, 1).value)):
        _clear_old_findings(sheet, findings.header_row)
        _make_room(sheet)
    _write(sheet, findings)
    book.active = sheet
    return workbook_bytes(book)


def _table(book: Workbook, header_row: int, header: Sequence[str]) -> Worksheet:
    wanted = [text.strip() for text in header if text.strip()]
    for sheet in book.worksheets:
        if [str(cell.value).strip() for cell in sheet[header_row] if cell.value is not None] == wanted:
            return sheet
    raise ValueError("no sheet has this header")


def _disarm(sheet: Worksheet, read: Mapping[int, Sequence[str]]) -> None:
    """Nothing in the sheet computes, links or draws."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            cell._hyperlink = None
            if cell.data_type == "f":
                put_text(cell, _as_read(cell, read.get(cell.row, ())))
            elif cell.data_type == "s" and starts_formula(str(cell.value)):
                cell.quotePrefix = True
    sheet._hyperlinks, sheet._charts, sheet._images, sheet._pivots = [], [], [], []
    sheet.legacy_drawing = None
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.auto_filter.ref = None
    sheet.tables.clear()
    sheet.defined_names.clear()
    checks = sheet.data_validations
    checks.dataValidation = [
        one for one in checks.dataValidation if one.type == "list" and _WORDS.fullmatch(one.formula1 or "")
    ]


def _as_read(cell: Cell, texts: Sequence[str]) -> str:
    if cell.column <= len(texts):
        return texts[cell.column - 1]
    return str(getattr(cell.value, "text", cell.value))


def _clear_old_findings(sheet: Worksheet, header_row: int) -> None:
    """An earlier download had the column elsewhere."""
    for cell in sheet[header_row]:
        if cell.value is not None and is_findings(str(cell.value)):
            for below in sheet.iter_rows(min_row=header_row, min_col=cell.column, max_col=cell.column):
                below[0].value = None


def _make_room(sheet: Worksheet) -> None:
    """A new first column; what belongs to columns moves with them."""
    columns = list(sheet.column_dimensions.values())
    sheet.insert_cols(1)
    sheet.column_dimensions.clear()
    for old in columns:
        _move_column(sheet, old)
    for merged in sheet.merged_cells.ranges:
        merged.shift(col_shift=1)
    for choice in sheet.data_validations.dataValidation:
        ranges = list(choice.sqref.ranges)
        for one in ranges:
            one.shift(col_shift=1)
        choice.sqref = MultiCellRange(ranges)


def _move_column(sheet: Worksheet, old: ColumnDimension) -> None:
    first, last = (old.min or 1) + 1, min((old.max or old.min or 1) + 1, _LAST_COLUMN)
    if first > _LAST_COLUMN:
        return
    letter = get_column_letter(first)
    moved = ColumnDimension(sheet, letter, width=old.width, hidden=old.hidden, min=first, max=last)
    moved._style = copy(old._style)
    sheet.column_dimensions[letter] = moved


def _write(sheet: Worksheet, findings: Findings) -> None:
    for row in sheet.iter_rows(min_row=findings.header_row, max_col=1):
        if not isinstance(row[0], MergedCell):
            row[0].value = None  # findings of an earlier check
    heights_pt = findings.heights_pt()
    for number, text in findings.texts.items():
        is_header = number == findings.header_row
        put_finding(sheet.cell(number, 1), text, findings.worst.get(number, ""), is_header)
        sheet.row_dimensions[number].height = max(heights_pt[number], sheet.row_dimensions[number].height or 0)
    sheet.sheet_view.topLeftCell = None
    lay_out_findings(sheet, findings.header_row)


if __name__ == "__main__":
    sys.exit(main())
