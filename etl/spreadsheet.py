"""Rows of text → bytes that a spreadsheet program opens as they stand.

No text becomes a formula: `.xlsx` cells are text cells, and in `.csv`, which has no types,
what would start a formula is quoted and begins with an apostrophe. Equal rows give equal
bytes: no time of writing is kept.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from etl.intake.cells import is_null
from etl.office_file import WRITTEN_AT, archive, parts_of, storable

_BOM = b"\xef\xbb\xbf"
_FORMULA_MARKS = "=+-@\t\r\n＝＋－＠"
_NUMBER = re.compile(r"[+\-＋－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?")
_TO_QUOTE = re.compile('[",\r\n]')
#: `_x000D_` in the text of a workbook means a control character unless its first `_` is written so.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
#: Heights in points of a line of eleven points and of the highest row there can be; lines are
#: broken before their end is reached.
_LINE_PT, _ROW_EDGE_PT, _HIGHEST_PT = 15.0, 3.0, 409.0
_USED_WIDTH = 0.94
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class Number(str):
    """A number in plain ASCII digits that a spreadsheet program computes with: the cell is a number."""


def wrapped_height_pt(text: str, width: float) -> float:
    """How high a row must be to show a text wrapped in a column of so many characters. Spreadsheet
    programs do not always find it out themselves when they open a file."""
    lines = [sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) for line in text.split("\n")]
    count = sum(max(1, -(-line // int(width * _USED_WIDTH))) for line in lines)
    return min(count * _LINE_PT + _ROW_EDGE_PT, _HIGHEST_PT)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet program might take a text for a formula. Numbers with a sign
    and dashes for nothing reported are none."""
    return text[:1] in _FORMULA_MARKS and not (not text or _NUMBER.fullmatch(text) or is_null(text))


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table in UTF-8 with byte-order mark and CRLF, as Chinese Excel opens it rightly."""
    lines = (",".join(map(_csv_cell, row)) + "\r\n" for row in rows)
    return _BOM + "".join(lines).encode("utf-8", "replace")


def _csv_cell(text: str) -> str:
    if starts_formula(text):
        text = f"'{text}"
    elif not _TO_QUOTE.search(text):
        return text
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell, as text whatever it looks like."""
    cell.value = _storable(text)
    cell.data_type = "s"
    if starts_formula(text):
        cell.quotePrefix = True  # stays text when the cell is edited


def _storable(text: str) -> str:
    return _LOOKS_ESCAPED.sub("_x005F_", storable(text))


def text_rows(
    rows: Iterable[Sequence[str]], style_of: Callable[[int, int, str], int], heights_pt: Mapping[int, float]
) -> bytes:
    """The rows of a sheet, text in every cell but those of a `Number`, as the workbook format writes
    them: many rows are written so in a small part of the time that a cell object each would take.

    `style_of` gives the number of the style of a cell by row and position, both from 1, and text;
    `heights_pt` the heights of rows that are not as high as usual.
    """
    letters: list[str] = []
    written = []
    for number, texts in enumerate(rows, start=1):
        while len(letters) < len(texts):
            letters.append(get_column_letter(len(letters) + 1))
        cells = [
            _cell_xml(f"{letters[place - 1]}{number}", style_of(number, place, text), text)
            for place, text in enumerate(texts, start=1)
            if text
        ]
        if cells:
            height = f' ht="{heights_pt[number]}" customHeight="1"' if number in heights_pt else ""
            written.append(f'<row r="{number}"{height}>{"".join(cells)}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>".encode()


def _cell_xml(place: str, style: int, text: str) -> str:
    if isinstance(text, Number):
        return f'<c r="{place}" s="{style}"><v>{text}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml(text)}</t></is></c>'


def _xml(text: str) -> str:
    return escape(_storable(text), quote=False).replace("\r", "&#13;")


def workbook_bytes(workbook: Workbook, *rows: bytes, time: datetime = WRITTEN_AT) -> bytes:
    """The workbook as a file of a `time` (`etl.office_file.written_at`), never that of writing;
    `rows`, made by `text_rows`, become the rows of its first sheets, which have none. Empty ones
    leave their sheet as it is."""
    workbook.properties.creator = ""
    workbook.properties.created = time
    written = io.BytesIO()
    workbook.save(written)
    sheets = {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(rows, start=1) if one}
    return archive((name, _put(name, part, sheets, time)) for name, part in parts_of(written.getvalue()))


def _put(name: str, part: bytes, sheets: Mapping[str, bytes], time: datetime) -> bytes:
    if name == "docProps/core.xml":
        return _MODIFIED.sub(rb"\g<1>" + f"{time.isoformat()}Z".encode(), part)
    if name in sheets:
        return _NO_ROWS.sub(lambda _: sheets[name], part, count=1)
    return part
