"""Numerals as written in Chinese texts → exact decimals.

Arabic digits with grouping and decimals, Chinese numerals, and both with 十百千万亿 behind
them, also stacked (1.2万亿) or bare (百亿). An own grammar of a page: the libraries for
Chinese numerals read a whole string that is a number, while here the number's end, its
multipliers and its unit have to be found in running text, without a float in between.
"""

import re
from decimal import Decimal

#: Longer than any figure a plan states; what is longer is noise and has no value.
MAX_LENGTH = 28

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
MULTIPLIER = r"[十百千万亿]"
CHINESE_CHARACTERS = "〇零○一二三四五六七八九十百千万亿两"
CHINESE = rf"[{CHINESE_CHARACTERS}]+(?:点[〇零一二三四五六七八九]+)?"

_FINANCIAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
#: 壹佰, 贰拾叁亿; alone only where the letter is no word of its own (陆, 伍 and 肆 are).
FINANCIAL = rf"(?:(?:[{_FINANCIAL_DIGITS}][拾佰仟万亿零]+)+[{_FINANCIAL_DIGITS}]?|[壹贰叁柒捌玖])"
_PLAIN_LETTERS = str.maketrans(f"{_FINANCIAL_DIGITS}拾佰仟", "一二三四五六七八九十百千")

_ARABIC_START = re.compile(ARABIC, re.ASCII)


def value_of(text: str) -> Decimal | None:
    """The value of a numeral, None where the characters form none (`万亿万`)."""
    if not text or len(text) > MAX_LENGTH:
        return None
    text = text.translate(_PLAIN_LETTERS)
    arabic = _ARABIC_START.match(text)
    if arabic is None:
        return _chinese(text)
    factor = _product(text[arabic.end() :])
    return None if factor is None else Decimal(arabic[0].replace(",", "")) * factor


def _product(multipliers: str) -> int | None:
    """万亿 → 10¹²; only multipliers may stand behind digits."""
    product = 1
    for letter in multipliers:
        factor = _SMALL.get(letter) or _LARGE.get(letter)
        if factor is None:
            return None
        product *= factor
    return product


def _chinese(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    digits = "".join(str(_DIGITS[letter]) for letter in fraction if letter in _DIGITS)
    return Decimal(f"{value}.{digits}") if len(digits) == len(fraction) and digits else None


def _whole(text: str) -> int | None:
    if all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text)) if text else None
    above, below, section, digit = 0, 0, 0, None
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[letter]
            digit = None
        elif letter == "万":
            below, section, digit = (section + (digit or 0) or 1) * 10_000, 0, None
        elif letter == "亿":
            above, below, section, digit = above + (below + section + (digit or 0) or 1) * 100_000_000, 0, 0, None
        else:
            return None
    return above + below + section + (digit or 0)
