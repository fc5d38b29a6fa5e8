"""Where a quantity stands: what is before and behind it in its phrase, clause and sentence.

Rules see a quantity through its `Setting` only. Brackets without figures are covered
over (`县(市、区)` holds no border of a phrase), and so is who is responsible.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property

from etl.extract.dates import Dated, Role, dated
from etl.extract.outline import Paragraph, Part
from etl.extract.quantities import Found
from etl.extract.quantity import MEASURED, Form, Quantity
from etl.extract.tables import TableRow

_SHORT_BRACKET = re.compile(r"[(〔][^()〔〕\d;。]{1,60}[)〕]|\([A-Za-z][A-Za-z0-9./-]{0,20}\)|\([到至]?20\d\d年(?:\d{1,2}月)?[底末]?前?\)", re.ASCII)
_EACH_OF_THEM = ("分别", "依次")
_OPENED, _CLOSED = ("(", "(到", "(至"), (")", "前)", "之前)", "以前)")
#: A rule looks no further than this, so that a line without end costs no more than its length.
CONTEXT_CHARS = 600
_CONTEXT_QUANTITIES = 40
_DATED_FORMS = (Form.DATE, Form.FIVE_YEAR)


class Scene:
    """One paragraph as the rules see it. Offsets are those of the whole text."""

    def __init__(self, text: str, found: Found, row: TableRow | None = None):
        self.text, self.found, self.row = text, found, row
        self.part, self.paragraph, self.quantities = found.part, found.paragraph, found.quantities
        written = text[self.paragraph.start : self.paragraph.end]
        self.flat = _SHORT_BRACKET.sub(lambda match: "□" * len(match[0]), written)
        self.phrases = self._borders(",;:。!?()\t")
        self.items = self._borders(",;:。!?()\t、")
        self.sentences = self._borders("。!?\t")
        self.dates = self._dates()

    def _borders(self, letters: str) -> list[int]:
        """Offsets behind every border, the paragraph's ends included; `:` ends a heading only once."""
        at = self.paragraph.start
        inner = [at + place + 1 for place, letter in enumerate(self.flat) if letter in letters]
        return sorted({at, self.paragraph.body, self.paragraph.heading_end, *inner, self.paragraph.end})

    def _dates(self) -> list[Dated]:
        read: list[Dated] = []
        for at, q in enumerate(self.quantities):
            if q.form in _DATED_FORMS:
                sentence = self.within(self.sentences, q.core)[0]
                year = read[-1].year if read and read[-1].start >= sentence else None
                one = dated(self.text, q.core, q.core_end, self.within(self.phrases, q.core)[0], year)
                read += [self._beside_a_figure(one, at)] if one else []
        return _listed_on(self, read)

    def _beside_a_figure(self, one: Dated, at: int) -> Dated:
        """10家(2027年底前): the date of that figure alone. 2026年30个: what that year is to bring."""
        before, behind = self.quantities[max(at - 1, 0)], self.quantities[at + 1 : at + 2]
        if self.text[before.end : one.start] in _OPENED and self.text.startswith(_CLOSED, one.end):
            return replace(one, role=Role.OWN)
        is_slice = one.role is Role.OTHER and bool(behind) and behind[0].start == one.end and behind[0].form in MEASURED
        return replace(one, role=Role.SLICE) if is_slice else one

    @staticmethod
    def within(borders: list[int], place: int) -> tuple[int, int]:
        """The stretch between two borders in which a place lies."""
        at = bisect_left(borders, place + 1)
        return borders[max(at - 1, 0)], borders[min(at, len(borders) - 1)]

    def cut(self, start: int, end: int) -> str:
        """Text of the paragraph with brackets covered over."""
        base = self.paragraph.start
        return self.flat[max(start - base, 0) : max(end - base, 0)]


def _listed_on(scene: Scene, dates: list[Dated]) -> list[Dated]:
    """到2026年、2027年: the second date plays the part of the first; 2027年、2028年分别: each is that of its own figure."""
    for at in range(len(dates) - 1, -1, -1):
        one, behind = dates[at], dates[at + 1 : at + 2]
        is_horizon = scene.text.startswith(_EACH_OF_THEM, one.end) or behind and behind[0].role is Role.SLICE and _is_joined(scene, one, behind[0])
        if one.role is Role.OTHER and is_horizon:
            dates[at] = replace(one, role=Role.SLICE)
    for at in range(1, len(dates)):
        before, one = dates[at - 1], dates[at]
        if one.role is Role.OTHER and _is_joined(scene, before, one):
            dates[at] = replace(one, role=before.role)
    return dates


def _is_joined(scene: Scene, one: Dated, behind: Dated) -> bool:
    return scene.text[one.end : behind.start] in ("、", "和", "及", "与")


class Setting:
    """One quantity in its scene."""

    def __init__(self, scene: Scene, at: int):
        self.scene, self.at = scene, at

    @property
    def quantity(self) -> Quantity:
        return self.scene.quantities[self.at]

    @property
    def part(self) -> Part:
        return self.scene.part

    @property
    def paragraph(self) -> Paragraph:
        return self.scene.paragraph

    @cached_property
    def figure(self) -> str:
        return self.scene.text[self.quantity.start : self.quantity.end]

    @cached_property
    def core(self) -> str:
        """The figure without its marks of comparison."""
        return self.scene.text[self.quantity.core : self.quantity.core_end]

    @property
    def is_arabic(self) -> bool:
        return self.core[:1].isascii()

    @cached_property
    def phrase(self) -> tuple[int, int]:
        return self.scene.within(self.scene.phrases, self.quantity.core)

    @cached_property
    def item(self) -> tuple[int, int]:
        return self.scene.within(self.scene.items, self.quantity.core)

    @cached_property
    def sentence(self) -> tuple[int, int]:
        return self.scene.within(self.scene.sentences, self.quantity.core)

    @cached_property
    def before(self) -> str:
        """The phrase before the figure."""
        return self._upto(self.phrase[0], self.quantity.start)

    @cached_property
    def after(self) -> str:
        """The phrase behind the figure."""
        return self._from(self.quantity.end, self.phrase[1]).rstrip(",;:。!?()")

    @cached_property
    def sentence_before(self) -> str:
        return self._upto(self.sentence[0], self.quantity.start)

    @cached_property
    def clause_before(self) -> str:
        """The sentence before the figure, back to the last semicolon."""
        return re.split("[;。]", self.sentence_before)[-1]

    @cached_property
    def sentence_after(self) -> str:
        return self._from(self.quantity.end, self.sentence[1])

    @cached_property
    def in_heading(self) -> bool:
        return self.paragraph.body <= self.quantity.start and self.quantity.end <= self.paragraph.heading_end

    @cached_property
    def is_quoted(self) -> bool:
        before = self._upto(self.sentence[0], self.quantity.core)
        return before.rfind("“") > before.rfind("”")

    @cached_property
    def is_cited(self) -> bool:
        """Inside the title of a document: 《…》."""
        before = self._upto(self.paragraph.start, self.quantity.core)
        return before.rfind("《") > before.rfind("》")

    @cached_property
    def dates_before(self) -> list[Dated]:
        """The nearest dates of the paragraph that end before the figure, in order."""
        dates = self.scene.dates
        until = bisect_right(dates, self.quantity.core, key=lambda one: one.end)
        return dates[max(until - _CONTEXT_QUANTITIES, 0) : until]

    @cached_property
    def dates_behind(self) -> list[Dated]:
        """The dates behind the figure in its phrase, in order."""
        return [one for one in self._nearest_dates_behind if one.start < self.phrase[1]]

    @cached_property
    def dates_behind_in_sentence(self) -> list[Dated]:
        """The nearest dates behind the figure in its sentence, in order."""
        return [one for one in self._nearest_dates_behind if one.start < self.sentence[1]]

    @cached_property
    def _nearest_dates_behind(self) -> list[Dated]:
        start = bisect_left(self.scene.dates, self.quantity.core_end, key=lambda one: one.start)
        return self.scene.dates[start : start + _CONTEXT_QUANTITIES]

    def _upto(self, start: int, end: int) -> str:
        return self.scene.cut(max(start, end - CONTEXT_CHARS), end)

    def _from(self, start: int, end: int) -> str:
        return self.scene.cut(start, min(end, start + CONTEXT_CHARS))

    def earlier(self, borders: tuple[int, int]) -> list[Quantity]:
        """The quantities before this one within a stretch, in order."""
        start = self.at
        while start > max(0, self.at - _CONTEXT_QUANTITIES) and self.scene.quantities[start - 1].core >= borders[0]:
            start -= 1
        return list(self.scene.quantities[start : self.at])

    def later(self, borders: tuple[int, int]) -> list[Quantity]:
        """The quantities behind this one within a stretch, in order."""
        nearby = self.scene.quantities[self.at + 1 : self.at + 1 + _CONTEXT_QUANTITIES]
        return [other for other in nearby if other.core < borders[1]]


def figure_group(setting: Setting) -> list[Quantity]:
    """The run of figures around this one with nothing but 、 between them."""
    scene, at = setting.scene, setting.at
    first = at
    while first > 0 and at - first < 8 and _joined(scene, first - 1, first):
        first -= 1
    last = at
    while last + 1 < len(scene.quantities) and last - at < 8 and _joined(scene, last, last + 1):
        last += 1
    return list(scene.quantities[first : last + 1])


def _joined(scene: Scene, left: int, right: int) -> bool:
    between = scene.cut(scene.quantities[left].end, scene.quantities[right].start)
    return len(between) <= 3 and bool(between) and not between.strip("、和与及,")
