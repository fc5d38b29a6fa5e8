"""A waterfall: from one gap to another, one bar for each cause."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, wrapped

_WORSE, _BETTER = theme.COLORS["orange"][0], theme.COLORS["blue"][0]
#: Narrow letters in a line under a bar, so that seven stand side by side on a telephone.
_LETTERS = 8


def bridge(
    *,
    title: str,
    subtitle: str,
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    axis: str,
    mark: str = "",
) -> go.Figure:
    """`values` are the first gap, what each cause adds, and the last gap; `texts` say each in
    words. A gap above zero is behind the path, which `axis` says."""
    heights = [values[0]]
    for value in values[1:-1]:
        heights.append(heights[-1] + value)
    low, high = min(0, *heights, values[-1]), max(0, *heights, values[-1])
    room = 0.16 * ((high - low) or 1)
    return chart(
        [_waterfall(labels, values, texts)],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=360,
        x={"type": "category", "tickangle": 0},
        y={"range": [low - room, high + room], "zeroline": True, "zerolinecolor": theme.PATH, "title": {"text": axis, "standoff": 8}},
        showlegend=False,
    )


def _waterfall(labels: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> dict:
    return {
        "type": "waterfall",
        "x": [wrapped(label, _LETTERS) for label in labels],
        "y": list(values),
        "measure": ["absolute", *["relative"] * (len(values) - 2), "total"],
        "text": list(texts),
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}<br>%{text}<extra></extra>",
        "increasing": {"marker": {"color": _WORSE}},
        "decreasing": {"marker": {"color": _BETTER}},
        "totals": {"marker": {"color": theme.PATH}},
        "connector": {"line": {"color": theme.LINE, "width": 1}},
    }
