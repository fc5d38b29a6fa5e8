"""Paragraphs → every quantity in them, or the word that explains a numeral away.

One alternation is walked over each paragraph, so that figures can neither overlap nor be
skipped: every digit and every Chinese numeral ends up in a `Quantity`, in a label of the
outline or in a `word` in which it counts nothing (统一, 进一步).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.extract.lexicon import either, units, words
from etl.extract.numerals import ARABIC, CHINESE_CHARACTERS, FINANCIAL, value_of
from etl.extract.outline import Outline, Paragraph, Part
from etl.extract.plan_problems import refusal
from etl.extract.quantity import MEASURED, Form, Quantity
from etl.extract.slogans import with_slogans
from etl.extract.source import MAX_QUANTITIES


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph with its quantities and its words."""

    part: Part
    paragraph: Paragraph
    quantities: tuple[Quantity, ...]
    words: tuple[tuple[int, int], ...]


_CN = rf"(?:[{CHINESE_CHARACTERS.replace('千', '')}]|千(?![瓦克米卡伏]))"
_MULTIPLIERS = r"(?:[十百万亿]|千(?![瓦克米卡伏])){0,3}"
_NUMBER = rf"(?:(?:{ARABIC})[余多]?{_MULTIPLIERS}|{_CN}+(?:点[〇零一二三四五六七八九]+)?)"
_UNIT = either(units())
_DASH = r"(?:[-—–~～]{1,2}|至|到)"
_MONTH = r"\d{1,2}月(?:\d{1,2}日)?"
_END_OF = r"(?:年底|年末|底|末|上半年|下半年|前|以前|之前|初)?"
_YEAR = r"(?:(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})"

_PATTERNS = {
    "document_number": r"[〔\[(]\d{4}[〕\])]第?\d{1,5}号|〔(?:19|20)\d{2}〕?\d{1,4}(?!\d)号?",
    "datetime": r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)(?: ?\d{1,2}:\d{2}(?::\d{2})?)?",
    "pair": r"(?<=[“、])双[\u4e00-\u9fff]{1,6}(?=[”、])|[二两三四五六七八九]位一体",
    "per": r"每(?:十|百|千|万|十万|百万|亿)(?:名|人|户|元|公里|平方公里|张|辆|吨|个)?(?![\d元])"
    r"|(?<![\d一二三四五六七八九十百千万亿])[万百亿]元(?=地区生产总值|工业|产值|[\u4e00-\u9fffA-Z]{0,10}(?:能耗|用水|水耗|电耗|排放|死亡率))",
    "word": either(words("numeral_words")),
    "identifier": r"[A-Za-z][A-Za-z0-9./-]*",
    "formula": r"(?<![\d:])\d{1,3}(?:\.\d+)?(?:[:∶]\d{1,3}(?:\.\d+)?){2,}(?![\d:])|\d{1,3}(?:\.\d)?(?:[+×xX*](?:\d{1,3}(?!\d)|[A-Zn]))+",
    "date": rf"{_YEAR}[底末](?=前|,|[\u4e00-\u9fff])|{_YEAR}年?{_DASH}{_YEAR}年度?(?:{_MONTH})?{_END_OF}|{_YEAR}{_DASH}{_YEAR}(?=\))|(?<=\(){_YEAR}{_DASH}{_YEAR}(?![\d.%万亿])|{_YEAR}年度?(?:{_MONTH}|第?[一二三四1-4]个?季度)?{_END_OF}"
    rf"|(?<!\d){_MONTH}{_END_OF}|(?:上|前)?[一二三四1-4]个?季度",
    "five_year": r"第十[一二三四五六七八九]?个五年(?:规划|计划)?|十[一二三四五六七八九]五(?=[”\"’」期时末规以\s、,和])",
    "meeting": r"[一二三四五六七八九十]{1,4}届(?:(?:[一二三四五六七八九十]{1,3}中[、和]?){2,6}全会|历次全会|第?\d{1,3}次)|第[一二三四五六七八九十]{1,4}次党代(?:表大)?会|党的[一二三四五六七八九十]{1,3}大|[一二三四五六七八九十]{1,4}届(?:[一二三四五六七八九十]{1,3}(?:次|中))?全会"
    r"|[一二三四五六七八九十]{1,4}届(?:政府|人大|市委|省委|人民)|第(?:\d{1,3}|[一二三四五六七八九十百]{1,4})次(?:全国)?(?:代表|常务|常委)?(?:会议|大会|全会)",
    "rank": r"前(?:\d{1,3}|[一二三四五六七八九十百]{1,3})(?:位|名|列|强)?(?![年个季天月%万亿\d])"
    r"|(?:(?<=前移)|(?<=上升)|(?<=前进)|(?<=提升)|(?<=晋升)|(?<=提高))\d{1,3}个?(?:位次|位|名)"
    r"|第(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)|(?<=[全居排跻进保界内][国省市区球前身入持]{1})第[一二三四五六七八九十]",
    "ordinal": r"第(?:\d{1,4}|[一二三四五六七八九十百]{1,4})(?!方|三方)",
    "doubling": r"再?翻(?:[一二两三四]番|番|[一二两]倍)|(?<!行动)倍增(?!计划|行动|工程)",
    "ratio": rf"(?<![\d:])(?:{ARABIC})[:∶](?:{ARABIC})(?![:\d])",
    "fraction": r"[二三四五六七八九十]分之[一二三四五六七八九]|一半(?=以上|左右|[,;。、)]|$)",
    "percent": rf"[百千]分之{_CN}+(?:点[〇零一二三四五六七八九]+)?(?:{_DASH}[百千]分之{_CN}+)?|[一二三四五六七八九]成[一二三四五六七八九]?(?=以上|左右|以内|以下|[,;。、)]|$)",
    "latin": rf"(?:{ARABIC})(?:{either(words('latin', 'units'))})(?![A-Za-z])",
    "name": r"\d+(?:\.\d+)?[A-Za-z][A-Za-z0-9]*",
    "items": rf"{_NUMBER}大(?![型于量小幅数])",
    "measured": rf"(?P<least>(?<![以网线之])上(?=[百千万亿]))?(?P<number>{_NUMBER}|{FINANCIAL})"
    rf"(?:(?P<first_unit>{_UNIT})?{_DASH}(?P<high>{_NUMBER}))?(?P<approximate>[余多])?(?P<unit>{_UNIT})",
    "bare": rf"{_NUMBER}",
}  # fmt: skip
_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.ASCII)
#: Marks of one character that are also the end of other words: 通过, 附近, 节约, 发达.
_SHORT_MARKS = {"过": "通经不", "近": "最附邻靠新", "约": "节预合签契集条", "达": "发抵雷直表传下", "超": "高赶"}
_LONG_MARKS = [mark for mark in words("before", "marks") if mark not in _SHORT_MARKS]
_BEFORE = re.compile(
    f"(?:{either(_LONG_MARKS)}|" + "|".join(f"(?<![{others}]){mark}" for mark, others in _SHORT_MARKS.items()) + ")$"
)
_LONGEST_MARK = max(map(len, words("before", "marks")))
#: Also behind what a bracket says of the unit: 10场(次)以上, 5亿元(人民币)以上.
_AFTER = re.compile(rf"(?:\([^()\d{CHINESE_CHARACTERS}]{{1,12}}\))?(?:/[\u4e00-\u9fff]{{1,3}}?)?(?P<mark>{either(words('after', 'marks'))})", re.ASCII)
_RESPECTIVELY = re.compile("分别|依次")
_ODD = re.compile("[余多]")
_DIGIT = re.compile(r"\d", re.ASCII)
_DOUBLINGS = {"一番": 2, "两番": 4, "二番": 4, "三番": 8, "四番": 16, "一倍": 2, "两倍": 3, "二倍": 3}
_TENTHS = "〇一二三四五六七八九"
_PLAIN_FORMS = {
    "document_number": Form.DOCUMENT_NUMBER, "datetime": Form.DATETIME, "formula": Form.FORMULA, "date": Form.DATE,
    "five_year": Form.FIVE_YEAR, "meeting": Form.MEETING, "ordinal": Form.ORDINAL, "name": Form.IDENTIFIER,
    "pair": Form.SLOGAN,
}  # fmt: skip


def find_quantities(outline: Outline) -> Iterator[Found]:
    """Every quantity, paragraph by paragraph, in the order of the text. Raises Refused for a text
    with more figures than any plan has, before anything is made of them."""
    count = 0
    for part, paragraph in outline.paragraphs():
        quantities, explained = _read(outline.plan.text, paragraph)
        count += len(quantities)
        if count > MAX_QUANTITIES:
            raise refusal("too_many", f"> {MAX_QUANTITIES}", limit=MAX_QUANTITIES)
        quantities = _with_shared_units(outline.plan.text, quantities)
        told = tuple(with_slogans(outline.plan.text, paragraph, quantities))
        yield Found(part, paragraph, told, tuple(_outside(explained, told)))


def _with_shared_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """分别培训2万、2.4万人次: a number without a unit before one that has it, where both are said of several."""
    told = list(quantities)
    for at in range(len(told) - 2, -1, -1):
        one, behind = told[at], told[at + 1]
        is_shared = one.form is Form.BARE and one.value is not None and behind.form in MEASURED and behind.unit
        if is_shared and text[one.end : behind.start] in ("、", "和") and _RESPECTIVELY.search(text, max(one.start - 30, 0), one.start):
            told[at] = replace(one, form=behind.form, unit=behind.unit)
    return told


def _outside(words: list[tuple[int, int]], quantities: tuple[Quantity, ...]) -> Iterator[tuple[int, int]]:
    """The words that are no part of a quoted phrase."""
    starts = [one.start for one in quantities]
    for start, end in words:
        at = bisect_right(starts, start) - 1
        if at < 0 or quantities[at].end <= start:
            yield start, end


def _read(text: str, paragraph: Paragraph) -> tuple[list[Quantity], list[tuple[int, int]]]:
    quantities, explained, free_from = [], [], paragraph.body
    for match in _MASTER.finditer(text, paragraph.body, paragraph.end):
        name = _outermost(match)
        if name == "identifier" and not _DIGIT.search(match[0]):
            continue
        if name in ("word", "per", "identifier"):  # B2B and PM2.5 are words as 统一 is
            explained.append(match.span())
            free_from = match.end()
            continue
        quantity = _quantity(text, match, name, free_from, paragraph.end)
        quantities.append(quantity)
        free_from = quantity.end
    return quantities, explained


def _outermost(match: re.Match) -> str:
    return next(name for name in _PATTERNS if match[name] is not None)


def _quantity(text: str, match: re.Match, name: str, free_from: int, until: int) -> Quantity:
    core, core_end = match.span()
    form, value, high, unit = _MEANINGS.get(name, _plain)(match, name)
    if form not in MEASURED and not (form is Form.BARE and match[0][:1].isascii()):
        return Quantity(core, core_end, core, core_end, form, value, high, unit)
    before = _BEFORE.search(text, max(free_from, core - _LONGEST_MARK), core)
    after = _AFTER.match(text, core_end, until)
    return Quantity(
        before.start() if before else core,
        after.end() if after else core_end,
        core,
        core_end,
        form,
        value,
        high,
        unit,
        before[0] if before else match["least"] or "",
        (after["mark"] if after else "") or ("余" if _is_exceeded(match) else ""),
    )


def _is_exceeded(match: re.Match) -> bool:
    """100余家, 3万多人."""
    return bool(match["approximate"]) or not match["high"] and bool(_ODD.search(match["number"] or ""))


_Meaning = tuple[Form, Decimal | None, Decimal | None, str]


def _plain(match: re.Match, name: str) -> _Meaning:
    return _PLAIN_FORMS.get(name, Form.IDENTIFIER), None, None, ""


def _measured(match: re.Match, name: str) -> _Meaning:
    unit = match["unit"]
    low, high = match["number"], match["high"]
    value, value_high = value_of(_exact(low)), value_of(_exact(high)) if high else None
    if value_high is not None and value is not None and match["first_unit"] is None:
        value *= _shared_multiplier(low, high)
    return Form(units()[unit]), value, value_high, unit


def _shared_multiplier(low: str, high: str) -> int:
    """3—5万家: what stands behind the second number belongs to both."""
    tail = re.search(_MULTIPLIERS + "$", high)[0]
    is_shared = tail and low[-1:].isdigit() and high[:1].isdigit()
    return int(value_of(tail)) if is_shared else 1


def _exact(number: str) -> str:
    return number.replace("余", "").replace("多", "")


#: 产业达到3000亿, without the 元.
_OF_MONEY = re.compile(r"(?:产业|产值|规模|营收|收入|投资|额|资金|经济|利润|税收?|GDP)[^,;。、]{0,6}$")
_ENDS_THERE = re.compile(r"[,;。、)]|以上|左右|以内|$", re.MULTILINE)


def _bare(match: re.Match, name: str) -> _Meaning:
    value = value_of(_exact(match[0]))
    is_money = match[0].endswith("亿") and _ENDS_THERE.match(match.string, match.end()) and _OF_MONEY.search(match.string, max(0, match.start() - 20), match.start())
    return (Form.MONEY, value, None, "元") if is_money else (Form.BARE, value, None, "")


def _items(match: re.Match, name: str) -> _Meaning:
    return Form.ITEMS, value_of(match[0][:-1]), None, "大"


def _doubling(match: re.Match, name: str) -> _Meaning:
    return Form.DOUBLING, Decimal(_DOUBLINGS.get(match[0][-2:], 2)), None, "倍"


def _percent(match: re.Match, name: str) -> _Meaning:
    if "成" in match[0]:
        tens, _, ones = match[0].partition("成")
        return Form.PERCENT, Decimal(_TENTHS.index(tens) * 10 + (_TENTHS.index(ones) if ones else 0)), None, "%"
    parts = re.findall(r"([百千])分之([^百千至到—–~～-]+(?:[百千][^分]*)?)", match[0])
    values = [value_of(number) for _, number in parts] or [None]
    unit = "‰" if match[0].startswith("千") else "%"
    return Form.PERCENT, values[0], values[1] if len(values) > 1 else None, unit


def _fraction(match: re.Match, name: str) -> _Meaning:
    """四分之三 → 75 %, 一半 → 50 %; a third has no exact decimal and no value."""
    if match[0] == "一半":
        return Form.PERCENT, Decimal(50), None, "%"
    whole, part = (value_of(side) for side in match[0].split("分之"))
    percent = part * 100 / whole
    return Form.PERCENT, percent if percent == round(percent, 4) else None, None, "%"


def _ratio(match: re.Match, name: str) -> _Meaning:
    """2.8:1 → 2.8; a ratio to anything but 1 has no value of its own."""
    first, second = re.split("[:∶]", match[0])
    return Form.RATIO, value_of(first) if value_of(second) == 1 else None, None, ""


def _latin(match: re.Match, name: str) -> _Meaning:
    number = re.match(ARABIC, match[0], re.ASCII)
    return Form.LATIN, value_of(number[0]), None, match[0][number.end() :]


def _rank(match: re.Match, name: str) -> _Meaning:
    number = re.search(r"\d+|[一二三四五六七八九十百]+", match[0], re.ASCII)
    return Form.RANK, value_of(number[0]), None, "位"


_MEANINGS = {
    "measured": _measured, "bare": _bare, "items": _items, "doubling": _doubling, "percent": _percent,
    "latin": _latin, "rank": _rank, "fraction": _fraction, "ratio": _ratio,
}  # fmt: skip
