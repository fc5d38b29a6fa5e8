"""When a goal starts, and by when it is to be reached.

What the text says nearest to the figure counts; where it is silent, the conventions of the
method do, and each is noted as an assumption.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.extract.dates import Dated, Role, dated, five_year_start
from etl.extract.numerals import value_of
from etl.extract.outline import Kind, Outline, Paragraph, Part
from etl.extract.setting import Setting, figure_group
from etl.extract.tables import column_of
from etl.extract.terms import Assumption

_SPAN = re.compile(r"((?:19|20)\d{2})年?(?:[-—–~～]{1,2}|至|到)((?:19|20)\d{2})年?", re.ASCII)
_FIVE_YEAR = re.compile(r"十([一二三四五六七八九])(?:五|个五年)")
_TITLE_YEAR = re.compile(r"((?:19|20)\d{2})年(?!\d{1,2}月)", re.ASCII)
_PERIOD = re.compile(r"(?:规划期|实施期|计划期)限?(?:为|是|:)((?:19|20)\d{2})年?(?:[-—–~～]{1,2}|至|到)((?:19|20)\d{2})年", re.ASCII)
_GOAL_YEAR = re.compile(r"((?:19|20)\d{2})年(?:全[省市县区])?(?:国民)?(?:经济)?(?:和?社会)?(?:发展)?的?(?:主要|预期|工作|总体|重点)[^,。;]{0,12}(?:目标|安排|要求|任务|思路)", re.ASCII)
_TERM = re.compile(r"有效期(?:限)?(?:至|到)((?:19|20)\d{2})年", re.ASCII)
_UNTIL = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日(?:止|结束)", re.ASCII)
_BY = re.compile(r"(?:到|至|力争|于(?=\d{4}年(?:\d{1,2}月)?[底末]?前))((?:19|20)\d{2})年", re.ASCII)
_IN_YEAR = re.compile(r"((?:19|20)\d{2})年(?:底|末)?,?(?:全[省市县区]|突破|达到|实现|力争|建成|形成|基本)")
#: 2027年,建成…: the stage a line is about.
_STAGE = re.compile(r"((?:19|20)\d{2})年[底末]?,", re.ASCII)
#: A number that is no date, or a doubling.
_FIGURE = re.compile(r"(?<!\d)\d+(?:\.\d+)?(?![\d年月日.])|翻|[一二三四五六七八九十百千万][个家条%成]", re.ASCII)
_SENTENCE_CHARS = 600
_VISION = re.compile(r"远景|展望|愿景|展望20\d\d年")
_FOURTH_QUARTER = 10
_THIS_YEAR = re.compile(r"今年(?!来)")
_YEARS_OF_PLAN = re.compile(r"([一二两三四五六七八九十]|\d{1,2})年(?:行动|计划|工作|攻坚|提升|倍增|专项|实施|发展)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The years a plan is for, and what says so; None where nothing does."""

    start: date | None
    end: date | None
    start_assumed: Assumption
    has_title_span: bool


def span_of(outline: Outline, part: Part, title: str, issued: date | None) -> Span:
    """From the title, else from the day of issue to the last year the plan speaks of."""
    text = outline.plan.text
    if years := _title_years(title):
        return Span(date(years[0], 1, 1), date(years[1], 12, 31), Assumption.START_TITLE, True)
    if said := _said_years(text, part) or (None if issued else _goal_year(text, part)):
        return Span(date(said[0], 1, 1), date(said[1], 12, 31), Assumption.START_TITLE, True)
    end = _last_year(text, part, issued) or _counted_year(title, issued)
    start = date(issued.year, 1, 1) if issued else None
    assumed = Assumption.START_ISSUED if issued else Assumption.START_NONE
    return Span(start, date(end, 12, 31) if end else _until(text, part), assumed, False)


def _until(text: str, part: Part) -> date | None:
    """The day a plan itself says it ends: 2027年10月30日止."""
    found = (_UNTIL.search(text, paragraph.start, paragraph.end) for paragraph in part.paragraphs)
    said = next(filter(None, found), None)
    try:
        return date(*map(int, said.groups())) if said else None
    except ValueError:
        return None


def _title_years(title: str) -> tuple[int, int] | None:
    if span := _SPAN.search(title):
        return int(span[1]), int(span[2])
    if five := _FIVE_YEAR.search(title):
        first = five_year_start(int(value_of(five[1])))
        return first, first + 4
    year = _TITLE_YEAR.search(title)
    return (int(year[1]), int(year[1])) if year else None


def _said_years(text: str, part: Part) -> tuple[int, int] | None:
    """规划期为2022—2025年, as the text itself says."""
    for paragraph in part.paragraphs:
        if said := _PERIOD.search(text, paragraph.start, paragraph.end):
            return int(said[1]), int(said[2])
    return None


def _goal_year(text: str, part: Part) -> tuple[int, int] | None:
    """The year whose goals a report sets that says nothing of when it was issued: 2024年主要预期目标是."""
    found = (_GOAL_YEAR.search(text, paragraph.start, paragraph.end) for paragraph in part.paragraphs)
    year = next((int(said[1]) for said in found if said), None)
    return (year, year) if year else None


def _last_year(text: str, part: Part, issued: date | None) -> int | None:
    """The last year a goal is set for, visions left out; else the end of the term of the plan."""
    years, terms = [], []
    for paragraph in part.paragraphs:
        written = text[paragraph.start : paragraph.end]
        terms += map(int, _TERM.findall(written))
        if paragraph.kind in (Kind.BODY, Kind.ROW) and paragraph.clause != "附则":
            stage = _STAGE.match(written)
            said = map(int, [*_IN_YEAR.findall(written), *(stage.groups() if stage else ())])
            years += [year for year in said if issued and year >= issued.year]
            years += [int(hit[1]) for hit in _BY.finditer(written) if _sets_goal(written, hit)]
    return max(years or terms, default=None)


def _counted_year(title: str, issued: date | None) -> int | None:
    """Of a 三年行动 that names no year the last of its three, counted from its issue, or from the year after if that was in the fourth quarter."""
    counted = _YEARS_OF_PLAN.search(title)
    if counted is None or issued is None:
        return None
    years = value_of(counted[1])
    return issued.year + int(years) - (issued.month < _FOURTH_QUARTER) if years else None


def _sets_goal(written: str, year: re.Match) -> bool:
    """Whether a figure is set for a year: no vision, and more than words up to the end of the sentence."""
    is_vision = _VISION.search(written[max(year.start() - 20, 0) : year.end()])
    return not is_vision and bool(_FIGURE.search(re.split("[。!?]", written[year.end() : year.end() + _SENTENCE_CHARS])[0]))


@dataclass(frozen=True, slots=True)
class Due:
    """By when, and the date in the text that said so (None where a convention did)."""

    day: date | None
    written: Dated | None = None
    assumed: Assumption | None = None


class Horizons:
    """By when the goals of a file are due. Remembers each paragraph's dates as it is walked through."""

    def __init__(self, outline: Outline):
        self.text = outline.plan.text
        self._leads: dict[tuple[tuple[int, int], ...], Dated] = {}
        self._aspiring: set[tuple[tuple[int, int], ...]] = set()

    def note_lead(self, part: Part, paragraph: Paragraph, dates: list[Dated]) -> None:
        """The last horizon of a paragraph holds for what follows in its clause; its 力争 only for a list it leads to."""
        ahead = [one for one in dates if _is_ahead(one, part) and one.role is not Role.SLICE]
        if ahead:
            self._leads[paragraph.headings] = ahead[-1]
        is_lead = self.text[paragraph.end - 1] == ":" or paragraph.heading_end == paragraph.end
        if is_lead and "力争" in self.text[paragraph.start : paragraph.end]:
            self._aspiring.add(paragraph.headings)

    def aspires(self, paragraph: Paragraph) -> bool:
        """Whether what leads up to a paragraph says 力争."""
        return any(paragraph.headings[:depth] in self._aspiring for depth in range(1, len(paragraph.headings) + 1))

    def due(self, setting: Setting, span: Span) -> Due:
        """The nearest horizon before the figure: in its sentence, paragraph, headings; else the plan's."""
        if setting.scene.row is not None and (said := _of_column(setting)):
            return Due(said.due, said)
        own = next((one for one in setting.dates_behind if one.role is Role.OWN and one.start <= setting.quantity.end + 2), None)
        if own:
            return Due(own.due, own)
        ahead = [one for one in setting.dates_before if _is_ahead(one, setting.part)]
        in_sentence = [one for one in ahead if one.start >= setting.sentence[0]]
        if in_sentence:
            said = _respectively(setting, in_sentence) or in_sentence[-1]
            return Due(said.due, said)
        if behind := _behind(setting):
            return Due(behind.due, behind)
        if this_year := self._this_year(setting):
            return Due(this_year.due, this_year)
        ahead = [one for one in ahead if one.role is not Role.SLICE]
        if ahead and setting.paragraph.heading_end <= ahead[-1].start:
            return Due(ahead[-1].due, ahead[-1], Assumption.DUE_PARAGRAPH)
        if heading := self._of_headings(setting.paragraph):
            return Due(heading.due, heading, Assumption.DUE_HEADING)
        return Due(span.end, None, Assumption.DUE_PLAN if span.end else Assumption.DUE_NONE)

    def _this_year(self, setting: Setting) -> Dated | None:
        """The year that 今年 stands for before a figure: that of its headings, else of the plan."""
        said = _THIS_YEAR.search(setting.sentence_before)
        if said is None:
            return None
        named = next((one for start, end in setting.paragraph.headings[::-1] for one in self._dates_between(start, end)), None)
        year = named.year if named else setting.part.issued_year
        start = setting.quantity.start - len(setting.sentence_before) + said.start()
        return Dated(start, start + len(said[0]), year, year, date(year, 12, 31), Role.SPAN) if year else None

    def _of_headings(self, paragraph: Paragraph) -> Dated | None:
        for depth in range(len(paragraph.headings), 0, -1):
            if lead := self._leads.get(paragraph.headings[:depth]):
                return lead
            start, end = paragraph.headings[depth - 1]
            for found in self._dates_between(start, end):
                if found.role in (Role.HORIZON, Role.SPAN) or found.role is Role.OTHER:
                    return found
        return None

    def _dates_between(self, start: int, end: int) -> Iterator[Dated]:
        for pattern in (_SPAN, _TITLE_YEAR, _FIVE_YEAR):
            for match in pattern.finditer(self.text, start, end):
                if (read := dated(self.text, *match.span(), start)) is not None:
                    yield read


def is_slice_of_years(setting: Setting, due: Due) -> bool:
    """Whether a count stands directly behind its year: (其中2026年30个、2027年35个)."""
    return due.written is not None and due.written.role is Role.SLICE and due.written.end == setting.quantity.start


def _is_ahead(one: Dated, part: Part) -> bool:
    """Whether a date can be a horizon: one before the plan's own year looks back."""
    return one.role in (Role.HORIZON, Role.SPAN, Role.SLICE) and (part.issued_year is None or one.year >= part.issued_year)


def _behind(setting: Setting) -> Dated | None:
    """By when what the clause lists before is done: 园区1座, 日处理8万件, 2027年底前投用."""
    said = next((one for one in setting.dates_behind_in_sentence if one.role is Role.BEHIND), None)
    return said if said and ";" not in setting.scene.cut(setting.quantity.end, said.start) else None


def _of_column(setting: Setting) -> Dated | None:
    """The year in the header of a figure's column."""
    cell = setting.scene.row.cell_at(setting.quantity.core)
    return column_of(cell, setting.part.issued_year).year if cell else None


def _respectively(setting: Setting, dates: list[Dated]) -> Dated | None:
    """到2026年、2027年(分别)…30家、45家: the nth date for the nth figure, where there are as many."""
    group = figure_group(setting)
    run = _run_of_dates(setting.scene.text, dates)
    if len(group) < 2 or len(run) != len(group):
        return None
    return run[[one.core for one in group].index(setting.quantity.core)]


def _run_of_dates(text: str, dates: list[Dated]) -> list[Dated]:
    """The last dates of a list with nothing but 、 between them."""
    run = dates[-1:]
    for one in dates[-2::-1]:
        if text[one.end : run[0].start] not in ("、", "和", "及", "与"):
            break
        run.insert(0, one)
    return run


def yearly_start(span: Span, issued: date | None) -> date | None:
    """Yearly goals of a plan issued in the fourth quarter start the year after, unless its title says."""
    late = issued is not None and issued.month >= _FOURTH_QUARTER and not span.has_title_span
    return date(issued.year + 1, 1, 1) if late else span.start
