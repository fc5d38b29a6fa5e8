"""What a number format of a spreadsheet does to the number it shows.

A cell stores one thing and shows another. Formats that show a date or per cent say what
the number means; formats that scale it or move its point show a figure that is not there.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

#: Formats with an id below 164 are known by number only. Those left out are plain;
#: 27 to 36 and 50 to 58 are dates in Chinese, Japanese and Korean spreadsheets.
_BUILT_IN_PERCENT = (9, 10)
_BUILT_IN_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
FIRST_CUSTOM_ID = 164

_CONDITION_OR_COLOUR = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.', re.DOTALL)
_EXPONENT = re.compile(r"E[+-]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs]|上午|下午|AM/PM|e|g", re.IGNORECASE)
_PLACEHOLDERS = "0#?"
#: A literal character in a format, as it stands after quotes and escapes are resolved.
_LITERAL = "\x01"
_LITERAL_POINT = "\x02"
#: A comma that no digit follows divides by a thousand; a literal point stands where no
#: decimal point is; a second per cent sign multiplies again.
_SCALED = re.compile(rf"[{_PLACEHOLDERS}],+(?![{_PLACEHOLDERS},])|[{_PLACEHOLDERS}]{_LITERAL_POINT}+[{_PLACEHOLDERS}]|%.*%")


class Shows(StrEnum):
    """What a format makes of a number."""

    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    SCALED = auto()


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format by what it shows; `code` as the file has it. It may hide the numbers of one
    sign, showing nothing or words instead."""

    shows: Shows = Shows.NUMBER
    code: str = "General"
    hides_positive: bool = False
    hides_negative: bool = False


def built_in(format_id: int) -> NumberFormat:
    """A format that every spreadsheet knows by its number."""
    if format_id in _BUILT_IN_PERCENT:
        return NumberFormat(Shows.PERCENT, "0%")
    if format_id in _BUILT_IN_DATES:
        return NumberFormat(Shows.DATE, f"#{format_id}")
    return NumberFormat()


@lru_cache(maxsize=1_000)
def custom(code: str) -> NumberFormat:
    """A format by its code, such as `0.00%` or `yyyy"年"m"月"`."""
    numeric = [_plain(section) for section in _sections(code or "General")[:3]]
    hides = [_hides(section) for section in numeric]
    return NumberFormat(_shows(numeric), code, hides[0], hides[min(1, len(hides) - 1)])


def _shows(numeric: list[str]) -> Shows:
    """What the sections for positive numbers, negative numbers and zero show."""
    shown = [section for section in numeric if not _is_general(section)]
    if any(_SCALED.search(section) for section in shown):
        return Shows.SCALED
    if any(_is_date(section) for section in shown):
        return Shows.DATE
    has_percent = {"%" in section for section in numeric[:2] if not _hides(section)}
    if has_percent == {True, False}:  # per cent for some numbers only: which ones is not asked
        return Shows.SCALED
    return Shows.PERCENT if True in has_percent else Shows.NUMBER


def _is_general(section: str) -> bool:
    return "general" in section.lower() or "通用格式" in section


def _hides(section: str) -> bool:
    """Whether a section shows no digit of the number."""
    shows_digits = any(mark in section for mark in (*_PLACEHOLDERS, "@"))
    return not (shows_digits or _is_general(section) or _is_date(section))


def _sections(code: str) -> list[str]:
    """The parts of a code between semicolons that are no literals."""
    sections, start = [], 0
    for match in re.finditer(r'"[^"]*"|[\\!].|\[[^\]]*\]|;', code, re.DOTALL):
        if match[0] == ";":
            sections.append(code[start : match.start()])
            start = match.end()
    return [*sections, code[start:]]


def _plain(section: str) -> str:
    """A section whose literals are one mark each and whose conditions are gone."""
    if _ELAPSED.search(section):
        return "h"
    return _TOKEN.sub(_literal, _CONDITION_OR_COLOUR.sub("", section)).strip()


def _literal(match: re.Match[str]) -> str:
    text = match[1] if match[1] is not None else match[2] or ""
    return "".join(_LITERAL_POINT if letter in ".。．,，" else _LITERAL for letter in text)


def _is_date(section: str) -> bool:
    return bool(_DATE_LETTERS.search(_EXPONENT.sub("", section)))
