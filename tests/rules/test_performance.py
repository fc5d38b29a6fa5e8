"""The thirteen rules of performance in their order, where other tests do not cover them."""

import pytest

from tests.table import check


def judged(engine, actuals, performance, reason="", *, as_of="2025Q4", target=None, **more):
    check(
        engine,
        targets=target or "metric | value | start \n parks | 100 | 2024-01-01",
        actuals=actuals,
        as_of=as_of,
        gives="\n".join(
            [f"performance | {performance}", f"reason | {reason}"]
            + [f"{name} | {cell}" for name, cell in more.items()]
        ),
    )


def test_rule_1_not_started_even_if_already_met(engine):
    judged(
        engine,
        "2022Q4 = 50 \n 2023Q4 = 500",
        "not_started",
        as_of="2023Q4",
        data_state="not_due",
        actual_value="500",
        gap_to_target="-400",
    )


def test_rule_2_no_figure_at_all(engine):
    judged(engine, "", "not_assessable", "no_actual", data_state="no_data", gap_to_target="")


def test_rule_2_after_the_due_quarter_as_well(engine):
    judged(engine, "2028Q1 = 100", "not_assessable", "no_actual", as_of="2029Q4")


def test_rules_6_and_8_met_before_and_when_due(engine):
    judged(engine, "2025Q4 = 100", "met_so_far")
    judged(engine, "2027Q4 = 100", "achieved", as_of="2027Q4")
    judged(engine, "2025Q4 = 100", "awaiting_final", as_of="2027Q4")


def test_rule_8_needs_neither_path_nor_time(engine):
    judged(engine, "2023Q4 = 120", "met_so_far", as_of="2024Q1", pace="")


def test_rule_9_met_once_and_lost(engine):
    judged(
        engine,
        "2023Q4 = 100 \n 2025Q4 = 90",
        "off_track",
        "regressing",
        baseline_value="100",
        expected_value="",
        pace="",
        gap_to_target="10",
        required_per_quarter="1.25",
    )


def test_rule_9_a_falling_multiple_below_its_base(engine):
    """A target of 0.8 times the base, where more is better: met at the base, then lost."""
    judged(
        engine,
        "2024Q4 = 100 \n 2025Q4 = 70",
        "off_track",
        "regressing",
        target="metric | basis | value | baseline_year \n parks | multiple | 0.8 | 2024",
        target_value="80",
    )


def test_rule_10_a_base_that_equals_a_strict_target_leaves_no_path(engine):
    judged(
        engine,
        "2023Q4 = 100 \n 2025Q4 = 100",
        "not_assessable",
        "no_path",
        target="metric | comparator | value \n parks | gt | 100",
        gap_to_target="0",
        required_per_quarter="",
    )


def test_rule_9_less_is_better(engine):
    judged(
        engine,
        "2023Q4 = 20 \n 2025Q4 = 25",
        "off_track",
        "regressing",
        target="metric | comparator | value \n clearance_hours | le | 20",
        gap_to_target="5",
    )


def test_rule_13_moving_away_from_the_target_is_regressing(engine):
    judged(
        engine,
        "2023Q4 = 40 \n 2025Q4 = 30",
        "off_track",
        "regressing",
        pace="≈-0.3333",
        projected_value="20",
    )


def test_rule_13_less_is_better_and_growing_is_regressing(engine):
    judged(
        engine,
        "2023Q4 = 40 \n 2025Q4 = 42",
        "off_track",
        "regressing",
        target="metric | comparator | value \n clearance_hours | le | 20",
        pace="-0.2",
        gap_to_trajectory="12",
    )


DOUBLE = "metric | basis | value | baseline_year \n exports | multiple | 2 | 2024"


def test_rule_12_no_growth_rate_leads_below_zero(engine):
    judged(
        engine,
        "2024 = 100 \n 2025 = -10",
        "not_assessable",
        "no_path",
        target=DOUBLE,
        expected_value="≈125.9921",
        progress="-1.1",
        pace="",
        projected_value="",
        required_per_quarter="26.25",
        required_growth="",
    )


def test_growth_to_zero_is_a_fall_by_everything(engine):
    judged(
        engine,
        "2024 = 100 \n 2025 = 0",
        "off_track",
        "regressing",
        target=DOUBLE,
        pace="≈-3.8473",
        projected_value="0",
        attainment="0",
        required_growth="",
    )


@pytest.mark.parametrize(
    "actual, value, growth", [("10", "40", "300 %"), ("0", "40", ""), ("-10", "40", ""), ("-10", "-5", "")]
)
def test_nothing_grows_from_zero_or_less(engine, actual, value, growth):
    judged(
        engine,
        f"2026 = {actual}",
        "not_assessable",
        "no_baseline",
        as_of="2026Q4",
        target=f"metric | value \n exports | {value}",
        required_growth=growth,
    )


def test_where_less_is_better_all_of_it_may_have_to_go(engine):
    judged(
        engine,
        "2026 = 10",
        "not_assessable",
        "no_baseline",
        as_of="2026Q4",
        target="metric | comparator | value \n complaints | le | 0",
        required_growth="-100 %",
    )


def test_the_pace_may_lead_far_past_the_target(engine):
    """Nothing is clamped."""
    judged(
        engine,
        "2023Q4 = 0 \n 2024Q2 = 90",
        "on_track",
        as_of="2024Q2",
        pace="7.2",
        projected_value="720",
    )


def test_a_target_of_zero_has_no_attainment(engine):
    judged(
        engine,
        "2023Q4 = 40 \n 2025Q4 = 20",
        "on_track",
        target="metric | comparator | value \n clearance_hours | le | 0",
        attainment="",
        gap_to_target="20",
        pace="1",
    )


@pytest.mark.parametrize("value, state", [("2025Q3 = 50", "stale"), ("2025Q4 = 50", "current")])
def test_a_stale_figure_keeps_its_class(engine, value, state):
    judged(engine, f"2023Q4 = 0 \n {value}", "on_track", data_state=state)


def test_rows_are_sorted_by_target_and_due_period(engine):
    check(
        engine,
        targets="""
            target_id | metric | basis      | value | start      | due
            330500-02 | parks  | level      | 100   | 2024-01-01 | 2025-12-31
            330500-01 | events | every_year | 100   | 2024-01-01 | 2025-12-31
        """,
        actuals="",
        as_of="2025Q1",
        gives="""
            target_id  | 330500-01 | 330500-01 | 330500-02
            due_period | 2024Q4    | 2025Q4    | 2025Q4
            metric     | events    | events    | parks
        """,
    )
