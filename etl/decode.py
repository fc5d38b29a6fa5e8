"""Upload bytes → Sheet: the kind of file, its encoding, its rows of cells.

The encoding is never guessed from statistics: byte-order mark, strict UTF-8, strict
GB18030, else refused. What makes the file unreadable as a whole raises Refused; faults of
single rows stand in `Sheet.problems`, so that the rest is still read and everything is
told at once. A row's number is the one a person sees in a spreadsheet program.

Another format is another reader that `decode` chooses by the first bytes; from Sheet on
nothing knows of formats.
"""

import hashlib
import re
from dataclasses import dataclass

from etl.intake.delimited import Record, TooWide, records
from etl.intake.encoding import decode_text
from etl.intake.layout import shipped
from etl.problems import Problem, Refused
from etl.intake.upload_problems import upload_problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold at most. `lines` counts blank lines too."""

    bytes: int = 10_000_000
    rows: int = 20_000
    lines: int = 200_000
    cells: int = 200
    cell_chars: int = 4_000


UPLOAD = Limits()
#: Published figures come with the workspace, not from a stranger, and grow for years.
PUBLISHED = Limits(bytes=500_000_000, rows=2_000_000, lines=2_500_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with anything in it; `number` counts from 1 at the first line."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of text. `rows` leaves out blank and unreadable rows."""

    name: str
    encoding: str
    format: str
    sha256: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


#: First bytes of what is certainly no CSV, and what it is.
_SIGNATURES = (
    (b"PK\x03\x04", "xlsx / zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls / doc"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
#: Control characters, lone surrogates and the marks that broken conversions leave.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GARBLED = re.compile("[\x80-\x9f\ufffd]|锟斤拷|烫烫烫")
_MAX_CONTROL = 100

_DELIMITERS = (",", "\t", ";")
#: Too often part of a figure or a sentence to be trusted as separators.
_REFUSED_DELIMITERS = ("，", "|", "、")
_LINE_END = re.compile(r"\r\n|\n|\r")
_DECLARED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)


def decode(data: bytes, name: str = "", limits: Limits = UPLOAD) -> Sheet:
    """Read an uploaded file. Raises Refused where it cannot be read as a table of text."""
    sha256 = hashlib.sha256(data).hexdigest()
    _refuse_other_files(data, limits)
    text, encoding = decode_text(data)
    if not text.strip():
        raise _refused("file_empty")
    delimiter, body = _delimiter(text)
    rows, problems = _rows(body, delimiter, limits)
    return Sheet(name, encoding, "csv", sha256, tuple(rows), tuple(problems))


def _refuse_other_files(data: bytes, limits: Limits) -> None:
    if len(data) > limits.bytes:
        raise _refused("file_size", limit=limits.bytes // 1_000_000)
    if not data.strip():
        raise _refused("file_empty")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _refused("file_type", found=kind)
    if _MARKUP.match(data):
        raise _refused("file_type", found="HTML / XML")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused("encoding_utf16", found="UTF-16")
    if data.count(0) > _MAX_CONTROL:
        raise _refused("file_binary", found=f"NUL × {data.count(0)}")
    if max(data.count(b"\n"), data.count(b"\r")) > limits.lines:
        raise _refused("too_long", limit=limits.rows)


def _delimiter(text: str) -> tuple[str, str]:
    """The separator and the text after a declaration of it (which spreadsheets hide)."""
    if declared := _DECLARED.match(text):
        if declared[1] not in _DELIMITERS:
            raise _refused("delimiter", found=declared[1])
        return declared[1], text[declared.end() :]
    top = _LINE_END.split(text[:20_000], maxsplit=20)[:20]
    best = max(_DELIMITERS + _REFUSED_DELIMITERS, key=lambda mark: _names_split_off(top, mark))
    if not _names_split_off(top, best):  # no header: the rows will say so
        best = max(_DELIMITERS, key=lambda mark: max(line.count(mark) for line in top))
    if best in _REFUSED_DELIMITERS:
        raise _refused("delimiter", found=best)
    return best, text


def _names_split_off(lines: list[str], mark: str) -> int:
    """How many names of columns a separator brings out in the line with the most; a single
    name is no sign of it."""
    cells = [[cell.strip(' "') for cell in line[:2_000].split(mark)] for line in lines]
    most = max(sum(shipped().column(cell) is not None for cell in line) for line in cells)
    return most if most > 1 else 0


def _rows(text: str, delimiter: str, limits: Limits) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    is_suspect = bool(_CONTROL.search(text) or _GARBLED.search(text))
    number = 0
    try:
        for number, record in enumerate(records(text, delimiter, limits.cells), start=1):
            if number > limits.lines or len(rows) > limits.rows:
                raise _refused("too_long", row=number, limit=limits.rows)
            fault = _fault(record, number, limits, is_suspect)
            if fault:
                problems.append(fault)
            elif any(cell and not cell.isspace() for cell in record.cells):
                rows.append(Row(number, record.cells))
    except TooWide:
        raise _refused("too_wide", row=number + 1, limit=limits.cells) from None
    if not rows and not problems:
        raise _refused("file_empty")
    return rows, problems


def _fault(record: Record, number: int, limits: Limits, is_suspect: bool) -> Problem | None:
    if record.fault:
        return upload_problem(record.fault, row=number, found=record.found)
    for cell in record.cells:
        if len(cell) > limits.cell_chars:
            found = f"{cell[:30]}…"
            return upload_problem("cell_too_long", row=number, found=found, limit=limits.cell_chars)
    if not is_suspect:
        return None
    for cell in record.cells:
        if mark := _CONTROL.search(cell):
            return upload_problem("control_character", row=number, found=f"U+{ord(mark[0]):04X}")
        if _GARBLED.search(cell):
            return upload_problem("encoding_garbled", row=number, found=cell[:40])
    return None


def _refused(name: str, **place: object) -> Refused:
    if "found" in place:
        place["found"] = str(place["found"])
    return Refused([upload_problem(name, **place)])
