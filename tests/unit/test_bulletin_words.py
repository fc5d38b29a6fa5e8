"""Sentences of a bulletin: right for none, one, all and unknown, and never more than the tables say."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.report import counting, due, layout, metrics, next_steps, overall, press
from dashboard.wording import Words
from etl.warehouse import Audience
from etl.warehouse.quarter_figures import QuarterFigure
from tests.bulletins import CITY, COUNTY, OTHER_CITY, PROVINCE, as_text, place, written
from tests.page_rows import row, unpublished

ZH, EN = Words("zh"), Words("en")


def at_risk(**changes):
    return row(performance="at_risk", pace=0.7, gap_to_trajectory=6.0, expected_value=132.0, **changes)


def off_track(**changes):
    return row(performance="off_track", pace=0.3, gap_to_trajectory=40.0, expected_value=166.0, **changes)


def missed(**changes):
    over = {"due_period": "2025Q4", "performance": "missed", "required_per_quarter": None, "required_growth": None}
    return row(**over | changes)


def several(*kinds):
    """One target of each kind, numbered."""
    return [kind(target_id=f"330000-{number:02}") for number, kind in enumerate(kinds, 1)]


def told(subject) -> str:
    """How all stand: the first paragraph of 总体情况."""
    return overall.overall(subject).paragraphs[0]


def changed(subject) -> str:
    """What changed since the quarter before: the second one."""
    return overall.overall(subject).paragraphs[1]


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


def test_a_place_without_targets_says_so_and_nothing_else():
    bulletin = written([])
    assert list(bulletin.opening) == ["现将2025年第四季度浙江省跨境电商规划目标进展情况通报如下。", "登记的现行规划中没有浙江省的目标。"]
    assert not bulletin.parts


def test_only_ended_plans_get_their_final_account():
    ended = missed(document_status="ended", due_period="2024Q4", actual_period="2024Q4")
    bulletin = written([ended])
    assert bulletin.opening[1] == "登记的现行规划中没有浙江省的目标。已登记的有已结束规划目标1项，单独列出。"
    (account,) = bulletin.parts
    assert account.heading == "一、已结束规划的终期情况"
    assert account.paragraphs == ("《行动计划》1项目标：未完成1项。",)


def test_drafts_stand_apart_and_in_no_count():
    draft = row(target_id="330000-02", obligation="draft")
    bulletin = written([row(), draft])
    assert "共有1项目标" in bulletin.parts[0].paragraphs[0]
    assert bulletin.parts[-1].paragraphs == ["1份征求意见稿提出1项目标，尚未定稿，不计入以上各项统计。"]


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
    assert said.endswith(f"等8项，见{caption.partition('　')[0]}。")


def test_what_starts_or_stops_to_be_judged_is_told_from_what_is_not_judged_still():
    now = several(row, unpublished, lambda **told: row(performance="not_assessable", reason="too_early", **told))
    then = several(unpublished, row, lambda **told: unpublished(performance="not_started", reason=None, **told))
    said = changed(place(now, before=[replace(one, as_of="2025Q3") for one in then]))
    assert said.endswith("逐项看，3项目标的完成情况发生变化：开始评价1项、停止评价1项、未作评价而类别有变1项。")


def test_groups_of_one_size_may_hold_other_classes():
    subject = place([row()], before=[row(performance="met_so_far", as_of="2025Q3")])
    assert counting.since_quarter_before(subject) == "与上季度相比，以上各组的项数均没有变化，组内各类的增减另表列出。"


def test_a_new_target_changes_the_whole():
    subject = place(several(row, row), before=[replace(row(target_id="330000-01"), as_of="2025Q3")])
    assert counting.since_quarter_before(subject) == "与上季度相比，目标总数增加1项，达标或达到进度的增加1项。"


@pytest.mark.parametrize(("period", "month", "said"), [("2025Q4", 24312, "第四季度"), ("2025Q3", 24309, "第三季度")])
def test_a_rate_is_said_once_and_of_its_quarter(period, month, said):
    rate = row(kind="rate", basis="level", metric_unit="%", unit="%", actual_value="13.7", actual_period=period)
    figure = QuarterFigure(rate.region_code, rate.metric, rate.scope, None, None, None, None, None, month, Decimal("13.7"))
    part = metrics.metrics(place([rate], quarter_figures={(rate.region_code, rate.metric, rate.scope): figure}))
    assert f"跨境电商出口额：2025年{said}为13.7%；目标为" in part.paragraphs[0].replace(" ", "")


def test_pressing_says_what_is_short_needed_and_by_whom():
    part = press.press(place([off_track(responsible=("省商务厅",)), at_risk(target_id="330000-02")]))
    assert part.paragraphs[0].startswith("滞后和到期未完成的目标共2项（进度滞后1项、明显滞后1项），")
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


def test_only_those_with_a_share_are_announced_and_described():
    without = at_risk(target_id="330000-09", target_value="0")
    part = press.press(place([*several(at_risk, off_track), without]))
    assert part.paragraphs[0].endswith("短缺比重居前2位的是：") and [one[:2] for one in part.paragraphs[1:]] == ["1.", "2."]
    assert press.press(place([without])).paragraphs[0].endswith("表中列发文机关。")


def test_the_public_is_not_told_that_all_counts():
    (said, *_) = written([row()], audience=Audience.PUBLIC).notes
    assert said.endswith("只计入已经公开的数据，已采纳而尚未公开的不计入。") and "全部计入" not in said


def test_nothing_to_press_for_is_told_from_nothing_known():
    assert press.press(place([row()])).paragraphs == ["作出评价的目标中，没有滞后和到期未完成的。"]
    assert press.press(place([unpublished()])).paragraphs == ["目前没有作出评价的目标，暂无督办事项。"]


def test_what_is_past_due_has_nothing_needed_any_more():
    (grid,) = press.press(place([missed()])).grids
    assert grid.rows[0][6:8] == ("已到期", "已到期")


def test_units_hear_which_targets_are_theirs_and_until_when():
    rows = [
        at_risk(responsible=("省商务厅", "省税务局")),
        off_track(target_id="330000-02", responsible=("省商务厅",), due_period="2026Q4", metric_zh="海外仓"),
        missed(target_id="330500-01", region_code=CITY, region_zh="湖州市", issuer="湖州市政府"),
        row(target_id="330000-03"),
    ]
    part = next_steps.next_steps(place(rows))
    assert part.paragraphs == (
        "滞后和到期未完成的3项目标涉及3个责任单位，各单位负责的目标和到期时间见下表，短缺和到期前需要见督办事项表。"
        "条款没有写明责任单位的，列发文机关。几个单位共同负责的，各列一次。"
        "请加快推进滞后的2项，其中2026年底到期的1项时间最近，责任单位为省商务厅。"
        "到期未完成的有1项，责任单位为湖州市政府。",
    )
    assert part.grids[0].rows == [
        ("省商务厅", "浙江省", "2", "海外仓（2026年底到期）；跨境电商出口额（2027年底到期）"),
        ("省税务局", "浙江省", "1", "跨境电商出口额（2027年底到期）"),
        ("湖州市政府", "湖州市", "1", "跨境电商出口额（2025年底到期未完成）"),
    ]


def test_units_of_one_name_in_two_regions_are_two():
    rows = [
        at_risk(target_id=f"{code}-01", region_code=code, region_zh=name, responsible=("市商务局",))
        for code, name in ((CITY, "湖州市"), (OTHER_CITY, "嘉兴市"))
    ]
    part = next_steps.next_steps(place(rows))
    assert "涉及2个责任单位" in part.paragraphs[0] and "责任单位为市商务局（嘉兴市）、市商务局（湖州市）" in part.paragraphs[0]
    assert "列发文机关" not in part.paragraphs[0] and "各列一次" not in part.paragraphs[0]
    own = next_steps.next_steps(place(rows[:1], place_code=CITY))
    assert own.grids[0].rows[0][:2] == ("市商务局", "湖州市")


def test_where_no_unit_is_registered_regions_are_listed():
    part = next_steps.next_steps(place([at_risk(issuer="")]))
    assert part.paragraphs == (
        "滞后和到期未完成的1项目标没有登记责任单位，按地区列入下表，短缺和到期前需要见督办事项表。"
        "请加快推进滞后的1项，到期时间为2027年底。",
    )


def test_figures_are_asked_for_inside_only_and_nothing_is_asked_where_nothing_is_open():
    rows = [unpublished(), row(target_id="330500-01", region_code=CITY, data_state="stale", actual_period="2025Q3")]
    part = next_steps.next_steps(place(rows))
    assert part.paragraphs == ("请浙江省本级（1项目标）补报所缺数字。请湖州市（1项目标）更新早于评价期的数据。",) and not part.grids
    assert next_steps.next_steps(place(rows, audience=Audience.PUBLIC)) is None
    assert next_steps.next_steps(place([row()])) is None


def test_a_target_that_has_not_begun_says_from_when_it_counts():
    figures = {("330000", "export_value", "commerce"): QuarterFigure("330000", "export_value", "commerce", None, None, 24312, Decimal(126), None, 24312, Decimal(126))}
    part = metrics.metrics(place([row(performance="not_started", start_date=date(2026, 1, 1))], quarter_figures=figures))
    assert part.paragraphs[0] == (
        "（一）贸易规模。跨境电商出口额：2025年全年累计126亿元；目标为到2027年底，达到2024年的2倍（即200亿元），"
        "未开始（自2026年第一季度起评价）。"
    )


def test_what_falls_due_now_is_told_with_its_outcome():
    now = row(basis="every_year", due_period="2025Q4", performance="achieved", required_per_quarter=None, value="120", unit="亿元", comparator="ge")
    after = row(target_id="330000-02", due_period="2026Q4", performance="not_started")
    subject = place([now, after])
    assert metrics.metrics(subject).paragraphs == ("（一）贸易规模。跨境电商出口额：本年累计126亿元；目标为2025年不低于120亿元，完成率63%，已完成。",)
    assert due.due(subject).paragraphs[0].startswith("本季度有1项目标到期（已完成1项）。未来四个季度内有1项目标到期")
    running = replace(after, performance="on_track")
    assert "到2026年底" in metrics.metrics(place([now, running])).paragraphs[0]


def test_targets_that_have_not_begun_are_not_ranked_and_claim_no_figure():
    rows = [row(target_id=f"{code}-01", region_code=code, performance="not_started", pace=None) for code in (CITY, OTHER_CITY)]
    future = row(target_id="330000-02", basis="increment", comparator="ge", value="5", unit="亿元", performance="not_started", actual_value=None, actual_period=None, attainment=None)
    part = metrics.metrics(place([*rows, future]))
    assert not part.grids and not part.charts
    assert part.paragraphs == ("（一）贸易规模。跨境电商出口额：目标为到2027年底，新增不低于5亿元，未开始（自2024年第一季度起评价）。",)


def test_who_moves_away_from_a_target_has_no_share_of_speed():
    rows = [row(target_id=f"{code}-01", region_code=code, region_zh=name, pace=pace) for code, name, pace in ((CITY, "湖州市", 1.2), (OTHER_CITY, "嘉兴市", -0.3))]
    part = metrics.metrics(place(rows))
    assert "湖州市居首（推进速度120%），嘉兴市居末（走向与目标相反）。" in part.paragraphs[0]
    assert [line[4] for line in part.grids[0].rows] == ["120%", "走向与目标相反"]
    level = metrics.metrics(place([replace(one, pace=0.8) for one in rows]))
    assert "各地相同（推进速度80%）。" in level.paragraphs[0]


def test_regions_are_told_apart_by_what_lags():
    rows = [
        row(),
        at_risk(target_id="330500-01", region_code=CITY, region_zh="湖州市"),
        missed(target_id="330502-01", region_code=COUNTY, region_zh="吴兴区"),
        row(target_id="330400-01", region_code=OTHER_CITY, region_zh="嘉兴市"),
    ]
    part = next(part for part in written(rows).parts if part.heading.endswith("各市（县）情况"))
    assert part.paragraphs == (
        "所辖2个市有现行规划目标（以下项数含其下级地区），各地逐项情况另表列出。"
        "滞后和到期未完成项数最多的是湖州市（2项，占作出评价的2项的100%）。作出评价的目标均达标或达到进度的有嘉兴市。",
    )
    assert [line[:2] for line in part.grids[0].rows] == [
        ("浙江省（含下级）", "4"), ("\u3000浙江省本级", "1"), ("\u3000嘉兴市", "1"), ("\u3000湖州市（含下级）", "2"),
        ("\u3000\u3000湖州市本级", "1"), ("\u3000\u3000吴兴区", "1"),
    ]  # fmt: skip
    assert [grid.caption for grid in part.grids[1:]] == [
        f"附表{number}　{name}目标进展情况（2025年第四季度）" for number, name in ((2, "嘉兴市"), (3, "湖州市"), (4, "吴兴区"))
    ]


def test_where_all_regions_lag_alike_none_is_said_to_lag_most():
    rows = [at_risk(target_id=f"{code}-01", region_code=code) for code in (CITY, OTHER_CITY)]
    part = next(part for part in written(rows).parts if part.heading.endswith("各市（县）情况"))
    assert part.paragraphs == ("所辖2个市有现行规划目标，各地逐项情况另表列出。",)


def test_sections_and_tables_are_numbered_without_a_gap():
    bulletin = written(several(row, unpublished))
    assert [part.heading[:2] for part in bulletin.parts] == [f"{sign}、" for sign in "一二三四五六"]
    captions = [grid.caption.partition("　")[0] for part in bulletin.parts for grid in part.grids]
    for kind in ("表", "附表"):
        numbered = [caption for caption in captions if caption.rstrip("0123456789") == kind]
        assert numbered == [f"{kind}{number}" for number in range(1, len(numbered) + 1)]


def test_a_table_too_wide_for_its_part_is_an_annex():
    for part in written(several(row, at_risk, unpublished)).parts:
        for grid in part.grids:
            assert grid.caption.startswith("附表") == layout.is_wide(grid, "zh")


def test_names_of_others_stand_as_they_are():
    name = "=SUM(A1) <b>*x*</b> {y} [z](u) |甲 1"
    text = as_text(written([row(metric_zh=name, responsible=("+甲|乙",), region_zh="@丙")]))
    assert f"{name}：到2027年底" in text and "+甲|乙" in text


def test_a_city_hears_of_its_own_only():
    rows = [row(), row(target_id="330500-01", region_code=CITY, region_zh="湖州市", pace=1.1), row(target_id="330400-01", region_code=OTHER_CITY, region_zh="嘉兴市")]
    bulletin = written(rows, place_code=CITY)
    assert bulletin.title == "关于2025年第四季度湖州市跨境电商规划目标进展情况的通报"
    assert "共有1项目标" in bulletin.parts[0].paragraphs[0]
    assert "在可比的市级目标中居第1位（共2位）" in as_text(bulletin)


#: Every way a target can stand, with what the rows of the warehouse then hold.
_WAYS = (
    row, at_risk, off_track, missed, unpublished,
    lambda **told: row(performance="achieved", basis="increment", gap_to_target="-5", required_per_quarter=None, **told),
    lambda **told: row(performance="met_so_far", gap_to_target="0", required_per_quarter=None, **told),
    lambda **told: row(performance="not_assessable", reason="too_early", **told),
    lambda **told: row(performance="not_assessable", reason="no_path", expected_value=None, pace=None, **told),
    lambda **told: row(performance="awaiting_final", due_period="2025Q3", actual_period="2025Q2", data_state="stale", **told),
    lambda **told: unpublished(performance="not_started", reason=None, data_state="not_due", **told),
    lambda **told: row(performance="off_track", reason="regressing", expected_value=None, pace=None, gap_to_trajectory=None, **told),
    lambda **told: missed(document_status="ended", **told),
    lambda **told: row(obligation="draft", **told),
)  # fmt: skip
_PLACES = ((PROVINCE, "浙江省", "Zhejiang"), (CITY, "湖州市", "Huzhou"), (COUNTY, "吴兴区", "Wuxing"), (OTHER_CITY, "嘉兴市", "Jiaxing"))


@st.composite
def _rows(draw):
    found = draw(st.lists(st.tuples(st.sampled_from(_WAYS), st.sampled_from(_PLACES)), max_size=8))
    return [
        way(target_id=f"{code}-{number:02}", region_code=code, region_zh=zh, region_en=en)
        for number, (way, (code, zh, en)) in enumerate(found, 1)
    ]


@settings(max_examples=40, deadline=None)
@given(_rows(), _rows(), st.sampled_from(["", PROVINCE, CITY]))
def test_whatever_the_rows_are_the_bulletin_is_whole(rows, before, place_code):
    for lang in ("zh", "en"):
        bulletin = written(rows, lang, before=before, place_code=place_code)
        text = as_text(bulletin)
        assert not re.search(r"，，|。。|；；|：。|，。|（）|\(\)|(?<!\d)0项|\b0 targets|\{|\}|\bnan\b", text), text
        for part in bulletin.parts:
            assert part.heading and all(part.paragraphs)
            for grid in part.grids:
                assert grid.rows and all(len(line) == len(grid.headings) for line in grid.rows), grid.caption
                assert not {"", "None"} & {cell for line in grid.rows for cell in line}, grid.caption
        _adds_up(bulletin, place(rows, lang, before=before, place_code=place_code))


def _adds_up(bulletin, subject):
    """The table of classes adds up to its last line, and that is the number in the opening."""
    counted = len(subject.counted)
    if not counted:
        assert not any("．" in part.heading for part in bulletin.parts)
        return
    classes = bulletin.parts[0].grids[0].rows
    assert sum(int(line[1]) for line in classes[:-1]) == int(classes[-1][1]) == counted
    assert str(counted) in bulletin.parts[0].paragraphs[0]
    groups = counting.grouped(subject.counted)
    assert sum(groups.values()) == len(counting.judged(subject.counted))


def test_who_is_addressed_ends_in_one_colon_and_nobody_is_made_up():
    for name in ("各市人民政府", "各市人民政府：", "各市人民政府: "):
        assert written([row()], addressee=name, issuer="省商务厅").addressee == "各市人民政府："
    assert (written([row()]).addressee, written([row()]).issuer) == ("", "")
    assert written([row()], issuer="省商务厅").issuer == "省商务厅"


def test_the_method_is_named_by_its_title_and_never_by_a_path():
    said = "\n".join(written([row()]).notes)
    assert len(re.findall(r"第\d+节", said)) == said.count("系统《目标含义与差距算法》第") == 3
    for lang in ("zh", "en"):
        assert "docs/" not in as_text(written([row()], lang)) and ".md" not in as_text(written([row()], lang))


def test_a_title_is_made_of_its_pieces_and_holds_nothing_invisible():
    bulletin = written([row()])
    assert bulletin.title == "".join(bulletin.title_pieces) == "关于2025年第四季度浙江省跨境电商规划目标进展情况的通报"
    assert bulletin.title_pieces[-1] == "进展情况的通报" and not written([row()], "en").title_pieces
