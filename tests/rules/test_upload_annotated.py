"""The own file with a column of findings: correct it where it is told, and send it again."""

import csv
import io

import pytest
from openpyxl import load_workbook

from etl.checks.annotate import annotate
from etl.checks.upload import acceptable, check
from etl.decode import decode
from etl.parse import parse
from etl.period import Period
from etl.problems import Problem, Refused, Severity
from tests.intake_registers import HEADER, REGISTERS, TODAY, checked, coded, read, row, table

FORMATS = ("csv", "xlsx")


def annotated(content: str | bytes, form: str, lang: str = "zh", **terms) -> bytes:
    filing = read(content)
    original = content if isinstance(content, bytes) else b""
    return annotate(filing, check(filing, REGISTERS, today=TODAY, **terms), lang, form, original)


def cells(data: bytes) -> list[tuple[str, ...]]:
    """All cells, blank rows included."""
    if not data.startswith(b"PK"):
        return [tuple(one) for one in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    values = load_workbook(io.BytesIO(data))["填报"].iter_rows(values_only=True)
    return [tuple("" if value is None else str(value) for value in one) for one in values]


def sent_again(data: bytes, **terms) -> list[Problem]:
    return check(parse(decode(data), REGISTERS), REGISTERS, today=TODAY, **terms)


def replaced(data: bytes, old: str, new: str) -> bytes:
    """The file with a cell corrected, as a person would in a spreadsheet program."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig").replace(f",{old},", f",{new},", 1).encode()
    book = load_workbook(io.BytesIO(data))
    (cell,) = [cell for one in book["填报"] for cell in one if cell.value == old]
    cell.value = new
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_rows_keep_their_places_and_gain_their_findings(form):
    content = f"季度报表\n\n{table(row(value='约5'), row(quarter='3', value='250'), row(region='湖洲市'))}"
    shown = cells(annotated(content, form))
    assert [one[1:] for one in shown[2:]] == [tuple(line.split(",")) for line in table(
        row(value="约5"), row(quarter="3", value="250"), row(region="湖洲市")).splitlines()]  # fmt: skip
    assert shown[0][1] == "季度报表" and not any(shown[1])
    assert shown[2][0].startswith("核对结果\n【提示】第 1 行：表头之上的标题“季度报表”")
    assert shown[3][0].startswith("【错误】数值：“约5”不是确切的数。")
    assert shown[4][0] == ""
    assert "相近的有：湖州市" in shown[5][0]


def test_rows_far_apart_take_no_room():
    content = f"{table(row(value='约5'))}{chr(10) * 150_000}{row(quarter='3', value='250')}\n"
    shown = cells(annotated(content, "csv"))
    assert len(shown) == 150_003 and shown[-1][1:7] == ("湖州市", "跨境电商出口额", "2025", "3", "", "250")
    assert shown[2] == ()


@pytest.mark.parametrize("form", FORMATS)
def test_what_concerns_the_whole_file_stands_on_top(form):
    shown = cells(annotated(table(row(), row(quarter="3", value="250")), form, period=Period.parse("2025Q4")))
    assert "【错误】整个文件：文件中有 1 行不是2025年第四季度的数据" in shown[0][0]
    assert "本行是2025年第三季度的数据" in shown[2][0]


@pytest.mark.parametrize("form", FORMATS)
def test_corrected_and_sent_again_it_is_accepted_without_a_word(form):
    data = annotated(table(row(value="约386"), row(quarter="3", value="250")), form)
    assert not acceptable(sent_again(data))
    assert sent_again(replaced(data, "约386", "386")) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_second_download_has_one_column_of_findings(form):
    content = table(row(value="约386"), row(quarter="3", value="约250"))
    first = annotated(content, form)
    second = annotated(replaced(first, "约386", "386"), form)
    assert [len(one) for one in cells(second)] == [12, 12, 12]
    assert [bool(one[0]) for one in cells(second)] == [True, False, True]
    assert cells(annotated(first, form)) == cells(first)


@pytest.mark.parametrize("form", FORMATS)
def test_reasons_and_severities_are_told_apart(form):
    lines = [row(year="2026", quarter="1", note=note) for note in ("", "说明：全部活动已于1月办完")]
    shown = cells(annotated(table(lines[0], lines[1].replace("出口额", "进出口额")), form))
    assert shown[1][0].startswith("【待说明】") and shown[2][0].startswith("【已说明】")


def test_a_row_that_cannot_be_read_is_not_lost_silently():
    data = annotated(table(row(), '湖州市,"跨境"电商出口额,2025,3,,5,亿元,,,,'), "csv")
    assert "结尾的双引号之后还有文字" in cells(data)[2][0]
    assert "cell_missing" in coded(sent_again(data)).values()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("note", ["=1+1", "+cmd|' /C calc'!A0", "-1-1", "@SUM(A1)", "＝1", "_x0041_", "#N/A", "<b>x</b>"])
def test_hostile_text_stays_text(form, note):
    data = annotated(table(row(note=note)), form)
    if form == "xlsx":
        cell = load_workbook(io.BytesIO(data))["填报"]["L2"]
        assert cell.data_type == "s" and cell.quotePrefix == (note[0] in "=+-@＝")
        (entry,) = parse(decode(data), REGISTERS).entries
        assert entry.note == note
    else:
        written = data.decode("utf-8-sig").splitlines()[1]
        assert f",\"'{note}\"" in written if note[0] in "=+-@＝" else written.endswith(f",{note}")


def test_signs_of_figures_are_no_formulas():
    for form in FORMATS:
        assert sent_again(annotated(table(row(yoy="-12.5"), row(quarter="3", value="—")), form))[0].code == "upload.not_reported"


def test_english():
    data = annotated(table(row(value="约5")), "csv", lang="en")
    assert cells(data)[1][0].startswith("【Errors】数值: “约5” is not an exact figure.")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_no_table_gives_its_problems_alone(form):
    with pytest.raises(Refused) as refused:
        decode(b"%PDF-1.7")
    ((only,),) = cells(annotate(None, refused.value.problems, "zh", form))
    assert only.startswith("核对结果\n【错误】整个文件：文件内容是 PDF")


def test_without_a_header_the_first_row_takes_it():
    shown = cells(annotated("湖州市,跨境电商出口额,2025,4,5,亿元\n", "csv"))
    assert shown[0][1:3] == ("湖州市", "跨境电商出口额") and shown[0][0].startswith("核对结果\n【错误】第 1 行")


@pytest.mark.parametrize("form", FORMATS)
def test_equal_inputs_give_equal_bytes(form):
    content = table(row(value="约5"))
    assert annotated(content, form) == annotated(content, form)


def test_findings_are_cut_short_but_counted():
    many = [Problem("upload.number", "number", Severity.ERROR, row=2, column="数值", found="x" * 90)] * 60
    shown = cells(annotate(read(table(row())), many, "zh", "csv"))
    assert len(shown[1][0]) < 4_000 and ("另有 40 处" in shown[1][0] or shown[1][0].endswith("…"))
    assert checked(table(row())) == [] and len(shown[0]) == len(HEADER.split(",")) + 1
