"""When a document was issued: the last full date of its own or of the notice that issued it."""

import re
from datetime import date

from etl.extract.outline import Kind, Outline, Part

_DAY = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d{2})〕\d+号", re.ASCII)
_SIGNATURE_LINES = 4
_SIGNED = (Kind.NOTICE, Kind.IMPRINT, Kind.TITLE)


def date_parts(outline: Outline) -> dict[int, date | None]:
    """The day each part was issued, by its place; None where the text does not say. A year known from a number only is its 1 January."""
    days: dict[int, date | None] = {}
    last: date | None = None
    for place, part in enumerate(outline.parts):
        own = _signed_day(outline.plan.text, part)
        last = own or last
        days[place] = last
    fallback = next((day for day in days.values() if day), None)
    for place, part in enumerate(outline.parts):
        days[place] = days[place] or fallback
    return days


def _signed_day(text: str, part: Part) -> date | None:
    signed = {id(p) for p in part.paragraphs[-_SIGNATURE_LINES:]}
    lines = [text[p.start : p.end] for p in part.paragraphs if p.kind in _SIGNED or not p.headings or id(p) in signed and _is_day(text[p.start : p.end])]
    whole = [day for line in lines if len(line) <= 40 and (day := _day(line))]
    if whole:
        return whole[0]
    numbers = [match for line in lines[:20] if (match := _NUMBER_YEAR.search(line[:40]))]
    return date(int(numbers[0][1]), 1, 1) if numbers else None


def _is_day(line: str) -> bool:
    """Whether a line is nothing but a date, as below a signature."""
    return bool(_DAY.fullmatch(line.strip("()")))


def _day(line: str) -> date | None:
    match = _DAY.search(line)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
