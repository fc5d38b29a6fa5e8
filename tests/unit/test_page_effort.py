"""What a target still takes, what other methods say, and which figures are wanted: pure parts."""

import pytest

from dashboard.findings import missing, remaining
from dashboard.components import effort, second_opinion
from dashboard.findings.missing import Need
from dashboard.rows import OutlookRow
from dashboard.wording import Words
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")

_OUTLOOK = {
    "target_id": "330000-01", "due_period": "2027Q4", "best_quarter_value": "18.5", "best_quarter": "2025Q3",
    "quarters_known": 9, "reach": "reachable", "reach_reason": None, "last_reachable_period": "2026Q4",
    "time_elapsed": 0.5, "time_ratio": 1.26, "time_class": "on_track", "growth_ratio": 1.0, "growth_category": "significant",
    "growth_class": "on_track", "projected_attainment": 1.0, "projected_class": "on_track", "methods_disagree": False,
}  # fmt: skip


def outlook(**changes) -> OutlookRow:
    return OutlookRow(**{**_OUTLOOK, **changes})


def test_the_need_stands_against_the_best_quarter():
    assert remaining.need_against_best(row(), outlook()) == pytest.approx(9.25 / 18.5)


@pytest.mark.parametrize("best", [None, "0", "-3"])
def test_without_a_best_quarter_there_is_nothing_to_hold_the_need_against(best):
    assert remaining.need_against_best(row(), outlook(best_quarter_value=best)) is None
    assert remaining.need_against_best(row(required_per_quarter=None), outlook()) is None


def test_what_is_reachable_says_until_when():
    assert effort.reach(row(), outlook(), ZH) == "● 最迟2026年第四季度末起步"
    assert "到2027年底恰好来得及" in effort.reach_note(row(), outlook(), ZH)
    assert effort.reach(row(), outlook(), EN) == "● start by the end of Q4 2026"


def test_what_is_out_of_reach_says_so():
    gone = outlook(reach="out_of_reach", last_reachable_period=None)
    assert effort.reach(row(), gone, ZH) == "▼ 超出历史最好水平"
    assert "也达不到" in effort.reach_note(row(), gone, ZH)


def test_what_is_not_known_gives_its_reason():
    unknown = outlook(reach="unknown", reach_reason="few_quarters", last_reachable_period=None)
    assert effort.reach(row(), unknown, ZH) == "◇ 无法推算"
    assert effort.reach_note(row(), unknown, ZH) == "已知的季度不足四个"


@pytest.mark.parametrize(
    ("disagree", "said"),
    [(True, ":orange-badge[⚑ 是否达到进度，各种算法判断不一]"), (False, ":green-badge[✔ 是否达到进度，各种算法判断一致]"), (None, ":gray-badge[◇ 目前没有可以对照的结论]")],
)
def test_methods_that_disagree_are_flagged(disagree, said):
    assert second_opinion.flag(outlook(methods_disagree=disagree), ZH).replace("\\", "") == said


def test_a_trailing_year_within_the_year_needs_its_total_and_the_year_before():
    found = missing.needs(unpublished(as_of="2025Q3", baseline_year=None), set())
    assert found == [Need("total_yoy", "2025Q3"), Need("year", "2024Q4")]


def test_a_full_year_needs_one_figure_and_the_baseline_its_own():
    found = missing.needs(unpublished(as_of="2025Q4", baseline_year=2024), set())
    assert found == [Need("total", "2025Q4"), Need("year_base", "2024Q4")]


def test_what_is_known_is_not_asked_for_again():
    assert missing.needs(unpublished(as_of="2025Q3", baseline_year=2024), {24300}) == [Need("total_yoy", "2025Q3")]


def test_after_the_due_quarter_only_the_due_quarter_is_wanted():
    assert missing.needs(unpublished(as_of="2029Q1", baseline_year=None), set()) == [Need("total", "2027Q4")]


def test_a_sum_since_the_start_needs_every_year():
    found = missing.needs(unpublished(basis="increment", as_of="2025Q2", baseline_year=None), set())
    assert found == [Need("total", "2025Q2"), Need("year", "2024Q4")]


def test_stocks_rates_and_subregions_need_figures_of_the_quarter():
    plain = {"as_of": "2025Q2", "baseline_year": None}
    assert missing.needs(unpublished(kind="stock", basis="level", **plain), {24306}) == [Need("point", "2025Q2")]
    added = missing.needs(unpublished(kind="stock", basis="increment", **plain), set())
    assert added == [Need("point", "2025Q2"), Need("point_before", "2023Q4")]
    assert missing.needs(unpublished(kind="rate", basis="level", **plain), set()) == [Need("rate", "2025Q2")]
    assert missing.needs(unpublished(kind="stock", basis="each_subregion", **plain), set()) == [Need("children", "2025Q2")]


def test_a_target_with_a_figure_waits_for_nothing_unless_its_baseline_is_missing():
    assert missing.waiting([row(), unpublished(), row(reason="no_baseline")]) == [unpublished(), row(reason="no_baseline")]
    assert missing.needs(row(), set()) == []
    assert missing.needs(row(baseline_value=None, kind="stock"), set()) == [Need("point_base", "2024Q4")]
