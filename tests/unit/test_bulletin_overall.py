"""总体情况 of a bulletin: counts with their wholes, and what changed since the quarter before."""

import re
from dataclasses import replace

import pytest

from dashboard.report import counting, overall
from dashboard.report.numbering import numbered
from tests.bulletin_rows import at_risk, missed, off_track, several
from tests.bulletins import place, written
from tests.page_rows import row, unpublished


def told(subject) -> str:
    """How all stand: the first paragraph of 总体情况."""
    return paragraphs(subject)[0]


def changed(subject) -> str:
    """What changed since the quarter before: the second one."""
    return paragraphs(subject)[1]


def paragraphs(subject) -> list[str]:
    """The section with its tables numbered."""
    return numbered([overall.overall(subject)], subject.words)[0].paragraphs


def test_counts_have_their_wholes():
    subject = place(several(row, row, at_risk, missed, unpublished))
    (lead,) = overall.opening(subject)
    assert lead == "现将2025年第四季度浙江省跨境电商规划目标进展情况通报如下。"
    assert told(subject) == (
        "截至2025年第四季度末，浙江省现行规划共有5项目标。有可比数据、能够作出评价的4项，占80%。"
        "作出评价的目标中，达标或达到进度的2项，占50%；进度滞后的1项，占25%；到期未完成的1项，占25%。"
        "其余1项未作评价（未公布1项）。所用数据截至2025年第四季度。"
    )
    assert changed(subject) == "与上季度相比，没有目标的完成情况发生变化。"


@pytest.mark.parametrize(
    ("kinds", "zh", "en"),
    [
        ((row,), "均有可比数据，全部作出评价。作出评价的目标全部达标或达到进度。", "All of those assessed are met or on track."),
        ((missed, missed), "作出评价的目标全部到期未完成。", "All of those assessed were missed."),
        ((unpublished,), "现行规划共有1项目标。各项目标均未作评价（未公布1项）。", "hold 1 target. None is assessed (not published 1)."),
        ((unpublished, unpublished), "各项目标均未作评价（未公布2项）。", "hold 2 targets. None is assessed (not published 2)."),
    ],
)
def test_one_all_and_none(kinds, zh, en):
    assert zh in told(place(several(*kinds)))
    assert en in told(place(several(*kinds), "en"))


def test_what_changed_since_the_quarter_before():
    now = several(row, at_risk, missed)
    then = [replace(one, as_of="2025Q3") for one in several(at_risk, row, row)]
    subject = place(now, before=then)
    assert counting.since_quarter_before(subject) == "与上季度相比，达标或达到进度的减少1项，到期未完成的增加1项。"
    assert changed(subject) == (
        "与上季度相比，达标或达到进度的减少1项，到期未完成的增加1项。逐项看，3项目标的完成情况发生变化：转差2项、转好1项。"
        "转差的是：跨境电商出口额由达到进度转为未完成；跨境电商出口额由达到进度转为进度滞后。"
        "转好的是：跨境电商出口额由进度滞后转为达到进度。"
    )


def yearly(**changes):
    return row(basis="every_year", due_date="2027-12-31", **changes)


def test_a_new_year_is_neither_better_nor_worse():
    then = [yearly(due_period="2025Q4", as_of="2025Q4", performance="missed")]
    subject = place([yearly(due_period="2026Q4", as_of="2026Q1")], before=then, as_of="2026Q1")
    assert changed(subject).endswith("逐项看，1项目标的完成情况发生变化：转入新的年度1项。")
    assert counting.since_quarter_before(subject) == (
        "与上季度相比，达标或达到进度的增加1项，到期未完成的减少1项。"
        "逐年考核的1项目标转入新的年度，改按新年度评价，由此引起的增减不表示转好或转差。"
    )


def test_of_many_changes_of_one_way_the_furthest_are_named_first():
    kinds = [at_risk] * 3 + [missed] * 2 + [off_track] * 3
    subject = place(several(*kinds), before=[replace(one, as_of="2025Q3") for one in several(*[row] * 8)])
    said = changed(subject)
    assert re.findall("由达到进度转为(.+?)；", said) == ["未完成"] * 2 + ["明显滞后"] * 3 + ["进度滞后"]
    assert "。逐项看，8项目标的完成情况发生变化：转差8项。转差的有（等级变动大的在前）：" in said
    caption = next(grid.caption for grid in written(several(*kinds), before=subject.rows_before).parts[0].grids if "发生变化" in grid.caption)
    assert said.endswith(f"；其余2项见{caption.partition('　')[0]}。")


def test_what_starts_or_stops_to_be_judged_is_told_from_what_is_not_judged_still():
    now = several(row, unpublished, lambda **told: row(performance="not_assessable", reason="too_early", **told))
    then = several(unpublished, row, lambda **told: unpublished(performance="not_started", reason=None, **told))
    said = changed(place(now, before=[replace(one, as_of="2025Q3") for one in then]))
    assert said.endswith("逐项看，3项目标的完成情况发生变化：开始评价1项、停止评价1项、未作评价而类别有变1项。")


def test_groups_of_one_size_may_hold_other_classes():
    subject = place([row()], before=[row(performance="met_so_far", as_of="2025Q3")])
    assert changed(subject).startswith("与上季度相比，以上各组的项数均没有变化，组内各类的增减见表1。")


def test_a_new_target_changes_the_whole():
    subject = place(several(row, row), before=[replace(row(target_id="330000-01"), as_of="2025Q3")])
    assert counting.since_quarter_before(subject) == "与上季度相比，目标总数增加1项，达标或达到进度的增加1项。"
