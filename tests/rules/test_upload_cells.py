"""Worked uploads: what may stand in a cell. File in, {(row, column): code} out."""

import pytest

from tests.intake_registers import coded, faults, figures, read, row, table


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"1,386.75"', "1386.75"),
        ('"12,345,678"', "12345678"),
        ("１３８６．７５", "1386.75"),
        ('"１，３８６．７５"', "1386.75"),
        (" 386.75\u00a0", "386.75"),
        ("\u3000386.75\u200b", "386.75"),
        ("+5", "5"),
        ("0386.50", "386.5"),
    ],
)
def test_figures_as_people_write_them(written, value):
    assert figures(table(row(value=written))) == [value]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("约150", "number_about"),
        ("近150", "number_about"),
        ("150左右", "number_about"),
        ("150余", "number_about"),
        ("150.2*", "number_about"),
        ("＞150", "number"),
        ("150-160", "number_range"),
        ("150~160", "number_range"),
        ("150至160", "number_range"),
        ("(150.2)", "number"),
        ("一百五十", "number"),
        ("NaN", "number"),
        ("inf", "number"),
        ("-Infinity", "number"),
        ("1_000", "number"),
        ("١٥٠", "number"),
        ("१५०", "number"),
        ("²", "number"),
        ("½", "number"),
        ("0x96", "number"),
        ("TRUE", "number"),
        ("1 386", "number"),
        (".5", "number"),
        ("5.", "number"),
        ("1.2.3", "number"),
        ("--5", "number"),
        ("1.5E+10", "number_exponent"),
        ("1e5", "number_exponent"),
        ("1e400", "number_exponent"),
        ('"1,50.2"', "number_grouping"),
        ('"150,2"', "number_grouping"),
        ('"1,,386"', "number_grouping"),
        ("#REF!", "number_error_cell"),
        ("#DIV/0!", "number_error_cell"),
        ("#N/A", "number_error_cell"),
        ("####", "number_error_cell"),
        ("=A1+B1", "number_formula"),
        ("＝A1", "number_formula"),
        ("12.5%", "unit_in_value"),
        ("150亿元", "unit_in_value"),
        ("150 万元", "unit_in_value"),
        ("0.12345678901", "number_too_precise"),
        ("9" * 29, "number_too_precise"),
        ("9" * 60, "number_too_precise"),
        ("9" * 3000, "number_too_precise"),
    ],
)
def test_what_is_no_figure(written, code):
    assert faults(table(row(value=written), row(quarter="3"))) == {(2, "数值"): code}


def test_per_cent_signs_belong_to_per_cent():
    share = {"metric": "跨境电商占外贸比重", "unit": "%"}
    assert figures(table(row(value="12.5%", **share))) == ["12.5"]
    assert figures(table(row(value="１２．５％", unit="％", metric="跨境电商占外贸比重"))) == ["12.5"]
    assert figures(table(row(value="0.125", **share))) == ["0.125"]
    assert faults(table(row(value="%", **share))) == {(2, "数值"): "number"}


@pytest.mark.parametrize(("written", "yoy"), [("12.5%", "12.5"), ("-3", "-3"), ("＋3.20％", "3.2"), ("—", None)])
def test_year_on_year(written, yoy):
    (entry,) = read(table(row(yoy=written))).entries
    assert (None if entry.yoy is None else str(entry.yoy.normalize())) == yoy


def test_year_on_year_is_a_number():
    assert faults(table(row(yoy="下降3%"))) == {(2, "同比"): "number"}


@pytest.mark.parametrize("mark", ["", " ", "\u3000", "-", "－", "—", "——", "— —", "/", "／", "无", "暂 无", "暂缺", "未报", "无数据", "N/A", "n/a", "Ｎ／Ａ"])
def test_marks_of_nothing_reported_are_neither_zero_nor_wrong(mark):
    filing = read(table(row(value=mark)))
    assert [entry.value for entry in filing.entries] == [None]
    assert coded(filing.problems) == {(2, "数值"): "not_reported"}


@pytest.mark.parametrize("mark", ["没有报", "？", "…", "0家无", "*", "零", "#N/A", "NaN"])
def test_other_words_are_no_mark_of_nothing_reported(mark):
    assert set(faults(table(row(value=mark))).values()) <= {"number", "number_error_cell", "unit_in_value"}
    assert faults(table(row(value=mark))) != {}


def test_a_confirmed_nil_is_zero_and_needs_its_remark():
    assert figures(table(row(value="0", note="零报送"))) == ["0"]
    assert faults(table(row(value="", note="零报送"))) == {(2, "数值"): "nil_contradiction"}
    assert faults(table(row(value="5", note="零报送"))) == {(2, "数值"): "nil_contradiction"}
    assert coded(read(table(row(value="0"))).problems) == {(2, "数值"): "nil_unmarked"}


def test_taking_back_reads_no_figure():
    (entry,) = read(table(row(value="约150", nature="撤回", note="说明：企业重复填报"))).entries
    assert entry.value is None


# --------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("metric", "unit", "value"),
    [
        ("跨境电商出口额", "万元", "0.03867525"),
        ("跨境电商出口额", "元", "0.0000038675"),
        ("跨境电商出口额", "万亿元", "3867525"),
        ("跨境电商出口额", " 亿 元 ", "386.7525"),
        ("国际航空货邮吞吐量", "吨", "0.03867525"),
        ("国际航空货邮吞吐量", "万吨", "386.7525"),
    ],
)
def test_units_are_converted_exactly(metric, unit, value):
    written = "386.75" if unit == "元" else "386.7525"
    assert figures(table(row(metric=metric, unit=unit, value=written))) == [value]


@pytest.mark.parametrize("unit", ["亿美元", "家", "吨", "%", "亿", "RMB", "亿元/年"])
def test_units_of_something_else(unit):
    assert faults(table(row(unit=unit))) == {(2, "单位"): "unit"}


def test_a_blank_unit_is_not_guessed():
    assert faults(table(row(unit=""))) == {(2, "单位"): "cell_missing"}


def test_counts_are_not_interchangeable():
    assert faults(table(row(metric="海外仓数", unit="家", value="3"))) == {(2, "单位"): "unit"}
    assert figures(table(row(metric="跨境电商培训人次", unit="万人次", value="1.2"))) == ["12000"]


# ------------------------------------------------------------------------- periods


@pytest.mark.parametrize(
    "quarter",
    ["4", "４", "Q4", "q4", "第4季度", "第四季度", "四季度", "4季度", "2025Q4", "2025年第四季度", "2025年四季度",
     "2025-4季度", "2025年4季度", "Ⅳ季度", " 4 ", "第四季", "4 季", "2025年Q4"],
)  # fmt: skip
def test_ways_to_write_the_fourth_quarter(quarter):
    assert [str(entry.period) for entry in read(table(row(quarter=quarter))).entries] == ["2025Q4"]


@pytest.mark.parametrize(
    ("quarter", "code"),
    [
        ("0", "quarter"),
        ("5", "quarter"),
        ("4.5", "quarter"),
        ("4.0", "quarter"),
        ("五季度", "quarter"),
        ("4月1日", "quarter"),
        ("20254", "quarter"),
        ("Q", "quarter"),
        ("上半年", "period_span"),
        ("2025年上半年", "period_span"),
        ("下半年", "period_span"),
        ("全年", "period_span"),
        ("1-12月", "period_span"),
        ("1—12月", "period_span"),
        ("1—4季度", "period_span"),
        ("前三季度", "period_span"),
        ("1-9月", "period_span"),
        ("12月", "period_month_in_quarter"),
        ("2024Q4", "period_contradiction"),
        ("", "period_missing"),
    ],
)
def test_what_is_no_quarter(quarter, code):
    assert faults(table(row(quarter=quarter))) == {(2, "季度"): code}


def test_a_span_names_the_right_quarter():
    for written, quarter in [("上半年", 2), ("前三季度", 3), ("全年", 4), ("1-6月", 2), ("1-3月", 1)]:
        (problem,) = read(table(row(quarter=written))).problems
        assert problem.needed["quarter"] == quarter


@pytest.mark.parametrize("year", ["25", "２５", "2025Q4", "二〇二五", "20255", "3025", "2025.0"])
def test_what_is_no_year(year):
    assert faults(table(row(year=year))) == {(2, "年份"): "year"}


def test_years_as_people_write_them():
    for year in ("2025", "２０２５", "2025年", " 2025 "):
        assert [entry.period.year for entry in read(table(row(year=year))).entries] == [2025]


def test_quarter_and_month_must_agree():
    header = "地区,指标,年份,季度,月份,数值,单位"
    line = "湖州市,跨境电商出口额,2025,{},{},5,亿元"
    assert figures(f"{header}\n{line.format('3', '9月')}\n") == ["5"]
    assert faults(f"{header}\n{line.format('3', '8')}\n") == {(2, "季度"): "period_contradiction"}
    assert faults(f"{header}\n{line.format('', '13')}\n") == {(2, "月份"): "month"}
    assert faults(f"{header}\n{line.format('', '1-8月')}\n") == {(2, "月份"): "month"}


# -------------------------------------------------------------------- names and words


def test_names_match_without_blanks_and_invisible_characters_only():
    assert figures(table(row(region="\ufeff湖州 市\u3000"))) == ["386.75"]
    assert figures(table(row(metric="跨境电商\u00a0出口额\u200b"))) == ["386.75"]


@pytest.mark.parametrize("name", ["湖州", "湖洲市", "杭州市", "330599", "湖州市吴兴区"])
def test_regions_are_never_matched_by_likeness(name):
    assert faults(table(row(region=name))) == {(2, "地区"): "region_unknown"}


def test_similar_names_are_a_hint():
    (problem,) = read(table(row(region="湖洲市"))).problems
    assert "湖州市" in problem.needed["nearest"]
    (problem,) = read(table(row(metric="跨境電商出口額"))).problems
    assert "跨境电商出口额" in problem.needed["nearest"]
    assert "跨境电商出口额" in problem.message("zh")


def test_a_name_of_two_regions_needs_the_code():
    assert faults(table(row(region="鼓楼区"))) == {(2, "地区"): "region_ambiguous"}
    assert figures(table(row(region="990002"))) == ["386.75"]


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [
        ({"counting": "全年"}, "计数方式", "counting_word"),
        ({"scope": "海关"}, "统计口径", "word"),
        ({"nature": "快报"}, "数据性质", "word"),
    ],
)
def test_words_come_from_closed_lists(cell, column, code):
    assert faults(table(row(**cell))) == {(2, column): code}


def test_counting_must_fit_the_kind_of_metric():
    assert faults(table(row(counting="期末"))) == {(2, "计数方式"): "counting_kind"}
    stock = {"metric": "海外仓数", "unit": "个", "value": "3"}
    assert faults(table(row(counting="本年累计", **stock))) == {(2, "计数方式"): "counting_kind"}
    assert faults(table(row(counting="当季", **stock))) == {(2, "计数方式"): "counting_kind"}


def test_a_month_inside_a_quarter_has_no_quarterly_figure():
    header = "地区,指标,年份,月份,计数方式,数值,单位"
    line = "湖州市,跨境电商出口额,2025,{},当季,5,亿元"
    assert faults(f"{header}\n{line.format(8)}\n") == {(2, "计数方式"): "counting_not_quarter_end"}
    assert figures(f"{header}\n{line.format(9)}\n") == ["5"]


@pytest.mark.parametrize(("written", "is_date"), [("2025-10-21", True), ("2025/10/21", True), ("2025年10月21日", True),
                                                  ("2025-13-01", False), ("2025-10", False), ("45951", False)])  # fmt: skip
def test_dates(written, is_date):
    content = f"地区,指标,年份,季度,数值,单位,发布日期\n湖州市,跨境电商出口额,2025,3,5,亿元,{written}\n"
    assert faults(content) == ({} if is_date else {(2, "发布日期"): "date"})


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "<b>x</b>", "![x](http://a)", "'; drop table x"])
def test_remarks_are_kept_word_for_word(note):
    (entry,) = read(table(row(note=note))).entries
    assert entry.note == note


def test_a_fault_of_a_cell_is_told_as_it_stands():
    (problem,) = read(table(row(value="  约 150 "))).problems
    assert (problem.found, coded([problem])) == ("  约 150 ", {(2, "数值"): "number_about"})
