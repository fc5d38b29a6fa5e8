"""Reading register files: what is lenient, what is refused, and where the fault is placed."""

from datetime import date
from decimal import Decimal

import pytest
from tests.register_files import (
    METRIC,
    REGION,
    ROWS,
    STOCK,
    TARGET,
    contents,
    places,
    problems_of,
    register_csv,
)

from etl.problems import Refused
from etl.registers import DEFAULT_CUTS, load_registers, read_registers
from etl.registers.columns import COLUMNS
from etl.registers.index import closed_chains
from etl.workspace import Workspace


def test_a_sound_workspace_is_read():
    registers = read_registers(contents())
    assert [region.region_code for region in registers.regions] == [
        row["region_code"] for row in ROWS["regions.csv"]
    ]
    assert registers.metrics[1].decimals == 0
    assert (registers.metrics[0].decimals, registers.metrics[0].max_value) == (None, None)
    assert registers.metrics[0].min_value == 0
    target = registers.targets[0]
    assert (target.value, target.start, target.due) == (500, date(2024, 1, 1), date(2027, 12, 31))
    assert (target.baseline_year, target.value_high, target.children) == (None, None, ())
    assert registers.cuts == DEFAULT_CUTS


def test_only_what_the_computation_needs_must_be_there():
    required = {
        "regions.csv": ["region_code", "level"],
        "metrics.csv": ["metric", "kind", "unit", "direction", "scope"],
        "documents.csv": ["document_id"],
        "targets.csv": [column for column in TARGET if column != "obligation"],
    }
    files = {name: register_csv(name, ROWS[name][:1], required[name]) for name in required}
    files["targets.csv"] = register_csv(
        "targets.csv", [TARGET | {"region_code": "330000"}], required["targets.csv"]
    )
    registers = read_registers(files)
    assert registers.targets[0].obligation == "firm"
    assert registers.documents[0].status == "in_force"
    assert registers.regions[0].name_zh == "330000"
    assert registers.metrics[0].name_zh == "trade_value"


def test_the_family_of_a_metric_may_be_empty_or_absent_and_is_one_of_the_closed_list():
    metrics = [METRIC | {"family": "trade"}, *ROWS["metrics.csv"][1:]]
    assert [metric.family for metric in read_registers(contents(metrics=metrics)).metrics[:2]] == ["trade", None]
    without = [column for column in COLUMNS["metrics.csv"] if column != "family"]
    files = contents() | {"metrics.csv": register_csv("metrics.csv", ROWS["metrics.csv"], without)}
    assert {metric.family for metric in read_registers(files).metrics} == {None}
    metrics[0]["family"] = "贸易"
    assert places(problems_of(contents(metrics=metrics))) == [("unknown_word", "metrics.csv", 2, "family")]


def test_byte_order_mark_column_order_extra_columns_and_blanks_do_not_matter():
    files = contents()
    row = TARGET | {"reviewed_by": "甲", "value": " 500 ", "responsible": "商务局；海关; "}
    files["targets.csv"] = b"\xef\xbb\xbf" + register_csv(
        "targets.csv", [row], sorted(row, reverse=True)
    ).replace(b"\r\n", b"\r\n,,\r\n\r\n")
    target = read_registers(files).targets[0]
    assert (target.value, target.responsible) == (500, ("商务局", "海关"))


def test_rows_are_counted_as_a_person_sees_them():
    files = contents()
    header, row = files["targets.csv"].decode().splitlines()
    noted = row + '"第一行\n第二行"'
    files["targets.csv"] = "\n".join([header, noted, "", ",,,", row.replace(",500,", ",五百,")]).encode()
    assert places(problems_of(files)) == [
        ("bad_number", "targets.csv", 5, "value"),
        ("duplicate_id", "targets.csv", 5, "target_id"),
    ]


def test_a_register_without_targets_is_sound():
    assert read_registers(contents(targets=[])).targets == ()


@pytest.mark.parametrize("name", ["regions.csv", "metrics.csv", "documents.csv", "targets.csv"])
def test_a_missing_register_is_told_without_its_consequences(name):
    files = contents()
    del files[name]
    assert places(problems_of(files)) == [("missing_file", name, None, "")]


FILE_FAULTS = [
    (b"", ("empty_file", 1, "")),
    (b"\n\ntarget_id\n", ("empty_file", 1, "")),
    ("target_id\n湖州".encode("gb18030"), ("encoding", 2, "")),
    (b"\xff\xfet\x00a\x00", ("encoding", 1, "")),
]


@pytest.mark.parametrize(("content", "fault"), FILE_FAULTS)
def test_an_unreadable_file_is_one_fault(content, fault):
    code, row, column = fault
    found = problems_of(contents() | {"targets.csv": content})
    assert places(found) == [(code, "targets.csv", row, column)]


def _edited(old: str, new: str, name: str = "targets.csv") -> dict[str, bytes]:
    files = contents()
    text = files[name].decode()
    assert old in text
    return files | {name: text.replace(old, new).encode()}


TEXT_FAULTS = [
    ("target_id,region_code", "target_id,region", ("missing_column", 1, "region_code")),
    (",baseline_year,", ",baseline_yaer,", ("misspelt_column", 1, "baseline_yaer")),
    (",clause,", ",basis,", ("duplicate_column", 1, "basis")),
    ("330500-01,330500,", "330500-01,湖州,330500,", ("row_width", 2, "")),
    ("330500-01,330500,", "330500-01,", ("row_width", 2, "")),
    ("330500-01,", '"330500"-01,', ("quotes", 2, "")),
    ("330500-01,", '"330500-01,', ("quotes", 2, "")),
]


@pytest.mark.parametrize(("old", "new", "fault"), TEXT_FAULTS)
def test_a_damaged_layout_is_one_fault_at_its_place(old, new, fault):
    code, row, column = fault
    assert places(problems_of(_edited(old, new))) == [(code, "targets.csv", row, column)]


def test_a_broken_row_does_not_make_its_id_unknown():
    found = problems_of(_edited("330500,湖州", "330500,湖,州", "regions.csv"))
    assert places(found) == [("row_width", "regions.csv", 3, "")]


def test_a_faulty_region_is_not_also_unknown():
    found = problems_of(_edited("330500,湖州,,city", "330500,湖州,,市", "regions.csv"))
    assert places(found) == [("unknown_word", "regions.csv", 3, "level")]


REGION_FAULTS = [
    ({"region_code": "3305"}, "region_code", "region_code"),
    ({"region_code": "33０5００"}, "region_code", "region_code"),
    ({"region_code": "330600-kq", "level": "zone"}, "region_code", "region_code"),
    ({"region_code": "330000-KQ"}, "zone_level", "level"),
    ({"region_code": "330600-KQ", "level": "zone"}, "zone_parent", "parent_code"),
    ({"region_code": "330000-KQ", "level": "zone", "parent_code": ""}, "zone_parent", "parent_code"),
    ({"region_code": "330600", "level": ""}, "missing_value", "level"),
    ({"region_code": "330600", "level": "区"}, "unknown_word", "level"),
    ({"region_code": "330600", "parent_code": "320000"}, "unknown_region", "parent_code"),
    ({"region_code": "330600", "parent_code": "330600"}, "closed_chain", "parent_code"),
    ({"region_code": "330600", "parent_code": "330500"}, "parent_level", "parent_code"),
    ({"region_code": "330600", "level": "province"}, "parent_level", "parent_code"),
    ({"region_code": "330500"}, "duplicate_id", "region_code"),
    ({"region_code": ""}, "missing_value", "region_code"),
]


@pytest.mark.parametrize(("cells", "code", "column"), REGION_FAULTS)
def test_faults_of_a_region(cells, code, column):
    found = problems_of(contents(regions=[*ROWS["regions.csv"], REGION | cells]))
    assert places(found) == [(code, "regions.csv", 8, column)]


def test_a_county_may_answer_to_the_province():
    county = {"region_code": "339001", "level": "county", "parent_code": "330000"}
    assert problems_of(contents(regions=[*ROWS["regions.csv"], county])) == []


TILE_FAULTS = [
    ({"tile_column": "1", "tile_row": "1"}, []),
    ({"tile_column": "0", "tile_row": "1"}, [("tile", "regions.csv", 8, "tile_column")]),
    ({"tile_column": "20", "tile_row": "21"}, [("tile", "regions.csv", 8, "tile_row")]),
    ({"tile_column": "2"}, [("tile", "regions.csv", 8, "tile_row")]),
    ({"tile_column": "一", "tile_row": "1"}, [("tile", "regions.csv", 8, "tile_column")]),
    ({"tile_column": "3", "tile_row": "2"}, [("tile_taken", "regions.csv", 8, "tile_column")]),
]


@pytest.mark.parametrize(("cells", "faults"), TILE_FAULTS)
def test_places_on_the_tile_map(cells, faults):
    placed = [one | {"tile_column": "3", "tile_row": "2"} if one == REGION else one for one in ROWS["regions.csv"]]
    regions = [*placed, {"region_code": "330600", "level": "city", "parent_code": "330000"} | cells]
    assert places(problems_of(contents(regions=regions))) == faults


def test_regions_of_two_parents_may_have_the_same_place_and_one_without_columns_has_none():
    place = {"tile_column": "3", "tile_row": "2"}
    regions = [one | (place if "parent_code" in one and one["level"] != "county" else {}) for one in ROWS["regions.csv"]]
    regions[-1] = regions[-1] | {"tile_column": "4"}
    assert [one.tile_column for one in read_registers(contents(regions=regions)).regions] == [None, 3, None, None, 3, 4]
    columns = [column for column in COLUMNS["regions.csv"] if not column.startswith("tile")]
    files = contents() | {"regions.csv": register_csv("regions.csv", ROWS["regions.csv"], columns)}
    assert {one.tile_row for one in read_registers(files).regions} == {None}


METRIC_FAULTS = [
    ({"kind": "value"}, "unknown_word", "kind"),
    ({"direction": ""}, "missing_value", "direction"),
    ({"scope": "海关"}, "unknown_word", "scope"),
    ({"unit": ""}, "missing_value", "unit"),
    ({"decimals": "11"}, "bad_decimals", "decimals"),
    ({"decimals": "-1"}, "bad_decimals", "decimals"),
    ({"min_value": "零"}, "bad_number", "min_value"),
    ({"max_value": "-1"}, "bounds", "max_value"),
    ({"min_value": "5", "max_value": "4"}, "bounds", "max_value"),
    ({"part_of": "trade"}, "unknown_metric", "part_of"),
    ({"part_of": "parks"}, "part_unit", "part_of"),
    ({"part_of": "retail_value"}, "closed_chain", "part_of"),
    ({"yoy_of": "trade_value"}, "yoy_kind", "yoy_of"),
    ({"kind": "rate", "yoy_of": "trade_value"}, "unit", "unit"),
    ({"kind": "rate", "unit": "%", "yoy_of": "trade"}, "unknown_metric", "yoy_of"),
    ({"kind": "rate", "unit": "%", "yoy_of": "parks"}, "yoy_of_flow", "yoy_of"),
    ({"metric": "trade_value"}, "duplicate_id", "metric"),
]


@pytest.mark.parametrize(("cells", "code", "column"), METRIC_FAULTS)
def test_faults_of_a_metric(cells, code, column):
    rows = [*ROWS["metrics.csv"], METRIC | {"metric": "retail_value"} | cells]
    found = problems_of(contents(metrics=rows))
    assert places(found) == [(code, "metrics.csv", 6, column)]


def test_a_part_of_another_metric_is_read():
    part = STOCK | {"metric": "public_parks", "part_of": "parks", "max_value": "100"}
    metric = read_registers(contents(metrics=[METRIC, STOCK, part])).metrics[2]
    assert (metric.part_of, metric.max_value) == ("parks", 100)


DOCUMENT_FAULTS = [
    ({"issued": "2024年1月1日"}, "bad_date", "issued"),
    ({"effective": "2024-13-01"}, "bad_date", "effective"),
    ({"effective": "2024-02-01", "expires": "2024-01-31"}, "expires_early", "expires"),
    ({"issued": "2024-02-01", "expires": "2024-01-31"}, "expires_early", "expires"),
    ({"status": "valid"}, "unknown_word", "status"),
    ({"document_id": "plan"}, "duplicate_id", "document_id"),
    ({"document_id": ""}, "missing_value", "document_id"),
]


@pytest.mark.parametrize(("cells", "code", "column"), DOCUMENT_FAULTS)
def test_faults_of_a_document(cells, code, column):
    rows = [*ROWS["documents.csv"], {"document_id": "second", "title": "方案"} | cells]
    found = problems_of(contents(documents=rows))
    assert places(found) == [(code, "documents.csv", 3, column)]


def test_cuts_replace_the_usual_ones_one_by_one():
    cuts = read_registers(contents(cuts=[{"cut": "at_risk", "value": "0.5"}])).cuts
    assert cuts == DEFAULT_CUTS | {"at_risk": Decimal("0.5")}


CUT_FAULTS = [
    ({"cut": "off_track", "value": "0.5"}, "unknown_word", "cut"),
    ({"cut": "on_track", "value": ""}, "missing_value", "value"),
    ({"cut": "on_track", "value": "95%"}, "bad_number", "value"),
    ({"cut": "at_risk", "value": "-0.1"}, "cut_range", "value"),
    ({"cut": "about_tolerance", "value": "1"}, "cut_range", "value"),
    ({"cut": "on_track", "value": "0.59"}, "cut_order", "value"),
    ({"cut": "at_risk", "value": "0.96"}, "cut_order", "value"),
]


@pytest.mark.parametrize(("cells", "code", "column"), CUT_FAULTS)
def test_faults_of_a_cut(cells, code, column):
    assert places(problems_of(contents(cuts=[cells]))) == [(code, "cuts.csv", 2, column)]


def test_all_faults_of_all_files_are_told_at_once_in_file_order():
    files = contents(
        regions=[REGION],
        metrics=[METRIC | {"kind": "x"}],
        documents=[{"document_id": "plan", "issued": "x"}],
        targets=[TARGET | {"value": "x"}, TARGET | {"due": "x"}],
        cuts=[{"cut": "x", "value": "1"}],
    )
    assert places(problems_of(files)) == [
        ("unknown_region", "regions.csv", 2, "parent_code"),
        ("unknown_word", "metrics.csv", 2, "kind"),
        ("bad_date", "documents.csv", 2, "issued"),
        ("bad_number", "targets.csv", 2, "value"),
        ("bad_date", "targets.csv", 3, "due"),
        ("duplicate_id", "targets.csv", 3, "target_id"),
        ("unknown_word", "cuts.csv", 2, "cut"),
    ]


def test_a_workspace_is_read_from_its_folder(tmp_path):
    for name, content in contents().items():
        (tmp_path / name).write_bytes(content)
    assert load_registers(Workspace(tmp_path)) == read_registers(contents())
    (tmp_path / "metrics.csv").unlink()
    with pytest.raises(Refused) as refused:
        load_registers(Workspace(tmp_path))
    assert places(refused.value.problems) == [("missing_file", "metrics.csv", None, "")]


def test_long_chains_and_circles_are_found_without_recursion():
    chain = {str(n): str(n + 1) for n in range(50_000)}
    assert closed_chains(chain) == []
    assert closed_chains(chain | {"50000": "49998"}) == [["49998", "49999", "50000"]]
    assert closed_chains({"a": "a", "b": "a", "c": "d", "d": "c"}) == [["a"], ["c", "d"]]
