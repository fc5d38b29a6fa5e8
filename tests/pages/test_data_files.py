"""数据: what the files hold and how they explain themselves."""

import hashlib
import io
import json
from datetime import UTC, datetime

import openpyxl
import pyarrow.parquet as pq
import pytest

from etl.ledger import clock
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS
from tests import collection_world as world
from tests.collection_world import accepted, one_figure
from tests.page_workspace import AS_OF, write_page_workspace
from tests.pages.page_files import csv_rows, parts, unpacked
from tests.pages.page_text import said


def test_the_gap_table_holds_every_computed_column_as_stored(open_page, files):
    assert "共 10 行，9 项目标" in said(open_page("data"))
    rows = csv_rows(unpacked(files, f"gaps-{AS_OF}.csv"))
    assert len(rows) == 10 and {*GAP_COLUMNS, *OUTLOOK_COLUMNS} <= set(rows[0])
    first = next(row for row in rows if row["target_id"] == "990000-01")
    assert (first["target_value"], first["actual_value"], first["gap_to_target"]) == ("200", "126", "74")
    assert (first["unit"], first["performance"], first["provisional"]) == ("亿元", "on_track", "false")
    assert first["document_number"] == "云政发〔2024〕1号" and first["as_of"] == AS_OF and first["data_date"] == AS_OF
    unknown = next(row for row in rows if row["target_id"] == "990200-01")
    assert unknown["actual_value"] == "" and unknown["performance"] == "not_assessable"


def test_the_gap_table_says_the_class_and_the_totals_of_the_pages(open_page, files):
    open_page("data", **{"class": "unpublished"})
    rows = csv_rows(unpacked(files, f"gaps-{AS_OF}.csv"))
    assert rows and {(row["performance"], row["display_class"]) for row in rows} == {("not_assessable", "unpublished")}
    open_page("data", city="990000", data_state="current", metric="events")
    counted = {row["due_period"]: row["counted"] for row in csv_rows(unpacked(files, f"gaps-{AS_OF}.csv"))}
    assert counted == {"2024Q4": "false"}, "the year that counts was filtered out, and the other counts no more for it"


def test_the_workbook_computes_names_units_and_explains_itself(open_page, files):
    open_page("data", metric="export_value")
    book = openpyxl.load_workbook(io.BytesIO(files[f"gaps-{AS_OF}.xlsx"]()))
    assert book.sheetnames == ["差距表", "说明", "数据字典"]
    sheet = book["差距表"]
    heads = [cell.value for cell in sheet[1]]
    line = dict(zip(heads, sheet[2], strict=True))
    assert line["实际值（亿元）"].number_format == "#,##0" and line["实际值（亿元）"].value == 126 and line["距目标（亿元）"].value == 74
    assert line["完成率（比例）"].value == 0.63 and line["完成率（比例）"].number_format == "0.0%"
    assert line["完成情况"].value == "达到进度" and line["起始日"].is_date
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref.startswith("A1:")
    assert sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert notes["评价期"] == "2025年第四季度" and notes["指标"] == "跨境电商出口额" and "云政发〔2024〕1号" in notes["来源"]
    assert [cell.value for cell in book["数据字典"][1]][:3] == ["列名", "名称", "含义"]


def test_units_that_differ_are_said_to_stand_in_their_column(open_page, files):
    open_page("data")
    sheet = openpyxl.load_workbook(io.BytesIO(files[f"gaps-{AS_OF}.xlsx"]())).worksheets[0]
    assert "实际值（单位见“单位”列）" in [cell.value for cell in sheet[1]]


def test_the_english_workbook_is_english(open_page, files):
    open_page("data", lang="en", metric="export_value")
    book = openpyxl.load_workbook(io.BytesIO(files[f"gaps-{AS_OF}.xlsx"]()))
    heads = [cell.value for cell in book["Gap table"][1]]
    assert "Actual (CNY 0.1 bn)" in heads and "Data dictionary" in book.sheetnames


def test_nothing_of_the_registers_becomes_a_formula(open_page, files, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    targets = (data / "targets.csv").read_text(encoding="utf-8")
    (data / "targets.csv").write_text(targets.replace("突破150亿元", '"=HYPERLINK(""http://x"")"'), encoding="utf-8")
    open_page("data", data=data, city="990100")
    written = next(row["figure"] for row in csv_rows(unpacked(files, f"gaps-{AS_OF}.csv")) if "HYPER" in row["figure"])
    assert written.startswith("'=")
    sheet = openpyxl.load_workbook(io.BytesIO(files[f"gaps-{AS_OF}.xlsx"]())).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPER"))
    assert cell.data_type == "s" and cell.quotePrefix


def test_parquet_keeps_exact_decimals_and_the_dictionary(open_page, files):
    open_page("data")
    table = pq.read_table(io.BytesIO(unpacked(files, f"gaps-{AS_OF}.parquet")))
    assert str(table.schema.field("gap_to_target").type) == "decimal128(38, 10)"
    assert str(table.schema.field("start_date").type) == "date32[day]"
    about = json.loads(table.schema.metadata[b"gap_tracker"])
    assert about["metadata"]["as_of"] == AS_OF and {one["column"] for one in about["dictionary"]} == set(table.column_names)


def test_json_names_its_question_and_keeps_decimals_as_text(open_page, files):
    open_page("data")
    found = json.loads(unpacked(files, f"gaps-{AS_OF}.json"))
    assert found["metadata"] == {"table": "gaps", "rows": 10, "as_of": AS_OF, "data_date": AS_OF}
    first = found["rows"][0]
    assert first["gap_to_target"] == "74" and first["provisional"] is False and isinstance(first["pace"], float)
    assert [one["column"] for one in found["dictionary"]] == list(first)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_download_explains_itself(open_page, files, form):
    open_page("data", metric="export_value")
    name = f"gaps-{AS_OF}.{form}"
    packed = parts(files[f"{name}.zip"]())
    assert list(packed) == ["datapackage.json", name, "dictionary.zh.csv", "dictionary.en.csv"]
    described = json.loads(packed["datapackage.json"])
    data, *dictionaries = described["resources"]
    assert [one["path"] for one in described["resources"]] == [*packed][1:]
    for one in described["resources"]:
        assert one.get("bytes") == (len(packed[one["path"]]) if one["format"] == "csv" else None)
        assert one["hash"] == f"sha256:{hashlib.sha256(packed[one['path']]).hexdigest()}"
    fields = {one["name"]: one for one in data["schema"]["fields"]}
    assert fields["gap_to_target"] | {"description": ""} == {
        "name": "gap_to_target", "title": "距目标", "description": "", "type": "number", "unit": "见“单位”列；单位为 % 的是百分点",
    }  # fmt: skip
    assert fields["baseline_year"]["type"] == ("number" if form == "parquet" else "integer")
    assert fields["performance"]["codes"]["on_track"] == "达到进度" and "on_track" in fields["performance"]["constraints"]["enum"]
    assert data["schema"]["primaryKey"] == ["target_id", "due_period"] and data["schema"]["missingValues"] == [""]
    assert described["as_of"] == AS_OF and described["choices"] == {"指标": "跨境电商出口额"} and "licenses" not in described
    assert any("云政发〔2024〕1号" in source["title"] for source in described["sources"])
    for lang, dictionary in zip(("zh", "en"), dictionaries, strict=True):
        rows = csv_rows(packed[f"dictionary.{lang}.csv"])
        assert [row["column"] for row in rows] == list(fields)
        assert {one["name"] for one in dictionary["schema"]["fields"]} == set(rows[0])


def test_the_fields_described_are_those_of_the_file(open_page, files):
    for table in ("gaps", "figures"):
        open_page("data", table=table)
        for form in ("csv", "json", "parquet"):
            name = f"{table}-{AS_OF}.{form}"
            packed = parts(files[f"{name}.zip"]())
            named = [one["name"] for one in json.loads(packed["datapackage.json"])["resources"][0]["schema"]["fields"]]
            found = {
                "csv": lambda made: list(csv_rows(made)[0]),
                "json": lambda made: list(json.loads(made)["rows"][0]),
                "parquet": lambda made: pq.read_table(io.BytesIO(made)).column_names,
            }[form](packed[name])
            assert named == found


def test_equal_data_give_equal_archives(open_page, files):
    """Whenever it is made: the time named is that of the data."""
    open_page("data")
    name = f"gaps-{AS_OF}.csv.zip"
    made = files[name]()
    assert made == files[name]()
    described = json.loads(parts(made)["datapackage.json"])
    created = datetime.fromisoformat(described["created"])
    assert created <= clock.now() and described["created"].endswith("+08:00")
    book = openpyxl.load_workbook(io.BytesIO(files[f"gaps-{AS_OF}.xlsx"]()))
    assert book.properties.created == book.properties.modified == created.astimezone(UTC).replace(tzinfo=None)


def test_reported_figures_come_version_by_version(open_page, files):
    text = said(open_page("data", table="figures", city="990100"))
    assert "共 2 条数字" in text
    rows = csv_rows(unpacked(files, f"figures-{AS_OF}.csv"))
    assert [(row["period"], row["value"], row["unit"], row["stands"]) for row in rows] == [
        ("2025Q4", "75", "亿元", "true"),
        ("2023Q4", "60", "亿元", "true"),
    ]
    assert rows[0]["source"] == "澜江市商务局" and "submission_id" not in rows[0]


def test_later_figures_are_not_in_the_file_of_an_earlier_quarter(open_page, files):
    open_page("data", table="figures", quarter="2025Q1")
    assert {row["period"] for row in csv_rows(unpacked(files, "figures-2025Q1.csv"))} == {"2023Q4", "2024Q4"}


def test_a_corrected_figure_leaves_its_earlier_version_marked_as_replaced(desk, files):
    accepted(desk.workspace, one_figure("90", quarter=AS_OF, note="说明：企业漏报，按海关清单更正"), under=world.terms(quarter=AS_OF))
    desk("data", world.OFFICER, table="figures", city=world.CITY, metric="export_value", quarter=AS_OF)
    rows = [row for row in csv_rows(unpacked(files, f"figures-{AS_OF}.csv")) if row["period"] == AS_OF]
    assert [(row["value"], row["stands"]) for row in rows] == [("90", "true"), ("75", "false")]
    assert rows[0]["submission_id"].startswith("S") and rows[0]["known_at"] == "" and rows[0]["note"] == "说明：企业漏报，按海关清单更正"


def test_files_of_an_earlier_time_say_so_and_hold_what_was_known(desk, files):
    accepted(desk.workspace, one_figure("90", quarter=AS_OF, note="说明：企业漏报，按海关清单更正"), under=world.terms(quarter=AS_OF))
    desk("data", world.OFFICER, table="figures", city=world.CITY, metric="export_value", quarter=AS_OF, known_at="2026-02-01")
    rows = csv_rows(unpacked(files, f"figures-{AS_OF}.csv"))
    assert "90" not in {row["value"] for row in rows}
    assert {row["known_at"] for row in rows} == {"2026-02-01T23:59"}


def test_the_public_gets_no_time_of_knowing(open_page, files):
    open_page("data", known_at="2025-06-01", table="figures")
    rows = csv_rows(unpacked(files, f"figures-{AS_OF}.csv"))
    assert rows and not {"known_at", "known_from", "submission_id"} & set(rows[0])
    assert "2025Q4" in {row["period"] for row in rows}


def test_every_file_of_a_demonstration_says_so(open_page, files, tmp_path):
    open_page("data", data=write_page_workspace(tmp_path / "work", demonstration=True))
    name = f"gaps-{AS_OF}-演示数据"
    assert {row["demonstration"] for row in csv_rows(unpacked(files, f"{name}.csv"))} == {"演示数据"}
    assert json.loads(unpacked(files, f"{name}.json"))["metadata"]["demonstration"] == "演示数据"
    assert set(pq.read_table(io.BytesIO(unpacked(files, f"{name}.parquet")))["demonstration"].to_pylist()) == {"演示数据"}
    book = openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"]()))
    assert book.worksheets[0].oddHeader.center.text == "演示数据"
    assert "演示数据" in [row[0].value for row in book["说明"].iter_rows()]
