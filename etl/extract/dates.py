"""Dates of a text → days, and what part each plays: horizon, base, or neither."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from etl.extract.numerals import value_of

_YEARS = re.compile(r"(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2}", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})月(?:(\d{1,2})日)?", re.ASCII)
_QUARTER = re.compile(r"([一二三四1-4])个?季度")
_FIVE_YEAR = re.compile(r"(?:第?十([一二三四五六七八九])(?:五|个五年))|第(十)个五年")

_TO = re.compile(r"(?:到|至|力争|争取|确保|展望|于|自|在)$")
#: Signs and blanks a line of a list may begin with.
_BULLETS = "“(、,; -—–·•●■◆*○"
_OVER = re.compile(r"(?:截至|截止到?)$")
_FROM = re.compile(r"(?:由|从)$")
_COMPARED = re.compile(r"(?:较|(?<!占)比|相比|相较于?|同|与|以|按)$")
_ON_BASE = re.compile(r"(?:年)?(?:的)?(?:[\d.]{1,8}[^,;。\d]{1,4}(?:的|这一)?(?:基础上|[\d.]{1,6}倍)|基础上|为基[数期准]|相比|水平|同期|实绩|基数|[\d.]{1,6}倍)", re.ASCII)
#: 占比2027年达到70%
_THEN = re.compile(r"(?:力争|争取)?(?:达到?|突破|实现|超过|提高到|提升到|增至|降至|冲刺|迈上|站上)")
#: 2027年底前投用。
_COMPLETES = re.compile(r"前?(?:投用|建成|建成投用|完成|投产|投入使用|完工|交付)(?=[,;。]|$)", re.MULTILINE)
#: 自2026年起: when it begins.
_SINCE = re.compile(r"(?:自|从)$")
#: For which nothing is set: 为实现“十五五”良好开局.
_BEGUN = re.compile(r"[”\"]?(?:规划)?(?:的?(?:良好|精彩|顺利))?(?:开局|开好局|开门红|起好步)")
_ENDS = re.compile(r"(?:底|末|前|以前|之前|上半年)$")


class Role(StrEnum):
    HORIZON = "horizon"  # 到2027年: by then
    BASE = "base"  # 较2024年: compared with then
    SPAN = "span"  # 2024—2027年: from, and by
    SLICE = "slice"  # 2026年30个, 2026年、2027年分别: of the figures of its sentence, and of nothing behind it
    BEHIND = "behind"  # 园区1座, 2027年底前投用: of what stands before it
    OWN = "own"  # 10家(2027年底前): of that figure alone
    OVER = "over"  # 截至2024年底: what was by then
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text. `year` is the last year it names, `first_year` the first."""

    start: int
    end: int
    first_year: int
    year: int
    due: date
    role: Role


def dated(text: str, start: int, end: int, sentence_start: int, year: int | None = None) -> Dated | None:
    """What the date written between `start` and `end` means; None without a year. `year` is that of the
    date before it, for a month that names none: 2027年6月底前…, 9月底前…."""
    written = text[start:end]
    if five := _FIVE_YEAR.match(written):
        first = five_year_start(int(value_of(five[1])) if five[1] else 0)
        return Dated(start, end, first, first + 4, date(first + 4, 12, 31), _five_year_role(text, start, end, sentence_start))
    years = [int(value_of(one)) for one in _YEARS.findall(written)]
    if not years and year and _MONTH.match(written) and _ENDS.search(written):
        years = [year]
    if not years:
        return None
    role = _role(text, start, end, sentence_start, len(years) > 1)
    return Dated(start, end, years[0], years[-1], _last_day(years[-1], written), role)


def five_year_start(number: int) -> int:
    """First year of 十四五 (14): 2021."""
    return 2001 + 5 * (number % 10)


def _five_year_role(text: str, start: int, end: int, sentence_start: int) -> Role:
    if _COMPARED.search(text[max(sentence_start, start - 6) : start].rstrip("“\"")):
        return Role.BASE
    if _BEGUN.match(text, end):
        return Role.OTHER
    return Role.HORIZON if re.match(r"[”\"]?(?:规划)?(?:期)?末", text[end : end + 6]) else Role.SPAN


def _role(text: str, start: int, end: int, sentence_start: int, is_span: bool) -> Role:
    before, after = text[max(sentence_start, start - 6) : start], text[end : end + 20]
    if _COMPARED.search(before) or _ON_BASE.match(after) or _FROM.search(before) and not after.startswith(("起", "开始")):
        return Role.BASE
    if _OVER.search(before):
        return Role.OVER
    if _SINCE.search(before) and after.startswith(("起", "开始")):
        return Role.OTHER
    if is_span:
        return Role.SPAN
    if _COMPLETES.match(text, end):
        return Role.BEHIND
    if _TO.search(before) or _ENDS.search(text[start:end]) or _THEN.match(after) or after.startswith(",") or not text[sentence_start:start].strip(_BULLETS):
        return Role.HORIZON
    return Role.OTHER


def _last_day(year: int, written: str) -> date:
    """The last day a date covers: 2026年6月 → 30 June."""
    month, quarter = _MONTH.search(written), _QUARTER.search(written)
    if quarter:
        month_no = 3 * int(value_of(quarter[1]))
        return date(year, month_no, monthrange(year, month_no)[1])
    if month is None:
        return date(year, 6, 30) if written.endswith("上半年") else date(year, 12, 31)
    month_no = min(max(int(month[1]), 1), 12)
    last = monthrange(year, month_no)[1]
    return date(year, month_no, min(max(int(month[2]), 1), last) if month[2] else last)
