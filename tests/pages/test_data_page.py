"""数据: filters in the URL, lines that lead to their targets, and files that are made when asked for."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from etl.access import EventKind
from etl.access.accounts import access_events, shared_store
from etl.ledger import clock
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS
from tests import collection_world as world
from tests.page_workspace import AS_OF, write_page_workspace
from tests.pages.page_files import csv_rows, unpacked
from tests.pages.page_text import said


def test_nothing_is_made_before_it_is_asked_for(open_page, files, monkeypatch):
    monkeypatch.setattr("dashboard.export.tables.gaps", lambda *_: pytest.fail("made at a rerun"))
    assert not open_page("data").exception
    assert set(files) == {f"gaps-{AS_OF}.{ending}" for ending in ("xlsx", "csv.zip", "parquet.zip", "json.zip", "dictionary.csv")}


@pytest.mark.parametrize(
    ("choices", "targets"),
    [
        ({"city": "990100"}, {"990100-01", "990100-02", "990100-03"}),
        ({"field": "services"}, {"990000-02"}),
        ({"field": "other"}, {"990000-03"}),
        ({"metric": "parks"}, {"990000-04", "990100-02", "990200-02"}),
        ({"class": "on_track"}, {"990000-01", "990000-03"}),
        ({"data_state": "stale"}, {"990000-02"}),
        ({"document_status": "ended"}, {"990100-02"}),
        ({"metric": "parks", "document_status": "in_force"}, {"990000-04"}),
        ({"city": "990200", "metric": "parks"}, {"990200-02"}),
    ],
)
def test_filters_of_the_url_choose_what_the_file_holds(open_page, files, choices, targets):
    app = open_page("data", **choices)
    assert {row["target_id"] for row in csv_rows(unpacked(files, f"gaps-{AS_OF}.csv"))} == targets
    assert choices.items() <= {name: app.query_params[name] for name in choices}.items()


def test_where_nothing_is_left_the_page_says_so_and_offers_no_file(open_page, files, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    head = (data / "targets.csv").read_text(encoding="utf-8").splitlines()[0]
    (data / "targets.csv").write_text(f"{head}\n", encoding="utf-8")
    assert "没有符合条件的数据" in said(open_page("data", data=data))
    assert files == {}


def test_the_dictionary_is_a_file_and_a_table_of_the_page(open_page, files):
    app = open_page("data", dictionary="true")
    found = csv_rows(files[f"gaps-{AS_OF}.dictionary.csv"]())
    assert {row["column"] for row in found} >= {*GAP_COLUMNS, *OUTLOOK_COLUMNS}
    classes = next(row for row in found if row["column"] == "performance")
    assert "on_track = 达到进度" in classes["codes"] and "missed = 未完成" in classes["codes"]
    assert list(app.dataframe[-1].value["列名"]) == [row["column"] for row in found]


def test_whose_data_the_lines_are_stands_beside_them(desk):
    assert "这里只有已发布的数据" in said(desk("data", "", quarter=AS_OF))
    inside = said(desk("data", world.OFFICER, quarter=AS_OF))
    assert "尚未发布的数据，行数也计入它们" in inside and "只有已发布" not in inside


def links(app) -> list[dict[str, str]]:
    """Where the lines of the table lead: the choices in the address of each."""
    return [dict(parse_qsl(choices)) for choices in re.findall(r"^\| \[[^]]+\]\(<target\?([^>]+)>\)", said(app), re.MULTILINE)]


def test_every_line_leads_to_its_target_and_keeps_what_is_chosen(open_page):
    found = links(open_page("data", lang="en", **{"class": "on_track", "quarter": AS_OF}))
    assert [(one["target"], one["city"]) for one in found] == [("990000-01", "990000"), ("990000-03", "990000")]
    assert {(one["quarter"], one["lang"], one["class"]) for one in found} == {(AS_OF, "en", "on_track")}


def test_the_way_to_a_target_keeps_the_time_looked_back_to(desk):
    found = links(desk("data", world.OFFICER, city=world.CITY, quarter=AS_OF, known_at="2026-02-01"))
    assert found and {one["known_at"] for one in found} == {"2026-02-01"}


def test_lines_beyond_the_first_are_laid_out_once_they_are_asked_for(open_page, monkeypatch):
    monkeypatch.setattr("dashboard.components.data_parts.LAID_OUT", 4)
    app = open_page("data")
    assert "其余 6 行" in said(app) and len(links(app)) == 4
    assert len(links(open_page("data", **{"lines-rest": "true"}))) == 10


def test_a_table_too_long_for_one_file_is_not_offered(open_page, files, monkeypatch):
    monkeypatch.setattr("dashboard.components.data_parts.MOST", {"xlsx": 4, "csv": 5})
    assert "超过一个文件的上限 5 行" in said(open_page("data"))
    assert files == {}


def test_a_table_too_long_for_a_workbook_is_offered_otherwise(open_page, files, monkeypatch):
    monkeypatch.setattr("dashboard.components.data_parts.MOST", {"xlsx": 9, "csv": 10})
    assert "超过 9 行的表不提供 Excel" in said(open_page("data"))
    assert f"gaps-{AS_OF}.xlsx" not in files and f"gaps-{AS_OF}.csv.zip" in files


def test_whoever_is_signed_in_leaves_a_trace(desk, files):
    desk("data", world.OFFICER)
    unpacked(files, f"gaps-{world.QUARTER}.csv")
    shared_store(desk.workspace).write_counts()
    found = access_events(desk.workspace, world.AUDITOR, clock.now() - timedelta(days=1))
    exports = [one for one in found if one.kind == EventKind.EXPORT]
    assert [one.account for one in exports] == [world.OFFICER] and f"gaps {world.QUARTER} csv" in exports[0].subject
