"""A bulletin as a file: who writes it, by the ending of the file's name, and what it is called."""

import re
from collections.abc import Callable, Mapping

from dashboard.report.bulletin import Bulletin
from dashboard.report.pdf import pdf_bytes
from dashboard.report.word import word_bytes
from dashboard.report.plain import plain_text
from dashboard.report.workbook import workbook_bytes
from dashboard.wording import Words

#: What no system takes in the name of a file, or takes for a folder.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\ufffd\\/:*?"<>|]+')
#: Most characters of a place in it: a name of a file has 255 bytes, a Chinese character three.
_PLACE_LENGTH = 40

#: Writes a bulletin with the colours of a palette (one of `etl.settings.PALETTES`).
Writer = Callable[[Bulletin, str], bytes]

WRITERS: Mapping[str, Writer] = {".docx": word_bytes, ".pdf": pdf_bytes, ".xlsx": workbook_bytes}
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_name(bulletin: Bulletin, place: str, period: str) -> str:
    """What a file is offered as, without its ending: place and period in words, then 草稿 and 演示数据."""
    words = Words(bulletin.lang)
    place = _NOT_IN_NAMES.sub(" ", plain_text(place)).strip()[:_PLACE_LENGTH]
    named = words("bulletin.file_name", place=place, period=period)
    marks = [words("bulletin.file_draft") if bulletin.draft else "", bulletin.mark]
    return "-".join(part for part in (named, *marks) if part)
