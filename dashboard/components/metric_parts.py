"""Sections of 指标."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import formats, sayings
from dashboard.comparison import Group
from dashboard.components import charts, links
from dashboard.components.table import Marked, facts, table
from dashboard.queries import Series
from dashboard.rows import MetricRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words


def name(row: TargetRow, words: Words) -> str:
    """The metric's name, for chart titles."""
    return sayings.metric_name(row, words)


def definition(metric: MetricRow, words: Words) -> None:
    """What is measured, in which unit and scope."""
    kind = f"{words(f'kind.{metric.kind}')}　{formats.unit_name(metric.unit, words.lang)}".strip()
    rows = [
        ("definition", words.name(metric.definition_zh, metric.definition_en)),
        ("kind", kind),
        ("scope", words(f"scope.{metric.scope}")),
    ]
    facts("definition", [(words(f"fact.{key}"), value) for key, value in rows])


def ranking(group: Group, view: View) -> None:
    """One ranking as a chart, where two or more stand in it, and in figures."""
    words, known = view.words, [*group.ranked, *group.unranked]
    named = {"year": group.due_year, "level": words(f"level.{group.level}")}
    measure = words(f"measure.{group.measure}")
    st.subheader(words.md("metric.ranking", measure=measure, count=len(known), **named), anchor=False)
    if len(group.ranked) > 1:
        title = words("metric.ranking_title", metric=name(known[0], words), **named)
        charts.show(charts.ranking_chart(group, title, view), f"ranking-{group.due_year}-{group.level}")
    columns = ("rank", "region", "promise", "actual", "period", "target", "pace", "attainment", "class")
    head = [words(f"fact.{column}") for column in columns]
    places = {row.key: str(place) for place, row in enumerate(group.ranked, 1)}
    table(f"ranking-{group.due_year}-{group.level}", head, [_ranked(row, places, words) for row in known])


def _ranked(row: TargetRow, places: dict[tuple[str, str], str], words: Words) -> tuple[str, ...]:
    """A line of the ranking; what is not ranked has no place, and its class says why."""
    return (
        places.get(row.key, formats.UNKNOWN),
        links.to_city(row, sayings.region_name(row, words)),
        links.to_target(row, sayings.commitment(row, words)),
        sayings.actual(row, words),
        formats.period(row.actual_period, words.lang),
        sayings.target(row, words),
        formats.percent(row.pace, 0),
        formats.percent(row.attainment),
        Marked(sayings.badge(row, words)),
    )


def trend(rows: Sequence[TargetRow], levels: Mapping[str, str], points: Series, view: View) -> None:
    """The figures over time, one chart per level of regions: a province is not drawn with its cities."""
    drawn = charts.with_points(rows, points)
    if drawn:
        st.subheader(view.words.md("metric.trend"), anchor=False)
    for level in dict.fromkeys(levels[row.region_code] for row in drawn):
        lines = [row for row in drawn if levels[row.region_code] == level]
        title = view.words("metric.trend_title", metric=name(lines[0], view.words), level=view.words(f"level.{level}"))
        charts.show(charts.trend_chart(lines, points, title, view), f"trend-{level}")


def apart(rows: Sequence[tuple[TargetRow, str]], words: Words) -> None:
    """Targets of the same metric that are not comparable, each with the reason."""
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
