"""The boundaries of time, from both sides: start, due, too early, known or not."""

import pytest

from tests.table import check, computed

PARKS = """
    metric | value | start      | due
    parks  | 100   | 2024-01-01 | {due}
"""


def parks(due="2027-12-31") -> str:
    return PARKS.format(due=due)


@pytest.mark.parametrize(
    "as_of, performance, required_per_quarter, data_state",
    [
        ("2027Q3", "at_risk", "40", "current"),
        ("2027Q4", "awaiting_final", "", "stale"),
        ("2028Q1", "awaiting_final", "", "stale"),
    ],
)
def test_due_quarter_without_its_figure(
    engine, as_of, performance, required_per_quarter, data_state
):
    check(
        engine,
        targets=parks(),
        actuals="""
            2023Q4 = 0
            2027Q3 = 60
            2028Q1 = 500
        """,
        as_of=as_of,
        gives=f"""
            actual_value         | 60
            performance          | {performance}
            required_per_quarter | {required_per_quarter}
            data_state           | {data_state}
        """,
    )


@pytest.mark.parametrize("as_of", ["2027Q4", "2028Q1", "2031Q2"])
def test_what_comes_after_the_due_quarter_changes_nothing(engine, as_of):
    check(
        engine,
        targets=parks(),
        actuals="""
            2027Q4 = 99
            2028Q1 = 500
        """,
        as_of=as_of,
        gives="""
            actual_value | 99
            data_state   | current
            performance  | missed
        """,
    )


@pytest.mark.parametrize(
    "due, performance, reason",
    [
        ("2027-12-31", "off_track", ""),  # 6 of 60 months: exactly 0.10
        ("2028-03-31", "not_assessable", "too_early"),  # 6 of 63 months
    ],
)
def test_too_early_in_quarters(engine, due, performance, reason):
    check(
        engine,
        targets=f"""
            metric | value | start      | due
            parks  | 100   | 2023-01-01 | {due}
        """,
        actuals="""
            2022Q4 = 0
            2023Q2 = 1
        """,
        as_of="2023Q2",
        gives=f"""
            performance | {performance}
            reason      | {reason}
        """,
    )


@pytest.mark.parametrize(
    "period, performance",
    [("2024-04", "not_assessable"), ("2024-05", "on_track")],
)
def test_too_early_in_months(engine, period, performance):
    """4 of 48 months are too early, 5 of 48 are not."""
    check(
        engine,
        targets=parks(),
        actuals=f"""
            2023Q4 = 0
            {period} = 50
        """,
        as_of="2024Q2",
        gives=f"""
            actual_period | {period}
            performance   | {performance}
        """,
    )


def test_no_time_gone_is_too_early(engine):
    check(
        engine,
        targets=parks(),
        actuals="2023Q4 = 40",
        as_of="2024Q1",
        gives="""
            baseline_value    | 40
            baseline_period   | 2023Q4
            actual_value      | 40
            expected_value    |
            gap_to_trajectory |
            progress          |
            pace              |
            projected_value   |
            gap_to_target     | 60
            required_per_quarter | 3.75
            performance       | not_assessable
            reason            | too_early
        """,
    )


@pytest.mark.parametrize(
    "start, as_of, performance, data_state",
    [
        ("2024-04-01", "2024Q1", "not_started", "not_due"),
        ("2024-04-01", "2024Q2", "not_assessable", "stale"),
        ("2024-06-30", "2024Q1", "not_started", "not_due"),
        ("2024-06-30", "2024Q2", "not_assessable", "stale"),
        ("2024-03-31", "2024Q1", "not_assessable", "current"),
    ],
)
def test_start_counts_from_the_first_month_of_its_quarter(
    engine, start, as_of, performance, data_state
):
    check(
        engine,
        targets=f"""
            metric | value | start   | due
            parks  | 100   | {start} | 2027-12-31
        """,
        actuals="2024Q1 = 50",
        as_of=as_of,
        gives=f"""
            performance | {performance}
            data_state  | {data_state}
        """,
    )


def test_an_increment_from_the_middle_of_a_quarter_counts_the_whole_quarter(engine):
    check(
        engine,
        targets="""
            metric | basis     | value | start      | due
            events | increment | 100   | 2024-05-15 | 2025-08-15
        """,
        actuals="""
            ytd 2024Q1 = 10
            2024 = 40
            ytd 2025Q3 = 30
        """,
        as_of="2025Q3",
        gives="""
            due_period      | 2025Q3
            baseline_period | 2024Q1
            actual_value    | 60
            actual_period   | 2025Q3
            performance     | missed
        """,
    )


@pytest.mark.parametrize("due", ["2025-07-01", "2025-08-15", "2025-09-30"])
def test_due_counts_to_the_last_month_of_its_quarter(engine, due):
    check(
        engine,
        targets=parks(due=due),
        actuals="2025Q3 = 100",
        as_of="2025Q3",
        gives="""
            due_period  | 2025Q3
            performance | achieved
        """,
    )


def test_a_month_inside_the_due_quarter_is_not_the_due_quarter(engine):
    check(
        engine,
        targets=parks(due="2025-09-30"),
        actuals="2025-08 = 100",
        as_of="2025Q3",
        gives="""
            actual_period | 2025-08
            data_state    | stale
            performance   | awaiting_final
        """,
    )


@pytest.mark.parametrize(
    "known_at, actual", [("2026-01-19", ""), ("2026-01-20", "75"), ("2026-01-21", "75")]
)
def test_a_figure_is_known_from_the_day_it_was_published(engine, known_at, actual):
    check(
        engine,
        targets=parks(),
        actuals="2025Q4 = 75, published 2026-01-20",
        as_of="2025Q4",
        known_at=known_at,
        gives=f"actual_value | {actual}",
    )


@pytest.mark.parametrize("as_of, years", [("2023Q4", 1), ("2024Q4", 1), ("2025Q1", 2), ("2030Q1", 4)])
def test_one_row_for_each_year_that_has_begun(engine, as_of, years):
    rows = computed(
        engine,
        targets="""
            metric | basis      | value | start      | due
            events | every_year | 500   | 2024-01-01 | 2027-12-31
        """,
        actuals="",
        as_of=as_of,
    )
    assert [row["due_period"] for row in rows] == [f"{2024 + no}Q4" for no in range(years)]
