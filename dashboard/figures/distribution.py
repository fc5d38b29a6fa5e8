"""How far apart regions are: one point each on one line, and a box of the middle half."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, note, upright
from dashboard.wording import plain_label

#: Fewer points make no box: their middle half would be one or two regions.
LEAST = 5


def distribution(
    *,
    title: str,
    subtitle: str,
    regions: Sequence[str],
    shares_pct: Sequence[float],
    labels: Sequence[str],
    colors: Sequence[str],
    symbols: Sequence[str],
    mark: str = "",
) -> go.Figure:
    """Shares in per cent on one axis; the dotted line is 100 %. The lowest and the highest are named."""
    low, high = min(shares_pct), max(shares_pct)
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(shares_pct),
        "y": [0] * len(shares_pct),
        "name": "",
        "marker": {
            "color": list(colors), "symbol": list(symbols), "size": 12, "opacity": 0.85,
            "line": {"color": "white", "width": 1},
        },
        "customdata": [plain_label(label) for label in labels],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    room = 0.08 * max(high - low, 20.0)
    return chart(
        [*([_box(shares_pct)] if len(shares_pct) >= LEAST else []), points],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=190,
        x={"ticksuffix": "%", "range": [min(low, 90.0) - room, max(high, 100.0) + room], "showgrid": True, "gridcolor": theme.GRID},
        y={"range": [-1, 1], "showticklabels": False, "showgrid": False},
        shapes=[upright(100, y1=0.72)],
        annotations=[_name(regions, shares_pct, low, "left"), _name(regions, shares_pct, high, "right")],
        showlegend=False,
    )


def _box(shares_pct: Sequence[float]) -> dict:
    return {
        "type": "box",
        "orientation": "h",
        "x": list(shares_pct),
        "y": [0] * len(shares_pct),
        "width": 0.7,
        "boxpoints": False,
        "fillcolor": "#eef3f7",
        "line": {"color": theme.PATH, "width": 1},
        "hoverinfo": "skip",
        "name": "",
    }


def _name(regions: Sequence[str], shares_pct: Sequence[float], share: float, side: str) -> dict:
    """The region at one end, above its point."""
    region = regions[list(shares_pct).index(share)]
    return note(region, x=share, y=0.5, xanchor=side, yanchor="bottom", font={"size": 12, "color": theme.TEXT})
