"""The SQL and the plain-Python reference compute the same gaps, whatever the data.

The seed is fixed, so a red run is red when repeated; what is drawn still depends on the modules
loaded, so whatever must be met is built and not hoped for. To search further, set
`AGREEMENT_EXAMPLES=2000`: that many fresh random ones are tried.
"""

import os
from collections import Counter
from decimal import Decimal

from hypothesis import HealthCheck, example, given, note, settings

from etl.vocabulary import GAP_COLUMNS, Performance, Reason
from tests.agreement import differences, names
from tests.engines import reference, warehouse
from tests.every_outcome import every_outcome
from tests.worlds import World, worlds

SEARCH = int(os.environ.get("AGREEMENT_EXAMPLES", "0"))

fixed = settings(
    max_examples=SEARCH or 40,
    derandomize=not SEARCH,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_both_compute_the_same_rows():
    seen = Counter()
    _agree(seen)
    # Agreement on data that leads nowhere would prove nothing.
    assert {*Performance, *Reason} <= seen.keys(), seen


@fixed
@example(world=every_outcome())
@given(world=worlds())
def _agree(seen: Counter, world: World):
    expected = reference(world.registers, world.actuals, world.as_of, world.known_at)
    computed = warehouse(world.registers, world.actuals, world.as_of, world.known_at)
    assert names(computed) == names(expected)
    for ours, theirs in zip(expected, computed, strict=True):
        different = differences(ours, theirs)
        if different:
            _explain(world, ours, theirs, different)
        assert not different
        seen.update([ours["performance"], ours["reason"]])
    assert any(row["pace"] is not None for row in expected), "no world leads nowhere"


def _explain(world: World, ours: dict, theirs: dict, different: list[str]) -> None:
    [target] = [one for one in world.registers.targets if one.target_id == ours["target_id"]]
    note(f"as of {world.as_of}, known at {world.known_at}")
    note(f"target {target}")
    for row in world.actuals:
        if row.region_code[:4] == target.region_code[:4]:
            note(f"  {row}")
    for name in GAP_COLUMNS:
        mark = "≠" if name in different else " "
        note(f"{mark} {name}: reference {_text(ours[name])}, warehouse {_text(theirs[name])}")


def _text(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)
