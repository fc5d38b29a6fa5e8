"""Sections of 城市."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, needs, sayings
from dashboard.findings import comparison, selection
from dashboard.components import charts, effort, links
from dashboard.components.bullet_parts import can_be_drawn, kept_bullets
from dashboard.components.course import course, points
from dashboard.components.links import link
from dashboard.components.matrix import class_counts
from dashboard.components.table import Marked, table, with_note
from dashboard.components.verdict import badges
from dashboard.components.wanted import wanted
from dashboard.queries import Outlooks
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.vocabulary import Performance

#: Bars drawn at once; the table holds all.
MOST = 10

_LAGGING = (Performance.OFF_TRACK, Performance.AT_RISK)


def answer(rows: Sequence[TargetRow], below: int, words: Words) -> None:
    """How the place stands, in one sentence, and what is most urgent. `below` is how many targets
    the regions below it have, which are not in the sentence."""
    known = selection.with_figures(rows)
    lagging = [row for row in known if row.performance in _LAGGING]
    missed = [row for row in known if row.performance == Performance.MISSED]
    with st.container(border=True, key="card-answer"):
        title = _title(known, lagging, missed)
        named = {"region": sayings.region_name(rows[0], words), "lagging": len(lagging), "missed": len(missed)}
        st.markdown(f"### {words.md(title, count=len(rows), figures=len(known), **named)}", anchors=False)
        st.markdown(" ".join(class_counts(rows, words)))
        if worst := (lagging or missed)[:1]:
            st.markdown(_worst(worst[0], words))
        if below:
            total = below + sum(not row.is_draft for row in rows)
            st.caption(words.md("city.own_only", below=below, total=total))
        st.caption(words.md("city.documents", titles=sayings.documents(rows, words)))


def _title(known: Sequence[TargetRow], lagging: Sequence[TargetRow], missed: Sequence[TargetRow]) -> str:
    if not known:
        return "city.answer_none"
    if lagging:
        return "city.answer_lagging"
    return "city.answer_missed" if missed else "city.answer_well"


def _worst(row: TargetRow, words: Words) -> str:
    """The most urgent target, what it lacks and what it takes."""
    said = words.md("city.worst", commitment=sayings.commitment(row, words), gap=sayings.gap(row, words))
    need = "" if row.required_per_quarter is None else markdown(words("card.and") + needs.required(row, words))
    return f"{words.md('city.worst_lead')}**{links.to_target(row, sayings.metric_name(row, words))}**{said}{need}"


def bars(known: Sequence[TargetRow], view: View) -> None:
    """Actual against target of what is most urgent, each with its place on the path."""
    words = view.words
    drawn = [row for row in known if can_be_drawn(row)][:MOST]
    if not drawn:
        st.caption(words.md("city.bars_none"))
        return
    title = words("city.bars", region=sayings.region_name(drawn[0], words))
    charts.show(kept_bullets(drawn, title, view), "bullets")
    if len(known) > len(drawn):
        st.caption(words.md("city.bars_more", count=len(known) - len(drawn)))


def detail(row: TargetRow, outlooks: Outlooks, as_of: str, view: View) -> None:
    """One target: what it still takes and whom to call, its course, and the same in figures."""
    words = view.words
    st.markdown(f"{markdown(sayings.commitment(row, words))}　{badges(row, words)}")
    effort.tiles(row, outlooks.get(row.key), words)
    st.markdown(effort.units(row, words))
    course(row, as_of, view)
    points(row, view)
    link("target", words("card.open"), icon=":material/arrow_forward:", city=row.region_code, target=row.target_id)


def scorecard(rows: Sequence[TargetRow], outlooks: Outlooks, as_of: str, words: Words) -> None:
    """Every target with figures, in words: running ones first, then those past due."""
    for name in ("running", "finished"):
        if some := getattr(selection, name)(rows, as_of):
            st.markdown(f"**{words.md(f'city.{name}', count=len(some))}**")
            head = [words(f"fact.{column}") for column in _SCORES]
            table(f"scores-{name}", head, [_score(row, outlooks, words) for row in some])


_SCORES = ("metric", "class", "actual", "measured", "gap", "required", "best_quarter", "reach")


def _score(row: TargetRow, outlooks: Outlooks, words: Words) -> tuple[str, ...]:
    outlook = None if selection.is_due(row, row.as_of) else outlooks.get(row.key)
    has_best = outlook is not None and outlook.best_quarter_value is not None
    best_period = formats.period(outlook.best_quarter, words.lang) if has_best else ""
    return (
        with_note(links.to_target(row, sayings.metric_name(row, words)), sayings.commitment(row, words)),
        with_note(sayings.badge(row, words), " · ".join(sayings.remarks(row, words))),
        with_note(markdown(sayings.actual(row, words)), formats.period(row.actual_period, words.lang)),
        sayings.measured(row, words),
        sayings.gap(row, words),
        needs.required(row, words),
        with_note(markdown(effort.best(row, outlook, words)), best_period) if has_best else formats.UNKNOWN,
        with_note(markdown(effort.reach(row, outlook, words)), effort.reach_note(row, outlook, words)) if outlook else formats.UNKNOWN,
    )


def similar(row: TargetRow, levels: dict[str, str], as_of: str, view: View) -> None:
    """The same promise in the places nearest to this one."""
    words = view.words
    found = comparison.similar(row, selection.latest(view.rows(as_of)), levels)
    st.subheader(words.md("similar.title", metric=sayings.metric_name(row, words)), anchor=False)
    if not found:
        st.caption(words.md("similar.none"))
        return
    st.caption(words.md("similar.lead", level=words(f"level.{levels[row.region_code]}"), scope=words(f"scope.{row.scope}")))
    drawn = [one for one in (row, *found) if can_be_drawn(one)]
    left, right = st.columns([5, 7], gap="large")
    with left:
        if drawn:
            title = words("similar.chart", metric=sayings.metric_name(row, words))
            charts.show(kept_bullets(drawn, title, view, by_region=True), "similar")
    with right:
        head = [words(f"fact.{name}") for name in ("region", "promise", "actual", "attainment", "pace", "class")]
        table("similar", head, [_similar_line(one, row, words) for one in (row, *found)])


def _similar_line(one: TargetRow, own: TargetRow, words: Words) -> tuple[str, ...]:
    name = sayings.region_name(one, words)
    is_own = one.region_code == own.region_code
    return (
        with_note(f"**{markdown(name)}**", words("similar.own")) if is_own else links.to_city(one, name),
        links.to_target(one, sayings.commitment(one, words)),
        with_note(markdown(sayings.actual(one, words)), formats.period(one.actual_period, words.lang) if one.has_figure else ""),
        formats.percent(one.attainment),
        sayings.pace(one, words),
        Marked(sayings.badge(one, words)),
    )


def waiting(rows: Sequence[TargetRow], view: View) -> None:
    """Targets nobody can judge yet, and which figures would be needed for it."""
    words = view.words
    head = [words(f"fact.{name}") for name in ("due", "metric", "promise", "wanted", "class")]
    table("unknown", head, [_wanted_line(row, view) for row in rows])


def _wanted_line(row: TargetRow, view: View) -> tuple[str, ...]:
    words = view.words
    return (
        formats.due(row.due_period, words.lang),
        links.to_target(row, sayings.metric_name(row, words)),
        sayings.promise(row, words),
        with_note(markdown(wanted(row, view) or formats.UNKNOWN), words(f"scope.{row.scope}")),
        with_note(sayings.badge(row, words), " · ".join(sayings.remarks(row, words))),
    )
