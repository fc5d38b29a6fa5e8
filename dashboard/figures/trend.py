"""One metric over time in several regions."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, month_end, years
from dashboard.wording import plain_label


def trend(
    *,
    title: str,
    subtitle: str,
    regions: Sequence[str],
    months: Sequence[Sequence[int]],
    values: Sequence[Sequence[float]],
    mark: str = "",
) -> go.Figure:
    """One line per region over months (month_no); figures in the unit of `subtitle`.

    Colours repeat after six regions, each time with another marker.
    """
    traces = [
        {
            "type": "scatter",
            "x": [month_end(month) for month in months[index]],
            "y": list(values[index]),
            "mode": "lines+markers",
            "name": plain_label(region),
            "line": {"color": theme.SERIES[index % len(theme.SERIES)], "width": 2},
            "marker": {"symbol": theme.MARKERS[index % len(theme.MARKERS)], "size": 7},
            "hovertemplate": "%{y:,.2f}<extra>%{fullData.name}</extra>",
        }
        for index, region in enumerate(regions)
    ]
    return chart(
        traces,
        title=title,
        subtitle=subtitle,
        mark=mark,
        x=years(),
        y={"rangemode": "tozero", "tickformat": ","},
        showlegend=True,
    )
