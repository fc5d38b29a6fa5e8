"""A bulletin as a PDF: the layout of the Word document, for reading and printing as it stands.

Tagged, with its text selectable, charts as vectors, and without any time of writing, so that equal
bulletins give equal bytes on one machine; typefaces are what the machine has.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from dashboard.report import charts, layout, typesetting
from dashboard.report.bulletin import Align, Bulletin, Grid, Part
from dashboard.report.layout import Margins, Style
from dashboard.report.plain import printable, with_texts
from dashboard.report.typesetting import breakable
from etl.settings import PALETTES

_REGIONS = {"zh": "cn", "en": "us"}
#: A row with more characters in a cell may be broken between pages; it might not fit on one.
_LONG_CELL = 400


def pdf_bytes(bulletin: Bulletin, palette: str = PALETTES[0]) -> bytes:
    """The bulletin as PDF; `palette` names the colours of its charts. Raises Refused where the
    machine has no Chinese typeface."""
    bulletin = printable(bulletin)
    data = _data(with_texts(bulletin, breakable), palette) | {"name": bulletin.title}
    return typesetting.typeset(charts.template() + _template(), json.dumps(data), format="pdf")


@cache
def _template() -> str:
    return files("dashboard.report").joinpath("bulletin.typ").read_text(encoding="utf-8")


def _data(bulletin: Bulletin, palette: str) -> dict[str, object]:
    """What `bulletin.typ` reads."""
    upright, wide = layout.split_grids(bulletin)
    return {
        "lang": bulletin.lang,
        "region": _REGIONS[bulletin.lang],
        "styles": {role: _style(style, bulletin.lang) for role, style in layout.STYLES[bulletin.lang].items()},
        "upright": _margins(layout.UPRIGHT),
        "turned": _margins(layout.TURNED),
        "red": layout.RED,
        "rule": layout.RULE,
        "head-fill": layout.HEAD_FILL,
        "pad": layout.CELL_PAD_PT,
        "title": layout.title_lines(bulletin),
        "mark": layout.mark_line(bulletin),
        "number_field": bulletin.number_field,
        "signer_field": bulletin.signer_field,
        "addressee": bulletin.addressee,
        "issuer": bulletin.issuer,
        "annexes": bulletin.annexes,
        "seal_field": bulletin.seal_field,
        "date_field": bulletin.date_field,
        "opening": bulletin.opening,
        "parts": [_part(part, upright[place], bulletin.lang, palette) for place, part in enumerate(bulletin.parts)],
        "notes_heading": bulletin.notes_heading,
        "notes": bulletin.notes,
        "wide": [_grid(grid, bulletin.lang, is_turned=True) for grid in wide],
    }


def _style(style: Style, lang: str) -> dict[str, object]:
    line = style.line_pt or style.size_pt * 1.3
    return {
        "fonts": [*_latin(style, lang), *typesetting.fonts(style.face)],
        "size": style.size_pt,
        "line": line,
        "align": style.align,
        "indent": style.indent,
        "hang": style.hang,
        "before": style.before_pt,
        "after": style.after_pt,
        "bold": style.bold,
        "color": style.color,
        "tracking": style.tracking_pt,
    }


def _latin(style: Style, lang: str) -> list[str | Mapping[str, str]]:
    """Latin typefaces serve for Latin letters; beside Chinese quotation marks are Chinese ones."""
    names = typesetting.latin_fonts(style.face)
    return names if lang == "en" else [{"name": name, "covers": "latin-in-cjk"} for name in names]


def _margins(margins: Margins) -> dict[str, float]:
    return {"top": margins.top, "right": margins.right, "bottom": margins.bottom, "left": margins.left}


def _part(part: Part, grids: Sequence[Grid], lang: str, palette: str) -> dict[str, object]:
    return {
        "heading": part.heading,
        "paragraphs": part.paragraphs,
        "grids": [_grid(grid, lang, is_turned=False) for grid in grids],
        "charts": [charts.drawing(chart, palette) for chart in part.charts],
    }


def _grid(grid: Grid, lang: str, *, is_turned: bool) -> dict[str, object]:
    return {
        "caption": grid.caption,
        "role": layout.cell_role(is_turned),
        "widths": layout.column_widths_pt(grid, lang, is_turned),
        "numbers": [heading.align is Align.NUMBER for heading in grid.headings],
        "head": [heading.name for heading in grid.headings],
        "rows": [{"texts": row, "is-long": any(len(text) > _LONG_CELL for text in row)} for row in grid.rows],
    }

