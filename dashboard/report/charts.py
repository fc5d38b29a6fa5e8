"""Charts of a bulletin as drawings: where each bar ends and its mark stands on a scale.

The scale begins at nothing and ends at all of the target, or a little behind it where a bar goes
beyond. What does not fit on it ends in an arrow at its edge; the words beside it give the figure.
`chart.typ` draws what is worked out here, as vectors in a PDF and as pictures for Word.
"""

import io
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from PIL import Image

from dashboard import theme
from dashboard.report import layout, typesetting
from dashboard.report.bulletin import Bar, Chart
from dashboard.report.plain import with_texts
from dashboard.theme import Look
from etl.vocabulary import Performance

#: Ends of the scale: all of a target, and where bars go beyond it.
_WHOLE, _BEYOND = 1.0, 1.25
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
#: Height of a picture for Word. More bars are more pictures, so that none leaves half a page empty.
_PICTURE_MM = 90
_PICTURE_DPI = 220
_COLORS = 64


def drawing(chart: Chart, palette: str) -> dict[str, object]:
    """What `chart.typ` draws, in shares of the length of its scale."""
    end = scale_end(chart.bars)
    looks = theme.looks(palette)
    return {
        "caption": chart.caption,
        "note": chart.note,
        "alt": alternative(chart),
        "ticks": [{"at": tick / end, "text": f"{tick:.0%}"} for tick in _TICKS],
        "bars": [_bar(bar, end, looks[Performance(bar.performance)]) for bar in chart.bars],
        "colors": {"text": theme.TEXT, "muted": theme.MUTED, "grid": theme.GRID, "due": theme.DUE},
    }


def scale_end(bars: Sequence[Bar]) -> float:
    """The share of the target at which the scale ends."""
    shares = [share for bar in bars for share in (bar.done, bar.due) if share is not None]
    return _BEYOND if any(share > _WHOLE for share in shares) else _WHOLE


def _bar(bar: Bar, end: float, look: Look) -> dict[str, object]:
    return {
        "label": bar.label,
        "done": _place(bar.done, end),
        "due": _place(bar.due, end),
        "words": [bar.done_text, bar.due_text, bar.verdict],
        "color": look.color,
        "text": look.text,
        "background": look.background,
    }


def _place(share: float | None, end: float) -> dict[str, object] | None:
    """Where a share lies on the scale, and on which side of it if it lies outside; None is unknown."""
    if share is None:
        return None
    return {"at": min(max(share / end, 0.0), 1.0), "outside": "below" if share < 0 else "beyond" if share > end else ""}


def alternative(chart: Chart) -> str:
    """A chart in words, for those who do not see it."""
    bars = [" ".join(part for part in (bar.label, bar.done_text, bar.due_text, bar.verdict) if part) for bar in chart.bars]
    return "\n".join([chart.caption, *bars, chart.note])


@cache
def template() -> str:
    """The source that draws charts."""
    return files("dashboard.report").joinpath("chart.typ").read_text(encoding="utf-8")


def pictures(chart: Chart, lang: str, palette: str) -> list[bytes]:
    """The chart as PNG pictures as wide as the type area, of some ten bars each."""
    data = {
        "chart": drawing(with_texts(chart, typesetting.breakable), palette),
        "size": layout.STYLES[lang]["figure"].size_pt,
        "width": layout.SHORT_SIDE_MM,
        "height": _PICTURE_MM,
        "lang": lang,
        "fonts": typesetting.fonts(layout.STYLES[lang]["figure"].face),
    }
    return [_small(one) for one in typesetting.typeset(template() + _PICTURE, json.dumps(data), format="png", dpi=_PICTURE_DPI)]


def _small(png: bytes) -> bytes:
    """The picture in the few colours it has, a quarter of the bytes."""
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", dpi=(_PICTURE_DPI, _PICTURE_DPI))
    return written.getvalue()


_PICTURE = """
#let data = json(bytes(sys.inputs.data))
#chart-pictures(data)
"""
