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
    steps = {line.name: line for line in formula.lines(target, ZH, None, behind, {24296: Decimal("1349.019608")})}
    base = steps["可比基数（2024年8月累计）"]
    assert base.numbers == "1,788.8 ÷ (1 + 32.6%)" and base.result == "1,349.019608 亿元"
    assert steps["基期值"].result == "100 亿元"
    assert steps["基期值"].numbers == "杭州海关 2025-09-26"
    assert "2024年第四季度" in steps["基期值"].rule


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
