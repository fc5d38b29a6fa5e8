"""Regions side by side on one metric: bars with the word of their class."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, note, upright
from dashboard.wording import plain_label

#: A bar shorter than this share of the longest has its label beside it.
_SHORT = 0.35


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
    widest = max(100, *shares_pct)
    is_short = [share < _SHORT * widest for share in shares_pct]
    names = [plain_label(region) for region in regions]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(shares_pct),
        "y": names,
        "text": [plain_label(label) for label in labels],
        "textposition": ["none" if short else "inside" for short in is_short],
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
        x={"ticksuffix": "%", "range": [1.06 * min(0, *shares_pct), 1.06 * widest], "showgrid": True, "gridcolor": theme.GRID},
        y={"autorange": "reversed", "showgrid": False},
        shapes=[upright(100, layer="between")],
        annotations=[
            _beside(label, share, name)
            for label, share, name, short in zip(labels, shares_pct, names, is_short, strict=True)
            if short
        ],
        showlegend=False,
        bargap=0.35,
    )


def _beside(label: str, share: float, region: str) -> dict:
    """The label beside a short bar; of one to the left of zero in two lines, since half of the width is its own."""
    said = note(
        label, x=max(share, 0), y=region, xanchor="left", xshift=4, bgcolor="white",
        font={"size": 12, "color": theme.TEXT},
    )  # fmt: skip
    if share >= 0:
        return said
    return said | {"text": said["text"].replace("　", "<br>", 1), "align": "left"}
