"""Whatever the data: the parts of a bridge add up exactly, and both implementations agree."""

import math
import os
from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, localcontext

from hypothesis import HealthCheck, example, given, note, settings
from hypothesis import strategies as st

from etl.period import Period
from etl.vocabulary import Basis, Cause, Scope
from tests.bridge_engines import ENGINES
from tests.every_outcome import PARKS, city_for_each
from tests.quarterly_worlds import restated
from tests.world_rows import mostly
from tests.worlds import World

SEARCH = int(os.environ.get("AGREEMENT_EXAMPLES", "0"))

fixed = settings(
    max_examples=SEARCH or 12,
    derandomize=not SEARCH,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
CHANGED = datetime(2026, 4, 1)
# Mostly late enough that something was known (what was not has no bridge), on both sides of the change.
moments = mostly(
    st.one_of(st.none(), st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31))),
    st.datetimes(datetime(2023, 6, 1), datetime(2024, 12, 31)),
    weight=3,
)


@st.composite
def journeys(draw):
    """A world whose targets change once, and two dates with what was known at each."""
    world = draw(restated())
    changed = [one for target in world.registers.targets for one in draw(_changed(target))]
    editions = [(None, world.registers), (CHANGED, replace(world.registers, targets=tuple(changed)))]
    known = sorted((draw(moments), draw(moments)), key=lambda one: one or datetime.max)
    quarters = sorted((world.as_of, Period(world.as_of.month_no + 3 * draw(st.integers(-3, 2)))))
    return world, editions, *zip(quarters, known, strict=True)


@st.composite
def _changed(draw, target):
    how = draw(st.integers(0, 5))
    if how == 0:
        return []
    if how == 1:
        return [replace(target, value=target.value + 10, value_high=target.value_high and target.value_high + 10)]
    if how == 2:
        return [replace(target, due=target.due.replace(year=target.due.year + 1))]
    if how == 3 and target.basis != Basis.EACH_SUBREGION:
        return [replace(target, scope=draw(st.sampled_from([Scope.CUSTOMS_ALL, Scope.COMMERCE])))]
    return [target]


def every_cause():
    """A journey on which everything moves: time, a figure corrected, a new one, the target; and
    a city without figures, which has no bridge."""
    figures = """
        2023Q4 = 0
        2025Q2 = 45, published 2025-07-20
        2025Q2 = 43, published 2025-10-20
        2025Q4 = 50, published 2026-01-20
    """
    world = city_for_each([(PARKS, figures), (PARKS, "")])
    raised = tuple(replace(one, value=one.value + 10) for one in world.registers.targets)
    editions = [(None, world.registers), (CHANGED, replace(world.registers, targets=raised))]
    then, now = (Period.parse("2025Q2"), datetime(2025, 8, 1)), (Period.parse("2025Q4"), datetime(2026, 6, 30))
    return world, editions, then, now


def test_nothing_remains_and_both_agree():
    seen = Counter()
    _agree(seen)
    # Parts that never move would prove nothing.
    assert {"elapsed_time", "restated_data", "new_data", "changed_target"} <= seen.keys(), seen
    assert seen["no bridge"], seen


@fixed
@example(journey=every_cause())
@given(journey=journeys())
def _agree(seen: Counter, journey):
    world, editions, then, now = journey
    expected, computed = (engine(editions, world.actuals, then, now) for engine in ENGINES.values())
    assert [_names(row) for row in computed] == [_names(row) for row in expected]
    for ours, theirs in zip(expected, computed, strict=True):
        different = [name for name in ours if not _same(ours[name], theirs[name], ours)]
        if different:
            _explain(world, then, now, ours, theirs)
        assert not different
        for row in (ours, theirs):
            assert _remainder(row) == 0
        seen.update([str(cause) for cause in Cause if ours[cause]])
        seen["no bridge"] += ours["changed_method"] is None


def _names(row: dict) -> tuple[str, str]:
    return row["target_id"], row["due_period"]


def _same(mine, other, row: dict) -> bool:
    if not isinstance(mine, Decimal) or not isinstance(other, Decimal):
        return mine == other
    # Heights of paths are doubles, whose last digits may round the sixth decimal either way.
    large = max(abs(float(row[name])) for name in ("gap_then", "gap_now") if row[name] is not None)
    return math.isclose(mine, other, rel_tol=1e-9, abs_tol=3e-6 + 1e-9 * large)


def _remainder(row: dict) -> Decimal:
    """What the parts leave unexplained."""
    if row["changed_method"] is None:
        return Decimal(0)
    with localcontext(prec=60):
        return row["gap_now"] - row["gap_then"] - sum(row[cause] for cause in Cause if row[cause] is not None)


def _explain(world: World, then, now, ours: dict, theirs: dict) -> None:
    note(f"from {then} to {now}")
    note("\n".join(f"{name}: {ours[name]} | {theirs[name]}" for name in ours))
    for target in world.registers.targets:
        if target.target_id == ours["target_id"]:
            note(str(target))
            note("\n".join(str(row) for row in world.actuals if row.region_code == target.region_code))
