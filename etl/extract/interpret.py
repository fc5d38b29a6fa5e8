"""Judged quantities → candidates: for each goal its metric, region, basis, horizon and parent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from etl.extract.basis import Computed, baseline_year, comparison, computed, goes_down, is_average_increase, span_before
from etl.extract.candidate import Candidate
from etl.extract.dates import Role
from etl.extract.documents import PlanDocument, describe_parts
from etl.extract.doubts import confidence, metric_assumptions, reason_confidence
from etl.extract.horizon import Due, Horizons, is_slice_of_years, yearly_start
from etl.extract.judge import Judged, judge
from etl.extract.measures import canonical_unit, fits, in_unit
from etl.extract.metric_words import Match, MetricWords
from etl.extract.nouns import without_region
from etl.extract.objects import Object, Objects, is_of_each
from etl.extract.outline import Outline, Paragraph
from etl.extract.places import Place, Places
from etl.extract.quantity import Form
from etl.extract.region_lists import RegionLists
from etl.extract.responsible import responsible_units
from etl.extract.setting import Scene
from etl.extract.terms import Assumption, NotComputable
from etl.extract.yearly import governs_yearly, is_yearly
from etl.intake.layout import Layout
from etl.registers import Registers
from etl.registers.model import Metric
from etl.vocabulary import Basis, Kind, Level, Obligation, Scope

_ASPIRES = re.compile(r"力争|(?:争取|(?<!年)(?<!年的)努力)(?=[到至在于用将,:“]|全|20|实现|达到?|突破|完成|建成|新增|引进|培育|打造|形成|进入|提高|提升|超)|有望")
#: 全省…: the plan's own place again.
_WHOLE_PLAN = re.compile("全[省市县区]")
_EACH_PLACE, _EACH_COUNTY = re.compile(r"各(?:市|县|区)|每个?(?:市|县|区)"), re.compile(r"[各每]个?(?:县|区)")
_LEFT_OUT = re.compile(r"除([^,;。]{2,20}?)(?:以|之)?外")
_EACH_CITY = re.compile(r"(?:每个?|各个?|其余各|其[他它]各)(?:设区市|地级?市|市(?!□|、|县))")
#: 出口占全市外贸的10%: a share whose name does not say so.
_SHARE_UNNAMED = re.compile(r"占[^比率重例]{2,}$")
_RETAIL = re.compile(r"网络零售|零售进出口|零售出口|零售额")
_CLAUSE_CHARS = 6_000
#: What a later doubling can start from.
_STAGES = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a workspace knows: its registers, the words of its metrics, its units."""

    registers: Registers
    words: MetricWords
    layout: Layout


class Interpreter:
    """Walks through a file and keeps what later goals refer to: rows, objects, horizons."""

    def __init__(self, outline: Outline, known: Knowledge, region: str = ""):
        self.outline, self.known = outline, known
        self.places = Places(known.registers.regions)
        self.regions: dict[Place, RegionLists] = {}
        documents = {document.document_id: document for document in known.registers.documents}
        self.documents: list[PlanDocument] = describe_parts(outline, self.places, documents, region)
        self.part_places = {id(part): place for place, part in enumerate(outline.parts)}
        self.horizons = Horizons(outline)
        self.clauses = _clause_texts(outline)
        self.rows: dict[int, int] = {}
        self.counted: dict[tuple[int, Place], str] = {}
        self.placed: dict[int, Place] = {}
        self.bases: dict[int, Basis | None] = {}
        self.stated: dict[tuple, int] = {}
        self.stages: dict[tuple, int] = {}

    def candidates(self) -> Iterator[Candidate]:
        """Every quantity as a candidate, in the order of the text."""
        row = 0
        for scene, found in judge(self.outline):
            objects, read = Objects(self._regions_of(scene)), []
            for judged in found:
                row += 1
                plain = self._plain(row, judged)
                candidate = self._goal(plain, judged, objects.of(judged)) if judged.is_goal else plain
                self.rows[judged.setting.quantity.core] = row
                read.append(candidate)
            self.horizons.note_lead(scene.part, scene.paragraph, scene.dates)
            yield from _heading_repeats(scene.paragraph, read)

    def _document(self, scene: Scene) -> PlanDocument:
        return self.documents[self.part_places[id(scene.part)]]

    def _regions_of(self, scene: Scene) -> RegionLists:
        """The regions a document may name, put together once for each place a document is about."""
        own = self._document(scene).place
        if own not in self.regions:
            self.regions[own] = RegionLists(self.places, own)
        return self.regions[own]

    def _plain(self, row: int, judged: Judged) -> Candidate:
        quantity, document = judged.setting.quantity, self._document(judged.setting.scene)
        source_start, source_end = self.outline.plan.source_span(quantity.start, quantity.end)
        return Candidate(
            row, judged.is_goal, judged.reason, None, judged.rule, reason_confidence(judged), (),
            document.document_id, document.title, judged.setting.paragraph.clause,
            document.place.region_code, document.place.name, judged.setting.figure,
            quantity.start, quantity.end, source_start, source_end,
        )  # fmt: skip

    def _goal(self, plain: Candidate, judged: Judged, named: Object) -> Candidate:
        setting, document = judged.setting, self._document(judged.setting.scene)
        place, place_assumed = self._place(setting, document.place, named)
        named.name = without_region(named.name, place.name)
        due = self.horizons.due(setting, document.span)
        is_slice = is_slice_of_years(setting, due)
        match = self._metric(judged, named, place, is_slice)
        metric = match.metric if match else None
        how = computed(judged, metric, governs_yearly(setting))
        how = self._as_its_whole(judged, how, named, is_slice)
        if _is_rate_of(metric, how, setting.quantity.form) or is_average_increase(setting):
            match = metric = None
        base, base_assumed = _base(judged, how.basis, document)
        why_not = how.not_computable or _lacking(how, base)
        unit, factor = canonical_unit(setting.quantity, how.basis, metric, self.known.layout)
        start, start_assumed = _start(due, how.basis, document)
        spoken_of = Assumption.REGION_SPOKEN_OF if document.is_spoken_of and place == document.place else None
        regions = self._regions_of(setting.scene)
        region_doubt = Assumption.REGION_NAMED if regions.is_doubtful(setting) else None
        assumed = [
            *filter(None, (due.assumed, start_assumed, base_assumed, place_assumed, spoken_of, region_doubt)),
            *metric_assumptions(judged, match, named),
        ]
        if how.basis is Basis.EVERY_YEAR and not is_yearly(setting):
            assumed.append(Assumption.YEARLY_CONTINUED)
        candidate = replace(
            plain,
            not_computable=why_not,
            confidence=confidence(judged, assumed),
            assumed=tuple(dict.fromkeys(assumed)),
            region_code=place.region_code,
            region=place.name,
            metric=metric.metric if metric else "",
            metric_proposed="" if metric else _proposed(judged, how, named),
            scope=_scope(named, metric),
            basis=how.basis,
            comparator=comparison(judged, how),
            value=in_unit(how.value, factor),
            value_high=in_unit(how.value_high, factor),
            unit=unit,
            baseline_year=base,
            start=start,
            due=due.day,
            children=self._children(judged, place) if how.basis is Basis.EACH_SUBREGION else (),
            obligation=self._obligation(judged, document),
            responsible=self._responsible(setting.paragraph),
            regions_lacking=regions.lacking(setting),
        )
        self.counted[setting.quantity.core, place] = candidate.metric
        self.bases[setting.quantity.core], self.placed[setting.quantity.core] = candidate.basis, place
        return self._linked(candidate, named)

    def _as_its_whole(self, judged: Judged, how: Computed, named: Object, is_slice: bool) -> Computed:
        """The part of an increment is one as well, so is its like, and so is what a year adds: 新培育100家, 其中国家级10家; 甲县引进40家, 乙县25家; 其中2026年30家."""
        if is_slice and named.parent and how.basis is Basis.LEVEL:
            return replace(how, basis=Basis.INCREMENT)
        quantity, like = judged.setting.quantity, named.continued
        is_alike = like is not None and not quantity.before and like.setting.quantity.unit == quantity.unit
        before = named.parent or (like if is_alike else None)
        whole = self.bases.get(before.setting.quantity.core) if before else None
        return replace(how, basis=whole) if whole is Basis.INCREMENT and how.basis is Basis.LEVEL else how

    def _metric(self, judged: Judged, named: Object, place: Place, is_slice: bool) -> Match | None:
        setting = judged.setting
        is_growth = judged.rule in ("annual_growth", "table_growth", "doubling") or setting.quantity.form is Form.MULTIPLE
        sentence = setting.sentence_before[-300:] + setting.figure + setting.after
        metrics = self.known.words.metrics.values()
        suited = {metric.metric for metric in metrics if fits(metric, setting.quantity, self.known.layout, is_growth)}
        if (whole := named.parent or named.within) and not is_slice:  # a part is not its own whole, unless it is the part of another place or of one year
            suited.discard(self.counted.get((whole.setting.quantity.core, place), ""))
        if is_of_each(setting.before):
            suited = {metric for metric in suited if "每" in self.known.words.metrics[metric].name_zh}
        topic = self._topic(setting)
        found = self.known.words.match(named.named, sentence, topic, suited, named.name)
        if found is None and judged.rule == "growth":
            every = {metric.metric for metric in metrics if metric.kind != "rate"}
            return self.known.words.match(named.named, sentence, topic, every, named.name)
        return found

    def _topic(self, setting) -> str:
        """The title of the plan and the headings the figure stands under."""
        headings = (self.outline.plan.text[start:end] for start, end in setting.paragraph.headings)
        return "\n".join((self._document(setting.scene).title, *headings))

    def _children(self, judged: Judged, place: Place) -> tuple[str, ...]:
        """For 甲市、乙市各 those, for 每个设区市 the cities below, since an empty list means every county."""
        named = self._regions_of(judged.setting.scene).together(judged.setting)
        if named or not _EACH_CITY.search(judged.setting.before) or not place.region_code:
            return named
        below = (one for one in self.known.registers.regions if one.parent_code == place.region_code)
        out = said[1] if (said := _LEFT_OUT.search(judged.setting.before)) else ""
        return tuple(one.region_code for one in below if one.level is Level.CITY and one.name_zh not in out)

    def _place(self, setting, own: Place, object_named: Object) -> tuple[Place, Assumption | None]:
        named = self._regions_of(setting.scene).of(setting)
        if _EACH_PLACE.search(setting.before):
            named = self._regions_of(setting.scene).above(setting) if _EACH_COUNTY.search(setting.before) else None
        if named and named != own:
            return named, None
        before = object_named.continued or object_named.parent
        of_before = self.placed.get(before.setting.quantity.core) if before else None
        if of_before and of_before != own and not _WHOLE_PLAN.search(setting.before):
            return of_before, None
        return own, Assumption.REGION_PLAN if own.region_code else Assumption.REGION_UNKNOWN

    def _obligation(self, judged: Judged, document: PlanDocument) -> Obligation:
        if document.is_draft:
            return Obligation.DRAFT
        aspires = _ASPIRES.search(judged.setting.sentence_before + judged.setting.figure) or self.horizons.aspires(judged.setting.paragraph)
        return Obligation.ASPIRATIONAL if aspires else Obligation.FIRM

    def _responsible(self, paragraph: Paragraph) -> tuple[str, ...]:
        return responsible_units(self.clauses.get((paragraph.headings, paragraph.start if not paragraph.headings else 0), ""))

    def _linked(self, candidate: Candidate, named: Object) -> Candidate:
        """With the row it is part of or chained to, and the earlier row that states the same."""
        what = (candidate.region_code, candidate.region, candidate.metric or candidate.metric_proposed)
        chained = self.stages.get((*what, candidate.baseline_year)) if candidate.basis is Basis.MULTIPLE and what[-1] else None
        parent = self.rows[named.parent.setting.quantity.core] if named.parent else chained
        same = (*what, candidate.basis, candidate.comparator, candidate.value, candidate.due, candidate.title)
        repeats = self.stated.get(same) if what[-1] and candidate.value is not None else None
        self.stated.setdefault(same, candidate.row)
        if candidate.basis in _STAGES and candidate.due:
            self.stages.setdefault((*what, candidate.due.year), candidate.row)
        return replace(candidate, parent=parent, repeats=repeats)


def _heading_repeats(paragraph: Paragraph, read: list[Candidate]) -> Iterator[Candidate]:
    """A heading that names the number its own text sets as a goal says it twice: the text counts."""
    body = [one for one in read if one.is_goal and one.figure_start >= paragraph.heading_end]
    for one in read:
        is_heading = one.is_goal and one.figure_end <= paragraph.heading_end
        said = next((other for other in body if is_heading and (other.value, other.unit) == (one.value, one.unit)), None)
        yield replace(one, repeats=said.row, metric=said.metric, metric_proposed=said.metric_proposed, due=said.due) if said else one


def _clause_texts(outline: Outline) -> dict[tuple, str]:
    """The text of every clause, by its headings; of paragraphs outside clauses, by their start."""
    texts: dict[tuple, list[str]] = {}
    for _, paragraph in outline.paragraphs():
        key = (paragraph.headings, paragraph.start if not paragraph.headings else 0)
        texts.setdefault(key, []).append(outline.plan.text[paragraph.start : paragraph.end])
    return {key: "\n".join(lines)[-_CLAUSE_CHARS:] for key, lines in texts.items()}


def _base(judged: Judged, basis: Basis | None, document: PlanDocument) -> tuple[int | None, Assumption | None]:
    """The base year, and whether it is the convention: 年均增长 without one counts from the year before the start."""
    if basis not in (Basis.MULTIPLE, Basis.CAGR):
        return None, None
    written = baseline_year(judged.setting) or (span_before(judged.setting) if basis is Basis.CAGR else None)
    if written or basis is Basis.MULTIPLE or document.span.start is None:
        return written, None
    return document.span.start.year - 1, Assumption.BASELINE_BEFORE_START


def _start(due: Due, basis: Basis | None, document: PlanDocument) -> tuple[date | None, Assumption | None]:
    """A span of years in the sentence itself, else the plan's start; yearly goals of a late plan a year later."""
    if due.written is not None and due.written.role in (Role.SPAN, Role.SLICE) and due.assumed is None:
        return date(due.written.first_year, 1, 1), None
    start = yearly_start(document.span, document.issued) if basis is Basis.EVERY_YEAR else document.span.start
    return start, document.span.start_assumed


def _is_rate_of(metric: Metric | None, how: Computed, form: Form) -> bool:
    """A growth without a base, which is no level of what grows: 出口额增长20%."""
    return metric is not None and metric.kind is not Kind.RATE and how.basis is Basis.LEVEL and form is Form.PERCENT


def _lacking(how: Computed, base: int | None) -> NotComputable | None:
    """What the register would refuse: a figure without a number, a multiple of an unnamed year."""
    if how.value is None:
        return NotComputable.NO_VALUE
    return NotComputable.NO_BASELINE if how.basis in (Basis.MULTIPLE, Basis.CAGR) and base is None else None


def _proposed(judged: Judged, how: Computed, named: Object) -> str:
    """The name for a metric the register lacks; a growth without base is a metric of its own."""
    if is_average_increase(judged.setting):
        return named.name + "年均增加"
    is_percent = judged.setting.quantity.form is Form.PERCENT
    is_rate = judged.rule == "growth" and how.basis is Basis.LEVEL and is_percent
    if is_percent and not is_rate and _SHARE_UNNAMED.search(named.name):
        return named.name + "比重"
    if not is_rate or re.search("增速|增幅|降幅", named.name):
        return named.name
    return named.name + ("降幅" if goes_down(judged.setting) else "增速")


def _scope(named: Object, metric) -> Scope | None:
    """Only where the text itself names whose count it is."""
    return Scope.RETAIL if metric is not None and metric.scope is Scope.RETAIL and _RETAIL.search(named.named) else None
