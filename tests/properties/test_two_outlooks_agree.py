"""The SQL and the plain-Python reference see the same outlook, whatever the data."""

import os
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from etl.period import Period
from etl.vocabulary import OUTLOOK_COLUMNS, Counting, GrowthCategory, Kind, Reach, ReachReason
from tests.agreement import differences, names
from tests.engines import OUTLOOK_ENGINES
from tests.reference.bases import metric_of
from tests.reference.rows import Actual
from tests.world_rows import blank_row
from tests.worlds import World, worlds

QUARTERS = [Period.of(year, month) for year in range(2021, 2027) for month in (3, 6, 9, 12)]

SEARCH = int(os.environ.get("AGREEMENT_EXAMPLES", "0"))

fixed = settings(
    max_examples=SEARCH or 40,
    derandomize=not SEARCH,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_both_see_the_same():
    seen = Counter()
    _agree(seen)
    # Agreement on data that leads nowhere would prove nothing.
    assert {*Reach, *ReachReason, *GrowthCategory} <= seen.keys(), seen
    assert seen["they disagree"] and seen["they do not"], seen


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
    blank = blank_row(target.region_code, target.metric, target.scope)
    if metric.kind == Kind.STOCK:
        return [
            replace(blank, period=quarter, counting=Counting.POINT, value=held)
            for quarter, held in zip(QUARTERS, accumulate(amounts), strict=True)
        ]
    so_far = [sum(amounts[no // 4 * 4 : no + 1]) for no in range(len(QUARTERS))]
    counting = draw(st.sampled_from([Counting.YTD, Counting.QUARTER]))
    values = so_far if counting == Counting.YTD else amounts
    return [
        replace(blank, period=quarter, counting=counting, value=value)
        for quarter, value in zip(QUARTERS, values, strict=True)
    ]


@fixed
@given(world=quarterly())
def _agree(seen: Counter, world: World):
    asked = (world.registers, world.actuals, world.as_of, world.known_at)
    expected, computed = (engine(*asked) for engine in OUTLOOK_ENGINES.values())
    assert names(computed) == names(expected)
    for ours, theirs in zip(expected, computed, strict=True):
        different = differences(ours, theirs, OUTLOOK_COLUMNS)
        if different:
            note(f"as of {world.as_of}, known at {world.known_at}, {different}")
            note("\n".join(f"{name}: {ours[name]!r} | {theirs[name]!r}" for name in OUTLOOK_COLUMNS))
            note(str(next(one for one in world.registers.targets if one.target_id == ours["target_id"])))
        assert not different
        seen.update([ours["reach"], ours["reach_reason"], ours["growth_category"]])
        seen[{True: "they disagree", False: "they do not"}.get(ours["methods_disagree"])] += 1
