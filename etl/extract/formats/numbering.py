"""The automatic numbering of a Word document: 一、（一）1. are often not in the text itself."""

import re
from dataclasses import dataclass, field

from etl.intake.package import Package
from etl.intake.xml_part import Attributes, PartHandler, read_part

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = ("chinese", "ideograph", "japanese", "taiwanese")


@dataclass(slots=True)
class Level:
    """How one level is numbered: the form of its number and the text around it."""

    form: str = "decimal"
    shown: str = ""
    first: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, list_id: str, level: int, style: str = "") -> str:
        """The label of the next paragraph of a list; empty for what is in none."""
        if not list_id and style in self.styles:
            list_id, level = self.styles[style]
        abstract = self.lists.get(list_id, "")
        levels = self.abstracts.get(abstract, {})
        if list_id in ("", "0") or level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [0] * _LEVELS)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _PLACEHOLDER.sub(lambda at: self._number(levels, counts, int(at[1]) - 1), levels[level].shown)

    @staticmethod
    def _number(levels: dict[int, Level], counts: list[int], level: int) -> str:
        told = levels.get(level, Level())
        return written(max(counts[level], 1) + told.first - 1, told.form)


def written(number: int, form: str) -> str:
    """A number in the form of a level; forms that are no numbers (bullets) are empty."""
    if form in ("bullet", "none"):
        return ""
    if form.startswith(_CHINESE) and number < 100:
        tens, ones = divmod(number, 10)
        ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return ten + (_DIGITS[ones] if ones or not tens else "")
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    return str(number)


def read_numbering(package: Package, part: str, styles: str) -> Numbering:
    """The lists of a document; none where it has no numbering."""
    numbering = Numbering()
    if package.has(part):
        read_part(package.chunks(part), part, _Lists(numbering))
    if package.has(styles):
        read_part(package.chunks(styles), styles, _Styles(numbering))
    return numbering


class _Lists(PartHandler):
    def __init__(self, numbering: Numbering):
        super().__init__()
        self._numbering = numbering
        self._levels: dict[int, Level] = {}
        self._level = Level()
        self._list = ""

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "abstractNum":
            self._levels = self._numbering.abstracts.setdefault(_attr(attrs, "abstractNumId"), {})
        elif name == "lvl":
            level = _attr(attrs, "ilvl")
            self._level = self._levels.setdefault(int(level), Level()) if level.isdigit() and len(level) == 1 else Level()
        elif name == "numFmt":
            self._level.form = _attr(attrs, "val")
        elif name == "lvlText":
            self._level.shown = _attr(attrs, "val")[:40]
        elif name == "start" and _attr(attrs, "val").isdigit():
            self._level.first = min(int(_attr(attrs, "val")[:6]), 10_000)
        elif name == "num":
            self._list = _attr(attrs, "numId")
        elif name == "abstractNumId" and self._list:
            self._numbering.lists[self._list] = _attr(attrs, "val")


class _Styles(PartHandler):
    def __init__(self, numbering: Numbering):
        super().__init__()
        self._numbering = numbering
        self._style, self._level = "", 0

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "style":
            self._style, self._level = _attr(attrs, "styleId"), 0
        elif name == "ilvl" and _attr(attrs, "val").isdigit():
            self._level = int(_attr(attrs, "val")[:1])
        elif name == "numId" and self._style:
            self._numbering.styles[self._style] = (_attr(attrs, "val"), self._level)


def _attr(attrs: Attributes, name: str) -> str:
    return next((value for full, value in attrs.items() if full.rpartition(":")[2] == name), "")
