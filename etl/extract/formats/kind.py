"""What kind of plan file some bytes are, by their content and never by a name."""

import re

from etl.extract.plan_problems import refusal

_PDF_WITHIN = 1_024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (
    (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!", "rar"), (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"), (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"), (b"PK\x05\x06", "zip"),
)  # fmt: skip
_MARKUP = re.compile(
    r"\s*(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype html|html|head|body|meta|table|div|p|h[1-6]|section|article|span)\b", re.IGNORECASE
)
_BEGINNING = 4_000


def kind_of(data: bytes) -> str:
    """`docx`, `pdf`, `html` or `txt`; raises Refused for what certainly is none of them."""
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_COMPOUND):
        raise _compound(data)
    for signature, name in _OTHER:
        if data.startswith(signature):
            raise refusal("type", name)
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return "html" if _MARKUP.match(beginning) else "txt"


def _compound(data: bytes) -> Exception:
    """The container of old Word files and of encrypted new ones; its streams are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal("encrypted", "docx")
    return refusal("old_word", "doc" if "WordDocument".encode("utf-16-le") in data else "OLE")
