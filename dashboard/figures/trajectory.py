"""One target over time: what was reported, where it should be, and where it must end."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, month_end, note, upright, years
from dashboard.wording import plain_label

_VALUE = "%{y:,.2f}<extra>%{fullData.name}</extra>"


class Marks(NamedTuple):
    """Single points over months (month_no), each with the words that are shown over it."""

    months: Sequence[int] = ()
    values: Sequence[float] = ()
    labels: Sequence[str] = ()



def trajectory(
    *,
    title: str,
    subtitle: str,
    actual_months: Sequence[int],
    actual_values: Sequence[float],
    actual_labels: Sequence[str],
    path_months: Sequence[int],
    path_values: Sequence[float],
    due_month: int,
    target_value: float | None,
    target_label: str,
    projected_value: float | None,
    names: dict[str, str],
    due_label: str,
    derived_months: Collection[int] = (),
    stages: Marks = Marks(),
    revisions: Marks = Marks(),
    year_format: str = "%Y",
    mark: str = "",
) -> go.Figure:
    """Lines over months (month_no); figures in the unit named in `subtitle`.

    `names` words the series: `actual`, `path`, `projected`, `target`, `derived`, `stages`,
    `revisions`. Figures of `derived_months` rest on a 同比 and are drawn hollow, under a name of
    their own. `stages` are targets of the same figure with other due dates, `revisions` where
    the line stood before a figure was corrected.
    """
    traces = []
    if revisions.months:
        traces.append(_revisions(revisions, names["revisions"]))
    if path_months:
        traces.append(_path(path_months, path_values, names["path"]))
    if projected_value is not None and actual_months and actual_months[-1] < due_month:
        months, values = [actual_months[-1], due_month], [actual_values[-1], projected_value]
        traces.append(_projection(months, values, names["projected"]))
    hollow = [month in derived_months for month in actual_months]
    traces.append(_actuals(actual_months, actual_values, actual_labels, names["actual"], hollow))
    if any(hollow):
        traces.append(_hollow(names["derived"]))
    if stages.months:
        traces.append(_stages(stages, names["stages"]))
    if target_value is not None:
        traces.append(_target(due_month, target_value, f"{names['target']} {target_label}"))
    months = [*actual_months, *path_months, *stages.months, *revisions.months, due_month]
    heights = [*actual_values, *path_values, *stages.values, *revisions.values, target_value, projected_value]
    return chart(
        traces,
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=380 + 20 * max(0, len(traces) - 4),
        headroom=14,
        x=years(year_format, months),
        y={"tickformat": ",", "range": _range(heights)},
        shapes=[upright(month_end(due_month))],
        annotations=[
            note(due_label, x=month_end(due_month), y=1, yref="paper", xanchor="right", yanchor="bottom", xshift=6)
        ],
        showlegend=True,
    )


def _range(values: Sequence[float | None]) -> list[float]:
    """From zero, or from below the lowest negative figure, with room above."""
    known = [0.0, *(value for value in values if value is not None)]
    room = 0.06 * (max(known) - min(known)) or 1.0
    return [min(known) - (room if min(known) < 0 else 0.0), max(known) + room]


def _line(months: Sequence[int], values: Sequence[float], name: str) -> dict:
    return {
        "type": "scatter",
        "x": [month_end(month) for month in months],
        "y": list(values),
        "name": plain_label(name),
        "hovertemplate": _VALUE,
    }


def _path(months: Sequence[int], values: Sequence[float], name: str) -> dict:
    line = {"color": theme.PATH, "width": 2, "dash": "dash"}
    return _line(months, values, name) | {"mode": "lines", "line": line}


def _projection(months: Sequence[int], values: Sequence[float], name: str) -> dict:
    return _line(months, values, name) | {
        "mode": "lines+markers",
        "line": {"color": theme.PRIMARY, "width": 1.5, "dash": "dot"},
        "marker": {"symbol": "circle-open", "size": [0, 8]},
    }


def _actuals(
    months: Sequence[int], values: Sequence[float], labels: Sequence[str], name: str, hollow: Sequence[bool]
) -> dict:
    return _line(months, values, name) | {
        "mode": "lines+markers",
        "customdata": [plain_label(label) for label in labels],
        "line": {"color": theme.PRIMARY, "width": 2.5},
        "marker": {"size": 8, "symbol": ["circle-open" if derived else "circle" for derived in hollow]},
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hollow(name: str) -> dict:
    """What a hollow point means, for the legend."""
    marker = {"symbol": "circle-open", "size": 8, "color": theme.PRIMARY}
    return _line([], [], name) | {"x": [None], "y": [None], "mode": "markers", "marker": marker, "showlegend": True}


def _target(month: int, value: float, name: str) -> dict:
    """The figure stands in the legend, where no line can cross it."""
    return _line([month], [value], name) | {
        "mode": "markers",
        "cliponaxis": False,
        "marker": {"color": theme.DUE, "symbol": "diamond", "size": 12},
        "hovertemplate": "%{fullData.name}<extra></extra>",
    }


def _stages(stages: Marks, name: str) -> dict:
    """Other targets of the same figure, hollow."""
    marker = {"color": theme.DUE, "symbol": "diamond-open", "size": 11, "line": {"width": 1.6}}
    return _marks(stages, name, marker)


def _revisions(revisions: Marks, name: str) -> dict:
    """Earlier versions, faint, behind everything else."""
    marker = {"color": theme.MUTED, "symbol": "x-thin-open", "size": 8, "opacity": 0.7}
    return _marks(revisions, name, marker)


def _marks(marks: Marks, name: str, marker: dict) -> dict:
    return _line(marks.months, marks.values, name) | {
        "mode": "markers",
        "cliponaxis": False,
        "marker": marker,
        "customdata": [plain_label(label) for label in marks.labels],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
