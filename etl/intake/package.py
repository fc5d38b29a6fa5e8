"""The zip container of a workbook: looked through before anything in it is believed.

The directory is read first and every entry is then inflated once, in small pieces and
counted again, because a directory can lie. Nothing is ever written to disk.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from etl.intake.upload_problems import refusal

MAX_INFLATED_MB = 64
MAX_ENTRIES = 1_000
_MAX_INFLATED = MAX_INFLATED_MB * 1_000_000
#: More directory than a thousand entries with long names would need.
_MAX_DIRECTORY_BYTES = 1_000_000
_END = b"PK\x05\x06"
_CHUNK = 65_536
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 1
#: Read errors of a damaged archive, as the standard library raises them.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError, ValueError, NotImplementedError,
           RuntimeError, OverflowError)  # fmt: skip
_FORBIDDEN = [word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")]


class Package:
    """The parts of a zip container that has been looked through; raises Refused."""

    def __init__(self, data: bytes):
        _look_at_directory_size(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise _corrupt(type(error).__name__) from None
        self._entries = self._zip.infolist()
        self._look_at_directory()
        self._by_name = {entry.filename.casefold(): entry for entry in self._entries}
        self._look_inside()

    def names(self) -> list[str]:
        """The names of all parts."""
        return [entry.filename for entry in self._entries]

    def has(self, part: str) -> bool:
        return part.casefold() in self._by_name

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part in pieces."""
        entry = self._by_name.get(part.casefold())
        if entry is None:
            raise _corrupt(part)
        yield from self._inflated(entry)

    def _look_at_directory(self) -> None:
        names = [entry.filename for entry in self._entries]
        total = sum(entry.file_size for entry in self._entries)
        if len(names) > MAX_ENTRIES:
            raise _inflated(f"{len(names)} entries")
        if total > _MAX_INFLATED:
            raise _inflated(f"{total // 1_000_000} MB")
        folded = set()
        for entry in self._entries:
            if _leads_outside(entry.filename) or entry.filename.casefold() in folded:
                raise refusal("file_entry", found=entry.filename[:80])
            folded.add(entry.filename.casefold())
            if entry.flag_bits & _ENCRYPTED_FLAG:
                raise refusal("file_encrypted")
            if entry.compress_type not in _METHODS:
                raise _corrupt(entry.filename)

    def _look_inside(self) -> None:
        total = 0
        for entry in self._entries:
            is_xml = entry.filename.casefold().endswith((".xml", ".rels", ".vml"))
            seam = b""
            for chunk in self._inflated(entry):
                total += len(chunk)
                if total > _MAX_INFLATED:
                    raise _inflated(f"> {MAX_INFLATED_MB} MB")
                if is_xml and any(word in seam + chunk for word in _FORBIDDEN):
                    raise refusal("file_doctype", found=entry.filename[:80])
                seam = chunk[-20:]

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The content in pieces; its checksum is looked at with the last one."""
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except _DAMAGE:
            raise _corrupt(entry.filename) from None


def _look_at_directory_size(data: bytes) -> None:
    """The library reads a directory of any size, so its size is looked at before."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 22:
        raise _corrupt("zip")
    size = struct.unpack_from("<I", data, end + 12)[0]
    if _MAX_DIRECTORY_BYTES < size < 0xFFFF_FFFF:
        raise _inflated(f"{size // 46} entries")
    if size == 0xFFFF_FFFF:  # a 64-bit directory: no workbook within the size limit needs one
        raise _corrupt("zip64")


def _leads_outside(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ":" in plain or ".." in posixpath.normpath(plain).split("/")


def _corrupt(part: str) -> Exception:
    return refusal("file_corrupt", found=part[:80])


def _inflated(found: str) -> Exception:
    return refusal("file_inflated", found=found, limit=MAX_INFLATED_MB, entries=MAX_ENTRIES)
