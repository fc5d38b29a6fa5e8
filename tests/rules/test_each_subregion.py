"""每个县区: every child region must reach the value."""

import pytest

from tests.table import check

EVERY_COUNTY = """
    metric | basis          | comparator   | value | due        | children
    parks  | each_subregion | {comparator} | 2     | 2025-12-31 | a b c
"""


def counties(engine, a, b, c, *, as_of="2025Q4", gives, comparator="ge"):
    lines = [f"{name}: {cell}" for name, cell in zip("abc", (a, b, c), strict=True) if cell]
    check(
        engine,
        targets=EVERY_COUNTY.format(comparator=comparator),
        actuals="\n".join(lines),
        as_of=as_of,
        gives=gives,
    )


def test_all_reach_it_when_due(engine):
    counties(
        engine, "2025Q4 = 2", "2025Q4 = 3", "2025Q4 = 9",
        gives="""
            target_value    | 3
            actual_value    | 3
            gap_to_target   | 0
            attainment      | 1
            baseline_value  |
            baseline_period |
            progress        |
            data_state      | current
            performance     | achieved
        """,
    )  # fmt: skip


def test_one_short_when_due(engine):
    counties(
        engine, "2025Q4 = 2", "2025Q4 = 1", "2025Q4 = 9",
        gives="""
            actual_value  | 2
            gap_to_target | 1
            attainment    | ≈0.6667
            performance   | missed
        """,
    )  # fmt: skip


@pytest.mark.parametrize(
    "comparator, actual", [("ge", "3"), ("gt", "1"), ("eq", "3"), ("about", "3")]
)
def test_the_comparator_is_applied_to_every_child(engine, comparator, actual):
    counties(
        engine, "2025Q4 = 2", "2025Q4 = 2", "2025Q4 = 3",
        comparator=comparator, gives=f"actual_value | {actual}",
    )  # fmt: skip


@pytest.mark.parametrize("value, actual", [("1.9", "3"), ("1.89", "2")])
def test_about_reads_five_per_cent_below_for_every_child(engine, value, actual):
    counties(
        engine, "2025Q4 = 2", f"2025Q4 = {value}", "2025Q4 = 3",
        comparator="about", gives=f"actual_value | {actual}",
    )  # fmt: skip


def test_a_child_that_never_reported_counts_as_not_reached(engine):
    counties(
        engine, "2025Q2 = 2", "", "2025Q4 = 9",
        gives="""
            target_value  | 3
            actual_value  | 2
            actual_period | 2025Q4
            gap_to_target | 1
            performance   | awaiting_final
            reason        | children_missing
        """,
    )  # fmt: skip


def test_before_due_a_child_without_data_leaves_the_target_open(engine):
    counties(
        engine, "2025Q2 = 2", "", "2025Q3 = 9", as_of="2025Q3",
        gives="""
            actual_period | 2025Q3
            data_state    | current
            performance   | not_assessable
            reason        | children_missing
        """,
    )  # fmt: skip


def test_no_child_with_data_is_no_actual(engine):
    counties(
        engine, "", "", "",
        gives="""
            target_value  | 3
            actual_value  |
            actual_period |
            data_state    | no_data
            performance   | not_assessable
            reason        | no_actual
        """,
    )  # fmt: skip


def test_the_slowest_child_dates_the_figure_and_delays_the_verdict(engine):
    counties(
        engine, "2025Q4 = 2", "2025Q3 = 3", "2025Q4 = 9",
        gives="""
            actual_value  | 3
            actual_period | 2025Q3
            data_state    | stale
            performance   | awaiting_final
            reason        |
        """,
    )  # fmt: skip


def test_all_reach_it_before_due(engine):
    counties(
        engine, "2025Q3 = 2", "2025Q3 = 3", "2025Q3 = 9", as_of="2025Q3",
        gives="""
            performance          | met_so_far
            required_per_quarter |
        """,
    )  # fmt: skip


def test_the_lowest_confidence_of_all_children(engine):
    counties(
        engine, "2025Q4 = 2", "2025Q4 = 3, confidence medium", "2025Q4 = 9",
        gives="confidence | medium",
    )  # fmt: skip


def test_figures_of_the_parent_region_do_not_count(engine):
    check(
        engine,
        targets=EVERY_COUNTY.format(comparator="ge"),
        actuals="2025Q4 = 100",
        as_of="2025Q4",
        gives="reason | no_actual",
    )
