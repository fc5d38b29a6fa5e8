"""What kind of file some bytes are, by their content and never by a name."""

import re

from etl.intake.upload_problems import refusal

#: First bytes of what is certainly no table of text, and what it is.
_SIGNATURES = (
    (b"PK\x05\x06", "zip"),
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
_ZIP = b"PK\x03\x04"
#: The container of old Office files and of encrypted new ones.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Old Excel streams without a container: the record that begins a workbook, BIFF 2 to 8.
_BARE_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|table|head|body|meta|workbook|style)", re.IGNORECASE)
_XML_2003 = re.compile(r"Excel\.Sheet|urn:schemas-microsoft-com:office:spreadsheet")
_MHTML = re.compile(r"\s*MIME-Version:", re.IGNORECASE)
_LOOKED_AT_CHARS = 4_000


def is_workbook(data: bytes) -> bool:
    """Whether the bytes may be a zip container, as .xlsx files are; raises Refused for
    files that are neither that nor text."""
    if data.startswith(_COMPOUND):
        raise _compound(data)
    if data.startswith(_BARE_XLS):
        raise refusal("file_xls", found="BIFF")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise refusal("file_type", found=kind)
    if data.startswith(_ZIP):
        return True
    refuse_markup(_beginning(data))
    return False


def _compound(data: bytes) -> Exception:
    """Streams in a compound file are named in UTF-16."""
    streams = {name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    if streams["EncryptedPackage"]:
        return refusal("file_encrypted")
    if streams["Workbook"] or streams["Book"]:
        return refusal("file_xls", found="BIFF8" if streams["Workbook"] else "BIFF5")
    return refusal("file_type", found="doc" if streams["WordDocument"] else "OLE")


def _beginning(data: bytes) -> str:
    if data.startswith(_UTF16):
        return data[: _LOOKED_AT_CHARS * 2].decode("utf-16", "replace")
    return data[:_LOOKED_AT_CHARS].removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def refuse_markup(beginning: str) -> None:
    """Refuse pages and XML, which some programs write under the name .xls."""
    if _MHTML.match(beginning):
        raise refusal("file_html", found="MHTML")
    if not _MARKUP.match(beginning):
        return
    if _XML_2003.search(beginning):
        raise refusal("file_xml_2003", found="XML 2003")
    if re.match(r"\s*<\?xml", beginning, re.IGNORECASE) and "<html" not in beginning.lower():
        raise refusal("file_type", found="XML")
    raise refusal("file_html", found="HTML")
