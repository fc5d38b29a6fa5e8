"""Charts of 指标: ranking, spread, one small chart per region, and all lines in one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from plotly import graph_objects as go

from dashboard import sayings
from dashboard.findings import paths
from dashboard.findings.comparison import Group
from dashboard.components import bullet_parts, charts
from dashboard.figures.distribution import LEAST, distribution
from dashboard.figures.panels import Panel, panels
from dashboard.figures.ranking import ranking
from dashboard.figures.trend import trend
from dashboard.queries import Series
from dashboard.rows import TargetRow
from dashboard.view import View
from etl.vocabulary import Basis, Performance

#: Marker of each class, so that points of one line differ by more than their colour.
_MARKERS = {
    Performance.ACHIEVED: "star",
    Performance.MET_SO_FAR: "diamond",
    Performance.ON_TRACK: "circle",
    Performance.AT_RISK: "triangle-up",
    Performance.OFF_TRACK: "triangle-down",
    Performance.MISSED: "x",
}


def distribution_chart(group: Group, title: str, view: View) -> go.Figure:
    """How far apart the ranked regions are."""
    words, rows = view.words, group.ranked
    subtitle = "chart.spread_box" if len(rows) >= LEAST else "chart.spread"
    shares = [getattr(row, group.measure) for row in rows]
    return distribution(
        title=title,
        subtitle=words(subtitle, measure=words(f"measure.{group.measure}"), day=charts.data_day(rows, words)),
        regions=[sayings.region_name(row, words) for row in rows],
        shares_pct=[100 * share for share in shares],
        labels=[
            f"{sayings.region_name(row, words)}　{sayings.ranked_by(row, group.measure, words)}　{sayings.class_text(row, words)}"
            for row in rows
        ],
        colors=[sayings.look(row).color for row in rows],
        symbols=[_MARKERS.get(Performance(row.performance), "circle-open") for row in rows],
        mark=view.mark,
    )


def panels_chart(rows: Sequence[TargetRow], title: str, view: View) -> go.Figure:
    """One small chart per region: its line and its path in per cent of its own target."""
    words = view.words
    return panels(
        title=title,
        subtitle=words("chart.panels", scope=words(f"scope.{rows[0].scope}"), day=charts.data_day(rows, words)),
        panels=[_panel(row, view) for row in rows],
        names={name: words(f"chart.{name}") for name in ("actual", "path")},
        mark=view.mark,
    )


def with_lines(rows: Sequence[TargetRow], view: View) -> list[TargetRow]:
    """Targets whose figures can be drawn as a share of their own target."""
    return [row for row in rows if bullet_parts.can_be_drawn(row) and _line(row, view)]


def _line(row: TargetRow, view: View) -> paths.Line:
    return paths.actuals(row, view.points(row.as_of), view.totals(row.as_of))


def _panel(row: TargetRow, view: View) -> Panel:
    words, target = view.words, float(row.target_value)
    line, path = _line(row, view), paths.path(row)
    in_unit = charts.shown(line, row.value_unit, words.lang)
    return Panel(
        name=sayings.region_name(row, words),
        status=sayings.class_text(row, words),
        color=sayings.look(row).color,
        months=[month for month, _ in line],
        shares_pct=[100 * float(value) / target for _, value in line],
        labels=[charts.point_label(month, value, row.value_unit, words, False) for month, value in in_unit],
        path_months=[month for month, _ in path],
        path_pct=[100 * value / target for _, value in path],
    )


def ranking_chart(group: Group, changes: Mapping[tuple[str, str], int], title: str, view: View) -> go.Figure:
    """Pace, or attainment of the own target, region by region; `changes` are the places risen."""
    words, rows = view.words, group.ranked
    shares = [getattr(row, group.measure) for row in rows]
    return ranking(
        title=title,
        subtitle=words(f"chart.{group.measure}_unit", day=charts.data_day(rows, words)),
        regions=_distinct([sayings.region_name(row, words) for row in rows]),
        shares_pct=[100 * share for share in shares],
        labels=[
            f"{sayings.ranked_by(row, group.measure, words)}　{sayings.class_text(row, words)}　{change_mark(changes.get(row.key))}".strip()
            for row in rows
        ],
        colors=[sayings.look(row).color for row in rows],
        mark=view.mark,
    )


def trend_chart(rows: Sequence[TargetRow], points: Series, title: str, view: View) -> go.Figure:
    """The figures of several regions over time."""
    words = view.words
    lines = [
        charts.shown(points.get((row.region_code, row.metric, row.scope), []), row.metric_unit, words.lang)
        for row in rows
    ]
    as_levels = [replace(row, basis=Basis.LEVEL) for row in rows]  # the lines are those a level is judged by
    derived = [charts.derived_of(row, line, view) for row, line in zip(as_levels, lines, strict=True)]
    said = charts.unit_and_day(rows, words)
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


def change_mark(change: int | None) -> str:
    """Places risen or fallen: `↑2`, `↓1`; empty where nothing changed or there is no earlier place."""
    return f"{'↑' if change > 0 else '↓'}{abs(change)}" if change else ""


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of bars; a region that comes again with another target is numbered."""
    seen: Counter[str] = Counter()
    shown = []
    for name in names:
        seen[name] += 1
        shown.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return shown
