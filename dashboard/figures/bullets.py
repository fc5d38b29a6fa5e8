"""Bullet charts: several actuals against their own targets, each with the place on the path."""

from collections.abc import Sequence

from plotly import graph_objects as go

from dashboard import theme
from dashboard.figures.base import chart, note, upright, wrapped
from dashboard.wording import plain_label

#: Per cent of the target at which a bar is cut on either side, so that one figure far off does
#: not flatten the others; its label says the whole figure.
_LOWEST, _WIDEST = -40, 200
#: Of a row, the grey bar that is the whole target, and how far below its middle the dotted line
#: at the target hangs; above the bar it would run through the label.
_THICK, _HANGS = 0.30, 0.22
#: Pixels of a row without its label, and of a line of the label.
_BAR, _LINE = 30, 17
#: Narrow letters in a line of a label, so that it fits a telephone.
_LETTERS = 57


def bullets(
    *,
    title: str,
    subtitle: str,
    labels: Sequence[Sequence[str]],
    shares_pct: Sequence[float],
    path_pct: Sequence[float | None],
    colors: Sequence[str],
    hovers: Sequence[Sequence[str]],
    names: dict[str, str],
    mark: str = "",
) -> go.Figure:
    """One row per target, the first on top: the actual in per cent of the target, a tick where
    it should be by now, and a dotted line at the target.

    `labels` are the lines above each bar, the first of them its title; `hovers` what else is
    said of it. `names` words the parts: `actual`, `path`, `target`.
    """
    texts = [_label(lines) for lines in labels]
    lines = max((text.count("<br>") + 1 for text in texts), default=1)
    unit = _BAR + lines * _LINE
    rows = list(range(len(labels)))
    widest = min(_WIDEST, max(100, *shares_pct))
    return chart(
        [
            _bars(rows, [100.0] * len(rows), _THICK, names["target"], color="#e9eef2", hoverinfo="skip", showlegend=False),
            _actuals(rows, shares_pct, colors, hovers, names["actual"]),
            _ticks(rows, path_pct, names["path"]),
        ],
        title=title,
        subtitle=subtitle,
        mark=mark,
        height=130 + len(rows) * unit,
        margin={"l": 8, "r": 12, "t": 88, "b": 48},
        x={"ticksuffix": "%", "range": [1.04 * max(_LOWEST, min(0, *shares_pct)), 1.06 * widest], "zeroline": False},
        y={"range": [len(rows) - 0.7, -0.22 - lines * _LINE / unit], "showticklabels": False, "showgrid": False},
        barmode="overlay",
        shapes=[upright(100, yref="y", y0=row - _THICK / 2, y1=row + _HANGS) for row in rows],
        annotations=[
            note("", x=0, xref="paper", xanchor="left", xshift=-2, y=row - 0.17, yanchor="bottom", align="left")
            | {"text": text, "font": {"size": 12, "color": theme.TEXT}}
            for row, text in zip(rows, texts, strict=True)
        ],
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        showlegend=True,
    )


def _label(lines: Sequence[str]) -> str:
    """Lines above a bar, broken so that they fit; the first is bold. Only these tags are ours."""
    first, *others = (wrapped(line, _LETTERS) for line in lines)
    return "<br>".join([f"<b>{first}</b>", *others])


def _bars(rows: Sequence[int], widths: Sequence[float], thickness: float, name: str, color: object, **look: object) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(widths),
        "y": list(rows),
        "width": thickness,
        "name": plain_label(name),
        "marker": {"color": color},
        **look,
    }


def _actuals(
    rows: Sequence[int], shares_pct: Sequence[float], colors: Sequence[str], hovers: Sequence[Sequence[str]], name: str
) -> dict:
    return _bars(
        rows,
        [max(_LOWEST, min(share, _WIDEST)) for share in shares_pct],
        0.16,
        name,
        list(colors),
        customdata=["<br>".join(map(plain_label, lines)) for lines in hovers],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _ticks(rows: Sequence[int], path_pct: Sequence[float | None], name: str) -> dict:
    """Where each should be by now; rows without a path have no tick."""
    known = [(share, row) for share, row in zip(path_pct, rows, strict=True) if share is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [share for share, _ in known],
        "y": [row for _, row in known],
        "name": plain_label(name),
        "marker": {"symbol": "line-ns", "size": 17, "color": theme.TEXT, "line": {"color": theme.TEXT, "width": 2.5}},
        "hovertemplate": f"{plain_label(name)} %{{x:.1f}}%<extra></extra>",
    }
