"""A web page → lines of text, with the parser of the standard library."""

from html.parser import HTMLParser

from etl.extract.formats.text_lines import TextLines

_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select", "button", "title"))
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol br hr section article header footer nav aside main table tbody thead caption blockquote pre dd dt dl form"
    .split()
)  # fmt: skip


def read_html(text: str) -> str:
    """The visible text of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.lines.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = TextLines()
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if self._skipping:
            return
        if tag in _SKIPPED:
            self._skipping = tag
        elif tag == "tr":
            self.lines.begin_row()
        elif tag in ("td", "th"):
            self.lines.begin_cell()
        elif tag in _BLOCKS:
            self.lines.end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
        elif tag == "tr":
            self.lines.end_row()
        elif tag in ("td", "th"):
            self.lines.end_cell()
        elif tag in _BLOCKS:
            self.lines.end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.lines.add(" ".join(data.split()) if data.strip() else " ")
