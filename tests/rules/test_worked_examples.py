"""The thirteen worked examples of the method, with every number printed there."""

import pytest

from tests.reference.series import Flow
from tests.table import check, read_actuals


def test_1_doubling_on_track(engine):
    check(
        engine,
        targets="""
            metric  | basis    | value | baseline_year | start      | due
            exports | multiple | 2     | 2024          | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2024 = 100
            2025 = 126
        """,
        as_of="2025Q4",
        gives="""
            due_period           | 2027Q4
            target_value         | 200
            actual_value         | 126
            actual_period        | 2025Q4
            baseline_value       | 100
            baseline_period      | 2024Q4
            expected_value       | ≈125.9921
            gap_to_target        | 74
            gap_to_trajectory    | ≈-0.0079
            attainment           | 0.63
            progress             | 0.26
            pace                 | ≈1.0003
            required_per_quarter | 9.25
            required_growth      | ≈25.99 %
            projected_value      | ≈200.0376
            provisional          | false
            data_state           | current
            performance          | on_track
            reason               |
        """,
    )


def test_2_doubling_at_risk(engine):
    check(
        engine,
        targets="""
            metric  | basis    | value | baseline_year | start      | due
            exports | multiple | 2     | 2024          | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2024 = 100
            2025 = 120
        """,
        as_of="2025Q4",
        gives="""
            target_value      | 200
            gap_to_target     | 80
            gap_to_trajectory | ≈5.9921
            pace              | ≈0.7695
            required_growth   | ≈29.10 %
            projected_value   | 172.8
            performance       | at_risk
            reason            |
        """,
    )


def test_3_stock_on_track_with_a_stale_figure(engine):
    check(
        engine,
        targets="""
            metric | basis | value | start      | due
            parks  | level | 100   | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2023Q4 = 60
            2025Q2 = 75
        """,
        as_of="2025Q3",
        gives="""
            actual_period        | 2025Q2
            baseline_value       | 60
            baseline_period      | 2023Q4
            expected_value       | 75
            gap_to_target        | 25
            gap_to_trajectory    | 0
            pace                 | 1
            required_per_quarter | 2.5
            required_growth      |
            data_state           | stale
            performance          | on_track
        """,
    )


def test_4_every_year_one_row_a_year(engine):
    check(
        engine,
        targets="""
            metric | basis      | value | start      | due
            events | every_year | 500   | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2024 = 520
            ytd 2025Q2 = 230
        """,
        as_of="2025Q2",
        gives="""
            due_period           | 2024Q4   | 2025Q4
            target_value         | 500      | 500
            actual_value         | 520      | 230
            gap_to_target        | -20      | 270
            expected_value       | 500      | 250
            pace                 | 1.04     | 0.92
            required_per_quarter |          | 135
            required_growth      |          |
            projected_value      | 520      | 460
            performance          | achieved | at_risk
        """,
    )


def test_5_more_than_150_is_missed_by_exactly_150(engine):
    check(
        engine,
        targets="""
            metric  | basis | comparator | value | start      | due
            exports | level | gt         | 150   | 2023-01-01 | 2025-12-31
        """,
        actuals="""
            2022 = 110
            2025 = 150
        """,
        as_of="2026Q3",
        gives="""
            gap_to_target | 0
            data_state    | current
            performance   | missed
            reason        |
        """,
    )


def test_6_due_but_the_last_quarter_is_not_in(engine):
    check(
        engine,
        targets="""
            metric  | basis | comparator | value | start      | due
            exports | level | gt         | 150   | 2023-01-01 | 2025-12-31
        """,
        actuals="""
            2022 = 110
            2024 = 130
            ytd 2024Q3 = 90
            ytd 2025Q3 = 149
        """,
        as_of="2026Q3",
        gives="""
            actual_value  | 189
            actual_period | 2025Q3
            data_state    | stale
            performance   | awaiting_final
            reason        |
        """,
    )


def test_7_increment_of_a_flow(engine):
    check(
        engine,
        targets="""
            metric | basis     | value | start      | due
            events | increment | 5000  | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2024 = 1200
            ytd 2025Q1 = 200
            quarter 2025Q2 = 300
        """,
        as_of="2025Q2",
        gives="""
            actual_value         | 1700
            baseline_value       | 0
            baseline_period      | 2023Q4
            expected_value       | 1875
            pace                 | ≈0.9067
            required_per_quarter | 330
            required_growth      |
            projected_value      | ≈4533.33
            performance          | at_risk
        """,
    )


def test_8_average_yearly_growth(engine):
    check(
        engine,
        targets="""
            metric  | basis | value | baseline_year | start      | due
            exports | cagr  | 10    | 2022          | 2023-01-01 | 2025-12-31
        """,
        actuals="""
            2022 = 100
            2024 = 118
        """,
        as_of="2024Q4",
        gives="""
            target_value    | 133.1
            expected_value  | 121
            pace            | ≈0.8628
            required_growth | ≈12.80 %
            projected_value | ≈128.1808
            performance     | at_risk
        """,
    )


def test_9_every_county_has_a_park(engine):
    check(
        engine,
        targets="""
            metric | basis          | value | start      | due        | children
            parks  | each_subregion | 1     | 2024-01-01 | 2027-12-31 | a b c
        """,
        actuals="""
            a: 2025Q4 = 1
            b: 2025Q4 = 0
            c: 2025Q3 = 3
        """,
        as_of="2025Q4",
        gives="""
            target_value         | 3
            actual_value         | 2
            actual_period        | 2025Q3
            baseline_value       |
            gap_to_target        | 1
            required_per_quarter |
            data_state           | stale
            performance          | not_assessable
            reason               | no_path
        """,
    )


def test_10_lower_is_better(engine):
    check(
        engine,
        targets="""
            metric          | basis | comparator | value | start      | due
            clearance_hours | level | le         | 20    | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2023Q4 = 40
            2025Q4 = 34
        """,
        as_of="2025Q4",
        gives="""
            expected_value    | 30
            gap_to_target     | 14
            gap_to_trajectory | 4
            pace              | 0.6
            performance       | at_risk
        """,
    )


def test_11_trailing_year_in_the_middle_of_a_year(engine):
    check(
        engine,
        targets="""
            metric  | basis | value | start      | due
            exports | level | 200   | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2023 = 100
            ytd 2024Q2 = 55
            2024 = 120
            ytd 2025Q2 = 70
        """,
        as_of="2025Q2",
        gives="""
            actual_value   | 135
            expected_value | 137.5
            pace           | ≈0.9333
            performance    | at_risk
        """,
    )


def test_12_one_park_after_none_is_not_fast_growth(engine):
    check(
        engine,
        targets="""
            metric | basis | value | start      | due
            parks  | level | 100   | 2025-01-01 | 2027-12-31
        """,
        actuals="""
            2024Q4 = 0
            2025Q4 = 1
        """,
        as_of="2025Q4",
        gives="""
            pace        | 0.03
            performance | off_track
            reason      |
        """,
    )


def test_13_comparable_base_from_a_published_growth_rate(engine):
    check(
        engine,
        targets="""
            metric  | basis    | value | baseline_year | start      | due
            exports | multiple | 2     | 2024          | 2024-01-01 | 2027-12-31
        """,
        actuals="""
            2024 = 2141
            ytd 2025-08 = 1788.8, yoy 32.6
        """,
        as_of="2025Q3",
        gives="""
            target_value    | 4282
            actual_value    | ≈2580.7804
            actual_period   | 2025-08
            expected_value  | ≈2497.5387
            pace            | ≈1.2443
            required_growth | ≈24.23 %
            projected_value | ≈4962.74
            data_state      | stale
            performance     | on_track
        """,
    )


def test_13_the_comparable_base_itself():
    """1788.8 ÷ 1.326 is 1349.0196…: the trailing year is 1788.8 + 2141 less that."""
    rows = read_actuals("ytd 2025-08 = 1788.8, yoy 32.6", "exports")
    base = Flow(rows, last=2025 * 12 + 9).ytd(2024 * 12 + 8)
    assert float(base.value) == pytest.approx(1349.0196, abs=0.00005)
