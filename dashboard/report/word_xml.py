"""Pieces of a Word document as its XML.

Written as text, since a table of a whole province has some hundred thousand cells and an object for
each would take minutes. The order of elements is that of the schema (ISO 29500, transitional).
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate

from dashboard.report import layout
from dashboard.report.bulletin import Align, Grid

_CHINESE, _LATIN = re.compile("[\u3400-\u9fff\uf900-\ufaff]"), re.compile("[A-Za-z]")
#: Word measures in twentieths of a point.
_TWIPS_PT = 20
#: Half as thick as a point, in eighths; of the line under the fields a point and a half.
_THIN, _THICK = 4, 12


def twips(pt: float) -> int:
    """Points as Word counts them."""
    return round(pt * _TWIPS_PT)


def twips_of_mm(mm: float) -> int:
    """Millimetres as Word counts them."""
    return twips(mm * layout.MM_TO_PT)


def attribute(text: str) -> str:
    """A text between quotation marks."""
    return escape(text, quote=True)


def run(text: str) -> str:
    """A text with the formatting of its paragraph."""
    return f'<w:r>{_hint(text)}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""


def _hint(text: str) -> str:
    """Quotation marks and dashes of a Chinese sentence are set in the Chinese face, as wide as characters."""
    is_chinese = not text.isascii() and len(_CHINESE.findall(text)) > len(_LATIN.findall(text))
    return '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' if is_chinese else ""


def tab() -> str:
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    return "<w:r><w:br/></w:r>"


def field(instruction: str) -> str:
    """A field that Word computes, such as PAGE."""
    return f'<w:fldSimple w:instr=" {attribute(instruction)} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of runs; `properties` come after its style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def section(is_turned: bool) -> str:
    """Size and margins of the pages up to here, and their lines. That a line holds 28 characters is left
    to the styles: programs do not agree on what a grid of characters does to Latin text."""
    short, long = map(twips_of_mm, layout.PAGE_MM)
    width, height = (long, short) if is_turned else (short, long)
    turn = ' w:orient="landscape"' if is_turned else ""
    margins = layout.TURNED if is_turned else layout.UPRIGHT
    top, right, bottom, left, footer = (
        twips_of_mm(mm) for mm in (margins.top, margins.right, margins.bottom, margins.left, margins.footer)
    )
    return (
        '<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turn}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips_of_mm(margins.header)}" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{twips(layout.LINE_PT)}"/></w:sectPr>'
    )


def section_end(is_turned: bool) -> str:
    """The paragraph that ends a section; it is as low as a paragraph can be."""
    return paragraph("SectionEnd", "", section(is_turned))


def table(grid: Grid, lang: str, *, is_turned: bool) -> str:
    """A table as wide as the type area. Its head is repeated on every page, no row is split."""
    widths = _widths(layout.column_widths_pt(grid, lang, is_turned))
    prefix = "Wide" if is_turned else ""
    styles = [f"{prefix}{'CellNumber' if one.align is Align.NUMBER else 'Cell'}" for one in grid.headings]
    head = _row([one.name for one in grid.headings], [f"{prefix}CellHead"] * len(widths), widths, "<w:tblHeader/>")
    rows = "".join(_row(texts, styles, widths, "") for texts in grid.rows)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BulletinTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(grid.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _widths(widths_pt: Iterable[float]) -> list[int]:
    """Widths of columns that together are what they should be, whatever is rounded."""
    edges = [twips(edge) for edge in accumulate(widths_pt)]
    return [edge - before for before, edge in zip([0, *edges], edges)]


def _row(texts: Iterable[str], styles: Sequence[str], widths: Sequence[int], properties: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, run(text))}</w:tc>'
        for text, style, width in zip(texts, styles, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def rule_below(color: str) -> str:
    """The border of a paragraph that is a line under it."""
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{_THICK}" w:space="4" w:color="{color}"/></w:pBdr>'


def frame(color: str) -> str:
    """The border around a paragraph."""
    sides = ("top", "left", "bottom", "right")
    lines = "".join(f'<w:{side} w:val="single" w:sz="{_THIN}" w:space="2" w:color="{color}"/>' for side in sides)
    return f"<w:pBdr>{lines}</w:pBdr>"
