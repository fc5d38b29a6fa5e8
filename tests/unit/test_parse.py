"""Sheet → Filing: the fields of an entry, defaults, published files."""

from datetime import date
from decimal import Decimal

import pytest

from etl.intake.layout import SHIPPED, Column, read_layout, shipped
from etl.parse import read_published
from etl.problems import Refused
from etl.vocabulary import Confidence, Counting, Nature, Scope
from tests.intake_registers import HEADER, REGISTERS, faults, figures, read, row, table


def only(content: str):
    (entry,) = read(content).entries
    return entry


def test_a_row_with_every_column():
    entry = only(
        "地区,指标,年份,季度,月份,计数方式,数值,单位,同比,统计口径,数据性质,来源可信度,发布日期,数据来源,备注\n"
        '湖州市,跨境电商出口额,2025,4,12,当季,"1,386.75",万元,12.5%,海关平台,初步,中,2026-01-20,统计局,说明：首次并表\n'
    )
    assert entry.row == 2
    assert (entry.region_code, entry.metric, str(entry.period)) == ("330500", "export_value", "2025Q4")
    assert (entry.counting, entry.scope) == (Counting.QUARTER, Scope.CUSTOMS_PLATFORM)
    assert (entry.nature, entry.confidence) == (Nature.PRELIMINARY, Confidence.MEDIUM)
    assert (entry.value, entry.unit, entry.yoy) == (Decimal("0.138675"), "亿元", Decimal("12.5"))
    assert (entry.published_on, entry.source) == (date(2026, 1, 20), "统计局")
    assert (entry.note, entry.found_value, entry.found_unit) == ("说明：首次并表", "1,386.75", "万元")


def test_what_is_left_out_has_the_defaults_of_the_method():
    flow = only(table(row()))
    assert (flow.counting, flow.scope, flow.nature) == (Counting.YTD, Scope.COMMERCE, Nature.FINAL)
    assert (flow.confidence, flow.yoy, flow.published_on) == (Confidence.HIGH, None, None)
    assert only(table(row(metric="海外仓数", value="3", unit="个"))).counting is Counting.POINT
    assert only(table(row(metric="跨境电商占外贸比重", value="3.5", unit="%"))).counting is Counting.POINT


def test_codes_serve_as_well_as_names():
    entry = only(table(row(region="330500", metric="export_value", counting="quarter", scope="retail", nature="final")))
    assert (entry.region_code, entry.metric, entry.counting) == ("330500", "export_value", Counting.QUARTER)
    assert only(table(row(region="370400-GX"))).region_code == "370400-GX"


def test_columns_in_any_order_and_under_listed_synonyms():
    filing = read("计量单位,数值,城市,季,年度,指标名称\n亿元,5,湖州市,2,2025,跨境电商出口额\n")
    assert filing.entries[0].value == 5
    assert filing.header_text(Column.REGION) == "城市"
    assert filing.found(2, Column.REGION) == "湖州市"
    assert filing.header_text(Column.NOTE) == "备注" and filing.found(2, Column.NOTE) == ""


def test_month_in_place_of_quarter():
    header = "地区,指标,年份,月份,数值,单位"
    filing = read(f"{header}\n浙江省,跨境电商出口额,2025,8,1788.8,亿元\n浙江省,跨境电商出口额,2025,9,1900,亿元\n")
    assert [str(entry.period) for entry in filing.entries] == ["2025-08", "2025Q3"]


def test_taken_back_whatever_its_figure():
    for value in ("386.75", "", "约150"):
        entry = only(table(row(value=value, unit="", nature="撤回", note="说明：企业重复填报")))
        assert (entry.nature, entry.value, entry.found_value) == (Nature.WITHDRAWN, None, value)


@pytest.mark.parametrize("mark", ["", "—", "——", "-", "/", "无", "暂无", "N/A", "未报", " ", "\u3000"])
def test_null_marks_are_not_reported_and_never_zero(mark):
    filing = read(table(row(value=mark)))
    assert [entry.value for entry in filing.entries] == [None]
    assert [problem.code for problem in filing.problems] == ["upload.not_reported"]


def test_zero_is_a_figure_and_asks_for_its_mark():
    unmarked = read(table(row(value="0")))
    assert [entry.value for entry in unmarked.entries] == [Decimal(0)]
    assert [problem.code for problem in unmarked.problems] == ["upload.nil_unmarked"]
    assert read(table(row(value="0", note="零报送"))).problems == ()
    assert faults(table(row(value="5", note="零报送"))) == {(2, "数值"): "nil_contradiction"}
    assert faults(table(row(value="", note="零报送"))) == {(2, "数值"): "nil_contradiction"}


def test_a_repeated_row_counts_once_even_in_another_unit():
    filing = read(table(row(value="1.5"), row(value="15000", unit="万元"), row(value="1.50")))
    assert [entry.row for entry in filing.entries] == [2]
    assert [(problem.row, problem.code) for problem in filing.problems] == [
        (3, "upload.duplicate_same"),
        (4, "upload.duplicate_same"),
    ]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("99999999999999.01", "亿元", "99999999999999.01"),
        ("1234567890123456789012345678", "亿元", "1234567890123456789012345678"),
        ("1234567890123456789012345678", "元", "12345678901234567890.12345678"),
        ("12345678901234567890123456789012.12", "万元", "1234567890123456789012345678.901212"),
        ("0.0123456789", "亿元", "0.0123456789"),
        ("0.01", "元", "0.0000000001"),
        ("1", "万亿元", "10000"),
        ("386.750", "亿元", "386.75"),
        ("0.1", "万元", "0.00001"),
    ],
)
def test_figures_stay_exact(value, unit, expected):
    assert figures(table(row(value=value, unit=unit))) == [expected]


def test_shipped_units_convert_only_into_units_of_themselves():
    for name, unit in shipped().units.items():
        assert shipped().convert(Decimal(3), name, unit.canonical) == 3 * unit.factor
        assert shipped().convert(Decimal(3), unit.canonical, unit.canonical) == 3


def test_a_unit_of_the_register_needs_no_list():
    assert shipped().convert(Decimal("1.5"), "公里", "公里") == Decimal("1.5")


def test_a_workspace_may_bring_its_own_lists(tmp_path):
    (tmp_path / "headers.csv").write_text("column,synonym\n地区,辖区\n", encoding="utf-8")
    own = read_layout(tmp_path)
    assert own.column("辖区") is Column.REGION and shipped().column("辖区") is None
    assert own.units == read_layout(SHIPPED).units


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("headers.csv", "column,synonym\n地区,辖区\n无此列,x\n"),
        ("units.csv", "unit,canonical_unit,factor\n亿元,亿元,1\n万元,亿元,百\n"),
        ("units.csv", "unit,canonical_unit,factor\n亿元,亿元,1\n万元,亿元,0\n"),
        ("units.csv", "unit,canonical_unit,factor\n亿元,亿元,1\n万元,亿元,NaN\n"),
    ],
)
def test_a_wrong_list_is_refused_with_its_line(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_layout(tmp_path)
    (problem,) = refused.value.problems
    assert (problem.file, problem.row) == (name, 3)


# ---------------------------------------------------------------- published figures


def test_published_figures_are_read_with_their_optional_columns(tmp_path):
    path = tmp_path / "330000.csv"
    path.write_text(
        "地区,指标,年份,月份,数值,单位,同比,来源可信度,发布日期,数据来源,备注\n"
        "浙江省,跨境电商出口额,2025,8,1788.8,亿元,32.6,medium,2025-09-26,杭州海关 http://x,累计\n",
        encoding="utf-8",
    )
    (entry,) = read_published(path, REGISTERS)
    assert (entry.value, entry.yoy, entry.confidence) == (Decimal("1788.8"), Decimal("32.6"), Confidence.MEDIUM)


def test_faulty_published_figures_name_their_file(tmp_path):
    path = tmp_path / "330000.csv"
    path.write_text(table(row(), row(value="约5"), row(region="未知市")), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_published(path, REGISTERS)
    found = [(problem.file, problem.row, problem.code) for problem in refused.value.problems]
    assert found == [("330000.csv", 3, "upload.number_about"), ("330000.csv", 4, "upload.region_unknown")]


def test_an_unreadable_published_file_names_itself(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xff\xff")
    with pytest.raises(Refused) as refused:
        read_published(path, REGISTERS)
    assert [problem.file for problem in refused.value.problems] == ["a.csv"]


def test_published_files_may_be_longer_than_uploads(tmp_path):
    path = tmp_path / "long.csv"
    lines = [row(year=str(1950 + n % 76), quarter=str(n % 4 + 1), value=str(n + 1)) for n in range(20_500)]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    assert len(read_published(path, REGISTERS)) == 20_500
