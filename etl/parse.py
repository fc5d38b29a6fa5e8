"""Sheet → Filing: every row as a typed figure that keeps its cell.

Nothing is guessed, filled down or reshaped before it is checked; a row with a fault
gives no entry, and all faults of all rows are told at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from etl.decode import PUBLISHED, Row, Sheet, decode
from etl.intake.header import Header, find_header
from etl.intake.layout import Column, Layout, shipped
from etl.period import Period
from etl.problems import Problem, Refused, Severity
from etl.intake.reading import RowReader
from etl.registers import Registers
from etl.intake.rows import data_rows
from etl.intake.upload_problems import upload_problem
from etl.vocabulary import Confidence, Counting, Nature, Scope


@dataclass(frozen=True, slots=True)
class Entry:
    """One reported figure. `value` is in the metric's `unit`, None = not reported or taken
    back; `yoy` is per cent; `found_value` and `found_unit` are the cells as written."""

    row: int
    region_code: str
    metric: str
    period: Period
    counting: Counting
    scope: Scope
    nature: Nature
    confidence: Confidence
    value: Decimal | None
    unit: str
    yoy: Decimal | None
    published_on: date | None
    source: str
    note: str
    found_value: str
    found_unit: str

    @property
    def key(self) -> tuple[str, str, Scope, int, Counting, bool]:
        """What a later figure must share to replace this one. Forecasts never count, so
        they stand apart."""
        is_forecast = self.nature is Nature.FORECAST
        return (self.region_code, self.metric, self.scope, self.period.month_no, self.counting, is_forecast)

    @property
    def content(self) -> tuple[object, ...]:
        """All that is reported, be it in another unit or on another row."""
        said = (self.nature, self.confidence, self.value, self.yoy, self.published_on, self.source, self.note)
        return (*self.key, *said)


@dataclass(frozen=True, slots=True)
class Key:
    """What a row is about, as far as it could be read: checks of permission and period
    need it even where the figure itself is at fault."""

    row: int
    region_code: str | None
    period: Period | None
    nature: Nature | None


@dataclass(frozen=True, slots=True)
class Filing:
    """What a file reports. `entries` has the rows without fault, once each; `cells` all
    rows of figures as they stand, by row number."""

    sheet: Sheet
    header: Header | None = None
    entries: tuple[Entry, ...] = ()
    keys: tuple[Key, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: Mapping[int, Row] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        """Rows of figures, those with a fault included."""
        return len(self.keys)

    @property
    def figure_count(self) -> int:
        """Figures that were read; a row that reports none, or takes one back, holds none."""
        return sum(entry.value is not None for entry in self.entries)

    def header_text(self, column: Column) -> str:
        """The column as the file calls it; its own name where the file leaves it out."""
        texts = self.header.texts if self.header else {}
        return texts.get(column, column.value)

    def found(self, row: int, column: Column) -> str:
        """The cell as it stands, empty where the file leaves the column out."""
        position = self.header.positions.get(column) if self.header else None
        return self.cells[row].cells[position] if position is not None else ""


def parse(sheet: Sheet, registers: Registers, layout: Layout | None = None) -> Filing:
    """Read a sheet in the upload layout; never raises, `problems` says what is wrong."""
    layout = layout or shipped()
    header, problems = find_header(sheet, layout)
    problems = [*sheet.problems, *problems]
    if header is None:
        return Filing(sheet, problems=_in_order(problems))
    rows, row_problems = data_rows(sheet, header, layout)
    problems += row_problems
    if not rows and not any(problem.severity is Severity.ERROR for problem in problems):
        problems.append(upload_problem("file_empty"))
    reader = RowReader(registers, layout, header)
    readings = [reader.read(row) for row in rows]
    keys, entries = [], []
    for row, reading in zip(rows, readings, strict=True):
        keys.append(Key(row.number, *reading.key))
        problems += reading.problems
        if reading.entry:
            entries.append(Entry(row.number, **reading.entry))
    entries, repeated = _once(entries, header)
    cells = {row.number: row for row in rows}
    return Filing(sheet, header, entries, tuple(keys), _in_order(problems + repeated), cells)


def _once(entries: Iterable[Entry], header: Header) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Leave out rows that repeat an earlier one figure for figure."""
    first: dict[tuple[object, ...], Entry] = {}
    problems = []
    for entry in entries:
        earlier = first.setdefault(entry.content, entry)
        if earlier is not entry:
            place = {"row": entry.row, "column": header.texts[Column.VALUE], "found": entry.found_value}
            problems.append(upload_problem("duplicate_same", **place, first_row=earlier.row))
    return tuple(first.values()), problems


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))


def read_published(path: Path, registers: Registers, layout: Layout | None = None) -> tuple[Entry, ...]:
    """The published figures of one file; raises Refused with the file's name in every problem."""
    try:
        filing = parse(decode(path.read_bytes(), path.name, PUBLISHED), registers, layout)
        problems = list(filing.problems)
    except Refused as refused:
        problems = refused.problems
    errors = [replace(problem, file=path.name) for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    return filing.entries
