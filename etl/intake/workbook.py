"""What a workbook says about its sheets: names, states, texts, formats, calendar."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.intake.number_format import FIRST_CUSTOM_ID, NumberFormat, built_in, custom
from etl.intake.package import Package
from etl.intake.upload_problems import refusal
from etl.intake.xml_part import Attributes, PartHandler, read_part

_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPES = ("spreadsheetml.sheet.main", "spreadsheetml.template.main")
#: Other files in the same container, by a word of their content types, and what they are.
_OTHER_TYPES = (("wordprocessingml", "docx"), ("presentationml", "pptx"))
_BINARY = "sheet.binary"
_MACROS = ("macroenabled", "vbaproject", "macrosheet")
#: Control characters that spreadsheets write as four hexadecimal digits.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One worksheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that is needed to read a worksheet: texts and formats by number, and the calendar."""

    sheets: tuple[SheetEntry, ...]
    texts: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    is_1904: bool


def open_workbook(package: Package) -> Workbook:
    """The workbook in a container; raises Refused for anything else in one."""
    _refuse_others(package)
    part = _related(package, "", "/officeDocument")
    if not part:
        raise refusal("file_corrupt", found="_rels/.rels")
    listing = _Listing()
    read_part(package.chunks(part[0]), part[0], listing)
    worksheets = _relations(package, part[0])
    return Workbook(
        tuple(_entry(worksheets, *listed) for listed in listing.sheets if _is_worksheet(worksheets, listed[1])),
        _texts(package, part[0]),
        _formats(package, part[0]),
        listing.is_1904,
    )


def unescaped(text: str) -> str:
    """Text with the control characters that stand in it as `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value is not None and value.lower() in _TRUE


# ------------------------------------------------------------------ what kind it is


class _ContentTypes(PartHandler):
    def __init__(self) -> None:
        super().__init__()
        self.types: list[str] = []

    def begin(self, name: str, attrs: Attributes) -> None:
        self.types.append(attrs.get("ContentType", "").lower())


def _refuse_others(package: Package) -> None:
    if not package.has(_CONTENT_TYPES):
        raise _no_workbook(package)
    handler = _ContentTypes()
    read_part(package.chunks(_CONTENT_TYPES), _CONTENT_TYPES, handler)
    types = " ".join(handler.types)
    if _BINARY in types:  # its type always says macroEnabled, with macros or without
        raise refusal("file_other_sheet", found="xlsb")
    parts = [name for name in package.names() if any(mark in name.lower() for mark in _MACROS)]
    if parts or any(mark in types for mark in _MACROS):
        raise refusal("file_macro", found=parts[0][:80] if parts else "macroEnabled")
    if any(word in types for word in _WORKBOOK_TYPES):
        return
    for word, kind in _OTHER_TYPES:
        if word in types:
            raise refusal("file_type", found=kind)
    raise refusal("file_corrupt", found=_CONTENT_TYPES)


def _no_workbook(package: Package) -> Exception:
    if package.has("mimetype"):
        kind = b"".join(package.chunks("mimetype"))
        if b"opendocument.spreadsheet" in kind:
            return refusal("file_other_sheet", found="ods")
        return refusal("file_type", found=kind[:60].decode("ascii", "replace"))
    if any(name.startswith("xl/") for name in package.names()):
        return refusal("file_corrupt", found=_CONTENT_TYPES)
    return refusal("file_type", found="zip")


# ------------------------------------------------------------------------- relations


class _Relations(PartHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            self.found[attrs.get("Id", "")] = (attrs.get("Type", ""), attrs.get("Target", ""))


def _relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Type and full name of every part that `part` refers to, by the id of the reference."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(listing):
        return {}
    handler = _Relations()
    read_part(package.chunks(listing), listing, handler)
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, (kind, target) in handler.found.items()
    }


def _related(package: Package, part: str, kind: str) -> list[str]:
    return [target for found, target in _relations(package, part).values() if found.endswith(kind)]


def _is_worksheet(relations: Mapping[str, tuple[str, str]], key: str) -> bool:
    return key in relations and relations[key][0].endswith("/worksheet")


def _entry(relations: Mapping[str, tuple[str, str]], name: str, key: str, is_hidden: bool) -> SheetEntry:
    return SheetEntry(name, relations[key][1], is_hidden)


# ------------------------------------------------------------------------------ parts


class _Listing(PartHandler):
    """The sheets in their order: name, id of the reference, whether hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "workbookPr":
            self.is_1904 = is_true(attrs.get("date1904"))
        elif name == "sheet":
            key = next((attrs[key] for key in attrs.keys() if key.endswith(":id")), "")
            self.sheets.append((attrs.get("name", ""), key, attrs.get("state", "visible") != "visible"))


class TextHandler(PartHandler):
    """Collects the text of an item; readings beside Chinese characters are no part of it."""

    def __init__(self) -> None:
        super().__init__()
        self._is_reading = False

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "rPh":
            self._is_reading = True
        self.wants_text = name == "t" and not self._is_reading

    def end(self, name: str) -> None:
        if name == "rPh":
            self._is_reading = False
        self.wants_text = False


class _SharedTexts(TextHandler):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.texts.append(unescaped(self.taken_text()))


class _Styles(PartHandler):
    """Format ids of the cell styles in their order, and the codes of custom formats."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.format_ids: list[int] = []
        self._in_cells = False

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "numFmt":
            self.codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.format_ids.append(int(attrs.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def _texts(package: Package, workbook: str) -> tuple[str, ...]:
    handler = _SharedTexts()
    for part in _related(package, workbook, "/sharedStrings"):
        read_part(package.chunks(part), part, handler)
    return tuple(handler.texts)


def _formats(package: Package, workbook: str) -> tuple[NumberFormat, ...]:
    handler = _Styles()
    for part in _related(package, workbook, "/styles"):
        read_part(package.chunks(part), part, handler)
    return tuple(_format(format_id, handler.codes) for format_id in handler.format_ids)


def _format(format_id: int, codes: Mapping[int, str]) -> NumberFormat:
    if format_id in codes:
        return custom(codes[format_id])
    return built_in(format_id) if format_id < FIRST_CUSTOM_ID else NumberFormat()
