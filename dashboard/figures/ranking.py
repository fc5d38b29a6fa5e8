"""Regions side by side on one metric: bars with the word of their class."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, upright
from dashboard.wording import plain_label


def ranking(
    *,
    title: str,
    subtitle: str,
    regions: Sequence[str],
    shares_pct: Sequence[float],
    labels: Sequence[str],
    colors: Sequence[str],
    mark: str = "",
) -> go.Figure:
    """Pace or attainment in per cent of the own target, first region on top; the line is 100 %."""
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(shares_pct),
        "y": [plain_label(region) for region in regions],
        "text": [plain_label(label) for label in labels],
        "textposition": "auto",
        "insidetextanchor": "start",
        "insidetextfont": {"color": "white"},
        "marker": {"color": list(colors)},
        "cliponaxis": False,
        "hovertemplate": "%{y}  %{text}<extra></extra>",
    }
    return chart(
        [bars],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=120 + 38 * len(regions),
        x={"ticksuffix": "%", "range": [1.06 * min(0, *shares_pct), 1.06 * max(100, *shares_pct)], "showgrid": True, "gridcolor": theme.GRID},
        y={"autorange": "reversed", "showgrid": False},
        shapes=[upright(100)],
        showlegend=False,
        bargap=0.35,
    )
