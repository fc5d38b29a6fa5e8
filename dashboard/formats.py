"""From stored figures to what people read: the only place of the pages that rounds.

Figures arrive as canonical decimal text, ratios as doubles, periods as `2025Q4` or
`2025-08`. An unknown figure is None and shows as a dash; whether it is unknown
because nobody published it is for the page to say in words.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from etl.period import Period

UNKNOWN = "—"
_MINUS = "−"

#: Wide enough for 28 digits before and ten after the point, times a factor.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class Unit(NamedTuple):
    """How a canonical unit reads in English: shown figure = stored figure × factor.

    `one` is the suffix of exactly one, where that differs.
    """

    factor: Decimal
    prefix: str
    suffix: str
    one: str | None = None


#: English has no 亿 and 万, so a few units change their power of ten on the page.
#: Chinese measure words of plain counts say nothing in English and fall away.
ENGLISH_UNITS = {
    "亿元": Unit(Decimal("0.1"), "CNY ", " bn"),
    "万元": Unit(Decimal("0.01"), "CNY ", " m"),
    "亿美元": Unit(Decimal("0.1"), "USD ", " bn"),
    "万美元": Unit(Decimal("0.01"), "USD ", " m"),
    "万吨": Unit(Decimal(10), "", " thousand t"),
    "吨": Unit(Decimal(1), "", " t"),
    "万平方米": Unit(Decimal("0.01"), "", " million m²"),
    "平方米": Unit(Decimal(1), "", " m²"),
    "亩": Unit(Decimal(1), "", " mu"),
    "万单": Unit(Decimal("0.01"), "", " million orders"),
    "万人次": Unit(Decimal(10), "", " thousand people"),
    "万人": Unit(Decimal(10), "", " thousand people"),
    "人次": Unit(Decimal(1), "", " people"),
    "人": Unit(Decimal(1), "", " people"),
    "%": Unit(Decimal(1), "", "%"),
    "个百分点": Unit(Decimal(1), "", " pp"),
    "倍": Unit(Decimal(1), "", "×"),
    "个地区": Unit(Decimal(1), "", " regions", " region"),
} | {unit: Unit(Decimal(1), "", "") for unit in "个 家 场 条 次 项 种 户 艘 架 列 班 间 所 名 家次".split()}


def unit_of(unit: str, lang: str) -> Unit:
    """How figures of `unit` are shown in `lang`."""
    if lang == "en" and unit in ENGLISH_UNITS:
        return ENGLISH_UNITS[unit]
    return Unit(Decimal(1), "", unit if unit in ("%", "") else f" {unit}")


def unit_name(unit: str, lang: str) -> str:
    """The unit alone, for axes and column heads; empty for plain counts in English."""
    shown = unit_of(unit, lang)
    return (shown.prefix + shown.suffix.strip()).strip()


def stored_unit(unit: str, lang: str) -> str:
    """The unit of figures as they are stored, for exports: 亿元 is `CNY 0.1 bn` in English."""
    if lang != "en" or unit not in ENGLISH_UNITS:
        return unit
    shown = ENGLISH_UNITS[unit]
    factor = "" if shown.factor == 1 else str(shown.factor)
    return f"{shown.prefix}{factor}{shown.suffix}".strip()


def shown_value(value: str | float | None, unit: str, lang: str) -> float | None:
    """A figure in the unit shown, for charts."""
    return None if value is None else float(Decimal(str(value)) * unit_of(unit, lang).factor)


def quantity(value: str | float | None, unit: str, lang: str, decimals: int = 2) -> str:
    """`4,282 亿元`, `CNY 428.2 bn`; at most `decimals` digits after the point."""
    if value is None:
        return UNKNOWN
    shown = unit_of(unit, lang)
    text = number(_WIDE.multiply(Decimal(str(value)), shown.factor), decimals)
    sign, digits = (text[0], text[1:]) if text.startswith(_MINUS) else ("", text)
    suffix = shown.one if shown.one and digits == "1" else shown.suffix
    return f"{sign}{shown.prefix}{digits}{suffix}"


def exact(value: str | float | None, unit: str, lang: str) -> str:
    """A stored figure with every digit it has, in the unit shown; doubles to four digits."""
    if isinstance(value, float):
        return quantity(value, unit, lang, 4)
    return quantity(value, unit, lang, 12)


def operand(value: str | float | None, unit: str, lang: str) -> str:
    """A stored figure inside a formula: the digits of `exact` alone, in the unit shown."""
    if value is None:
        return UNKNOWN
    shown = _WIDE.multiply(Decimal(str(value)), unit_of(unit, lang).factor)
    return bracketed(number(shown, 4 if isinstance(value, float) else 12))


def bracketed(text: str) -> str:
    """A formatted figure inside a formula: a negative one in brackets, `3 − (−5)`."""
    return f"({text})" if text.startswith(_MINUS) else text


def number(value: Decimal | str | float | None, decimals: int = 2) -> str:
    """Thousands separated, halves away from zero, no trailing zeros.

    A figure too small for `decimals` keeps two significant digits, so that a gap of
    0.0079 is not shown as no gap at all.
    """
    if value is None:
        return UNKNOWN
    value = Decimal(str(value))
    places = decimals
    if value and value.copy_abs() < Decimal(1).scaleb(-decimals):
        places = 1 - value.adjusted()
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    text = f"{rounded.copy_abs():,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{_MINUS}{text}" if rounded < 0 else text


def percent(fraction: float | None, decimals: int = 1) -> str:
    """A ratio as per cent: 0.603 → `60.3%`."""
    return UNKNOWN if fraction is None else number(Decimal(str(fraction)) * 100, decimals) + "%"


def period(text: str | None, lang: str) -> str:
    """`2025年第四季度` / `Q4 2025`; `2025年8月` / `Aug 2025`."""
    if not text:
        return UNKNOWN
    parsed = Period.parse(text)
    if "Q" in text:
        return parsed.worded(lang)
    if lang == "en":
        return date(parsed.year, parsed.month, 1).strftime("%b %Y")
    return f"{parsed.year}年{parsed.month}月"


def due(text: str, lang: str) -> str:
    """A due quarter as plans say it: a fourth quarter is the end of its year."""
    parsed = Period.parse(text)
    if parsed.month != 12:
        return period(text, lang)
    return f"{parsed.year}年底" if lang == "zh" else f"end of {parsed.year}"


def day(value: date | None, lang: str) -> str:
    """`2024年8月23日` / `23 Aug 2024`."""
    if value is None:
        return UNKNOWN
    if lang == "en":
        return f"{value.day} {value:%b %Y}"
    return f"{value.year}年{value.month}月{value.day}日"
