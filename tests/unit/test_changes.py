"""What changed between two answers, and why."""

import pytest

from dashboard.findings.changes import Change, causes, changes
from tests.page_rows import row, unpublished

OLD = {"as_of": "2025Q3", "actual_period": "2025Q3", "actual_value": "110"}


def test_nothing_changed():
    assert changes([row()], [row()], figures=True) == []


def test_worsened_targets_come_first_then_those_without_direction_then_improved_ones():
    before = [row(target_id=name, performance="at_risk") for name in "abcd"]
    now = [
        row(target_id="a", performance="on_track"),
        row(target_id="b", performance="missed"),
        row(target_id="c", performance="off_track"),
        unpublished(target_id="d"),
    ]
    found = changes(before, now, figures=False)
    assert [one.row.target_id for one in found] == ["b", "c", "d", "a"]
    assert [one.worsening for one in found] == [2, 1, 0, -1]


def test_a_figure_alone_counts_only_where_it_is_asked_for():
    before, now = [row(actual_value="120")], [row()]
    assert changes(before, now, figures=False) == []
    assert [one.causes for one in changes(before, now, figures=True)] == [("restated",)]


def test_one_row_per_target_is_compared_also_where_the_year_turns():
    before = [row(due_period="2025Q4", performance="achieved", basis="every_year")]
    now = [*before, row(due_period="2026Q4", performance="at_risk", basis="every_year", as_of="2026Q1", actual_period="2026Q1")]
    [one] = changes(before, now, figures=False)
    assert one.causes == ("year", "new_data") and one.worsening == 0 and one.way == "new_year"


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        (row(), row(performance="missed"), "worse"),
        (row(performance="missed"), row(), "better"),
        (row(), unpublished(), "ceased"),
        (unpublished(), row(), "began"),
        (unpublished(performance="not_started"), row(performance="not_assessable"), "unjudged"),
        (row(actual_value="120"), row(), "unchanged"),
        (None, row(), "added"),
        (row(), None, "removed"),
    ],
)
def test_each_change_goes_one_way(before, now, way):
    assert Change(before, now, ()).way == way


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, row(), ("added",)),
        (row(), None, ("removed",)),
        (row(**OLD), row(), ("new_data",)),
        (unpublished(), row(), ("new_data",)),
        (row(actual_value="120"), row(), ("restated",)),
        (row(), unpublished(baseline_value="100"), ("withdrawn",)),
        (row(baseline_value="90"), row(), ("baseline",)),
        (row(value="3"), row(), ("target",)),
        (row(value="3", actual_value="120"), row(), ("target", "restated")),
        (row(as_of="2027Q3"), row(as_of="2027Q4", performance="missed"), ("due",)),
        (row(performance="not_started", as_of="2025Q3"), row(), ("began",)),
        (row(as_of="2025Q3"), row(performance="at_risk"), ("time",)),
        (row(), row(performance="at_risk"), ("rules",)),
    ],
)
def test_causes(before, now, expected):
    assert causes(before, now) == expected


def test_a_new_or_removed_target_is_a_change_without_direction():
    found = changes([row(target_id="old")], [row(target_id="new")], figures=False)
    assert [(one.row.target_id, one.causes, one.worsening) for one in found] == [
        ("new", ("added",), 0),
        ("old", ("removed",), 0),
    ]
