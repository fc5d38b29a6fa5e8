"""九、下一步工作要求 of a bulletin: which unit answers for what, and who has figures to report."""

from dashboard.report import next_steps
from etl.warehouse import Audience
from tests.bulletin_rows import at_risk, missed, off_track
from tests.bulletins import CITY, OTHER_CITY, place
from tests.page_rows import row, unpublished


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
