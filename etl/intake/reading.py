"""One row of an upload → the fields of an entry, and what is wrong with its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from etl.intake import cells
from etl.intake.cells import CellFault, is_null, matching, trimmed
from etl.intake.sheet import WHOLE_ROW, Mark, Row
from etl.intake.header import Header
from etl.intake.layout import Column, Layout
from etl.intake.names import by_name
from etl.period import Period
from etl.problems import Problem, Severity
from etl.registers import Metric, Registers
from etl.intake.upload_problems import upload_problem
from etl.vocabulary import Confidence, Counting, Kind, Nature

T = TypeVar("T")

NIL_REMARK = "零报送"
#: How a figure of each kind counts where 计数方式 is left empty.
DEFAULT_COUNTING = {Kind.FLOW: Counting.YTD, Kind.STOCK: Counting.POINT, Kind.RATE: Counting.POINT}
_CODES = {"region": "region_code", "metric": "metric"}
#: Looking for similar names is slow; more unknown names than this are no misspellings.
_MAX_HINTS = 20
#: Most cells repeat from row to row; a hostile file must not fill the memory with others.
_MAX_REMEMBERED = 10_000

#: The meaning of a cell with nothing in it.
_BLANK = object()


class Texts(NamedTuple):
    """The cells of a row in the order of the layout; empty where the file has no such column."""

    region: str
    metric: str
    year: str
    quarter: str
    month: str
    counting: str
    value: str
    unit: str
    yoy: str
    scope: str
    nature: str
    confidence: str
    published_on: str
    source: str
    note: str


@dataclass(slots=True)
class Reading:
    """What could be read of one row; `entry` is None while a cell is at fault."""

    problems: list[Problem] = field(default_factory=list)
    entry: dict[str, Any] | None = None
    key: tuple[Any, Any, Any] = (None, None, None)


class RowReader:
    """Reads rows by one header against one set of registers."""

    def __init__(self, registers: Registers, layout: Layout, header: Header):
        self.layout = layout
        self.header = header
        # a column that is not there is read from the empty cell put behind each row
        self.columns = {position: column for column, position in header.positions.items()}
        self._pick = itemgetter(*(header.positions.get(column, -1) for column in Column))
        self._regions = by_name(registers.regions, _CODES["region"], "name_zh")
        self._metrics = by_name(registers.metrics, _CODES["metric"], "name_zh")
        self._hints: dict[str, str] = {}
        self._readers = {
            Column.REGION: lambda text: self._look_up(self._regions, text, "region"),
            Column.METRIC: lambda text: self._look_up(self._metrics, text, "metric"),
            Column.YEAR: cells.read_year,
            Column.QUARTER: cells.read_quarter,
            Column.MONTH: cells.read_month,
            Column.COUNTING: lambda text: cells.read_word(text, cells.COUNTING_WORDS, "counting_word"),
            Column.YOY: lambda text: None if is_null(text) else cells.read_percent(text),
            Column.SCOPE: lambda text: cells.read_word(text, cells.SCOPE_WORDS),
            Column.NATURE: lambda text: cells.read_word(text, cells.NATURE_WORDS),
            Column.CONFIDENCE: lambda text: cells.read_word(text, cells.CONFIDENCE_WORDS),
            Column.PUBLISHED_ON: cells.read_date,
        }
        self._remembered: dict[Column, dict[str, Any]] = {column: {} for column in self._readers}

    def read(self, row: Row) -> Reading:
        """The entry of one row, or everything that is wrong with its cells."""
        reading = _RowReading(self, row.number, Texts._make(self._pick((*row.cells, ""))))
        for mark in row.marks:
            reading.mark(mark)
        return reading.reading()

    def cell(self, column: Column, text: str) -> Any:
        """The meaning of a cell, _BLANK, or the CellFault that says why it has none."""
        known = self._remembered[column]
        if text not in known:
            if len(known) >= _MAX_REMEMBERED:
                known.clear()
            known[text] = self._read(column, text) if trimmed(text) else _BLANK
        return known[text]

    def _read(self, column: Column, text: str) -> Any:
        try:
            return self._readers[column](text)
        except CellFault as fault:
            return fault

    def _look_up(self, names: Mapping[str, list[T]], word: str, kind: str) -> T:
        """The one region or metric of that name or code; similar names are only a hint."""
        matches = names.get(matching(word), [])
        if len(matches) == 1:
            return matches[0]
        if matches:
            codes = "、".join(getattr(match, _CODES[kind]) for match in matches)
            raise CellFault(f"{kind}_ambiguous", codes=codes)
        if "??" in word or "？？" in word:
            raise CellFault("encoding_garbled")
        raise CellFault(f"{kind}_unknown", nearest=self._nearest(matching(word), names))

    def _nearest(self, word: str, names: Mapping[str, list[Any]]) -> str:
        if word not in self._hints:
            if len(self._hints) >= _MAX_HINTS or len(word) > 60:
                return "—"
            self._hints[word] = "、".join(get_close_matches(word, names, 3, 0.5)) or "—"
        return self._hints[word]


class _RowReading:
    """One row being read: collects the faults of its cells."""

    def __init__(self, reader: RowReader, number: int, texts: Texts):
        self.reader = reader
        self.number = number
        self.texts = texts
        self.problems: list[Problem] = []
        #: Columns whose cell must not be read as it stands: its other faults follow from that.
        self.refused: set[Column] = set()

    def mark(self, mark: Mark) -> None:
        """What the workbook knows of a cell, where the cell is one of the layout's."""
        column = self.reader.columns.get(mark.position)
        if column is None and mark.position != WHOLE_ROW:
            return
        needed = {"format": mark.detail} if mark.detail else {}
        place = self.reader.header.texts[column] if column else ""
        problem = upload_problem(mark.name, row=self.number, column=place, found=mark.found, **needed)
        self.problems.append(problem)
        if column and problem.severity is Severity.ERROR:
            self.refused.add(column)

    def fault(self, name: str, column: Column, found: str, **needed: object) -> None:
        if column in self.refused:
            return
        column_text = self.reader.header.texts.get(column, column.value)
        self.problems.append(
            upload_problem(name, row=self.number, column=column_text, found=found, **needed)
        )

    def cell(self, column: Column, text: str, default: Any = None) -> Any:
        """The meaning of a cell, `default` where it is blank, None where it is at fault."""
        meaning = self.reader.cell(column, text) if text else _BLANK
        if meaning is _BLANK:
            return default
        if isinstance(meaning, CellFault):
            self.fault(meaning.name, column, text, **meaning.needed)
            return None
        return meaning

    def required(self, column: Column, text: str) -> Any:
        meaning = self.cell(column, text, _BLANK)
        if meaning is _BLANK:
            self.fault("cell_missing", column, text)
            return None
        return meaning

    def reading(self) -> Reading:
        texts = self.texts
        region = self.required(Column.REGION, texts.region)
        metric = self.required(Column.METRIC, texts.metric)
        period = self.period()
        nature = self.cell(Column.NATURE, texts.nature, Nature.FINAL)
        entry = self.fields(metric, period, nature)
        key = (region.region_code if region else None, period, nature)
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return Reading(self.problems, None, key)
        entry |= {"region_code": region.region_code, "metric": metric.metric}
        return Reading(self.problems, entry, key)

    def fields(self, metric: Metric | None, period: Period | None, nature: Nature | None) -> dict:
        texts = self.texts
        return {
            "period": period,
            "nature": nature,
            "counting": self.counting(metric, period),
            "value": self.value(metric, nature),
            "unit": metric.unit if metric else "",
            "yoy": self.cell(Column.YOY, texts.yoy),
            "scope": self.cell(Column.SCOPE, texts.scope, metric and metric.scope),
            "confidence": self.cell(Column.CONFIDENCE, texts.confidence, Confidence.HIGH),
            "published_on": self.cell(Column.PUBLISHED_ON, texts.published_on),
            "source": trimmed(texts.source),
            "note": trimmed(texts.note),
            "found_value": texts.value,
            "found_unit": texts.unit,
        }

    def period(self) -> Period | None:
        year = self.required(Column.YEAR, self.texts.year)
        quarter = self.cell(Column.QUARTER, self.texts.quarter, (None, 0))
        month = self.cell(Column.MONTH, self.texts.month, (None, 0))
        if year is None or quarter is None or month is None:
            return None
        last_months = {quarter[1], month[1]} - {0}
        years = {year, quarter[0], month[0]} - {None}
        if len(last_months) == 1 and len(years) == 1:
            return Period.of(year, last_months.pop())
        self.period_fault("period_contradiction" if last_months else "period_missing")
        return None

    def period_fault(self, name: str) -> None:
        texts = self.texts
        has_quarter = Column.QUARTER in self.reader.header.positions
        found = " ".join(text for text in (texts.year, texts.quarter, texts.month) if text)
        self.fault(name, Column.QUARTER if has_quarter else Column.MONTH, found)

    def counting(self, metric: Metric | None, period: Period | None) -> Counting | None:
        text = self.texts.counting
        counting = self.cell(Column.COUNTING, text, metric and DEFAULT_COUNTING[metric.kind])
        if metric and counting and (counting is Counting.POINT) != (metric.kind is not Kind.FLOW):
            self.fault("counting_kind", Column.COUNTING, text, metric=metric.name_zh)
        elif counting is Counting.QUARTER and period and not period.is_quarter:
            self.fault("counting_not_quarter_end", Column.COUNTING, text, period=str(period))
        return counting

    def value(self, metric: Metric | None, nature: Nature | None) -> Decimal | None:
        """The figure in the metric's unit; None where nothing is reported or it is taken back."""
        if nature is Nature.WITHDRAWN:
            return None
        is_nil = matching(self.texts.note).startswith(NIL_REMARK)
        if is_null(self.texts.value):
            name = "nil_contradiction" if is_nil else "not_reported"
            self.fault(name, Column.VALUE, self.texts.value)
            return None
        number = self.number_in(self.texts.value, matching(self.texts.unit) == "%")
        if number is not None:
            self.nil(number, is_nil)
        return self.converted(number, metric)

    def number_in(self, text: str, is_percent: bool) -> Decimal | None:
        try:
            return cells.read_percent(text) if is_percent else cells.read_number(text)
        except CellFault as fault:
            self.fault(fault.name, Column.VALUE, text, **fault.needed)
            return None

    def nil(self, number: Decimal, is_nil: bool) -> None:
        if is_nil and number != 0:
            self.fault("nil_contradiction", Column.VALUE, self.texts.value)
        elif number == 0 and not is_nil:
            self.fault("nil_unmarked", Column.VALUE, self.texts.value)

    def converted(self, number: Decimal | None, metric: Metric | None) -> Decimal | None:
        unit = trimmed(self.texts.unit)
        if not unit:
            self.fault("cell_missing", Column.UNIT, unit)
        if not unit or metric is None:
            return None
        value = self.reader.layout.convert(number or Decimal(0), unit, metric.unit)
        if value is None:
            allowed = "、".join(self.reader.layout.units_of(metric.unit))
            self.fault("unit", Column.UNIT, unit, metric=metric.name_zh, unit=metric.unit, allowed=allowed)
        elif number is not None:
            return self.storable(value)
        return None

    def storable(self, value: Decimal) -> Decimal | None:
        try:
            return cells.storable(value)
        except CellFault as fault:
            self.fault(fault.name, Column.VALUE, self.texts.value)
            return None
