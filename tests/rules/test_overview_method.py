"""The examples of the method page on roll-ups and shortfall shares, in both languages."""

import pytest

from dashboard.findings import standing
from dashboard.findings.shortfall import scaled
from dashboard.findings.standing import UNPUBLISHED
from tests.documents import listing, read
from tests.page_rows import row, unpublished

in_each_language = pytest.mark.parametrize("lang", ["zh", "en"])


def method(lang: str) -> str:
    return read(f"docs/method.{lang}.md")


@in_each_language
def test_shortfall_shares_come_out_as_printed(lang):
    names = ("direction", "yoy_of", "as_of", "due_period", "gap_to_trajectory", "gap_to_target", "target_value", "actual_value")
    for number, *cells, share, _ in listing(method(lang), "shortfall"):
        told = {name: cell.replace("−", "-") for name, cell in zip(names, cells, strict=True)}
        to_trajectory = told.pop("gap_to_trajectory")
        one = row(**told, gap_to_trajectory=float(to_trajectory) if to_trajectory else None)
        printed = pytest.approx(float(share.lstrip("≈")), abs=5e-5) if share else None
        assert scaled(one) == printed, number


@in_each_language
def test_classes_of_a_region_come_out_as_printed(lang):
    for classes, worst, middle in listing(method(lang), "classes"):
        rows = [unpublished() if name == UNPUBLISHED else row(performance=name) for name in classes.split(", ")]
        assert standing.class_of(standing.worst(rows)) == worst
        assert standing.class_of(standing.middle(rows)) == middle
