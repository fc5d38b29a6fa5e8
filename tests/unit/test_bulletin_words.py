"""Sentences of a bulletin: right for none, one, all and unknown, and never more than the tables say."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.report import counting, layout
from etl.warehouse import Audience
from tests.bulletin_rows import at_risk, missed, off_track, several
from tests.bulletins import CITY, COUNTY, OTHER_CITY, PROVINCE, as_text, place, written
from tests.page_rows import row, unpublished


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
    assert bulletin.parts[-1].paragraphs == ("1份征求意见稿提出1项目标，尚未定稿，不计入以上各项统计。",)


def test_the_public_is_not_told_that_all_counts():
    (said, *_) = written([row()], audience=Audience.PUBLIC).notes
    assert said.endswith("只计入已经公开的数据，已采纳而尚未公开的不计入。") and "全部计入" not in said


def test_regions_are_told_apart_by_what_lags():
    rows = [
        row(),
        at_risk(target_id="330500-01", region_code=CITY, region_zh="湖州市"),
        missed(target_id="330502-01", region_code=COUNTY, region_zh="吴兴区"),
        row(target_id="330400-01", region_code=OTHER_CITY, region_zh="嘉兴市"),
    ]
    part = next(part for part in written(rows).parts if part.heading.endswith("各市（县）情况"))
    assert part.paragraphs == (
        "所辖2个市有现行规划目标（以下项数含其下级地区），各地项数见表2，逐项情况见附表2—4。"
        "滞后和到期未完成的目标最多的是湖州市（2项，占作出评价的2项的100%）。作出评价的目标均达标或达到进度的有嘉兴市。",
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
    assert part.paragraphs == ("所辖2个市有现行规划目标，各地项数见表2，逐项情况见附表1—2。",)


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
