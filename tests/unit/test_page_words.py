"""A computed row in words, and its gap as formulas whose numbers give the result."""

import math
import re
from decimal import Decimal

import pytest

from dashboard import needs, sayings
from dashboard.findings import formula, remaining
from dashboard.wording import Words, markdown, plain_label, web_link
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "到2027年底，达到2024年的 2 倍", "By end of 2027: reach 2 times the 2024 figure"),
        (
            {"basis": "level", "comparator": "gt", "value": "150", "unit": "亿元"},
            "到2027年底，超过 150 亿元",
            "By end of 2027: reach more than CNY 15 bn",
        ),
        (
            {"basis": "cagr", "comparator": "ge", "value": "12", "unit": "%"},
            "到2027年底，年均增长不低于 12%（以2024年为基期）",
            "By end of 2027: grow by at least 12% a year on average (base 2024)",
        ),
        (
            {"basis": "every_year", "comparator": "ge", "value": "500", "unit": "场", "due_period": "2025Q4"},
            "2025年不低于 500 场",
            "In 2025: reach at least 500",
        ),
        (
            {"basis": "level", "comparator": "between", "value": "5", "value_high": "8", "unit": "个"},
            "到2027年底，达到 5 至 8 个",
            "By end of 2027: reach 5 to 8",
        ),
        (
            {"basis": "increment", "comparator": "about", "value": "11", "unit": "条"},
            "到2027年底，新增约 11 条",
            "By end of 2027: add about 11",
        ),
        (
            {"basis": "level", "comparator": "le", "value": "6", "unit": "%"},
            "到2027年底，不高于 6%",
            "By end of 2027: be at most 6%",
        ),
        (
            {"basis": "each_subregion", "comparator": "between", "value": "1", "value_high": "2", "unit": "个", "region_code": "330500"},
            "到2027年底，各县（市、区）1 至 2 个",
            "By end of 2027: each county, city or district to reach 1 to 2",
        ),
        (
            {"basis": "each_subregion", "comparator": "ge", "value": "1", "unit": "个", "region_code": "990000"},
            "到2027年底，各有关地区不低于 1 个",
            "By end of 2027: each region concerned to reach at least 1",
        ),
    ],
)
def test_commitment(changes, zh, en):
    assert sayings.commitment(row(**changes), ZH) == zh
    assert sayings.commitment(row(**changes), EN) == en


def test_gap_says_which_way_it_lies():
    assert sayings.gap(row(), ZH) == "还差 74 亿元"
    assert sayings.gap(row(gap_to_target="-20"), ZH) == "超出 20 亿元"
    assert sayings.gap(row(gap_to_target="0"), ZH) == "正好达到"
    assert sayings.gap(row(gap_to_target="0", comparator="gt"), ZH) == "等于目标值，须超过"
    assert sayings.gap(row(gap_to_target="0", comparator="lt"), ZH) == "等于目标值，须低于"
    assert sayings.gap(unpublished(), ZH) == "差距待公布"


def test_the_gap_of_a_rate_is_in_percentage_points():
    rate = row(kind="rate", basis="level", metric_unit="%", unit="%", gap_to_target="10.4")
    assert sayings.gap(rate, ZH) == "还差 10.4 个百分点"
    assert sayings.gap(rate, EN) == "10.4 pp to go"


def test_an_older_figure_also_says_what_is_needed_from_the_quarter_evaluated_on():
    old = row(
        kind="stock", basis="level", metric_unit="亿元", actual_period="2025-08", as_of="2026Q3",
        gap_to_target="84", required_per_quarter=9.0, required_growth=None,
    )  # fmt: skip
    assert remaining.gap_per_quarter_from_as_of(old) == Decimal("16.8")
    assert needs.required(old, ZH) == (
        "自2025年8月起每季需新增 9 亿元；从评价期2026年第三季度末起算（剩 5 季）每季需新增 16.8 亿元"
    )
    lines = {line.name: line for line in formula.lines(old, ZH)}
    assert lines["自2025年8月起每季需新增"].numbers == "84 ÷ (28 ÷ 3)"
    assert lines["从评价期起算每季需要"].numbers == "84 ÷ 5"
    assert "required_per_quarter" in lines["从评价期起算每季需要"].rule


@pytest.mark.parametrize(
    ("changes", "zh"),
    [
        ({"gap_to_trajectory": 3.75, "metric_unit": "家", "basis": "level"}, "距应达进度约差 4 家"),
        ({"gap_to_trajectory": 39.00000000000001, "metric_unit": "场", "basis": "level"}, "距应达进度差 39 场"),
        ({"gap_to_trajectory": 3.75}, "距应达进度差 3.75 亿元"),
        ({"due_period": "2025Q4", "gap_to_target": "19"}, "距目标差 19 亿元"),
        ({"due_period": "2025Q4", "gap_to_target": "0", "comparator": "gt"}, "等于目标值，须超过"),
    ],
)
def test_what_is_short_is_of_whole_units_where_only_those_exist(changes, zh):
    assert sayings.short_by(row(**changes), ZH) == zh


def test_a_figure_of_the_quarter_evaluated_needs_no_second_number():
    assert remaining.gap_per_quarter_from_as_of(row()) is None
    assert remaining.gap_per_quarter_from_as_of(unpublished(as_of="2026Q3")) is None


def test_regions_that_reach_it_are_counted_in_regions():
    each = row(kind="stock", basis="each_subregion", metric_unit="个", gap_to_target="1", actual_value="6")
    assert sayings.gap(each, ZH) == "还差 1 个地区" and sayings.gap(each, EN) == "1 region to go"
    assert sayings.actual(each, EN) == "6 regions"


def test_an_unpublished_target_is_called_so_in_grey():
    assert sayings.class_text(unpublished(), ZH) == "○ 未公布"
    assert sayings.badge(unpublished(), EN) == ":gray-badge[○ Not published]"
    assert sayings.actual(unpublished(), ZH) == "未公布"
    assert sayings.class_text(row(performance="not_assessable", reason="too_early"), ZH) == "◇ 暂不评价"


def test_remarks_name_stale_data_and_doubtful_sources():
    stale = row(data_state="stale", actual_period="2025-08", confidence="medium")
    assert sayings.remarks(stale, ZH) == ["最新数据为2025年8月", "待核"]
    assert sayings.remarks(row(), ZH) == []
    assert sayings.remarks(unpublished(), ZH) == []


def test_formula_of_worked_example_one():
    lines = {line.name: line for line in formula.lines(row(), ZH)}
    assert lines["目标值"].numbers == "100 × 2" and lines["目标值"].result == "200 亿元"
    assert lines["距目标"].numbers == "200 − 126" and lines["距目标"].result == "74 亿元"
    assert lines["应达进度"].numbers == "100 × (200 ÷ 100) ^ (12 ÷ 36)"
    assert lines["应达进度"].result == "125.9921 亿元"
    assert lines["推进速度"].result == "100.03%"
    assert lines["自2025年第四季度起近十二个月合计每季需增加"].numbers == "74 ÷ (24 ÷ 3)"
    assert lines["折合年增"].numbers == "(200 ÷ 126) ^ (12 ÷ 24) − 1" and lines["折合年增"].result == "25.99%"


def test_the_numbers_of_every_formula_give_its_result():
    for line in formula.lines(row(), ZH):
        if re.fullmatch(r"[\d.,()+−×÷^% ]+", line.numbers):
            shown = float(re.sub(r"[^\d.−]", "", line.result).replace("−", "-"))
            shown = shown / 100 if line.result.endswith("%") else shown
            assert math.isclose(_computed(line.numbers), shown, abs_tol=1e-4), line.name


def _computed(numbers: str) -> float:
    signs = {"−": "-", "×": "*", "÷": "/", "^": "**", ",": "", "%": "/100"}
    return eval("".join(signs.get(sign, sign) for sign in numbers))  # noqa: S307  digits and signs only


def test_formula_of_a_linear_path_with_lower_is_better():
    lower = row(
        basis="level", direction="lower", metric_unit="%", unit="%", kind="rate", baseline_value="40",
        target_value="20", actual_value="34", expected_value=30.0, gap_to_target="14", gap_to_trajectory=4.0,
        progress=0.3, pace=0.9, projected_value=22.0,
    )  # fmt: skip
    lines = {line.name: line for line in formula.lines(lower, ZH)}
    assert lines["距目标"].numbers == "34% − 20%".replace("%", "")
    assert lines["距目标"].result == "14 个百分点"
    assert lines["应达进度"].numbers == "40 + (20 − 40) × 12 ÷ 36"
    assert lines["距应达进度"].numbers == "34 − 30"


FELL = {
    "basis": "level", "kind": "stock", "baseline_value": "-4", "target_value": "6", "actual_value": "-8.5",
    "expected_value": -0.66666667, "gap_to_target": "14.5", "gap_to_trajectory": 7.83333333, "progress": -0.45,
    "pace": -1.35, "required_per_quarter": 1.8125, "required_growth": None, "projected_value": -17.5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "name", "numbers"),
    [
        ({}, "距目标", "6 − (−8.5)"),
        ({}, "距应达进度", "(−0.6667) − (−8.5)"),
        ({}, "已走进程", "((−8.5) − (−4)) ÷ (6 − (−4))"),
        ({}, "推进速度", "(−45%) ÷ (12 ÷ 36)"),
        ({"direction": "lower"}, "距目标", "(−8.5) − 6"),
        ({"basis": "cagr", "kind": "flow", "value": "-3"}, "目标值", "(−4) × (1 + (−3%)) ^ (36/12)"),
    ],
)
def test_a_negative_figure_stands_in_brackets_inside_a_formula(changes, name, numbers):
    lines = {line.name: line for line in formula.lines(row(**FELL | changes), ZH)}
    assert lines[name].numbers == numbers


def test_formulas_of_negative_figures_still_give_their_results():
    found = [line for line in formula.lines(row(**FELL), ZH) if "−8.5" in line.numbers]
    assert len(found) == 4
    for line in found:
        result = float(line.result.split()[0].rstrip("%").replace("−", "-")) / (100 if "%" in line.result else 1)
        assert math.isclose(_computed(line.numbers), result, abs_tol=1e-4), line.name


def test_formula_without_figures_says_what_is_missing():
    lines = formula.lines(unpublished(), ZH)
    assert [line.name for line in lines] == ["基期值", "目标值", "实际值"]
    assert [line.result for line in lines] == ["未公布", "基期值未公布", "未公布"]


def test_english_formula_uses_the_english_unit_throughout():
    lines = {line.name: line for line in formula.lines(row(), EN)}
    assert lines["Gap to target"].numbers == "20 − 12.6"
    assert lines["Gap to target"].result == "CNY 7.4 bn"


def test_one_region_is_a_figure_like_any_other_inside_an_english_formula():
    one = row(basis="each_subregion", kind="stock", target_value="3", actual_value="1", gap_to_target="2")
    assert {line.name: line for line in formula.lines(one, EN)}["Gap to target"].numbers == "3 − 1"


@pytest.mark.parametrize(
    "text",
    ["**b**", "![x](http://evil.example/a.png)", ":red[x]", "$x$", "# x", "a|b", "[x](y)", "<b>", "`x`", "~~x~~"],
)
def test_markdown_of_data_is_escaped_to_the_last_sign(text):
    escaped = markdown(text)
    assert re.sub(r"\\(.)", r"\1", escaped).replace("\u2060", "") == text
    assert not re.search(r"(?<!\\)[*!\[\]():#|<>`~$_]", escaped)


def test_bare_addresses_of_data_do_not_become_links():
    for text in ("https://evil.example", "HTTP://evil.example", "www.evil.example", "a@evil.example"):
        escaped = markdown(text)
        assert "\u2060" in escaped and not re.search(r"(?i)https?\\?:|www\\?\.|\w@", escaped)


def test_line_breaks_of_data_cannot_open_a_new_block():
    assert markdown("a\r\n# b") == "a \\# b"


def test_only_web_addresses_become_links():
    assert web_link("https://www.example.gov.cn/a?b=1").endswith("](<https://www.example.gov.cn/a?b=1>)")
    assert "](" not in web_link("javascript:alert(1)")
    assert "](<" not in web_link("https://x)[y](javascript:alert(1)")


def test_labels_of_charts_hold_no_markup():
    assert plain_label("<a href='x'>&") == "‹a href='x'›＆"
