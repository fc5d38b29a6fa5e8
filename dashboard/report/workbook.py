"""A bulletin as a workbook that a person can work in.

In front stand the figures as numbers, with filters, charts and marked classes; then the text and the
other tables of the bulletin, its method and sources, and what the columns mean. Every table has its
caption with the marks 草稿 and 演示数据 in the first row and its headings in the second.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from dashboard import theme
from dashboard.export import dictionary
from dashboard.export.columns import REPORT_OVERVIEW, Kind
from dashboard.export.looks import BODY, BOLD, WRAPPED, new_book, set_up_print
from dashboard.export.notes import sources
from dashboard.export.workbook import cell_text, headings, lines, number, width, write_pairs
from dashboard.export.workbook import columns as in_columns
from dashboard.report import layout
from dashboard.report.bulletin import Align, Bulletin, Chart, Grid, Sheet
from dashboard.report.charts import alternative
from dashboard.report.plain import printable
from dashboard.report.workbook_charts import draw
from dashboard.report.workbook_parts import Page, Share, Styles, lay_out, mark_classes
from dashboard.wording import Words
from etl.decimals import canonical
from etl.office_file import written_at
from etl.settings import PALETTES
from etl.spreadsheet import put_text, wrapped_height_pt
from etl.spreadsheet import workbook_bytes as archived

#: What the name of a sheet may be: 31 characters, none of these.
_NAME_LENGTH, _NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\']")
_WORD_ENDS = re.compile(r"[ （(，,、]")
_TEXT_WIDTH = 110
#: Widths of columns beside which the headings of a table give none.
_NARROWEST = 8
_COUNTS = {column.name: 14 for column in REPORT_OVERVIEW if column.kind is Kind.COUNT}
_WIDE = {"region_name": 16, "metric_name": 20, "promise": 30, "need": 26, "last_start": 24, "unit": 8, "responsible": 20, "document_title": 34, **_COUNTS}
#: Columns that stay in sight, and the last that go on paper: more would be too small to read.
_KEPT, _LAST_PRINTED = ("region_name", "metric_name"), frozenset({"responsible", "open_count"})
_MINUS = "−-"
_CLASS_COLUMNS = ("class", "class_before")
#: A figure that stands alone in its cell, as it is printed.
_FIGURE = re.compile(r"([+\-−]?)(\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?(%?)")


def workbook_bytes(bulletin: Bulletin, palette: str = PALETTES[0]) -> bytes:
    """The bulletin as `.xlsx`; `palette` names the colours of classes and charts."""
    bulletin, words = printable(bulletin), Words(bulletin.lang)
    book = _Book(bulletin, palette, words)
    charts = [chart for sheet in bulletin.sheets for chart in sheet.charts]
    for place, sheet in enumerate(bulletin.sheets):
        book.table(words(f"workbook.{sheet.table.name}"), figures(sheet, words))
        if charts and not place:
            draw(book.sheet(words("workbook.charts")), charts, palette, words)
    book.lines(words("workbook.text"), list(_text(bulletin)))
    for grid in _other_grids(bulletin):
        book.table(grid.caption, printed(grid))
    book.pairs(words("workbook.about"), _about(bulletin, words))
    book.pairs(words("dictionary.title"), _dictionary(bulletin, words), head=True)
    return book.archived()


class _Book:
    """A workbook that grows sheet by sheet; the rows of tables are kept as they will be written."""

    def __init__(self, bulletin: Bulletin, palette: str, words: Words):
        self._book, self._mark, self._words = new_book(), layout.mark_line(bulletin), words
        self._time = written_at(bulletin.made_at)
        self._book.properties.title = bulletin.title
        self._styles = Styles(self._book, self._mark)
        self._looks = theme.looks(palette)
        self._rows: list[bytes] = []

    def sheet(self, name: str) -> Worksheet:
        """An empty sheet."""
        sheet = self._book.create_sheet() if self._rows else self._book.active
        sheet.title = _sheet_name(name, [one.title for one in self._book.worksheets])
        self._rows.append(b"")
        set_up_print(sheet, self._mark)
        return sheet

    def table(self, name: str, page: Page) -> None:
        """A sheet of rows under headings."""
        page = replace(page, caption="　".join(part for part in (page.caption, self._mark) if part))
        sheet = self.sheet(name)
        lay_out(sheet, page)
        mark_classes(sheet, page, self._looks, self._words)
        self._rows[-1] = self._styles.rows(page)

    def lines(self, name: str, lines: Sequence[tuple[str, bool]]) -> None:
        """A sheet of paragraphs; those that are headings stand out."""
        sheet = self.sheet(name)
        sheet.column_dimensions["A"].width = _TEXT_WIDTH
        for row, (text, is_heading) in enumerate(lines, start=1):
            cell = sheet.cell(row, 1)
            put_text(cell, text)
            cell.font, cell.alignment = BOLD if is_heading else BODY, WRAPPED
            sheet.row_dimensions[row].height = wrapped_height_pt(text, _TEXT_WIDTH)

    def pairs(self, name: str, rows: Sequence[Sequence[str]], *, head: bool = False) -> None:
        """A sheet of short rows."""
        write_pairs(self.sheet(name), rows, self._mark, head=head)

    def archived(self) -> bytes:
        return archived(self._book, *self._rows, time=self._time)


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have and none has, as near to what is wanted as possible."""
    plain = _cut(_NOT_IN_NAMES.sub(" ", wanted).strip()) or "-"
    lower = {name.casefold() for name in taken}
    number, name = 1, plain
    while name.casefold() in lower:
        number += 1
        name = f"{plain[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
    return name


def _cut(name: str) -> str:
    """As much of a name as a sheet has room for, without a word or a bracket that is only begun."""
    if len(name) <= _NAME_LENGTH:
        return name
    ends = [found.start() for found in _WORD_ENDS.finditer(name[: _NAME_LENGTH + 1]) if found.start() > _NAME_LENGTH // 2]
    return name[: ends[-1] if ends else _NAME_LENGTH].rstrip("，,、 （(")


def figures(sheet: Sheet, words: Words) -> Page:
    """A table of figures as numbers, codes as words."""
    table = sheet.table
    columns, names = table.all_columns, [column.name for column in table.all_columns]
    told = lines(table, words)
    return Page(
        sheet.caption,
        headings(table, words),
        told,
        [_WIDE.get(column.name, width(column, cells)) for column, cells in in_columns(table, told)],
        [column.kind for column in columns],
        total=[cell_text(value, column, words) for value, column in zip(sheet.total, columns)],
        marked=[place for place, name in enumerate(names, 1) if name in _CLASS_COLUMNS],
        kept=sum(name in _KEPT for name in names[: len(_KEPT)]),
        printed=next(place for place, name in enumerate(names, 1) if name in _LAST_PRINTED),
    )


def printed(grid: Grid) -> Page:
    """A table as it stands in the bulletin; a figure that stands alone in its cell is a number."""
    numbers = [heading.align is Align.NUMBER for heading in grid.headings]
    rows = [[_figure(text) if is_number else text for text, is_number in zip(row, numbers, strict=True)] for row in grid.rows]
    widths = [max(2 * heading.width, _NARROWEST) for heading in grid.headings]
    heads = [heading.name for heading in grid.headings]
    return Page(grid.caption, heads, rows, widths, [Kind.FIGURE if one else Kind.TEXT for one in numbers], is_list=not grid.has_sums)


def _figure(text: str) -> str:
    found = _FIGURE.fullmatch(text)
    if not found:
        return text
    sign, whole, part, per_cent = found.groups()
    plain = Decimal(f"{'-' if sign and sign in _MINUS else ''}{whole.replace(',', '')}{part or ''}")
    return Share(canonical(plain / 100)) if per_cent else number(canonical(plain))


def _text(bulletin: Bulletin) -> Iterator[tuple[str, bool]]:
    """Each paragraph, and whether it is a heading; tables are named where they stand."""
    for mark in (bulletin.draft, bulletin.mark):
        if mark:
            yield mark, True
    yield bulletin.number_field, False
    yield bulletin.signer_field, False
    yield bulletin.title, True
    if bulletin.addressee:
        yield bulletin.addressee, False
    yield from ((text, False) for text in bulletin.opening)
    for part in bulletin.parts:
        yield part.heading, True
        yield from ((text, False) for text in (*part.paragraphs, *(grid.caption for grid in part.grids)))
        for chart in part.charts:
            yield from _charted(chart)
    yield from ((text, False) for text in bulletin.annexes)
    yield bulletin.seal_field, False
    if bulletin.issuer:
        yield bulletin.issuer, False
    yield bulletin.date_field, False


def _charted(chart: Chart) -> Iterator[tuple[str, bool]]:
    """A chart of the bulletin in words, line by line."""
    yield from ((text, False) for text in alternative(chart).split("\n"))


def _other_grids(bulletin: Bulletin) -> Iterator[Grid]:
    """The tables that no sheet of figures holds, in the order of their names: 表 first, then 附表."""
    held = {sheet.table.name for sheet in bulletin.sheets}
    upright, wide = layout.split_grids(bulletin)
    return (grid for grids in (*upright.values(), wide) for grid in grids if grid.sheet not in held)


def _about(bulletin: Bulletin, words: Words) -> list[tuple[str, str]]:
    """Data and method as the bulletin says them, how to read the workbook, and every source."""
    said = [(bulletin.notes_heading if not place else "", text) for place, text in enumerate(bulletin.notes)]
    said += [(words("export.units"), words("workbook.lead")), ("", words("workbook.sheet_lead"))]
    named = [sheet.table for sheet in bulletin.sheets if "document_url" in {column.name for column in sheet.table.columns}]
    return said + [(words("export.source"), source) for table in named for source in sources(table, words)]


def _dictionary(bulletin: Bulletin, words: Words) -> list[Sequence[str]]:
    """What each column of the figures means."""
    columns = {column.name: column for sheet in bulletin.sheets for column in sheet.table.all_columns}
    return [dictionary.headings(words), *dictionary.entries(columns.values(), words)]
