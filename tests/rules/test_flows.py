"""累计, 当季, 同比: how the figures of a flow are put together."""

import pytest

from tests.table import check


def level(engine, actuals, *, as_of, value, period=None):
    """The trailing year that a level target is measured by."""
    period = as_of if period is None else period
    check(
        engine,
        targets="metric | value \n exports | 1000",
        actuals=actuals,
        as_of=as_of,
        gives=f"""
            actual_value  | {value}
            actual_period | {period}
        """,
    )


QUARTERS = """
    quarter 2025Q1 = 10
    quarter 2025Q2 = 20
    quarter 2025Q3 = 30
    quarter 2025Q4 = 40
"""


def test_rule_1_the_reported_cumulative_wins_over_the_quarters(engine):
    level(engine, QUARTERS + "2025 = 101", as_of="2025Q4", value="101")


def test_rule_2_the_quarters_of_the_year_from_nothing(engine):
    level(engine, QUARTERS, as_of="2025Q4", value="100")


def test_rule_2_the_latest_cumulative_plus_the_quarters_since(engine):
    level(
        engine,
        QUARTERS + "ytd 2025Q1 = 5 \n ytd 2025Q2 = 33",
        as_of="2025Q4",
        value="103",
    )


def test_rule_2_a_missing_quarter_leaves_the_year_unknown(engine):
    level(
        engine,
        """
        quarter 2025Q1 = 10
        quarter 2025Q3 = 30
        quarter 2025Q4 = 40
        """,
        as_of="2025Q4",
        value="",
        period="",
    )


def test_rule_2_a_quarter_missing_before_the_latest_cumulative_does_not_matter(engine):
    level(
        engine,
        """
        ytd 2025Q2 = 33
        quarter 2025Q3 = 30
        quarter 2025Q4 = 40
        """,
        as_of="2025Q4",
        value="103",
    )


def test_rule_2_starts_from_quarter_ends_only(engine):
    """The 累计 of August is no quarter end: the quarters are counted from January."""
    level(engine, QUARTERS + "ytd 2025-08 = 60", as_of="2025Q4", value="100")


def test_rule_2_never_starts_from_a_comparable_base(engine):
    """累计 2024Q1 would be 10 by next year's 同比, but 累计 2024Q2 may not be built on it."""
    level(
        engine,
        """
        2023 = 100
        ytd 2023Q2 = 40
        quarter 2024Q2 = 20
        ytd 2025Q1 = 11, yoy 10
        """,
        as_of="2025Q1",
        value="100",
        period="2023Q4",
    )


def test_rule_2_wins_over_rule_3(engine):
    """The 2024 months are known from the quarters: 100 + 30 − 10, not 100 + 30 − 15."""
    level(
        engine,
        """
        2024 = 100
        quarter 2024Q1 = 10
        ytd 2025Q1 = 30, yoy 100
        """,
        as_of="2025Q1",
        value="120",
    )


def test_rule_3_the_comparable_base(engine):
    level(
        engine,
        """
        2024 = 100
        ytd 2025Q1 = 30, yoy 100
        """,
        as_of="2025Q1",
        value="115",
    )


@pytest.mark.parametrize(
    "reported, yoy, base",
    [
        ("1", "200", "0.333333"),
        ("2", "200", "0.666667"),
        ("0.000001", "100", "0.000001"),  # 0.0000005, half away from zero
        ("-0.000001", "100", "-0.000001"),
        ("0.000003", "100", "0.000002"),  # 0.0000015
    ],
)
def test_a_comparable_base_is_rounded_to_six_decimals(engine, reported, yoy, base):
    check(
        engine,
        targets="metric | value | baseline_year | start \n exports | 1000 | 2024 | 2024-01-01",
        actuals=f"ytd 2025Q4 = {reported}, yoy {yoy}",
        as_of="2025Q4",
        gives=f"""
            baseline_value  | {base}
            baseline_period | 2024Q4
        """,
    )


def test_the_row_behind_a_comparable_base_must_exist_by_then(engine):
    """In 2024Q4 nobody knew the 同比 of 2025: the due quarter has no figure, and never will."""
    check(
        engine,
        targets="metric | value | due \n exports | 1000 | 2024-12-31",
        actuals="2025 = 126, yoy 5",
        as_of="2025Q4",
        gives="""
            actual_value |
            performance  | not_assessable
            reason       | no_actual
        """,
    )


def test_trailing_year(engine):
    level(
        engine,
        """
        ytd 2024Q2 = 55
        2024 = 120
        ytd 2025Q2 = 70
        """,
        as_of="2025Q2",
        value="135",
    )


@pytest.mark.parametrize("missing", ["ytd 2024Q2 = 55", "2024 = 120"])
def test_trailing_year_is_unknown_if_a_part_is(engine, missing):
    parts = {"ytd 2024Q2 = 55", "2024 = 120", "ytd 2025Q2 = 70"} - {missing}
    last_known = ("120", "2024Q4") if "2024 = 120" in parts else ("", "")
    level(
        engine, "\n".join(sorted(parts)), as_of="2025Q2", value=last_known[0], period=last_known[1]
    )


def test_the_annual_total_needs_no_year_before(engine):
    level(engine, "2025 = 126", as_of="2025Q4", value="126")


def test_a_single_month_between_quarters(engine):
    level(
        engine,
        """
        2024 = 120
        ytd 2024-08 = 70
        ytd 2025-08 = 80
        """,
        as_of="2025Q3",
        value="130",
        period="2025-08",
    )


def test_the_latest_known_month_counts_even_if_it_is_a_quarter_back(engine):
    level(
        engine,
        """
        2024 = 120
        ytd 2024Q2 = 55
        ytd 2025Q2 = 70
        ytd 2025Q3 = 99
        """,
        as_of="2025Q3",
        value="135",
        period="2025Q2",
    )


def test_figures_are_exact_to_the_last_digit(engine):
    level(
        engine,
        """
        ytd 2024Q2 = 0.1
        2024 = 99999999999999.01
        ytd 2025Q2 = 0.2
        """,
        as_of="2025Q2",
        value="99999999999999.11",
    )


def test_negative_figures_add_up_as_well(engine):
    level(
        engine,
        """
        ytd 2024Q2 = -5
        2024 = 120
        ytd 2025Q2 = -7
        """,
        as_of="2025Q2",
        value="118",
    )
