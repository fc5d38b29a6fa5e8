"""Charts with the words, units and data dates of this visit."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

import streamlit as st
from plotly import graph_objects as go

from dashboard import formats, sayings
from dashboard.findings import inputs, paths
from dashboard.figures.trajectory import Marks, trajectory
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.period import Period
from etl.warehouse import Audience

#: The series of a trajectory, as the page texts name them.
_TRAJECTORY = ("actual", "path", "projected", "target", "stages", "revisions")

_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def show(figure: go.Figure, key: str) -> None:
    """Draw a chart in full width; who cannot see it is told its title, unit and data date."""
    title = figure.layout.title
    said = f"{title.text}　{title.subtitle.text}".replace("<br>", "")
    st.plotly_chart(figure, key=f"chart-{key}", theme=None, config=_CONFIG, alt=said)


def kept(view: View, key: tuple[Hashable, ...], draw: Callable[[], go.Figure]) -> go.Figure:
    """What `draw` draws, drawn once for each state of the data: Plotly checks every part of a
    figure, which takes longer than the rest of a page. `key` tells it from the other figures
    of the same visit, and holds whatever they depend on beside the visit itself."""
    return _kept(view.data_version, view.known_at, view.words.lang, view.mark, key, draw)


@st.cache_resource(max_entries=128, show_spinner=False)
def _kept(
    data_version: str,
    known_at: datetime | None,
    lang: str,
    mark: str,
    key: tuple[Hashable, ...],
    _draw: Callable[[], go.Figure],
) -> go.Figure:
    return _draw()


def target_chart(row: TargetRow, view: View) -> go.Figure:
    """One target over time."""
    words, unit, lang = view.words, row.value_unit, view.words.lang
    figures = paths.actuals(row, view.points(row.as_of), view.totals(row.as_of))
    line = shown(figures, unit, lang)
    derived = derived_of(row, line, view)
    path = shown(paths.path(row), unit, lang)
    return trajectory(
        title=words("chart.trajectory", region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)),
        subtitle=subtitle(row, words),
        stages=_stages(row, view),
        revisions=_revisions(row, figures, view),
        actual_months=[month for month, _ in line],
        actual_values=[value for _, value in line],
        actual_labels=[point_label(month, value, unit, words, month in derived) for month, value in line],
        path_months=[month for month, _ in path],
        path_values=[value for _, value in path],
        due_month=Period.parse(row.due_period).month_no,
        target_value=formats.shown_value(row.target_value, unit, lang),
        target_label=sayings.target(row, words),
        projected_value=formats.shown_value(row.projected_value, unit, lang),
        names={name: words(f"chart.{name}") for name in _TRAJECTORY} | {"derived": words("chart.derived_point")},
        due_label=words("chart.due", due=formats.due(row.due_period, lang)),
        derived_months=derived,
        year_format=words("chart.year_format"),
        mark=view.mark,
    )


def point_lines(row: TargetRow, view: View) -> list[tuple[str, ...]]:
    """The points of a target's chart, latest first: period, figure, place on the path, remark.
    Stages and corrected versions stand among them."""
    words, unit, lang = view.words, row.value_unit, view.words.lang
    line = paths.actuals(row, view.points(row.as_of), view.totals(row.as_of))
    derived, path = derived_of(row, line, view), dict(paths.path(row))
    found = [
        (month, formats.quantity(value, unit, lang), formats.quantity(path.get(month), unit, lang), derived_mark(month in derived, words))
        for month, value in line
    ]
    for marks in (_stages(row, view), _revisions(row, line, view)):
        found += [(month, "", "", label) for month, label in zip(marks.months, marks.labels, strict=True)]
    found.sort(key=lambda one: -one[0])
    return [(formats.period(str(Period(month)), lang), *cells) for month, *cells in found]


def derived_mark(is_derived: bool, words: Words) -> str:
    """What stands beside a figure that was derived."""
    return words("chart.derived") if is_derived else ""


def _stages(row: TargetRow, view: View) -> Marks:
    """Targets of the same figure with other due dates."""
    words, unit = view.words, row.value_unit
    found = paths.stages(row, view.rows(row.as_of))
    return Marks(
        [Period.parse(other.due_period).month_no for other in found],
        [formats.shown_value(other.target_value, unit, words.lang) for other in found],
        [f"{sayings.commitment(other, words)}　{sayings.class_text(other, words)}" for other in found],
    )


def _revisions(row: TargetRow, figures: paths.Line, view: View) -> Marks:
    """Where the line stood before a figure was corrected, for those who see accepted figures."""
    if view.audience is not Audience.SIGNED_IN:
        return Marks()
    words, unit = view.words, row.value_unit
    reported = view.reported(row.region_code, row.metric, row.as_of)
    found = shown(paths.revisions(row, figures, reported, inputs.in_force(row, reported)), unit, words.lang)
    labels = [words("chart.revision", said=point_label(month, value, unit, words, False)) for month, value in found]
    return Marks([month for month, _ in found], [value for _, value in found], labels)


def subtitle(row: TargetRow, words: Words) -> str:
    """Unit, scope and data date of one target."""
    unit = formats.unit_name(row.value_unit, words.lang) or words("chart.count")
    scope = words(f"scope.{row.scope}")
    return words("chart.unit_scope_day", unit=unit, scope=scope, day=data_day([row], words))


def unit_and_day(rows: Sequence[TargetRow], words: Words) -> str:
    """Unit, scope and data date of several targets of one metric and scope."""
    unit = formats.unit_name(rows[0].metric_unit, words.lang) or words("chart.count")
    scope = words(f"scope.{rows[0].scope}")
    return words("chart.unit_scope_day", unit=unit, scope=scope, day=data_day(rows, words))


def data_day(rows: Sequence[TargetRow], words: Words) -> str:
    """The latest period with a figure among the rows."""
    periods = [row.actual_period for row in rows if row.actual_period]
    latest = max(periods, key=lambda text: Period.parse(text).month_no, default=None)
    return formats.period(latest, words.lang)


def derived_of(row: TargetRow, line: paths.Line, view: View) -> frozenset[int]:
    """The months of a line whose figure rests on a comparable base."""
    known = view.derived_months(row.as_of).get((row.region_code, row.metric, row.scope), frozenset())
    return paths.rests_on_derived(row, [month for month, _ in line], known)


def shown(line: paths.Line, unit: str, lang: str) -> paths.Line:
    """A line in the unit shown."""
    return [(month, formats.shown_value(value, unit, lang)) for month, value in line]


def point_label(month: int, value: float, unit: str, words: Words, is_derived: bool) -> str:
    """What is said over a point: its period and figure, in the unit shown."""
    period = formats.period(str(Period(month)), words.lang)
    said = f"{period}　{formats.number(value)} {formats.unit_name(unit, words.lang)}".strip()
    return said + words("chart.derived_mark") if is_derived else said
