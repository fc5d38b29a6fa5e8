"""Which of several reported rows stands: revisions, forecasts, withdrawals, empty cells, time."""

import pytest

from tests.table import check

PARKS = """
    metric | value
    parks  | 100
"""


def actual(engine, actuals, expected, *, as_of="2025Q4", known_at="", target=PARKS):
    check(
        engine,
        targets=target,
        actuals=actuals,
        as_of=as_of,
        known_at=known_at,
        gives=f"actual_value | {expected}",
    )


def test_a_later_row_replaces_an_earlier_one(engine):
    actual(engine, "2025Q4 = 70 \n 2025Q4 = 75", "75")


def test_a_correction_downwards_counts_as_well(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 = 70", "70")


def test_rows_of_another_period_or_counting_do_not_replace(engine):
    actual(
        engine,
        """
        ytd 2025Q4 = 75
        quarter 2025Q4 = 20
        ytd 2025Q3 = 50
        """,
        "75",
        target="metric | value \n exports | 100",
    )


def test_a_month_and_its_quarter_are_one_period(engine):
    actual(engine, "2025Q4 = 75 \n 2025-12 = 80", "80")


def test_a_forecast_is_never_counted(engine):
    actual(engine, "2025Q3 = 60 \n 2025Q4 = 90, nature forecast", "60")


def test_a_forecast_replaces_nothing(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 = 90, nature forecast", "75")


def test_a_preliminary_figure_counts(engine):
    actual(engine, "2025Q4 = 75, nature preliminary", "75")


@pytest.mark.parametrize("value", ["75", ""])
def test_a_withdrawal_takes_the_figure_back(engine, value):
    actual(engine, f"2025Q3 = 60 \n 2025Q4 = 75 \n 2025Q4 = {value}, nature withdrawn", "60")


def test_a_withdrawal_does_not_bring_back_the_figure_before(engine):
    actual(engine, "2025Q4 = 70 \n 2025Q4 = 75 \n 2025Q4 = , nature withdrawn", "")


def test_a_figure_after_a_withdrawal_stands(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 = , nature withdrawn \n 2025Q4 = 76", "76")


def test_a_forecast_after_a_withdrawal_leaves_it_withdrawn(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 = , nature withdrawn \n 2025Q4 = 76, nature forecast", "")


def test_an_empty_value_reports_and_replaces_nothing(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 =", "75")


def test_an_empty_value_after_a_withdrawal_leaves_it_withdrawn(engine):
    actual(engine, "2025Q4 = 75 \n 2025Q4 = , nature withdrawn \n 2025Q4 =", "")


def test_zero_is_a_figure(engine):
    actual(engine, "2025Q3 = 60 \n 2025Q4 = 0", "0")


def test_a_withdrawn_cumulative_is_supplied_by_the_quarters(engine):
    actual(
        engine,
        """
        2025 = 75
        quarter 2025Q1 = 10
        quarter 2025Q2 = 20
        quarter 2025Q3 = 20
        quarter 2025Q4 = 20
        2025 = , nature withdrawn
        """,
        "70",
        target="metric | value \n exports | 100",
    )


def test_a_replacement_takes_the_growth_rate_away_too(engine):
    """The comparable base of 2024 rests on the row that stands, which has no 同比."""
    check(
        engine,
        targets="""
            metric  | basis    | value | baseline_year
            exports | multiple | 2     | 2024
        """,
        actuals="""
            2025 = 126, yoy 5
            2025 = 126
        """,
        as_of="2025Q4",
        gives="""
            actual_value   | 126
            baseline_value |
            reason         | no_baseline
        """,
    )


@pytest.mark.parametrize(
    "known_at, expected",
    [("2025-12-31", ""), ("2026-01-31", "75"), ("2026-02-28", "72"), ("2026-03-31", ""), ("", "")],
)
def test_each_version_stands_from_its_publication(engine, known_at, expected):
    actual(
        engine,
        """
        2025Q4 = 75, published 2026-01-20
        2025Q4 = 72, published 2026-02-20
        2025Q4 = , nature withdrawn, published 2026-03-20
        """,
        expected,
        known_at=known_at,
    )


def test_a_row_without_a_publication_date_is_known_always(engine):
    actual(engine, "2025Q4 = 75", "75", known_at="1999-01-01")


def test_the_order_of_rows_decides_not_the_publication_date(engine):
    actual(engine, "2025Q4 = 75, published 2026-02-20 \n 2025Q4 = 72, published 2026-01-20", "72")


def test_rows_after_the_evaluated_quarter_do_not_exist(engine):
    actual(engine, "2025Q3 = 60 \n 2025Q4 = 75", "60", as_of="2025Q3")


@pytest.mark.parametrize(
    "first, second, expected",
    [("high", "high", "high"), ("low", "high", "low"), ("medium", "high", "medium"),
     ("high", "medium", "medium"), ("low", "medium", "low")],
)
def test_a_gap_carries_the_lowest_confidence_behind_it(engine, first, second, expected):
    check(
        engine,
        targets=PARKS,
        actuals=f"""
            2023Q4 = 40, confidence {first}
            2024Q4 = 45, confidence low
            2025Q4 = 75, confidence {second}
        """,
        as_of="2025Q4",
        gives=f"confidence | {expected}",
    )


def test_confidence_of_every_part_of_a_trailing_year_counts(engine):
    check(
        engine,
        targets="metric | value \n exports | 200",
        actuals="""
            ytd 2024Q2 = 55, confidence low
            2024 = 120, confidence medium
            ytd 2025Q2 = 70
        """,
        as_of="2025Q2",
        gives="""
            actual_value | 135
            confidence   | low
        """,
    )


def test_no_confidence_without_an_actual(engine):
    check(engine, targets=PARKS, actuals="", as_of="2025Q4", gives="confidence |")
