"""Charts with the words, units and data dates of this visit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from plotly import graph_objects as go

from dashboard import formats, paths, sayings, theme
from dashboard.comparison import Group
from dashboard.figures.ranking import ranking
from dashboard.figures.trajectory import trajectory
from dashboard.figures.trend import trend
from dashboard.queries import Series
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Basis, Performance

_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def show(figure: go.Figure, key: str) -> None:
    """Draw a chart in full width."""
    st.plotly_chart(figure, key=f"chart-{key}", theme=None, config=_CONFIG)


def target_chart(row: TargetRow, view: View) -> go.Figure:
    """One target over time."""
    words, unit, lang = view.words, row.value_unit, view.words.lang
    line = _shown(paths.actuals(row, view.points(row.as_of), view.totals(row.as_of)), unit, lang)
    derived = _derived(row, line, view)
    path = _shown(paths.path(row), unit, lang)
    return trajectory(
        title=words("chart.trajectory", region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)),
        subtitle=subtitle(row, words),
        actual_months=[month for month, _ in line],
        actual_values=[value for _, value in line],
        actual_labels=[_label(month, value, unit, words, month in derived) for month, value in line],
        path_months=[month for month, _ in path],
        path_values=[value for _, value in path],
        due_month=Period.parse(row.due_period).month_no,
        target_value=formats.shown_value(row.target_value, unit, lang),
        target_label=sayings.target(row, words),
        projected_value=formats.shown_value(row.projected_value, unit, lang),
        names={name: words(f"chart.{name}") for name in ("actual", "path", "projected", "target", "derived")},
        due_label=words("chart.due", due=formats.due(row.due_period, lang)),
        derived_months=derived,
        year_format=words("chart.year_format"),
        mark=view.mark,
    )


def ranking_chart(group: Group, title: str, view: View) -> go.Figure:
    """Pace, or attainment of the own target, region by region."""
    words, rows = view.words, group.ranked
    shares = [getattr(row, group.measure) for row in rows]
    return ranking(
        title=title,
        subtitle=words(f"chart.{group.measure}_unit", day=data_day(rows, words)),
        regions=_distinct([sayings.region_name(row, words) for row in rows]),
        shares_pct=[100 * share for share in shares],
        labels=[f"{formats.percent(share, 0)}　{sayings.class_text(row, words)}" for share, row in zip(shares, rows)],
        colors=[theme.LOOKS[Performance(row.performance)].color for row in rows],
        mark=view.mark,
    )


def trend_chart(rows: Sequence[TargetRow], points: Series, title: str, view: View) -> go.Figure:
    """The figures of several regions over time."""
    words = view.words
    lines = [
        _shown(points.get((row.region_code, row.metric, row.scope), []), row.metric_unit, words.lang)
        for row in rows
    ]
    as_levels = [replace(row, basis=Basis.LEVEL) for row in rows]  # the lines are those a level is judged by
    derived = [_derived(row, line, view) for row, line in zip(as_levels, lines, strict=True)]
    said = unit_and_day(rows, words)
    return trend(
        title=title,
        subtitle=words("chart.hollow", said=said) if any(derived) else said,
        regions=[sayings.region_name(row, words) for row in rows],
        months=[[month for month, _ in line] for line in lines],
        values=[[value for _, value in line] for line in lines],
        derived=derived,
        year_format=words("chart.year_format"),
        mark=view.mark,
    )


def with_points(rows: Sequence[TargetRow], points: Series) -> list[TargetRow]:
    """One row per region that has figures to draw."""
    found = {row.region_code: row for row in rows if points.get((row.region_code, row.metric, row.scope))}
    return list(found.values())


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of bars; a region that comes again with another target is numbered."""
    seen: Counter[str] = Counter()
    shown = []
    for name in names:
        seen[name] += 1
        shown.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return shown


def subtitle(row: TargetRow, words: Words) -> str:
    """Unit and data date of one target."""
    unit = formats.unit_name(row.value_unit, words.lang) or words("chart.count")
    return words("chart.unit_and_day", unit=unit, day=data_day([row], words))


def unit_and_day(rows: Sequence[TargetRow], words: Words) -> str:
    """Unit and data date of several targets of one metric."""
    unit = formats.unit_name(rows[0].metric_unit, words.lang) or words("chart.count")
    return words("chart.unit_and_day", unit=unit, day=data_day(rows, words))


def data_day(rows: Sequence[TargetRow], words: Words) -> str:
    """The latest period with a figure among the rows."""
    periods = [row.actual_period for row in rows if row.actual_period]
    latest = max(periods, key=lambda text: Period.parse(text).month_no, default=None)
    return formats.period(latest, words.lang)


def _derived(row: TargetRow, line: paths.Line, view: View) -> frozenset[int]:
    """The months of a line whose figure rests on a comparable base."""
    known = view.derived_months(row.as_of).get((row.region_code, row.metric, row.scope), frozenset())
    return paths.rests_on_derived(row, [month for month, _ in line], known)


def _shown(line: paths.Line, unit: str, lang: str) -> paths.Line:
    return [(month, formats.shown_value(value, unit, lang)) for month, value in line]


def _label(month: int, shown: float, unit: str, words: Words, is_derived: bool) -> str:
    period = formats.period(str(Period(month)), words.lang)
    said = f"{period}　{formats.number(shown)} {formats.unit_name(unit, words.lang)}".strip()
    return said + words("chart.derived_mark") if is_derived else said
