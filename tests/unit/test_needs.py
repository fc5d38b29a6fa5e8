"""What is needed and by when to begin; where time is nearly over pages say it as the bulletin does."""

from dataclasses import replace

import pytest

from dashboard import needs
from dashboard.components import effort, verdict
from dashboard.findings import formula, remaining
from dashboard.report import press
from dashboard.wording import Words
from tests.page_rows import row, unpublished
from tests.unit.test_page_effort import outlook

ZH, EN = Words("zh"), Words("en")


def last(**changes):
    """A target with one quarter left, counted in people; its figure is of the quarter evaluated unless changed."""
    told = {"kind": "stock", "basis": "level", "metric_unit": "人次", "as_of": "2027Q3", "actual_period": "2027Q3"}
    need = {"gap_to_target": "3153", "required_per_quarter": 3153.0, "required_growth": None}
    return row(**told | need | changes)


OLDER = {"actual_period": "2027Q2", "required_per_quarter": 1576.5}


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "2027年第四季度需新增 3,153 人次", "3,153 people more needed in Q4 2027"),
        (OLDER, "2027年第四季度需新增 3,153 人次；按2027年第二季度数据", "3,153 people more needed in Q4 2027; by the figure of Q2 2027"),
        ({"direction": "lower"}, "2027年第四季度需减少 3,153 人次", "3,153 people fewer needed in Q4 2027"),
        (
            {"required_growth": 0.5, "gap_to_target": "3152.5", "required_per_quarter": 3152.5},
            "2027年第四季度约需新增 3,153 人次；折合年增 50%",
            "about 3,153 people more needed in Q4 2027; that is 50% a year",
        ),
    ],
)
def test_the_only_quarter_left_is_named_and_brings_all_that_is_missing(changes, zh, en):
    assert needs.required(last(**changes), ZH) == zh
    assert needs.required(last(**changes), EN) == en


def test_the_tile_says_what_the_sentence_says():
    assert verdict.needed(last(**OLDER), ZH) == ("2027年第四季度需新增", "3,153 人次", "按2027年第二季度数据")
    assert verdict.needed(last(**OLDER), EN)[0] == "Needed in Q4 2027"
    assert verdict.needed(row(), ZH)[0] == "自2025年第四季度起近十二个月合计每季需增加"


def test_the_bulletin_says_the_same_number():
    assert press.need(last(**OLDER), ZH) == "2027年第四季度需新增3,153人次（按2027年第二季度数据）"


def test_the_need_beside_the_best_quarter_is_the_one_told():
    assert remaining.need_against_best(last(**OLDER), outlook(best_quarter_value="6306")) == pytest.approx(0.5)
    assert remaining.need_against_best(last(as_of="2027Q2", **OLDER), outlook(best_quarter_value="3153")) == pytest.approx(0.5)


def test_the_formula_of_the_method_counts_from_the_figure():
    named = [line.name for line in formula.lines(last(**OLDER), ZH)]
    assert named[-2:] == ["自2027年第二季度起每季需新增", "从评价期起算每季需要"]
    assert formula.lines(last(), ZH)[-1].name == "2027年第四季度需新增"
    assert formula.lines(last(), EN)[-1].name == "Needed in Q4 2027"


@pytest.mark.parametrize(
    ("period", "as_of", "zh", "note"),
    [
        ("2026Q4", "2025Q4", "● 最迟2026年第四季度末起步", "此后每季都保持历史最好水平，到2027年底恰好来得及"),
        ("2025Q4", "2025Q4", "● 须自2026年第一季度起步", "此后每季都保持历史最好水平，到2027年底恰好来得及"),
        ("2027Q3", "2027Q3", "● 2027年第四季度须达到历史最好水平", ""),
        ("2025Q3", "2025Q4", "● 最迟2025年第三季度末起步，已过，以尚未报出的数据为准", ""),
    ],
)
def test_a_page_tells_a_last_moment_to_come_from_one_that_is_over(period, as_of, zh, note):
    one, found = row(as_of=as_of), outlook(last_reachable_period=period)
    assert effort.reach(one, found, ZH) == zh
    assert press.reach(one, found, ZH) == zh.removeprefix("● ")
    assert effort.reach_note(one, found, ZH) == note


def test_what_is_needed_counts_from_the_period_of_the_figure():
    stock = row(kind="stock", basis="level", required_growth=None)
    assert needs.required(stock, ZH) == "自2025年第四季度起每季需新增 9.25 亿元"
    assert needs.required(stock, EN) == "CNY 0.93 bn more needed each quarter since Q4 2025"
    lower = replace(stock, direction="lower")
    assert needs.required(lower, ZH) == "自2025年第四季度起每季需降低 9.25 亿元"
    fewer = replace(lower, metric_unit="个")
    assert needs.required(fewer, ZH) == "自2025年第四季度起每季约需减少 10 个"
    assert needs.required(fewer, EN) == "about 10 fewer needed each quarter since Q4 2025"
    rate = replace(stock, kind="rate", metric_unit="%")
    assert needs.required(rate, ZH) == "自2025年第四季度起每季需提高 9.25 个百分点"
    assert needs.required(unpublished(), ZH) == "—"


def test_of_a_flow_judged_by_twelve_months_that_total_has_to_grow():
    said = "自2025年第四季度起近十二个月合计每季需增加 9.25 亿元；折合年增 26%"
    assert needs.required(row(), ZH) == said
    assert needs.required(row(), EN) == (
        "the 12-month total must grow by CNY 0.93 bn each quarter since Q4 2025; that is 26% a year"
    )
    yearly = row(basis="every_year", required_growth=None)
    assert "近十二个月" not in needs.required(yearly, ZH)


def test_of_an_older_figure_by_twelve_months_that_total_has_to_grow_all_the_same():
    old = row(actual_period="2025Q3", gap_to_target="80", required_growth=None)
    assert needs.required(old, ZH).endswith("从评价期2025年第四季度末起算（剩 8 季）近十二个月合计每季需增加 10 亿元")


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "近十二个月合计每季需增加 9.25 亿元", "the 12-month total must grow by CNY 0.93 bn each quarter"),
        ({"actual_period": "2025Q2"}, "近十二个月合计每季需增加 9.25 亿元", "the 12-month total must grow by CNY 0.93 bn each quarter"),
        ({"as_of": "2027Q3"}, "2027年第四季度近十二个月合计需增加 74 亿元", "the 12-month total must grow by CNY 7.4 bn in Q4 2027"),
        (
            {"as_of": "2027Q3", "basis": "every_year", "metric_unit": "场", "unit": "场"},
            "2027年第四季度需新增 74 场",
            "74 more needed in Q4 2027",
        ),
        ({"required_per_quarter": None}, "", ""),
    ],
)
def test_what_is_needed_next_stands_alone_and_names_the_only_quarter_left(changes, zh, en):
    assert needs.required_next(row(**changes), ZH) == zh
    assert needs.required_next(row(**changes), EN) == en


@pytest.mark.parametrize(
    ("per_quarter", "unit", "zh"),
    [
        (0.16, "条", "约每 6 个季度需新增 1 条"),
        (1.4, "个", "每季约需新增 2 个"),
        (330.0, "人次", "每季需新增 330 人次"),
        (1333.33, "人次", "每季约需新增 1,334 人次"),
        (0.16, "亿元", "每季需新增 0.16 亿元"),
    ],
)
def test_counts_come_whole_and_never_too_few(per_quarter, unit, zh):
    stock = row(kind="stock", basis="level", metric_unit=unit, required_per_quarter=per_quarter, required_growth=None)
    assert needs.required(stock, ZH) == f"自2025年第四季度起{zh}"
