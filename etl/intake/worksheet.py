"""One worksheet as it streams by: rows of text, and what hides or covers them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.intake.cell_text import Unreadable, number_text
from etl.intake.number_format import NumberFormat
from etl.intake.package import Package
from etl.intake.sheet import WHOLE_ROW, Limits, Mark, Row
from etl.intake.upload_problems import refusal
from etl.intake.workbook import TextHandler, Workbook, is_true, unescaped
from etl.intake.xml_part import Attributes, read_part

_COLUMN = re.compile("[A-Z]{1,3}")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
#: More merged cells in rows of figures than this are no table.
_MAX_COVERED = 100_000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_FOUND_CHARS = 60
_DIGITS = "0123456789"
_GENERAL = NumberFormat()
_ABOUT_FORMATS = ("number_scaled", "number_unseen")


@dataclass(slots=True)
class Grid:
    """What was read of a worksheet. Rows have no common width yet."""

    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first and last row, first and last position
    hidden_columns: set[int] = field(default_factory=set)


def read_grid(
    package: Package, workbook: Workbook, part: str, limits: Limits, enough: Callable[[Row], bool] = lambda row: False
) -> Grid:
    """The rows of a worksheet, until `enough` says of one that no more are needed."""
    handler = _SheetHandler(workbook, part, limits, enough)
    read_part(package.chunks(part), part, handler)
    return handler.grid


def column_letters(position: int) -> str:
    """The name a spreadsheet shows over a column: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=1_000)
def column_position(letters: str) -> int:
    """The position of a column by its name, from 0; ValueError for what is no name."""
    if not _COLUMN.fullmatch(letters):
        raise ValueError(letters)
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def with_merged(grid: Grid) -> list[Row]:
    """The rows with a mark at every empty cell that another cell covers."""
    covered: dict[int, list[Mark]] = {}
    numbers = [row.number for row in grid.rows]
    count = 0
    for first_row, last_row, first, last in grid.merged:
        name = f"{column_letters(first)}{first_row}"
        for index in range(bisect_left(numbers, first_row), bisect_right(numbers, last_row)):
            positions = range(first + (numbers[index] == first_row), min(last + 1, len(grid.rows[index].cells)))
            count += len(positions)
            if count > _MAX_COVERED:
                raise refusal("cell_merged", row=numbers[index], found=name)
            covered.setdefault(index, []).extend(Mark(position, "cell_merged", name) for position in positions)
    return [replace(row, marks=row.marks + tuple(covered.get(index, ()))) for index, row in enumerate(grid.rows)]


class _SheetHandler(TextHandler):
    """Cells become text at once, so that a sheet is held in memory only as its rows."""

    def __init__(self, workbook: Workbook, part: str, limits: Limits, enough: Callable[[Row], bool]):
        super().__init__()
        self.grid = Grid()
        self._workbook = workbook
        self._part = part
        self._limits = limits
        self._enough = enough
        self._hides_rows = False
        self._in_table = False
        self._number = 0
        self._number_shown = ""
        self._row_hidden = False
        self._cells: dict[int, str] = {}
        self._marks: list[Mark] = []
        self._position = -1
        self._kind = ""
        self._style = ""
        self._formats = {str(index): form for index, form in enumerate(workbook.formats)}
        self._value: str | None = None
        self._formula: str | None = None

    # -------------------------------------------------------------------- elements

    def begin(self, name: str, attrs: Attributes) -> None:
        if self._in_table:
            self._begin_in_table(name, attrs)
        elif name == "sheetData":
            self._in_table = True
        elif name == "col":
            self._column(attrs)
        elif name == "sheetFormatPr":
            self._hides_rows = is_true(attrs.get("zeroHeight"))
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def _begin_in_table(self, name: str, attrs: Attributes) -> None:
        if name == "c":
            self._begin_cell(attrs)
        elif name in ("v", "f"):
            self.wants_text = True
        elif name == "row":
            self._begin_row(attrs)
        else:
            super().begin(name, attrs)

    def end(self, name: str) -> None:
        if not self._in_table:
            return
        self.wants_text = False
        if name == "c":
            self._end_cell()
        elif name == "v" or name == "is":
            self._value = self.taken_text()
        elif name == "row":
            self._end_row()
        elif name == "f":
            self._formula = self.taken_text()
        elif name == "rPh":
            super().end(name)
        elif name == "sheetData":
            self._in_table = False

    def _begin_row(self, attrs: Attributes) -> None:
        number = int(attrs.get("r", self._number + 1))
        if not self._number < number <= _LAST_ROW:
            raise self._corrupt()
        self._number = number
        self._number_shown = str(number)
        self._position = -1
        self._row_hidden = is_true(attrs.get("hidden", "1" if self._hides_rows else "0")) or attrs.get("ht") == "0"

    def _begin_cell(self, attrs: Attributes) -> None:
        position = self._position + 1
        if reference := attrs.get("r"):
            letters = reference.rstrip(_DIGITS)
            position = column_position(letters)
            if position <= self._position or reference[len(letters) :] != self._number_shown:
                raise self._corrupt()
        self._position = position
        self._kind = attrs.get("t", "n")
        self._style = attrs.get("s", "0")
        self._value = self._formula = None
        self._text.clear()

    def _end_cell(self) -> None:
        text = self._text_of_cell()
        if self._formula is not None:
            text = self._result(text)
        if text == "":
            return
        if self._position >= self._limits.cells:
            raise refusal("too_wide", row=self._number, limit=self._limits.cells)
        self._cells[self._position] = text

    def _end_row(self) -> None:
        cells = tuple(self._cells.get(position, "") for position in range(max(self._cells, default=-1) + 1))
        marks = tuple(self._marks)
        self._cells, self._marks = {}, []
        if not any(cell and not cell.isspace() for cell in cells):
            return
        if self._row_hidden:
            found = " ".join(filter(None, cells))[:_FOUND_CHARS]
            marks = (Mark(WHOLE_ROW, "row_hidden", found), *marks)
        row = Row(self._number, cells, marks)
        self.grid.rows.append(row)
        if len(self.grid.rows) > self._limits.rows + 1:
            raise refusal("too_long", row=self._number, limit=self._limits.rows)
        self.is_done = self._enough(row)

    def _column(self, attrs: Attributes) -> None:
        if is_true(attrs.get("hidden")) or attrs.get("width") == "0":
            first, last = int(attrs.get("min", "1")), int(attrs.get("max", "1"))
            self.grid.hidden_columns.update(range(max(first - 1, 0), min(last, _LAST_COLUMN)))

    def _merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if match:
            first, last = column_position(match[1]), column_position(match[3])
            self.grid.merged.append((int(match[2]), int(match[4]), first, last))

    # ----------------------------------------------------------------------- cells

    def _text_of_cell(self) -> str:
        value = self._value
        if value is None:
            return ""
        if self._kind == "s":
            return self._shared_text(value)
        if self._kind in ("str", "inlineStr"):
            return unescaped(value)
        if self._kind == "b":
            return "TRUE" if is_true(value.strip()) else "FALSE"
        if self._kind == "e":
            self._mark("cell_error", value.strip())
            return value.strip()
        if self._kind == "d":
            return value.strip().removesuffix("Z").removesuffix("T00:00:00")
        return self._number_text(value.strip())

    def _shared_text(self, value: str) -> str:
        index = int(value)
        if not 0 <= index < len(self._workbook.texts):
            raise self._corrupt()
        return self._workbook.texts[index]

    def _number_text(self, stored: str) -> str:
        if not stored:
            return ""
        form = self._formats.get(self._style) if self._formats else _GENERAL
        if form is None:
            raise self._corrupt()
        try:
            return number_text(stored, form, self._workbook.is_1904)
        except Unreadable as unreadable:
            detail = form.code if unreadable.name in _ABOUT_FORMATS else ""
            self._marks.append(Mark(self._position, unreadable.name, unreadable.found, detail))
            return unreadable.found

    def _result(self, text: str) -> str:
        """A formula is read by its stored result, of which an empty text is one. Without a
        result the formula itself stands there, so that the cell does not look empty."""
        is_stored = self._value is not None and (self._value != "" or self._kind == "str")
        if not is_stored:
            text = f"={self._formula}"[:_FOUND_CHARS]
            self._mark("formula_no_value", text)
        elif text and self._kind != "e":
            self._mark("formula_value", text[:_FOUND_CHARS])
        return text

    def _mark(self, name: str, found: str) -> None:
        self._marks.append(Mark(self._position, name, found))

    def _corrupt(self) -> Exception:
        return refusal("file_corrupt", found=self._part[:80])
