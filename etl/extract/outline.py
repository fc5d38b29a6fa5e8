"""Text → the documents in it, their numbered clauses and the paragraphs of each.

One file may hold several plans (a notice and the plans it issues, the annexes of a plan);
each begins with a title. Outside the numbered clauses a paragraph is placed by name, as in
`numbers.csv`: 标题, 通知, 前言, 附则, 附件, 抄送, 网页.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from etl.extract.furniture import is_furniture
from etl.extract.normalise import GENRE, PlanText
from etl.extract.places import PROVINCE

NUMERAL = "[〇零一二三四五六七八九十百]"
#: Levels of numbering from the outside in: pattern and how a clause shows it.
LABELS = (
    (re.compile(rf"第({NUMERAL}{{1,4}}|\d{{1,3}})[章篇编部](?:分)?"), "第{}章"),
    (re.compile(rf"第({NUMERAL}{{1,4}}|\d{{1,3}})节"), "第{}节"),
    (re.compile(rf"({NUMERAL}{{1,3}})、"), "{}"),
    (re.compile(rf"第({NUMERAL}{{1,5}}|\d{{1,3}})条"), "第{}条"),
    (re.compile(rf"\(({NUMERAL}{{1,3}})\)"), "({})"),
    (re.compile(r"(\d{1,3})[.、](?!\d) ?", re.ASCII), "{}"),
    (re.compile(r"\((\d{1,2})\)", re.ASCII), "({})"),
    (re.compile(r"([①-⑳])"), "{}"),
)
_TITLE_MAX = 80
#: More documents than one file is issued with; what looks like a title beyond is a line of text.
_MAX_PARTS = 100
_HEADING_MAX = 40
_TITLE = re.compile(rf"[^。;!?\t:]{{4,}}?{GENRE}(?:\([^()]*\)){{0,2}}$")
#: What tells a title from a heading without a number, such as 保障措施.
_HEADING = re.compile(r"加强|强化|完善|落实|实施|推进|加大|保障|组织|其他|主要|重点|政策|配套")
#: The end of a preface: 特制定本方案.
_ABOUT_ITSELF = re.compile(r"制[定订](?:本|以下|如下)|提出(?:以下|如下)")
_SPEAKS_OF_PLACE = re.compile(rf"关于|[省市县区州盟旗]|\d{{4}}年|中国\(|^{PROVINCE.pattern}")
_LONG_TITLE = 12
_DECORATION = re.compile(r"[•●▪◆■]?(?:【[^】]{1,12}】|\[[^\]]{1,12}\]|(?:文件|信息)?(?:标题|名称):)?(?:《(?=[^》]*[^知》]》(?:\([^()]*\))?$))?")
_NOTICE_TITLE = re.compile(r"(?:通知|批复|公告|通告)(?:\([^()]*\))?$")
_SUBTITLE = re.compile(r"\(?[^()。,]{2,20}\)$")
_ANNEX = re.compile(r"附件\s?[\d一二三四五六七八九十]{0,2}[:：]?")
_CLOSING = re.compile(r"(?:本|以上)?.{0,12}(?:自.{0,24}起.{0,6}(?:施行|实施|执行)|有效期)")
_IMPRINT = re.compile(r"抄送[:：]|.{2,30}(?:办公[厅室]|委员会|局)\s?\d{4}年\d{1,2}月\d{1,2}日印发")
_SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日", re.ASCII)


class Kind(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    NOTICE = "notice"
    BODY = "body"
    ROW = "row"  # of a table
    WEB = "web"
    IMPRINT = "imprint"


@dataclass(slots=True)
class Part:
    """One document of the file. `title` is the span of its title, (0, 0) where there is none;
    `head` is the text before the first clause, where drafts say so; `issued_year` is known
    once its dates have been read."""

    title: tuple[int, int]
    is_annex: bool = False
    issued_year: int | None = None
    head: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list["Paragraph"] = field(default_factory=list)

    subtitles: list[tuple[int, int]] = field(default_factory=list)

    def title_text(self, text: str) -> str:
        """The title with the years and the state that stand in brackets below it."""
        told = "".join(text[start:end] for start, end in (self.title, *self.subtitles))
        return told.replace("》", "") if "《" not in told else told


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text. `heading_end` is where its heading ends and its body begins
    (`start` where it has none); `headings` are the spans of the clauses it stands in, outer first;
    `body` begins behind the label."""

    start: int
    body: int
    heading_end: int
    end: int
    kind: Kind
    clause: str
    headings: tuple[tuple[int, int], ...]
    labels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A file as documents."""

    plan: PlanText
    parts: tuple[Part, ...]

    def paragraphs(self) -> Iterator[tuple[Part, Paragraph]]:
        for part in self.parts:
            for paragraph in part.paragraphs:
                yield part, paragraph


def outline(plan: PlanText) -> Outline:
    """Divide a text. Every character belongs to at most one paragraph, and all but line ends to one."""
    reader = _Reader(plan.text)
    at = 0
    for line in plan.text.split("\n"):
        if line:
            reader.read(line, at)
        at += len(line) + 1
    return Outline(plan, tuple(reader.parts))


class _Reader:
    """Reads line by line and keeps where it is: in which document, clause and annex."""

    def __init__(self, text: str):
        self.text = text
        self.parts = [Part((0, 0))]
        self.stack: list[tuple[int, str, tuple[int, int]]] = []
        self.after_annex_mark = False
        self.in_imprint = False
        self.awaits_subtitle = False
        self.is_signed = False

    @property
    def part(self) -> Part:
        return self.parts[-1]

    def read(self, line: str, at: int) -> None:
        if is_furniture(line):
            self._add(Kind.WEB, "网页", line, at)
        elif "\t" in line:
            self._add(Kind.ROW, self._clause(), line, at)
        elif _ANNEX.fullmatch(line):
            self.after_annex_mark = True
            self._add(Kind.NOTICE, "附件", line, at)
        elif self._is_title(_bare_title(line)):
            self._begin_part(line, at)
        elif self.awaits_subtitle and _SUBTITLE.match(line):
            self._add(Kind.TITLE, "标题", line, at)
            self.part.subtitles.append((at, at + len(line)))
        else:
            self._read_body(line, at)
            self.awaits_subtitle = False

    def _is_title(self, line: str) -> bool:
        if len(self.parts) > _MAX_PARTS or len(line) > _TITLE_MAX or _label(line) or not _TITLE.match(line):
            return False
        if _HEADING.match(line) or _ABOUT_ITSELF.search(line) or not (_SPEAKS_OF_PLACE.search(line) or len(line) >= _LONG_TITLE):
            return False
        return not line.startswith(("附件", "关于印发", "《", "印发")) or self.after_annex_mark

    def _begin_part(self, line: str, at: int) -> None:
        span = (at + _DECORATION.match(line).end(), at + len(line))
        if _NOTICE_TITLE.search(line):
            self.stack, self.in_imprint = [], False
            if self.part.paragraphs and self.part.title != (0, 0):
                self.parts.append(Part((0, 0)))
            self._add(Kind.NOTICE, "通知", line, at)
            return
        is_annex = self.after_annex_mark and any(part.title != (0, 0) for part in self.parts)
        self.parts.append(Part(span, is_annex))
        self.stack, self.after_annex_mark, self.in_imprint, self.awaits_subtitle = [], False, False, True
        self._add(Kind.TITLE, "附件" if is_annex else "标题", line, at)

    def _read_body(self, line: str, at: int) -> None:
        if _IMPRINT.match(line):
            self.in_imprint = True
        if self.in_imprint:
            self._add(Kind.IMPRINT, "抄送", line, at)
            return
        label = _label(line)
        if label is None:
            self._add(*self._place(line), line, at)
            return
        level, shown, length = label
        heading = _heading_length(line, length)
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, shown, (at + length, at + heading)))
        self._add(Kind.BODY, self._clause(), line, at, length, heading)

    def _place(self, line: str) -> tuple[Kind, str]:
        """Kind and clause of a line without a label."""
        if _CLOSING.match(line):
            return Kind.BODY, "附则"
        if self.stack:
            return Kind.BODY, self._clause()
        if self.part.title == (0, 0) and not self.is_signed:
            self.is_signed = bool(_SIGNED.fullmatch(line))
            return Kind.NOTICE, "通知"
        return Kind.BODY, self._clause() or "前言"

    def _clause(self) -> str:
        path = "".join(shown for _, shown, _ in self.stack)
        return f"附件{path}" if self.part.is_annex else path

    def _add(self, kind: Kind, clause: str, line: str, at: int, body: int = 0, heading: int = 0) -> None:
        headings = tuple(span for _, _, span in self.stack)
        levels = tuple(level for level, _, _ in self.stack)
        if not self.stack and kind in (Kind.NOTICE, Kind.BODY):
            self.part.head.append((at, at + len(line)))
        self.part.paragraphs.append(
            Paragraph(at, at + body, at + heading, at + len(line), kind, clause or "前言", headings, levels)
        )


def _bare_title(line: str) -> str:
    """A title without what a page puts around it: 【政策】…, 标题:…, 《…》(2025—2027年)."""
    bare = line[_DECORATION.match(line).end() :]
    return bare.replace("》", "") if "《" not in bare else bare


def _label(line: str) -> tuple[int, str, int] | None:
    """Level, what a clause shows and length of the label a line begins with."""
    for level, (pattern, shown) in enumerate(LABELS):
        if match := pattern.match(line):
            return level, shown.format(match[1]), match.end()
    return None


def _heading_length(line: str, label: int) -> int:
    """Where the heading of a labelled line ends: at its first full stop or colon, if that comes
    soon, else at the end of a line without one; the length of the label where there is none."""
    for place, letter in enumerate(line[: label + _HEADING_MAX], start=1):
        if place > label and letter in "。:":
            return place
    is_whole = len(line) <= label + _HEADING_MAX and not re.search("[,;]", line[label:])
    return len(line) if is_whole or len(line) <= label + 20 else label
