"""The SQL and the plain-Python reference see the same outlook, whatever the data."""

import os
from collections import Counter

from hypothesis import HealthCheck, example, given, note, settings

from etl.vocabulary import OUTLOOK_COLUMNS, GrowthCategory, Reach, ReachReason
from tests.agreement import differences, names
from tests.engines import OUTLOOK_ENGINES
from tests.every_outcome import every_outcome
from tests.quarterly_worlds import quarterly
from tests.worlds import World

SEARCH = int(os.environ.get("AGREEMENT_EXAMPLES", "0"))

fixed = settings(
    max_examples=SEARCH or 24,
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


@fixed
@example(world=every_outcome())
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
