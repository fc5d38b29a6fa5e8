"""What tests read from a bulletin and from the files made of it."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openxml_audit.validator import OpenXmlValidator

from dashboard.report.bulletin import Bulletin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(bulletin: Bulletin) -> Iterator[str]:
    """Every text of a bulletin but those of its charts."""
    yield from (bulletin.title, bulletin.number_field, bulletin.signer_field, bulletin.date_field, bulletin.seal_field)
    yield from (*bulletin.opening, *bulletin.annexes, bulletin.notes_heading, *bulletin.notes, bulletin.draft, bulletin.mark)
    for part in bulletin.parts:
        yield from (part.heading, *part.paragraphs)
        for grid in part.grids:
            yield from (grid.caption, *(heading.name for heading in grid.headings))
            for row in grid.rows:
                yield from row


def chart_texts(bulletin: Bulletin) -> Iterator[str]:
    """Every text of the charts of a bulletin."""
    for part in bulletin.parts:
        for chart in part.charts:
            yield from (chart.caption, chart.note)
            for bar in chart.bars:
                yield from (bar.label, bar.done_text, bar.due_text, bar.verdict)


def xml(archived: bytes, part: str) -> etree._Element:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(archived)) as opened:
        return etree.fromstring(opened.read(part))


def part_names(archived: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archived)) as opened:
        return opened.namelist()


def word_paragraphs(archived: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of every paragraph."""
    return ["".join(one.itertext(f"{W}t")) for one in xml(archived, part).iter(f"{W}p")]


def schema_faults(archived: bytes, path: Path) -> list[str]:
    """What the Open XML schema finds wrong with a file, which is written to `path` for it."""
    path.write_bytes(archived)
    return [f"{error.part_uri} {error.description}" for error in OpenXmlValidator().validate(path).errors]


def closed_up(text: str) -> str:
    """A text without its spaces and line ends, as it can be found whatever page it is broken on."""
    return re.sub(r"\s", "", text)
