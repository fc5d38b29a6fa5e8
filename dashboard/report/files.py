"""A bulletin as a file: who writes it, by the ending of the file's name."""

from collections.abc import Callable, Mapping

from dashboard.report.bulletin import Bulletin
from dashboard.report.pdf import pdf_bytes
from dashboard.report.word import word_bytes
from dashboard.report.workbook import workbook_bytes

#: Writes a bulletin with the colours of a palette (one of `etl.settings.PALETTES`).
Writer = Callable[[Bulletin, str], bytes]

WRITERS: Mapping[str, Writer] = {".docx": word_bytes, ".pdf": pdf_bytes, ".xlsx": workbook_bytes}
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
