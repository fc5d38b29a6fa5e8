"""Where the path starts: base years, and what is never guessed."""

import pytest

from tests.table import check


def test_level_starts_at_the_end_of_the_base_year(engine):
    check(
        engine,
        targets="""
            metric | value | baseline_year | start
            parks  | 100   | 2022          | 2024-01-01
            parks  | 100   |               | 2024-01-01
        """,
        actuals="""
            2022Q4 = 10
            2023Q4 = 20
            2025Q4 = 60
        """,
        as_of="2025Q4",
        gives="""
            baseline_value  | 10     | 20
            baseline_period | 2022Q4 | 2023Q4
        """,
    )


def test_level_without_its_base_starts_at_the_earliest_figure_after_it(engine):
    check(
        engine,
        targets="metric | value | start \n parks | 100 | 2024-01-01",
        actuals="""
            2023Q3 = 5
            2024-02 = 20
            2024Q2 = 30
            2025Q4 = 60
        """,
        as_of="2025Q4",
        gives="""
            baseline_value  | 20
            baseline_period | 2024-02
            expected_value  | ≈58.26
            pace            | ≈1.0455
        """,
    )


def test_level_with_a_single_figure_has_no_baseline(engine):
    check(
        engine,
        targets="metric | value | start \n parks | 100 | 2024-01-01",
        actuals="2025Q4 = 60",
        as_of="2025Q4",
        gives="""
            baseline_value       |
            baseline_period      |
            gap_to_target        | 40
            attainment           | 0.6
            required_per_quarter | 5
            expected_value       |
            performance          | not_assessable
            reason               | no_baseline
        """,
    )


def test_level_of_a_flow_starts_at_a_trailing_year(engine):
    check(
        engine,
        targets="metric | value | start \n exports | 300 | 2024-01-01",
        actuals="""
            ytd 2024Q2 = 55
            2024 = 120
            ytd 2025Q2 = 70
            2025 = 150
        """,
        as_of="2025Q4",
        gives="""
            baseline_value  | 120
            baseline_period | 2024Q4
        """,
    )


def test_a_base_of_zero_is_a_start_for_a_level(engine):
    check(
        engine,
        targets="metric | value | start \n parks | 100 | 2024-01-01",
        actuals="2023Q4 = 0 \n 2025Q4 = 50",
        as_of="2025Q4",
        gives="baseline_value | 0 \n pace | 1 \n performance | on_track",
    )


def test_a_negative_base_is_a_start_for_a_level(engine):
    check(
        engine,
        targets="metric | value | start \n exports | 100 | 2024-01-01",
        actuals="2023 = -100 \n 2025 = 0",
        as_of="2025Q4",
        gives="""
            baseline_value  | -100
            expected_value  | 0
            progress        | 0.5
            pace            | 1
            attainment      | 0
            required_growth |
            performance     | on_track
        """,
    )


GROWTH = """
    metric  | basis   | value | baseline_year | start
    {metric} | {basis} | 2     | 2024          | 2024-01-01
"""


@pytest.mark.parametrize("basis", ["multiple", "cagr"])
@pytest.mark.parametrize("base", ["", "2024 = 0", "2024 = -5"])
def test_growth_from_nothing_or_less_has_no_base(engine, basis, base):
    check(
        engine,
        targets=GROWTH.format(metric="exports", basis=basis),
        actuals=f"{base} \n 2025 = 126",
        as_of="2025Q4",
        gives="""
            target_value    |
            baseline_value  |
            baseline_period |
            actual_value    | 126
            gap_to_target   |
            attainment      |
            provisional     | false
            data_state      | current
            performance     | not_assessable
            reason          | no_baseline
        """,
    )


def test_without_actual_and_base_the_actual_is_named_first(engine):
    check(
        engine,
        targets=GROWTH.format(metric="exports", basis="multiple"),
        actuals="",
        as_of="2025Q4",
        gives="""
            data_state | no_data
            reason     | no_actual
        """,
    )


def test_a_stock_multiplies_its_value_at_the_end_of_the_base_year(engine):
    check(
        engine,
        targets=GROWTH.format(metric="parks", basis="multiple"),
        actuals="2024Q3 = 90 \n 2024Q4 = 100 \n 2025Q4 = 126",
        as_of="2025Q4",
        gives="""
            target_value         | 200
            expected_value       | ≈125.9921
            required_per_quarter | 9.25
            required_growth      |
        """,
    )


@pytest.mark.parametrize(
    "factor, base, target",
    [("1.5", "0.000001", "0.000002"), ("1.4", "0.000001", "0.000001"), ("3", "33.3333333", "100")],
)
def test_a_multiple_is_rounded_to_six_decimals(engine, factor, base, target):
    """0.0000015 → 0.000002 (halves away from zero), 99.9999999 → 100."""
    check(
        engine,
        targets=f"""
            metric  | basis    | value    | baseline_year
            exports | multiple | {factor} | 2024
        """,
        actuals=f"2024 = {base}",
        as_of="2024Q4",
        gives=f"target_value | {target}",
    )


CAGR = """
    metric  | basis | comparator | value | baseline_year | start      | due
    exports | cagr  | ge         | 10    | 2022          | 2023-01-01 | {due}
"""


@pytest.mark.parametrize(
    "value, performance", [("133.1", "achieved"), ("133.0999999999", "missed")]
)
def test_growth_met_exactly_is_met(engine, value, performance):
    """In doubles 100 × 1.1³ is 133.10000000000005."""
    check(
        engine,
        targets=CAGR.format(due="2025-12-31"),
        actuals=f"2022 = 100 \n 2025 = {value}",
        as_of="2025Q4",
        gives=f"target_value | 133.1 \n performance | {performance}",
    )


def test_growth_of_a_large_figure_is_exact(engine):
    check(
        engine,
        targets=CAGR.format(due="2025-12-31"),
        actuals="2022 = 99999999999999.01",
        as_of="2022Q4",
        gives="target_value | 133099999999998.68231",
    )


def test_growth_over_part_of_a_year(engine):
    """100 × 1.1^(30/12)."""
    check(
        engine,
        targets=CAGR.format(due="2025-06-30"),
        actuals="2022 = 100",
        as_of="2022Q4",
        gives="target_value | 126.905871",
    )


def test_a_yearly_fall_where_less_is_better(engine):
    check(
        engine,
        targets="""
            metric     | basis | comparator | value | baseline_year | start      | due
            complaints | cagr  | le         | -10   | 2022          | 2023-01-01 | 2024-12-31
        """,
        actuals="2022 = 100 \n 2023 = 90",
        as_of="2023Q4",
        gives="""
            target_value      | 81
            expected_value    | 90
            gap_to_target     | 9
            gap_to_trajectory | 0
            pace              | 1
            projected_value   | 81
            required_growth   | -10 %
            performance       | on_track
        """,
    )


@pytest.mark.parametrize("actual, performance", [("80", "achieved"), ("80.01", "missed")])
def test_the_upper_end_of_a_range_of_multiples_is_a_multiple_too(engine, actual, performance):
    check(
        engine,
        targets="""
            metric     | basis    | comparator | value | value_high | baseline_year | due
            complaints | multiple | between    | 0.5   | 0.8        | 2024          | 2025-12-31
        """,
        actuals=f"""
            2024 = 100
            2025 = {actual}
        """,
        as_of="2025Q4",
        gives=f"performance | {performance}",
    )
