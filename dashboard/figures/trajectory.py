"""One target over time: what was reported, where it should be, and where it must end."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, month_end, years_on_x


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
    lang: str,
    mark: str = "",
) -> go.Figure:
    """Lines over months (month_no); figures in the unit named in `subtitle`.

    `names` words the series: `actual`, `path`, `projected`, `target`, `due`.
    """
    figure = chart(title=title, subtitle=subtitle, mark=mark, height=380)
    _path(figure, path_months, path_values, names["path"])
    if projected_value is not None and actual_months and actual_months[-1] < due_month:
        _projection(figure, actual_months[-1], actual_values[-1], due_month, projected_value, names["projected"])
    _actuals(figure, actual_months, actual_values, actual_labels, names["actual"])
    if target_value is not None:
        _target(figure, due_month, target_value, target_label, names["target"])
    years_on_x(figure, lang=lang)
    figure.update_yaxes(tickformat=",", range=_range([*actual_values, *path_values, target_value, projected_value]))
    return figure


def _range(values: Sequence[float | None]) -> list[float]:
    """From zero, or from below the lowest negative figure, with room for the target's label."""
    known = [0.0, *(value for value in values if value is not None)]
    room = 0.12 * (max(known) - min(known)) or 1.0
    return [min(known) - (room if min(known) < 0 else 0.0), max(known) + room]


def _path(figure: go.Figure, months: Sequence[int], values: Sequence[float], name: str) -> None:
    if months:
        figure.add_scatter(
            x=[month_end(month) for month in months],
            y=list(values),
            mode="lines",
            name=name,
            line={"color": theme.PATH, "width": 2, "dash": "dash"},
            hovertemplate="%{y:,.2f}<extra>%{fullData.name}</extra>",
        )


def _projection(
    figure: go.Figure, month: int, value: float, due_month: int, projected: float, name: str
) -> None:
    figure.add_scatter(
        x=[month_end(month), month_end(due_month)],
        y=[value, projected],
        mode="lines+markers",
        name=name,
        line={"color": theme.PRIMARY, "width": 1.5, "dash": "dot"},
        marker={"symbol": "circle-open", "size": [0, 8]},
        hovertemplate="%{y:,.2f}<extra>%{fullData.name}</extra>",
    )


def _actuals(
    figure: go.Figure, months: Sequence[int], values: Sequence[float], labels: Sequence[str], name: str
) -> None:
    figure.add_scatter(
        x=[month_end(month) for month in months],
        y=list(values),
        mode="lines+markers",
        name=name,
        customdata=list(labels),
        line={"color": theme.PRIMARY, "width": 2.5},
        marker={"size": 7},
        hovertemplate="%{customdata}<extra></extra>",
    )


def _target(figure: go.Figure, due_month: int, value: float, label: str, name: str) -> None:
    figure.add_scatter(
        x=[month_end(due_month)],
        y=[value],
        mode="markers+text",
        name=name,
        text=[label],
        textposition="top left",
            cliponaxis=False,
        marker={"color": theme.DUE, "symbol": "diamond", "size": 12},
        hovertemplate="%{text}<extra></extra>",
    )
    figure.add_vline(x=month_end(due_month), line={"color": theme.DUE, "width": 1, "dash": "dot"})
