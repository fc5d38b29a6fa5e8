"""What every chart shares: fonts, margins, title with unit, and the mark of a demonstration."""

from plotly import graph_objects as go

from dashboard import theme
from dashboard.wording import plain_label


def chart(*, title: str, subtitle: str, mark: str = "", height: int = 340) -> go.Figure:
    """An empty chart. `subtitle` says unit and data date, `mark` is 演示数据 or
    empty and begins the title, so that a saved picture says so too."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        title={
            "text": plain_label(f"【{mark}】{title}" if mark else title),
            "subtitle": {"text": plain_label(subtitle), "font": {"size": 12, "color": theme.MUTED}},
            "font": {"size": 15, "color": theme.TEXT},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
        },
        font={"family": theme.FONT_FAMILY, "size": 12, "color": theme.TEXT},
        margin={"l": 8, "r": 12, "t": 64, "b": 8, "autoexpand": True},
        legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"bgcolor": "white", "font": {"family": theme.FONT_FAMILY}},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    figure.update_xaxes(showgrid=False, linecolor=theme.LINE, automargin=True, fixedrange=True)
    figure.update_yaxes(gridcolor=theme.GRID, zeroline=False, automargin=True, fixedrange=True)
    return figure


def month_end(month_no: int) -> str:
    """A month as the ISO date of its first day, for a date axis."""
    return f"{(month_no - 1) // 12:04d}-{(month_no - 1) % 12 + 1:02d}-01"


def years_on_x(figure: go.Figure, *, lang: str) -> None:
    """A date axis that names years only."""
    figure.update_xaxes(type="date", dtick="M12", tick0="2000-12-01", tickformat="%Y年" if lang == "zh" else "%Y")
