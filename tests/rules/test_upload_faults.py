"""Faults 25 to 43 of the list in docs/faults: values, units, periods. Each as it arrives."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from etl.checks.case import FigureKey
from etl.checks.upload import acceptable
from etl.decimals import canonical
from etl.period import Period
from etl.problems import Severity
from etl.vocabulary import Counting, Scope
from tests.intake_registers import HEADER, checked, coded, faults, figures, read, row, standing, table

VALUE = (2, "数值")
SHARE = {"metric": "跨境电商占外贸比重", "unit": "%"}


def known(period: str, value: str, counting=Counting.YTD):
    key = FigureKey("330500", "export_value", Scope.COMMERCE, counting, Period.parse(period).month_no)
    return {key: Decimal(value)}


def topics(content: str, **terms) -> set[str]:
    """The topics of what keeps a file out."""
    return {problem.topic for problem in checked(content, **terms) if problem.blocks}


@pytest.mark.parametrize(
    ("written", "value"), [('"1,386.75"', "1386.75"), ('"１，３８６．７５"', "1386.75"), ("３８６．７５", "386.75")]
)
def test_25_separators_and_full_width(written, value):
    assert figures(table(row(value=written))) == [value]


@pytest.mark.parametrize(("written", "yoy"), [("－１２．５％", "-12.5"), ("−12.5%", "-12.5"), ("＋3", "3")])
def test_25_signs_and_per_cent(written, yoy):
    (entry,) = read(table(row(yoy=written))).entries
    assert canonical(entry.yoy) == yoy


@pytest.mark.parametrize(("written", "unit", "value"), [("3867500.01", "万元", "386.750001"), ("1", "元", "0.00000001")])
def test_26_units_in_exact_decimals_and_the_original_beside(written, unit, value):
    (entry,) = read(table(row(value=written, unit=unit))).entries
    assert (canonical(entry.value), entry.unit) == (value, "亿元")
    assert (entry.found_value, entry.found_unit) == (written, unit)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"unit": "亿美元"}, (2, "单位")),
        ({"unit": "家"}, (2, "单位")),
        ({"unit": ""}, (2, "单位")),
        ({"value": "150万元"}, (2, "数值")),
        ({"value": "150亿元"}, (2, "数值")),
    ],
)
def test_27_no_exchange_rate_and_no_guessing(cells, place):
    assert list(faults(table(row(**cells)))) == [place]


@pytest.mark.parametrize("value", ["3867500", "0.03867"])
def test_28_ten_thousand_times_off_needs_a_written_reason(value):
    for period in ("2024Q4", "2025Q3"):
        assert standing(checked(table(row(value=value)), known=known(period, "300"))) == {VALUE: "magnitude"}
    explained = table(row(value=value, note="说明：某平台总部9月迁入"))
    assert acceptable(checked(explained, known=known("2024Q4", "300")))


def test_29_a_per_cent_is_what_the_person_sees():
    assert figures(table(row(value="12.5%", **SHARE))) == ["12.5"]
    book = Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(row(value="0.125", **SHARE).split(","))
    cell = book.active["F2"]
    cell.value, cell.number_format = 0.125, "0.0%"
    written = io.BytesIO()
    book.save(written)
    assert [canonical(entry.value) for entry in read(written.getvalue()).entries] == ["12.5"]


def test_30_digits_that_excel_cut_off():
    assert faults(table(row(value="1.5E+10"))) == {VALUE: "number_exponent"}


@pytest.mark.parametrize("mark", ["", "—", "——", "-", "/", "无", "暂无", "N/A", "未报"])
def test_31_nothing_reported_is_unknown_and_said_so(mark):
    (problem,) = checked(table(row(value=mark)), known=known("2025Q4", "300"))
    assert (problem.code, problem.severity) == ("upload.not_reported", Severity.INFORM)
    assert [entry.value for entry in read(table(row(value=mark))).entries] == [None]


@pytest.mark.parametrize("written", ["NaN", "inf", "1e400", "1_000", "١٥٠", "0x96", "TRUE", "一百五十"])
def test_32_what_programs_take_for_numbers(written):
    assert list(faults(table(row(value=written)))) == [VALUE]


@pytest.mark.parametrize(
    "written", ["约150", "150-160", "150.2*", "(150.2)", "#REF!", "#DIV/0!", "####", '"1,50.2"', '"150,2"']
)
def test_33_what_is_no_exact_figure(written):
    assert list(faults(table(row(), row(quarter="3", value=written)))) == [(3, "数值")]


def test_34_impossible_figures():
    events = {"metric": "跨境电商活动场次", "unit": "场"}
    assert standing(checked(table(row(value="-5")))) == {VALUE: "below_minimum"}
    assert standing(checked(table(row(value="1.5", **events)))) == {VALUE: "whole_number"}
    assert faults(table(row(value="9" * 60))) == {VALUE: "number_too_precise"}


def test_34_nine_decimals_are_kept_exactly():
    assert figures(table(row(value="386.123456789"))) == ["386.123456789"]


@pytest.mark.parametrize("quarter", ["2025Q4", "2025年第四季度", "2025-4季度", "四季度", "第4季度", "４", "4"])
def test_35_one_list_of_spellings_of_a_quarter(quarter):
    assert [str(entry.period) for entry in read(table(row(quarter=quarter))).entries] == ["2025Q4"]


@pytest.mark.parametrize("quarter", ["上半年", "全年", "1-12月", "1—4季度", "12月"])
def test_36_only_one_column_says_how_a_figure_counts(quarter):
    (problem,) = read(table(row(quarter=quarter))).problems
    assert (problem.topic, problem.column) == ("cumulative", "季度")
    assert "本年累计" in problem.message("zh") and "计数方式" in problem.message("en")


def test_36_a_note_does_not_overrule_it():
    assert topics(table(row(counting="当季", note="1-12月累计"))) == {"cumulative"}


def test_37_a_year_to_date_in_place_of_a_quarter():
    line = row(counting="当季", value="400")
    assert topics(table(line), known=known("2025Q3", "300")) == {"cumulative"}
    problems = checked(table(row(counting="当季", value="190")), known=known("2025Q3", "100", Counting.QUARTER))
    assert coded(problems) == {VALUE: "quarter_jumps"}


def test_37_and_a_quarter_in_place_of_a_year_to_date():
    assert topics(table(row(value="110")), known=known("2025Q3", "300")) == {"cumulative"}
    assert topics(table(row(quarter="2", value="105")), known=known("2025Q1", "100")) == {"cumulative"}


@pytest.mark.parametrize(
    "cells", [{"year": "2026", "quarter": "2"}, {"quarter": "0"}, {"quarter": "5"}, {"quarter": "4.5"}, {"year": "25"},
              {"quarter": "4月1日"}, {"quarter": "2025-04-01"}]
)  # fmt: skip
def test_38_periods_that_cannot_be(cells):
    assert topics(table(row(**cells))) == {"period"}


def test_39_a_closed_quarter_mixed_in_refuses_the_whole_file():
    problems = checked(table(row(), row(quarter="3", value="250")), period=Period.parse("2025Q4"))
    assert standing(problems) == {(None, ""): "period_mixed", (3, "季度"): "period_closed"}


def test_40_duplicates():
    assert coded(checked(table(row(), row()))) == {(3, "数值"): "duplicate_same"}
    assert standing(checked(table(row(), row(value="387")))) == {(3, "数值"): "duplicate_conflict"}
    same_key = row(region=" 330500", quarter="第四季度", value="3867400", unit="万元")
    assert standing(checked(table(row(), same_key))) == {(3, "数值"): "duplicate_conflict"}


@pytest.mark.parametrize("name", ["跨境电商出口总额", "跨境電商出口額", "跨境电商出口额度"])
def test_41_metrics_are_never_matched_by_likeness(name):
    (problem,) = read(table(row(metric=name))).problems
    assert problem.code == "upload.metric_unknown" and problem.found == name
    assert "跨境电商出口额" in problem.needed["nearest"]


@pytest.mark.parametrize(
    ("region", "topic"),
    [("湖洲市", "region"), ("嘉兴市", "permission"), ("枣庄市", "permission"), ("平湖市", "permission"), ("浙江省", "permission")],
)
def test_42_one_foreign_row_refuses_the_file(region, topic):
    assert topics(table(row(), row(region=region)), region="330500") == {topic}


def test_43_the_contents_count_not_the_file_name():
    problems = checked(table(row()), name="湖州市2025Q3.csv")
    assert coded(problems) == {(None, ""): "file_period_in_name"} and acceptable(problems)
