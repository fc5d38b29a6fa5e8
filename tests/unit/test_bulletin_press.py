"""四、督办事项 of a bulletin: what is short, needed and still within reach, and by whom."""

from types import SimpleNamespace

import pytest

from dashboard.report import press
from dashboard.wording import Words
from tests.bulletin_rows import at_risk, missed, off_track, several
from tests.bulletins import place
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")


def test_pressing_says_what_is_short_needed_and_by_whom():
    part = press.press(place([off_track(responsible=("省商务厅",)), at_risk(target_id="330000-02")]))
    assert part.paragraphs[0].startswith("滞后的目标共2项（进度滞后1项、明显滞后1项），")
    assert "条款写明责任单位的1项；没有写明的1项，表中列发文机关。" in part.paragraphs[0]
    assert part.paragraphs[1] == (
        "1.浙江省跨境电商出口额：目标为到2027年底，达到2024年的2倍（即200亿元）；距应达进度差40亿元，短缺比重20%；"
        "近十二个月合计每季需增加9.25亿元；责任单位：省商务厅。"
    )


@pytest.mark.parametrize(
    ("period", "zh", "cell"),
    [
        ("2026Q1", "按历史最好季度推进，最迟2026年第一季度末起步仍可按期达到", "最迟2026年第一季度末起步"),
        ("2025Q4", "须自2026年第一季度起每季都达到历史最好水平，才能按期达到", "须自2026年第一季度起步"),
        (
            "2025Q3",
            "按历史最好季度推进，最迟须2025年第三季度末起步，能否按期达到取决于尚未报出的数据",
            "最迟2025年第三季度末起步，已过，以尚未报出的数据为准",
        ),
    ],
)
def test_the_last_moment_to_begin_is_told_from_one_that_is_over(period, zh, cell):
    outlook = SimpleNamespace(reach="reachable", last_reachable_period=period)
    assert press.reach_said(row(), outlook, ZH) == zh
    assert press.reach(row(), outlook, ZH) == cell


def test_the_only_quarter_left_is_named():
    last, outlook = row(as_of="2027Q3", actual_period="2027Q3"), SimpleNamespace(reach="reachable", last_reachable_period="2027Q3")
    assert press.reach_said(last, outlook, ZH) == "2027年第四季度须达到历史最好水平，才能按期达到"
    assert press.reach(last, outlook, ZH) == "2027年第四季度须达到历史最好水平"
    assert press.need(last, ZH) == "2027年第四季度近十二个月合计需增加74亿元"


def test_a_need_that_rests_on_an_older_figure_says_of_when():
    older = row(kind="stock", basis="level", metric_unit="家", actual_period="2025Q3", gap_to_target="30")
    assert press.need(older, ZH) == "每季约需新增4家（按2025年第三季度数据）"
    assert press.need(older, EN) == "about 4 more needed each quarter (by the figure of Q3 2025)"
    assert press.need(row(required_per_quarter=None), ZH) == ""


def test_what_equals_a_target_to_be_exceeded_is_not_called_short_of_nothing():
    equal = missed(comparator="gt", gap_to_target="0", gap_to_trajectory=None)
    (grid,) = press.press(place([equal])).grids
    assert grid.rows[0][4:8] == ("等于目标值，须超过", "0%", "已到期", "已到期")


def test_what_is_pressed_for_is_called_what_it_is():
    for kinds, called in (((at_risk,), "滞后的目标共1项，均为进度滞后，"), ((missed,), "到期未完成的目标共1项，均为未完成，"), ((missed, at_risk), "滞后和到期未完成的目标共2项（")):
        assert press.press(place(several(*kinds))).paragraphs[0].startswith(called)


def test_who_issued_the_plan_is_not_called_responsible():
    part = press.press(place([off_track(issuer="省政府")]))
    assert part.paragraphs[1].endswith("；条款未写责任单位，发文机关为省政府。")


def test_only_those_with_a_share_are_announced_and_described():
    without = at_risk(target_id="330000-09", target_value="0")
    part = press.press(place([*several(at_risk, off_track), without]))
    assert part.paragraphs[0].endswith("短缺比重居前2位的是：") and [one[:2] for one in part.paragraphs[1:]] == ["1.", "2."]
    assert press.press(place([without])).paragraphs[0].endswith("表中列发文机关。")


def test_nothing_to_press_for_is_told_from_nothing_known():
    assert press.press(place([row()])).paragraphs == ["作出评价的目标中，没有滞后和到期未完成的。"]
    assert press.press(place([unpublished()])).paragraphs == ["目前没有作出评价的目标，暂无督办事项。"]


def test_what_is_past_due_has_nothing_needed_any_more():
    (grid,) = press.press(place([missed()])).grids
    assert grid.rows[0][6:8] == ("已到期", "已到期")
