"""A register file as text that can be added to: rows nobody touched keep their bytes.

Registers are edited by hand as well and stand under version control, so that a program that
adds one target must not requote, reorder or realign the other hundred.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

from etl.registers.columns import COLUMNS

#: The column by which a row of each file is known. Quantities are known by their place.
KEYS = {
    "regions.csv": ("region_code",),
    "metrics.csv": ("metric",),
    "documents.csv": ("document_id",),
    "targets.csv": ("target_id",),
    "cuts.csv": ("cut",),
    "numbers.csv": ("document_id", "clause", "figure"),
}
NUMBER_COLUMNS = ("document_id", "clause", "figure", "target_id", "reason")
_BOM = "\ufeff"

#: Key of a row: the cells of its key columns, and which of several rows with the same ones.
RowKey = tuple[str, ...]


class TextRow:
    """One row: its characters as they stand in the file, line end included, and its cells, which
    are taken apart when they are asked for: of many rows most are only passed on."""

    __slots__ = ("_cells", "_columns", "raw")

    def __init__(self, raw: str, columns: Sequence[str]):
        self.raw = raw
        self._columns = columns
        self._cells: Mapping[str, str] | None = None

    @property
    def cells(self) -> Mapping[str, str]:
        if self._cells is None:
            (cells,) = csv.reader([self.raw])
            self._cells = {column: cell.strip() for column, cell in zip(self._columns, cells)}
        return self._cells

    def __getitem__(self, column: str) -> str:
        if self._cells is not None or '"' in self.raw:
            return self.cells.get(column, "")
        if column not in self._columns:
            return ""
        place = self._columns.index(column)
        return "".join(self.raw.split(",", place + 1)[place : place + 1]).strip()


@dataclass(frozen=True, slots=True)
class RegisterText:
    """A register: what stands before its rows, its columns and its rows in file order."""

    name: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[TextRow, ...]
    line_end: str = "\n"

    @classmethod
    def parse(cls, name: str, content: bytes | None) -> Self:
        """A register from its bytes; a file that is not there is one without rows.

        Raises ValueError for bytes that are no UTF-8 or no table.
        """
        if content is None:
            return cls(name, f"{','.join(_columns(name))}\n", _columns(name), ())
        text = content.decode("utf-8")
        line_end = "\r\n" if "\r\n" in text else "\n"
        if text and not text.endswith(("\n", "\r")):
            text += line_end
        head, *rows = [*_records(text.removeprefix(_BOM))] or [""]
        if not head:
            raise ValueError(f"{name} is empty")
        columns = tuple(cell.strip() for cell in next(csv.reader([head])))
        bom = _BOM if text.startswith(_BOM) else ""
        return cls(name, bom + head, columns, tuple(TextRow(raw, columns) for raw in rows), line_end)

    @property
    def content(self) -> bytes:
        """The file."""
        return (self.head + "".join(row.raw for row in self.rows)).encode("utf-8")

    def keyed(self) -> dict[RowKey, TextRow]:
        """The rows by key; of several with the same cells each has its number."""
        count: Counter[RowKey] = Counter()
        found: dict[RowKey, TextRow] = {}
        for row in self.rows:
            key = tuple(row[column] for column in KEYS[self.name])
            if not any(row.cells.values()):
                continue  # a blank line
            count[key] += 1
            found[(*key, str(count[key]))] = row
        return found

    def where(self, column: str, value: str) -> list[int]:
        """The numbers of the rows, from 0, of which a cell is `value`, without taking every row apart."""
        is_plain = bool(value) and '"' not in value
        return [
            number
            for number, row in enumerate(self.rows)
            if (not is_plain or value in row.raw) and row[column] == value
        ]

    def made(self, cells: Mapping[str, str]) -> TextRow:
        """A row of this file with these cells; those of unknown columns are left out."""
        text = io.StringIO()
        csv.writer(text, lineterminator=self.line_end).writerow(cells.get(column, "") for column in self.columns)
        return TextRow(text.getvalue(), self.columns)

    def with_rows(self, rows: Sequence[TextRow]) -> Self:
        """The same file with these rows."""
        return replace(self, rows=tuple(rows))

    def with_columns(self, wanted: Sequence[str]) -> Self:
        """The same file with these columns, those it lacks at its end; every row is then written anew."""
        missing = [column for column in dict.fromkeys(wanted) if column not in self.columns]
        if not missing:
            return self
        head = io.StringIO()
        columns = (*self.columns, *missing)
        csv.writer(head, lineterminator=self.line_end).writerow(columns)
        bom = _BOM if self.head.startswith(_BOM) else ""
        wider = replace(self, head=bom + head.getvalue(), columns=columns)
        return wider.with_rows([wider.made(row.cells) for row in self.rows])


def _columns(name: str) -> tuple[str, ...]:
    return NUMBER_COLUMNS if name == "numbers.csv" else COLUMNS[name]


def _records(text: str) -> Iterator[str]:
    """The characters of every record; a quoted cell may hold line ends."""
    lines = iter(io.StringIO(text, newline=""))
    try:
        for line in lines:
            yield line if '"' not in line else _record(line, lines)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _record(line: str, following: Iterator[str]) -> str:
    """A record that begins with a line in which something is quoted."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for one in chain([line], following):
            taken.append(one)
            yield one

    next(csv.reader(lines()))
    return "".join(taken)
