"""A backup taken while others write can be put back, and says when it is not what it was."""

import csv
import shutil
import subprocess
import sys
from threading import Thread

import pyarrow.parquet as pq
import pytest

from etl.access import AccessStore
from etl.backup import back_up, restore
from etl.collection import plan_drafts
from etl.ledger import Ledger
from etl.period import Period
from etl.plans.drafts import PartDraft
from etl.problems import Refused
from etl.warehouse import gaps
from etl.workspace import Workspace
from tests.collection_world import EDITOR, NOW, QUARTER, accepted, at, copy_world, examined, head, one_figure
from tests.ledger_engines import entry


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A world with one accepted figure, whose note would be a formula."""
    made = copy_world(tmp_path_factory.mktemp("backup") / "work")
    with at(NOW):
        accepted(made, one_figure("45", note="=1+1"))
        examined(made, one_figure("约"))
    return made


def codes(act, *arguments) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*arguments)
    assert all(one.message("zh") and one.message("en") for one in refused.value.problems)
    return [one.code for one in refused.value.problems]


def test_what_is_put_back_is_what_was_there(workspace, tmp_path):
    made = back_up(workspace, tmp_path / "copy")
    again = Workspace(tmp_path / "again")
    assert restore(tmp_path / "copy", again).ledger_head == made.ledger_head == head(workspace)
    with Ledger.open(again.ledger_url) as ledger, Ledger.open(workspace.ledger_url) as before:
        assert ledger.acts() == before.acts() and ledger.verify() == []
    quarter = Period.parse(QUARTER)
    assert gaps(again, quarter) == gaps(workspace, quarter)
    assert (again.root / "settings.toml").is_file() and again.published_files()


def test_plans_somebody_works_on_come_back_with_what_was_decided(workspace, tmp_path):
    number = plan_drafts.keep(workspace, EDITOR, "规划".encode(), "方案.txt")
    plan_drafts.change(workspace, EDITOR, number, lambda draft: draft.with_part("1", PartDraft({"title": "甲"})))
    back_up(workspace, tmp_path / "copy")
    again = Workspace(tmp_path / "again")
    restore(tmp_path / "copy", again)
    assert plan_drafts.own(again, EDITOR) == plan_drafts.own(workspace, EDITOR)
    assert plan_drafts.draft(again, EDITOR, number).part("1").document == {"title": "甲"}
    assert plan_drafts.plan_bytes(again, EDITOR, number) == "规划".encode()
    assert {path.stat().st_mode & 0o077 for path in again.var.glob("plans/*/*/*")} == {0}, "for the program alone"


def test_the_figures_are_readable_by_any_other_program(workspace, tmp_path):
    made = back_up(workspace, tmp_path / "copy")
    (row,) = pq.read_table(tmp_path / "copy" / "figures.parquet").to_pylist()
    assert (row["region_code"], row["metric"], row["value"], row["note"]) == ("990100", "export_value", "45", "=1+1")
    with open(tmp_path / "copy" / "figures.csv", encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["value"], line["note"]) == ("45", "'=1+1") and made.figures == 1


def test_a_backup_while_others_write_is_one_whole_state(workspace, tmp_path):
    shutil.copytree(workspace.root, tmp_path / "busy")
    busy = Workspace(tmp_path / "busy")
    first, sent = head(busy), []

    def write():
        with Ledger.open(busy.ledger_url) as ledger:
            for number in range(30):
                sent.append(ledger.submit(f"{number}".encode(), "x.csv", [entry()], [], "writer").sequence)

    writer = Thread(target=write)
    writer.start()
    made = [back_up(busy, tmp_path / f"copy-{number}") for number in range(3)]
    writer.join()
    assert len(sent) == 30 and first <= made[0].ledger_head <= made[-1].ledger_head <= head(busy)
    for number, one in enumerate(made):
        restored = Workspace(tmp_path / f"again-{number}")
        assert restore(one.folder, restored).ledger_head == one.ledger_head == head(restored)


def test_a_folder_in_use_is_left_alone(workspace, tmp_path):
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    assert codes(back_up, workspace, tmp_path) == ["backup.not_empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    back_up(workspace, tmp_path / "copy")
    assert codes(restore, tmp_path / "copy", workspace) == ["backup.not_empty"]


@pytest.mark.parametrize("name", ["workspace/var/ledger.db", "workspace/targets.csv", "figures.csv"])
def test_a_changed_or_missing_file_is_found(workspace, tmp_path, name):
    back_up(workspace, tmp_path / "copy")
    file = tmp_path / "copy" / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert codes(restore, tmp_path / "copy", Workspace(tmp_path / "again")) == ["backup.changed"]
    file.unlink()
    assert codes(restore, tmp_path / "copy", Workspace(tmp_path / "again")) == ["backup.changed"]
    assert not (tmp_path / "again").exists()


def test_what_is_no_backup_and_no_workspace_is_said(workspace, tmp_path):
    assert codes(restore, tmp_path, Workspace(tmp_path / "again")) == ["backup.no_manifest"]
    empty = Workspace(tmp_path / "nothing")
    empty.root.mkdir()
    assert codes(back_up, empty, tmp_path / "copy") == ["backup.nothing"]


def test_the_commands_do_the_same(workspace, tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "etl", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    copy, again = tmp_path / "copy", tmp_path / "again"
    with AccessStore.open(workspace) as store:
        token, _ = store.make_token("reporter", "季度表", 30, "")
    done = run("backup", copy, "--data", workspace.root)
    assert (done.returncode, done.stderr) == (0, "") and f"第 {head(workspace)} 号" in done.stdout
    back = run("restore", copy, "--data", again)
    assert back.returncode == 0 and (again / "var" / "warehouse.duckdb").is_file()
    assert run("verify", "--data", again).returncode == 0
    with AccessStore.open(Workspace(again)) as store, pytest.raises(Refused):
        store.check_token(token, "")  # it may have been revoked after the backup
    assert run("backup", copy, "--data", workspace.root).returncode == 1
