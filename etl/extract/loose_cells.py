"""Tables whose cells a page wrote one a line, as copied pages do.

Such a table is only recognised where its first column numbers the rows: 序号 … 1 … 2 …;
the distance from 序号 to 1 is the number of its columns, and every row has to begin with its number.
"""

from collections.abc import Mapping, Sequence

_FIRST = "序号"
_MAX_COLUMNS = 12
_MAX_CELL_CHARS = 40
#: A heading and fewer rows may be anything.
_MIN_ROWS = 2


def loose_cells(lines: Sequence[str]) -> Mapping[int, bool]:
    """The lines that are cells, by their place, and whether each begins a row."""
    told: dict[int, bool] = {}
    at = 0
    while at < len(lines):
        width = _width(lines, at)
        rows = _rows(lines, at, width) if width else 0
        if rows < _MIN_ROWS:
            at += 1
            continue
        end = at + width * (rows + 1)
        told |= {place: (place - at) % width == 0 for place in range(at, end)}
        at = end
    return told


def bare_cell(line: str) -> str:
    """A cell without the border that a page may have left behind it."""
    return line.removesuffix("|").rstrip()


def _width(lines: Sequence[str], at: int) -> int:
    """Columns of a table whose header begins here; 0 where none does."""
    if bare_cell(lines[at]) != _FIRST:
        return 0
    following = range(at + 2, min(at + _MAX_COLUMNS + 1, len(lines)))
    return next((place - at for place in following if bare_cell(lines[place]) == "1"), 0)


def _rows(lines: Sequence[str], at: int, width: int) -> int:
    """How many whole rows stand below the header."""
    rows = 0
    while all(map(_is_cell, row := lines[at + width * (rows + 1) : at + width * (rows + 2)])):
        if len(row) < width or bare_cell(row[0]) != str(rows + 1):
            break
        rows += 1
    return rows


def _is_cell(line: str) -> bool:
    return len(line) <= _MAX_CELL_CHARS and not any(mark in line for mark in "。;\t")
