"""Reading single cells: numbers, periods, dates and words from closed lists.

Every function takes the text of one cell and returns its meaning, or raises CellFault.
Nothing is guessed: what is not on a list or of the one number form is a fault.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import StrEnum
from functools import lru_cache

from etl.decimals import canonical, parse_plain
from etl.vocabulary import Confidence, Counting, Nature, Scope

#: Exact for every product of a figure and a unit factor (Python's default rounds at 28 digits).
widened = Context(prec=200, Emax=MAX_EMAX, Emin=MIN_EMIN)

#: What officers write where a figure was not reported, beside blanks and dashes of any length.
NULL_MARKS = frozenset(["/", "\\", "无", "暂无", "暂缺", "未报", "未公布", "无数据", "N/A", "NA", "NULL"])
_DASHES = "-—–―−"

COUNTING_WORDS = {"本年累计": Counting.YTD, "累计": Counting.YTD, "当季": Counting.QUARTER,
                  "单季": Counting.QUARTER, "期末": Counting.POINT}  # fmt: skip
SCOPE_WORDS = {"海关平台": Scope.CUSTOMS_PLATFORM, "海关全业态": Scope.CUSTOMS_ALL, "商务厅监测": Scope.COMMERCE,
               "跨境零售": Scope.RETAIL, "市级全口径": Scope.MUNICIPAL, "其他": Scope.OTHER}  # fmt: skip
NATURE_WORDS = {"正式": Nature.FINAL, "初步": Nature.PRELIMINARY, "预计": Nature.FORECAST,
                "撤回": Nature.WITHDRAWN}  # fmt: skip
CONFIDENCE_WORDS = {"高": Confidence.HIGH, "中": Confidence.MEDIUM, "低": Confidence.LOW}
for _words in (COUNTING_WORDS, SCOPE_WORDS, NATURE_WORDS, CONFIDENCE_WORDS):
    _words.update({str(member): member for member in type(next(iter(_words.values())))})

#: Characters that show nothing or turn the direction of what follows.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％＃＝／−", "0123456789.,-+%#=/-")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
#: Longer than any figure the warehouse can hold in any unit.
_MAX_NUMBER_CHARS = 80

_NUMBER_FAULTS = (
    ("number_formula", re.compile(r"=.*", re.S)),
    ("number_error_cell", re.compile(r"#.*", re.S)),
    ("number_exponent", re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+", re.ASCII)),
    ("number_range", re.compile(r"\d[\d.,]*\S?\s*[-—–~～至到]\s*\d[\d.,]*\S{0,2}", re.ASCII)),
    ("number_about", re.compile(r"[约近超逾><≥≤]\s*\d.*|\d[\d.,]*(\*|\+|余|多|左右|以[上下]).*", re.S)),
    ("number_grouping", re.compile(r"[+-]?[\d,]+,[\d,]*(\.\d*)?", re.ASCII)),
    ("unit_in_value", re.compile(r"[+-]?\d[\d.,]*\s*[%‰万亿元美吨平个家条场人次倍]+[^\d]{0,4}")),
)

_QUARTERS = {"1": 1, "一": 1, "I": 1, "2": 2, "二": 2, "II": 2, "3": 3, "三": 3, "III": 3, "4": 4, "四": 4, "IV": 4}
_QUARTER = re.compile(
    r"(?:(?P<year>\d{4})(?:年|-)?)?(?:Q(?P<q>[1-4])|第?(?P<word>[1-4一二三四]|I{1,3}|IV)季度?|(?P<bare>[1-4]))",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(r"(?:(?P<year>\d{4})(?:年|-|/))?(?P<month>0?[1-9]|1[0-2])月?", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d{2})年?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII)
_TO = r"(?:-|—|–|~|～|至|到)"
#: Spans that only 计数方式 may express, with the quarter they end in.
_SPANS = (
    (2, re.compile(rf"上半年|(?:1月?{_TO}6月)|前[二两]季度|(?:[1一]{_TO}[2二]季度)|半年")),
    (3, re.compile(rf"前三季度|(?:1月?{_TO}9月)|(?:[1一]{_TO}[3三]季度)")),
    (4, re.compile(rf"全年|年度|下半年|(?:1月?{_TO}12月)|(?:[1一]{_TO}[4四]季度)")),
    (1, re.compile(rf"(?:1月?{_TO}3月)")),
)


class CellFault(ValueError):
    """A cell cannot be read; `name` is a code of the upload catalogue."""

    def __init__(self, name: str, **needed: object):
        super().__init__(name)
        self.name = name
        self.needed = needed


@lru_cache(maxsize=20_000)
def matching(text: str) -> str:
    """The form in which names are compared: no blanks or invisible characters, half-width."""
    return _SPACE.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def trimmed(text: str) -> str:
    """Free text or a number without invisible characters and outer blanks."""
    return text.strip() if text.isascii() else INVISIBLE.sub("", text).strip()


def is_null(text: str) -> bool:
    """Whether a cell says that nothing was reported."""
    word = matching(text)
    return not word.strip(_DASHES) or word.upper() in NULL_MARKS


def read_number(text: str) -> Decimal:
    """A figure as written: full-width digits and correct thousands separators allowed."""
    plain = trimmed(text).translate(_FULL_WIDTH)
    if len(plain) > _MAX_NUMBER_CHARS:
        raise CellFault("number_too_precise")
    if _NUMBER.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    for name, form in _NUMBER_FAULTS:
        if form.fullmatch(plain):
            raise CellFault(name)
    raise CellFault("number")


def read_percent(text: str) -> Decimal:
    """A figure in per cent, with or without its sign: `12.5%` is 12.5."""
    plain = trimmed(text).translate(_FULL_WIDTH)
    return storable(read_number(plain.removesuffix("%").rstrip() if plain != "%" else plain))


def storable(value: Decimal) -> Decimal:
    """The value if the warehouse holds it exactly (28 digits before, 10 after the point)."""
    try:
        return parse_plain(canonical(value))
    except ValueError:
        raise CellFault("number_too_precise") from None


def read_year(text: str) -> int:
    """`2025` or `2025年`."""
    match = _YEAR.fullmatch(matching(text))
    if not match:
        raise CellFault("year")
    return int(match[1])


def read_quarter(text: str) -> tuple[int | None, int]:
    """The year, where the cell names one, and the last month of the quarter."""
    word = matching(text)
    match = _QUARTER.fullmatch(word)
    # "20254" is no way to write a quarter
    if match and not (match["year"] and match["bare"]):
        quarter = _QUARTERS[(match["q"] or match["word"] or match["bare"]).upper()]
        return _year_of(match), quarter * 3
    _refuse_spans(word)
    raise CellFault("quarter")


def read_month(text: str) -> tuple[int | None, int]:
    """The year, where the cell names one, and the month."""
    word = matching(text)
    match = _MONTH.fullmatch(word)
    if match:
        return _year_of(match), int(match["month"])
    _refuse_spans(word)
    raise CellFault("month")


def _year_of(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _refuse_spans(word: str) -> None:
    span = word.removeprefix(word[:4]).removeprefix("年") if re.match(r"\d{4}", word) else word
    for quarter, form in _SPANS:
        if form.fullmatch(span):
            raise CellFault("period_span", quarter=quarter)
    if re.fullmatch(r"\d{1,2}月", word):
        raise CellFault("period_month_in_quarter")


def read_date(text: str) -> date:
    """A calendar day: 2025-10-21, 2025/10/21 or 2025年10月21日."""
    match = _DATE.fullmatch(matching(text))
    try:
        year, month, day = (int(part) for part in match.groups() if part)
        return date(year, month, day)
    except (AttributeError, ValueError):
        raise CellFault("date") from None


def read_word(text: str, words: Mapping[str, StrEnum], fault: str = "word") -> StrEnum:
    """A word from a closed list."""
    try:
        return words[matching(text)]
    except KeyError:
        allowed = "、".join(word for word in words if not word.isascii())
        raise CellFault(fault, allowed=allowed) from None
