"""Small multiples: one small chart per region, all on the same axes."""

from collections.abc import Sequence
from typing import NamedTuple

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, month_end, note, wrapped
from dashboard.wording import plain_label

#: Panels side by side; three fit a telephone.
COLUMNS = 3
#: Pixels of a panel with its title.
_HEIGHT = 180
#: Share of the width between two panels, and narrow letters of a title's line.
_BETWEEN, _LETTERS = 0.035, 17


class Panel(NamedTuple):
    """One region: months (month_no) and shares of the own target in per cent, the words of each
    point, and the path on the same scale."""

    name: str
    status: str
    color: str
    months: Sequence[int]
    shares_pct: Sequence[float]
    labels: Sequence[str]
    path_months: Sequence[int] = ()
    path_pct: Sequence[float] = ()


def panels(*, title: str, subtitle: str, panels: Sequence[Panel], names: dict[str, str], mark: str = "") -> go.Figure:
    """Panels row by row in the order given; the dotted line is the target. `names` words `actual` and `path`."""
    rows = -(-len(panels) // COLUMNS)
    height = 80 + rows * _HEIGHT
    drawn = [trace for place, panel in enumerate(panels) for trace in _traces(place, panel, names)]
    axes = _axes(panels, rows)
    return chart(
        drawn,
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=height,
        x=axes.pop("xaxis"),
        y=axes.pop("yaxis"),
        **axes,
        shapes=[_goal(place) for place in range(len(panels))],
        annotations=[_title(place, panel, rows) for place, panel in enumerate(panels)],
        showlegend=False,
    )


def _axes(panels: Sequence[Panel], rows: int) -> dict[str, dict]:
    """One pair of axes per panel, all with the same range; figures stand at the left edge only."""
    months = [month for panel in panels for month in (*panel.months, *panel.path_months)]
    shares = [share for panel in panels for share in (*panel.shares_pct, *panel.path_pct)]
    across = [month_end(min(months)), month_end(max(months))] if months else None
    up = [min(0.0, *shares) * 1.1, max(110.0, *(shares or [0.0])) * 1.05]
    axes: dict[str, dict] = {}
    for place in range(len(panels)):
        number = _number(place)
        axes[f"xaxis{number}"] = {
            "type": "date", "range": across, "domain": _across(place), "anchor": f"y{number}", "showgrid": False,
            "nticks": 3, "tickformat": "%Y", "tickfont": {"size": 10, "color": theme.MUTED}, "fixedrange": True,
            "linecolor": theme.LINE, "showticklabels": place + COLUMNS >= len(panels),
        }  # fmt: skip
        axes[f"yaxis{number}"] = {
            "range": up, "domain": _up(place, rows), "anchor": f"x{number}", "tickvals": [0, 100], "ticktext": ["0%", "100%"],
            "tickfont": {"size": 10, "color": theme.MUTED}, "gridcolor": theme.GRID, "zeroline": False,
            "fixedrange": True, "automargin": True, "showticklabels": place % COLUMNS == 0,
        }  # fmt: skip
    return axes


def _traces(place: int, panel: Panel, names: dict[str, str]) -> list[dict]:
    axes = {"type": "scatter", "xaxis": f"x{_number(place)}", "yaxis": f"y{_number(place)}"}
    path = axes | {
        "mode": "lines",
        "x": [month_end(month) for month in panel.path_months],
        "y": list(panel.path_pct),
        "name": plain_label(f"{panel.name} · {names['path']}"),
        "line": {"color": theme.PATH, "width": 1.3, "dash": "dash"},
        "hoverinfo": "skip",
    }
    actual = axes | {
        "mode": "lines+markers",
        "x": [month_end(month) for month in panel.months],
        "y": list(panel.shares_pct),
        "name": plain_label(f"{panel.name} · {names['actual']}"),
        "line": {"color": panel.color, "width": 2},
        "marker": {"size": 3.5},
        "customdata": [plain_label(label) for label in panel.labels],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return [path, actual] if panel.path_months else [actual]


def _title(place: int, panel: Panel, rows: int) -> dict:
    """The region, and below it how it stands."""
    return note(
        "",
        x=_across(place)[0], xref="paper", xanchor="left", y=_up(place, rows)[1], yref="paper", yanchor="bottom",
        align="left", font={"size": 11, "color": theme.TEXT},
    ) | {"text": f"<b>{wrapped(panel.name, _LETTERS)}</b><br>{wrapped(panel.status, _LETTERS)}"}  # fmt: skip


def _goal(place: int) -> dict:
    """The target of one panel."""
    number = _number(place)
    return {
        "type": "line", "xref": f"x{number} domain", "x0": 0, "x1": 1, "yref": f"y{number}", "y0": 100, "y1": 100,
        "line": {"color": theme.DUE, "width": 1, "dash": "dot"},
    }  # fmt: skip


def _number(place: int) -> str:
    """How Plotly counts axes: the first has no number."""
    return str(place + 1) if place else ""


def _across(place: int) -> list[float]:
    width = (1 - (COLUMNS - 1) * _BETWEEN) / COLUMNS
    left = place % COLUMNS * (width + _BETWEEN)
    return [round(left, 4), round(left + width, 4)]


def _up(place: int, rows: int) -> list[float]:
    """Rows from the top; above each panel stays room for its title."""
    top = 1 - place // COLUMNS / rows
    return [round(top - 0.86 / rows, 4), round(top - 0.22 / rows, 4)]
