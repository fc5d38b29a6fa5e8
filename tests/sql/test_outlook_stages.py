"""From the quarters of a series to what is within reach, and the ratios of other methods."""

import pytest

PARKS = "metric | value\nparks | 100"
EVENTS = "metric | basis | value\nevents | increment | 100"
GROWING = "2023Q4 = 60\n2024Q1 = 64\n2024Q2 = 72\n2024Q3 = 73\n2024Q4 = 76"


def test_step_of_a_stock_is_its_rise_since_the_quarter_before(stage):
    columns = "period_text(month_no), is_amount, value"
    actuals = "2024Q1 = 5\n2024Q2 = 9\n2024Q4 = 20\n2025-02 = 30"
    assert stage("step", columns, targets=PARKS, actuals=actuals) == "2024Q2 | false | 4"


def test_step_of_a_flow_is_its_quarter_as_reported_else_what_it_added(stage):
    actuals = """
        ytd 2025Q1 = 20
        ytd 2025Q2 = 50
        quarter 2025Q2 = 31
        quarter 2025Q3 = 25
        ytd 2025Q4 = 90
        """
    found = stage("step", "period_text(month_no), value, is_amount", targets=EVENTS, actuals=actuals)
    assert found == "2025Q1 | 20 | true\n2025Q2 | 31 | true\n2025Q3 | 25 | true\n2025Q4 | 15 | true"


def test_step_is_no_amount_across_a_hole_nor_from_a_comparable_base(stage):
    assert stage("step", "value", targets=EVENTS, actuals="ytd 2025Q1 = 20\nytd 2025Q3 = 90") == "20"
    assert stage("step", "value", targets=EVENTS, actuals="ytd 2025Q2 = 50, yoy 25") == ""


def test_best_is_the_largest_and_of_equals_the_latest(stage):
    columns = "period_text(quarter.month_no), quarter.value, quarters_known"
    assert stage("best", columns, targets=PARKS, actuals=GROWING) == "2024Q2 | 8 | 4"
    again = GROWING + "\n2025Q1 = 84"
    assert stage("best", columns, targets=PARKS, actuals=again) == "2025Q1 | 8 | 5"


def test_best_is_known_at_evaluation(stage):
    columns = "period_text(quarter.month_no), quarter.value, quarters_known"
    assert stage("best", columns, targets=PARKS, actuals=GROWING, as_of="2024Q1") == "2024Q1 | 4 | 1"


def test_best_of_less_is_the_steepest_fall(stage):
    targets = "metric | comparator | value\nclearance_hours | le | 20"
    actuals = "2024Q1 = 40\n2024Q2 = 37\n2024Q3 = 38"
    assert stage("best", "quarter.value, quarters_known", targets=targets, actuals=actuals) == "3 | 2"


def test_a_rate_has_no_best_quarter(stage):
    assert stage("best", "*", targets="metric | value\nshare | 50", actuals="2025Q1 = 1\n2025Q2 = 2") == ""


def test_needed_counts_quarters_as_good_as_the_best(stage):
    columns = "need, quarters_at_best, within_time, whole_quarters"
    assert stage("needed", columns, targets=PARKS, actuals=GROWING, as_of="2024Q4") == "24.0 | 3.0 | true | 3"


def test_needed_leaves_out_what_about_tolerates(stage):
    targets = "metric | comparator | value\nparks | about | 100"
    found = stage("needed", "need, whole_quarters", targets=targets, actuals=GROWING, as_of="2024Q4")
    assert found == "19.0 | 3"


def test_reach(stage):
    columns = "state, reason, period_text(last_month)"
    assert stage("reach", columns, targets=PARKS, actuals=GROWING, as_of="2024Q4") == "reachable |  | 2027Q1"
    assert stage("reach", columns, targets=PARKS) == "unknown | no_actual |"


def test_ratio(stage):
    columns = "time_elapsed, time_ratio, round(growth_ratio, 6), projected_attainment"
    found = stage("ratio", columns, targets=PARKS, actuals="2023Q4 = 50\n2025Q4 = 60")
    assert found == "0.5 | 1.2 | 0.504448 | 0.7"


def test_second_gives_the_classes_and_whether_they_differ(stage):
    columns = "time_class, growth_category, growth_class, projected_class, methods_disagree"
    found = stage("second", columns, targets=PARKS, actuals="2023Q4 = 50\n2025Q4 = 60")
    assert found == "on_track | insufficient | off_track | at_risk | true"


def test_outlook_has_a_row_for_every_duty(stage):
    columns = "target_id, due_period, reach, quarters_known"
    assert stage("outlook", columns) == "330500-01 | 2027Q4 | unknown | 0"


@pytest.mark.parametrize(
    "ratio, found", [("1", "on_track"), ("0.9499999999", "on_track"), ("0.949", "at_risk"), ("0.6", "at_risk"),
                     ("0.599", "off_track"), ("-1", "off_track"), ("null", None)],
)  # fmt: skip
def test_pace_class(connection, ratio, found):
    assert connection.execute(f"select pace_class({ratio}::double, 0.95, 0.60)").fetchone() == (found,)


@pytest.mark.parametrize(
    "asked, found",
    [("1, 50, 100", 0.5), ("1, -50, 100", -0.5), ("-1, 105, 100", 0.95), ("-1, 90, 100", 1.1), ("-1, 0, 100", 2.0),
     ("1, 50, 0", None), ("-1, 50, -1", None)],
)  # fmt: skip
def test_attained(connection, asked, found):
    sign, figure, target = asked.split(", ")
    sql = f"select attained({sign}, {figure}::double, {target}::double)"
    assert connection.execute(sql).fetchone() == (found,)
