"""Upload bytes → Sheet: the kind of file, its encoding, its rows of cells.

The kind is told by the bytes, never by a name, and the encoding is never guessed from
statistics. What makes the file unreadable as a whole raises Refused; faults of single rows
stand in `Sheet.problems`, so that the rest is still read and everything is told at once.

Bytes of strangers are read in a process of their own: `etl.intake.child.read_sheet`.
"""

import hashlib

from etl.intake import delimited_text
from etl.intake.encoding import decode_text
from etl.intake.file_kind import is_workbook, refuse_markup
from etl.intake.sheet import PUBLISHED, UPLOAD, Limits, Mark, Row, Sheet
from etl.intake.upload_problems import refusal

__all__ = ["PUBLISHED", "UPLOAD", "Limits", "Mark", "Row", "Sheet", "decode"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MAX_NULS = 100


def decode(data: bytes, name: str = "", limits: Limits = UPLOAD) -> Sheet:
    """Read a file. Raises Refused where it cannot be read as a table of text."""
    if len(data) > limits.bytes:
        raise refusal("file_size", limit=limits.bytes // 1_000_000)
    if not data.strip():
        raise refusal("file_empty")
    sha256 = hashlib.sha256(data).hexdigest()
    if is_workbook(data):
        from etl.intake.xlsx import read_workbook  # not needed for text, and starts slowly

        return read_workbook(data, name, sha256, limits)
    return _read_text(data, name, sha256, limits)


def _read_text(data: bytes, name: str, sha256: str, limits: Limits) -> Sheet:
    _refuse_hopeless(data, limits)
    text, encoding = decode_text(data)
    if not text.strip():
        raise refusal("file_empty")
    refuse_markup(text[:4_000])
    rows, problems = delimited_text.read_rows(text, limits)
    if not rows and not problems:
        raise refusal("file_empty")
    return Sheet(name, encoding, "csv", sha256, tuple(rows), tuple(problems))


def _refuse_hopeless(data: bytes, limits: Limits) -> None:
    """What would take long to read and cannot come out well."""
    if data.startswith(_UTF16_MARKS):
        return  # every second byte may be zero, and 上 holds a line feed
    if data.count(0) > _MAX_NULS:
        raise refusal("file_binary", found=f"NUL × {data.count(0)}")
    if max(data.count(b"\n"), data.count(b"\r")) > limits.lines:
        raise refusal("too_long", limit=limits.rows)
