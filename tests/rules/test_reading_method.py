"""The examples of the method page on what the reading pages compare, in both languages."""

from decimal import Decimal

import pytest

from dashboard.findings import comparison, missing, remaining
from etl.period import Period
from tests.documents import listing, read
from tests.page_rows import row, unpublished

in_each_language = pytest.mark.parametrize("lang", ["zh", "en"])


def group(order: str) -> comparison.Group:
    """A ranking in this order."""
    return comparison.Group(2027, "city", "pace", [row(region_code=code, target_id=code) for code in order.split()], [], [])


@in_each_language
def test_places_risen(lang):
    examples = listing(read(f"docs/method.{lang}.md"), "places")
    assert len(examples) == 3
    for _, before, now, change, _ in examples:
        said = dict(one.replace("−", "-").split() for one in change.split(", "))
        found = comparison.place_changes(group(now), [group(before)])
        assert found == {(code, "2027Q4"): int(places) for code, places in said.items()}


@in_each_language
def test_figures_wanted(lang):
    examples = listing(read(f"docs/method.{lang}.md"), "needs")
    assert len(examples) == 9
    for _, kind, basis, as_of, year, known, wanted in examples:
        target = unpublished(kind=kind, basis=basis, as_of=as_of, baseline_year=int(year) if year else None)
        months = {Period.parse(period).month_no for period in known.split()}
        assert ", ".join(map(" ".join, missing.needs(target, months))) == wanted


@in_each_language
def test_need_per_quarter_before_and_after(lang):
    examples = listing(read(f"docs/method.{lang}.md"), "per_quarter")
    assert len(examples) == 3
    for _, as_of, due_period, actual_period, gap, required, from_as_of, _ in examples:
        exact = float(gap) / (remaining.months(actual_period, due_period) / 3)
        assert exact == pytest.approx(float(required.lstrip("≈")), abs=5e-5)
        state = {"as_of": as_of, "due_period": due_period, "actual_period": actual_period, "gap_to_target": gap}
        assert remaining.need_from_as_of(row(required_per_quarter=exact, **state)) == Decimal(from_as_of)
