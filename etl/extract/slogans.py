"""Numerals inside short quoted phrases → the phrase as one quantity.

“一核多园” or “三平台、四创新” counts nothing that could be reached; shown as a phrase, a
person sees at once why.
"""

import re
from collections.abc import Iterator, Sequence

from etl.extract.numerals import CHINESE_CHARACTERS
from etl.extract.outline import Paragraph
from etl.extract.quantity import Form, Quantity

_QUOTED = re.compile(r"“([^“”]{1,40})”")
_BORDER = re.compile(r"[^、,;+]+")
_MAX = 12
_DIGIT = re.compile(r"\d", re.ASCII)
_COUNTED = re.compile(f"[{CHINESE_CHARACTERS}]")
_ONE_PHRASE = {Form.BARE, Form.ITEMS, Form.COUNT, Form.VISITS, Form.PEOPLE, Form.LEVEL, Form.MASS, Form.AREA, Form.LENGTH}
_Span = tuple[int, int]


def with_slogans(text: str, paragraph: Paragraph, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities, with those of one quoted phrase put together."""
    phrases, at, last = list(_phrases(text, paragraph)), 0, None
    for quantity in quantities:
        while at < len(phrases) and phrases[at][1] <= quantity.start:
            at += 1
        phrase = phrases[at] if at < len(phrases) and _belongs(text, quantity, phrases[at]) else None
        if phrase is None:
            yield quantity
        elif phrase != last:
            yield Quantity(*phrase, *phrase, Form.SLOGAN)
        last = phrase


def _phrases(text: str, paragraph: Paragraph) -> Iterator[_Span]:
    for quoted in _QUOTED.finditer(text, paragraph.body, paragraph.end):
        for part in _BORDER.finditer(text, quoted.start(1), quoted.end(1)):
            if part.end() - part.start() <= _MAX and not _DIGIT.search(part[0]):
                yield part.span()


def _belongs(text: str, quantity: Quantity, phrase: _Span) -> bool:
    start, end = phrase
    is_inside = start <= quantity.start and quantity.end <= end and quantity.form in _ONE_PHRASE
    return is_inside and bool(_COUNTED.search(text[quantity.core : quantity.core_end]))
