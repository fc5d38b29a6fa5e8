"""What is needed and by when to begin, where time is nearly over: pages say it as the bulletin does."""

import pytest

from dashboard import needs
from dashboard.components import effort, verdict
from dashboard.findings import formula, remaining
from dashboard.report import press
from dashboard.wording import Words
from tests.page_rows import row
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
