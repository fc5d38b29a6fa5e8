"""Worked uploads: what stands around the figures. File in, {(row, column): code} out."""

import pytest

from etl.decode import decode
from etl.parse import parse
from tests.intake_registers import HEADER, REGISTERS, coded, faults, figures, read, row, table


def test_a_good_file():
    assert figures(table(row(), row(quarter="3", value="250"))) == ["386.75", "250"]


def test_two_faulty_rows_and_a_good_one_are_told_at_once():
    content = table(
        row(region="湖洲市", value="约150"),
        row(),
        row(metric="跨境電商出口額", unit="亿美元", quarter="五季度"),
    )
    assert faults(content) == {
        (2, "地区"): "region_unknown",
        (2, "数值"): "number_about",
        (4, "指标"): "metric_unknown",
        (4, "季度"): "quarter",
    }
    assert [entry.row for entry in read(content).entries] == [3]


# ------------------------------------------------------------------------ header


def test_missing_columns_are_each_named():
    assert faults("地区,指标,年份,备注\n湖州市,跨境电商出口额,2025,\n") == {
        (1, "数值"): "header_missing",
        (1, "单位"): "header_missing",
        (1, "季度/月份"): "header_missing",
    }


def test_two_columns_of_one_meaning():
    assert faults("地区,指标,年份,季度,数值,单位,指标值\n") == {(1, "指标值"): "header_duplicate"}
    assert faults("地区,指标,年份,季度,数值,单位,数值\n") == {(1, "数值"): "header_duplicate"}


def test_a_unit_in_the_header():
    content = "地区,指标,年份,季度,数值（亿元）,单位\n湖州市,跨境电商出口额,2025,4,5,亿元\n"
    assert faults(content)[(1, "数值（亿元）")] == "header_unit"


def test_periods_across_the_header():
    assert faults("地区,指标,单位,2025Q1,2025Q2\n湖州市,跨境电商出口额,亿元,1,2\n") == {(1, ""): "layout_crosstab"}


def test_other_columns_are_ignored_and_said_so():
    filing = read("地区,指标,年份,季度,数值,单位,联系电话\n湖州市,跨境电商出口额,2025,4,5,亿元,0572\n")
    assert coded(filing.problems) == {(1, "联系电话"): "header_unknown"}
    assert len(filing.entries) == 1


def test_header_texts_are_compared_without_blanks_width_and_invisible_characters():
    assert figures("\u200b地 区,指标\u3000,年份,季度,数值,单位,同比（％）\n湖州市,跨境电商出口额,2025,4,5,亿元,3\n") == ["5"]


@pytest.mark.parametrize("first", ["湖州市,跨境电商出口额,2025,4,5,亿元", "城市 数据", "a;b"])
def test_no_header(first):
    assert list(faults(f"{first}\n").values()) == ["header_none"]


def test_commas_of_a_remark_or_title_are_no_separators():
    title = "关于报送，第四季度，跨境电商，数据，的说明，共三页，第一页"
    assert figures(f"{title}\n地区,指标,年份,季度,数值,单位\n湖州市,跨境电商出口额,2025,4,5,亿元\n") == ["5"]
    assert figures(table(row(note="；;；一；二;三;四;五;六;七;八;九;十;十一;十二"))) == ["386.75"]


def test_header_only_is_empty():
    assert faults(HEADER + "\n") == {(None, ""): "file_empty"}


@pytest.mark.parametrize("taken_for", ["gb18030", "latin-1"])
def test_utf8_once_read_in_another_encoding_is_told_as_garbled(taken_for):
    garbled = table(row()).encode().decode(taken_for, "replace")
    assert "encoding_garbled" in faults(garbled).values()


@pytest.mark.parametrize(
    ("encoding", "header"), [("big5", "地區,指標,年份,季度,單位,數值"), ("shift_jis", "地区,指標,年度,数値,単位,備考")]
)
def test_other_east_asian_encodings_are_refused_by_their_header(encoding, header):
    assert set(faults(f"{header}\n".encode(encoding)).values()) <= {"encoding_garbled", "header_none"}


def test_question_marks_are_an_encoding_fault_not_an_unknown_city():
    assert faults(table(row(region="???"))) == {(2, "地区"): "encoding_garbled"}
    assert faults("??,??,??,??\n") == {(1, ""): "encoding_garbled"}


# ----------------------------------------------------------- titles, notes, totals


def test_title_above_and_notes_below_are_skipped_with_the_row():
    content = "\n".join(["湖州市2025年四季度报表,,,", "", HEADER, row(), "注：按海关口径", "填报人：张三,审核人：李四"])
    filing = read(content)
    assert [(problem.row, problem.code) for problem in filing.problems] == [
        (1, "upload.row_title"),
        (5, "upload.row_note"),
        (6, "upload.row_note"),
    ]
    assert [entry.row for entry in filing.entries] == [4]


@pytest.mark.parametrize("name", ["合计", "总计", "其中：", "小 计"])
def test_totals_are_no_city(name):
    assert faults(table(row(), row(region=name))) == {(3, ""): "row_total"}


def test_a_second_header():
    assert faults(table(row(), HEADER, row(quarter="3"))) == {(3, ""): "row_header_again"}


def test_cells_that_were_merged_are_refused_at_each_blank_row():
    assert faults(table(row(), row(region="", quarter="3"), row(region="", quarter="2"))) == {
        (3, "地区"): "cell_missing",
        (4, "地区"): "cell_missing",
    }


# ------------------------------------------------------------------------- widths


def test_an_unquoted_thousands_separator_is_refused_at_its_row():
    assert faults(table(row(), row(value="1,386.75"))) == {(3, ""): "row_width"}


def test_and_where_the_row_ends_in_empty_cells_the_shift_is_still_seen():
    header = "地区,指标,年份,季度,数值,单位,备注,"
    assert faults(f"{header}\n湖州市,跨境电商出口额,2025,4,1,386.75,亿元,\n") != {}
    header = "地区,指标,年份,季度,数值,单位,备注"
    content = f"{header}\n湖州市,跨境电商出口额,2025,4,1,386.75,亿元,\n湖州市,跨境电商出口额,2025,3,386.75,亿元,\n"
    assert faults(content) == {(2, ""): "row_width"}


def test_a_lost_field_and_a_short_row():
    assert faults(table("湖州市,跨境电商出口额,2025,386.75,亿元,,,,,", row())) == {(2, ""): "row_width"}


def test_one_more_comma_on_every_row_is_harmless_on_some_it_is_not():
    header = "地区,指标,年份,季度,数值,单位"
    lines = ["湖州市,跨境电商出口额,2025,4,5,亿元", "湖州市,跨境电商出口额,2025,3,4,亿元"]
    everywhere = "\n".join([header, *(line + "," for line in lines)])
    assert figures(everywhere) == ["5", "4"]
    assert figures("\n".join([header + ",", *(line + "," for line in lines)])) == ["5", "4"]
    assert faults("\n".join([header, lines[0] + ",", lines[1]])) == {(2, ""): "row_width"}


def test_a_header_that_lost_a_separator_moves_no_figure():
    header = "地区,指标,年份,季度,数值,单位,统计口径数据来源,备注"
    line = "湖州市,跨境电商出口额,2025,{},5,亿元,商务厅监测,商务局,"
    content = "\n".join([header, line.format(4), line.format(3)])
    assert faults(content) == {(2, ""): "row_width", (3, ""): "row_width"}


def test_something_under_a_column_without_name():
    header = "地区,指标,年份,季度,数值,单位,"
    assert faults(f"{header}\n湖州市,跨境电商出口额,2025,4,5,亿元,7\n") == {(2, ""): "row_width"}


def test_faults_of_reading_and_of_cells_come_together():
    content = table(row(), '湖州市,"跨境"电商出口额,2025,4,,5,亿元,,,,', row(value="约5", quarter="3"))
    assert faults(content) == {(3, ""): "quote_trailing", (4, "数值"): "number_about"}


def test_the_same_table_in_every_encoding_and_shape():
    content = table(row(value='"1,386.75"', note="“好”"), row(quarter="3"))
    expected = figures(content)
    variants = [
        content.encode("utf-8-sig"),
        content.encode("gb18030"),
        content.replace("\n", "\r\n").encode(),
        content.replace("\n", "\r").encode("gbk", "ignore"),
        ("\n" + content + "\n,,\n").encode(),
    ]
    assert [figures(variant) for variant in variants] == [expected] * len(variants)


def test_row_numbers_are_those_a_person_sees():
    content = HEADER + "\n" + row(note='"两行\n备注"') + "\n\n" + row(value="约5", quarter="3") + "\n"
    assert faults(content) == {(4, "数值"): "number_about"}
    assert parse(decode(b"sep=,\n" + content.encode()), REGISTERS).problems[0].row == 4
