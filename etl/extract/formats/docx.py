"""A Word document → lines of text, its automatic numbering included.

Read from the XML with the guards of uploaded workbooks: no document types, no entities, the
sizes of the archive looked at first. Deleted text is no text; inserted text is.
"""

from etl.extract.formats.numbering import Numbering, read_numbering
from etl.extract.formats.text_lines import TextLines
from etl.extract.plan_problems import refusal
from etl.intake.package import Package
from etl.intake.xml_part import Attributes, PartHandler, read_part

_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_OTHER_PACKAGES = (("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"), ("content.xml", "ODF"))


def read_docx(data: bytes) -> str:
    """The text of a document; raises Refused."""
    package = Package(data)
    if not package.has(_DOCUMENT):
        other = next((name for part, name in _OTHER_PACKAGES if package.has(part)), "zip")
        raise refusal("type", other)
    reader = _Body(read_numbering(package, _NUMBERING, _STYLES))
    read_part(package.chunks(_DOCUMENT), _DOCUMENT, reader)
    return reader.lines.text()


class _Body(PartHandler):
    def __init__(self, numbering: Numbering):
        super().__init__()
        self.lines = TextLines()
        self._numbering = numbering
        self._list, self._level, self._style = "", 0, ""
        self._labelled = True

    def begin(self, name: str, attrs: Attributes) -> None:
        if name == "t":
            self._label()
            self.wants_text = True
        elif name in ("tab", "br", "cr"):
            self.lines.add(" ")
        elif name == "p":
            self._list, self._level, self._style, self._labelled = "", 0, "", False
        elif name == "pStyle":
            self._style = _value(attrs)
        elif name == "numId":
            self._list = _value(attrs)
        elif name == "ilvl":
            self._level = _level(attrs)
        elif name == "tr":
            self.lines.begin_row()
        elif name == "tc":
            self.lines.begin_cell()

    def end(self, name: str) -> None:
        if name == "t":
            self.wants_text = False
            self.lines.add(self.taken_text())
        elif name == "p":
            self.lines.end_paragraph()
        elif name == "tc":
            self.lines.end_cell()
        elif name == "tr":
            self.lines.end_row()

    def _label(self) -> None:
        """What Word shows before the first word of a numbered paragraph."""
        if not self._labelled:
            self._labelled = True
            self.lines.add(self._numbering.label(self._list, self._level, self._style))


def _value(attrs: Attributes) -> str:
    return next((value for name, value in attrs.items() if name.rpartition(":")[2] == "val"), "")


def _level(attrs: Attributes) -> int:
    value = _value(attrs)
    return int(value) if value.isascii() and value.isdigit() and len(value) == 1 else 0
