"""What the text of a plan says that its goals start from, and by how much it says they change.

由2025年的3000亿元提高到5000亿元, 较2025年的3000亿元翻一番; 由30%提高到45%, 提高15个百分点. No decision plays a
part: these are amounts and the places of the quantities they belong to. Only what stands directly
before what it is raised to or grows by, or in brackets behind it (2025年为3000亿元), is taken for its base.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from etl.extract.lexicon import either, words
from etl.extract.measures import canonical_unit, in_unit
from etl.extract.normalise import PlanText
from etl.extract.quantities import Found
from etl.extract.quantity import DATED, MEASURED, Form, Quantity
from etl.intake.layout import Layout
from etl.plans.candidates import Span

_GROWTHS = (Form.DOUBLING, Form.MULTIPLE, Form.PERCENT)
#: What something can stand at.
_AMOUNTS = MEASURED - {Form.DOUBLING, Form.MULTIPLE, Form.POINTS, Form.RANK, Form.RATIO}
#: Counted one by one: without 万 or decimals nothing was rounded.
_COUNTED = (Form.COUNT, Form.PEOPLE, Form.VISITS)
_ROUGH = frozenset(("约", "近", "左右", "上下"))
_CEILINGS = frozenset("≤ < 不超过 不高于 不大于 不多于 低于 小于 少于 控制在 以下 及以下 以内 之内".split())
_FLOORS = frozenset("≥ > 不低于 不少于 不小于 高于 大于 多于 超过 突破 至少 上 站上 迈上 跨上 跃上 超 过 余 以上 及以上".split())

_MARK = f"{either(words('before', 'marks'))}?"
_DATE = r"(?:(?:19|20)\d\d年(?:底|末|度)?的?)?"
_BY_THE_WAY = "(?:力争|争取|确保|逐步|稳步|进一步|实现|再|将|总体|整体|基本|累计|共|净|预计)*"
_FALLS = "下降|降低|减少|压减|压缩|缩短|缩减|降|减"
_CHANGES = f"(?:增加|增长|提高|提升|扩大|上升|增|升|{_FALLS})"
_ON_THE_BASE = "(?:的?(?:水平|规模)?的?(?:基础上|基数上)?,?)"
_OPENING = re.compile(r"(?:(?<![理经自缘])由|从|较|(?<!占)比(?![重例率值])|相较于|在|以|按|是|与)([^,;。]{0,16})$")
_RAISED_TO = re.compile(f"{_ON_THE_BASE}{_BY_THE_WAY}{_DATE}{_BY_THE_WAY}(?:{_CHANGES}|拓展|发展|壮大|跃升|攀升|做大)(?:到|至|为){_DATE}{_MARK}")
_GROWS = re.compile(f"{_ON_THE_BASE}{_BY_THE_WAY}(?:年均)?{_CHANGES}{_MARK}")
_DOUBLES = re.compile(f"{_ON_THE_BASE}{_BY_THE_WAY}")
_TIMES = re.compile(f"的{_MARK}")
_CHANGED_BY = re.compile(rf"[,、(](?:[比较]((?:19|20)\d\d)年(?:底|末)?)?{_BY_THE_WAY}({_CHANGES})了?{_MARK}", re.ASCII)
_REACHING = re.compile(f"[,、]?{_BY_THE_WAY}{_DATE}(?:达到?|到|至|为)?{_MARK}")
#: 6000亿元(2025年为3000亿元)
_IN_BRACKETS = re.compile(rf"\(((?:19|20)\d\d)年(?:底|末|度)?(?:实绩|基数|基期)?(?:为|是|达到?|:)?{_MARK}", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d\d)年", re.ASCII)
#: Of several bases in a row nobody knows which belongs to what; the total or average of several
#: years, or of a part of one, is no base of a year.
_UNSURE = re.compile(r"[、和及]|分别|依次|年均|平均|累计|月|季|半年|[-—–~～至到]")
_DIGITS = re.compile(r"\d+", re.ASCII)
_SENTENCE, _PHRASE = re.compile("[。;]"), re.compile("[。;]|其中")
#: Between a base and what it belongs to no more words stand than these; no sentence is longer.
_BETWEEN_CHARS, _SENTENCE_CHARS = 40, 300


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as the text writes it, in a canonical `unit`. `rounding` is half of the last digit
    that is written; 约 makes it rough, 超 a floor of what is meant, 不足 a ceiling."""

    value: Decimal
    unit: str
    rounding: Decimal = Decimal(0)
    is_rough: bool = False
    is_floor: bool = False
    is_ceiling: bool = False


@dataclass(frozen=True, slots=True)
class StatedBase:
    """What the quantity at `of` starts from, stated at `span`: a level that it is raised to or the
    growth it grows by. `phrase` is what of the `sentence` speaks of the same: 其中 begins another.
    `year` is None where the text names none; `reached` is that level as written, in the same unit."""

    span: Span
    of: Span
    sentence: Span
    phrase: Span
    amount: Amount
    year: int | None
    reached: Decimal | None


@dataclass(frozen=True, slots=True)
class StatedChange:
    """By how much the text says, at `span`, that the level at `level` differs from its base; less
    where it falls."""

    span: Span
    level: Span
    figure: str
    base: Amount
    reached: Decimal
    amount: Amount
    falls: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of its bases."""

    bases: tuple[StatedBase, ...] = ()
    changes: tuple[StatedChange, ...] = ()

    def within(self, span: Span) -> "Stated":
        """What stands in one part of the text."""
        return Stated(
            tuple(one for one in self.bases if span[0] <= one.of[0] < span[1]),
            tuple(one for one in self.changes if span[0] <= one.level[0] < span[1]),
        )


def stated_in(plan: PlanText, found: Iterable[Found], layout: Layout) -> Stated:
    """Every base and change that a text states beside its goals."""
    readers = [_Paragraph(plan, one, layout) for one in found]
    return Stated(tuple(base for one in readers for base in one.bases()), tuple(change for one in readers for change in one.changes()))


class _Paragraph:
    """The quantities of one paragraph but for its dates, each with what stands around it."""

    def __init__(self, plan: PlanText, found: Found, layout: Layout):
        self._plan, self._layout = plan, layout
        self._start, self._end = found.paragraph.body, found.paragraph.end
        self._quantities = [one for one in found.quantities if one.form not in DATED]

    def bases(self) -> Iterator[StatedBase]:
        for one, following in pairwise(self._quantities):
            said = self._said_of(one)
            if said is not None and self._is_raised(one, following):
                yield self._base(one, following, _YEAR.findall(said), is_level=True)
            elif said is not None and self._grows(one, following):
                yield self._base(one, following, _YEAR.findall(said), is_level=False)
            elif told := self._bracketed(one, following):
                yield self._base(following, one, [told], is_level=following.form is one.form)

    def _base(self, base: Quantity, of: Quantity, years: Sequence[str], *, is_level: bool) -> StatedBase:
        amount, reached = self._amount(base), self._amount(of) if is_level else None
        is_alike = reached is not None and reached.unit == amount.unit
        year = int(years[0]) if years else None
        around = self._around(base, _SENTENCE), self._around(base, _PHRASE)
        return StatedBase(self._span(base), self._span(of), *around, amount, year, reached.value if is_alike else None)

    def _bracketed(self, one: Quantity, base: Quantity) -> str:
        """The year of a base in brackets behind a level or a growth."""
        told = _IN_BRACKETS.fullmatch(self._between(one, base))
        is_amount = base.form in _AMOUNTS and base.value and base.value_high is None and one.value is not None
        is_its_own = one.form is base.form or one.form in _GROWTHS
        return told[1] if told and is_amount and is_its_own and self._plan.text.startswith(")", base.end) else ""

    def changes(self) -> Iterator[StatedChange]:
        for base, second, third in zip(self._quantities, self._quantities[1:], self._quantities[2:]):
            if (said := self._said_of(base)) is None:
                continue
            if self._is_raised(base, second) and (told := _CHANGED_BY.fullmatch(self._between(second, third))):
                is_same_base = told[1] is None or told[1] in _YEAR.findall(said)
                level, change, verb = (second, third, told[2]) if is_same_base else (None, third, "")
            elif _GROWS.fullmatch(self._between(base, second)) and _REACHING.fullmatch(self._between(second, third)):
                level, change, verb = third, second, self._between(base, second)
            else:
                continue
            if level is not None and _is_difference(base, level, change):
                yield from self._change(base, level, change, verb)

    def _change(self, base: Quantity, level: Quantity, change: Quantity, verb: str) -> Iterator[StatedChange]:
        before, reached, amount = self._amount(base), self._amount(level), self._amount(change)
        if before.unit == reached.unit and (amount.unit == before.unit or change.form is Form.POINTS):
            figure = self._plan.text[change.start : change.end]
            yield StatedChange(self._span(change), self._span(level), figure, before, reached.value, amount, re.search(_FALLS, verb) is not None)

    def _said_of(self, base: Quantity) -> str | None:
        """The words between 由 and a base; None where the figure is none of one moment."""
        if base.form not in _AMOUNTS or not base.value or base.value_high is not None:
            return None
        opening = _OPENING.search(self._plan.text[max(self._start, base.core - 24) : base.core])
        is_base = opening and not _UNSURE.search(opening[1]) and len(_DIGITS.findall(opening[1])) == len(_YEAR.findall(opening[1])) <= 1
        return opening[1] if is_base else None

    def _between(self, one: Quantity, following: Quantity) -> str:
        """What stands between two figures; nothing that any pattern takes where it is too long."""
        return self._plan.text[one.end : following.core] if following.core - one.end <= _BETWEEN_CHARS else "…"

    def _is_raised(self, base: Quantity, following: Quantity) -> bool:
        is_alike = following.form is base.form and following.value is not None
        return is_alike and _RAISED_TO.fullmatch(self._between(base, following)) is not None

    def _grows(self, base: Quantity, following: Quantity) -> bool:
        between = self._between(base, following)
        if following.form is Form.DOUBLING:
            return _DOUBLES.fullmatch(between) is not None
        is_times = following.form is Form.MULTIPLE and _TIMES.fullmatch(between)
        return bool(is_times or following.form in _GROWTHS and _GROWS.fullmatch(between))

    def _span(self, one: Quantity) -> Span:
        return self._plan.source_span(one.start, one.end)

    def _around(self, one: Quantity, mark: re.Pattern) -> Span:
        """The text around a figure up to the nearest marks."""
        text = self._plan.text
        first, last = max(self._start, one.start - _SENTENCE_CHARS), min(self._end, one.end + _SENTENCE_CHARS)
        before, behind = [found.end() for found in mark.finditer(text, first, one.start)], mark.search(text, one.end, last)
        return self._plan.source_span(before[-1] if before else first, behind.start() if behind else last)

    def _amount(self, one: Quantity) -> Amount:
        unit, factor = canonical_unit(one, None, None, self._layout)
        return Amount(
            in_unit(one.value, factor),
            unit,
            self._rounding(one) * factor,
            one.before in _ROUGH or one.after in _ROUGH,
            one.before in _FLOORS or one.after in _FLOORS,
            one.before in _CEILINGS or one.after in _CEILINGS,
        )

    def _rounding(self, one: Quantity) -> Decimal:
        """Half of the last digit as it is written: 0.05万 of 3.4万家, nothing of 80个."""
        digits = re.search(r"\d[\d,]*(?:\.(\d+))?", self._plan.text[one.core : one.core_end], re.ASCII)
        number = Decimal(digits[0].replace(",", "")) if digits else None
        if not number or one.value is None or one.form in _COUNTED and one.value == number and not digits[1]:
            return Decimal(0)
        return one.value / number * Decimal(5).scaleb(-len(digits[1] or "") - 1)


def _is_difference(base: Quantity, level: Quantity, change: Quantity) -> bool:
    """个百分点 between shares, else the unit of both; 增长10% of an amount is growth."""
    wanted = Form.POINTS if base.form is Form.PERCENT else base.form
    return level.form is base.form and change.form is wanted and None not in (level.value, change.value)
