"""An exported table as `.xlsx` for reading: words instead of codes, numbers that compute, the
unit in the heading, and on sheets of their own what the file is and what its columns mean."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import formats
from dashboard.export import dictionary
from dashboard.export.columns import Column, Kind, UnitOf
from dashboard.export.notes import notes
from dashboard.export.tables import Table
from dashboard.wording import Words
from etl.decimals import canonical
from etl.spreadsheet import Number, put_text, starts_formula, text_rows, workbook_bytes

#: A spreadsheet keeps no more digits of a number; longer ones stay text, so that none changes.
_DIGITS = 15
_DAY_ZERO = date(1899, 12, 30)
#: Height of the heading, for names of two lines.
HEAD_PT = 34
FONT = "宋体"
BODY, BOLD = Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
WRAPPED = Alignment(vertical="top", wrap_text=True)
FORMATS = {
    Kind.SHARE: "0.0%",
    Kind.RATIO: "0.00",
    Kind.FIGURE: "#,##0.##########",
    Kind.DOUBLE: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
}
_WIDTHS = {Kind.TEXT: 16, Kind.TERM: 13, Kind.FLAG: 8}
_WIDE = {"document_title": 34, "metric_name": 24, "source": 30, "note": 40, "responsible": 30, "document_url": 30}


def xlsx_bytes(table: Table, entries: Sequence[dictionary.Entry], words: Words) -> bytes:
    """The workbook: the table, what it is and where it comes from, the data dictionary."""
    book = Workbook()
    book._named_styles["Normal"].font = BODY
    sheet = book.active
    sheet.title = words(f"export.{table.name}")
    styles = _Styles(sheet, table.all_columns)
    _lay_out(sheet, table, words)
    write_pairs(book.create_sheet(words("export.about")), notes(table, words), (22, 110))
    heads = dictionary.headings(words)
    write_pairs(book.create_sheet(words("dictionary.title")), [heads, *entries], (22, 22, 60, 14, 16, 60), head=True)
    lines = [[cell_text(cell, column, words) for cell, column in zip(line, table.all_columns)] for line in table.all_lines]
    return workbook_bytes(book, text_rows([headings(table, words), *lines], styles.of, {1: HEAD_PT}))


def headings(table: Table, words: Words) -> list[str]:
    """Names with their units; where units differ from line to line the heading says where they stand."""
    return [_head(column, table, words) for column in table.all_columns]


def _head(column: Column, table: Table, words: Words) -> str:
    name = dictionary.label(column, words)
    unit = _unit(column, table, words)
    return words("export.head", name=name, unit=unit) if unit else name


def _unit(column: Column, table: Table, words: Words) -> str:
    if column.unit is UnitOf.NONE:
        return words("export.share") if column.kind is Kind.SHARE else ""
    if column.unit is UnitOf.PER_CENT:
        return "%"
    units = {getattr(one, column.unit) for one in table.units}
    return formats.stored_unit(units.pop(), words.lang) if len(units) == 1 else words("export.mixed_unit")


def cell_text(value: object, column: Column, words: Words) -> str:
    """A value as its cell holds it."""
    if value is None:
        return ""
    if column.kind in (Kind.FIGURE, Kind.DOUBLE, Kind.SHARE, Kind.RATIO, Kind.COUNT):
        return number(value)
    if column.kind is Kind.TERM:
        return words(column.terms[value]) if value in column.terms else str(value)
    if column.kind is Kind.FLAG:
        return words(f"export.flag_{str(value).lower()}")
    if column.kind is Kind.DAY:
        return Number((value - _DAY_ZERO).days)
    if column.name == "unit":
        return formats.stored_unit(value, words.lang)
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


def number(value: str | float | int) -> str:
    """A cell that computes; a figure with more digits than a spreadsheet keeps stays text."""
    plain = canonical(Decimal(str(value)))
    if isinstance(value, float) or len(plain.lstrip("-0.").replace(".", "")) <= _DIGITS:
        return Number(plain)
    return plain


def width(column: Column) -> int:
    """How wide a column is, in characters."""
    return _WIDE.get(column.name, _WIDTHS.get(column.kind, 15))


def _lay_out(sheet: Worksheet, table: Table, words: Words) -> None:
    count = len(table.all_columns)
    for place, column in enumerate(table.all_columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width(column)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(count)}{len(table.lines) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    if table.stamp.is_demonstration:
        sheet.oddHeader.center.text = words("app.demonstration")


def write_pairs(sheet: Worksheet, rows: Sequence[Sequence[str]], widths: Sequence[int], *, head: bool = False) -> None:
    """Short rows of text; the first column stands out, or the first row where that is a head."""
    for number_, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number_, place)
            put_text(cell, text)
            cell.font = BOLD if (head and number_ == 1) or (not head and place == 1) else BODY
            cell.alignment = WRAPPED
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if head:
        sheet.freeze_panes = "A2"


class _Styles:
    """The numbers a workbook gives to the styles of the cells."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]):
        self._columns = columns
        self._head = self._number(sheet, _dress_head)
        by_format = {
            shown: self._number(sheet, lambda cell, shown=shown: setattr(cell, "number_format", shown))
            for shown in set(FORMATS.values())
        }
        self._by_place = [by_format.get(FORMATS.get(column.kind, ""), 0) for column in columns]
        self._quoted = self._number(sheet, lambda cell: setattr(cell, "quotePrefix", True))

    @staticmethod
    def _number(sheet: Worksheet, dress) -> int:
        cell = sheet.cell(1, 1)
        dress(cell)
        sheet.delete_rows(1)
        return cell.style_id

    def of(self, row: int, place: int, text: str) -> int:
        if row == 1:
            return self._head
        if isinstance(text, Number):
            return self._by_place[place - 1]
        return self._quoted if starts_formula(text) else 0


def _dress_head(cell: Cell) -> None:
    cell.font, cell.fill, cell.alignment = BOLD, HEAD_FILL, WRAPPED
