"""Rows of text → bytes that a spreadsheet program opens as they stand.

No text becomes a formula: `.xlsx` cells are text cells, and in `.csv`, which has no types,
what would start a formula is quoted and begins with an apostrophe. Equal rows give equal
bytes: no time of writing is kept.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from etl.intake.cells import is_null

_BOM = b"\xef\xbb\xbf"
_FORMULA_MARKS = "=+-@\t\r\n＝＋－＠"
_NUMBER = re.compile(r"[+\-＋－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?")
_TO_QUOTE = re.compile('[",\r\n]')
#: `_x000D_` in the text of a workbook means a control character unless its first `_` is written so.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_WRITTEN_AT = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


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
    return _LOOKS_ESCAPED.sub("_x005F_", _ILLEGAL.sub("\ufffd", text))


def text_rows(rows: Iterable[Sequence[str]], style_of: Callable[[int, int, str], int]) -> bytes:
    """The rows of a sheet, text in every cell, as the workbook format writes them: many rows are
    written so in a small part of the time that a cell object each would take.

    `style_of` gives the number of the style of a cell by row and position, both from 1, and text.
    """
    letters: list[str] = []
    written = []
    for number, texts in enumerate(rows, start=1):
        while len(letters) < len(texts):
            letters.append(get_column_letter(len(letters) + 1))
        cells = [
            f'<c r="{letters[place - 1]}{number}" s="{style_of(number, place, text)}" t="inlineStr">'
            f'<is><t xml:space="preserve">{_xml(text)}</t></is></c>'
            for place, text in enumerate(texts, start=1)
            if text
        ]
        if cells:
            written.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>".encode()


def _xml(text: str) -> str:
    return escape(_storable(text), quote=False).replace("\r", "&#13;")


def workbook_bytes(workbook: Workbook, rows: bytes = b"") -> bytes:
    """The workbook as a file without the time of writing; `rows`, made by `text_rows`, become
    the rows of its first sheet, which has none."""
    workbook.properties.creator = ""
    workbook.properties.created = _WRITTEN_AT
    written = io.BytesIO()
    workbook.save(written)
    timeless = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + f"{_WRITTEN_AT.isoformat()}Z".encode(), part)
            elif rows and name == "xl/worksheets/sheet1.xml":
                part = _NO_ROWS.sub(lambda _: rows, part, count=1)
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), part, zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
