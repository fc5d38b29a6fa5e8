"""五、数据报送情况 of a bulletin: which figures are missing, of whom, and what only awaits its last one."""

from datetime import date
from decimal import Decimal

from dashboard.report import data
from dashboard.report.compose import compose
from dashboard.wording import Words
from etl.collection.duties import Duty, Progress
from etl.warehouse.quarter_figures import QuarterFigure
from tests.bulletins import AS_OF, CITY, COUNTY, OTHER_CITY, of_demonstration, place, written
from tests.page_rows import row, unpublished

ZH = Words("zh")


def lacking(**changes):
    """Each county must reach a value, and one has published nothing."""
    told = {"basis": "each_subregion", "kind": "stock", "performance": "not_assessable", "reason": "children_missing", "baseline_year": None}
    return row(**told | changes)


def final(**changes):
    return row(performance="awaiting_final", due_period="2025Q3", actual_period="2025Q2", data_state="stale", **changes)


def said(rows, **changes):
    """The second paragraph: what is missing."""
    return next(part for part in written(rows, **changes).parts if part.heading.endswith("数据报送情况")).paragraphs[-1]


def test_a_figure_that_a_lower_region_lacks_is_a_missing_figure():
    subject = place([lacking(), row(target_id="330000-02")], silent={"330000-01": [OTHER_CITY, COUNTY]})
    assert [row.target_id for row in data.waiting(subject)] == ["330000-01"]
    assert data.askable(data.waiting(subject), subject) == {OTHER_CITY: 1, COUNTY: 1}
    assert data.wanted(lacking(), subject) == "嘉兴市、吴兴区2025年第四季度期末数"
    assert "有1项目标因缺少数据（含下级地区数据）未作评价，所缺数字见表2。" in said([lacking()], silent={"330000-01": [COUNTY]})


def test_very_many_lower_regions_are_counted():
    subject = place([lacking()], silent={"330000-01": [f"3305{number:02}" for number in range(30, 40)]})
    assert data.wanted(lacking(), subject).endswith("330535等10个地区2025年第四季度期末数")


def test_what_only_awaits_its_final_figure_is_told_apart():
    assert "没有因缺少数据未作评价的目标；另有1项已经到期、待终期数据（见表3）。" in said([final(), row(target_id="330000-02")])
    both = said([final(), unpublished(target_id="330000-02")])
    assert "有1项目标因缺少数据未作评价，所缺数字见表2；另有1项已经到期、待终期数据（见表4）。" in both
    assert "待终期数据" not in said([lacking(), row(target_id="330000-02")])


def test_the_demonstration_names_the_county_that_published_nothing():
    for code in ("990000", "990200"):
        bulletin = compose(of_demonstration(code, "2026Q3"), ZH)
        rows = [line for part in bulletin.parts for grid in part.grids if grid.key == "missing" for line in grid.rows]
        assert [line[2] for line in rows if "县" in line[2]] == ["渔汀县2026年第三季度期末数"]
        assert "请渔汀县（1项目标）" in "".join(bulletin.parts[-1].paragraphs)


def duty(code, progress, days_late):
    return Duty(code, "", "", AS_OF, date(2026, 1, 20), progress, "", None, None, days_late > 0, days_late, True, False, None)


def reports(*duties):
    return data.reports(place([row(), row(target_id="2", region_code=CITY)], duties=duties))


def test_what_was_sent_back_is_not_said_never_to_have_come():
    told = reports(duty(CITY, Progress.MISSING, 5), duty(OTHER_CITY, Progress.RETURNED, 5), duty(COUNTY, Progress.ACCEPTED, 2))
    assert told.endswith(
        "截至2026年1月25日，逾期未报的有湖州市（逾期5天）；退回后尚未重报的有嘉兴市（逾期5天）。迟报的有吴兴区（迟报2天）。"
    )
    early = reports(duty(CITY, Progress.ACCEPTED, 0), duty(OTHER_CITY, Progress.RETURNED, 0))
    assert early.endswith("。退回后尚未重报的有嘉兴市。") and "逾期" not in early


def test_the_only_one_to_report_is_told_in_one_sentence():
    assert reports(duty(CITY, Progress.ACCEPTED, 0)) == "湖州市2025年第四季度数据的报送截止日期为2026年1月20日，已采纳。"
    assert reports(duty(CITY, Progress.RETURNED, 3)).endswith("，截至2026年1月23日已退回、尚未重报（逾期3天）。")


def test_a_total_that_is_no_usable_figure_is_not_said_to_be_no_data():
    assert "各项目标截至2025年第四季度均无可用数据" in said([unpublished()])
    total = QuarterFigure("330000", "export_value", "commerce", None, None, 24312, Decimal("19.18"), Decimal("21.2"), None, None)
    known, unknown = (str(written([unpublished()], quarter_figures=figures).parts) for figures in ({total.key: total}, {}))
    assert "2025年全年累计19.18亿元，同比增长21.2%，尚缺评价所需的数据；目标为" in known
    assert "跨境电商出口额：未公布；目标为" in unknown
