"""An exported table as `.xlsx` for reading: words instead of codes, numbers that compute, the
unit in the heading, and on sheets of their own what the file is and what its columns mean."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import formats
from dashboard.export import dictionary
from dashboard.export.columns import Column, Kind, UnitOf
from dashboard.export.looks import BODY, BOLD, WRAPPED, CellStyles, head_height_pt, lay_out, new_book, number_format, set_up_print
from dashboard.export.notes import notes
from dashboard.export.tables import Table
from dashboard.wording import Words
from etl.decimals import canonical
from etl.office_file import written_at
from etl.spreadsheet import Number, put_text, text_rows, workbook_bytes, wrapped_height_pt

#: A spreadsheet keeps no more digits of a number; longer ones stay text, so that none changes.
_DIGITS = 15
_DAY_ZERO = date(1899, 12, 30)
#: Columns that stay in sight: target and due period, or region.
_KEPT = 2
#: Widths of short rows: name and text, or a dictionary under its head.
_PAIR_WIDTHS, _DICTIONARY_WIDTHS = (22, 110), (22, 22, 60, 14, 16, 60)
#: How wide columns are at least, and how their numbers are written out.
_WIDTHS = {
    Kind.TEXT: 16, Kind.TERM: 13, Kind.PERIOD: 9, Kind.DAY: 12, Kind.MOMENT: 17, Kind.COUNT: 9, Kind.FLAG: 8, Kind.FIGURE: 11,
    Kind.DOUBLE: 11, Kind.SHARE: 9, Kind.RATIO: 9,
}  # fmt: skip
_WRITTEN = {Kind.COUNT: "", Kind.FIGURE: ",", Kind.DOUBLE: ",.2f", Kind.SHARE: ".1%", Kind.RATIO: ".2f"}
_AROUND = 3
_WIDE = {"document_title": 34, "metric_name": 24, "source": 30, "note": 40, "responsible": 30, "document_url": 30}


def xlsx_bytes(table: Table, entries: Sequence[dictionary.Entry], created: datetime, words: Words) -> bytes:
    """The workbook: the table, what it is and where it comes from, the data dictionary. `created` is
    when the data became what they are."""
    book = new_book()
    sheet = book.active
    sheet.title = words(f"export.{table.name}")
    mark = words("app.demonstration") if table.stamp.is_demonstration else ""
    heads, told = headings(table, words), lines(table, words)
    widths = [width(*one) for one in columns(table, told)]
    set_up_print(sheet, mark)
    lay_out(sheet, widths, 1, _KEPT, len(widths))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(table.lines) + 1}"
    write_pairs(book.create_sheet(words("export.about")), notes(table, words), mark)
    write_pairs(book.create_sheet(words("dictionary.title")), [dictionary.headings(words), *entries], mark, head=True)
    rows = text_rows([heads, *told], _style_of(CellStyles(book), table), {1: head_height_pt(heads, widths)})
    return workbook_bytes(book, rows, time=written_at(created))


def _style_of(styles: CellStyles, table: Table) -> Callable[[int, int, str], int]:
    kinds = [column.kind for column in table.all_columns]

    def style(row: int, place: int, text: str) -> int:
        if row == 1:
            return styles.head
        return styles.of_number(number_format(kinds[place - 1], text)) if isinstance(text, Number) else styles.of_text(text)

    return style


def lines(table: Table, words: Words) -> list[list[str]]:
    """The lines of a table as their cells hold them."""
    columns = table.all_columns
    return [[cell_text(value, column, words) for value, column in zip(line, columns, strict=True)] for line in table.all_lines]


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


def columns(table: Table, told: Sequence[Sequence[str]]) -> Iterator[tuple[Column, Sequence[str]]]:
    """Each column with its cells."""
    for place, column in enumerate(table.all_columns):
        yield column, [line[place] for line in told]


def width(column: Column, cells: Iterable[str]) -> int:
    """How wide a column is, in characters; a number without room would show as ####."""
    least = _WIDE.get(column.name, _WIDTHS[column.kind])
    if column.kind not in _WRITTEN:
        return least
    longest = max((cell for cell in cells if isinstance(cell, Number)), key=lambda cell: len(cell.partition(".")[0]), default="0")
    return max(least, len(format(Decimal(longest), _WRITTEN[column.kind])) + _AROUND)


def write_pairs(sheet: Worksheet, rows: Sequence[Sequence[str]], mark: str, *, head: bool = False) -> None:
    """Short rows of text; the first column stands out, or the first row where that is a head."""
    widths = _DICTIONARY_WIDTHS if head else _PAIR_WIDTHS
    set_up_print(sheet, mark)
    for number_, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number_, place)
            put_text(cell, text)
            cell.font = BOLD if (head and number_ == 1) or (not head and place == 1) else BODY
            cell.alignment = WRAPPED
        sheet.row_dimensions[number_].height = max(map(wrapped_height_pt, row, widths))
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if head:
        sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
