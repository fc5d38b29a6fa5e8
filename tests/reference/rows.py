"""Reported rows, and which of them are in force at a given time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from etl.period import Period
from etl.vocabulary import Confidence, Counting, Nature, Scope

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: Region, metric and scope: figures of two different places are never combined.
Place = tuple[str, str, Scope]


@dataclass(frozen=True, slots=True)
class Actual:
    """One reported row. `order` decides which of two rows for the same figure is the later.

    `scope` None is the metric's default scope, `value` None an empty 数值, `yoy` per cent,
    `published_on` None a row that counts as known always.
    """

    region_code: str
    metric: str
    scope: Scope | None
    period: Period
    counting: Counting
    nature: Nature
    confidence: Confidence
    value: Decimal | None
    yoy: Decimal | None
    published_on: date | None
    order: int


def rows_in_force(
    actuals: Iterable[Actual], default_scopes: Mapping[str, Scope], known_at: datetime | None
) -> dict[Place, list[Actual]]:
    """The rows that stand at `known_at`, by place: latest version each, withdrawn ones gone."""
    standing = {}
    for row in sorted(actuals, key=lambda row: row.order):
        if _says_something(row) and _is_known(row, known_at):
            place = (row.region_code, row.metric, row.scope or default_scopes[row.metric])
            standing[place, row.period, row.counting] = row
    by_place = defaultdict(list)
    for (place, _, _), row in standing.items():
        if row.nature != Nature.WITHDRAWN:
            by_place[place].append(row)
    return by_place


def _says_something(row: Actual) -> bool:
    """Forecasts do not exist, an empty 数值 reports nothing; a withdrawal needs no 数值."""
    if row.nature == Nature.FORECAST:
        return False
    return row.value is not None or row.nature == Nature.WITHDRAWN


def _is_known(row: Actual, known_at: datetime | None) -> bool:
    """A row published on the day of `known_at` is known."""
    if known_at is None or row.published_on is None:
        return True
    return row.published_on <= _shanghai_day(known_at)


def _shanghai_day(moment: datetime) -> date:
    """The calendar day in Shanghai; a time without an offset already is Shanghai time."""
    return (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).date()
