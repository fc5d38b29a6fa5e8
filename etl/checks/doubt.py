"""What checks of doubtful figures share: how a doubt is told, and what is too small to doubt."""

from decimal import Decimal

from etl.checks.case import Case, FigureKey
from etl.decimals import canonical
from etl.intake.layout import Column
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem

#: Whole numbers below this may well grow tenfold or double from one quarter to the next.
_SMALL_COUNT = 20


def doubtful(case: Case, entry: Entry, name: str, column: Column = Column.VALUE, **needed: object) -> Problem:
    """A doubt about the figure of a row."""
    words = {"value": canonical(entry.value), "unit": case.metrics[entry.metric].unit, **needed}
    return case.problem(name, entry.row, column, **words)


def other(key: FigureKey, value: Decimal) -> dict[str, str]:
    """The figure it was compared with, for the words of a doubt."""
    return {"other_period": str(Period(key.month_no)), "other_value": canonical(value)}


def are_small_counts(case: Case, metric: str, *values: Decimal) -> bool:
    """Whether these are whole numbers too small for ratios to mean anything."""
    return case.metrics[metric].decimals == 0 and max(map(abs, values)) < _SMALL_COUNT
