"""How the column of findings looks in a workbook, and a workbook of nothing but text.

The column comes first, so that it is seen without scrolling; its cells say their severity in
words and show it in colour.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.intake.xlsx import TABLE_SHEET
from etl.spreadsheet import put_text, starts_formula, text_rows, workbook_bytes, wrapped_height_pt

#: The severities, the worst first, and their colours.
TIER_COLOURS = {"error": "FBD5D5", "explain": "FFE8B3", "explained": "DFF0DC", "inform": "DCE9F5"}
FINDINGS_WIDTH = 48
_WIDTH = 14
_FONT = "宋体"
_BODY = Font(name=_FONT, size=11)
_BOLD = Font(name=_FONT, size=11, bold=True)
_FILLS = {tier: PatternFill("solid", fgColor=colour) for tier, colour in TIER_COLOURS.items()}
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is written beside which row: its text, and the worst severity in it. The header row
    has a text always; it names the column."""

    header_row: int
    texts: Mapping[int, str]
    worst: Mapping[int, str]

    def heights_pt(self) -> dict[int, float]:
        """How high the rows must be to show it all."""
        return {number: wrapped_height_pt(text, FINDINGS_WIDTH) for number, text in self.texts.items()}


def put_finding(cell: Cell, text: str, tier: str, is_header: bool) -> None:
    """One cell of the column."""
    put_text(cell, text)
    cell.font = _BOLD if is_header else _BODY
    cell.alignment = _WRAPPED
    cell.border = _BOX
    if tier:
        cell.fill = _FILLS[tier]


def plain_workbook(rows: Sequence[Sequence[str]], findings: Findings) -> bytes:
    """A workbook of these rows, whose first cells are the findings; all of it is text."""
    book = Workbook()
    book._named_styles["Normal"].font = _BODY
    sheet = book.active
    sheet.title = TABLE_SHEET
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    lay_out_findings(sheet, findings.header_row)
    for position in range(2, len(rows[-1]) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTH
    return workbook_bytes(book, text_rows(rows, _Styles(sheet, findings).of, findings.heights_pt()))


def lay_out_findings(sheet: Worksheet, header_row: int) -> None:
    """The first column wide enough to read and always in sight."""
    sheet.column_dimensions["A"].width = FINDINGS_WIDTH
    sheet.freeze_panes = sheet.cell(header_row + 1, 2)


def _at_top(cell: Cell) -> None:
    cell.alignment = Alignment(vertical="top")


class _Styles:
    """The numbers a workbook gives to the styles of the cells."""

    def __init__(self, sheet: Worksheet, findings: Findings):
        self.findings = findings
        self.findings_by_tier = {
            (tier, is_header): self._number(sheet, lambda cell: put_finding(cell, "x", tier, is_header))
            for tier in (*TIER_COLOURS, "")
            for is_header in (True, False)
        }
        self.header = self._number(sheet, lambda cell: setattr(cell, "font", _BOLD))
        self.text = self._number(sheet, _at_top)
        self.quoted = self._number(sheet, lambda cell: (_at_top(cell), setattr(cell, "quotePrefix", True)))

    @staticmethod
    def _number(sheet: Worksheet, dress: Callable[[Cell], None]) -> int:
        cell = sheet.cell(1, 1)
        dress(cell)
        sheet.delete_rows(1)
        return cell.style_id

    def of(self, row: int, place: int, text: str) -> int:
        is_header = row == self.findings.header_row
        if place == 1:
            return self.findings_by_tier[self.findings.worst.get(row, ""), is_header]
        if is_header:
            return self.header
        return self.quoted if starts_formula(text) else self.text
