"""Which reported rows stand behind a target, and how the formula names them."""

from datetime import date
from decimal import Decimal

from dashboard.findings import formula
from dashboard.findings.inputs import in_force, inputs
from dashboard.rows import ReportedRow
from dashboard.wording import Words
from tests.page_rows import row

ZH = Words("zh")


def reported(period: str, value: str | None = "1", counting: str = "ytd", **changes) -> ReportedRow:
    fields = {
        "region_code": "330000", "metric": "export_value", "scope": "commerce", "period": period,
        "counting": counting, "value": value, "yoy": None, "nature": "final", "confidence": "high",
        "source": "杭州海关 https://example.org/a", "published_on": date(2025, 9, 26), "note": "",
        "submission_id": None, "file": "actuals/2025.csv", "row_no": 1, "unit": "亿元",
    }  # fmt: skip
    return ReportedRow(**{**fields, **changes})


def test_a_trailing_year_rests_on_its_three_parts_and_the_comparable_base():
    target = row(actual_period="2025-08", as_of="2025Q3")
    august, year = reported("2025-08", "1788.8", yoy="32.6"), reported("2024Q4", "2141")
    behind = inputs(target, [august, year, reported("2024Q2"), reported("2023Q4")])
    assert behind.used == [year, august]
    assert behind.baseline == [year]
    assert behind.derived == {24296: august}
    steps = {line.name: line for line in formula.lines(target, ZH, behind, {24296: Decimal("1349.019608")})}
    base = steps["可比基数（2024年8月累计）"]
    assert base.numbers == "1,788.8 ÷ (1 + 32.6%)" and base.result == "1,349.019608 亿元"
    assert steps["基期值"].result == "100 亿元"
    assert steps["基期值"].numbers == "杭州海关 2025-09-26"
    assert "2024年第四季度" in steps["基期值"].rule


def test_a_sum_is_told_with_the_figures_it_is_put_together_from():
    target = row(basis="level", actual_period="2025-08", as_of="2025Q3", actual_value="2580.780392")
    known = {24308: Decimal("1788.8"), 24300: Decimal("2141"), 24296: Decimal("1349.019608")}
    line = formula.actual_together(target, known, ZH)
    assert line.rule == "近十二个月：2025年8月累计 + 2024年全年 − 2024年8月累计"
    assert line.numbers == "1,788.8 + 2,141 − 1,349.019608" and line.result == "2,580.780392 亿元"
    assert line in formula.lines(target, ZH, known=known)
    assert formula.actual_together(target, known, Words("en")).numbers == "178.88 + 214.1 − 134.9019608"


def test_figures_that_do_not_add_up_to_the_actual_are_not_told_as_its_parts():
    target = row(basis="increment", actual_period="2025Q2", actual_value="500")
    known = {24300: Decimal("1200"), 24306: Decimal("500")}
    assert formula.actual_together(target, known, ZH) is None
    assert "合计" in {line.name: line for line in formula.lines(target, ZH, known=known)}["实际值"].rule


def test_the_baseline_of_a_level_within_a_year_is_a_sum_as_well():
    target = row(basis="level", baseline_period="2024Q1", baseline_value="95", actual_period="2025Q4")
    known = {24291: Decimal("-5"), 24288: Decimal("120"), 24279: Decimal("20")}
    assert formula.baseline_together(target, known, ZH).numbers == "(−5) + 120 − 20"
    assert formula.baseline_together(row(basis="increment"), known, ZH) is None


def test_what_came_before_a_start_within_the_year_stands_behind_a_yearly_target():
    changes = {"basis": "every_year", "due_period": "2024Q4", "actual_period": "2024Q4", "start_date": date(2024, 4, 1)}
    rows = [reported("2024Q4"), reported("2024Q1")]
    assert inputs(row(**changes), rows).used == rows


def test_a_year_put_together_from_quarters_rests_on_each():
    target = row(basis="every_year", actual_period="2025Q3", due_period="2025Q4", baseline_period="2024Q4")
    rows = [reported("2025Q3", counting="quarter"), reported("2025Q2", counting="quarter"), reported("2025Q1")]
    behind = inputs(target, rows)
    assert set(behind.used) == set(rows) and behind.baseline == [] and behind.derived == {}


def test_an_increment_of_a_stock_rests_on_both_ends():
    target = row(basis="increment", kind="stock", actual_period="2025Q4")
    rows = [reported("2025Q4", counting="point"), reported("2024Q4", counting="point"), reported("2023Q4", counting="point")]
    assert inputs(target, rows).used == [rows[0], rows[2]]


def test_a_rate_rests_on_its_own_row_else_on_the_growth_of_its_flow():
    target = row(metric="growth", kind="rate", basis="level", actual_period="2025Q4", baseline_period=None)
    flow, own = reported("2025Q4", yoy="12"), reported("2025Q4", counting="point", metric="growth")
    assert inputs(target, [flow, reported("2025Q4", counting="quarter")]).used == [flow]
    assert inputs(target, [flow, own]).used == [own]


def test_only_what_is_in_force_is_used():
    newest, older = reported("2025Q4", "2"), reported("2025Q4", "1")
    assert list(in_force(row(), [newest, older]).values()) == [newest]
    assert in_force(row(), [reported("2025Q4", None, nature="withdrawn"), older]) == {}
    assert list(in_force(row(), [reported("2025Q4", nature="forecast"), older]).values()) == [older]
    assert list(in_force(row(), [reported("2025Q4", None), older]).values()) == [older]
    assert in_force(row(as_of="2025Q3"), [older]) == {}
    assert in_force(row(scope="retail"), [older]) == {}
