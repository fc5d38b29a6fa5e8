"""Sheets of a bulletin's workbook: how a page of rows, a chart and a marked class look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import theme
from dashboard.export.workbook import BODY, BOLD, FONT, FORMATS, HEAD_FILL, HEAD_PT, WRAPPED
from dashboard.report import layout
from dashboard.report.bulletin import SheetChart
from dashboard.wording import Words
from etl.spreadsheet import Number, starts_formula, text_rows
from etl.vocabulary import Performance

#: Rows above the first line of a table: its caption with the marks, and the headings.
HEAD_ROWS = 2
_CAPTION_PT = 22
_MARKED = Font(name=FONT, size=11, bold=True, color=layout.RED.upper())
_SHARE_FORMAT, _PLAIN_FORMAT = "0.0%", "General"
#: Height of a chart in centimetres: what stands around its bars, and each of them.
_CHART_CM, _BAR_CM, _CHART_WIDTH_CM = 4.0, 0.8, 26.0
_ROW_CM = 0.53
#: Characters side by side on a sheet of paper that can still be read.
_PAPER_WIDTH = 190
#: Colours of the stack of classes, in its order, and of what is attained beside what is expected.
_STACK = (Performance.ON_TRACK, Performance.AT_RISK, Performance.OFF_TRACK, Performance.MISSED, Performance.NOT_ASSESSABLE)


class Share(Number):
    """A number that is a share of a whole and shows as per cent."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of rows: `formats` is the number format of each column, shares have their own;
    `marked` are the places (from 1) of columns that hold the word of a class."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    formats: Sequence[str]
    marked: Sequence[int] = ()


class Styles:
    """The numbers a workbook gives to the styles of cells."""

    def __init__(self, book: Workbook, mark: str):
        self._sheet = book.active
        self._caption = self._number(lambda cell: setattr(cell, "font", _MARKED if mark else BOLD))
        self._head = self._number(_dress_head)
        self._quoted = self._number(lambda cell: setattr(cell, "quotePrefix", True))
        shown = {*FORMATS.values(), _SHARE_FORMAT, _PLAIN_FORMAT}
        self._by_format = {one: self._number(lambda cell, one=one: setattr(cell, "number_format", one)) for one in sorted(shown)}

    def _number(self, dress: Callable[[Cell], None]) -> int:
        cell = self._sheet.cell(1, 1)
        dress(cell)
        number = cell.style_id
        self._sheet.delete_rows(1)
        return number

    def rows(self, page: Page) -> bytes:
        """The rows of a page as its sheet holds them."""
        written = [[page.caption], page.headings, *page.rows]
        return text_rows(written, lambda row, place, text: self._of(page, row, place, text), {1: _CAPTION_PT, 2: HEAD_PT})

    def _of(self, page: Page, row: int, place: int, text: str) -> int:
        if row <= HEAD_ROWS:
            return self._caption if row == 1 else self._head
        if isinstance(text, Share):
            return self._by_format[_SHARE_FORMAT]
        if isinstance(text, Number):
            return self._by_format[page.formats[place - 1]]
        return self._quoted if starts_formula(text) else 0


def _dress_head(cell: Cell) -> None:
    cell.font, cell.fill, cell.alignment = BOLD, HEAD_FILL, WRAPPED


def number_format(kind: str) -> str:
    """How a number of this kind is shown."""
    return FORMATS.get(kind, _PLAIN_FORMAT)


def lay_out(sheet: Worksheet, page: Page) -> None:
    """Widths, filter, and what stays in sight, on paper as well."""
    for place, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    last = HEAD_ROWS + len(page.rows)
    sheet.freeze_panes = f"A{HEAD_ROWS + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROWS}:{get_column_letter(len(page.headings))}{last}"
    sheet.print_title_rows, sheet.print_title_cols = f"1:{HEAD_ROWS}", "A:B"
    sheet.page_setup.fitToWidth = max(1, round(sum(page.widths) / _PAPER_WIDTH))


def set_up_print(sheet: Worksheet, mark: str) -> None:
    """Landscape and one page wide, with the marks at the head of every sheet of paper."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    if mark:
        sheet.oddHeader.center.text = mark.replace("&", "&&")


def mark_classes(sheet: Worksheet, page: Page, looks: Mapping[Performance, theme.Look], words: Words) -> None:
    """The word of each class in its colours, whatever is filtered or sorted."""
    for place in page.marked if page.rows else ():
        letter = get_column_letter(place)
        cells = f"{letter}{HEAD_ROWS + 1}:{letter}{HEAD_ROWS + len(page.rows)}"
        for performance, look in looks.items():
            word = words(f"performance.{performance}").replace('"', '""')
            fill = PatternFill(bgColor=_argb(look.background))
            rule = CellIsRule(operator="equal", formula=[f'"{word}"'], font=Font(color=_argb(look.text)), fill=fill)
            sheet.conditional_formatting.add(cells, rule)


def _argb(color: str) -> str:
    return f"FF{color.removeprefix('#').upper()}"


def add_chart(sheet: Worksheet, row: int, chart: SheetChart, data: Worksheet, columns: Sequence[str], palette: str) -> int:
    """Draw a chart from cells of another sheet at a row; gives the row behind it."""
    drawn = BarChart()
    drawn.type, drawn.title, drawn.style = "bar", chart.caption, 10
    drawn.grouping, drawn.overlap = ("stacked", 100) if chart.is_stacked else ("clustered", 0)
    first = HEAD_ROWS + 1 + chart.first
    for name in chart.columns:
        place = columns.index(name) + 1
        drawn.add_data(Reference(data, min_col=place, min_row=first, max_row=first + chart.count - 1), titles_from_data=False)
        drawn.series[-1].tx = _title(data, place)
    names = columns.index(chart.names) + 1
    drawn.set_categories(Reference(data, min_col=names, min_row=first, max_row=first + chart.count - 1))
    for series, color in zip(drawn.series, _colors(chart, palette)):
        series.graphicalProperties.solidFill = color
    drawn.x_axis.scaling.orientation, drawn.y_axis.crosses = "maxMin", "max"  # first line on top, scale below
    drawn.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=theme.GRID.removeprefix("#"))))
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = _PLAIN_FORMAT if chart.is_stacked else "0%"
    drawn.legend.position = "b"
    drawn.gapWidth = 60
    drawn.width = _CHART_WIDTH_CM
    drawn.height = _CHART_CM + _BAR_CM * chart.count * (1 if chart.is_stacked else len(chart.columns) * 0.7)
    sheet.add_chart(drawn, f"A{row}")
    return row + int(drawn.height / _ROW_CM) + 2


def _title(data: Worksheet, place: int) -> SeriesLabel:
    """A series is called like the heading of its column."""
    name = quote_sheetname(data.title)
    return SeriesLabel(strRef=StrRef(f"{name}!${get_column_letter(place)}${HEAD_ROWS}"))


def _colors(chart: SheetChart, palette: str) -> list[str]:
    if chart.is_stacked:
        looks = theme.looks(palette)
        return [looks[one].color.removeprefix("#") for one in _STACK]
    return [theme.PRIMARY.removeprefix("#"), theme.PATH.removeprefix("#")]
