"""What every chart shares: fonts, margins, title with unit, and the mark of a demonstration.

A chart is put together as plain dicts and handed to Plotly once, at the end: Plotly checks
every change of a figure, which costs more than the rest of a page.
"""

import re
from collections.abc import Collection, Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.wording import plain_label


def chart(
    traces: Sequence[dict],
    *,
    title: str,
    subtitle: str,
    mark: str = "",
    height: int = 380,
    headroom: int = 0,
    x: dict | None = None,
    y: dict | None = None,
    **layout: object,
) -> go.Figure:
    """A figure of `traces`. `subtitle` says unit and data date; `mark` is 演示数据 or empty
    and begins the title, so that a saved picture says so too. `headroom` are pixels for labels
    above the drawing area. `x` and `y` add to the axes."""
    lines = wrapped(f"【{mark}】{title}" if mark else title, 44), wrapped(subtitle, 54)
    rows = sum(text.count("<br>") for text in lines)
    common = {
        "template": "none",
        "height": height + headroom + 20 * rows,
        "title": _title(*lines),
        "font": {"family": theme.FONT_FAMILY, "size": 12, "color": theme.TEXT},
        "margin": {"l": 8, "r": 12, "t": 68 + headroom + 20 * rows, "b": 8, "autoexpand": True},
        "legend": {"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top"},
        "hoverlabel": {"bgcolor": "white", "font": {"family": theme.FONT_FAMILY}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "xaxis": {"showgrid": False, "linecolor": theme.LINE, "automargin": True, "fixedrange": True, **(x or {})},
        "yaxis": {"gridcolor": theme.GRID, "zeroline": False, "automargin": True, "fixedrange": True, **(y or {})},
    }
    return go.Figure({"data": list(traces), "layout": common | layout})


def _title(title: str, subtitle: str) -> dict:
    return {
        "text": title,
        "subtitle": {"text": subtitle, "font": {"size": 12, "color": theme.MUTED}},
        "font": {"size": 15, "color": theme.TEXT},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 14},
    }


#: What may not be parted: a word or a Chinese character with the brackets and stops beside it.
_PIECE = re.compile(r"[（《【“]*(?:[^\s\u2e80-\uffff]+|[\u2e80-\uffff])[，。；：、）》】”%]*|\s+")
#: After what a line ends best; the comma of 1,234 is none.
_STOP = re.compile(r"[，；：]|[,;:](?=\s)")


def wrapped(text: str, width: int) -> str:
    """A label without markup, broken so that it fits a telephone; Plotly breaks no lines.

    `width` counts narrow letters; a Chinese character is two. A line ends after a comma, colon
    or semicolon if one stands beyond its first third; the last is not left with a word or two
    where shorter lines before it avoid that.
    """
    broken = _broken(text, width)
    for narrower in range(width - 1, width // 2, -1):
        if len(broken) == 1 or broken[-2][-1] in "，；：,;:" or 3 * _letters(broken[-1]) >= width:
            break
        if len(shorter := _broken(text, narrower)) == len(broken):
            broken = shorter
    return "<br>".join(broken)


def _broken(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for piece in _PIECE.findall(plain_label(text)):
        if line and _letters(line) + _letters(piece) > width and not piece.isspace():
            stop = max((found.end() for found in _STOP.finditer(line)), default=0)
            kept = line[:stop] if 3 * _letters(line[:stop]) > width else line
            lines, line = [*lines, kept], line[len(kept) :]
        line += piece
    return [one.strip() for one in [*lines, line]]


def _letters(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


def month_end(month_no: int) -> str:
    """A month as the ISO date of its first day, for a date axis."""
    return f"{(month_no - 1) // 12:04d}-{(month_no - 1) % 12 + 1:02d}-01"


#: Years beyond which not every one is named, so that the names stay level on a narrow screen.
_MANY_YEARS = 8


def years(year_format: str = "%Y", months: Collection[int] = ()) -> dict:
    """A date axis with a line at every 1 January and the year's name across its months. Where
    `months` (month_no) span many years every second one is named, at its 1 January."""
    is_long = bool(months) and max(months) - min(months) > 12 * _MANY_YEARS
    return {
        "type": "date",
        "dtick": "M24" if is_long else "M12",
        "tick0": "2000-01-01",
        "tickformat": year_format,
        "ticks": "outside",  # not seen: room between the lowest figure and the first year
        "ticklen": 5,
        "tickcolor": "rgba(0,0,0,0)",
        "ticklabelmode": "instant" if is_long else "period",
        "showgrid": True,
        "gridcolor": theme.GRID,
    }


def note(text: str, **place: object) -> dict:
    """A label on the drawing area, without arrow."""
    return {
        "text": plain_label(text),
        "showarrow": False,
        "font": {"size": 12, "color": theme.DUE},
        **place,
    }


def upright(position: str | float, **place: object) -> dict:
    """A dotted line at one place of the x axis, across the whole height unless `place` says where.
    It must run through no label: it ends before them, or they stand on ground of their own."""
    return {
        "type": "line",
        "x0": position,
        "x1": position,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.DUE, "width": 1.2, "dash": "dot"},
        **place,
    }
