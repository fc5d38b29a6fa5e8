"""Paragraphs and tables of a document, as they come by, → lines of text.

A table may stand in a cell of another: the text of the inner one is part of the outer cell.
"""


class TextLines:
    """Collects text; knows paragraphs, rows and cells, and nothing of a format."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._rows: list[list[str]] = []  # one open row per table that is open
        self._cell: list[list[str]] = []  # the text of every open cell

    def add(self, text: str) -> None:
        (self._cell[-1] if self._cell else self._line).append(text)

    def end_paragraph(self) -> None:
        """A line ends; inside a cell a blank does."""
        if self._cell:
            self._cell[-1].append(" ")
        elif self._line:
            self._lines.append("".join(self._line))
            self._line.clear()

    def begin_row(self) -> None:
        if not self._cell:
            self.end_paragraph()
        self._rows.append([])

    def begin_cell(self) -> None:
        if self._rows:
            self._cell.append([])

    def end_cell(self) -> None:
        if self._rows and self._cell:
            self._rows[-1].append(" ".join("".join(self._cell.pop()).split()))

    def end_row(self) -> None:
        if not self._rows:
            return
        row = self._rows.pop()
        if self._cell:
            self._cell[-1].append(" ".join(row) + " ")
        elif row:
            self._lines.append("\t".join(row) if len(row) > 1 else row[0])

    def text(self) -> str:
        """Everything, with what was left open."""
        while self._cell or self._rows:
            self.end_cell()
            self.end_row()
        self.end_paragraph()
        return "\n".join(self._lines)
