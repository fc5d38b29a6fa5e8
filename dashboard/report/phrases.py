"""The small words of a bulletin: counts with their nouns, shares, lists, figures set tight.

Chinese documents set a figure and its unit without the space that pages put between them;
English ones tell one thing from several.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from dashboard import formats
from dashboard.wording import Words

#: A space beside a Chinese sign.
_LOOSE = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) | (?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def tight(text: str, words: Words) -> str:
    """A phrase of figures and units as a document sets it; names of others never go through here."""
    return _LOOSE.sub("", text) if words.lang == "zh" else text


def quantity(value: object, unit: str, words: Words) -> str:
    """`2,644.18亿元`, `CNY 264.42 bn`."""
    return tight(formats.quantity(value, unit, words.lang), words)


def noted(said: str, notes: Iterable[str], words: Words) -> str:
    """Something with remarks in brackets behind it; without remarks it stands alone."""
    note = clauses(notes, words)
    return words("report.noted", said=said, note=note) if note else said


def signed(value: Decimal | float, unit: str, words: Words, decimals: int = 2) -> str:
    """A change with its sign: `+3.2个百分点`, `−6个`; nothing changed is said in a word."""
    if not value:
        return words("report.unchanged")
    shown = tight(formats.quantity(value, unit, words.lang, decimals), words)
    return shown if value < 0 else f"+{shown}"


def count(noun: str, number: int, words: Words) -> str:
    """`3项目标`, `1 target`: nouns are those under `report.count`."""
    return words(f"report.count.{noun}{'_one' if number == 1 else ''}", count=formats.number(number))


def share(number: int, of: int) -> str:
    """A count as a share of a whole that is not empty: `51.4%`."""
    return formats.percent(number / of)


def ordinal(place: int, words: Words) -> str:
    """The number of a section: `一`, `1`."""
    return words(f"report.ordinal.{place}")


def listing(items: Iterable[str], words: Words) -> str:
    """`甲市、乙市`, `A, B`."""
    return words("who.list").join(items)


def clauses(items: Iterable[str], words: Words) -> str:
    """Parts of one sentence."""
    return words("report.comma").join(item for item in items if item)


def sentences(items: Iterable[str], words: Words) -> str:
    """Whole sentences as one paragraph; empty ones are left out."""
    return words("report.space").join(item for item in items if item)


def paragraphs(items: Iterable[str]) -> Sequence[str]:
    """The paragraphs that say something."""
    return tuple(item for item in items if item)
