"""The sheets of a bulletin's workbook agree with its tables in words."""

from decimal import Decimal

import pytest

from dashboard.export.columns import column
from dashboard.export.tables import Table
from dashboard.report import lines
from dashboard.report.compose import compose
from dashboard.report.sheets import sheets
from dashboard.report.subject import subject
from dashboard.rows import RegionRow
from dashboard.wording import Words
from etl.warehouse.quarter_figures import QuarterFigure
from tests.bulletins import CITY, COUNTY, OTHER_CITY, of_demonstration, place
from tests.page_rows import row, unpublished

ZH = Words("zh")
DECEMBER = 24312
FIGURE = QuarterFigure("330000", "export_value", "commerce", Decimal(36), Decimal(5), DECEMBER, Decimal("126.4"), Decimal("-2.5"), DECEMBER, Decimal("126.4"))


def told(table: Table) -> list[dict[str, object]]:
    """The lines of a table by column."""
    return [dict(zip([column.name for column in table.columns], line, strict=True)) for line in table.lines]


def of(found, name: str) -> list[dict[str, object]]:
    return told(next(sheet.table for sheet in found if sheet.table.name == name))


def test_figures_are_exact_and_what_is_unknown_is_nothing():
    rows = [row(), unpublished(target_id="330500-01", region_code=CITY)]
    found = sheets(place(rows, quarter_figures={("330000", "export_value", "commerce"): FIGURE}))
    own, other = of(found, "targets")
    assert (own["quarter_value"], own["total_value"], own["total_period"], own["yoy"]) == (Decimal(36), Decimal("126.4"), "2025Q4", Decimal("-2.5"))
    assert (own["target_value"], own["actual_value"], own["attainment"]) == ("200", "126", 0.63)
    assert [other[name] for name in ("quarter_value", "total_value", "total_period", "yoy", "actual_value", "attainment", "expected_share")] == [None] * 7


def test_a_rank_and_what_changed_since_the_quarter_before():
    own = row(region_code=CITY, target_id="330500-01", pace=1.2)
    other = row(region_code=OTHER_CITY, target_id="330400-01", pace=0.8, performance="at_risk")
    then = row(region_code=CITY, target_id="330500-01", as_of="2025Q3", actual_period="2025Q3", attainment=0.5, pace=0.7, performance="off_track")
    other_then = row(region_code=OTHER_CITY, target_id="330400-01", as_of="2025Q3", actual_period="2025Q3", attainment=0.6, pace=0.9)
    found = {line["target_id"]: line for line in of(sheets(place([own, other], before=[then, other_then])), "targets")}
    line = found["330500-01"]
    assert (line["place"], line["placed_of"], line["places_risen"], line["class_before"]) == (1, 2, 1, "off_track")
    assert line["attainment_change"] == pytest.approx(0.13)


def test_regions_count_their_own_targets_below_the_sum():
    rows = [row(), row(target_id="330500-01", region_code=CITY, performance="missed"), unpublished(target_id="330500-02", region_code=CITY)]
    overview = sheets(place(rows))[0]
    province, city = told(overview.table)
    total = dict(zip([column.name for column in overview.table.columns], overview.total, strict=True))
    names = ("target_count", "judged_count", "good_count", "missed_count", "open_count")
    assert [total[name] for name in names] == [3, 2, 1, 1, 1]
    assert [province[name] for name in names] == [1, 1, 1, 0, 0]
    assert [city[name] for name in names] == [2, 1, 0, 1, 1]
    assert (total["region_name"], total["region_code"]) == ("合计", None)


def test_bars_are_told_apart_where_names_are_the_same():
    """Two cities may each have a 吴兴区, and a metric targets for two years."""
    namesake = RegionRow("330409", "吴兴区", "Wuxing", "county", OTHER_CITY)
    regions = {one.region_code: one for one in (*place([]).inputs.regions.values(), namesake)}
    rows = [row(), row(target_id="330000-02", due_period="2030Q4")]
    rows += [row(target_id=f"{code}-01", region_code=code) for code in (COUNTY, namesake.region_code)]
    overview, targets, _ = sheets(place(rows, regions=regions))
    assert overview.charts[0].names == ["浙江省", "吴兴区（嘉兴市）", "吴兴区（湖州市）"]
    assert targets.charts[0].names == ["跨境电商出口额（2027年底）", "跨境电商出口额（2030年底）"]
    assert [series.values for series in overview.charts[0].series][0] == (2, 1, 1)


def test_without_targets_there_are_no_sheets():
    assert sheets(place([])) == ()


@pytest.mark.parametrize("region", ["", "990400"])
def test_the_demonstration_counts_the_same_in_words_and_figures(region):
    inputs = of_demonstration(region, "2026Q3")
    bulletin, whole = compose(inputs, ZH), subject(inputs, ZH)
    overview, targets, press = (of(bulletin.sheets, name) for name in ("overview", "targets", "press"))
    printed = [grid for part in bulletin.parts for grid in part.grids if grid.sheet]
    for name, table in (("targets", targets), ("press", press)):
        assert len(table) == sum(len(grid.rows) for grid in printed if grid.sheet == name)
    total = dict(zip(overview[0], bulletin.sheets[0].total, strict=True))
    counts = [name for name in total if name.endswith("_count")]
    assert all(total[name] == sum(line[name] for line in overview) for name in counts)
    assert total["target_count"] == len(targets) == len(whole.counted)


def test_a_figure_is_empty_exactly_where_the_table_says_none_in_words():
    whole = subject(of_demonstration("", "2026Q3"), ZH)
    found = {(line["target_id"], line["due_period"]): line for line in of(sheets(whole), "targets")}
    places = {"quarter_value": 1, "total_value": 2, "yoy": 3, "expected_share": 5}
    for one in whole.counted:
        said, line = lines.cells(one, whole), found[one.key]
        for name, place_ in places.items():
            is_said = any(letter.isdigit() for letter in said[place_]) or said[place_] == ZH("report.unchanged")
            assert (line[name] is not None) == is_said, (one.key, name, said[place_], line[name])


def test_what_is_needed_is_the_text_of_the_bulletin_with_its_number_and_first_quarter():
    last = row(performance="at_risk", as_of="2027Q3", actual_period="2027Q2", gap_to_target="3153", required_per_quarter=1576.5, required_growth=None)
    over = row(target_id="330000-02", performance="missed", as_of="2027Q3", due_period="2026Q4", required_per_quarter=None)
    none, one = sorted(of(sheets(place([last, over], as_of="2027Q3")), "press"), key=lambda line: line["due_period"])
    assert one["need"] == "2027年第四季度近十二个月合计需增加3,153亿元（按2027年第二季度数据）"
    assert (one["needed_per_quarter"], one["needed_from"]) == (3153.0, "2027Q4")
    assert (none["need"], none["needed_per_quarter"], none["needed_from"]) == (None, None, None)


def test_the_sheet_and_the_table_of_what_is_pressed_for_say_one_need():
    bulletin = compose(of_demonstration("", "2026Q3"), ZH)
    (printed,) = [grid for part in bulletin.parts for grid in part.grids if grid.sheet == "press"]
    place_ = [heading.name for heading in printed.headings].index(ZH("report.column.need"))
    said = [None if line[place_] == ZH("report.over") else line[place_] for line in printed.rows]
    assert [line["need"] for line in of(bulletin.sheets, "press")] == said and any(said)


def test_the_sheets_say_classes_and_starts_as_the_tables_do():
    bulletin = compose(of_demonstration("", "2026Q3"), ZH)
    grids = [grid for part in bulletin.parts for grid in part.grids]
    (classes,) = [grid for grid in grids if grid.key == "classes"]
    found = [dictionary_word("class", line["class"]) for line in of(bulletin.sheets, "targets")]
    printed = {line[0].split(" ", 1)[1]: int(line[1]) for line in classes.rows[:-1]}
    assert printed == {word: found.count(word) for word in printed} and printed["未公布"] == 8
    (pressed,) = [grid for grid in grids if grid.key == "press"]
    reach = [heading.name for heading in pressed.headings].index(ZH("report.column.reach"))
    told_ = [(line["last_start"], row[reach]) for line, row in zip(of(bulletin.sheets, "press"), pressed.rows, strict=True)]
    assert all(start in (None, said) for start, said in told_) and sum(start is not None for start, _ in told_) == 13
    assert any(start == "须自2026年第四季度起步" for start, _ in told_)


def dictionary_word(name: str, code: str) -> str:
    return ZH(column(name).terms[code])
