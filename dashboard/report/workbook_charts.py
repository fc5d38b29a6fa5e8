"""The sheet of charts of a bulletin's workbook: one chart on a sheet of paper, its figures beside it.

A chart takes its figures from cells of its own: those of 目标 are sorted and filtered by whoever
works with them, and would carry other bars under the same caption.
"""

from collections.abc import Iterator, Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import theme
from dashboard.export.looks import BOLD, GENERAL, SHARE
from dashboard.report.bulletin import Series, SheetChart
from dashboard.wording import Words
from etl.spreadsheet import put_text
from etl.vocabulary import Performance

#: A sheet of paper in rows of 15 pt and columns of eight characters, whatever the typeface; figures
#: stand behind them.
_PAPER_ROWS, _PAPER_COLUMNS, _ROW_PT, _COLUMN_WIDTH = 30, 12, 15.0, 8
_FIGURES, _NAME_WIDTH = _PAPER_COLUMNS + 2, 40
#: Rows around the bars of a chart, and for each bar of a stack and of two side by side.
_AROUND, _STACKED_ROWS, _PAIR_ROWS = 7, 1.4, 2.0
#: Colours of the stack of classes, in its order.
_STACK = (Performance.ON_TRACK, Performance.AT_RISK, Performance.OFF_TRACK, Performance.MISSED, Performance.NOT_ASSESSABLE)


def draw(sheet: Worksheet, charts: Sequence[SheetChart], palette: str, words: Words) -> None:
    """All charts below one another on an empty sheet; a long one goes on on the next sheet of paper."""
    pieces = [piece for chart in charts for piece in _pieces(chart, words)]
    for place, piece in enumerate(pieces):
        first = place * _PAPER_ROWS + 1
        _put_figures(sheet, first, piece)
        sheet.add_chart(_bars(sheet, first, piece, palette))
        sheet.row_breaks.append(Break(first + _PAPER_ROWS - 1))
    _lay_out(sheet, len(pieces))


def _pieces(chart: SheetChart, words: Words) -> Iterator[SheetChart]:
    """The chart, in equal parts where it has more bars than a sheet of paper has room for."""
    most = int((_PAPER_ROWS - 1 - _AROUND) / _rows_of(chart))
    count = -(-len(chart.names) // most)
    size = -(-len(chart.names) // count)
    for number, start in enumerate(range(0, len(chart.names), size), 1):
        some = slice(start, start + size)
        caption = words("workbook.chart_piece", caption=chart.caption, number=number, count=count) if count > 1 else chart.caption
        series = [Series(one.name, one.values[some]) for one in chart.series]
        yield SheetChart(caption, chart.names[some], series, chart.is_stacked)


def _rows_of(chart: SheetChart) -> float:
    return _STACKED_ROWS if chart.is_stacked else _PAIR_ROWS


def _put_figures(sheet: Worksheet, first: int, chart: SheetChart) -> None:
    """Its figures as a table, names first."""
    for place, one in enumerate(chart.series, _FIGURES + 1):
        put_text(head := sheet.cell(first, place), one.name)
        head.font = BOLD
        for row, value in enumerate(one.values, first + 1):
            if value is not None:
                cell = sheet.cell(row, place, value)
                cell.number_format = GENERAL if chart.is_stacked else SHARE
    for row, name in enumerate(chart.names, first + 1):
        put_text(sheet.cell(row, _FIGURES), name)


def _bars(sheet: Worksheet, first: int, chart: SheetChart, palette: str) -> BarChart:
    drawn = BarChart()
    drawn.type, drawn.title, drawn.style = "bar", chart.caption, 10
    drawn.grouping, drawn.overlap = ("stacked", 100) if chart.is_stacked else ("clustered", 0)
    last = first + len(chart.names)
    figures = Reference(sheet, min_col=_FIGURES + 1, max_col=_FIGURES + len(chart.series), min_row=first, max_row=last)
    drawn.add_data(figures, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=_FIGURES, min_row=first + 1, max_row=last))
    for series, color in zip(drawn.series, _colors(chart, palette)):
        series.graphicalProperties.solidFill = color
    drawn.x_axis.scaling.orientation, drawn.y_axis.crosses = "maxMin", "max"  # first line on top, scale below
    drawn.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=_plain(theme.GRID))))
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = GENERAL if chart.is_stacked else "0%"
    drawn.legend.position = "b"
    drawn.gapWidth = 60
    end = first - 1 + min(_PAPER_ROWS - 1, _AROUND + round(_rows_of(chart) * len(chart.names)))
    drawn.anchor = TwoCellAnchor(_from=AnchorMarker(col=0, row=first - 1), to=AnchorMarker(col=_PAPER_COLUMNS, row=end))
    return drawn


def _colors(chart: SheetChart, palette: str) -> list[str]:
    """Those of the classes, or of what is attained beside what is expected."""
    looks = theme.looks(palette)
    return [_plain(looks[one].color) for one in _STACK] if chart.is_stacked else [_plain(theme.PRIMARY), _plain(theme.PATH)]


def _plain(color: str) -> str:
    return color.removeprefix("#")


def _lay_out(sheet: Worksheet, count: int) -> None:
    """Paper of its size, not fitted: where a sheet is fitted, Excel takes no notice of breaks."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_PT, True
    for place in range(1, _PAPER_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _COLUMN_WIDTH
    sheet.column_dimensions[get_column_letter(_FIGURES)].width = _NAME_WIDTH
    sheet.print_area = f"A1:{get_column_letter(_PAPER_COLUMNS)}{count * _PAPER_ROWS}"
