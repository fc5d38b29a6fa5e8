"""A plan document as text: what every reader of a format gives.

One line per paragraph and per row of a table; the cells of a row are separated by tabs.
From here on nothing knows of formats.
"""

from dataclasses import dataclass

#: A five-year plan of a province has about 100,000 characters.
MAX_CHARS = 1_000_000
#: A long plan has some 2,000.
MAX_QUANTITIES = 20_000
MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file. `format` is `txt`, `html`, `docx` or `pdf`; `encoding` is empty where
    the format has its own; `sha256` is that of the bytes."""

    name: str
    format: str
    encoding: str
    sha256: str
    text: str
