"""One row of an upload → the fields of an entry, and what is wrong with its cells."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from etl import cells
from etl.cells import CellFault, is_null, matching, trimmed
from etl.decode import Row, Sheet
from etl.header import MIN_NAMES, Header, names_in
from etl.layout import Column, Layout
from etl.period import Period
from etl.problems import Problem
from etl.registers import Metric, Region, Registers
from etl.upload_problems import upload_problem
from etl.vocabulary import Confidence, Counting, Kind, Nature

T = TypeVar("T")

NIL_REMARK = "零报送"
#: First words of lines below the table that are no figures.
_NOTE_MARKS = ("注:", "注释", "备注:", "说明:", "填报人", "填表人", "填报单位", "填报日期", "填报时间", "审核人",
               "复核人", "负责人", "单位负责人", "制表", "联系人", "联系电话", "数据来源:", "资料来源:")  # fmt: skip
_TOTAL_MARKS = ("合计", "总计", "小计", "其中:", "其中", "汇总", "全市合计", "全省合计")
_DEFAULT_COUNTING = {Kind.FLOW: Counting.YTD, Kind.STOCK: Counting.POINT, Kind.RATE: Counting.POINT}
_CODES = {"region": "region_code", "metric": "metric"}
#: Looking for similar names is slow; more unknown names than this are no misspellings.
_MAX_HINTS = 20


def data_rows(sheet: Sheet, header: Header, layout: Layout) -> tuple[list[Row], list[Problem]]:
    """The rows of figures below the header; what else stands there is a problem."""
    below = [row for row in sheet.rows if row.number > header.row.number]
    problems: list[Problem] = []
    candidates = []
    for row in below:
        name = _not_a_figure(row, header, layout)
        if name:
            problems.append(upload_problem(name, row=row.number, found=_first_text(row)))
        else:
            candidates.append(row)
    width = _width(header, candidates)
    rows = [row for row in candidates if len(row.cells) == width and not _spills(row, header)]
    fitting = {row.number for row in rows}
    problems += [
        upload_problem("row_width", row=row.number, found=_joined(row), width=len(header.row.cells), cells=len(row.cells))
        for row in candidates
        if row.number not in fitting
    ]
    return rows, problems


def _joined(row: Row) -> str:
    text = ",".join(row.cells)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _not_a_figure(row: Row, header: Header, layout: Layout) -> str | None:
    first = matching(_first_text(row))
    position = header.positions[Column.VALUE]
    has_value = position < len(row.cells) and bool(row.cells[position].strip())
    if not has_value and first.startswith(_NOTE_MARKS):
        return "row_note"
    if first in _TOTAL_MARKS or first.startswith("其中:"):
        return "row_total"
    if names_in(row, layout) >= MIN_NAMES:
        return "row_header_again"
    return None


def _first_text(row: Row) -> str:
    return next(cell.strip() for cell in row.cells if cell.strip())


def _width(header: Header, rows: list[Row]) -> int:
    """Cells every row must have. One more separator at the end of *every* row is harmless;
    trimmed row by row it would hide that a figure was split in two."""
    width = len(header.row.cells)
    widths = Counter(len(row.cells) for row in rows)
    if len(widths) == 1 and (only := next(iter(widths))) > width:
        if not any("".join(row.cells[width:]).strip() for row in rows):
            return only
    return width


def _spills(row: Row, header: Header) -> bool:
    """Whether something stands under a column without a header text."""
    pairs = zip(row.cells, header.row.cells, strict=False)
    return any(cell.strip() and not text.strip() for cell, text in pairs)


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
        self.regions = _by_name(registers.regions, _CODES["region"])
        self.metrics = _by_name(registers.metrics, _CODES["metric"])
        self.region_names = [region.name_zh for region in registers.regions]
        self.metric_names = [metric.name_zh for metric in registers.metrics]
        self.hints: dict[str, str] = {}

    def read(self, row: Row) -> Reading:
        """The entry of one row, or everything that is wrong with its cells."""
        return _RowOnce(self, row).reading()

    def look_up(self, names: Mapping[str, list[T]], word: str, kind: str, known: list[str]) -> T:
        """The one region or metric of that name or code; similar names are only a hint."""
        matches = names.get(matching(word), [])
        if len(matches) == 1:
            return matches[0]
        if matches:
            codes = "、".join(getattr(match, _CODES[kind]) for match in matches)
            raise CellFault(f"{kind}_ambiguous", codes=codes)
        if "??" in word or "？？" in word:
            raise CellFault("encoding_garbled")
        raise CellFault(f"{kind}_unknown", nearest=self._nearest(word, known))

    def _nearest(self, word: str, known: list[str]) -> str:
        if word not in self.hints:
            if len(self.hints) >= _MAX_HINTS or len(word) > 60:
                return "—"
            self.hints[word] = "、".join(get_close_matches(matching(word), known, 3, 0.5)) or "—"
        return self.hints[word]


def _by_name(records: tuple[T, ...], code: str) -> dict[str, list[T]]:
    names: dict[str, list[T]] = {}
    for record in records:
        for name in {getattr(record, code), matching(record.name_zh)}:
            names.setdefault(name, []).append(record)
    return names


class _RowOnce:
    """One row being read: collects the faults of its cells."""

    def __init__(self, reader: RowReader, row: Row):
        self.reader = reader
        self.row = row
        self.problems: list[Problem] = []

    def text(self, column: Column) -> str:
        position = self.reader.header.positions.get(column)
        return self.row.cells[position] if position is not None else ""

    def fault(self, name: str, column: Column, **needed: object) -> None:
        header_text = self.reader.header.texts.get(column, column.value)
        found = self.text(column)
        self.problems.append(
            upload_problem(name, row=self.row.number, column=header_text, found=found, **needed)
        )

    def cell(self, column: Column, read: Callable[[str], T], default: T | None = None) -> T | None:
        """The meaning of a cell, `default` where it is blank, None where it is at fault."""
        text = self.text(column)
        if not text or not trimmed(text):
            return default
        try:
            return read(text)
        except CellFault as fault:
            self.fault(fault.name, column, **fault.needed)
            return None

    def required(self, column: Column, read: Callable[[str], T]) -> T | None:
        if not trimmed(self.text(column)):
            self.fault("cell_missing", column)
            return None
        return self.cell(column, read)

    def reading(self) -> Reading:
        reader = self.reader
        region: Region | None = self.required(
            Column.REGION, lambda text: reader.look_up(reader.regions, text, "region", reader.region_names)
        )
        metric: Metric | None = self.required(
            Column.METRIC, lambda text: reader.look_up(reader.metrics, text, "metric", reader.metric_names)
        )
        period = self.period()
        nature = self.cell(Column.NATURE, lambda text: cells.read_word(text, cells.NATURE_WORDS), Nature.FINAL)
        fields = self.fields(metric, period, nature)
        key = (region.region_code if region else None, period, nature)
        if self.problems_refuse():
            return Reading(self.problems, None, key)
        fields |= {"region_code": region.region_code, "metric": metric.metric, "period": period, "nature": nature}
        return Reading(self.problems, fields, key)

    def problems_refuse(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def fields(self, metric: Metric | None, period: Period | None, nature: Nature | None) -> dict[str, Any]:
        value = self.value(metric, nature)
        return {
            "counting": self.counting(metric, period),
            "scope": self.cell(Column.SCOPE, lambda text: cells.read_word(text, cells.SCOPE_WORDS), metric and metric.scope),
            "confidence": self.cell(
                Column.CONFIDENCE, lambda text: cells.read_word(text, cells.CONFIDENCE_WORDS), Confidence.HIGH
            ),
            "value": value,
            "unit": metric.unit if metric else "",
            "yoy": None if is_null(self.text(Column.YOY)) else self.cell(Column.YOY, cells.read_percent),
            "published_on": self.cell(Column.PUBLISHED_ON, cells.read_date),
            "source": trimmed(self.text(Column.SOURCE)),
            "note": trimmed(self.text(Column.NOTE)),
            "found_value": self.text(Column.VALUE),
            "found_unit": self.text(Column.UNIT),
        }

    def period(self) -> Period | None:
        year = self.required(Column.YEAR, cells.read_year)
        quarter = self.cell(Column.QUARTER, cells.read_quarter, (None, 0))
        month = self.cell(Column.MONTH, cells.read_month, (None, 0))
        if year is None or quarter is None or month is None:
            return None
        last_months = {last for _, last in (quarter, month)} - {0}
        years = {year, quarter[0], month[0]} - {None}
        where = Column.QUARTER if Column.QUARTER in self.reader.header.positions else Column.MONTH
        if not last_months:
            self.fault("period_missing", where)
        elif len(last_months) > 1 or len(years) > 1:
            self.fault("period_contradiction", where)
        else:
            return Period.of(year, last_months.pop())
        return None

    def counting(self, metric: Metric | None, period: Period | None) -> Counting | None:
        default = metric and _DEFAULT_COUNTING[metric.kind]
        counting = self.cell(
            Column.COUNTING, lambda text: cells.read_word(text, cells.COUNTING_WORDS, "counting_word"), default
        )
        if metric and counting and (counting is Counting.POINT) != (metric.kind is not Kind.FLOW):
            self.fault("counting_kind", Column.COUNTING, metric=metric.name_zh)
        elif counting is Counting.QUARTER and period and not period.is_quarter:
            self.fault("counting_not_quarter_end", Column.COUNTING, period=str(period))
        return counting

    def value(self, metric: Metric | None, nature: Nature | None):
        """The figure in the metric's unit; None where nothing is reported or it is taken back."""
        text = self.text(Column.VALUE)
        is_nil = matching(self.text(Column.NOTE)).startswith(NIL_REMARK)
        if nature is Nature.WITHDRAWN:
            return None
        if is_null(text):
            self.fault("nil_contradiction" if is_nil else "not_reported", Column.VALUE)
            return None
        unit = self.required(Column.UNIT, trimmed)
        is_percent = unit is not None and matching(unit) == "%"
        number = self.cell(Column.VALUE, cells.read_percent if is_percent else cells.read_number)
        if number is None or unit is None or metric is None:
            return None
        if is_nil and number != 0:
            self.fault("nil_contradiction", Column.VALUE)
        if number == 0 and not is_nil:
            self.fault("nil_unmarked", Column.VALUE)
        return self.converted(number, unit, metric)

    def converted(self, number, unit: str, metric: Metric):
        value = self.reader.layout.convert(number, unit, metric.unit)
        if value is None:
            self.fault("unit", Column.UNIT, metric=metric.name_zh, unit=metric.unit)
            return None
        try:
            return cells.storable(value)
        except CellFault as fault:
            self.fault(fault.name, Column.VALUE, **fault.needed)
            return None
