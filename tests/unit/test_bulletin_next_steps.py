"""九、下一步工作要求 of a bulletin: which unit answers for what, and who has figures to report."""

from dashboard.report import next_steps
from dashboard.report.bulletin import Part
from dashboard.report.compose import compose
from dashboard.report.subject import Subject
from etl.warehouse import Audience
from tests.bulletin_rows import at_risk, missed, off_track
from tests.bulletins import CITY, COUNTY, OTHER_CITY, place
from tests.page_rows import row, unpublished


def steps(subject: Subject) -> Part:
    """The section as it stands in the bulletin, with its tables named."""
    return next(part for part in compose(subject.inputs, subject.words).parts if part.heading.endswith("下一步工作要求"))


def test_units_hear_which_targets_are_theirs_and_until_when():
    rows = [
        at_risk(responsible=("省商务厅", "省税务局")),
        off_track(target_id="330000-02", responsible=("省商务厅",), due_period="2026Q4", metric_zh="海外仓"),
        missed(target_id="330500-01", region_code=CITY, region_zh="湖州市", issuer="湖州市政府"),
        row(target_id="330000-03"),
    ]
    part = steps(place(rows))
    assert part.paragraphs == (
        "滞后和到期未完成的3项目标，短缺和到期前需要见附表3，责任单位和到期时间见表3。"
        "条款写明责任单位的2项，请省商务厅、省税务局抓紧推进。几个单位共同负责的，表中各列一次。"
        "条款没有写明责任单位的1项，请湖州市（1项）研究落实。"
        "滞后的2项中，2026年底到期的1项时间最近。到期未完成的有1项。",
    )
    assert part.grids[0].rows == [
        ("省商务厅", "浙江省", "2", "海外仓（2026年底到期）；跨境电商出口额（2027年底到期）"),
        ("省税务局", "浙江省", "1", "跨境电商出口额（2027年底到期）"),
        ("湖州市政府（发文机关）", "湖州市", "1", "跨境电商出口额（2025年底到期未完成）"),
    ]


def test_who_issued_the_plan_is_never_given_orders():
    rows = [at_risk(issuer="省政府办公厅"), at_risk(target_id="330500-01", region_code=CITY, region_zh="湖州市", issuer="湖州市政府")]
    said = "".join(steps(place(rows)).paragraphs)
    assert "省政府办公厅" not in said and "湖州市政府" not in said
    assert "请湖州市（1项）研究落实。浙江省本级有1项条款没有写明责任单位，须研究明确责任单位并抓好落实。" in said


def test_units_of_one_name_in_two_regions_are_two():
    rows = [
        at_risk(target_id=f"{code}-01", region_code=code, region_zh=name, responsible=("市商务局",))
        for code, name in ((CITY, "湖州市"), (OTHER_CITY, "嘉兴市"))
    ]
    part = steps(place(rows))
    assert "请市商务局（嘉兴市）、市商务局（湖州市）抓紧推进。" in part.paragraphs[0]
    assert "没有写明" not in part.paragraphs[0] and "共同负责" not in part.paragraphs[0]
    own = steps(place(rows[:1], place_code=CITY))
    assert own.grids[0].rows[0][:2] == ("市商务局", "湖州市")


def test_very_many_units_are_not_named_one_by_one():
    part = steps(place([at_risk(responsible=tuple(f"省直单位{number}" for number in range(12)))]))
    assert "省直单位5等12个责任单位抓紧推进。" in part.paragraphs[0] and "省直单位6" not in part.paragraphs[0]


def test_a_place_alone_is_told_by_case_and_not_by_its_own_name():
    rows = [at_risk(target_id="330500-01", region_code=CITY, region_zh="湖州市", issuer="", data_state="stale", actual_period="2025Q3")]
    part = steps(place(rows, place_code=CITY))
    assert part.paragraphs == (
        "滞后的1项目标，短缺和到期前需要见附表2，责任单位和到期时间见表3。"
        "条款没有写明责任单位的1项，须研究明确责任单位并抓好落实。滞后的1项，到期时间为2027年底。",
        "1项目标的数据早于评价期（见表2），须及时更新。",
    )
    assert part.grids[0].caption == "表3　湖州市滞后的目标责任单位（2025年第四季度）"


def test_figures_are_asked_for_inside_only_and_nothing_is_asked_where_nothing_is_open():
    rows = [unpublished(), row(target_id="330500-01", region_code=CITY, data_state="stale", actual_period="2025Q3")]
    part = steps(place(rows))
    assert part.paragraphs == ("请浙江省本级（1项目标）补报所缺数字（见表3）。请湖州市（1项目标）更新早于评价期的数据（见表4）。",) and not part.grids
    assert next_steps.next_steps(place(rows, audience=Audience.PUBLIC)) is None
    assert next_steps.next_steps(place([row()])) is None


def test_a_lower_region_is_asked_for_the_figure_that_a_target_lacks():
    lacking = row(
        target_id="330500-01", region_code=CITY, region_zh="湖州市", basis="each_subregion", kind="stock",
        performance="not_assessable", reason="children_missing", baseline_year=None,
    )  # fmt: skip
    for code, table in (("330000", 3), (CITY, 2)):
        subject = place([lacking], silent={"330500-01": [COUNTY]}, place_code=code)
        assert steps(subject).paragraphs == (f"请吴兴区（1项目标）补报所缺数字（见表{table}）。",)
