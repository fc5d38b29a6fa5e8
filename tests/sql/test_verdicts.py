"""From base and target value over the path to the class."""


def test_base_is_the_figure_at_the_base_period(stage):
    columns = "period_text(base_month), value"
    assert stage("base", columns, actuals="2023 = 90\n2024 = 100") == "2023Q4 | 90"


def test_base_of_a_level_may_come_later_but_before_the_actual(stage):
    columns = "period_text(base_month), value"
    assert stage("base", columns, actuals="2024 = 100\n2025 = 120") == "2024Q4 | 100"
    assert stage("base", columns, actuals="2025 = 120") == ""


def test_base_of_a_multiple_is_positive(stage):
    targets = "basis | value | baseline_year\nmultiple | 2 | 2023"
    assert stage("base", "value", targets=targets, actuals="2023 = 0\n2024 = 5") == ""
    assert stage("base", "value", targets=targets, actuals="2023 = 4\n2024 = 5") == "4"


def test_chained_doublings_follow_each_other(stage):
    targets = """
        target_id | basis | value | baseline_year | start | due | parent_id
        a | multiple | 2 | 2023 | 2024-01-01 | 2025-12-31 |
        b | multiple | 2 | 2025 | 2024-01-01 | 2027-12-31 | a
        c | multiple | 2 | 2027 | 2024-01-01 | 2030-12-31 | b
        """
    columns = "target_id, target_value, baseline_value, period_text(baseline_month), provisional"
    assert stage("target_value", columns, targets=targets, actuals="2023 = 100", as_of="2024Q4") == (
        "a | 200 | 100 | 2023Q4 | false\nb | 400 | 200 | 2025Q4 | true\nc | 800 | 400 | 2027Q4 | true"
    )


def test_target_value_of_the_other_bases(stage):
    targets = """
        metric | basis | value | children
        parks | level | 100 |
        parks | increment | 5 |
        parks | each_subregion | 2 | a b
        """
    columns = "target_id, target_value, baseline_value, period_text(baseline_month)"
    assert stage("target_value", columns, targets=targets, actuals="a: 2025Q4 = 1") == (
        "330500-01 | 100 |  |\n330500-02 | 5 | 0 | 2023Q4\n330500-03 | 2 |  |"
    )


PARKS = "metric | value\nparks | 100"
REPORTED = "2023Q4 = 60\n2025Q4 = 80"


def test_position_puts_everything_side_by_side(stage):
    columns = "months_gone, months_in_all, months_left, gap_to_target, has_path"
    assert stage("position", columns, targets=PARKS, actuals=REPORTED) == "24 | 48 | 24 | 20 | true"
    assert stage("position", "has_path", targets=PARKS, actuals="2023Q4 = 100\n2025Q4 = 80") == "false"


def test_trajectory(stage):
    columns = "expected_value, gap_to_trajectory, progress, pace, projected_value"
    assert stage("trajectory", columns, targets=PARKS, actuals=REPORTED) == "80.0 | 0.0 | 0.5 | 1.0 | 100.0"
    assert stage("trajectory", columns, targets=PARKS, actuals="2023Q4 = 60") == ""


def test_a_geometric_trajectory(stage):
    targets = "basis | value | baseline_year\nmultiple | 4 | 2023"
    columns = "round(expected_value, 6), round(pace, 6), round(projected_value, 6)"
    found = stage("trajectory", columns, targets=targets, actuals="2023 = 100\n2025 = 144")
    assert found == "200.0 | 0.482843 | 207.36"


def test_judged_gathers_the_facts(stage):
    columns = "not_started, due_now, satisfied, base_satisfied, wants_more"
    assert stage("judged", columns, targets=PARKS, actuals=REPORTED) == "false | false | false | false | true"
    assert stage("judged", columns, targets=PARKS, actuals=REPORTED, as_of="2027Q4") == "false | true | false | false | false"
    assert stage("judged", "not_started", targets=PARKS, as_of="2023Q4") == "true"


def test_classed_takes_the_first_match(stage):
    columns = "class.performance, class.reason"
    assert stage("classed", columns, targets=PARKS) == "not_assessable | no_actual"
    assert stage("classed", columns, targets=PARKS, actuals=REPORTED) == "on_track |"
    assert stage("classed", columns, targets=PARKS, actuals="2023Q4 = 60\n2025Q4 = 50") == "off_track | regressing"
    assert stage("classed", columns, targets=PARKS, actuals=REPORTED, as_of="2027Q4") == "awaiting_final |"


def test_gap_shows_another_scope_beside_the_columns_of_the_contract(stage):
    columns = "target_id, due_period, actual_value, data_state, other_scope, other_value, other_period"
    found = stage("gap", columns, targets=PARKS, actuals="2025Q4 = 90, scope commerce")
    assert found == "330500-01 | 2027Q4 |  | no_data | commerce | 90 | 2025Q4"
