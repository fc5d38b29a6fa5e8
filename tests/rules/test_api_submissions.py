"""Submissions say which regions and quarters they hold figures of, those the operator took in, too."""

import pytest

from etl.__main__ import main
from tests import collection_world as world
from tests.api_client import serve  # noqa: F401

ROW = "{region},跨境电商出口额,{quarter[0]},{quarter[1]},本年累计,{value},亿元,上年同期已核对"


def row(region: str, year: int, quarter: int, value: str) -> str:
    return ROW.format(region=region, quarter=(year, quarter), value=value)


#: By the name of a file its rows, and what is told of it: region, quarter, regions, quarters.
FILES = {
    "one.csv": ([row("望海市", 2026, 1, "11")], ("990200", "2026Q1", "990200", "2026Q1")),
    "family.csv": (
        [row("澜江市", 2026, 1, "20"), row("澜东县", 2026, 1, "9")],
        ("990100", "2026Q1", "990100；990101", "2026Q1"),
    ),
    "many.csv": (
        [row("望海市", 2025, 2, "21"), row("澜江市", 2025, 1, "16")],
        (None, None, "990100；990200", "2025Q1；2025Q2"),
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory, serve):  # noqa: F811
    workspace = world.copy_world(tmp_path_factory.mktemp("submissions") / "work")
    for name, (rows, _) in FILES.items():
        file = tmp_path_factory.mktemp("files") / name
        file.write_bytes(world.file_of(*rows))
        assert main(["submit", str(file), "--data", str(workspace.root), "--today", "2026-07-20", "--account", "operator"]) == 0
    with world.at(world.NOW):
        world.submitted(workspace, world.one_figure("45"))
    return serve(workspace.root).signed_in(world.OFFICER)


def found(client, **query) -> set[str]:
    return {one["file_name"] for one in client.get("/api/v1/submissions", **query).json["rows"]}


def test_what_they_hold_is_told_by_their_figures(client):
    told = {one["file_name"]: one for one in client.get("/api/v1/submissions").json["rows"]}
    names = ("region_code", "quarter", "regions", "quarters")
    assert {name: tuple(told[name][one] for one in names) for name in FILES} == {name: expected for name, (_, expected) in FILES.items()}
    assert (told["one.csv"]["region_name"], told["many.csv"]["region_name"]) == ("望海市", None)
    assert tuple(told["q2.csv"][one] for one in names) == (world.CITY, world.QUARTER, world.CITY, world.QUARTER)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"region": world.CITY}, {"family.csv", "many.csv", "q2.csv"}),
        ({"region": world.COUNTY}, {"family.csv"}),
        ({"region": [world.COUNTY, world.OTHER_CITY]}, {"one.csv", "family.csv", "many.csv"}),
        ({"quarter": "2025Q2"}, {"many.csv"}),
        ({"quarter": ["2026Q1", "2026Q2"], "region": world.CITY}, {"family.csv", "q2.csv"}),
        ({"region": world.FOREIGN}, set()),
    ],
)
def test_they_are_found_by_what_they_hold(client, query, names):
    assert found(client, **query) == names


def test_a_region_there_is_not_is_still_a_slip(client):
    assert client.get("/api/v1/submissions", region="999999").json["errors"][0]["code"] == "not_registered"
