"""A register file as rows whose cells know their place and their type.

Reading never stops at a fault: a cell that cannot be read becomes a `Problem` of
the table and the value None, so that one pass finds everything.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import TypeVar

from etl.decimals import parse_plain
from etl.problems import Problem
from etl.registers.columns import COLUMNS, REQUIRED_COLUMNS

E = TypeVar("E", bound=StrEnum)

#: Coarse class of a fault where it is not simply the layout of the register.
_TOPICS = {
    "register.missing_file": "missing",
    "register.missing_value": "missing",
    "register.encoding": "encoding",
    "register.empty_file": "empty",
    "register.quotes": "quote",
    "register.missing_column": "header",
    "register.misspelt_column": "header",
    "register.duplicate_column": "header",
    "register.row_width": "row_width",
    "register.duplicate_id": "duplicate",
    "register.unknown_region": "region",
    "register.unknown_metric": "metric",
    "register.bad_date": "period",
    "register.bad_number": "number",
    "register.bad_year": "period",
    "register.unit": "unit",
}

_ISO_DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)
#: A contract column that is absent while an unknown one is as close as this was misspelt.
_MISSPELT = 0.85


@dataclass(frozen=True, slots=True)
class Table:
    """One register file: its columns, its rows (read once, as they are needed), and where faults go.

    `broken` holds the cells of rows that could not be taken apart, so that what they
    name is not reported as unknown elsewhere.
    """

    name: str
    problems: list[Problem]
    header: list[str] = field(default_factory=list)
    lines: Iterable[tuple[int, list[str]]] = ()
    broken: set[str] = field(default_factory=set)

    def rows(self) -> Iterator["Row"]:
        """Every row that is not blank, in file order."""
        for row_no, cells in self.lines:
            yield Row(self, row_no, cells)

    def fault(self, code: str, row: int | None, column: str, found: str, **needed: object) -> None:
        """Record one problem of this file."""
        self.problems.append(
            Problem(
                code=code,
                topic=_TOPICS.get(code, "layout"),
                file=self.name,
                row=row,
                column=column,
                found=found,
                needed=needed,
            )
        )


class Row(dict[str, str]):
    """One row: its cells by column, without blanks around them, empty where the file lacks the column.

    Every typed reader returns None after recording what is wrong with the cell.
    """

    __slots__ = ("row_no", "sound", "table")

    def __init__(self, table: Table, row_no: int, cells: list[str]):
        super().__init__(zip(table.header, cells))
        self.table = table
        self.row_no = row_no
        self.sound = True

    def __missing__(self, column: str) -> str:
        return ""

    def fault(self, code: str, column: str, **needed: object) -> None:
        """Record that the cell in `column` is wrong."""
        self.sound = False
        self.table.fault(code, self.row_no, column, self[column], **needed)

    def required(self, column: str) -> str:
        """The cell, which must not be empty. A missing column is reported once, at the header."""
        text = self[column]
        if not text:
            self.sound = False
            if column in self:
                self.fault("register.missing_value", column)
        return text

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a list separated by `;` (a full-width one is read alike)."""
        text = self[column]
        parts = text.replace("；", ";").split(";") if text else ()
        return tuple(part.strip() for part in parts if part.strip())

    def word(self, column: str, words: type[E], default: E | None = None) -> E | None:
        """One of the words of an enumeration; `default` where the cell may be empty and is."""
        text = self[column]
        if not text and default is not None:
            return default
        member = _members(words).get(text)
        if member is None and self.required(column):
            self.fault("register.unknown_word", column, allowed=", ".join(words))
        return member

    def number(self, column: str, *, required: bool = False) -> Decimal | None:
        """A plain decimal number; None where the cell may be empty and is."""
        return self._read(column, required, parse_plain, "register.bad_number")

    def iso_date(self, column: str, *, required: bool = False) -> date | None:
        """A calendar date `2027-12-31` between 1900 and 2199."""
        return self._read(column, required, _iso_date, "register.bad_date")

    def year(self, column: str) -> int | None:
        """A calendar year between 1900 and 2199."""
        return self._read(column, False, _year, "register.bad_year")

    def _read(self, column: str, required: bool, parse: Callable, code: str):
        text = self.required(column) if required else self[column]
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.fault(code, column)
            return None


def read_table(name: str, content: bytes, problems: list[Problem]) -> Table:
    """Rows of a UTF-8 CSV file, with or without byte-order mark; row 1 is the header line."""
    nothing = Table(name, problems)
    text = _decoded(content, nothing)
    if text is None:
        return nothing
    lines = _records(text, nothing)
    row_no, header = next(lines, (0, []))
    if row_no != 1:
        nothing.fault("register.empty_file", 1, "", "", columns=", ".join(COLUMNS[name]))
        return nothing
    _check_header(header, nothing)
    table = Table(name, problems, header)
    return replace(table, lines=_full_width(lines, table))


def missing_file(name: str) -> Problem:
    """The problem of a workspace that lacks a required register."""
    code = "register.missing_file"
    needed = {"columns": ", ".join(COLUMNS[name])}
    return Problem(code=code, topic=_TOPICS[code], file=name, needed=needed)


def _decoded(content: bytes, table: Table) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        table.fault("register.encoding", row, "", f"0x{content[error.start]:02X}")
        return None


def _records(text: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Row number and stripped cells of every line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row_no = 0
    try:
        for row_no, cells in enumerate(reader, start=1):
            cells = list(map(str.strip, cells))
            if any(cells):
                yield row_no, cells
    except csv.Error as error:
        table.fault("register.quotes", row_no + 1, "", str(error))


def _check_header(header: list[str], table: Table) -> None:
    """What is missing, doubled or misspelt among the columns is a fault of row 1."""
    known = COLUMNS[table.name]
    extra = [column for column in header if column not in known]
    for column in known:
        if column not in header:
            _absent_column(column, extra, table)
        elif header.count(column) > 1:
            table.fault("register.duplicate_column", 1, column, column)


def _absent_column(column: str, extra: list[str], table: Table) -> None:
    close = get_close_matches(column, extra, n=1, cutoff=_MISSPELT)
    if close:
        table.fault("register.misspelt_column", 1, close[0], close[0], expected=column)
    elif column in REQUIRED_COLUMNS[table.name]:
        table.fault("register.missing_column", 1, column, "", expected=column)


def _full_width(
    lines: Iterable[tuple[int, list[str]]], table: Table
) -> Iterator[tuple[int, list[str]]]:
    """Rows with exactly one cell per column; others are faults, for their cells may have slid."""
    width = len(table.header)
    for row_no, cells in lines:
        if len(cells) == width:
            yield row_no, cells
        else:
            table.broken.update(cells)
            table.fault("register.row_width", row_no, "", str(len(cells)), expected=width)


@cache
def _members(words: type[E]) -> dict[str, E]:
    return {str(word): word for word in words}


@cache
def _iso_date(text: str) -> date:
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date such as 2027-12-31")
    return date.fromisoformat(text)


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(f"{text!r} is not a year such as 2024")
    return int(text)
