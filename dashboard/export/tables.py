"""Rows of the pages → the lines of an exported table."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dashboard import formats, sayings
from dashboard.export.columns import FIGURES, FIGURES_INSIDE, GAPS, Column, with_words
from dashboard.export.stamp import Stamp
from dashboard.findings import standing
from dashboard.queries import Outlooks
from dashboard.register_rows import RegisteredTarget
from dashboard.rows import DocumentRow, FigureRow, OutlookRow, TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import OUTLOOK_COLUMNS

#: Figures are canonical text, periods and codes text, ratios doubles, unknown is None.
Line = Sequence[object]


class Units(NamedTuple):
    """The unit of a line's figures and of their differences."""

    value: str
    gap: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one file holds: `name` for the file, columns, lines and the units of each line."""

    name: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    units: Sequence[Units]
    stamp: Stamp

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns and those of the stamp."""
        return (*self.columns, *self.stamp.columns)

    @property
    def all_lines(self) -> list[Line]:
        """The lines, each with the stamp."""
        return [(*line, *self.stamp.values) for line in self.lines]


def columns(is_gaps: bool, stamp: Stamp) -> tuple[Column, ...]:
    """The columns of 差距表 or of the figures, with those of the stamp."""
    return (*(GAPS if is_gaps else _figure_columns(stamp)), *stamp.columns)


def _figure_columns(stamp: Stamp) -> Sequence[Column]:
    return FIGURES if stamp.is_public else FIGURES_INSIDE


def gaps(
    rows: Sequence[TargetRow],
    counted: Container[tuple[str, str]],
    outlooks: Outlooks,
    stamp: Stamp,
    words: Words,
    chosen: Sequence[Column] = GAPS,
) -> Table:
    """差距表: one line per target and due period; `counted` are the keys of those in the totals of the pages."""
    outlook_names = frozenset(OUTLOOK_COLUMNS) - {"target_id", "due_period"}

    def value(row: TargetRow, name: str) -> object:
        if name == "counted":
            return row.key in counted
        return _of_outlook(outlooks.get(row.key), name) if name in outlook_names else value_of(row, name, words)

    lines = [[value(row, column.name) for column in chosen] for row in rows]
    return Table("gaps", chosen, lines, [Units(row.value_unit, row.gap_unit) for row in rows], stamp)


def figures(rows: Sequence[FigureRow], stamp: Stamp, words: Words) -> Table:
    """Reported and published figures, one line per version."""
    chosen = _figure_columns(stamp)
    lines = [[value_of(row, column.name, words) for column in chosen] for row in rows]
    return Table("figures", chosen, lines, [Units(row.unit, row.unit) for row in rows], stamp)


def registered(name: str, chosen: Sequence[Column], rows: Iterable[object], stamp: Stamp, words: Words) -> Table:
    """The rows of a register, or of another list, whose attributes are called like the columns."""
    lines = [[value_of(row, column.name, words) for column in chosen] for row in rows]
    return Table(name, chosen, lines, (), stamp)


def worded(table: Table, words: Words) -> Table:
    """The same table with its codes and units in words, too."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    chosen = with_words(table.columns)
    cells = [(places[column.word_of or column.name], _said(column, table, words)) for column in chosen]
    lines = [[said(line[place]) if said else line[place] for place, said in cells] for line in table.lines]
    return replace(table, columns=chosen, lines=lines)


def _said(column: Column, table: Table, words: Words) -> Callable[[Any], object] | None:
    """What a column of words makes of the code or unit; None where it is no such column."""
    if not column.word_of:
        return None
    if column.word_of == "unit":
        return lambda unit: None if unit is None else formats.stored_unit(unit, words.lang)
    [coded] = [one for one in table.columns if one.name == column.word_of]
    return {str(code): words(key) for code, key in coded.terms.items()}.get


def _of_outlook(outlook: OutlookRow | None, name: str) -> object:
    return getattr(outlook, name) if outlook else None


def value_of(row: object, name: str, words: Words) -> object:
    """What a row says in the column of this name; None is unknown or nothing."""
    made = _MADE.get(name)
    value = made(row, words) if made else getattr(row, _CALLED.get((type(row), name), name))
    return None if value == "" else value


def _promise(row: TargetRow | RegisteredTarget, words: Words) -> str:
    if isinstance(row, TargetRow):
        return sayings.commitment(row, words)
    return sayings.as_registered(row, str(Period.quarter_of(row.due_date)), words)


#: What a column is called in a row that is of one thing only.
_CALLED = {
    (DocumentRow, column): column.removeprefix("document_")
    for column in ("document_title", "document_number", "document_status", "document_url")
}


_MADE: Mapping[str, Callable[[Any, Words], str]] = {
    "region_name": lambda row, words: words.name(row.region_zh, row.region_en),
    "metric_name": lambda row, words: words.name(row.metric_zh, row.metric_en),
    "promise": _promise,
    "display_class": lambda row, words: standing.class_of(row),
    "unit": lambda row, words: row.value_unit if isinstance(row, TargetRow) else row.unit,
    "responsible": lambda row, words: "；".join(row.responsible or ()),
    **{name: lambda row, words, name=name: "；".join(getattr(row, name)) for name in ("children", "regions", "quarters")},
}
