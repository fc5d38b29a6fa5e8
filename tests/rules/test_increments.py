"""What was added since a start: increments, and the yearly targets built the same way."""

import pytest

from tests.table import check, computed


def added(engine, actuals, *, as_of, value, period=None, start="2024-01-01", metric="events"):
    check(
        engine,
        targets=f"""
            metric   | basis     | value | start
            {metric} | increment | 5000  | {start}
        """,
        actuals=actuals,
        as_of=as_of,
        gives=f"""
            actual_value  | {value}
            actual_period | {as_of if period is None else period}
        """,
    )


def test_the_sum_of_the_years(engine):
    added(engine, "2024 = 10 \n 2025 = 20 \n ytd 2026Q1 = 3", as_of="2026Q1", value="33")


def test_less_what_the_first_year_had_before_the_start(engine):
    added(
        engine,
        "ytd 2024Q2 = 4 \n 2024 = 10 \n 2025 = 20",
        as_of="2025Q4",
        start="2024-07-01",
        value="26",
    )


def test_a_missing_year_makes_the_sum_unknown(engine):
    added(
        engine,
        "2024 = 10 \n 2026 = 20",
        as_of="2026Q4",
        value="10",
        period="2024Q4",
    )


def test_within_the_first_year_the_quarters_since_the_start_do(engine):
    """Nothing is known before July, and nothing needs to be."""
    added(
        engine,
        "quarter 2024Q3 = 3 \n quarter 2024Q4 = 5",
        as_of="2024Q4",
        start="2024-07-01",
        value="8",
    )


def test_the_quarters_do_even_where_the_cumulative_is_reported(engine):
    """累计 of the year is known, 累计 before the start is not."""
    added(
        engine,
        "quarter 2024Q3 = 3 \n 2024 = 10",
        as_of="2024Q4",
        start="2024-07-01",
        value="3",
        period="2024Q3",
    )


def test_the_quarters_do_not_reach_into_the_next_year(engine):
    added(
        engine,
        "quarter 2024Q3 = 3 \n quarter 2024Q4 = 5 \n quarter 2025Q1 = 2",
        as_of="2025Q1",
        start="2024-07-01",
        value="8",
        period="2024Q4",
    )


def test_a_missing_quarter_since_the_start_leaves_the_sum_unknown(engine):
    added(engine, "quarter 2024Q4 = 5", as_of="2024Q4", start="2024-07-01", value="", period="")


def test_figures_before_the_start_are_no_actual(engine):
    added(engine, "2023 = 500", as_of="2024Q2", value="", period="")


def test_a_comparable_base_counts_in_a_sum(engine):
    """2025 = 22 at 同比 10 means 20 in 2024."""
    added(engine, "2025 = 22, yoy 10", as_of="2025Q4", value="42")


def test_stock_is_the_difference_to_the_quarter_before_the_start(engine):
    added(
        engine,
        "2023Q4 = 60 \n 2024Q4 = 70 \n 2025Q2 = 75",
        as_of="2025Q4",
        value="15",
        period="2025Q2",
        metric="parks",
    )


@pytest.mark.parametrize("actuals", ["2023Q3 = 60 \n 2025Q4 = 75", "2023Q4 = 60"])
def test_stock_without_either_end_has_no_actual(engine, actuals):
    added(engine, actuals, as_of="2025Q4", value="", period="", metric="parks")


@pytest.mark.parametrize(
    "metric, actuals, performance",
    [("events", "2024 = 5000", "achieved"), ("parks", "2023Q4 = 0 \n 2024Q4 = 5000", "met_so_far")],
)
def test_only_what_adds_up_cannot_be_undone(engine, metric, actuals, performance):
    check(
        engine,
        targets=f"""
            metric   | basis     | value
            {metric} | increment | 5000
        """,
        actuals=actuals,
        as_of="2024Q4",
        gives=f"performance | {performance}",
    )


YEARLY = """
    metric | basis      | value | start   | due
    events | every_year | 500   | {start} | {due}
"""


def test_a_year_cut_by_the_start_counts_from_there_and_is_not_prorated(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-07-01", due="2025-12-31"),
        actuals="""
            ytd 2024Q2 = 200
            ytd 2024Q3 = 300
        """,
        as_of="2024Q3",
        gives="""
            due_period      | 2024Q4
            target_value    | 500
            actual_value    | 100
            baseline_value  | 0
            baseline_period | 2024Q2
            expected_value  | 250
            pace            | 0.4
            performance     | off_track
        """,
    )


def test_a_year_cut_by_the_due_date_ends_there(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-01-01", due="2025-06-30"),
        actuals="""
            2024 = 400
            ytd 2025Q2 = 500
            2025 = 900
        """,
        as_of="2026Q1",
        gives="""
            due_period      | 2024Q4 | 2025Q2
            actual_value    | 400    | 500
            baseline_period | 2023Q4 | 2024Q4
            gap_to_target   | 100    | 0
            performance     | missed | achieved
        """,
    )


def test_each_year_counts_from_january(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-01-01", due="2026-12-31"),
        actuals="""
            2024 = 600
            quarter 2025Q1 = 120
        """,
        as_of="2025Q1",
        gives="""
            due_period     | 2024Q4   | 2025Q4
            actual_value   | 600      | 120
            actual_period  | 2024Q4   | 2025Q1
            data_state     | current  | current
            expected_value | 500      | 125
            performance    | achieved | on_track
        """,
    )


def test_a_year_is_achieved_before_it_ends(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-01-01", due="2026-12-31"),
        actuals="ytd 2024Q3 = 500",
        as_of="2024Q3",
        gives="performance | achieved",
    )


def test_a_new_year_without_figures(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-01-01", due="2026-12-31"),
        actuals="2024 = 500",
        as_of="2025Q1",
        gives="""
            actual_value | 500      |
            data_state   | current  | no_data
            performance  | achieved | not_assessable
            reason       |          | no_actual
        """,
    )


def test_the_first_year_exists_before_it_has_begun(engine):
    check(
        engine,
        targets=YEARLY.format(start="2024-07-01", due="2026-12-31"),
        actuals="2022 = 500",
        as_of="2022Q4",
        gives="""
            due_period  | 2024Q4
            data_state  | not_due
            performance | not_started
            reason      |
        """,
    )


def test_what_was_reported_after_a_year_does_not_change_its_verdict(engine):
    """The 同比 of 2025 would give 2024 a comparable base; 2024's row does not see it."""
    rows = computed(
        engine,
        targets=YEARLY.format(start="2024-01-01", due="2025-12-31"),
        actuals="ytd 2025Q4 = 600, yoy 20",
        as_of="2025Q4",
    )
    assert [(row["actual_value"], row["performance"]) for row in rows] == [
        (None, "not_assessable"),
        (600, "achieved"),
    ]
