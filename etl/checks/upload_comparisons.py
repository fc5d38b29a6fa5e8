"""Checks of an upload: figures against other figures of the file and those that stand.

All of them only ask for a reason: what is improbable may be true.
"""

from decimal import Decimal

from etl.checks.case import Case, FigureKey, Problems
from etl.decimals import canonical
from etl.intake.layout import Column
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem
from etl.vocabulary import Counting

#: Outside these ratios a figure is probably in the wrong unit.
_LEAST_RATIO, _MOST_RATIO = Decimal("0.1"), Decimal(10)
#: Whole numbers up to this may well grow tenfold.
_SMALL_COUNT = 100
#: Figures older than this say little about the present one.
_MONTHS_BACK = 36
#: A quarter this many times the one before is perhaps the year to date.
_CUMULATIVE_RATIO = Decimal("1.8")


def part_of_whole(case: Case) -> Problems:
    """A part that is more than the whole it belongs to, whichever of the two is sent."""
    for entry in case.counted:
        key = FigureKey.of(entry)
        whole = case.metrics[entry.metric].part_of
        yield from _part_above_whole(case, entry, key, key._replace(metric=whole))
        for part in case.parts.get(entry.metric, ()):
            part_key = key._replace(metric=part)
            if part_key not in case.own_figures:  # else it is told at the row of the part
                yield from _part_above_whole(case, entry, part_key, key)


def _part_above_whole(case: Case, entry: Entry, part: FigureKey, whole: FigureKey) -> Problems:
    value, whole_value = case.figures.get(part), case.figures.get(whole)
    if value is None or whole_value is None or value <= whole_value:
        return
    names = {"part": case.metrics[part.metric].name_zh, "whole": case.metrics[whole.metric].name_zh}
    values = {"value": canonical(value), "whole_value": canonical(whole_value)}
    yield _doubtful(case, entry, "part_above_whole", **names, **values)


def magnitude(case: Case) -> Problems:
    """A figure more than ten times, or less than a tenth of, the ones to compare it with."""
    return (problem for entry in case.counted if (problem := _magnitude(case, entry)))


def _magnitude(case: Case, entry: Entry) -> Problem | None:
    for key in _comparable(case, FigureKey.of(entry)):
        other = case.figures[key]
        if _is_far_off(entry.value, other, case.metrics[entry.metric].decimals == 0):
            return _doubtful(case, entry, "magnitude", **_other(key, other))
    return None


def _comparable(case: Case, key: FigureKey) -> list[FigureKey]:
    """The same figure a year and a quarter before, else the nearest before. A first
    quarter's 累计 starts anew and is not held against the whole year before it."""
    starts_anew = key.counting is Counting.YTD and Period(key.month_no).month <= 3
    usual = [key.months_later(-12)] if starts_anew else [key.months_later(-12), key.months_later(-3)]
    found = [earlier for earlier in usual if earlier in case.figures]
    nearest = case.last_before(key)
    if found or nearest is None or nearest.month_no < key.month_no - _MONTHS_BACK:
        return found
    return [nearest]


def _is_far_off(value: Decimal, other: Decimal, is_count: bool) -> bool:
    if not value or not other or (is_count and max(abs(value), abs(other)) < _SMALL_COUNT):
        return False
    return not _LEAST_RATIO * abs(other) <= abs(value) <= _MOST_RATIO * abs(other)


def cumulative(case: Case) -> Problems:
    """累计 and 当季 taken for each other: a 累计 that falls, a 当季 far above the last."""
    for entry in case.counted:
        key = FigureKey.of(entry)
        if _magnitude(case, entry):
            continue  # once is enough
        if entry.counting is Counting.YTD and case.metrics[entry.metric].min_value >= 0:
            yield from _falling(case, entry, key)
        elif entry.counting is Counting.QUARTER:
            yield from _jumping(case, entry, key)


def _falling(case: Case, entry: Entry, key: FigureKey) -> Problems:
    earlier = case.last_before(key)
    if earlier is None or Period(earlier.month_no).year != Period(key.month_no).year:
        return
    if entry.value < case.figures[earlier]:
        yield _doubtful(case, entry, "cumulative_falls", **_other(earlier, case.figures[earlier]))


def _jumping(case: Case, entry: Entry, key: FigureKey) -> Problems:
    if Period(key.month_no).month <= 3:
        return  # 当季 and 累计 are one
    last = case.figures.get(key.months_later(-3))
    if last and last > 0 and entry.value > _CUMULATIVE_RATIO * last:
        yield _doubtful(case, entry, "cumulative_as_quarter", **_other(key.months_later(-3), last))


def _other(key: FigureKey, value: Decimal) -> dict[str, str]:
    return {"other_period": str(Period(key.month_no)), "other_value": canonical(value)}


def _doubtful(case: Case, entry: Entry, name: str, **needed: object) -> Problem:
    unit = case.metrics[entry.metric].unit
    words = {"value": canonical(entry.value), "unit": unit, **needed}
    return case.problem(name, entry.row, Column.VALUE, **words)
