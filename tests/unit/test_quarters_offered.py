"""Which quarters are offered for evaluation."""

from datetime import date

from dashboard.findings.quarters import offered
from etl.period import Period

TODAY = date(2026, 8, 15)


def month(text: str) -> int:
    return Period.parse(text).month_no


def test_from_the_first_plan_to_the_running_quarter():
    assert offered(month("2026Q1"), month("2026-05"), TODAY) == ["2026Q3", "2026Q2", "2026Q1"]
    assert offered(month("2026-01"), None, TODAY) == ["2026Q3", "2026Q2", "2026Q1"]


def test_a_figure_of_a_later_quarter_makes_it_one_to_choose():
    assert offered(month("2026Q3"), month("2026-10"), TODAY) == ["2026Q4", "2026Q3"]


def test_without_plans_there_is_the_running_one():
    assert offered(None, None, TODAY) == ["2026Q3"]
