"""Workbooks as tests write them: with openpyxl, or part by part where it would not."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from tests.intake_registers import HEADER

HEADERS = HEADER.split(",")
#: One good row under HEADERS; the value is a number as a spreadsheet stores it.
GOOD = ["湖州市", "跨境电商出口额", 2025, 4, None, 386.75, "亿元"]


def good(**cells: object) -> list[object]:
    """A good row with some cells replaced, by the names of `tests.intake_registers.row`."""
    names = ("region", "metric", "year", "quarter", "counting", "value", "unit", "yoy", "scope", "nature", "note")
    return [cells.get(name, default) for name, default in zip(names, GOOD + [None] * 4, strict=True)]


def book(*rows: Sequence[object], header: Sequence[str] = HEADERS, title: str = "Sheet1") -> Workbook:
    """A workbook of one sheet."""
    workbook = Workbook()
    workbook.active.title = title
    for row in (header, *rows):
        workbook.active.append(list(row))
    return workbook


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def xlsx(*rows: Sequence[object], formats: Mapping[str, str] | None = None) -> bytes:
    """A saved workbook of one sheet; `formats` are number formats by cell."""
    workbook = book(*rows)
    for cell, code in (formats or {}).items():
        workbook.active[cell].number_format = code
    return saved(workbook)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def zipped(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A container of these entries, also of the same name twice."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as container:
        for name, part in entries:
            container.writestr(zipfile.ZipInfo(name), part, method)
    return content.getvalue()


def changed(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A workbook with some parts replaced, added or, where None, left out."""
    return zipped((name, part) for name, part in {**parts(data), **changes}.items() if part is not None)


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(old: str, new: str, data: bytes | None = None) -> bytes:
    """A good workbook whose sheet has one piece of XML replaced."""
    data = data or xlsx(GOOD)
    xml = parts(data)[SHEET].decode()
    assert old in xml, xml
    return changed(data, {SHEET: xml.replace(old, new, 1).encode()})


_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
_BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="数" sheetId="1" r:id="rId1"/></sheets></workbook>"""


def shared_texts_book(cells: Mapping[str, str], texts: Sequence[str], prefix: str = "") -> bytes:
    """A workbook as Excel writes it: texts apart from the sheet. `cells` are rows of XML by
    row number, `texts` the XML of each shared item, `prefix` that of every element's name."""
    rows = "".join(f'<row r="{number}">{xml}</row>' for number, xml in cells.items())
    sheet = f"<worksheet{_namespace(prefix)}><sheetData>{rows}</sheetData></worksheet>"
    shared = f"<sst{_namespace(prefix)}>{''.join(f'<si>{text}</si>' for text in texts)}</sst>"
    listed = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "/xl/sharedStrings.xml")]
    return zipped(
        (name, text.encode())
        for name, text in {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _RELATIONS.format("".join(_RELATION.format(*one) for one in listed)),
            "xl/sharedStrings.xml": _prefixed(shared, prefix),
            SHEET: _prefixed(sheet, prefix),
        }.items()
    )


def _namespace(prefix: str) -> str:
    return f' xmlns{f":{prefix}" if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _prefixed(xml: str, prefix: str) -> str:
    return re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}:", xml) if prefix else xml
