"""A file as rows of text: what every reader of a format gives, and all that is read of it.

From here on nothing knows of formats: a comma, a tab and a column of a workbook are the
same border between two cells.
"""

from dataclasses import dataclass

from etl.problems import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold at most. `lines` counts blank lines too."""

    bytes: int = 10_000_000
    rows: int = 20_000
    lines: int = 200_000
    cells: int = 200
    cell_chars: int = 4_000


UPLOAD = Limits()
#: Published figures come with the workspace, not from a stranger, and grow for years.
PUBLISHED = Limits(bytes=500_000_000, rows=2_000_000, lines=2_500_000)

#: The position of a mark that is about the whole row.
WHOLE_ROW = -1


@dataclass(frozen=True, slots=True)
class Mark:
    """What a workbook knows of a cell beyond its text: a formula, a merged neighbour.

    `position` counts columns from 0 or is WHOLE_ROW; `name` is a code of the upload
    catalogue, `detail` the number format where that is what matters. A mark becomes a
    problem only where the cell is read.
    """

    position: int
    name: str
    found: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with anything in it; `number` counts from 1 as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of text. `rows` leaves out blank and unreadable rows.

    `encoding` is that of the bytes, `format` is `csv` (any delimited text) or `xlsx`;
    `hidden_columns` are the positions of columns the person does not see.
    """

    name: str
    encoding: str
    format: str
    sha256: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    hidden_columns: tuple[int, ...] = ()
