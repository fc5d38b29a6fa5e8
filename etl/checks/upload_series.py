"""Checks of an upload: a figure within its own series. All of them only ask for a reason.

累计 and 当季 are the two that people take for each other; either way the year's total is
wrong. In a first quarter they are one.
"""

from decimal import Decimal

from etl.checks.case import Case, FigureKey, Problems
from etl.checks.doubt import are_small_counts, doubtful, other
from etl.checks.upload_comparisons import doubts_of_size
from etl.decimals import canonical
from etl.parse import Entry
from etl.period import Period
from etl.vocabulary import Counting, Direction, Kind

#: A quarter this many times the one before is perhaps the year to date.
_CUMULATIVE_RATIO = Decimal("1.8")
#: A year to date no more than this many times one quarter is perhaps one quarter.
_QUARTER_RATIO = Decimal("1.2")
#: 累计 and 当季 of a quarter may miss each other by this share: earlier quarters get revised.
_SUM_TOLERANCE = Decimal("0.01")
#: An older stock says little about the present one.
_MONTHS_BACK = 36


def falling_cumulative(case: Case) -> Problems:
    """A 累计 below an earlier one of its year, whichever of the two is sent."""
    for entry, key in case.figures_sent:
        if entry.counting is not Counting.YTD or case.metrics[entry.metric].min_value < 0:
            continue
        earlier, later = case.last_before(key), case.next_after(key)
        if entry.row in case.once(doubts_of_size):
            continue  # once is enough
        if earlier and _same_year(earlier, key) and entry.value < case.figures[earlier]:
            yield doubtful(case, entry, "cumulative_falls", **other(earlier, case.figures[earlier]))
        elif later and _same_year(later, key) and later not in case.own_figures:
            if case.figures[later] < entry.value:
                yield doubtful(case, entry, "cumulative_above_later", **other(later, case.figures[later]))


def quarter_as_cumulative(case: Case) -> Problems:
    """A 累计 that is about as large as one quarter: 当季 sent as 累计."""
    for entry, key in case.figures_sent:
        if entry.counting is not Counting.YTD or _quarter_no(key) < 2 or entry.row in case.once(doubts_of_size):
            continue
        quarter, size = _one_quarter(case, key)
        if quarter is None or are_small_counts(case, entry.metric, entry.value, size):
            continue
        if 0 < entry.value < _QUARTER_RATIO * size:
            words = other(quarter, case.figures[quarter])
            yield doubtful(case, entry, "quarter_as_cumulative", **words)


def _one_quarter(case: Case, key: FigureKey) -> tuple[FigureKey | None, Decimal]:
    """How large one quarter is: the first of the year; without any 累计 of the year, the
    average quarter of the year before."""
    earlier, last_year = case.last_before(key), key.months_later(-12)
    if earlier and _same_year(earlier, key):
        is_second = _quarter_no(key) == 2 and _quarter_no(earlier) == 1
        falls = case.figures[key] < case.figures[earlier]  # told as such
        return (earlier, case.figures[earlier]) if is_second and not falls else (None, Decimal(0))
    if last_year in case.figures:
        return last_year, case.figures[last_year] / _quarter_no(key)
    return None, Decimal(0)


def cumulative_as_quarter(case: Case) -> Problems:
    """A 当季 far above the last. As large as all quarters before it together, it is likely
    to be the 累计; else it is only pointed out."""
    for entry, key in case.figures_sent:
        if entry.counting is not Counting.QUARTER or _quarter_no(key) < 2 or entry.row in case.once(doubts_of_size):
            continue
        last, so_far = _quarters_before(case, key)
        if last is None or last <= 0 or entry.value <= _CUMULATIVE_RATIO * last:
            continue
        if are_small_counts(case, entry.metric, entry.value, last):
            continue
        is_likely = so_far is not None and entry.value >= so_far
        words = other(key.months_later(-3), so_far if is_likely else last)
        yield doubtful(case, entry, "cumulative_as_quarter" if is_likely else "quarter_jumps", **words)


def _quarters_before(case: Case, key: FigureKey) -> tuple[Decimal | None, Decimal | None]:
    """The quarter before and the sum of the year's quarters before, where known. Without
    当季 figures the average quarter stands for the last."""
    number = _quarter_no(key)
    quarters = [case.figures.get(key.months_later(-3 * back)) for back in range(1, number)]
    so_far = case.figures.get(key.months_later(-3)._replace(counting=Counting.YTD))
    if so_far is None and None not in quarters:
        so_far = sum(quarters, Decimal(0))
    last = quarters[0]
    return (so_far / (number - 1) if last is None and so_far is not None else last), so_far


def cumulative_sum(case: Case) -> Problems:
    """累计 and 当季 of one quarter that contradict each other: equal where earlier quarters
    were not nil (one of them is mislabelled), or not the sum of the quarters."""
    for entry, key in case.figures_sent:
        other_counting = {Counting.YTD: Counting.QUARTER, Counting.QUARTER: Counting.YTD}.get(key.counting)
        if other_counting is None or key._replace(counting=other_counting) not in case.figures:
            continue
        if key.counting is Counting.YTD and key._replace(counting=other_counting) in case.own_figures:
            continue  # told at the row of the 当季
        yield from _contradiction(case, entry, key)


def _contradiction(case: Case, entry: Entry, key: FigureKey) -> Problems:
    cumulative = case.figures[key._replace(counting=Counting.YTD)]
    quarter = case.figures[key._replace(counting=Counting.QUARTER)]
    is_first = _quarter_no(key) == 1
    before = key.months_later(-3)._replace(counting=Counting.YTD)
    earlier = Decimal(0) if is_first else case.figures.get(before)
    words = {"cumulative": canonical(cumulative), "quarter": canonical(quarter)}
    if not is_first and cumulative == quarter != 0 and earlier != 0:
        yield doubtful(case, entry, "counting_equal", **words)
    elif earlier is not None and abs(earlier + quarter - cumulative) > _SUM_TOLERANCE * abs(cumulative):
        yield doubtful(case, entry, "counting_sum", **words, earlier=canonical(earlier))


def falling_stock(case: Case) -> Problems:
    """A stock of which more is better that drops."""
    for entry, key in case.figures_sent:
        metric = case.metrics[entry.metric]
        if metric.kind is not Kind.STOCK or metric.direction is not Direction.HIGHER:
            continue
        earlier = case.last_before(key)
        if earlier is None or earlier.month_no < key.month_no - _MONTHS_BACK or entry.row in case.once(doubts_of_size):
            continue
        if entry.value < case.figures[earlier]:
            yield doubtful(case, entry, "stock_drops", **other(earlier, case.figures[earlier]))


def _quarter_no(key: FigureKey) -> int:
    """1 to 4 at a quarter's end, 0 in between."""
    month = Period(key.month_no).month
    return month // 3 if month % 3 == 0 else 0


def _same_year(one: FigureKey, two: FigureKey) -> bool:
    return Period(one.month_no).year == Period(two.month_no).year
