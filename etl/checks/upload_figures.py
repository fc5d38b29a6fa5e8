"""Checks of an upload: figures by themselves, and rows against rows."""

from decimal import Decimal

from etl.intake.cells import matching
from etl.checks.case import Case, Problems
from etl.checks.reason import is_reason
from etl.decimals import canonical
from etl.intake.layout import Column
from etl.parse import Entry
from etl.vocabulary import Counting, Nature

_LEAST_YOY = Decimal(-100)


def duplicates(case: Case) -> Problems:
    """Two rows that give one figure two values. An empty one reports nothing."""
    first: dict[object, Entry] = {}
    for entry in case.filing.entries:
        if entry.value is None and entry.nature is not Nature.WITHDRAWN:
            continue
        earlier = first.setdefault(entry.key, entry)
        if _figure(earlier) != _figure(entry):
            place = {"first_row": earlier.row, "first_value": _as_written(earlier)}
            yield case.problem("duplicate_conflict", entry.row, Column.VALUE, _as_written(entry), **place)


def _figure(entry: Entry) -> tuple[object, ...]:
    return entry.value, entry.yoy, entry.nature, entry.confidence, entry.published_on


def _as_written(entry: Entry) -> str:
    return f"{entry.found_value.strip()} {entry.found_unit.strip()}"


def whole_numbers(case: Case) -> Problems:
    """Half a company."""
    for entry in case.filing.entries:
        metric = case.metrics[entry.metric]
        if entry.value is None or metric.decimals != 0:
            continue
        if entry.value != entry.value.to_integral_value():
            yield _at_value(case, entry, "whole_number")


def bounds(case: Case) -> Problems:
    """Figures outside the bounds of the metric's register."""
    for entry in case.filing.entries:
        metric = case.metrics[entry.metric]
        if entry.value is None:
            continue
        if entry.value < metric.min_value:
            yield _at_value(case, entry, "below_minimum", bound=canonical(metric.min_value))
        elif metric.max_value is not None and entry.value > metric.max_value:
            yield _at_value(case, entry, "above_maximum", bound=canonical(metric.max_value))


def _at_value(case: Case, entry: Entry, name: str, **needed: object):
    metric = case.metrics[entry.metric]
    place = {"value": canonical(entry.value), "unit": metric.unit, "metric": metric.name_zh}
    return case.problem(name, entry.row, Column.VALUE, **place, **needed)


def year_on_year(case: Case) -> Problems:
    """Nothing falls by more than all of it."""
    for entry in case.filing.entries:
        if entry.yoy is not None and entry.yoy < _LEAST_YOY:
            yield case.problem("yoy_below", entry.row, Column.YOY)


def cumulative_in_note(case: Case) -> Problems:
    """A remark that calls a figure cumulative while 计数方式 says 当季."""
    for entry in case.filing.entries:
        if entry.counting is Counting.QUARTER and "累计" in matching(entry.note):
            yield case.problem("cumulative_note", entry.row, Column.NOTE)


def withdrawn_without_reason(case: Case) -> Problems:
    """Taking a figure back without saying why."""
    for entry in case.filing.entries:
        if entry.nature is Nature.WITHDRAWN and not is_reason(entry.note):
            yield case.problem("withdrawn_reason", entry.row, Column.NOTE)
