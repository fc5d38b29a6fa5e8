"""What every office file we write has in common, a document or a workbook: its text is text that
XML can hold, and its archive keeps no time of writing, so that equal content is equal bytes. The
time that its properties say is that of what is in it, if that has one."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

#: The time of writing of files that are of no time.
WRITTEN_AT = datetime(2000, 1, 1)
#: What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def storable(text: str) -> str:
    """The text with a mark in place of each character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def written_at(moment: datetime) -> datetime:
    """A moment with its time zone as office files keep it: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts of a file, by name and in their order, as its bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts:
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def parts_of(archived: bytes) -> list[tuple[str, bytes]]:
    """The parts of a file that a library has written."""
    with zipfile.ZipFile(io.BytesIO(archived)) as source:
        return [(name, source.read(name)) for name in source.namelist()]
