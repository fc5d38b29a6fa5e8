"""Styles, fonts and settings of a Word document, from the layout of its language.

Headings are Word's own (`Heading1`), so that navigation and screen readers find them. Every font
names what may stand in for it (`altName`) where a machine lacks the official one. Punctuation
may hang over the end of a line, said in so many words: where it may not, LibreOffice leaves some out.
"""

from dataclasses import replace

from dashboard.report import layout
from dashboard.report.layout import Face, Style
from dashboard.report.word_xml import attribute, frame, rule_below, twips

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Our own styles are known by how their names begin; the others are Word's.
_OURS = "Bulletin "
#: Style id, Word's name, role of the layout, and what else its paragraphs have: first what
#: stands before the spacing in the schema, then what stands behind its alignment.
_PARAGRAPHS = (
    ("Fields", "Bulletin Fields", "fields", rule_below(layout.RED), ""),
    ("Title", "Title", "title", "", ""),
    ("Addressee", "Bulletin Addressee", "addressee", "", ""),
    ("BodyText", "Body Text", "body", "", ""),
    ("Heading1", "heading 1", "heading", "", '<w:outlineLvl w:val="0"/>'),
    ("Heading2", "heading 2", "subheading", "", '<w:outlineLvl w:val="1"/>'),
    ("Caption", "caption", "caption", "", ""),
    ("Figure", "Bulletin Figure", "figure", "", ""),
    ("ChartNote", "Bulletin Chart Note", "chart_note", "", ""),
    ("AnnexFirst", "Bulletin First Annex", "annex_first", "", ""),
    ("Annex", "Bulletin Annex", "annex", "", ""),
    ("Seal", "Bulletin Seal", "seal", "", ""),
    ("Issuer", "Bulletin Issuer", "issuer", "", ""),
    ("Date", "Date", "date", "", ""),
    ("NoteHeading", "Bulletin Note Heading", "note_heading", "", '<w:outlineLvl w:val="0"/>'),
    ("Note", "Bulletin Note", "note", "", ""),
    ("Mark", "Bulletin Mark", "mark", frame(layout.RED), ""),
    ("Header", "header", "footer", "", ""),
    ("Footer", "footer", "footer", "", ""),
)
#: Styles of cells: ends of the style ids, alignment, and the style of the layout their face is of.
_CELLS = (("Cell", "left", None), ("CellNumber", "right", None), ("CellHead", "center", "caption"))
_KEPT_WITH_NEXT = {"title", "heading", "subheading", "caption", "seal", "issuer", "note_heading"}
_KEPT_WHOLE = _KEPT_WITH_NEXT | {"chart_note"}
_INDENTED_RIGHT = {"seal", "issuer", "date"}
_RIGHT_CHARACTERS = 4


def styles_xml(lang: str) -> str:
    """All styles of a document in this language."""
    styles = layout.STYLES[lang]
    body = styles["body"]
    paragraphs = "".join(
        _paragraph_style(style, name, styles[role], role, before, behind) for style, name, role, before, behind in _PARAGRAPHS
    )
    cells = "".join(_cell_styles(prefix, role, lang) for prefix, role in (("", "cell"), ("Wide", "wide_cell")))
    return (
        f"<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_run(body)}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{_table_styles()}{paragraphs}{cells}{_section_end()}</w:styles>"
    )


def _paragraph_style(style: str, name: str, look: Style, role: str, before: str, behind: str) -> str:
    kept = "<w:keepNext/>" if role in _KEPT_WITH_NEXT else ""
    kept += "<w:keepLines/>" if role in _KEPT_WHOLE else ""
    size = look.size_pt
    right = f' w:right="{twips(_RIGHT_CHARACTERS * size)}"' if role in _INDENTED_RIGHT else ""
    first = _indents(look)
    indent = f"<w:ind{right}{first}/>" if right or first else ""
    align = f'<w:jc w:val="{look.align}"/>'
    properties = f'{kept}<w:widowControl w:val="0"/>{before}{_SNAP}{_spacing(look)}{indent}{align}{behind}'
    return _style(style, name, properties, _face(look))


def _indents(look: Style) -> str:
    """Of the first line, and of the others where those stand further in."""
    if look.hang:
        back = look.hang - look.indent
        left = f' w:leftChars="{round(look.hang * 100)}" w:left="{twips(look.hang * look.size_pt)}"'
        return f'{left} w:hangingChars="{round(back * 100)}" w:hanging="{twips(back * look.size_pt)}"'
    if look.indent:
        return f' w:firstLineChars="{round(look.indent * 100)}" w:firstLine="{twips(look.indent * look.size_pt)}"'
    return ""


_SNAP = '<w:snapToGrid w:val="0"/>'


def _spacing(look: Style) -> str:
    line = f' w:line="{twips(look.line_pt)}" w:lineRule="exact"' if look.line_pt else ' w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{twips(look.before_pt)}" w:after="{twips(look.after_pt)}"{line}/>'


def _style(style: str, name: str, properties: str, run_properties: str) -> str:
    ours = ' w:customStyle="1"' if name.startswith(_OURS) else ""
    return (
        f'<w:style w:type="paragraph"{ours} w:styleId="{style}"><w:name w:val="{attribute(name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>'
    )


def _cell_styles(prefix: str, role: str, lang: str) -> str:
    """Texts, numbers and heads of tables on pages of one kind."""
    look = layout.STYLES[lang][role]
    written = []
    for end, align, face_of in _CELLS:
        face = layout.STYLES[lang][face_of].face if face_of else look.face
        style = Style(face, look.size_pt, look.line_pt, bold=bool(face_of) and lang == "en")
        properties = f'<w:widowControl w:val="0"/>{_SNAP}{_spacing(style)}<w:jc w:val="{align}"/>'
        written.append(_style(f"{prefix}{end}", f"Bulletin {prefix}{end}", properties, _face(style)))
    return "".join(written)


def _section_end() -> str:
    low = f'{_SNAP}<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return _style("SectionEnd", f"{_OURS}Section End", low, '<w:sz w:val="2"/><w:szCs w:val="2"/>')


def _table_styles() -> str:
    """Plain tables, and ours: thin lines, a shaded head."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{layout.RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pad = twips(layout.CELL_PAD_PT)
    margins = f'<w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>{margins}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BulletinTable"><w:name w:val="Bulletin Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{layout.HEAD_FILL}"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _run(look: Style) -> str:
    """The formatting of all text: its face, and the languages that spelling is checked in."""
    return f'{_face(replace(look, tracking_pt=0))}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def _face(look: Style) -> str:
    """Typeface, weight, colour and size."""
    name, latin = attribute(look.face.name), attribute(look.face.latin)
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    color = f'<w:color w:val="{look.color}"/>' if look.color else ""
    tracking = f'<w:spacing w:val="{twips(look.tracking_pt)}"/>' if look.tracking_pt else ""
    size = round(look.size_pt * 2)
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'
        f'{bold}{color}{tracking}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def fonts_xml() -> str:
    """The font table: each face with the names it may have or be replaced by."""
    return f"<w:fonts {_NAMESPACE}>{''.join(map(_font, layout.FACES))}{_LATIN}</w:fonts>"


def _font(face: Face) -> str:
    others = attribute(",".join(face.others))
    return (
        f'<w:font w:name="{attribute(face.name)}"><w:altName w:val="{others}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
    )


_LATIN = (
    '<w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif,Tinos"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
)


def settings_xml() -> str:
    """Pages differ left and right, Chinese punctuation is pressed together, and Word 2013 or later
    opens the file as one of its own."""
    return (
        f'<w:settings {_NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
