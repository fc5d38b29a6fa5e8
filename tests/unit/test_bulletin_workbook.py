"""The bulletin as a workbook."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import theme
from dashboard.report.bulletin import Align, Bulletin, Grid, Heading, Part, Series, SheetChart
from dashboard.report.plain import plain_text
from dashboard.report.workbook import printed, workbook_bytes
from etl.spreadsheet import Number
from tests import bulletin_example as example
from tests.bulletin_files import schema_faults, texts

HOSTILE = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "＝1", "\t=1")


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    return example.bulletin()


@pytest.fixture(scope="module")
def written(bulletin) -> bytes:
    return workbook_bytes(bulletin)


@pytest.fixture(scope="module")
def book(written) -> Workbook:
    return opened(written)


def opened(written: bytes) -> Workbook:
    return load_workbook(io.BytesIO(written))


def cells(book: Workbook) -> list[object]:
    return [cell.value for sheet in book for row in sheet for cell in row if cell.value is not None]


def column(sheet: Worksheet, heading: str) -> list[object]:
    """The values below a heading."""
    place = next(cell.column for cell in sheet[2] if str(cell.value).startswith(heading))
    return [sheet.cell(row, place).value for row in range(3, sheet.max_row + 1)]


def test_every_text_of_the_bulletin_is_in_it(bulletin, book):
    said = "\n".join(map(str, cells(book)))
    figures = {value for value in cells(book) if isinstance(value, int | float)}

    def stands(text: str) -> bool:
        plain = text.replace(",", "").replace("−", "-")
        return text in said or round(float(plain.rstrip("%")) / (100 if plain.endswith("%") else 1), 6) in figures

    assert [text for text in texts(bulletin) if text and not stands(text)] == []


def test_sheets_stand_in_the_order_they_are_read(book):
    assert book.sheetnames[:4] == ["总览", "图表", "目标", "正文"]
    assert book.sheetnames[-2:] == ["说明", "数据字典"]


def test_figures_are_numbers_and_what_is_unknown_is_empty(book):
    sheet = book["目标"]
    assert column(sheet, "实际值（") == [2644.18, None, -3.5]
    assert column(sheet, "完成率（") == [0.751, None, -0.35]
    assert column(sheet, "单位") == ["亿元", "个", "%"]
    assert column(sheet, "完成情况") == ["达到进度", "未公布", "明显滞后"]
    assert column(sheet, "推进速度") == [1.02, None, None]
    assert column(sheet, "基期值") == [1730, None, None]
    assert sheet.cell(3, [cell.value for cell in sheet[2]].index("基期") + 1).value == "2023Q4"


def test_every_cell_is_in_the_typeface_of_the_sheet(book):
    assert {cell.font.name for sheet in book for row in sheet for cell in row if cell.value is not None} == {"宋体"}


def test_whole_figures_end_without_a_point(book):
    """`#,##0.####` shows 12 as `12.`."""
    sheet = book["目标"]
    place = next(cell.column for cell in sheet[2] if str(cell.value).startswith("实际值（"))
    assert sheet.cell(3, place).number_format == "#,##0.##########"
    wanted = next(cell.column for cell in sheet[2] if str(cell.value).startswith("目标值"))
    assert [sheet.cell(row, wanted).number_format for row in (3, 4, 5)] == ["#,##0"] * 3


def test_the_sum_stands_apart_from_what_can_be_sorted(book):
    sheet = book["总览"]
    assert sheet["A13"].value == "丽水市" and sheet.auto_filter.ref.endswith("13")
    assert [cell.value for cell in sheet[14]] == [None] * sheet.max_column
    assert sheet["A15"].value == "合计" and sheet["C15"].value == 11 and sheet["A15"].font.bold
    assert not book["目标"].cell(7, 1).value


def test_a_table_with_sums_has_no_filter():
    sums = replace(example.small_grid(), has_sums=True, caption="表1 合计在内")
    book = opened(workbook_bytes(replace(example.bulletin(rows=0), parts=(Part("一", (), (sums, example.small_grid())),))))
    assert [bool(book[name].auto_filter.ref) for name in book.sheetnames if name.startswith("表")] == [False, True]


def test_headings_name_units_and_stay_in_sight_with_a_filter(book):
    sheet = book["目标"]
    headings = [cell.value for cell in sheet[2]]
    assert "同比（%）" in headings and "完成率（比例）" in headings
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref.startswith("A2:") and sheet.auto_filter.ref.endswith("5")


def test_a_figure_that_stands_alone_in_a_printed_table_is_a_number():
    texts_of = ("1,234.5", "−12.3%", "+2", "0", "60.3%", "未公布", "4,282 亿元", "2026Q3", "")
    page = printed(Grid("表", [Heading("列", 5, Align.NUMBER)], [[text] for text in texts_of]))
    found = [row[0] for row in page.rows]
    assert found == ["1234.5", "-0.123", "2", "0", "0.603", *texts_of[5:]]
    assert [isinstance(one, Number) for one in found] == [True] * 5 + [False] * 4


def test_a_column_of_words_keeps_what_looks_like_a_number():
    page = printed(Grid("表", [Heading("编号", 5)], [["001"]]))
    assert not isinstance(page.rows[0][0], Number)


def test_the_word_of_a_class_is_marked_in_its_colours(book):
    sheet = book["目标"]
    rules = {rule.formula[0]: rule for ranges in sheet.conditional_formatting for rule in ranges.rules}
    for performance, look in theme.looks("safe").items():
        word = {"on_track": "达到进度", "off_track": "明显滞后"}.get(performance)
        if word:
            assert rules[f'"{word}"'].dxf.fill.bgColor.rgb == f"FF{look.background[1:].upper()}"
            assert rules[f'"{word}"'].dxf.font.color.rgb == f"FF{look.text[1:].upper()}"


def test_charts_are_native_and_have_figures_of_their_own(book):
    """Those of the sheets are sorted and filtered; a chart that pointed at them would change its bars."""
    sheet = book["图表"]
    stacked, progress = sheet._charts
    assert [series.val.numRef.f for series in stacked.series] == ["'图表'!$O$2:$O$12", "'图表'!$P$2:$P$12"]
    assert stacked.series[0].cat.numRef.f == "'图表'!$N$2:$N$12" and sheet["N2"].value == "杭州市"
    assert progress.series[0].tx.strRef.f == "'图表'!O31" and sheet["O31"].value == "完成率"
    assert [sheet[f"O{row}"].value for row in (32, 33, 34)] == [0.751, None, -0.35]


def test_each_chart_has_a_sheet_of_paper(book):
    sheet = book["图表"]
    rows = [(chart.anchor._from.row, chart.anchor.to.row) for chart in sheet._charts]
    assert [one.id for one in sheet.row_breaks.brk] == [30, 60]
    assert all(first // 30 == (last - 1) // 30 for first, last in rows)
    assert sheet.print_area == "'图表'!$A$1:$L$60" and not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_chart_of_many_bars_goes_on_on_the_next_sheet_of_paper():
    names = [f"第{number}县" for number in range(40)]
    chart = SheetChart("各地", names, [Series("达标", list(range(40)))], is_stacked=True)
    first, *others = example.sheets()
    many = replace(example.bulletin(rows=0), sheets=(replace(first, charts=(chart,)), *(replace(one, charts=()) for one in others)))
    sheet = opened(workbook_bytes(many))["图表"]
    titles = ["".join(run.t for run in one.title.tx.rich.p[0].r) for one in sheet._charts]
    assert titles == ["各地（1/3）", "各地（2/3）", "各地（3/3）"]
    drawn = [sheet.cell(row, 14).value for row in range(1, 91) if sheet.cell(row, 14).value]
    assert drawn == names


def test_without_charts_there_is_no_sheet_for_them():
    bare = tuple(replace(one, charts=()) for one in example.sheets())
    assert "图表" not in opened(workbook_bytes(replace(example.bulletin(rows=0), sheets=bare))).sheetnames


def test_it_prints_on_a4_with_its_heads_and_without_codes(book):
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.oddFooter.center.text == "&P / &N"
    sheet = book["目标"]
    assert sheet.print_title_rows == "$1:$2" and sheet.print_title_cols == "$A:$B"
    last = sheet.print_area.rpartition("$")[0].rpartition("$")[2]
    printed = [cell.value for cell in sheet[2] if cell.column <= column_index_from_string(last)]
    assert "责任单位" in printed and not {"地区代码", "目标编号", "文件网址"} & set(printed)
    assert sheet.page_setup.fitToHeight == 0 and sheet.page_setup.fitToWidth == 1


def test_marks_stand_on_every_table_and_every_sheet_of_paper(book):
    for sheet in book:
        assert sheet.oddHeader.center.text == "草稿：本季度数据尚未发布　演示数据"
    assert all("草稿" in book[name]["A1"].value and "演示数据" in book[name]["A1"].value for name in ("总览", "目标"))


def test_a_released_bulletin_says_nothing_of_drafts():
    released = opened(workbook_bytes(example.bulletin(rows=1, draft="", mark="")))
    assert not any("草稿" in str(value) for value in cells(released))
    assert all(not sheet.oddHeader.center.text for sheet in released)


def test_method_and_sources_have_a_sheet(bulletin, book):
    said = [cell.value for row in book["说明"] for cell in row]
    assert all(note in said for note in bulletin.notes)


def test_every_column_of_the_figures_is_explained(bulletin, book):
    explained = {row[0].value for row in book["数据字典"].iter_rows(min_row=2)}
    assert {one.name for sheet in bulletin.sheets for one in sheet.table.all_columns} == explained


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_a_formula(text):
    hostile = replace(
        example.bulletin(rows=0, mark=text), issuer=text, addressee=text, title=text, notes=(text,), opening=(text,), sheets=example.sheets(region_name=text, responsible=text),
        parts=(Part(text, (text,), (Grid(text, [Heading(text, 5), Heading("数", 5, Align.NUMBER)], [[text, text]]),)),),
    )  # fmt: skip
    book = opened(workbook_bytes(hostile))
    found = [cell for sheet in book for row in sheet for cell in row]
    assert all(cell.data_type != "f" for cell in found)
    assert sum(cell.value == plain_text(text) for cell in found) >= 8


def test_control_characters_and_odd_sheet_names_are_survived(tmp_path):
    odd = Grid("a/b:[c]*?" * 9 + "\x00", [Heading("半\ud800", 5)], [["x\u202ey\x1b"]])
    twice = replace(example.bulletin(rows=0), parts=(Part("一", (), (odd, odd)),))
    written = workbook_bytes(twice)
    names = opened(written).sheetnames
    assert len(set(map(str.casefold, names))) == len(names) and max(map(len, names)) <= 31
    assert "xy\ufffd" in cells(opened(written))


@pytest.mark.parametrize(("caption", "name"), [
    ("表1　江苏省、浙江省、山东省现行规划目标完成情况（2025年第四季度）", "表1　江苏省、浙江省、山东省现行规划目标完成情况"),
    ("Table 1. Targets of plans in force, Yunling Province, Q3 2026", "Table 1. Targets of plans in"),
    ("表" * 40, "表" * 31), ("表2　市", "表2　市"),
])  # fmt: skip
def test_a_name_of_a_sheet_ends_with_a_whole_word(caption, name):
    grid = replace(example.small_grid(), caption=caption)
    assert name in opened(workbook_bytes(replace(example.bulletin(rows=0), parts=(Part("一", (), (grid,)),)))).sheetnames


def test_it_is_valid_by_the_schema(written, tmp_path):
    """What is left out is the library's: it writes the parts of a font in an order that the schema
    allows and the checker does not, and text in cells is advised against, not forbidden."""
    faults = schema_faults(written, tmp_path / "bulletin.xlsx")
    assert [fault for fault in faults if "/xl/styles.xml" not in fault and "inline-string" not in fault] == []


def test_equal_bulletins_are_equal_bytes_and_tell_nobody(bulletin, written, book):
    assert workbook_bytes(replace(bulletin)) == written
    assert book.properties.title == bulletin.title
    assert not book.properties.creator and not book.properties.lastModifiedBy
    assert book.properties.created == book.properties.modified == datetime(2026, 10, 31, 0, 30)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_bulletin_without_targets_is_a_workbook_of_words(lang):
    bare = replace(example.bulletin(rows=0), sheets=(), parts=(), lang=lang)
    assert opened(workbook_bytes(bare)).sheetnames[0] in ("正文", "Text")


def test_sheets_of_tables_stand_in_the_order_of_their_names():
    wide, small = replace(example.wide_grid(2), caption="附表1 进展"), example.small_grid()
    parts = (Part("一", (), (wide, replace(small, caption="表1 甲"))), Part("二", (), (replace(small, caption="表2 乙"),)))
    book = opened(workbook_bytes(replace(example.bulletin(rows=0), parts=parts)))
    assert [name for name in book.sheetnames if "表" in name and name[0] in "表附"] == ["表1 甲", "表2 乙", "附表1 进展"]
