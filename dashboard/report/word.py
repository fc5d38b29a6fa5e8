"""A bulletin as a Word document that an official can go on working in.

Title, text and tables stand in real styles; what is left to fill in is 文号, 签发人, 日期 and 印章.
Equal bulletins give equal bytes, and nothing tells on which machine or by whom a file was made.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import count

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer, _Header
from docx.shared import Mm
from lxml import etree

from dashboard.report import charts, layout
from dashboard.report.bulletin import Bulletin, Grid
from dashboard.report.plain import printable
from dashboard.report.word_styles import fonts_xml, settings_xml, styles_xml
from dashboard.report.word_xml import field, line_break, paragraph, run, section, section_end, tab, table, twips, twips_of_mm
from etl.office_file import archive, parts_of, written_at
from etl.settings import PALETTES

_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
#: Parts of python-docx's template that a bulletin has no use for.
_UNUSED = (
    KINDS.NUMBERING, KINDS.CUSTOM_XML, KINDS.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)  # fmt: skip
_UNUSED_IN_PACKAGE = (KINDS.EXTENDED_PROPERTIES, KINDS.THUMBNAIL)
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def word_bytes(bulletin: Bulletin, palette: str = PALETTES[0]) -> bytes:
    """The bulletin as `.docx`; `palette` names the colours of its charts."""
    bulletin = printable(bulletin)
    document = _empty(bulletin.lang)
    document = _filled(document, "".join(_body(bulletin, _pictures(document, bulletin, palette))))
    _say_on_every_page(document, bulletin)
    _describe(document, bulletin)
    written = io.BytesIO()
    document.save(written)
    return archive(parts_of(written.getvalue()))


def _empty(lang: str) -> WordDocument:
    """A document with our styles and without what the library's template brings along."""
    document = Document()
    part = document.part
    _drop(part.rels, _UNUSED)
    _drop(part.package.rels, _UNUSED_IN_PACKAGE)
    part._styles_part._element = parse_xml(styles_xml(lang))
    part._settings_part._element = parse_xml(settings_xml())
    part.part_related_by(KINDS.FONT_TABLE)._blob = fonts_xml().encode()
    return document


def _drop(relations, kinds: Sequence[str]) -> None:
    for name in [name for name, one in relations.items() if one.reltype in kinds]:
        del relations[name]


def _filled(document: WordDocument, blocks: str) -> WordDocument:
    """The document with another body. It is parsed as a whole: moving a long table from one tree into
    another takes minutes."""
    part = document.part
    part._element = parse_xml(f"<w:document {nsdecls('w', 'r')}><w:body>{blocks}</w:body></w:document>")
    return part.document


def _pictures(document: WordDocument, bulletin: Bulletin, palette: str) -> Iterator[list[str]]:
    """Each chart in turn as the runs of its pictures. The first picture of a chart says in words
    what all of them show."""
    number = count(1)
    for chart in (chart for part in bulletin.parts for chart in part.charts):
        drawn = charts.pictures(chart, bulletin.lang, palette)
        alternatives = [charts.alternative(chart), *[chart.caption] * (len(drawn) - 1)]
        yield [_picture(document, png, text, next(number)) for png, text in zip(drawn, alternatives, strict=True)]


def _picture(document: WordDocument, png: bytes, alternative: str, number: int) -> str:
    inline = document.part.new_pic_inline(io.BytesIO(png), width=Mm(layout.SHORT_SIDE_MM))
    inline.docPr.id, inline.docPr.name = number, f"Chart {number}"
    inline.docPr.set("descr", alternative)
    return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"


def _body(bulletin: Bulletin, pictures: Iterator[list[str]]) -> Iterator[str]:
    upright, wide = layout.split_grids(bulletin)
    yield _fields(bulletin)
    yield paragraph("Title", line_break().join(map(run, layout.title_lines(bulletin))))
    if bulletin.addressee:
        yield paragraph("Addressee", run(bulletin.addressee))
    yield from (paragraph("BodyText", run(text)) for text in bulletin.opening)
    for place, part in enumerate(bulletin.parts):
        yield paragraph("Heading1", run(part.heading))
        yield from (paragraph("BodyText", run(text)) for text in part.paragraphs)
        yield from _tables(upright[place], bulletin.lang, is_turned=False)
        for chart in part.charts:
            yield paragraph("Caption", run(chart.caption))
            *others, last = next(pictures)
            yield from (paragraph("Figure", picture) for picture in others)
            yield paragraph("Figure", last, "<w:keepNext/>")
            yield paragraph("ChartNote", run(chart.note))
    for place, annex in enumerate(bulletin.annexes):
        yield paragraph("Annex" if place else "AnnexFirst", run(annex))
    yield paragraph("Seal", run(bulletin.seal_field))
    if bulletin.issuer:
        yield paragraph("Issuer", run(bulletin.issuer))
    yield paragraph("Date", run(bulletin.date_field))
    yield paragraph("NoteHeading", run(bulletin.notes_heading))
    yield from (paragraph("Note", run(text)) for text in bulletin.notes)
    if wide:
        yield section_end(False)
        yield from _tables(wide, bulletin.lang, is_turned=True)
    yield section(bool(wide))


def _fields(bulletin: Bulletin) -> str:
    """文号 at the left and 签发人 at the right edge of one line."""
    edge = f'<w:tabs><w:tab w:val="right" w:pos="{twips_of_mm(layout.SHORT_SIDE_MM)}"/></w:tabs>'
    return paragraph("Fields", run(bulletin.number_field) + tab() + run(bulletin.signer_field), edge)


def _tables(grids: Sequence[Grid], lang: str, *, is_turned: bool) -> Iterator[str]:
    """Tables under their captions."""
    for grid in grids:
        yield paragraph("Caption", run(grid.caption))
        yield table(grid, lang, is_turned=is_turned)
        yield paragraph("SectionEnd", "")


def _say_on_every_page(document: WordDocument, bulletin: Bulletin) -> None:
    """The marks 草稿 and 演示数据 at the head of every page, its number at the outer edge of its foot."""
    first = document.sections[0]
    mark = layout.mark_line(bulletin)
    for header in (first.header, first.even_page_header):
        _replace(header, paragraph("Mark" if mark else "Header", run(mark)))
    number = run("— ") + field("PAGE") + run(" —")
    outer = twips(layout.STYLES[bulletin.lang]["footer"].size_pt)
    for footer, side in ((first.footer, "right"), (first.even_page_footer, "left")):
        _replace(footer, paragraph("Footer", number, f'<w:ind w:{side}="{outer}"/><w:jc w:val="{side}"/>'))


def _replace(story: _Header | _Footer, text: str) -> None:
    story.is_linked_to_previous = False
    _empty_out(story._element)
    story._element.attrib.pop(_IGNORABLE, None)
    story._element.append(parse_xml(text.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _empty_out(element: BaseOxmlElement) -> None:
    for child in list(element):
        element.remove(child)


def _describe(document: WordDocument, bulletin: Bulletin) -> None:
    """What the file says of itself: title, language and the time of the data, nobody's name."""
    said = document.core_properties
    said.title, said.language = bulletin.title[:255], _LANGUAGES[bulletin.lang]
    said.author = said.last_modified_by = said.comments = said.keywords = said.subject = said.category = ""
    said.created = said.modified = written_at(bulletin.made_at)
    said.revision = 1
