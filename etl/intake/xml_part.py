"""XML parts of a workbook, read as they stream by, without document types or entities."""

from collections.abc import Iterable
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from etl.intake.upload_problems import refusal

Attributes = AttributesImpl


class PartHandler(ContentHandler):
    """Sees elements by their local names; text is collected where `wants_text` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.is_done = False
        self.wants_text = False
        self._text: list[str] = []

    def startElement(self, name: str, attrs: Attributes) -> None:
        self.begin(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        if self.wants_text:
            self._text.append(content)

    def taken_text(self) -> str:
        """The text collected since the last time it was taken."""
        text = "".join(self._text)
        self._text.clear()
        return text

    def begin(self, name: str, attrs: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def strict_parser(handler: ContentHandler) -> DefusedExpatParser:
    """A parser that refuses document types, entities and references to other files."""
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    return parser


def read_part(chunks: Iterable[bytes], part: str, handler: PartHandler) -> None:
    """Let `handler` see a part until its end or until it is done; raises Refused."""
    parser = strict_parser(handler)
    try:
        for chunk in chunks:
            parser.feed(chunk)
            if handler.is_done:
                return
        parser.close()
    except DefusedXmlException:
        raise refusal("file_doctype", found=part[:80]) from None
    except (SAXException, ValueError, LookupError):
        raise refusal("file_corrupt", found=part[:80]) from None
