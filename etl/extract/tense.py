"""Whether a sentence looks back or ahead where a figure stands.

Of the words of its clause and the years of its sentence the last one before the figure that says so decides: behind 2025年 a figure
is to come even if the sentence began with what was, and behind 截至2024年底 it is over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from etl.extract.dates import Dated, Role
from etl.extract.setting import Setting


class Tense(StrEnum):
    PAST = "past"  # a word says that it is over
    PAST_YEAR = "past_year"  # a year before the plan's own does
    THERE = "there"  # what there is already: 现有
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the text that says when."""

    place: int
    tense: Tense


_WORDS = {
    Tense.PAST: re.compile(r"截至|截止|过去|[一两三五]年来|近年来|去年|(?<!以)上年|以来|已经|连续[一二两三四五六七八九十\d]+[年届次]"),
    Tense.THERE: re.compile(
        r"已有|现有|现已|目前|原有|已(?:累计)?(?:拥有|认定|建|达|形成|[集汇]聚|开通|实现|培育|引进|落地|投[用产入]|开工|竣工|运营|入驻|布局|吸引|发展|完成|设立)|已累计"
    ),
    Tense.AHEAD: re.compile(r"力争|争取|目标|确保|预期|今后|未来"),
}
#: What ends the list of what there is: 现有泊位25个, 新增5个.
_MORE = re.compile(r"新增|新建|新开|新设|扩建|拟建|规划建设|再|达到|提高|提升")
#: 由目前的12%提高到25%
_RAISED = re.compile(r"[提升增扩大降低压缩减少长高短]+[到至]$")
#: Compared with the year before: reported, unless the sentence looks ahead.
_COMPARED = re.compile(r"同比|[比较](?:上年|去年)")


def tense_of(setting: Setting) -> Tense | None:
    """What the last mark before the figure says; None where the sentence has none."""
    last = max(_marks(setting), key=lambda mark: mark.place, default=None)
    if last is None and _begins_in_the_past(setting):
        return Tense.PAST_YEAR
    if last is None:
        is_compared = _COMPARED.search(setting.clause_before + setting.after[:4])
        return Tense.PAST if is_compared and not _under_goals(setting) else None
    is_more = _MORE.search(setting.scene.cut(last.place, setting.quantity.start)) or _RAISED.search(setting.quantity.before)
    if last.tense is Tense.THERE and is_more:
        return None
    return last.tense


def _begins_in_the_past(setting: Setting) -> bool:
    """Whether the paragraph reports a year that is over, in sentences before: 2023年,…。生产总值增长4.3%."""
    issued, dates = setting.part.issued_year, setting.dates_before
    is_report = issued is not None and bool(dates) and setting.scene.dates[0].start <= setting.paragraph.heading_end + 2
    return is_report and all(one.role is not Role.BASE and _is_over(one, issued) for one in dates) and not _under_goals(setting)


def _under_goals(setting: Setting) -> bool:
    """Whether the nearest heading says that these are goals: 同比增长10%以上 is then to come."""
    headings = setting.paragraph.headings
    return bool(headings) and "目标" in setting.scene.text[slice(*headings[-1])]


def _marks(setting: Setting) -> Iterator[Mark]:
    base = setting.quantity.start - len(setting.clause_before)
    for tense, pattern in _WORDS.items():
        for match in pattern.finditer(setting.clause_before):
            yield Mark(base + match.start(), tense)
    issued = setting.part.issued_year
    for one in setting.dates_before:
        if issued is not None and one.start >= setting.sentence[0] and one.role is not Role.BASE:
            yield Mark(one.start, Tense.PAST_YEAR if _is_over(one, issued) else Tense.AHEAD)
        elif one.start >= setting.sentence[0] and one.role is Role.HORIZON:
            yield Mark(one.start, Tense.AHEAD)


def _is_over(one: Dated, issued: int) -> bool:
    return one.role is Role.OVER or one.year < issued
