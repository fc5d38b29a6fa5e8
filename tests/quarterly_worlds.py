"""Random worlds in which most cities report every quarter for some years, for Hypothesis."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from hypothesis import strategies as st

from etl.period import Period
from etl.vocabulary import Counting, Kind
from tests.reference.bases import metric_of
from tests.reference.rows import Actual
from tests.world_rows import blank_row, mainly
from tests.worlds import World, worlds

QUARTERS = [Period.of(year, month) for year in range(2021, 2027) for month in (3, 6, 9, 12)]


@st.composite
def quarterly(draw) -> World:
    """A world in which most cities report every quarter for some years."""
    world = draw(worlds())
    more = [row for target in world.registers.targets for row in draw(_every_quarter(world, target))]
    rows = [replace(row, order=order) for order, row in enumerate([*more, *world.actuals])]
    return replace(world, actuals=tuple(rows))


@st.composite
def _every_quarter(draw, world: World, target) -> list[Actual]:
    metric = metric_of(world.registers, target)
    if metric.kind == Kind.RATE or not draw(st.integers(0, 3)):
        return []
    amounts = [Decimal(draw(st.integers(-2, 40))) / 4 for _ in QUARTERS]
    begins = draw(mainly(0, len(QUARTERS) - 8, weight=4))  # a city that has begun to report of late
    blank = blank_row(target.region_code, target.metric, target.scope)
    if metric.kind == Kind.STOCK:
        return [
            replace(blank, period=quarter, counting=Counting.POINT, value=held)
            for quarter, held in zip(QUARTERS, accumulate(amounts), strict=True)
        ][begins:]
    so_far = [sum(amounts[no // 4 * 4 : no + 1]) for no in range(len(QUARTERS))]
    counting = draw(st.sampled_from([Counting.YTD, Counting.QUARTER]))
    values = so_far if counting == Counting.YTD else amounts
    return [
        replace(blank, period=quarter, counting=counting, value=value)
        for quarter, value in zip(QUARTERS, values, strict=True)
    ][begins:]


@st.composite
def restated(draw) -> World:
    """The same, with figures that come in one by one and are now and then corrected."""
    world = draw(quarterly())
    later = [_published(draw, row) for row in world.actuals]
    again = [
        replace(row, value=row.value + draw(st.sampled_from([-3, 1, 5])), published_on=draw(_days))
        for row in later
        if row.value is not None and not draw(st.integers(0, 4))
    ]
    rows = [replace(row, order=order) for order, row in enumerate([*later, *again])]
    return replace(world, actuals=tuple(rows))


_days = st.dates(date(2024, 1, 1), date(2027, 6, 30))


def _published(draw, row: Actual) -> Actual:
    """Some weeks after the end of its period, as a rule."""
    if row.published_on or not draw(st.integers(0, 4)):
        return row
    after = Period(row.period.month_no + 1)
    return replace(row, published_on=date(after.year, after.month, 20))
