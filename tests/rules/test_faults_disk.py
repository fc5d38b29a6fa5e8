"""A full disk: said before it happens, in words when it happens, and everything recorded stands."""

import shutil
from collections import namedtuple

import duckdb
import pytest

from etl.collection import filing
from etl.problems import Refused
from etl.warehouse import Audience, build, refresh, room
from etl.warehouse.room import DiskFull, telling_of_room
from tests.collection_world import NOW, QUARTER, REPORTER, accepted, at, copy_world, examined, head, one_figure, terms
from tests.full_disk import on_a_small_disk, run

_WORLD = """
from etl.collection import filing
from etl.ledger import Ledger
from etl.problems import Refused
from etl.warehouse import Audience, build, open_file, refresh, room
from etl.workspace import Workspace
from tests.collection_world import NOW, OTHER_CITY, OTHER_REPORTER, at, examined, head, one_figure, terms

workspace = Workspace(work)

def told(act):
    try:
        act()
    except Refused as refused:
        return [problem.code for problem in refused.problems]

def shown():
    with open_file(workspace.warehouse) as connection:
        return [str(one) for one, in connection.execute("select value from actual_row where submission_id is not null order by value").fetchall()]

def left():
    return [path.name for path in workspace.var.iterdir() if "building" in path.name]

def accept_as_operator():
    found = examined(workspace, one_figure("45"))
    with Ledger.open(workspace.ledger_url) as ledger:
        ledger.submit(found.data, found.name, found.entries, found.problems, "operator")

with at(NOW):
    before = workspace.warehouse.read_bytes()
"""

FULL = _WORLD + """
    accept_as_operator()
    full()
    room.MARGIN_BYTES = -10**12  # as where the room ends after it was looked for
    answers["told"] = told(lambda: refresh(workspace))
    answers["told of the public one"] = told(lambda: build(workspace, Audience.PUBLIC))
    answers["is as before"] = workspace.warehouse.read_bytes() == before
    answers["left"], answers["shown"] = left(), shown()
    empty()
    refresh(workspace)
    answers["shown afterwards"] = shown()
    with Ledger.open(workspace.ledger_url) as ledger:
        answers["faults"] = len(ledger.verify())
"""

FORESEEN = _WORLD + """
    under = terms(OTHER_CITY)
    found, last = examined(workspace, one_figure("45", "望海市"), under), head(workspace)
    full(8_000_000)
    answers["told"] = told(lambda: filing.submit(workspace, OTHER_REPORTER, found, under))
    answers["acts"] = head(workspace) - last
    answers["shown"] = shown()
    empty()
    answers["told afterwards"] = told(lambda: filing.submit(workspace, OTHER_REPORTER, found, under))
    answers["acts afterwards"] = head(workspace) - last
"""


def check_full(answers):
    assert answers == {
        "told": ["disk.full"],
        "told of the public one": ["disk.full"],
        "is as before": True,
        "left": [],
        "shown": ["44.0000000000"],
        "shown afterwards": ["44.0000000000", "45.0000000000"],
        "faults": 0,
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A world with one accepted figure and both warehouses."""
    with at(NOW):
        workspace = copy_world(tmp_path_factory.mktemp("made") / "work")
        accepted(workspace, one_figure("44"))
        refresh(workspace, Audience.PUBLIC)
    return workspace.root


def test_a_disk_that_is_full(tmp_path, made):
    check_full(on_a_small_disk(FULL, tmp_path, made))


@pytest.mark.parametrize("limit", [400_000, 2_000_000])
def test_files_that_may_grow_no_further(tmp_path, made, limit):
    """While the copy is made, and while DuckDB writes."""
    check_full(run(FULL, tmp_path, made, limit))


def test_a_disk_that_will_be_full_is_said_before_a_submission(tmp_path, made):
    assert on_a_small_disk(FORESEEN, tmp_path, made) == {
        "told": ["disk.no_room"],
        "acts": 0,
        "shown": ["44.0000000000"],
        "told afterwards": None,
        "acts afterwards": 1,
    }


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def leave(monkeypatch, free_bytes):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12 - free_bytes, free_bytes))


def test_room_for_the_copy_and_a_margin_is_asked_for(workspace, monkeypatch):
    accepted(workspace, one_figure("44"))
    for act in (lambda: build(workspace), lambda: build(workspace, Audience.PUBLIC)):
        size = workspace.warehouse.stat().st_size
        with monkeypatch.context() as patched:
            leave(patched, size + room.MARGIN_BYTES - 10**6)
            with pytest.raises(DiskFull) as refused:
                act()
        (problem,) = refused.value.problems
        assert problem.code == "disk.no_room" and "warehouse.duckdb" in problem.message("zh")
        assert f"{(size + room.MARGIN_BYTES) / 1e6:,.0f} MB" in problem.message("en")
        act()


def test_a_preview_without_room_is_told_and_nothing_is_left(workspace, tmp_path, monkeypatch):
    accepted(workspace, one_figure("30", quarter="2025Q2"), under=terms(quarter=""))
    found = examined(workspace, one_figure("45"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work" / "var"))
    kept = sorted(path.name for path in workspace.var.iterdir())
    leave(monkeypatch, 1000)
    with pytest.raises(DiskFull):
        filing.gaps_after(workspace, found.entries, QUARTER)
    assert sorted(path.name for path in workspace.var.iterdir()) == kept


def test_an_act_on_record_is_not_told_as_failed(workspace, monkeypatch):
    """The room ended between the act and the warehouse: the receipt is given, the next look is told."""
    found = examined(workspace, one_figure("45"))
    (workspace.root / "settings.toml").write_text("sign_offs = 1", encoding="utf-8")
    refresh(workspace)  # the rule goes on record first
    last = head(workspace)
    with monkeypatch.context() as patched:
        patched.setattr("etl.collection.acting.require_room_for_refresh", lambda _: leave(patched, 1000))
        receipt = filing.submit(workspace, REPORTER, found, terms())
        assert receipt.accepted and head(workspace) == last + 2
        with pytest.raises(DiskFull):
            refresh(workspace)
    assert filing.submit(workspace, REPORTER, found, terms()).replay


def test_what_a_killed_build_put_aside_is_swept_away(workspace):
    """DuckDB keeps what does not fit into memory in a folder beside the file."""
    aside = workspace.var / "warehouse.1.building.tmp"
    aside.mkdir()
    (aside / "duckdb_temp_storage-0.tmp").write_bytes(b"x")
    build(workspace)
    assert not aside.exists()


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        (OSError(28, "No space left on device"), True),
        (OSError(122, "Disk quota exceeded"), True),
        (PermissionError(13, "Permission denied"), False),
        (duckdb.IOException("Could not write file: No space left on device"), True),
        (duckdb.IOException("Corrupt database file"), False),
    ],
)
def test_only_a_full_disk_is_told_as_one(error, is_told):
    with pytest.raises(Refused if is_told else type(error)):
        with telling_of_room("warehouse.duckdb"):
            raise error
