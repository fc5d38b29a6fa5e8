"""How the sheets of a workbook look, on the screen and on paper."""

from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.export.columns import Kind
from etl.spreadsheet import starts_formula, wrapped_height_pt

FONT = "宋体"
BODY, BOLD = Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
WRAPPED = Alignment(vertical="top", wrap_text=True)
#: How numbers are shown by what they are; whole figures have no point with nothing behind it.
GENERAL, SHARE, _WHOLE = "General", "0.0%", "#,##0"
_FORMATS = {Kind.SHARE: SHARE, Kind.RATIO: "0.00", Kind.FIGURE: "#,##0.##########", Kind.DOUBLE: "#,##0.00", Kind.DAY: "yyyy-mm-dd"}
#: Room at the left and right of a sheet of paper.
_MARGIN_IN = 0.4
#: Characters side by side on a sheet of paper that can still be read.
_PAPER_WIDTH = 240


def number_format(kind: Kind, text: str) -> str:
    """How a number of this kind is shown."""
    return _WHOLE if kind is Kind.FIGURE and "." not in text else _FORMATS.get(kind, GENERAL)


def new_book() -> Workbook:
    """A workbook in whose cells our typeface is the usual one; the first font of its list is."""
    book = Workbook()
    book._fonts = IndexedList([BODY])
    book._named_styles["Normal"].font = BODY
    return book


class CellStyles:
    """The numbers by which a workbook knows the styles of its cells."""

    def __init__(self, book: Workbook):
        self._sheet = book.active
        self._by_format: dict[str, int] = {}
        self.head = self.number_of(_dress_head)
        self._quoted = self.number_of(lambda cell: setattr(cell, "quotePrefix", True))

    def number_of(self, dress: Callable[[Cell], None]) -> int:
        """The number of the style that a cell is given."""
        cell = Cell(self._sheet, row=1, column=1)
        dress(cell)
        return cell.style_id

    def of_number(self, shown: str) -> int:
        """That of numbers in a format."""
        if shown not in self._by_format:
            self._by_format[shown] = self.number_of(lambda cell: _dress_number(cell, shown))
        return self._by_format[shown]

    def of_text(self, text: str) -> int:
        """That of a text, which stays one when its cell is edited."""
        return self._quoted if starts_formula(text) else 0


def _dress_number(cell: Cell, shown: str) -> None:
    cell.number_format, cell.alignment = shown, Alignment(vertical="center")


def _dress_head(cell: Cell) -> None:
    cell.font, cell.fill, cell.alignment = BOLD, HEAD_FILL, WRAPPED


def head_height_pt(headings: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row of headings must be."""
    return max(map(wrapped_height_pt, headings, widths), default=0)


def set_up_print(sheet: Worksheet, mark: str) -> None:
    """A4, landscape and as wide as one page, with the marks at the head and the page at the foot of
    every sheet of paper."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=_MARGIN_IN, right=_MARGIN_IN, top=0.8, bottom=0.7, header=0.35, footer=0.35)
    sheet.oddFooter.center.text = "&P / &N"
    if mark:
        sheet.oddHeader.center.text = mark.replace("&", "&&")


def lay_out(sheet: Worksheet, widths: Sequence[float], head_rows: int, kept: int, printed: int) -> None:
    """A table under `head_rows` rows of headings, which stay in sight with the first `kept` columns, on
    paper as well; its first `printed` columns go on paper, side by side as far as they can be read."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"{get_column_letter(kept + 1)}{head_rows + 1}"
    sheet.print_title_rows, sheet.print_title_cols = f"1:{head_rows}", f"A:{get_column_letter(kept)}"
    sheet.print_options.gridLines = True
    sheet.page_setup.fitToWidth = max(1, round(sum(widths[:printed]) / _PAPER_WIDTH))
