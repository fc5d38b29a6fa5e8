"""A bulletin and the pages say the same of the same data: counts, gaps, places, what to press for."""

import re
from decimal import Decimal

import pytest

from dashboard import formats, sayings
from dashboard.components import overview_parts
from dashboard.findings import comparison, selection, shortfall, standing
from dashboard.report.compose import compose
from dashboard.report.subject import subject
from dashboard.wording import Words
from tests.bulletins import as_text, demonstration, of_demonstration
from tests.pages.page_text import rows as table_rows
from tests.pages.page_text import said

AS_OF, PROVINCE, CITY = "2026Q3", "990000", "990400"
OFFICER = "yunling-officer"
ZH = Words("zh")


def grids(place: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a bulletin by caption, without their numbers, each line by column."""
    bulletin = compose(of_demonstration(place, AS_OF), ZH)
    return {
        grid.caption.partition("　")[2]: [dict(zip([one.name for one in grid.headings], line, strict=True)) for line in grid.rows]
        for part in bulletin.parts
        for grid in part.grids
    }


@pytest.fixture(scope="module")
def province():
    return grids(PROVINCE)


@pytest.fixture(scope="module")
def latest():
    """The rows of 总览: one per target of the province."""
    return selection.latest(of_demonstration(PROVINCE, AS_OF).rows)


def tight(text: str) -> str:
    return text.replace(" ", "")


def test_the_overview_counts_the_same(open_page, province, latest):
    page = said(open_page("overview", data=demonstration().root, visitor=OFFICER, quarter=AS_OF))
    sentence = overview_parts.sentence(latest, AS_OF, ZH)
    assert sentence in page
    count, good, late, missed, unjudged = map(int, re.findall(r"\d+", sentence))
    told = compose(of_demonstration(PROVINCE, AS_OF), ZH).parts[0].paragraphs[0]
    assert f"共有{count}项目标" in told and f"达标或达到进度的{good}项" in told
    assert f"到期未完成的{missed}项" in told and f"其余{unjudged}项" in told
    (whole,) = [line for line in province["云岭省各地目标完成情况（2026年第三季度，单位：项）"] if line["地区"] == "云岭省（含下级）"]
    assert int(whole["进度滞后"]) + int(whole["明显滞后"]) == late
    moved = standing.change(selection.counted(latest), selection.counted(selection.latest(of_demonstration(PROVINCE, AS_OF).rows_before)))
    for line in province["云岭省现行规划目标完成情况（2026年第三季度）"][:-1]:
        name = next(name for name in moved if _word(name) == line["完成情况"].split(" ", 1)[1])
        assert line["比上季度"].replace("−", "-").replace("持平", "0") in (str(moved[name]), f"+{moved[name]}")


def _word(name: str) -> str:
    return ZH("unknown.figure") if name == standing.UNPUBLISHED else ZH(f"performance.{name}")


def test_the_list_of_what_to_press_for_is_the_same(province, latest):
    found = shortfall.pressed(selection.counted(latest))
    lines = province["云岭省督办事项（2026年第三季度）"]
    assert len(lines) == len(found) > 20
    for row, line in zip(found, lines, strict=True):
        assert line["地区"] == row.region_zh and line["目标"].startswith(row.metric_zh)
        assert line["短缺"] == tight(sayings.short_by(row, ZH))
        assert line["短缺比重"] == formats.percent(shortfall.scaled(row))


def test_a_city_has_the_figures_of_its_page(open_page):
    app = open_page("city", data=demonstration().root, visitor=OFFICER, quarter=AS_OF, city=CITY)
    page = tight(said(app))
    lines = grids(CITY)["柏川市目标进展情况（2026年第三季度）"]
    assert len(lines) == 10
    for line in lines:
        metric = line["目标"].partition("：")[0]
        assert metric in page
        if line["差距"] != "差距待公布":
            assert line["差距"] in page, line
    found = next(text for text in said(app).splitlines() if "项落后" in text)
    _, lagging = re.findall(r"(\d+) 项", found)[1:3]
    assert sum("滞后" in line["状态"].split("（")[0] for line in lines) == int(lagging)


def test_every_line_rests_on_the_row_of_its_target(province):
    of = subject(of_demonstration(PROVINCE, AS_OF), ZH)
    checked = 0
    for code, rows in of.tree.own.items():
        lines = province[f"{of.region_name(code)}目标进展情况（2026年第三季度）"]
        known = {line["目标"]: line for line in lines}
        assert len(known) == len(lines) == len(rows)
        for row in rows:
            line = next(known[name] for name in known if name.startswith(f"{row.metric_zh}：{tight(sayings.commitment(row, ZH))[:-1]}"))
            if row.attainment is not None and row.attainment >= 0:
                assert line["完成率"].startswith(formats.percent(row.attainment))
                checked += 1
            if row.gap_to_target is not None:
                assert line["差距"] == tight(sayings.gap(row, ZH))
            assert line["状态"].startswith(sayings.class_text(row, ZH))
    assert checked > 70


def test_the_ranking_is_that_of_the_metric_page(open_page, province):
    app = open_page("metric", data=demonstration().root, visitor=OFFICER, quarter=AS_OF, metric="cbec_export_value")
    shown = [(re.search(r"\d+", line["名次（比上季）"])[0], line["地区"]) for line in table_rows(app, "名次（比上季）")]
    lines = [line for line in province["重点指标可比地区排名（2026年第三季度）"] if line["指标（到期）"] == "跨境电商出口额（2027年底）"]
    assert len(lines) == 4
    for line, (place, region) in zip(lines, shown, strict=True):
        assert line["地区"] in region and place == line["名次"]


def test_the_ranking_and_its_moves_are_those_of_the_findings(province, latest):
    material = of_demonstration(PROVINCE, AS_OF)
    levels = {code: region.level for code, region in material.regions.items()}
    for metric in selection.metrics_of(latest):
        rows = [row for row in latest if row.metric == metric]
        groups, _ = comparison.compare(rows, levels, AS_OF)
        risen = comparison.changes_since(groups, material.rows_before, levels, AS_OF)
        found = subject(material, ZH).rankings
        for group in groups:
            if len(group.ranked) > 1:
                assert [found.rank(row).place for row in group.ranked] == list(range(1, len(group.ranked) + 1))
                assert [found.rank(row).risen for row in group.ranked] == [risen.get(row.key) for row in group.ranked]


def test_quarter_and_year_to_date_are_the_reported_figures():
    """当季 is the difference of two 累计, as the rows of the warehouse give them."""
    material = of_demonstration(PROVINCE, AS_OF)
    key = ("990000", "cbec_export_value", "commerce")
    figure, totals = material.quarter_figures[key], dict(material.totals[key])
    september = 2026 * 12 + 9
    assert figure.total == totals[september] == Decimal("1890.44")
    assert figure.amount == totals[september] - totals[september - 3] == Decimal("696.18")
    assert "696.18亿元 | 1,890.44亿元 | +28.1%" in as_text(compose(material, ZH))
