"""Source text → the text the rules read, every character of which knows where it came from.

Full-width letters, digits and signs become plain ones, traditional characters simplified, invisible characters go, blanks
between Chinese characters and inside figures go, and lines that a page broke in the middle
of a sentence are joined. Nothing is added but the tab between cells, and nothing reordered.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from opencc import OpenCC

from etl.extract.furniture import is_furniture, says_of_page
from etl.extract.loose_cells import bare_cell, loose_cells
from etl.extract.source import SourceText
from etl.extract.spaced_cells import spaced_rows

_TO_SIMPLIFIED = OpenCC("t2s")
_SAMPLE_CHARS = 5_000
#: Of traditional text about every third letter changes.
_TRADITIONAL_ONE_IN = 20
_KEPT = set("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳…‥")
_LINE_ENDS = set("\n\r\v\f\x85\u2028\u2029")
#: Signs that word processors leave behind: 11⠥ is 11%.
_GARBLED = {"⠥": "%"}
#: 消除劣V类.全市…: a stop, and no point of a number or behind a label.
_POINT_AS_STOP = re.compile(r"(?<=[\u4e00-\u9fff%])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff]|$)")
_BLANKS = re.compile(r"[ \u3000]+")
_MARKDOWN = re.compile(r"(?:#{1,6} |> ?)?\**")
#: The reading that a page adds to a character: 经(jīng)济.
_READING = r"(?<=[\u4e00-\u9fff])\((?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)"
_ADDED = re.compile(rf"\*\*|{_READING}")
#: What a reading machine took a nought for: 1O个.
_LETTER_O = re.compile(r"(?<=\d)[OoОо]+(?=[\d个家条场人名万亿元%所座处项件套公吨亩])", re.ASCII)
_JOINTS = re.compile(r"[|•]+")
_RULE_LINE = re.compile(r"[-*_=|: ]{3,}")
_LABEL = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,6}[章节条篇编部]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,3}[.、](?!\d)|\(\d{1,2}\)|[①-⑳]|[•●▪◆■]"
)
_LABEL_BEFORE_DIGIT = re.compile(r"\d{1,2}[.] +(?=\d)", re.ASCII)
#: A word at the end of a title: a line that ends so is whole.
GENRES = "方案|规划|计划|意见|措施|办法|纲要|政策|决定|细则|指引|条例|规定|行动|要点|工作报告|工作安排|工作任务|任务分解|通知|批复|公告|通告|附件"
GENRE = f"(?:{GENRES})"
_WHOLE_LINE = re.compile(rf"[。!?;:]$|{GENRE}(?:\([^()]*\))?$|\d{{4}}年\d{{1,2}}月\d{{1,2}}日$")
_SENTENCE_MARK = re.compile(r"[,。;:、]")
#: A title over several lines: a line that cannot end there, one that cannot begin there, and a
#: line that is nothing but the end of a title (三年行动方案).
_HANGS = re.compile(r"(?:的|和|及|与|关于|印发)$")
_CARRIES_ON = re.compile(r"[的和及与》)、](?!《)")
_NEVER_FIRST = re.compile(r"[。,;:!?]")
_TITLE_TAIL = re.compile(
    rf"(?:[一二三四五六]年)?(?:专项|行动|实施|工作|建设|发展|若干|总体|政策|指导|攻坚)*{GENRE}(?:\([^()]*\))?(?:的通知)?"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,28}(?:政府|办公[厅室]|委员会|厅|局)")
_TITLE_LINE_CHARS = 60
#: Longer than a sentence, and still with blanks in it.
_FLATTENED_CHARS = 200
#: A heading of a few words between two blanks: 第一章 发展成就.
_HEADING_ALONE = re.compile(r" *(?:第[一二三四五六七八九十]{1,3}[篇章节] ?|[一二三四五六七八九十]{1,3}、)[^ ,。;:]{2,20}(?= )")
_ENDS_GENRE = "|".join(f"(?<={genre})" for genre in GENRES.split("|"))
_WAS_LINE_END = re.compile(
    rf"(?:(?<=[。:;!?)日])|{_ENDS_GENRE}) +"
    r"| +(?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[篇章节条])"
)
_FULL_LINE_CHARS = 24
_BROKEN_FIGURE = re.compile(r"[\d.,一二三四五六七八九十百千万亿超过达]$")
_FIGURE_GOES_ON = re.compile(r"[\d%个家条场人万亿元倍]")


@dataclass(frozen=True, slots=True)
class PlanText:
    """`text` is what the rules read; `origin[i]` is where its character i stands in the source."""

    source: SourceText
    text: str
    origin: array

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the text stands in the source."""
        return self.origin[start], self.origin[end - 1] + 1


class _Traced:
    """Characters with their origins."""

    def __init__(self, text: str = "", origin: array | None = None):
        self.text = text
        self.origin = array("l") if origin is None else origin

    def __getitem__(self, span: slice) -> "_Traced":
        return _Traced(self.text[span], self.origin[span])

    def without(self, spans: list[tuple[int, int]]) -> "_Traced":
        """Without some spans, which are in order."""
        kept, origin, at = [], array("l"), 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            kept.append(self.text[at:start])
            origin.extend(self.origin[at:start])
            at = end
        return _Traced("".join(kept), origin)


def normalise(source: SourceText) -> PlanText:
    """The text the rules read."""
    written = _lines(source.text)
    rows = spaced_rows([line.text for line in written])
    lines = [tidied for place, line in enumerate(written) if (tidied := _tidied(_apart(line) if place in rows else line)).text]
    begins_row = loose_cells([line.text for line in lines])
    text, origin = [], array("l")
    before: _Traced | None = None
    for place, line in enumerate(lines):
        is_cell = place in begins_row
        line = line[: len(bare_cell(line.text))] if is_cell else line
        if before is not None:
            goes_on = not is_cell and place - 1 not in begins_row and _goes_on(before.text, line.text)
            joint = "\t" if is_cell and not begins_row[place] else "" if goes_on else "\n"
            text.append(joint)
            origin.extend([origin[-1]] * len(joint))
        text.append(line.text)
        origin.extend(line.origin)
        before = line
    return PlanText(source, "".join(text), origin)


@cache
def _folded(letter: str) -> str:
    """What a character is read as: one, several or none."""
    if letter in _KEPT or letter == "\t":
        return letter
    if letter in _LINE_ENDS:
        return "\n"
    if letter in _GARBLED:
        return _GARBLED[letter]
    plain = unicodedata.normalize("NFKC", letter)
    if any(unicodedata.category(part) in ("Cc", "Cf", "Cs", "Mn") for part in plain):
        return ""
    return "".join(" " if part.isspace() else part for part in plain)


@cache
def _simplified(letter: str) -> str:
    return letter if letter.isascii() else _TO_SIMPLIFIED.convert(letter)


def _is_traditional(text: str) -> bool:
    """Whether a page is in traditional characters. In simplified ones a few names keep such a letter: 乾县."""
    letters = [letter for letter in text[:_SAMPLE_CHARS] if not letter.isascii()]
    return sum(_simplified(letter) != letter for letter in letters) * _TRADITIONAL_ONE_IN > len(letters)


def _lines(text: str) -> list[_Traced]:
    letters, origin = [], array("l")
    as_read = _simplified if _is_traditional(text) else str
    for place, letter in enumerate(text):
        for part in _folded(letter):
            letters.append(as_read(part))
            origin.append(place)
    whole, lines, at = _Traced("".join(letters), origin), [], 0
    for line in whole.text.split("\n"):
        lines += [part for cell in _unjoined(whole[at : at + len(line)]) for part in _unflattened(cell)]
        at += len(line) + 1
    return lines


def _unjoined(line: _Traced) -> list[_Traced]:
    """What a page says of a document in one line, apart: •成文日期:…•标题:…."""
    joints = [joint.span() for joint in _JOINTS.finditer(line.text)] if says_of_page(line.text) else []
    if len(joints) < 2:
        return [line]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(line.text)]
    return [line[start:end] for start, end in zip(starts, ends, strict=True) if start < end]


def _unflattened(line: _Traced) -> list[_Traced]:
    """A page whose lines became blanks, divided where a blank ends a sentence, a title or a date, or begins a clause."""
    if len(line.text) < _FLATTENED_CHARS:
        return [line]
    inner = [match.start() for match in _WAS_LINE_END.finditer(line.text)]
    headings = [heading.end() for start in (0, *inner) if (heading := _HEADING_ALONE.match(line.text, start))]
    return [line[start:end] for start, end in pairwise(sorted({0, *inner, *headings, len(line.text)}))]


def _apart(line: _Traced) -> _Traced:
    """A row whose cells only blanks keep apart, with one tab between two of them."""
    line = line[len(line.text) - len(line.text.lstrip(" ")) : len(line.text.rstrip(" "))]
    line = line.without([(blank.start() + 1, blank.end()) for blank in _BLANKS.finditer(line.text)])
    return _Traced(line.text.replace(" ", "\t"), line.origin)


def _tidied(line: _Traced) -> _Traced:
    """Without marks of Markdown and without blanks that mean nothing."""
    line = line[len(line.text) - len(line.text.lstrip(" ")) : len(line.text.rstrip(" \t")) or 0]
    if _RULE_LINE.fullmatch(line.text):
        return _Traced()
    line = _piped(line[_MARKDOWN.match(line.text).end() :])
    line.text = _POINT_AS_STOP.sub("。", line.text)
    line.text = _LETTER_O.sub(lambda found: "0" * len(found[0]), line.text)
    added = [match.span() for match in _ADDED.finditer(line.text)]
    line = line.without(added) if added else line
    return line.without(_meaningless_blanks(line.text))


def _piped(line: _Traced) -> _Traced:
    """A row of a table whose cells bars keep apart."""
    start, end = int(line.text.startswith("|")), len(line.text) - int(line.text.endswith("|"))
    if line.text.count("|") < 2 or start >= end:
        return line
    return _Traced(line.text[start:end].replace("|", "\t"), line.origin[start:end])


def _meaningless_blanks(text: str) -> list[tuple[int, int]]:
    label = _LABEL_BEFORE_DIGIT.match(text)
    kept_at = label.end() - 1 if label else -1
    spans = []
    for blank in _BLANKS.finditer(text):
        start, end = blank.span()
        if start <= kept_at < end:
            continue
        left, right = text[start - 1 : start], text[end : end + 1]
        keeps_one = _is_latin(left) and _is_latin(right) and not _inside_figure(text, start, end)
        spans.append((start + 1 if keeps_one else start, end))
    return spans


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _inside_figure(text: str, start: int, end: int) -> bool:
    """Whether a blank groups thousands (`1 000`) or stands between single digits (`2 0 2 7`)."""
    if not (text[start - 1].isdigit() and text[end].isdigit()):
        return False
    left, right = _digits_before(text, start), _digits_after(text, end)
    return (1 <= left <= 3 and right == 3) or left == 1 or right == 1


def _digits_before(text: str, end: int) -> int:
    start = end
    while start > 0 and end - start < 9 and text[start - 1].isdigit():
        start -= 1
    return end - start


def _digits_after(text: str, start: int) -> int:
    end = start
    while end < len(text) and end - start < 9 and text[end].isdigit():
        end += 1
    return end - start


def _goes_on(line: str, following: str) -> bool:
    """Whether a page broke a sentence or a title between two lines."""
    if "\t" in line or "\t" in following or _LABEL.match(following) or is_furniture(line) or is_furniture(following):
        return False
    if _title_goes_on(line, following) or _NEVER_FIRST.match(following):
        return True
    if _WHOLE_LINE.search(line):
        return False
    if _BROKEN_FIGURE.search(line) and _FIGURE_GOES_ON.match(following):
        return True
    if _LABEL.match(line) and not _SENTENCE_MARK.search(line[4:]):
        return False
    return bool(_SENTENCE_MARK.search(line)) or len(line) >= _FULL_LINE_CHARS


def _title_goes_on(line: str, following: str) -> bool:
    """Whether two short lines without a stop are pieces of one title."""
    if len(line) > _TITLE_LINE_CHARS or len(following) > _TITLE_LINE_CHARS or _LABEL.match(line) or re.search("[。;:]", line):
        return False
    if line.count("《") > line.count("》") or line.count("“") > line.count("”") or _HANGS.search(line) or _CARRIES_ON.match(following):
        return True
    if following.startswith("关于"):
        return bool(_ISSUER.fullmatch(line))
    return bool(_TITLE_TAIL.fullmatch(following)) and "\u4e00" <= line[-1] <= "\u9fff" and not _WHOLE_LINE.search(line)
