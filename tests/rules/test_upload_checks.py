"""Worked uploads: what is wrong beyond the single cell. File in, {(row, column): code} out."""

from datetime import date
from decimal import Decimal

import pytest

from etl.checks.case import FigureKey
from etl.checks.reason import is_reason, reason_in
from etl.checks.upload import acceptable
from etl.period import Period
from etl.problems import Severity
from etl.vocabulary import Counting, Scope
from tests.intake_registers import TODAY, checked, coded, row, standing, table

Q4 = Period.parse("2025Q4")
REASON = "说明：两家龙头企业三季度起并入统计"


def key(period: str, metric="export_value", counting=Counting.YTD, region="330500") -> FigureKey:
    return FigureKey(region, metric, Scope.COMMERCE, counting, Period.parse(period).month_no)


# ---------------------------------------------------------------------- permission


def test_a_city_may_report_itself_and_its_counties():
    assert standing(checked(table(row(), row(region="吴兴区")), region="330500")) == {}
    assert standing(checked(table(row(region="枣庄高新区")), region="370400")) == {}


@pytest.mark.parametrize("foreign", ["嘉兴市", "平湖市", "浙江省", "枣庄市", "枣庄高新区"])
def test_one_foreign_row_refuses_the_file(foreign):
    problems = checked(table(row(), row(region=foreign)), region="330500")
    assert standing(problems) == {(3, "地区"): "permission"}
    assert not acceptable(problems)


def test_a_province_reports_its_own_figures_not_its_cities():
    content = table(row(region="浙江省"), row(region="湖州市"))
    assert standing(checked(content, region="330000")) == {(3, "地区"): "permission"}


def test_a_foreign_row_is_told_even_where_its_figure_is_at_fault():
    assert standing(checked(table(row(region="嘉兴市", value="约5")), region="330500")) == {
        (2, "地区"): "permission",
        (2, "数值"): "number_about",
    }


def test_a_file_of_another_region_altogether_is_told_once_with_both_named():
    lines = [row(region=region, value=value) for region, value in (("嘉兴市", "5"), ("平湖市", "9"), ("嘉兴市", "约7"))]
    problems = checked(table(*lines), region="330500")
    assert standing(problems) == {(None, ""): "region_other", (4, "数值"): "number_about"}
    zh, en = (problems[0].message(lang) for lang in ("zh", "en"))
    assert "嘉兴市、平湖市" in zh and "选择的地区是湖州市" in zh and "3 行" in zh
    assert "嘉兴市" in en and "chosen is 湖州市" in en and problems[0].topic == "permission"


def test_without_a_region_any_may_report():
    assert standing(checked(table(row(region="枣庄市")))) == {}


# ------------------------------------------------------------------------- periods


def test_a_quarter_that_has_not_begun():
    assert standing(checked(table(row(year="2026", quarter="2")))) == {(2, "季度"): "period_future"}


def test_a_quarter_that_is_not_over_needs_a_reason_or_is_a_forecast():
    assert standing(checked(table(row(year="2026", quarter="1")))) == {(2, "季度"): "period_not_over"}
    assert standing(checked(table(row(year="2026", quarter="1", note=REASON)))) == {}
    assert standing(checked(table(row(year="2026", quarter="1", nature="预计")))) == {}


def test_the_last_quarter_is_over_on_the_first_day_after_it():
    assert standing(checked(table(row()), today=date(2026, 1, 1))) == {}
    assert standing(checked(table(row()), today=date(2025, 12, 31))) == {(2, "季度"): "period_not_over"}


def test_rows_of_a_closed_quarter_refuse_the_file_and_are_named():
    problems = checked(table(row(), row(quarter="3", value="200")), period=Q4)
    assert standing(problems) == {(None, ""): "period_mixed", (3, "季度"): "period_closed"}
    assert [problem.topic for problem in problems] == ["mixed_period", "closed_period"]


def test_a_file_of_another_quarter_altogether_is_not_mixed():
    assert standing(checked(table(row(quarter="3")), period=Q4)) == {(2, "季度"): "period_closed"}
    assert standing(checked(table(row()), period=Period.parse("2025Q3"))) == {(2, "季度"): "period_not_open"}


def test_several_rows_all_of_another_quarter_are_told_once_with_both_named():
    content = table(row(quarter="3", value="200"), row(quarter="3", metric="海外仓数", unit="个", value="9"))
    (problem,) = checked(content, period=Q4)
    assert (problem.code, problem.row, problem.topic) == ("upload.period_other", None, "closed_period")
    assert problem.message().startswith("文件报的是2025年第三季度的数据（共 2 行），本次选择的报告期是2025年第四季度")
    assert "of Q3 2025, but the period chosen is Q4 2025" in problem.message("en")


@pytest.mark.parametrize("year", ["2027", "2026"])
def test_a_file_of_a_quarter_to_come_is_told_once_as_well(year):
    content = table(row(year=year, quarter="2"), row(year=year, quarter="2", metric="海外仓数", unit="个", value="9"))
    assert standing(checked(content, period=Q4)) == {(None, ""): "period_other"}


def test_a_forecast_of_another_quarter_is_not_of_the_open_one():
    forecast = row(year="2026", quarter="4", nature="预计")
    assert standing(checked(table(forecast))) == {}
    assert standing(checked(table(forecast), period=Q4)) == {(2, "季度"): "period_not_open"}


def test_rows_that_cannot_be_read_do_not_hide_that_all_the_others_are_of_another_quarter():
    content = table(row(quarter="3"), row(quarter="3", metric="海外仓数", unit="个", value="9"), row(quarter="9"))
    assert standing(checked(content, period=Q4)) == {(None, ""): "period_other", (4, "季度"): "quarter"}


def test_a_row_that_is_refused_anyway_asks_for_no_reason():
    known = {key("2024Q3"): Decimal("2"), key("2024Q4"): Decimal("2"), key("2024Q4", region="330400"): Decimal("2")}
    doubtful, closed = row(value="400"), row(quarter="3", value="390")
    assert "magnitude" in standing(checked(table(closed), known=known)).values(), "its figure is doubtful"
    assert standing(checked(table(closed), known=known, period=Q4)) == {(2, "季度"): "period_closed"}
    mixed = standing(checked(table(doubtful, closed), known=known, period=Q4))
    assert mixed == {(None, ""): "period_mixed", (2, "数值"): "magnitude", (3, "季度"): "period_closed"}
    foreign = table(row(value="2"), row(region="嘉兴市", value="400"))
    assert standing(checked(foreign, known=known, region="330500")) == {(3, "地区"): "permission"}


def test_months_of_the_open_quarter_are_open():
    header = "地区,指标,年份,月份,数值,单位"
    line = "湖州市,跨境电商出口额,2025,{},5,亿元"
    assert standing(checked(f"{header}\n{line.format(10)}\n", period=Q4)) == {}
    assert standing(checked(f"{header}\n{line.format(9)}\n", period=Q4)) == {(2, "月份"): "period_closed"}


def test_the_rows_count_not_the_file_name():
    problems = checked(table(row()), name="湖州2025年第三季度.csv")
    assert coded(problems) == {(None, ""): "file_period_in_name"} and acceptable(problems)
    assert checked(table(row()), name="330500-2025Q4.csv") == []


# ---------------------------------------------------------------------- duplicates


def test_the_same_row_twice_counts_once():
    problems = checked(table(row(), row()))
    assert coded(problems) == {(3, "数值"): "duplicate_same"} and acceptable(problems)


@pytest.mark.parametrize(
    "other",
    [
        row(value="387"),
        row(region="330500", metric="export_value", quarter="第四季度", value="387"),
        row(value="387", unit="万元"),
        row(yoy="3"),
        row(nature="初步"),
        row(nature="撤回", note="说明：企业重复填报"),
        row(counting="本年累计", scope="商务厅监测", value="387"),
    ],
)
def test_two_values_of_one_figure_are_refused_naming_both_rows(other):
    problems = checked(table(row(), row(region="吴兴区"), other))
    assert standing(problems) == {(4, "数值"): "duplicate_conflict"}
    (problem,) = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert "第 2 行" in problem.message("zh") and "row 2" in problem.message("en")


@pytest.mark.parametrize(
    "other",
    [
        row(quarter="3", value="300"),
        row(counting="当季", value="100"),
        row(scope="海关平台", value="100"),
        row(nature="预计", value="400"),
        row(value=""),
    ],
)
def test_another_figure_is_no_duplicate(other):
    assert standing(checked(table(row(), other))) == {}


# ------------------------------------------------------------------ figures by themselves


def test_half_a_company():
    content = table(row(metric="跨境电商活动场次", value="1.5", unit="场"), row(metric="海外仓数", value="2.0", unit="个"))
    assert standing(checked(content)) == {(2, "数值"): "whole_number"}


def test_bounds_of_the_register():
    content = table(row(value="-0.01"), row(metric="跨境电商占外贸比重", value="100.01", unit="%"))
    assert standing(checked(content)) == {(2, "数值"): "below_minimum", (3, "数值"): "above_maximum"}
    assert standing(checked(table(row(metric="跨境电商占外贸比重", value="100", unit="%")))) == {}


def test_nothing_falls_by_more_than_all_of_it():
    assert standing(checked(table(row(yoy="-100")))) == {}
    assert standing(checked(table(row(yoy="-100.1")))) == {(2, "同比"): "yoy_below"}


def test_only_the_column_says_how_a_figure_counts():
    assert standing(checked(table(row(counting="当季", note="1-12月累计数")))) == {(2, "备注"): "cumulative_note"}
    assert standing(checked(table(row(note="1-12月累计数")))) == {}


def test_taking_back_needs_a_reason():
    assert standing(checked(table(row(nature="撤回")))) == {(2, "备注"): "withdrawn_reason"}
    assert standing(checked(table(row(nature="撤回", note="说明：已核实")))) == {(2, "备注"): "withdrawn_reason"}
    assert standing(checked(table(row(nature="撤回", note=REASON)))) == {}


# ------------------------------------------------------------------------- reasons


@pytest.mark.parametrize("note", [REASON, "说明:新增三家企业", " 说明： 补报1—9月数据", "说明：受台风影响停工", "说明：统计口径调整",
                                  "说 明：新增三家企业", "说明：three firms joined the survey"])
def test_what_is_a_reason(note):
    assert is_reason(note)


@pytest.mark.parametrize(
    "note",
    ["", "已核实", "说明：", "说明：已核实", "说明：经核实，属正常波动", "说明：实际情况如此",
     "说明：checked and verified", "说明：The figure is correct.", "Explanation: three firms joined", "说明：数据已核实无误", "说明：情况属实。", "说明：无", "说明：111111",
     "说明：好", "说明：……！！", "新增三家企业，说明：", "说明：已核对，数据准确无误，属实"],
)  # fmt: skip
def test_what_is_none(note):
    assert not is_reason(note)


def test_an_explained_problem_is_still_told():
    known = {key("2024Q4"): Decimal(1)}
    (problem,) = checked(table(row(note=REASON)), known=known)
    assert (problem.code, problem.severity, problem.reason) == (
        "upload.magnitude",
        Severity.EXPLAIN,
        "两家龙头企业三季度起并入统计",
    )
    assert not problem.blocks
    assert "【已写明缘由】两家龙头企业三季度起并入统计" in problem.message("zh")
    assert problem.message("en").endswith("[The row gives its reason] 两家龙头企业三季度起并入统计")


def test_one_reason_does_not_explain_another_row():
    known = {key("2024Q4"): Decimal(1), key("2024Q3"): Decimal(1)}
    content = table(row(note=REASON), row(quarter="3", value="300"))
    assert standing(checked(content, known=known)) == {(3, "数值"): "magnitude"}


def test_a_reason_counts_where_another_cell_is_at_fault():
    content = table(row(year="2026", quarter="1", unit="家", note="说明：全部活动已于1月办完"))
    assert standing(checked(content)) == {(2, "单位"): "unit"}


def test_a_confirmed_nil_may_be_explained_too():
    assert reason_in("零报送；说明：全部海外仓9月底退租") == "全部海外仓9月底退租"
    assert reason_in("零报送") == ""


def test_a_good_file_has_nothing_to_say():
    assert checked(table(row(), row(quarter="3", value="250")), region="330500", today=TODAY) == []
