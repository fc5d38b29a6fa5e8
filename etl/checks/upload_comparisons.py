"""Checks of an upload: figures against other figures of the file and those that stand.

All of them only ask for a reason: what is improbable may be true.
"""

from decimal import Decimal

from etl.checks.case import Case, FigureKey, Problems
from etl.checks.doubt import are_small_counts, doubtful, other
from etl.decimals import canonical
from etl.intake.cells import matching
from etl.intake.layout import Column
from etl.intake.reading import NIL_REMARK
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem
from etl.vocabulary import Counting, Kind

#: At these ratios and beyond a figure is probably in the wrong unit.
_LEAST_RATIO, _MOST_RATIO = Decimal("0.1"), Decimal(10)
#: Figures older than this say little about the present one.
_MONTHS_BACK = 36
#: Percentage points by which a 同比 may miss the figures: they are rounded and revised.
_YOY_TOLERANCE_PP = Decimal(2)


def part_of_whole(case: Case) -> Problems:
    """A part that is more than the whole it belongs to, whichever of the two is sent."""
    for entry, key in case.figures_sent:
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
    yield doubtful(case, entry, "part_above_whole", **names, **values)


def magnitude(case: Case) -> Problems:
    """A figure ten times, or a tenth of, the ones to compare it with; and beyond."""
    return case.once(doubts_of_size).values()


def doubts_of_size(case: Case) -> dict[int, Problem]:
    """The same by row. Other doubts about these figures would be consequences."""
    found = ((entry.row, _magnitude(case, entry, key)) for entry, key in case.figures_sent)
    return {row: problem for row, problem in found if problem}


def _magnitude(case: Case, entry: Entry, key: FigureKey) -> Problem | None:
    if case.metrics[entry.metric].yoy_of:
        return None  # growth is near zero one year and not the next
    if entry.value == 0 and matching(entry.note).startswith(NIL_REMARK):
        return None  # a nil that was confirmed
    for compared in _comparable(case, key):
        earlier = case.figures[compared]
        if _is_far_off(entry.value, earlier) and not are_small_counts(case, entry.metric, entry.value, earlier):
            return doubtful(case, entry, "magnitude", **other(compared, earlier))
    return None


def _comparable(case: Case, key: FigureKey) -> list[FigureKey]:
    """The same figure a year and a quarter before, else the nearest before. A first
    quarter's 累计 starts anew and is not held against the whole year before it."""
    starts_anew = key.counting is Counting.YTD and Period(key.month_no).month <= 3
    usual = [key.months_later(-12)] if starts_anew else [key.months_later(-12), key.months_later(-3)]
    found = [earlier for earlier in usual if earlier in case.figures]
    if found:
        return found
    nearest = case.last_before(key)
    return [nearest] if nearest and nearest.month_no >= key.month_no - _MONTHS_BACK else []


def _is_far_off(value: Decimal, earlier: Decimal) -> bool:
    if not earlier:
        return False
    return not _LEAST_RATIO * abs(earlier) < abs(value) < _MOST_RATIO * abs(earlier)


def year_on_year_fit(case: Case) -> Problems:
    """A 同比 that the figure and that of a year before do not bear out."""
    for entry, key in case.figures_sent:
        metric = case.metrics[entry.metric]
        if metric.kind is not Kind.RATE and entry.yoy is not None:
            yield from _yoy_misfit(case, entry, key, entry.yoy, Column.YOY)
        elif metric.yoy_of:
            flow = key._replace(metric=metric.yoy_of, counting=Counting.YTD)
            yield from _yoy_misfit(case, entry, flow, entry.value, Column.VALUE)


def _yoy_misfit(case: Case, entry: Entry, key: FigureKey, yoy_pct: Decimal, column: Column) -> Problems:
    value, before = case.figures.get(key), case.figures.get(key.months_later(-12))
    if value is None or before is None or before <= 0 or entry.row in case.once(doubts_of_size):
        return
    growth_pct = (value - before) / before * 100
    if abs(yoy_pct - growth_pct) > _YOY_TOLERANCE_PP:
        words = {"yoy": canonical(yoy_pct), "growth": f"{growth_pct:.1f}", "value": canonical(value)}
        yield doubtful(case, entry, "yoy_differs", column, **words, **other(key.months_later(-12), before))


def published(case: Case) -> Problems:
    """A figure that differs from the one published for the same period. What stands
    already, being sent again, was explained when it was first sent."""
    for entry, key in case.figures_sent:
        shown = case.published.get(key)
        if shown is not None and entry.value not in (shown, case.known.get(key)):
            yield doubtful(case, entry, "differs_from_published", **other(key, shown))
