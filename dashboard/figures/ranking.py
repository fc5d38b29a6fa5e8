"""Regions side by side on one metric: bars with the word of their class."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart
from dashboard.wording import plain_label


def ranking(
    *,
    title: str,
    subtitle: str,
    regions: Sequence[str],
    attained_pct: Sequence[float],
    labels: Sequence[str],
    colors: Sequence[str],
    mark: str = "",
) -> go.Figure:
    """Attainment in per cent of the own target, first region on top; the line is 100 %."""
    figure = chart(title=title, subtitle=subtitle, mark=mark, height=120 + 38 * len(regions))
    figure.add_bar(
        x=list(attained_pct),
        y=[plain_label(region) for region in regions],
        orientation="h",
        text=[plain_label(label) for label in labels],
        textposition="auto",
        insidetextanchor="start",
        marker={"color": list(colors)},
        cliponaxis=False,
        hovertemplate="%{y}  %{text}<extra></extra>",
    )
    figure.add_vline(x=100, line={"color": theme.DUE, "width": 1.5, "dash": "dot"})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(ticksuffix="%", rangemode="tozero", showgrid=True, gridcolor=theme.GRID)
    figure.update_layout(showlegend=False, bargap=0.35)
    return figure
