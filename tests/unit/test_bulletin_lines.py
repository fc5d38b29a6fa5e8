"""A line of a bulletin's table: every cell says a figure or why there is none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.report import lines
from dashboard.report.bulletin import Align
from dashboard.wording import Words
from etl.warehouse.quarter_figures import QuarterFigure
from tests.bulletins import AS_OF, CITY, OTHER_CITY, place
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")
DECEMBER, SEPTEMBER = 24312, 24309


def figure(**changes) -> QuarterFigure:
    told = {
        "region_code": "330000", "metric": "export_value", "scope": "commerce", "amount": Decimal("36"), "rise": Decimal("5"),
        "total_month": DECEMBER, "total": Decimal("126"), "yoy": Decimal("26"), "level_month": DECEMBER, "level": Decimal("126"),
    }  # fmt: skip
    return QuarterFigure(**told | changes)


def stock(**changes):
    told = {"kind": "stock", "basis": "level", "metric_unit": "个", "unit": "个", "actual_value": "126", "comparator": "ge", "value": "200"}
    return row(**told | changes)


def test_a_line_of_worked_example_one():
    subject = place([row()], quarter_figures={("330000", "export_value", "commerce"): figure()})
    assert lines.cells(row(), subject) == (
        "跨境电商出口额：到2027年底，达到2024年的2倍（即200亿元）",
        "36亿元",
        "126亿元",
        "+26%",
        "63%",
        "63%",
        "还差74亿元",
        "无可比地区",
        "无新数据",
        "● 达到进度",
        "省政府（发文机关）",
    )


def test_nothing_published_is_said_in_every_cell():
    cells = lines.cells(unpublished(), place([unpublished()]))
    assert cells[1:10] == ("未公布",) * 8 + ("○ 未公布",)
    assert cells[0].endswith("（目标值待基期公布）")
    english = lines.cells(unpublished(), place([unpublished()], "en"))
    assert english[1:9] == ("Not published",) * 8


def test_a_target_that_has_not_begun_is_not_called_unpublished():
    future = unpublished(performance="not_started", reason=None, data_state="not_due", start_date=date(2026, 1, 1))
    cells = lines.cells(future, place([future]))
    assert cells[4:7] == ("未开始",) * 3 and cells[9] == "– 未开始（自2026年第一季度起评价）"


@pytest.mark.parametrize("basis", ["increment", "every_year"])
def test_what_came_before_its_start_is_no_figure_of_a_target(basis):
    future = row(basis=basis, performance="not_started", data_state="not_due", actual_value=None, actual_period=None, attainment=None)
    assert [say(future, figure(), ZH) for say in (lines.quarter, lines.total, lines.yoy)] == ["未开始"] * 3
    level = row(basis="level", performance="not_started", data_state="not_due")
    assert lines.quarter(level, figure(), ZH) == "36亿元"


def test_figures_of_another_scope_are_not_shown_as_missing_only():
    other = unpublished(reason="other_scope", other_scope="retail", other_value="7", other_period="2025Q4")
    assert lines.attainment(other, None, ZH) == "只有其他口径的数据"


@pytest.mark.parametrize(
    ("changes", "quarter", "total", "yoy"),
    [
        ({}, "+5个", "126个", "不适用"),
        ({"rise": Decimal("0")}, "持平", "126个", "不适用"),
        ({"rise": Decimal("-6")}, "−6个", "126个", "不适用"),
        ({"rise": None}, "上季度未公布", "126个", "不适用"),
        ({"rise": None, "level_month": SEPTEMBER}, "未公布", "126个（2025年第三季度）", "不适用"),
        ({"rise": None, "level_month": None, "level": None}, "未公布", "未公布", "不适用"),
    ],
)
def test_a_stock_gains_within_the_quarter(changes, quarter, total, yoy):
    one = figure(total=None, total_month=None, yoy=None, **changes)
    assert lines.quarter(stock(), one, ZH) == quarter
    assert lines.total(stock(), one, ZH) == total
    assert lines.yoy(stock(), one, ZH) == yoy


@pytest.mark.parametrize(
    ("changes", "quarter", "total", "yoy"),
    [
        ({"yoy": Decimal("-30.6")}, "36亿元", "126亿元", "−30.6%"),
        ({"yoy": Decimal("0")}, "36亿元", "126亿元", "持平"),
        ({"yoy": None}, "36亿元", "126亿元", "未公布"),
        ({"amount": None, "total_month": 24308}, "未公布", "126亿元（2025年8月）", "+26%"),
        ({"amount": None, "total": None, "total_month": None, "yoy": None}, "未公布", "未公布", "未公布"),
        ({"amount": Decimal("0"), "total": Decimal("0")}, "0亿元", "0亿元", "+26%"),
    ],
)
def test_a_flow_has_amounts_and_the_published_rate(changes, quarter, total, yoy):
    one = figure(**changes)
    assert (lines.quarter(row(), one, ZH), lines.total(row(), one, ZH), lines.yoy(row(), one, ZH)) == (quarter, total, yoy)


def test_a_rate_has_a_figure_of_the_quarter_and_no_sum():
    rate = row(kind="rate", basis="level", metric_unit="%", unit="%", value="6", actual_value="7.5", direction="lower", comparator="le")
    one = figure(level=Decimal("7.5"), amount=None, total=None, total_month=None)
    assert lines.quarter(rate, one, ZH) == "7.5%"
    assert lines.total(rate, one, ZH) == lines.yoy(rate, one, ZH) == "不适用"
    assert lines.attainment(rate, one, ZH).endswith("（越低越好）")


def test_the_figure_judged_by_stands_beside_the_share_where_it_is_another_one():
    trailing = row(actual_value="130", actual_period="2025Q3", as_of="2025Q3", attainment=0.65)
    assert lines.attainment(trailing, figure(total_month=SEPTEMBER), ZH) == "65%（近十二个月130亿元）"
    since = row(basis="increment", actual_value="300")
    assert lines.attainment(since, figure(), ZH) == "63%（起始以来300亿元）"
    yearly = row(basis="every_year", actual_value="126")
    assert lines.attainment(yearly, figure(), ZH) == "63%"
    old = stock(actual_period="2025Q3")
    assert lines.attainment(old, figure(level_month=SEPTEMBER), ZH) == "63%", "累计 shows that figure and its period"


def test_a_share_of_a_figure_below_zero_would_say_nothing():
    falling = row(kind="rate", metric_unit="%", actual_value="-30.6", attainment=-3.06)
    assert lines.attained(falling, ZH) == "为负"
    assert lines.change(falling, place([falling])) == "不适用"


def test_what_is_expected_is_a_share_of_the_target_or_says_why_not():
    assert lines.expected(row(), ZH) == "63%"
    assert lines.expected(row(expected_value=None, performance="not_assessable", reason="no_baseline"), ZH) == "基期值未公布"
    assert lines.expected(row(expected_value=None, performance="off_track", reason="regressing"), ZH) == "没有可比的进度"
    assert lines.expected(row(target_value="0", attainment=None), ZH) == "不适用"


def test_rank_and_change_since_the_quarter_before():
    own = row(region_code=CITY, target_id="330500-01", region_zh="湖州市", pace=1.2)
    other = row(region_code=OTHER_CITY, target_id="330400-01", region_zh="嘉兴市", pace=0.8, performance="at_risk")
    then = row(region_code=CITY, target_id="330500-01", as_of="2025Q3", actual_period="2025Q3", attainment=0.5, pace=0.7)
    other_then = row(region_code=OTHER_CITY, target_id="330400-01", as_of="2025Q3", actual_period="2025Q3", attainment=0.6, pace=0.9)
    subject = place([own, other], before=[then, other_then])
    assert lines.rank(own, subject) == "第1位（共2位）"
    assert lines.change(own, subject) == "+13个百分点，升1位"
    assert lines.change(other, subject) == "+3个百分点，降1位"
    assert lines.status(other, subject) == "▲ 进度滞后（上季度：达到进度）"


def test_what_had_not_begun_a_quarter_ago_is_not_called_unpublished():
    then = row(as_of="2025Q3", performance="not_started", attainment=None, actual_value=None, actual_period=None)
    assert lines.change(row(), place([row()], before=[then])) == "上季度未开始"
    assert lines.change(row(), place([row()], before=[replace(then, performance="not_assessable")])) == "上季度未公布"


def test_a_yearly_target_has_no_quarter_before_in_its_first():
    yearly = row(basis="every_year", due_period="2025Q4", as_of="2025Q1", actual_period="2025Q1", baseline_period="2024Q4")
    last = row(basis="every_year", due_period="2024Q4", as_of="2024Q4")
    assert lines.change(yearly, place([yearly], before=[last], as_of="2025Q1")) == "新年度"


def test_what_is_over_shows_its_final_figure_only():
    over = row(due_period="2024Q4", actual_period="2024Q4", performance="missed")
    assert lines.quarter(over, figure(), ZH) == lines.change(over, place([over])) == "已到期"
    assert lines.total(over, figure(), ZH) == "126亿元（2024年第四季度）"


def test_units_are_those_of_the_clause_else_who_issued_the_plan():
    assert lines.units(row(responsible=("省商务厅", "省税务局")), ZH) == "省商务厅、省税务局"
    assert lines.units(row(issuer=""), ZH) == "条款未写责任单位"


def test_a_promise_keeps_one_pair_of_brackets():
    growth = row(basis="cagr", comparator="ge", value="12", unit="%", obligation="aspirational")
    assert lines.promise(growth, ZH) == "到2027年底，年均增长不低于12%（以2024年为基期，即200亿元，力争）"
    assert lines.promise(growth, EN).endswith("(base 2024, that is CNY 20 bn, Aspirational)")


def test_huge_and_tiny_figures_are_neither_cut_nor_in_powers_of_ten():
    huge = row(actual_value="99999999999999999999.01", gap_to_target="-99999999999999999799.01", attainment=5e17)
    cells = lines.cells(huge, place([huge], quarter_figures={("330000", "export_value", "commerce"): figure(total=Decimal("99999999999999999999.01"))}))
    assert cells[2] == "99,999,999,999,999,999,999.01亿元"
    assert not any("E+" in cell or "e+" in cell for cell in cells)
    assert lines.quarter(row(), figure(amount=Decimal("0.0000012")), ZH) == "0.0000012亿元"


def test_every_column_has_room_and_figures_stand_at_the_right():
    grid = lines.targets_grid("表", [row()], place([row()]))
    assert [heading.name for heading in grid.headings] == [
        "目标", "本期", "累计", "同比", "完成率", "序时", "差距", "排名", "较上期", "状态", "责任单位",
    ]  # fmt: skip
    assert all(heading.width >= 5 for heading in grid.headings)
    assert {heading.name for heading in grid.headings if heading.align is Align.NUMBER} == {"本期", "累计", "同比", "完成率", "序时", "差距"}
    assert AS_OF == row().as_of
