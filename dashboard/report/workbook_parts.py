"""Sheets of a bulletin's workbook: how a page of rows and a marked class look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import sayings, theme
from dashboard.export import looks
from dashboard.export.columns import Kind
from dashboard.report import layout
from dashboard.wording import Words
from etl.spreadsheet import Number, text_rows, wrapped_height_pt
from etl.vocabulary import Performance

#: Rows above the first line of a table: its caption with the marks, and the headings.
HEAD_ROWS = 2
_CAPTION_PT = 22
#: Rows are of one height up to that of two lines; only those that need more have their own.
_USUAL_PT = 33.0
#: Columns of these stand at the left; a word among numbers stands where they do.
_WORDS = frozenset({Kind.TEXT, Kind.TERM, Kind.PERIOD, Kind.DAY, Kind.MOMENT, Kind.FLAG})
_MARKED = Font(name=looks.FONT, size=11, bold=True, color=layout.RED.upper())


class Share(Number):
    """A number that is a share of a whole and shows as per cent."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of rows: `kinds` is what the numbers of each column are, shares know it themselves.
    `total` stands apart below what can be sorted, which is nothing where rows are sums of others
    (`is_list` False). `marked` are the places (from 1) of columns that hold the word of a class;
    the first `kept` columns stay in sight, the first `printed` (0: all) go on paper."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    kinds: Sequence[Kind]
    total: Sequence[str] = ()
    is_list: bool = True
    marked: Sequence[int] = ()
    kept: int = 1
    printed: int = 0


class Styles(looks.CellStyles):
    """The styles of the cells of pages."""

    def __init__(self, book: Workbook, mark: str):
        super().__init__(book)
        self._caption = self.number_of(lambda cell: setattr(cell, "font", _MARKED if mark else looks.BOLD))
        self._total = self.number_of(lambda cell: setattr(cell, "font", looks.BOLD))
        self._wrapped = {side: self.number_of(lambda cell: _wrap(cell, side)) for side in ("left", "right")}

    def rows(self, page: Page) -> bytes:
        """The rows of a page as its sheet holds them; an empty one parts the total from the lines."""
        written = [[page.caption], page.headings, *page.rows, *([[], page.total] if page.total else [])]
        usual, rows = row_height_pt(page), enumerate(page.rows, HEAD_ROWS + 1)
        heights = {row: needed for row, texts in rows if (needed := _needed_pt(texts, page)) > usual}
        heights |= {1: _CAPTION_PT, HEAD_ROWS: looks.head_height_pt(page.headings, page.widths)}
        return text_rows(written, lambda row, place, text: self._of(page, row, place, text), heights)

    def _of(self, page: Page, row: int, place: int, text: str) -> int:
        if row <= HEAD_ROWS:
            return self._caption if row == 1 else self.head
        if row > last_row(page):
            return self._total
        if isinstance(text, Share):
            return self.of_number(looks.SHARE)
        if isinstance(text, Number):
            return self.of_number(looks.number_format(page.kinds[place - 1], text))
        return self.of_text(text) or self._wrapped["left" if page.kinds[place - 1] in _WORDS else "right"]


def _wrap(cell: Cell, side: str) -> None:
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def row_height_pt(page: Page) -> float:
    """The height of most rows: one for all, since heights stay where they are when rows are sorted."""
    return min(max((_needed_pt(texts, page) for texts in page.rows), default=0), _USUAL_PT)


def _needed_pt(texts: Sequence[str], page: Page) -> float:
    """How high a row must be for its texts to be read."""
    return max((wrapped_height_pt(text, width) for text, width in zip(texts, page.widths) if not isinstance(text, Number)), default=0)


def last_row(page: Page) -> int:
    """The row of the last line of a page."""
    return HEAD_ROWS + len(page.rows)


def lay_out(sheet: Worksheet, page: Page) -> None:
    """Widths, filter, and what stays in sight and goes on paper."""
    looks.lay_out(sheet, page.widths, HEAD_ROWS, page.kept, page.printed or len(page.widths))
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = row_height_pt(page), True
    if page.is_list:
        sheet.auto_filter.ref = f"A{HEAD_ROWS}:{get_column_letter(len(page.headings))}{last_row(page)}"
    if page.printed:
        end = last_row(page) + (2 if page.total else 0)
        sheet.print_area = f"A1:{get_column_letter(page.printed)}{end}"


def mark_classes(sheet: Worksheet, page: Page, colors: Mapping[Performance, theme.Look], words: Words) -> None:
    """The word of each class in its colours, whatever is filtered or sorted."""
    for place in page.marked if page.rows else ():
        letter = get_column_letter(place)
        cells = f"{letter}{HEAD_ROWS + 1}:{letter}{last_row(page)}"
        named = [(words(f"performance.{performance}"), look) for performance, look in colors.items()]
        for word, look in [*named, (words(sayings.UNPUBLISHED_WORD), theme.UNPUBLISHED)]:
            word = word.replace('"', '""')
            fill = PatternFill(bgColor=_argb(look.background))
            rule = CellIsRule(operator="equal", formula=[f'"{word}"'], font=Font(color=_argb(look.text)), fill=fill)
            sheet.conditional_formatting.add(cells, rule)


def _argb(color: str) -> str:
    return f"FF{color.removeprefix('#').upper()}"
