"""A ledger that is gone while its workspace stands: said, and never replaced by an empty one."""

import pytest

from etl.__main__ import main
from etl.access import AccessStore
from etl.access.accounts import people
from etl.backup import back_up
from etl.collection import filing, review
from etl.demo.workspace import write_fictional
from etl.ledger import Ledger, open_ledger
from etl.ledger.errors import LedgerLost
from etl.period import Period
from etl.warehouse import Audience, gaps, refresh
from etl.workspace import Workspace
from tests.release_scene import CITY, Scene, figure, write_workspace

AS_OF = Period.parse("2025Q4")


@pytest.fixture
def workspace(tmp_path):
    """A workspace with an accepted figure, whose warehouse holds it."""
    scene = Scene(write_workspace(tmp_path / "work"))
    scene.accept(figure("120"))
    refresh(scene.workspace)
    return scene.workspace


def lose(workspace):
    for path in workspace.var.glob("ledger.db*"):
        path.unlink()


def ledgers(workspace):
    return [path.name for path in workspace.root.rglob("ledger.db*")]


@pytest.mark.parametrize(
    "ask",
    [
        refresh,
        lambda workspace: refresh(workspace, Audience.PUBLIC),
        lambda workspace: gaps(workspace, AS_OF),
        open_ledger,
        people,
        lambda workspace: review.waiting(workspace, "reviewer"),
        lambda workspace: filing.own(workspace, "reporter"),
        lambda workspace: back_up(workspace, workspace.root / "copy"),
    ],
)
def test_whoever_asks_is_told_and_nothing_is_made(workspace, ask):
    lose(workspace)
    before = workspace.warehouse.read_bytes()
    with pytest.raises(LedgerLost) as lost:
        ask(workspace)
    (problem,) = lost.value.problems
    for lang in ("zh", "en"):
        assert "warehouse.duckdb" in problem.message(lang) and f"docs/backup.{lang}.md" in problem.message(lang)
    assert ledgers(workspace) == [] and workspace.warehouse.read_bytes() == before


@pytest.mark.parametrize(
    "command", [["build"], ["gaps", "--as-of", "2025Q4"], ["verify"], ["backup", "copy"], ["user", "list"]]
)
def test_commands_end_with_the_words(workspace, command, capsys, monkeypatch, tmp_path):
    lose(workspace)
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--data", str(workspace.root)]) == 1
    assert "不见了" in capsys.readouterr().err
    assert ledgers(workspace) == [] and not (tmp_path / "copy").exists()


def test_put_back_it_goes_on(workspace, tmp_path):
    expected = gaps(workspace, AS_OF)
    back_up(workspace, tmp_path / "copy")
    lose(workspace)
    with pytest.raises(LedgerLost):
        refresh(workspace)
    (tmp_path / "copy/workspace/var/ledger.db").rename(workspace.var / "ledger.db")
    assert gaps(workspace, AS_OF) == expected


def test_an_address_that_names_another_place_is_a_loss_too(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", f"sqlite:///{tmp_path}/elsewhere/ledger.db")
    with pytest.raises(LedgerLost):
        refresh(workspace)
    assert not (tmp_path / "elsewhere").exists()


def test_passwords_and_sessions_tell_it_without_a_warehouse(workspace):
    with AccessStore.open(workspace) as store:
        store.begin_session("li")
    workspace.warehouse.unlink()
    lose(workspace)
    with pytest.raises(LedgerLost) as lost:
        open_ledger(workspace)
    assert "access.db" in lost.value.problems[0].message("zh")
    (workspace.var / "access.db").write_bytes(b"garbage" * 1000)
    with pytest.raises(LedgerLost):
        open_ledger(workspace)


def test_a_store_that_knows_nobody_is_no_trace(tmp_path):
    """The door counts strangers before the first account is made."""
    new = write_workspace(tmp_path / "new")
    with AccessStore.open(new) as store:
        store.count("refused", "10.0.0.9")
    open_ledger(new).close()
    assert Ledger.exists(new.ledger_url)


def test_a_new_ledger_is_begun_on_purpose(workspace, tmp_path):
    """What came from the lost one is moved away first."""
    lose(workspace)
    workspace.var.rename(tmp_path / "kept")
    assert [row["actual_value"] for row in gaps(workspace, AS_OF) if row["region_code"] == CITY] == [None]


def test_a_demonstration_is_made_anew_in_its_place(tmp_path):
    write_fictional(tmp_path / "demo")
    lose(Workspace(tmp_path / "demo"))
    write_fictional(tmp_path / "demo")
    refresh(Workspace(tmp_path / "demo"))
