"""`python -m etl template`: the form of a region and quarter, filled in as far as it can be."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.decode import decode
from etl.spreadsheet import csv_bytes
from etl.template import make
from tests.intake_registers import row, table
from tests.register_files import REGION
from tests.template_workspace import METRICS, REGIONS, workspace_in

SAVED_BY_LIBREOFFICE = Path(__file__).parents[1] / "libreoffice"


@pytest.fixture
def workspace(tmp_path):
    return workspace_in(tmp_path)


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def by_header(data: bytes) -> list[dict[str, str]]:
    _, header, *rows = lines(data)
    return [dict(zip(header, one, strict=True)) for one in rows]


def sheet_of(data: bytes):
    return load_workbook(io.BytesIO(data))["填报"]


def check(workspace, tmp_path, data: bytes, name: str, *options: str) -> int:
    path = tmp_path / name
    path.write_bytes(data)
    return main(["check", str(path), "--data", str(workspace.root), "--today", "2026-01-15", *options])


# -------------------------------------------------------------------------- the rows


def test_one_row_per_metric_and_scope_own_region_first(workspace):
    rows = by_header(make(workspace, "330500", "2025Q3", "csv"))
    assert [(one["地区"], one["指标"], one["统计口径"]) for one in rows] == [
        ("湖州市", "跨境电商出口额", "商务厅监测"),
        ("湖州市", "产业园数", "商务厅监测"),
        ("湖州市", "跨境电商出口额", "海关全业态"),
        ("吴兴区", "产业园数", "商务厅监测"),
    ]
    assert [(one["年份"], one["季度"], one["计数方式"], one["单位"]) for one in rows[:2]] == [
        ("2025", "3", "本年累计", "亿元"),
        ("2025", "3", "期末", "个"),
    ]
    assert {one["数值"] for one in rows} == {""}


def test_the_province_reports_its_own(workspace):
    rows = by_header(make(workspace, "330000", "2025Q3", "csv"))
    assert [(one["地区"], one["指标"]) for one in rows] == [("浙江省", "活动场次")]


def test_a_county_has_a_template_of_its_own(workspace):
    assert [one["地区"] for one in by_header(make(workspace, "330502", "2025Q3", "csv"))] == ["吴兴区"]


def test_earlier_figures_stand_beside_with_period_and_unit(workspace):
    first, parks, *_ = by_header(make(workspace, "330500", "2025Q3", "csv"))
    assert (first["上期数（参考）"], first["上年同期数（参考）"]) == ("2025年第二季度：60 亿元", "2024年第三季度：75 亿元")
    assert (parks["上期数（参考）"], parks["上年同期数（参考）"]) == ("", "")


def test_a_name_of_two_regions_is_written_as_code(tmp_path):
    twins = [*REGIONS, REGION | {"region_code": "330499", "name_zh": "吴兴区", "level": "county", "parent_code": "330400"}]
    workspace = workspace_in(tmp_path, regions=twins)
    assert by_header(make(workspace, "330502", "2025Q3", "csv"))[0]["地区"] == "330502"


def test_columns_city_templates_leave_out(workspace):
    assert not {"月份", "来源可信度", "发布日期"} & set(lines(make(workspace, "330500", "2025Q3", "csv"))[1])


def test_a_demonstration_says_so_in_every_row(workspace):
    (workspace.root / "DEMONSTRATION").touch()
    assert {one["数据来源"] for one in by_header(make(workspace, "330500", "2025Q3", "csv"))} == {"演示数据"}


# ------------------------------------------------------------------------------ bytes


def test_the_csv_opens_rightly_in_chinese_excel(workspace):
    data = make(workspace, "330500", "2025Q3", "csv")
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n") == 6
    assert data.decode("utf-8-sig").splitlines()[0] == "报送模板 | 地区 330500 湖州市 | 报告期 2025年第三季度"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_equal_inputs_give_equal_bytes(workspace, form):
    assert make(workspace, "330500", "2025Q3", form) == make(workspace, "330500", "2025Q3", form)
    assert make(workspace, "330500", "2025Q3", form) != make(workspace, "330500", "2025Q4", form)


def test_no_time_of_writing_is_kept(workspace):
    with zipfile.ZipFile(io.BytesIO(make(workspace, "330500", "2025Q3", "xlsx"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


# --------------------------------------------------------------------------- workbook


def test_the_workbook_has_the_title_header_and_guide(workspace):
    book = load_workbook(io.BytesIO(make(workspace, "330500", "2025Q4", "xlsx")))
    assert book.sheetnames == ["填报", "说明"]
    sheet = book["填报"]
    assert sheet["A1"].value == "报送模板 | 地区 330500 湖州市 | 报告期 2025年第四季度"
    assert [cell.value for cell in sheet[2]] == lines(make(workspace, "330500", "2025Q4", "csv"))[1]
    assert sheet.freeze_panes == "C3"
    guide = "\n".join(str(cell.value) for cells in book["说明"] for cell in cells if cell.value)
    assert "湖州市（330500）" in guide and "2026年1月20日" in guide and "零报送" in guide and "说明：" in guide


def test_what_is_fixed_is_locked_without_a_password(workspace):
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    assert sheet.protection.sheet and not sheet.protection.password
    header = [cell.value for cell in sheet[2]]
    flow = {header[place] for place, cell in enumerate(sheet[3]) if not cell.protection.locked}
    stock = {header[place] for place, cell in enumerate(sheet[4]) if not cell.protection.locked}
    assert flow == {"计数方式", "数值", "单位", "同比", "统计口径", "数据性质", "数据来源", "备注"}
    assert flow - stock == {"计数方式"}
    assert all(cell.protection.locked for cell in [*sheet[1], *sheet[2]])


def test_choices_drop_down_where_there_is_a_choice(workspace):
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    offered = {str(one.formula1).strip('"'): str(one.sqref) for one in sheet.data_validations.dataValidation}
    assert offered["本年累计,当季"] == "E3 E5"
    assert offered["正式,初步,预计,撤回"].split()[0] in ("L3", "L3:L6")
    assert "海关平台,海关全业态,商务厅监测,跨境零售,市级全口径,其他" in offered
    assert any(words.startswith("亿元,") and "万元" in words.split(",") for words in offered)
    assert all(len(words) <= 255 for words in offered)


def test_a_drop_down_holds_no_more_than_a_spreadsheet_takes(workspace):
    names = [f"很长的单位名称第{number}种" for number in range(60)]
    lines = ["unit,canonical_unit,factor", *(f"{name},亿元,{number + 2}" for number, name in enumerate(names))]
    (workspace.root / "units.csv").write_text("\n".join([*lines, '"元,整",亿元,7000', ""]), encoding="utf-8")
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    offered = [str(one.formula1).strip('"') for one in sheet.data_validations.dataValidation]
    assert max(map(len, offered)) <= 255 and any(words.startswith("亿元,很长") for words in offered)
    assert not any("整" in words for words in offered)


def test_chinese_font_and_room(workspace):
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    assert {cell.font.name for cells in sheet["A1:N6"] for cell in cells if cell.value} == {"宋体"}
    assert all(sheet.column_dimensions[letter].width >= 6 for letter in "ABCDEFGHIJKLMN")


# --------------------------------------------------------------------------- hostile


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_name_becomes_a_formula(tmp_path, start):
    name = f"{start}cmd|' /C calc'!A0"
    metrics = [METRICS[0] | {"name_zh": name}, *METRICS[1:]]
    workspace = workspace_in(tmp_path, metrics=metrics, regions=REGIONS)
    (workspace.root / "actuals" / "330500.csv").unlink()
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    cell = sheet["B3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == name
    assert f"\"'{name}\"" in make(workspace, "330500", "2025Q4", "csv").decode()


def test_signs_dashes_and_escapes_stay_what_they_are():
    rows = [["-12.5", "+3%", "—", "-", "－5", "a,b", 'say "x"', "x\ny", "=1+1", "-1-1", "\tx"]]
    text = csv_bytes(rows).decode("utf-8-sig")
    assert text == '-12.5,+3%,—,-,－5,"a,b","say ""x""","x\ny","\'=1+1","\'-1-1","\'\tx"\r\n'


# -------------------------------------------------------------------------- filled in


def fill_csv(data: bytes, *values: str) -> bytes:
    title, header, *rows = lines(data)
    for one, value in zip(rows, values, strict=True):
        one[header.index("数值")] = value
    return csv_bytes([title, header, *rows])


def fill_xlsx(data: bytes, *values) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for number, value in enumerate(values, start=3):
        book["填报"].cell(number, 6).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_filled_template_is_accepted_without_a_word(workspace, tmp_path, capsys, form):
    data = make(workspace, "330500", "2025Q4", form)
    values = (120.5, 12, 80, 1)
    filled = fill_csv(data, *map(str, values)) if form == "csv" else fill_xlsx(data, *values)
    code = check(workspace, tmp_path, filled, f"t.{form}", "--region", "330500", "--period", "2025Q4")
    shown = capsys.readouterr().out
    assert code == 0 and "4 个数值" in shown and "提示" not in shown


def test_a_template_saved_again_by_a_spreadsheet_program_keeps_its_title(workspace, tmp_path):
    filled = fill_csv(make(workspace, "330500", "2025Q4", "csv"), "120.5", "12", "80", "1").decode("utf-8-sig")
    title, rest = filled.split("\r\n", 1)
    again = f"{title}{',' * 13}\r\n{rest}".encode("gb18030")
    assert check(workspace, tmp_path, again, "t.csv", "--region", "330500", "--period", "2025Q4") == 0
    assert check(workspace, tmp_path, again, "t.csv", "--region", "330500", "--period", "2025Q3") == 1


@pytest.mark.parametrize("path", sorted(SAVED_BY_LIBREOFFICE.iterdir()), ids=lambda path: path.name)
def test_what_libreoffice_saved_is_accepted_without_a_word(workspace, tmp_path, capsys, path):
    """Templates filled in and saved by LibreOffice Calc 7.4: as .xlsx and as CSV in two encodings,
    and the CSV template opened there."""
    code = check(workspace, tmp_path, path.read_bytes(), path.name, "--region", "330500", "--period", "2025Q4")
    shown = capsys.readouterr().out
    assert code == 0 and "4 个数值" in shown and "提示" not in shown


def test_a_title_written_as_code_says_the_same(workspace, tmp_path):
    filled = fill_csv(make(workspace, "330500", "2025Q4", "csv"), "120.5", "12", "80", "1").decode("utf-8-sig")
    coded = filled.replace("2025年第四季度", "2025Q4").encode()
    assert check(workspace, tmp_path, coded, "t.csv", "--region", "330500", "--period", "2025Q4") == 0
    assert check(workspace, tmp_path, coded, "t.csv", "--region", "330500", "--period", "2025Q3") == 1


def test_figures_show_as_they_are(workspace):
    """A format for whole numbers would show 2.5 as 3, and nobody would see why it is refused."""
    sheet = sheet_of(make(workspace, "330500", "2025Q4", "xlsx"))
    assert {sheet.cell(number, 6).number_format for number in range(3, 7)} == {"General"}


def test_the_guide_is_readable_where_rows_do_not_grow(workspace):
    sheet = load_workbook(io.BytesIO(make(workspace, "330500", "2025Q4", "xlsx")))["说明"]
    heights = {sheet.cell(number, 1).value: sheet.row_dimensions[number].height for number in range(3, 17)}
    assert heights["存疑的数"] > heights["截止日期"] >= 15
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_of_another_region_or_period_is_refused_with_both_named(workspace, tmp_path, capsys, form):
    data = make(workspace, "330500", "2025Q4", form)
    assert check(workspace, tmp_path, data, f"t.{form}", "--region", "330400", "--period", "2025Q3") == 1
    shown = capsys.readouterr().out
    assert "这是 330500 湖州市 的模板，本次选择的地区是 330400 嘉兴市" in shown
    assert "这是2025年第四季度的模板，本次选择的报告期是2025年第三季度" in shown
    assert "错误 2 处" in shown, "the rows are not told again"


def test_the_title_refuses_where_the_rows_were_changed_to_fit(workspace, tmp_path, capsys):
    data = make(workspace, "330500", "2025Q3", "csv").decode("utf-8-sig")
    changed = data.replace(",2025,3,", ",2025,4,").encode()
    assert check(workspace, tmp_path, changed, "t.csv", "--region", "330500", "--period", "2025Q4", "--lang", "en") == 1
    assert "for Q3 2025, but the period chosen is Q4 2025" in capsys.readouterr().out


def test_without_a_choice_any_template_will_do(workspace, tmp_path):
    filled = fill_csv(make(workspace, "330500", "2025Q4", "csv"), "120.5", "12", "80", "1")
    assert check(workspace, tmp_path, filled, "t.csv") == 0


def test_another_title_is_still_pointed_out(workspace, tmp_path, capsys):
    content = "湖州市四季度报表\n" + table(row())
    assert check(workspace, tmp_path, content.encode(), "t.csv") == 0
    assert "标题“湖州市四季度报表”" in capsys.readouterr().out


def test_the_reader_sees_text_where_the_template_wrote_numbers(workspace):
    sheet = decode(make(workspace, "330500", "2025Q4", "xlsx"))
    assert sheet.rows[2].cells[2:4] == ("2025", "4")
