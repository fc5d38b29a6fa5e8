"""三、重点指标: per field of work what the place itself reached, and who leads and lags among
regions with equal definitions and scopes."""

from collections.abc import Iterator, Sequence

from dashboard import formats, sayings
from dashboard.findings import selection
from dashboard.findings.ranking import Rank, Ranking
from dashboard.report import judged, lines
from dashboard.report.bars import chart
from dashboard.report.bulletin import Align, Chart, Grid, Heading, Part
from dashboard.report.phrases import clauses, count, listing, noted, ordinal, paragraphs, quantity, sentences
from dashboard.report.subject import Subject
from dashboard.report.values import is_ahead, is_over
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Basis, Kind, Performance
from etl.warehouse.quarter_figures import QuarterFigure


def metrics(subject: Subject) -> Part | None:
    """One paragraph per field of work, a table and charts of the rankings."""
    words = subject.words
    rankings = {name: _rankings(name, subject) for name in selection.FAMILIES}
    fields = [(name, said) for name in selection.FAMILIES if (said := list(_of_field(name, rankings[name], subject)))]
    if not fields:
        return None
    paragraphs_of = [
        sentences([words("report.field", number=ordinal(place, words), field=words(f"family.{name}")), *said], words)
        for place, (name, said) in enumerate(fields, 1)
    ]
    found = [one for name in selection.FAMILIES for one in rankings[name]]
    grids = [_ranking_grid(found, subject)] if found else []
    return Part(words("report.part.metrics"), paragraphs(paragraphs_of), grids, list(_charts(found, subject)))


def _metrics(field: str, subject: Subject) -> list[str]:
    """Metrics of a field with counted targets inside the place, most shared first."""
    return list(selection.metrics_of(row for row in subject.counted if selection.family(row) == field))


def _rankings(field: str, subject: Subject) -> list[Ranking]:
    """Rankings of the field that a region inside the place stands in, of targets that have begun and
    fall due in the quarter evaluated or later."""
    inside = {row.key for row in subject.counted if row.performance != Performance.NOT_STARTED}
    return [
        one
        for metric in _metrics(field, subject)
        for one in subject.rankings.ordered(metric)
        if any(row.key in inside and not is_over(row) for row in one.group.ranked)
    ]


def _of_field(field: str, rankings: Sequence[Ranking], subject: Subject) -> Iterator[str]:
    for metric in _metrics(field, subject):
        for code in subject.speakers:
            own = [row for row in subject.counted if (row.region_code, row.metric) == (code, metric)]
            yield from (_own(row, subject) for row in _told(own, subject.as_of))
    if not subject.is_alone:
        yield from (_ends(one, subject) for one in rankings)


def _told(own: Sequence[TargetRow], as_of: str) -> list[TargetRow]:
    """Of the targets of one metric those that fall due now and the next; beside the first one that
    has not begun says nothing."""
    now = [row for row in own if row.due_period == as_of]
    following = selection.by_due(selection.running(own, as_of))[:1]
    return [*now, *(row for row in following if not now or row.performance != Performance.NOT_STARTED)]


def _own(row: TargetRow, subject: Subject) -> str:
    """What the place reached, held against one of its targets."""
    words = subject.words
    figure = subject.inputs.quarter_figures.get((row.region_code, row.metric, row.scope))
    name = subject.metric_of(row)
    if not row.has_figure and row.performance != Performance.NOT_STARTED:
        known = _reached(row, figure, words)
        reason = clauses([known, words("report.not_usable")], words) if known else judged.unknown(row, words)
        return words("report.metric_unknown", metric=name, reason=reason, promise=lines.promise(row, words))
    reached = "" if is_ahead(row) else clauses([_reached(row, figure, words), _judged(row, figure, words)], words)
    parts = [reached, _against(row, subject), _placed(row, subject)]
    return words("report.metric", metric=name, said=words("report.semicolon").join(part for part in parts if part))


def _judged(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """The figure it is judged by, where what it reached is not just that."""
    if not row.has_figure:
        return ""
    is_reached = row.kind == Kind.RATE and figure is not None and judged.is_latest(row, figure)
    return judged.named_alone(row, words) if judged.beside_share(row, figure, words) and not is_reached else ""


def _reached(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """What there is by now, in the words of its kind."""
    if row.basis == Basis.EACH_SUBREGION and row.has_figure:
        return words("report.reached_regions", period=_period(row.actual_period, words), regions=count("regions", int(row.actual_value), words))
    if row.kind == Kind.FLOW and figure is not None and figure.total is not None:
        total = quantity(figure.total, row.metric_unit, words)
        said = words("report.reached_flow", span=_span(figure.total_month, words), total=total)
        return said + ("" if figure.yoy is None else _growth(figure, words))
    if row.kind != Kind.FLOW and figure is not None and figure.level is not None:
        level = quantity(figure.level, row.metric_unit, words)
        key = "report.reached_rate" if row.kind == Kind.RATE else "report.reached"
        return words(key, period=_period(str(Period(figure.level_month)), words), value=level)
    return ""


def _period(text: str, words: Words) -> str:
    return formats.period(text, words.lang)


def _span(month_no: int, words: Words) -> str:
    """Which months of the year an amount covers: `前三季度`."""
    last = Period(month_no)
    if last.is_quarter:
        return words(f"report.span.{last.month // 3}", year=last.year)
    return words("report.span.months", year=last.year, month=last.month)


def _growth(figure: QuarterFigure, words: Words) -> str:
    way = "up" if figure.yoy > 0 else "down" if figure.yoy < 0 else "same"
    return words(f"report.growth_{way}", yoy=quantity(abs(figure.yoy), "%", words))


def _against(row: TargetRow, subject: Subject) -> str:
    """How far it is towards its target, where it should be, and its class."""
    words = subject.words
    promised, verdict = words("report.against", promise=lines.promise(row, words)), words("report.verdict", word=sayings.class_word(row, words))
    if row.performance == Performance.NOT_STARTED:  # where it stands says nothing of it yet
        return clauses([promised, noted(verdict, [lines.starts(row, words)], words)], words)
    said = [promised]
    if row.attainment is not None:
        said.append(words("report.attained", share=lines.attainment_alone(row, words)))
    if row.expected_value is not None and row.attainment is not None and not selection.is_due(row, subject.as_of):
        said.append(words("report.expected", share=lines.expected(row, words)))
    return clauses([*said, verdict], words)


def _placed(row: TargetRow, subject: Subject) -> str:
    """Its place among comparable regions, once it has begun."""
    words, found = subject.words, subject.rankings.rank(row)
    if found is None or row.performance == Performance.NOT_STARTED:
        return ""
    said = words("report.placed", level=words(f"level.{subject.region_level(row.region_code)}"), place=found.place, of=found.of)
    if found.risen is None:
        return said
    way = "same" if not found.risen else "up" if found.risen > 0 else "down"
    return clauses([said, words(f"report.risen_{way}", count=abs(found.risen))], words)


def _ends(one: Ranking, subject: Subject) -> str:
    """Who is first and who last, of how many, and who rose most."""
    words, group = subject.words, one.group
    first, last = group.ranked[0], group.ranked[-1]
    left = len(group.rows) - len(group.ranked)
    said = words(
        "report.comparable",
        metric=sayings.metric_name(first, words),
        year=group.due_year,
        level=words(f"report.ranked_level.{group.level}"),
        count=len(group.rows),
        left=words("report.not_placed", count=left) if left else "",
        ends=_first_and_last(one, words),
    )
    return sentences([said, _risen(one, words)], words)


def _first_and_last(one: Ranking, words: Words) -> str:
    first, last = one.group.ranked[0], one.group.ranked[-1]
    share = _share(first, one, words)
    said = share if _measure(first, one) < 0 else words("report.measured", measure=words(f"measure.{one.group.measure}"), share=share)
    if _measure(first, one) == _measure(last, one):
        return words("report.ends_level", said=said)
    names = {"first": sayings.region_name(first, words), "last": sayings.region_name(last, words)}
    return words("report.ends", first_said=said, last_said=_share(last, one, words), **names)


def _measure(row: TargetRow, one: Ranking) -> float:
    return getattr(row, one.group.measure)


def _share(row: TargetRow, one: Ranking, words: Words) -> str:
    """What a target is ranked by, as a share."""
    return sayings.pace(row, words) if one.group.measure == "pace" else lines.attained(row, words)


def _risen(one: Ranking, words: Words) -> str:
    found = one.most_risen()
    if not found:
        return ""
    names = listing((sayings.region_name(row, words) for row in found), words)
    return words("report.risen_most", regions=names, count=one.ranks[found[0].key].risen)


def _ranking_grid(found: Sequence[Ranking], subject: Subject) -> Grid:
    """Every ranking, line by line from the first place."""
    words = subject.words
    headings = [
        Heading(words("report.column.metric_due"), 10),
        Heading(words("report.column.place"), 3, Align.NUMBER),
        Heading(words("report.column.region"), 5),
        Heading(words("report.column.attainment"), 5, Align.NUMBER),
        Heading(words("report.column.pace"), 5, Align.NUMBER),
        Heading(words("report.column.place_change"), 4),
        Heading(words("report.column.status"), 6),
    ]
    rows = [_place_line(row, one, words) for one in found for row in (*one.group.ranked, *one.group.unranked, *one.group.unknown)]
    return Grid(words("report.caption.rankings", period=subject.period), headings, rows)


def _place_line(row: TargetRow, one: Ranking, words: Words) -> tuple[str, ...]:
    rank, due = one.ranks.get(row.key), formats.due(row.due_period, words.lang)
    return (
        words("report.noted", said=sayings.metric_name(row, words), note=due),
        words("report.no_place") if rank is None else str(rank.place),
        sayings.region_name(row, words),
        lines.attainment_alone(row, words),
        lines.expected(row, words) if row.pace is None else sayings.pace(row, words),
        _place_change(rank, words),
        sayings.class_text(row, words),
    )


def _place_change(rank: Rank | None, words: Words) -> str:
    if rank is None:
        return words("report.no_place")
    if rank.risen is None:
        return words("rank_change.new")
    if not rank.risen:
        return words("rank_change.same")
    return lines.places(rank.risen, words)


def _charts(found: Sequence[Ranking], subject: Subject) -> Iterator[Chart]:
    """One chart per metric: its ranking next to fall due."""
    words, seen = subject.words, set()
    for one in found:
        if one.metric in seen:
            continue
        seen.add(one.metric)
        caption = words(
            "report.chart.ranking", metric=sayings.metric_name(one.group.ranked[0], words), year=one.group.due_year
        )
        if drawn := chart(caption, one.group.rows, subject, by_region=True):
            yield drawn
