"""Regions as the areas of an own map, coloured and labelled by their class."""

import math
from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart
from dashboard.wording import plain_label

#: One ring after another: longitudes and latitudes.
Rings = Sequence[Sequence[tuple[float, float]]]

_HIDDEN = {"visible": False, "showgrid": False}


def outline_map(
    *,
    title: str,
    subtitle: str,
    names: Sequence[str],
    labels: Sequence[str],
    backgrounds: Sequence[str],
    colors: Sequence[str],
    rings: Sequence[Rings],
    mark: str = "",
) -> go.Figure:
    """One area per region, filled with its background and edged in its colour; the name and
    the label (symbol and word of the class) stand in its largest ring."""
    areas = [
        _area(name, label, background, color, found)
        for name, label, background, color, found in zip(names, labels, backgrounds, colors, rings, strict=True)
    ]
    middle = _middle([place for found in rings for ring in found for place in ring])
    return chart(
        [*areas, _words(names, labels, rings)],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=460,
        x=_HIDDEN,
        y=_HIDDEN | {"scaleanchor": "x", "scaleratio": 1 / math.cos(math.radians(min(abs(middle[1]), 80)))},
        showlegend=False,
        hovermode="closest",
    )


def _area(name: str, label: str, background: str, color: str, rings: Rings) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "hoveron": "fills",
        "x": _joined(rings, 0),
        "y": _joined(rings, 1),
        "fillcolor": background,
        "line": {"color": color, "width": 1.2},
        "name": plain_label(name),
        "text": plain_label(f"{name}　{label}"),
        "hoverinfo": "text",
    }


def _joined(rings: Rings, axis: int) -> list[float | None]:
    """One coordinate of every ring, with a gap between two rings."""
    line: list[float | None] = []
    for ring in rings:
        line += [None] if line else []
        line += [place[axis] for place in ring]
    return line


def _words(names: Sequence[str], labels: Sequence[str], rings: Sequence[Rings]) -> dict:
    places = [_middle(max(found, key=_size)) for found in rings]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [place[0] for place in places],
        "y": [place[1] for place in places],
        "text": [f"{plain_label(name)}<br>{plain_label(label)}" for name, label in zip(names, labels, strict=True)],
        "textfont": {"size": 11, "color": theme.TEXT},
        "hoverinfo": "skip",
    }


def _size(ring: Sequence[tuple[float, float]]) -> float:
    """Area of the box around a ring."""
    longitudes, latitudes = zip(*ring, strict=True)
    return (max(longitudes) - min(longitudes)) * (max(latitudes) - min(latitudes))


def _middle(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Middle of the box around some places."""
    longitudes, latitudes = zip(*places, strict=True)
    return (max(longitudes) + min(longitudes)) / 2, (max(latitudes) + min(latitudes)) / 2
