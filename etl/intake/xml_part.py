"""XML parts of a workbook, read as they stream by, without document types or entities."""

from collections.abc import Iterable, Mapping
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from etl.intake.upload_problems import refusal

Attributes = Mapping[str, str]


class PartHandler:
    """Sees elements by their local names; text is collected where `wants_text` is set."""

    def __init__(self) -> None:
        self.is_done = False
        self.wants_text = False
        self._text: list[str] = []

    def taken_text(self) -> str:
        """The text collected since the last time it was taken."""
        text = "".join(self._text)
        self._text.clear()
        return text

    def begin(self, name: str, attrs: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


class StrictParser(DefusedExpatParser):
    """Refuses document types, entities and references to other files.

    Elements go to the handler as expat has them: wrapping each in the objects of SAX would
    take as long again as reading it.
    """

    def __init__(self, handler: PartHandler):
        super().__init__(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        self._handler = handler

    def start_element(self, name: str, attrs: Attributes) -> None:
        self._handler.begin(name.rpartition(":")[2] if ":" in name else name, attrs)

    def end_element(self, name: str) -> None:
        self._handler.end(name.rpartition(":")[2] if ":" in name else name)

    def reset(self) -> None:
        super().reset()
        self._parser.CharacterDataHandler = self._characters

    def _characters(self, text: str) -> None:
        if self._handler.wants_text:
            self._handler._text.append(text)


def read_part(chunks: Iterable[bytes], part: str, handler: PartHandler) -> None:
    """Let `handler` see a part until its end or until it is done; raises Refused."""
    parser = StrictParser(handler)
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
