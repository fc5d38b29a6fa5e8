"""The operator's own map: what is taken, and every way in which a file is refused."""

import json

import pytest

from etl.problems import Refused
from etl.registers.outlines import MAP_FILE, MAX_FEATURES, MAX_POINTS, load_outlines, outline_problems, read_outlines
from etl.workspace import Workspace
from tests.register_files import contents

KNOWN = {"330500", "330400"}
SQUARE = [[119.0, 30.0], [120.0, 30.0], [120.0, 31.0], [119.0, 30.0]]


def feature(code="330500", kind="Polygon", coordinates=None):
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"region_code": code}, "geometry": geometry}


def collection(*features, **more) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def faults(content: bytes) -> list[tuple]:
    with pytest.raises(Refused) as refused:
        read_outlines(content, KNOWN)
    for problem in refused.value.problems:
        assert problem.message("zh") and problem.message("en")
    return [(problem.code.removeprefix("outline."), problem.row) for problem in refused.value.problems]


def test_areas_are_read_in_file_order_with_holes_heights_and_the_approval_number():
    island = [[[121.0, 30.0, 5.0], [122, 30], [122, 31], [121, 30]]]
    content = collection(feature("330400", "MultiPolygon", [[SQUARE], island]), feature(), approval="GS(2024)0001号")
    outlines = read_outlines(b"\xef\xbb\xbf" + content, KNOWN)
    assert list(outlines.rings) == ["330400", "330500"] and outlines.approval == "GS(2024)0001号"
    assert [len(ring) for ring in outlines.rings["330400"]] == [4, 4]
    assert outlines.rings["330400"][1][0] == (121.0, 30.0)


@pytest.mark.parametrize("approval", [None, 5, ["x"], {"a": 1}])
def test_an_approval_that_is_no_text_is_left_out(approval):
    assert read_outlines(collection(feature(), approval=approval), KNOWN).approval == ""


def test_a_long_approval_is_cut():
    assert len(read_outlines(collection(feature(), approval="号" * 500), KNOWN).approval) == 60


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe{}",
        "{\"type\": \"FeatureCollection\"，}".encode("gb18030"),
        b"[" * 100_000,
        b'{"type":' * 50_000,
        collection(feature(coordinates=[[[float("nan"), 30.0], *SQUARE]])),
        collection(feature(coordinates=[[[float("inf"), 30.0], *SQUARE]])),
        b"1" * 5000,
    ],
)
def test_what_cannot_be_read_is_one_fault(content):
    assert faults(content) == [("unreadable", None)]


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b"null", b'"x"', b"5", collection(), b'{"type": "FeatureCollection", "features": {}}', json.dumps(feature()).encode()]
)
def test_anything_but_a_collection_is_one_fault(content):
    assert faults(content) == [("collection", None)]


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (feature("999999"), "region"),
        (feature(330500), "region"),
        (feature(["330500"]), "region"),
        (feature("../../330500"), "region"),
        ({"type": "Feature", "geometry": feature()["geometry"]}, "region"),
        (None, "region"),
        ([], "region"),
        (feature(kind="Point", coordinates=[1, 2]), "geometry"),
        (feature(kind="GeometryCollection"), "geometry"),
        (feature() | {"geometry": None}, "geometry"),
        (feature() | {"geometry": {"type": ["Polygon"]}}, "geometry"),
        (feature(coordinates=[]), "coordinates"),
        (feature(coordinates=[[]]), "coordinates"),
        (feature(coordinates={"a": 1}), "coordinates"),
        (feature(coordinates=[["abcd"] * 4]), "coordinates"),
        (feature(coordinates=[[["1", "2"]] * 4]), "coordinates"),
        (feature(coordinates=[[[True, False]] * 4]), "coordinates"),
        (feature(coordinates=[[[120]] * 4]), "coordinates"),
        (feature(coordinates=[[[13358338.9, 3632749.1]] * 4]), "coordinates"),
        (feature(coordinates=[[[120, 91]] * 4]), "coordinates"),
        (feature(coordinates=[[[10**400, 30]] * 4]), "coordinates"),
        (feature(coordinates=[SQUARE[:3]]), "ring"),
        (feature(coordinates=[[[120, 30]] * (MAX_POINTS + 1)]), "points"),
    ],
)
def test_faults_of_a_feature_name_its_number(one, code):
    assert faults(collection(feature("330400"), one)) == [(code, 2)]


def test_a_number_as_long_as_an_exponent_allows_is_no_coordinate():
    content = collection(feature()).replace(b"119.0", b"1e999")
    assert faults(content) == [("coordinates", 1)]


def test_all_faults_are_told_at_once_and_a_region_stands_once():
    content = collection(feature(), feature(), feature("999999"))
    assert faults(content) == [("twice", 2), ("region", 3)]


def test_too_many_features_are_refused_before_they_are_looked_at():
    assert faults(collection(*[None] * (MAX_FEATURES + 1))) == [("too_many", None)]


def test_points_are_counted_over_all_features():
    half = [[[120, 30]] * (MAX_POINTS // 2 + 1)]
    assert faults(collection(feature("330400", coordinates=half), feature(coordinates=half))) == [("points", 2)]


def test_a_large_file_is_refused_unread(tmp_path, monkeypatch):
    (tmp_path / MAP_FILE).write_bytes(b" " * 2_000_001)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it was read"))
    with pytest.raises(Refused) as refused:
        load_outlines(tmp_path, KNOWN)
    assert [problem.code for problem in refused.value.problems] == ["outline.too_large"]


def test_without_a_file_there_is_no_map(tmp_path):
    assert load_outlines(tmp_path, KNOWN) is None


def test_build_tells_the_faults_of_a_workspace(tmp_path):
    (tmp_path / "regions.csv").write_bytes(contents()["regions.csv"])
    assert outline_problems(Workspace(tmp_path)) == []
    (tmp_path / MAP_FILE).write_bytes(collection(feature(), feature("999999")))
    assert [problem.code for problem in outline_problems(Workspace(tmp_path))] == ["outline.region"]
