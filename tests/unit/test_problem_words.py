"""Problems hold codes; their messages say periods, days and checks as people do."""

from datetime import date

import pytest

from etl.checks.report import kind_words
from etl.decode import decode
from etl.intake.upload_problems import upload_problem
from etl.period import Period, day_worded, periods_worded
from etl.problems import Problem
from tests.intake_registers import row, table
from tests.xlsx_files import good, xlsx


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2026Q3", "2026年第三季度", "Q3 2026"),
        ("2026Q1", "2026年第一季度", "Q1 2026"),
        ("2026-08", "2026年8月", "August 2026"),
        ("2025-12", "2025年第四季度", "Q4 2025"),
    ],
)
def test_a_period_in_words(code, chinese, english):
    period = Period.parse(code)
    assert (period.worded("zh"), period.worded("en")) == (chinese, english)
    assert str(period) == ("2025Q4" if code == "2025-12" else code)


@pytest.mark.parametrize("text", ["2026-01-15", "12025Q4", "2025Q5", "S000012", "2025-13", "x-2025Q4", "", "386.75"])
def test_what_is_no_period_stays(text):
    assert periods_worded(text, "zh") == text


def test_periods_among_other_words():
    assert periods_worded("330500 2025Q4", "zh") == "330500 2025年第四季度"
    assert periods_worded("2025Q4、2025-08", "en") == "Q4 2025, August 2025"


def test_a_day_in_words():
    assert (day_worded(date(2026, 1, 5), "zh"), day_worded(date(2026, 1, 5), "en")) == ("2026年1月5日", "5 January 2026")


def test_messages_word_what_was_compared_but_never_the_cell():
    problem = upload_problem("period_not_over", found="2026Q3", period="2026Q3", today="2026-07-22")
    assert problem.message("zh").startswith("2026年第三季度尚未结束（今天是2026年7月22日）。")
    assert problem.message("en").startswith("Q3 2026 is not over (today is 22 July 2026).")
    assert problem.found == "2026Q3" and problem.needed["period"] == "2026Q3"
    number = upload_problem("number", found="2026Q3")
    assert number.message("zh").startswith("“2026Q3”不是数字") and "2026Q3" in number.message("en")


def test_a_doubt_read_back_from_the_ledger_is_worded_too():
    stored = {"value": "5", "unit": "亿元", "other_period": "2025-08", "other_value": "65"}
    problem = Problem("upload.cumulative_falls", "cumulative", needed=stored, reason="核减三家企业")
    assert "少于2025年8月的累计 65 亿元" in problem.message("zh")
    assert "up to August 2025" in problem.message("en")


def test_a_quarter_of_a_region_and_a_lowered_check():
    assert "“330500 2025年第四季度”目前没有发布" in Problem("ledger.not_released", "state", found="330500 2025Q4").message("zh")
    lowered = upload_problem("tier_lowered", found="cumulative_as_quarter", decided="试行")
    assert lowered.message("zh").startswith("“累计疑似填成当季”一项") and "cumulative_as_quarter" not in lowered.message("zh")
    assert "a quarter as large as the year to date" in lowered.message("en")


def test_an_empty_cell_is_called_empty():
    assert upload_problem("not_reported").message("zh").startswith("数值为空，")
    assert upload_problem("not_reported", found="—").message("zh").startswith("数值为“—”，")
    assert upload_problem("not_reported").message("en").startswith("The figure is empty:")


def test_only_text_is_told_with_its_encoding():
    text = table(row())
    assert kind_words(decode(text.encode()), "zh") == kind_words(decode(b"\xef\xbb\xbf" + text.encode()), "zh") == "CSV 文本（UTF-8 编码）"
    assert kind_words(decode(text.encode("gb18030")), "en") == "CSV text (GB18030)"
    sheet = decode(xlsx(good()))
    assert kind_words(sheet, "zh") == "Excel 工作簿（.xlsx）" and "utf" not in kind_words(sheet, "en").lower()


@pytest.mark.parametrize(
    ("unit", "chinese", "english"),
    [
        ("亿元", "如把万元当成了亿元", "such as 万元 taken for 亿元"),
        ("万美元", "如把美元当成了万美元", "such as 美元 taken for 万美元"),
        ("万吨", "如把吨当成了万吨", "such as 吨 taken for 万吨"),
        ("家", "是否多写或漏写了一位", "is there a digit too many or too few?"),
        ("人次", "是否多写或漏写了一位", "is there a digit too many or too few?"),
        ("%", "如 12.5% 应当填成 12.5，而不是 0.125", "12.5 % is written as 12.5, not as 0.125"),
    ],
)
def test_a_figure_far_off_is_told_what_is_easily_wrong_in_its_own_unit(unit, chinese, english):
    needed = {"value": "5", "unit": unit, "other_period": "2025Q3", "other_value": "65"}
    problem = Problem("upload.magnitude", "magnitude", found="5", needed=needed)
    assert f"请核对数值和单位（{chinese}）；" in problem.message("zh")
    assert f"Check figure and unit ({english});" in problem.message("en")
    assert unit in ("亿元", "万美元") or "元" not in problem.message("zh")
