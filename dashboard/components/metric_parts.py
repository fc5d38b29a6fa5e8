"""Sections of 指标."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from plotly import graph_objects as go

from dashboard import formats, sayings
from dashboard.findings.comparison import Group
from dashboard.components import charts, links, metric_charts
from dashboard.components.matrix import class_counts
from dashboard.components.table import Marked, facts, table
from dashboard.queries import Series
from dashboard.rows import MetricRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown

#: Places risen since the quarter before, by the key of the row.
Changes = Mapping[tuple[str, str], int]

#: Small charts in one figure at most; the rest stand in the table.
MOST_PANELS = 24
#: Fewer regions are no distribution.
_LEAST = 3


def answer(groups: Sequence[Group], changes: Changes, rows: Sequence[TargetRow], words: Words) -> None:
    """Who leads and who lags in the ranking on top, and how many can be compared at all."""
    same = [row for group in groups for row in group.rows]
    known = [row for row in same if row.has_figure]
    ranked = groups[0].ranked if groups else []
    with st.container(border=True, key="card-answer"):
        st.markdown(f"### {words.md(_title(groups, ranked), **_ends(ranked, groups, words))}", anchors=False)
        if counted := [row for row in rows if not row.is_draft]:
            st.markdown(" ".join([words.md("metric.all", count=len(counted)), *class_counts(counted, words)]))
        st.markdown(words.md("metric.summary", count=len(same), figures=len(known)) + _movers(ranked, changes, words))


def _title(groups: Sequence[Group], ranked: Sequence[TargetRow]) -> str:
    if not groups:
        return "metric.answer_alone"
    if not ranked:
        return "metric.answer_none"
    return "metric.answer" if len(ranked) > 1 else "metric.answer_one"


def _ends(ranked: Sequence[TargetRow], groups: Sequence[Group], words: Words) -> dict[str, str]:
    """The words of the first and the last of a ranking."""
    if not ranked:
        return {}
    measure = groups[0].measure
    ends = {"first": ranked[0], "last": ranked[-1]}
    named = {name: sayings.region_name(row, words) for name, row in ends.items()}
    shares = {f"{name}_share": sayings.ranked_by(row, measure, words) for name, row in ends.items()}
    return {**named, **shares, "first_said": _measured(ranked[0], measure, words)}


def _measured(row: TargetRow, measure: str, words: Words) -> str:
    """What a target is ranked by with the name of that; a figure moving away from its target needs none."""
    share = sayings.ranked_by(row, measure, words)
    if share == words("remark.backwards"):
        return share
    return words("metric.measured", measure=words(f"measure.{measure}"), share=share)


def _movers(ranked: Sequence[TargetRow], changes: Changes, words: Words) -> str:
    """Who rose most since the quarter before."""
    most = max((changes.get(row.key, 0) for row in ranked), default=0)
    if not changes:
        return ""
    if most == 0:
        return words.md("metric.unmoved")
    names = [sayings.region_name(row, words) for row in ranked if changes.get(row.key) == most]
    return words.md("metric.risen", regions=words("who.list").join(names), places=most)


def definition(metric: MetricRow, words: Words) -> None:
    """What is measured, in which unit and scope."""
    kind = f"{words(f'kind.{metric.kind}')}　{formats.unit_name(metric.unit, words.lang)}".strip()
    rows = [
        ("definition", words.name(metric.definition_zh, metric.definition_en)),
        ("kind", kind),
        ("scope", words(f"scope.{metric.scope}")),
    ]
    facts("definition", [(words(f"fact.{key}"), value) for key, value in rows])


def rankings(groups: Sequence[Group], changes: Changes, view: View) -> None:
    """The ranking next to fall due with everything about it, the others one click away."""
    for group in groups[:1]:
        st.subheader(markdown(_ranking_title(group, view.words)), anchor=False)
        _charts(group, changes, view)
        with st.expander(view.words("metric.table"), icon=":material/table_rows:", expanded=len(group.ranked) < 2):
            _table(group, changes, view.words)
    for group in groups[1:]:
        _further(group, changes, view)


def _further(group: Group, changes: Changes, view: View) -> None:
    """A ranking that is drawn once it is opened."""
    label, key = markdown(_ranking_title(group, view.words)), f"ranking-{_name(group)}"
    with st.expander(label, icon=":material/leaderboard:", key=key, bind="query-params") as opened:
        if opened.open:
            _charts(group, changes, view)
            _table(group, changes, view.words)


def _ranking_title(group: Group, words: Words) -> str:
    count = len(group.ranked) + len(group.unranked)
    level, measure = words(f"level.{group.level}"), words(f"measure.{group.measure}")
    return words("metric.ranking", year=group.due_year, level=level, measure=measure, count=count)


def _charts(group: Group, changes: Changes, view: View) -> None:
    """One ranking: bars beside the spread, and every region's course; nothing for a region alone."""
    if len(group.ranked) < 2:
        return
    words = view.words
    named = {"year": group.due_year, "level": words(f"level.{group.level}")}
    title = words("metric.ranking_title", metric=sayings.metric_name(group.ranked[0], words), **named)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _show("ranking", group, view, lambda: metric_charts.ranking_chart(group, changes, title, view))
    with right:
        if len(group.ranked) >= _LEAST:
            spread = words("metric.spread_title", **named)
            _show("spread", group, view, lambda: metric_charts.distribution_chart(group, spread, view))
    _courses(group, view)


def _show(name: str, group: Group, view: View, draw: Callable[[], go.Figure]) -> None:
    """A chart of a ranking, drawn once: all of it follows from the rows ranked."""
    rows = tuple((row.as_of, *row.key) for row in group.rows)
    charts.show(charts.kept(view, (name, _name(group), rows), draw), f"{name}-{_name(group)}")


def _name(group: Group) -> str:
    """What tells the elements of one ranking from those of another."""
    return f"{group.due_year}-{group.level}"


def _table(group: Group, changes: Changes, words: Words) -> None:
    columns = ("rank", "region", "promise", "actual", "measured", "target", "pace", "attainment", "class")
    places = {row.key: str(place) for place, row in enumerate(group.ranked, 1)}
    lines = [_ranked(row, places, changes, words) for row in (*group.ranked, *group.unranked)]
    table(f"ranking-{_name(group)}", [words(f"fact.{column}") for column in columns], lines)


def _ranked(row: TargetRow, places: Mapping[tuple[str, str], str], changes: Changes, words: Words) -> tuple[str, ...]:
    """A line of the ranking; what is not ranked has no place, and its class says why."""
    return (
        _place(places.get(row.key), changes.get(row.key), words),
        links.to_city(row, sayings.region_name(row, words)),
        links.to_target(row, sayings.commitment(row, words)),
        words("metric.of_period", figure=sayings.actual(row, words), period=formats.period(row.actual_period, words.lang)),
        sayings.measured(row, words),
        sayings.target(row, words),
        sayings.pace(row, words),
        formats.percent(row.attainment),
        Marked(sayings.badge(row, words)),
    )


def _place(place: str | None, change: int | None, words: Words) -> str:
    """The place, and how it moved since the quarter before."""
    if place is None:
        return formats.UNKNOWN
    name = "new" if change is None else "same" if change == 0 else "up" if change > 0 else "down"
    moved = words.md(f"rank_change.{name}", count=abs(change or 0))
    return Marked(f"**{markdown(place)}** :gray[:small[{moved}]]")


def _courses(group: Group, view: View) -> None:
    """Every region of a ranking at one glance."""
    words = view.words
    drawn = metric_charts.with_lines([*group.ranked, *group.unranked], view)
    if len(drawn) < 2:
        return
    title = words("metric.panels_title", metric=sayings.metric_name(drawn[0], words), year=group.due_year)
    shown = drawn[:MOST_PANELS]
    _show("panels", group, view, lambda: metric_charts.panels_chart(shown, title, view))
    if len(drawn) > MOST_PANELS:
        st.caption(words.md("metric.panels_more", count=len(drawn) - MOST_PANELS))


def trend(rows: Sequence[TargetRow], levels: Mapping[str, str], points: Series, view: View) -> None:
    """The figures over time, one chart per level of regions: a province is not drawn with its cities."""
    drawn = metric_charts.with_points(rows, points)
    if not drawn:
        return
    label = view.words("metric.trend")
    with st.expander(label, icon=":material/show_chart:", key="trend", bind="query-params") as opened:
        if not opened.open:
            return
        for level in dict.fromkeys(levels[row.region_code] for row in drawn):
            lines = [row for row in drawn if levels[row.region_code] == level]
            name = sayings.metric_name(lines[0], view.words)
            title = view.words("metric.trend_title", metric=name, level=view.words(f"level.{level}"))
            charts.show(metric_charts.trend_chart(lines, points, title, view), f"trend-{level}")


def apart(rows: Sequence[tuple[TargetRow, str]], words: Words, *, is_all: bool) -> None:
    """Targets of the same metric that are not comparable, each with the reason; open where there are no others."""
    with st.expander(words("metric.apart", count=len(rows)), icon=":material/call_split:", expanded=is_all):
        st.caption(words.md("metric.apart_lead"))
        _apart_table(rows, words)


def _apart_table(rows: Sequence[tuple[TargetRow, str]], words: Words) -> None:
    columns = ("region", "promise", "actual", "class", "reason")
    lines = [
        (
            links.to_city(row, sayings.region_name(row, words)),
            links.to_target(row, sayings.commitment(row, words)),
            sayings.actual(row, words),
            Marked(sayings.badge(row, words)),
            words(
                f"apart.{reason}",
                scope=words(f"scope.{row.scope}"),
                basis=words(f"basis.{row.basis}"),
            ),
        )
        for row, reason in rows
    ]
    table("apart", [words(f"fact.{column}") for column in columns], lines)
