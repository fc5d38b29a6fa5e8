"""A template as a workbook: what is fixed is locked, what can be chosen drops down."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from etl.intake.layout import Column
from etl.intake.own_marks import LAST_YEAR_HEADER, PREVIOUS_HEADER, TemplateTitle
from etl.intake.xlsx import BESIDE_TABLE, TABLE_SHEET
from etl.spreadsheet import put_text, workbook_bytes, wrapped_height_pt
from etl.template.rows import HEADERS, TemplateRow

_HEADER_ROW = 2
#: Where something may always be typed.
_OPEN = (Column.VALUE, Column.YOY, Column.SOURCE, Column.NOTE)
_NUMBERS = (Column.VALUE, Column.YOY)
_WHOLE = (Column.YEAR, Column.QUARTER)
_REFERENCE = (PREVIOUS_HEADER, LAST_YEAR_HEADER)
_WIDTHS = {
    Column.REGION: 14, Column.METRIC: 34, Column.YEAR: 7, Column.QUARTER: 6, Column.COUNTING: 11, Column.VALUE: 16,
    Column.UNIT: 8, PREVIOUS_HEADER: 26, LAST_YEAR_HEADER: 26, Column.YOY: 9, Column.SCOPE: 13, Column.NATURE: 10,
    Column.SOURCE: 28, Column.NOTE: 40,
}  # fmt: skip

_FONT = "宋体"
_BODY = Font(name=_FONT, size=11)
_BOLD = Font(name=_FONT, size=11, bold=True)
_TITLE = Font(name=_FONT, size=13, bold=True)
_QUIET = Font(name=_FONT, size=10, color="666666")
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
_OPEN_FILL = PatternFill("solid", fgColor="FFF9DB")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UNLOCKED = Protection(locked=False)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center")
_GUIDE_WIDTH = 100
#: What a page leaves blank at its edges, in inches.
_MARGIN = 0.4


def workbook(title: TemplateTitle, rows: Sequence[TemplateRow], guide: Sequence[tuple[str, str]]) -> bytes:
    """The file: the table to fill in, and how."""
    book = Workbook()
    sheet = book.active
    sheet.title = TABLE_SHEET
    _put(sheet.cell(1, 1), str(title), _TITLE)
    for position, header in enumerate(HEADERS, start=1):
        _head(sheet.cell(_HEADER_ROW, position), header)
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTHS[header]
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        for position, header in enumerate(HEADERS, start=1):
            _fill(sheet.cell(number, position), header, row)
    _add_choices(sheet, rows)
    _lay_out(sheet)
    _write_guide(book.create_sheet(BESIDE_TABLE[0]), title, guide)
    return workbook_bytes(book)


def _put(cell: Cell, text: str, font: Font) -> None:
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(vertical="center")


def _head(cell: Cell, header: str) -> None:
    _put(cell, str(header), _BOLD)
    cell.fill = _HEAD_FILL
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _fill(cell: Cell, header: str, row: TemplateRow) -> None:
    text = row.texts.get(header, "")
    if header in _WHOLE:
        cell.value = int(text)
    elif text:
        put_text(cell, text)
    cell.font = _QUIET if header in _REFERENCE else _BODY
    cell.border = _BOX
    cell.alignment = _CENTRED if header in _WHOLE else _WRAPPED
    cell.number_format = _number_format(header)
    if header in _OPEN or header in row.choices:
        cell.protection = _UNLOCKED
        cell.fill = _OPEN_FILL


def _number_format(header: str) -> str:
    """Figures as they are: a format for whole numbers would show 2.5 as 3."""
    if header in _WHOLE:
        return "0"
    return "General" if header in _NUMBERS else "@"


def _add_choices(sheet: Worksheet, rows: Sequence[TemplateRow]) -> None:
    """One drop-down for each list of words, over all cells that offer it."""
    lists: dict[tuple[str, ...], DataValidation] = {}
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        for header, words in row.choices.items():
            if words not in lists:
                lists[words] = _drop_down(words)
                sheet.add_data_validation(lists[words])
            lists[words].add(sheet.cell(number, HEADERS.index(header) + 1).coordinate)


def _drop_down(words: tuple[str, ...]) -> DataValidation:
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle = "请从下拉中选择"
    choice.error = "可填：" + "、".join(words)
    return choice


def _lay_out(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[_HEADER_ROW].height = 32
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, HEADERS.index(Column.METRIC) + 2)
    sheet.sheet_view.zoomScale = 100
    _fit_to_paper(sheet)
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    protection = sheet.protection
    protection.sheet = True  # against slips, not against people: no password
    protection.formatColumns = protection.formatRows = protection.formatCells = False


def _fit_to_paper(sheet: Worksheet) -> None:
    """All columns on one page, as many pages as there are rows."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(*[_MARGIN] * 4)


def _write_guide(sheet: Worksheet, title: TemplateTitle, guide: Sequence[tuple[str, str]]) -> None:
    _put(sheet.cell(1, 1), str(title), _TITLE)
    for number, (heading, text) in enumerate(guide, start=3):
        _put(sheet.cell(number, 1), heading, _BOLD)
        _put(sheet.cell(number, 2), text, _BODY)
        sheet.cell(number, 1).alignment = sheet.cell(number, 2).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[number].height = wrapped_height_pt(text, _GUIDE_WIDTH)
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = _GUIDE_WIDTH
    _fit_to_paper(sheet)
    sheet.protection.sheet = True
