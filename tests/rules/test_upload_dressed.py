"""The own workbook with its findings keeps its look, and nothing in it runs."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from etl.checks import annotate as annotating
from etl.checks.annotate import annotate, annotated_name
from etl.checks.upload import acceptable, check
from etl.decode import decode
from etl.parse import parse
from etl.period import Period
from etl.registers import load_registers
from etl.template import make
from tests.intake_registers import REGISTERS, TODAY
from tests.template_workspace import workspace_in
from tests.xlsx_files import book, good, saved

QUARTER = Period.parse("2025Q4")


def dressed(data: bytes, registers=REGISTERS, **terms) -> bytes:
    filing = parse(decode(data, "报送.xlsx"), registers)
    return annotate(filing, check(filing, registers, today=TODAY, **terms), "zh", "xlsx", data)


def problems(data: bytes, registers=REGISTERS, **terms) -> list:
    return check(parse(decode(data), registers), registers, today=TODAY, **terms)


def opened(data: bytes):
    return load_workbook(io.BytesIO(data))


@pytest.fixture
def filled(tmp_path) -> tuple[bytes, object]:
    """A template with one figure that is none, and what it is checked against."""
    workspace = workspace_in(tmp_path)
    template = opened(make(workspace, "330500", "2025Q4", "xlsx"))
    for number, value in enumerate(("约120", 12, 80, 1), start=3):
        template["填报"].cell(number, 6).value = value
    return saved(template), load_registers(workspace)


def test_a_template_keeps_its_look(filled):
    data, registers = filled
    before, after = opened(data)["填报"], opened(dressed(data, registers, period=QUARTER))["填报"]
    assert after["A2"].value == "核对结果" and after["A3"].value.startswith("【错误】数值：“约120”不是确切的数。")
    assert after["A3"].fill.fgColor.rgb == "00FBD5D5" and after["A3"].alignment.wrap_text and after["A4"].value is None
    assert after.freeze_panes == "B3" and after.column_dimensions["A"].width == 48
    for row in before.iter_rows():
        for cell in row:
            moved = after.cell(cell.row, cell.column + 1)
            assert (moved.value, moved.number_format, moved.font.name, moved.font.b) == (
                cell.value, cell.number_format, cell.font.name, cell.font.b)  # fmt: skip
            assert (moved.fill.fgColor.rgb, moved.protection.locked) == (cell.fill.fgColor.rgb, cell.protection.locked)
    widths = [before.column_dimensions[letter].width for letter in "ABCDEFGHIJKLMN"]
    assert [after.column_dimensions[letter].width for letter in "BCDEFGHIJKLMNO"] == widths
    offered = {one.formula1: str(one.sqref) for one in after.data_validations.dataValidation}
    assert offered['"本年累计,当季"'] == "F3 F5" and after.protection.sheet
    assert opened(dressed(data, registers))["说明"]["A1"].value == opened(data)["说明"]["A1"].value


def test_corrected_and_sent_again_it_is_accepted(filled):
    data, registers = filled
    returned = dressed(data, registers, period=QUARTER, region="330500")
    assert not acceptable(problems(returned, registers, period=QUARTER))
    corrected = opened(returned)
    corrected["填报"]["G3"].value = 120.5
    again = saved(corrected)
    assert problems(again, registers, period=QUARTER, region="330500") == []
    second = opened(dressed(again, registers, period=QUARTER))["填报"]
    assert [second.cell(number, 1).value for number in range(1, 5)] == [None, "核对结果", None, None]
    assert second["B2"].value == "地区" and second.column_dimensions["A"].width == 48


def test_lines_around_the_table_are_still_what_they_are():
    workbook = book(good(), good(quarter=3, value="约5"))
    workbook.active.append(["注：按月报口径"])
    workbook.active.append(["合计", None, None, None, None, 391])
    data = saved(workbook)
    again = problems(dressed(data))
    assert [(one.code, one.row) for one in again] == [(one.code, one.row) for one in problems(data)]
    assert ("upload.row_note", 4) in [(one.code, one.row) for one in again]


def test_nothing_in_it_runs():
    workbook = book(good(note="=HYPERLINK(\"http://x\")"), good(quarter=3, value="约5", note="+cmd|1"), good(quarter=2, value="=1+1"))
    sheet = workbook.active
    sheet["K2"].data_type = "s"
    sheet["K2"].hyperlink = "http://example.invalid/"
    sheet["A2"].comment = Comment("x", "y")
    sheet.conditional_formatting.add("A1:K9", FormulaRule(formula=["WEBSERVICE(\"http://x\")=1"], font=Font(b=True)))
    sheet.add_data_validation(DataValidation(type="custom", formula1="WEBSERVICE(\"http://x\")", sqref="A2"))
    sheet.add_data_validation(DataValidation(type="list", formula1="$A$2:$A$3", sqref="B2"))
    other = workbook.create_sheet("旁注")
    other["A1"] = "=1+1"
    other["A2"] = "+2"
    result = opened(dressed(saved(workbook)))
    shown = result["Sheet1"]
    assert (shown["L2"].value, shown["L2"].data_type, shown["L2"].quotePrefix) == ('=HYPERLINK("http://x")', "s", True)
    assert (shown["L3"].value, shown["L3"].data_type, shown["L3"].quotePrefix) == ("+cmd|1", "s", True)
    cells = [cell for one in result.worksheets for row in one.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert not list(shown.conditional_formatting) and not shown.data_validations.dataValidation
    assert result["旁注"]["A1"].value == "=1+1" and result["旁注"]["A1"].quotePrefix


def test_merged_cells_hidden_columns_and_colours_move_along():
    workbook = book(good(value="约5"))
    sheet = workbook.active
    sheet.insert_rows(1)
    sheet["A1"] = "湖州市季度报表"
    sheet["A1"].fill = PatternFill("solid", fgColor="FF0000")
    sheet.merge_cells("A1:K1")
    sheet.column_dimensions["H"].hidden = True
    sheet.row_dimensions[3].height = 15
    shown = opened(dressed(saved(workbook)))["Sheet1"]
    assert shown["B1"].value == "湖州市季度报表" and shown["B1"].fill.fgColor.rgb == "00FF0000"
    assert [str(one) for one in shown.merged_cells.ranges] == ["B1:L1"]
    assert shown.column_dimensions["I"].hidden and not shown.column_dimensions["H"].hidden
    assert shown.row_dimensions[3].height > 15 and shown.row_dimensions[2].height >= 18


def test_a_column_of_findings_at_the_end_gives_way():
    workbook = book([*good(value="约5"), "【错误】旧"], header=[*"地区 指标 年份 季度 计数方式 数值 单位 同比 统计口径 数据性质 备注".split(), "核对结果\n旧"])
    shown = opened(dressed(saved(workbook)))["Sheet1"]
    assert shown["A1"].value == "核对结果" and shown["M1"].value is None and shown["M2"].value is None
    assert problems(saved(opened(dressed(saved(workbook)))))[0].code == "upload.number_about"


def test_a_program_that_fails_costs_the_look_only(monkeypatch):
    data = saved(book(good(value="约5")))
    monkeypatch.setattr(annotating, "in_child", lambda *_: b"")
    assert opened(dressed(data))["填报"]["A2"].value.startswith("【错误】")
    monkeypatch.undo()
    monkeypatch.setattr(annotating, "MOST_DRESSED_ROWS", 1)
    assert opened(dressed(data)).sheetnames == ["填报"]


def test_equal_files_give_equal_bytes():
    data = saved(book(good(value="约5")))
    assert dressed(data) == dressed(data)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("湖州市-2026Q3.xlsx", "湖州市-2026Q3-问题.xlsx"),
        ("湖州市-2026Q3-问题.xlsx", "湖州市-2026Q3-问题.xlsx"),
        ("../../etc/passwd.csv", "passwd-问题.xlsx"),
        ("C:\\报表\\四季度.XLSX", "四季度-问题.xlsx"),
        ("..", "报送-问题.xlsx"),
        ("", "报送-问题.xlsx"),
        ('a<b>:"c|d?*e.csv', "abcde-问题.xlsx"),
        ("报表\u202excod.xlsx\r\nX: y.xlsx", "报表xcod.xlsxX y-问题.xlsx"),
        ("长" * 300 + ".csv", "长" * 80 + "-问题.xlsx"),
        ("第1.5版.xlsx", "第1.5版-问题.xlsx"),
    ],
)
def test_it_is_called_after_the_file(name, called):
    assert annotated_name(name, "xlsx", "zh") == called


def test_its_name_says_what_is_a_demonstration():
    assert annotated_name("t.csv", "csv", "zh", "演示数据") == "t-问题-演示数据.csv"
    assert annotated_name("t-演示数据.csv", "csv", "en", "演示数据") == "t-演示数据-problems.csv"
