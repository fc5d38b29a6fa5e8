"""One metric over time in several regions."""

from collections.abc import Collection, Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, month_end, note, years
from dashboard.wording import plain_label

#: Least distance of two labels, as a share of the axis; a label is about 15 pixels high.
_APART = 0.055


def trend(
    *,
    title: str,
    subtitle: str,
    regions: Sequence[str],
    months: Sequence[Sequence[int]],
    values: Sequence[Sequence[float]],
    derived: Sequence[Collection[int]],
    year_format: str = "%Y",
    mark: str = "",
) -> go.Figure:
    """One line per region over months (month_no), named at its end; figures in the unit of
    `subtitle`. Colours repeat after six regions, each time with other dashes and markers.
    Points of the `derived` months of a line are hollow."""
    heights = [height for line in values for height in line]
    low, high = min(0.0, *heights), max(heights) * 1.06
    return chart(
        [_line(place, *line) for place, line in enumerate(zip(regions, months, values, derived, strict=True))],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=max(380, 110 + 20 * len(regions)),
        x=years(year_format, [month for line in months for month in line]),
        y={"range": [low, high], "tickformat": ","},
        annotations=_names(regions, [line[-1] for line in values], low, high),
        margin={"l": 8, "r": 20 + 13 * max(map(_width, regions)), "t": 90, "b": 8, "autoexpand": True},
        showlegend=False,
    )


def _line(place: int, region: str, months: Sequence[int], values: Sequence[float], derived: Collection[int]) -> dict:
    symbol = theme.MARKERS[place % len(theme.MARKERS)]
    look = {"color": _color(place), "width": 2, "dash": theme.DASHES[place // len(theme.SERIES) % len(theme.DASHES)]}
    return {
        "type": "scatter",
        "x": [month_end(month) for month in months],
        "y": list(values),
        "mode": "lines+markers",
        "name": plain_label(region),
        "line": look,
        "marker": {"symbol": [f"{symbol}-open" if month in derived else symbol for month in months], "size": 7},
        "hovertemplate": "%{y:,.2f}<extra>%{fullData.name}</extra>",
    }


def _names(regions: Sequence[str], ends: Sequence[float], low: float, high: float) -> list[dict]:
    """The name of each line beside its end, in its colour, moved apart where they would overlap."""
    places = spread([(end - low) / (high - low) for end in ends], _APART)
    return [
        note(
            region, x=1, xref="paper", xanchor="left", xshift=6, y=place, yref="paper", yanchor="middle",
            font={"size": 12, "color": _color(index)},
        )
        for index, (region, place) in enumerate(zip(regions, places, strict=True))
    ]  # fmt: skip


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Places between 0 and 1, each at least `apart` above the next lower one, in their order."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for below, above in zip(order, order[1:]):
        moved[above] = max(moved[above], moved[below] + apart)
    ceiling = 1.0
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - apart
    return moved


def _color(place: int) -> str:
    return theme.SERIES[place % len(theme.SERIES)]


def _width(text: str) -> float:
    """Width of a name in Chinese characters."""
    return sum(1.0 if letter > "\u2e7f" else 0.55 for letter in text)
