"""Worked workbooks: what a spreadsheet shows is what is read. File in, {(row, column): code} out."""

from datetime import date, datetime

import pytest

from etl.decode import decode
from etl.problems import Refused, Severity
from tests.intake_registers import coded, faults, figures, read, row, table
from tests.xlsx_files import GOOD, HEADERS, SHEET, book, changed, good, parts, saved, shared_texts_book, with_sheet, xlsx

SHARE = {"metric": "跨境电商占外贸比重", "unit": "%"}


def informed(data: bytes) -> dict:
    return coded(problem for problem in read(data).problems if problem.severity is Severity.INFORM)


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        decode(data)
    (problem,) = refused.value.problems
    return problem.topic, problem.found


# ----------------------------------------------------------- same content, same sheet


def test_a_workbook_reads_like_the_same_table_as_csv():
    header = "地区,指标,年份,季度,计数方式,数值,单位"
    lines = [header, "湖州市,跨境电商出口额,2025,4,本年累计,386.75,亿元", "", "嘉兴市,海外仓数,2025,3,期末,12,个"]
    workbook = book(header=header.split(","))
    for cells in (["湖州市", "跨境电商出口额", 2025, 4, "本年累计", 386.75, "亿元"], [], ["嘉兴市", "海外仓数", 2025, 3, "期末", 12, "个"]):
        workbook.active.append(cells)
    from_csv, from_xlsx = decode("\n".join(lines).encode()), decode(saved(workbook))
    assert from_xlsx.rows == from_csv.rows
    assert [row.number for row in from_xlsx.rows] == [1, 2, 4]
    assert (from_csv.format, from_xlsx.format) == ("csv", "xlsx")


def test_content_decides_whatever_the_file_is_called():
    assert [entry.value for entry in read(xlsx(GOOD), "报送.csv").entries] == [
        entry.value for entry in read(table(row()), "报送.xlsx").entries
    ]


def test_the_first_row_of_a_workbook_need_not_be_the_first_of_the_table():
    workbook = book(GOOD)
    workbook.active.insert_rows(1, 3)
    workbook.active["A2"] = "湖州市 2025 年四季度"
    workbook.active.merge_cells("A2:G2")
    filing = read(saved(workbook))
    assert coded(filing.problems) == {(2, ""): "row_title"}
    assert [entry.row for entry in filing.entries] == [5]


def test_blank_but_formatted_cells_far_away_are_nothing():
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert figures(with_sheet("</sheetData>", far)) == ["386.75"]


# ------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (0.1 + 0.2, "0.3"),
        (150.20000000000002, "150.2"),
        (1386.7500000000023, "1386.75"),
        (386, "386"),
        (1e10, "10000000000"),
        (1.5e-5, "0.000015"),
        ("1,386.75", "1386.75"),
        ("３８６．７５", "386.75"),
    ],
)
def test_numbers_are_those_a_spreadsheet_shows(stored, value):
    assert figures(xlsx(good(value=stored))) == [value]


def test_a_whole_number_too_long_for_a_spreadsheet_is_refused():
    assert faults(xlsx(good(value=1234567890123456))) == {(2, "数值"): "number_digits"}
    assert figures(xlsx(good(value="1234567890123456"))) == ["1234567890123456"]


@pytest.mark.parametrize(("code", "stored", "value"), [("0%", 0.125, "12.5"), ("0.00%", 0.07, "7"), ("General", 12.5, "12.5"),
                                                       ("0.0%;-0.0%;0", 0.286, "28.6")])  # fmt: skip
def test_per_cent_cells_are_what_they_show(code, stored, value):
    assert figures(xlsx(good(value=stored, **SHARE), formats={"F2": code})) == [value]


def test_a_per_cent_cell_is_no_amount_of_money():
    assert faults(xlsx(good(value=0.125), formats={"F2": "0.0%"})) == {(2, "数值"): "unit_in_value"}


def test_year_on_year_as_a_per_cent_cell():
    (entry,) = read(xlsx(good(yoy=-0.032), formats={"H2": "0.0%"})).entries
    assert str(entry.yoy) == "-3.2"


@pytest.mark.parametrize("code", ['0!.0,"万"', '0\\.0,"万"', '0"."0', "#,##0,", "0.00,,", '[>=10000]0!.0,"万";0', "0%%"])
def test_formats_that_show_another_number_are_refused_at_their_cell(code):
    (problem,) = read(xlsx(good(value=12345), formats={"F2": code})).problems
    assert (problem.row, problem.column, problem.code) == (2, "数值", "upload.number_scaled")
    assert code in problem.message("zh") and "12345" in problem.message("en")


@pytest.mark.parametrize("code", ["#,##0.00", "0.00_ ", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "¥#,##0.00",
                                  '0.00"亿元"', "0.00E+00", "@", "#,##0_);[Red](#,##0)", "[DBNum1][$-804]General"])  # fmt: skip
def test_formats_that_only_dress_the_number_are_read(code):
    assert figures(xlsx(good(value=12345.5), formats={"F2": code})) == ["12345.5"]


@pytest.mark.parametrize("code", [";;;", '"已报"', '0;"负数"'])
def test_a_number_that_its_format_does_not_show_is_refused(code):
    value = -5 if code.startswith("0") else 5
    assert faults(xlsx(good(value=value), formats={"F2": code})) == {(2, "数值"): "number_unseen"}


@pytest.mark.parametrize(("value", "code"), [(True, "number"), ("约150", "number_about"), ("=1+1", "formula_no_value")])
def test_what_is_no_figure_in_a_cell(value, code):
    assert faults(xlsx(good(value=value))) == {(2, "数值"): code}


# ---------------------------------------------------------------------------- dates


@pytest.mark.parametrize(("column", "place", "code"), [("年份", "C2", "year"), ("季度", "D2", "quarter"), ("数值", "F2", "number")])
def test_a_date_where_none_belongs_is_refused_at_its_cell(column, place, code):
    workbook = book(GOOD)
    workbook.active[place] = date(2025, 4, 1)
    (problem,) = [problem for problem in read(saved(workbook)).problems if problem.column == column]
    assert (problem.code, problem.found) == (f"upload.{code}", "2025-04-01")


def test_a_year_that_was_formatted_as_a_date_is_refused():
    assert faults(xlsx(GOOD, formats={"C2": "yyyy"})) == {(2, "年份"): "year"}


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日";@', "[$-F800]dddd\\, mmmm dd\\, yyyy", "m/d/yy"])
def test_dates_of_publication_are_days_however_shown(code):
    header = ["地区", "指标", "年份", "季度", "数值", "单位", "发布日期"]
    workbook = book(["湖州市", "跨境电商出口额", 2025, 3, 5, "亿元", date(2025, 10, 21)], header=header)
    workbook.active["G2"].number_format = code
    (entry,) = read(saved(workbook)).entries
    assert entry.published_on == date(2025, 10, 21)


def test_the_calendar_that_begins_in_1904():
    header = ["地区", "指标", "年份", "季度", "数值", "单位", "发布日期"]
    workbook = book(["湖州市", "跨境电商出口额", 2025, 3, 5, "亿元", datetime(2025, 10, 21)], header=header)
    workbook.epoch = datetime(1904, 1, 1)
    (entry,) = read(saved(workbook)).entries
    assert entry.published_on == date(2025, 10, 21)


# ------------------------------------------------------------------ formulas and errors


def stored_formula(cell: str) -> bytes:
    """A workbook whose figure is a formula with whatever stands behind it."""
    return with_sheet('<c r="F2" t="n"><v>386.75</v></c>', cell)


def test_a_formula_with_its_result_is_read_and_said_so():
    data = stored_formula('<c r="F2"><f>380+6.75</f><v>386.75</v></c>')
    assert figures(data) == ["386.75"]
    assert informed(data) == {(2, "数值"): "formula_value"}


@pytest.mark.parametrize("cell", ['<c r="F2"><f>A1</f></c>', '<c r="F2"><f>A1</f><v></v></c>', '<c r="F2"><f>A1</f><v/></c>'])
def test_a_formula_without_its_result_is_refused_and_not_read_as_missing(cell):
    assert faults(stored_formula(cell)) == {(2, "数值"): "formula_no_value"}
    assert informed(stored_formula(cell)) == {}


def test_a_formula_in_another_column_is_refused_there():
    assert faults(xlsx(good(region="=B1"))) == {(2, "地区"): "formula_no_value"}


def test_a_formula_outside_the_layout_does_not_matter():
    workbook = book([*good(), "=A1"], header=[*HEADERS, "联系电话"])
    assert figures(saved(workbook)) == ["386.75"]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
@pytest.mark.parametrize(("column", "place"), [("数值", "F"), ("地区", "A"), ("备注", "K")])
def test_error_cells_are_refused_in_every_column(error, column, place):
    workbook = book(GOOD)
    workbook.active[f"{place}2"] = error
    workbook.active[f"{place}2"].data_type = "e"
    assert faults(saved(workbook)) == {(2, column): "cell_error"}


def test_text_that_looks_like_a_formula_stays_text():
    workbook = book(good(note="x"))
    workbook.active["K2"].value = "=1+1"
    workbook.active["K2"].data_type = "s"
    (entry,) = read(saved(workbook)).entries
    assert entry.note == "=1+1"


# --------------------------------------------------------------- merged and hidden


def test_merged_cells_are_refused_at_each_cell_they_cover():
    workbook = book(GOOD, good(region=None, quarter=3), good(region=None, quarter=2))
    workbook.active.merge_cells("A2:A4")
    assert faults(saved(workbook)) == {(3, "地区"): "cell_merged", (4, "地区"): "cell_merged"}


def test_merged_cells_of_titles_notes_and_other_columns_do_not_matter():
    workbook = book([*good(), "电话", None], ["注：按海关口径"], header=[*HEADERS, "联系电话", "联系电话二"])
    workbook.active.merge_cells("L2:M2")
    workbook.active.merge_cells("A3:K3")
    assert figures(saved(workbook)) == ["386.75"]


def test_a_hidden_row_with_figures_is_refused():
    workbook = book(GOOD, good(quarter=3), good(quarter=2))
    workbook.active.row_dimensions[3].hidden = True
    assert faults(saved(workbook)) == {(3, ""): "row_hidden"}


def test_rows_hidden_by_default_are_hidden():
    data = with_sheet("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')
    assert faults(data) == {(2, ""): "row_hidden"}


def test_a_hidden_empty_row_is_no_row():
    workbook = book(GOOD)
    workbook.active.row_dimensions[3].hidden = True
    assert figures(saved(workbook)) == ["386.75"]


def test_a_hidden_column_with_something_in_it_is_refused_at_its_header():
    workbook = book(GOOD)
    workbook.active.column_dimensions["G"].hidden = True
    assert faults(saved(workbook)) == {(1, "单位"): "column_hidden"}


def test_a_hidden_column_without_anything_in_it_does_not_matter():
    workbook = book(GOOD)
    workbook.active.column_dimensions["J"].hidden = True
    assert figures(saved(workbook)) == ["386.75"]


# --------------------------------------------------------------------------- sheets


def test_two_sheets_of_figures_are_refused_with_both_names():
    workbook = book(GOOD, title="四季度")
    other = workbook.create_sheet("三季度")
    other.append(HEADERS)
    other.append(good(quarter=3))
    assert refusal(saved(workbook)) == ("sheet", "四季度、三季度")


def test_a_hidden_sheet_of_figures_is_refused():
    workbook = book(GOOD)
    other = workbook.create_sheet("旧数")
    other.append(HEADERS)
    other.append(good(quarter=3))
    other.sheet_state = "veryHidden"
    assert faults(saved(workbook)) == {(None, ""): "sheet_hidden"}
    workbook.move_sheet("旧数", -1)
    assert faults(saved(workbook)) == {(None, ""): "sheet_hidden"}


def test_only_hidden_figures_are_refused_too():
    workbook = book(GOOD, title="数")
    workbook.create_sheet("空白")
    workbook["数"].sheet_state = "hidden"
    assert refusal(saved(workbook)) == ("hidden", "数")


def test_other_sheets_are_named_and_not_read():
    workbook = book(GOOD)
    workbook.create_sheet("联系人").append(["张三", "0572"])
    workbook.create_sheet("空白")
    assert figures(saved(workbook)) == ["386.75"]
    assert {problem.found for problem in read(saved(workbook)).problems} == {"联系人"}


def test_a_sheet_with_nothing_but_a_header_gives_way_to_one_with_figures():
    workbook = book(title="空表")
    workbook.create_sheet("数").append(HEADERS)
    workbook["数"].append(GOOD)
    assert figures(saved(workbook)) == ["386.75"]


def test_sheets_of_the_template_are_its_own():
    workbook = book(GOOD, title="填报")
    for name in ("说明", "选项"):
        sheet = workbook.create_sheet(name)
        sheet.append(HEADERS)
        sheet.append(good(quarter=3))
    workbook["选项"].sheet_state = "hidden"
    assert figures(saved(workbook)) == ["386.75"]
    assert read(saved(workbook)).problems == ()


@pytest.mark.parametrize("rows", [[], [["", None]]])
def test_a_workbook_with_nothing_in_it(rows):
    assert refusal(saved(book(*rows, header=[])))[0] == "empty"


def test_header_only_is_empty_even_beside_another_sheet():
    workbook = book()
    workbook.create_sheet("联系人").append(["张三"])
    assert faults(saved(workbook)) == {(None, ""): "file_empty"}


def test_something_beside_the_table_is_refused_at_its_row():
    workbook = book(GOOD, good(quarter=3))
    workbook.active["P3"] = "请核对"
    filing = read(saved(workbook))
    assert coded(filing.problems) == {(3, ""): "cell_outside"}
    assert filing.problems[0].found == "请核对"


def test_a_crosstab_is_sent_to_the_template():
    header = ["地区", "指标", "单位", "2025Q1", "2025Q2"]
    assert faults(saved(book(["湖州市", "跨境电商出口额", "亿元", 1, 2], header=header))) == {(1, ""): "layout_crosstab"}


# ----------------------------------------------------------------------- text cells


def excel_like(region: str, value: str = "<v>386.75</v>", prefix: str = "") -> bytes:
    """One good row in the way Excel writes it; `region` is the XML of the region's text."""
    plain = ["地区", "指标", "年份", "季度", "数值", "单位", "跨境电商出口额", "亿元"]
    header = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDEF"))
    cells = f'<c r="A2" t="s"><v>8</v></c><c r="B2" t="s"><v>6</v></c><c><v>2025</v></c><c><v>4</v></c><c>{value}</c>'
    rows = {"1": header, "2": cells + '<c r="F2" t="s"><v>7</v></c>'}
    return shared_texts_book(rows, [*(f"<t>{text}</t>" for text in plain), region], prefix)


def test_rich_text_is_read_without_its_readings():
    assert figures(excel_like("<r><t>湖州</t></r><r><rPr/><t>市</t></r><rPh><t>hu zhou</t></rPh>")) == ["386.75"]


@pytest.mark.parametrize("prefix", ["", "x"])
def test_names_of_elements_may_have_a_prefix_and_cells_no_reference(prefix):
    assert figures(excel_like("<t>湖州市</t>", prefix=prefix)) == ["386.75"]


def test_a_text_that_is_not_there_is_damage():
    data = excel_like("<t>湖州市</t>")
    sheet = parts(data)[SHEET].replace(b"<v>8</v>", b"<v>9</v>")
    assert refusal(changed(data, {SHEET: sheet})) == ("corrupt", SHEET)


def test_a_part_in_another_encoding_of_xml_is_read():
    data = excel_like("<t>湖州市</t>")
    sheet = "<?xml version='1.0' encoding='UTF-16'?>" + parts(data)[SHEET].decode()
    assert figures(changed(data, {SHEET: sheet.encode("utf-16")})) == ["386.75"]


def test_texts_in_the_cell_itself_are_read():
    data = with_sheet('<c r="F2" t="n"><v>386.75</v></c>', '<c r="F2" t="inlineStr"><is><t>386.75</t></is></c>')
    assert figures(data) == ["386.75"]


def test_control_characters_written_as_codes_are_found():
    data = with_sheet('<c r="G2"', '<c r="K2" t="inlineStr"><is><t>x</t></is></c><c r="G2"')
    assert refusal(data)[0] == "corrupt"  # cells out of order
    problems = read(xlsx(good(note="_x0007_响"))).problems
    assert [(problem.row, problem.found) for problem in problems] == [(2, "U+0007")]
