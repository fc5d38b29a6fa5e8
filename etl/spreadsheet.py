"""Rows of text → bytes that a spreadsheet program opens as they stand.

No text becomes a formula: `.xlsx` cells are text cells, and in `.csv`, which has no types,
what would start a formula is quoted and begins with an apostrophe. Equal rows give equal
bytes: no time of writing is kept.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from etl.intake.cells import is_null

_BOM = b"\xef\xbb\xbf"
_FORMULA_MARKS = "=+-@\t\r\n＝＋－＠"
_NUMBER = re.compile(r"[+\-＋－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?")
_TO_QUOTE = re.compile('[",\r\n]')
#: `_x000D_` in the text of a workbook means a control character unless its first `_` is written so.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
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
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    cell.data_type = "s"
    if starts_formula(text):
        cell.quotePrefix = True  # stays text when the cell is edited


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file without the time of writing."""
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
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), part, zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
