"""Which actual counts for which basis."""

SHOWN = "period_text(actual_month), value"


def test_level_actual_is_the_latest_figure(stage):
    assert stage("level_actual", SHOWN, actuals="2023 = 90\n2024 = 100\nytd 2025Q2 = 60") == "2024Q4 | 100"


def test_level_actual_ignores_what_came_after_the_due_quarter(stage):
    targets = "value | due\n500 | 2024-12-31"
    assert stage("level_actual", SHOWN, targets=targets, actuals="2023 = 90\n2025 = 99, yoy 10") == "2023Q4 | 90"


def test_sum_actual_adds_whole_years_and_the_year_so_far(stage):
    targets = "basis | value\nincrement | 5000"
    actuals = "2024 = 1200\nytd 2025Q1 = 200\nquarter 2025Q2 = 300"
    assert stage("sum_actual", SHOWN, targets=targets, actuals=actuals) == "2025Q2 | 1700"
    assert stage("sum_actual", SHOWN, targets=targets, actuals="ytd 2025Q1 = 200") == ""


def test_sum_actual_leaves_out_what_came_before_a_start_within_the_year(stage):
    targets = "basis | value | start\nincrement | 500 | 2024-07-01"
    assert stage("sum_actual", SHOWN, targets=targets, actuals="ytd 2024Q2 = 55\n2024 = 120") == "2024Q4 | 65"
    singles = "quarter 2024Q3 = 30\nquarter 2024Q4 = 40"
    assert stage("sum_actual", SHOWN, targets=targets, actuals=singles) == "2024Q4 | 70"


def test_stock_added_actual_needs_the_quarter_before_the_start(stage):
    targets = "metric | basis | value\nparks | increment | 5"
    assert stage("stock_added_actual", SHOWN, targets=targets, actuals="2023Q4 = 7\n2025Q2 = 9") == "2025Q2 | 2"
    assert stage("stock_added_actual", SHOWN, targets=targets, actuals="2023Q3 = 7\n2025Q2 = 9") == ""


EACH = "metric | basis | value | children\nparks | each_subregion | 1 | a b c"


def test_child_figure_lists_every_child(stage):
    columns = "region_code, period_text(month_no), child_value, reached"
    assert stage("child_figure", columns, targets=EACH, actuals="a: 2025Q4 = 1\nb: 2025Q3 = 0") == (
        "330502 | 2025Q4 | 1 | true\n330503 | 2025Q3 | 0 | false\n330521 |  |  | false"
    )


def test_children_count_those_that_reach_it(stage):
    columns = "children, children_missing, period_text(actual_month), value"
    some = "a: 2025Q4 = 1\nb: 2025Q3 = 0"
    assert stage("children", columns, targets=EACH, actuals=some) == "3 | 1 | 2025Q4 | 1"
    assert stage("children", columns, targets=EACH, actuals=f"{some}\nc: 2025Q2 = 3") == "3 | 0 | 2025Q2 | 2"


def test_actual_joins_all_bases(stage):
    targets = "metric | basis | value | children\nparks | level | 9 |\nparks | increment | 5 |\nparks | each_subregion | 1 | a b"
    actuals = "2023Q4 = 7\n2025Q2 = 9\na: 2025Q4 = 1"
    assert stage("actual", f"target_id, {SHOWN}, children_missing", targets=targets, actuals=actuals) == (
        "330500-01 | 2025Q2 | 9 | 0\n330500-02 | 2025Q2 | 2 | 0\n330500-03 | 2025Q4 | 1 | 1"
    )


def test_other_scope_only_where_the_own_has_nothing(stage):
    columns = "other.scope, other.value, period_text(other.month_no)"
    elsewhere = "2024 = 900, scope commerce\n2025 = 950, scope retail"
    assert stage("other_scope", columns, actuals=elsewhere) == "retail | 950 | 2025Q4"
    assert stage("other_scope", columns, actuals=f"{elsewhere}\nytd 2025Q2 = 1") == ""
