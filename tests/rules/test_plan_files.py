"""Registers of the ledger and register files: a kill in between, edits by hand, two at once."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from etl import registers
from etl.__main__ import main
from etl.backup import back_up, restore
from etl.collection import register_export
from etl.collection.plan_intake import install_plan
from etl.collection.register_export import Keep
from etl.ledger import ActKind, Ledger, register_files
from etl.ledger.errors import RegisterFileDiffers, RegisterFileUnwritable
from etl.period import Period
from etl.plans.choices import Choice
from etl.problems import Refused
from etl.warehouse import build, gaps, internal, open_file, refresh
from etl.warehouse.internal import settle_registers
from etl.workspace import Workspace
from tests.collection_world import CITY, NOW, at, copy_world, write_world
from tests.plan_scene import EXPORT, OTHER, PARK_COUNT, PLAN, TAKE, confirmed, goal, lines, plan_of, recorded, take

HAND = "990100-77,990100,export_value,,P,附,level,ge,140,,亿元,,2024-01-01,2026-12-31,,,firm,,140亿元,手工\n"
NEW_IDS = {"990100-04", "990100-05"}


@pytest.fixture
def workspace(tmp_path):
    made = copy_world(tmp_path / "work")
    with at(NOW):
        yield made


def ids(workspace) -> set[str]:
    return {line.split(",")[0] for line in lines(workspace)}


def targets(workspace):
    return workspace.root / "targets.csv"


KILLED = """
import os, signal, sys
from pathlib import Path
from etl.ledger import register_files
from etl.workspace import Workspace
from tests.plan_scene import PLAN, CHOICES, EDITOR, confirmed
at, write = int(sys.argv[2]), register_files.write
def dying(*args):
    global at
    if not at:
        os.kill(os.getpid(), signal.SIGKILL)
    at -= 1
    write(*args)
register_files.write = dying
confirmed(Workspace(Path(sys.argv[1])))
"""


def killed(workspace, after: int) -> None:
    """Confirm the plan in a process that is killed after so many files were written."""
    folder = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    ended = subprocess.run([sys.executable, "-c", KILLED, str(workspace.root), str(after)], cwd=folder, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


class Stopped(Exception):
    """In place of a kill, where another process would only cost time."""


def stopped(workspace) -> None:
    """Confirm the plan and end before any file is written."""

    def dying(*_):
        raise Stopped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register_files, "write", dying)
        with pytest.raises(Stopped):
            confirmed(workspace)


@pytest.mark.parametrize("after", [0, 2, 3])
def test_a_kill_between_commit_and_files_loses_nothing(workspace, after):
    (workspace.root / ".targets.csv.left.writing").write_bytes(b"half")
    before = targets(workspace).read_bytes()
    if after < 3:
        killed(workspace, after)
        assert (targets(workspace).read_bytes() == before) == (after < 2)
    else:
        confirmed(workspace)
    refresh(workspace)
    assert NEW_IDS < ids(workspace) and len(lines(workspace, "numbers.csv")) == 4
    assert not list(workspace.root.glob(".*.writing")) or after == 3
    assert NEW_IDS < {row["target_id"] for row in gaps(workspace, Period.parse("2026Q2"))}
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.verify() == []
        assert len(ledger.acts(kinds=[ActKind.PLAN_TAKEN_IN])) == 1
        for name in ("targets.csv", "documents.csv", "numbers.csv"):
            assert ledger.register_content(name) == (workspace.root / name).read_bytes()


def test_every_way_in_makes_up_for_a_kill(workspace, tmp_path, capsys):
    stopped(workspace)
    (tmp_path / "a.csv").write_text("地区,指标,年份,季度,计数方式,数值,单位,备注\n澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,\n", encoding="utf-8")
    assert main(["submit", str(tmp_path / "a.csv"), "--account", "zhang", "--data", str(workspace.root), "--region", CITY, "--period", "2026Q2", "--today", "2026-07-20"]) == 0
    assert NEW_IDS < ids(workspace)
    assert recorded(workspace, "targets.csv") == targets(workspace).read_bytes()
    capsys.readouterr()


def edited_while_waiting(workspace) -> None:
    stopped(workspace)
    with targets(workspace).open("a", encoding="utf-8") as file:
        file.write(HAND)


def test_a_file_edited_before_it_was_written_waits_for_a_word(workspace, capsys):
    edited_while_waiting(workspace)
    with pytest.raises(RegisterFileDiffers) as refused:
        refresh(workspace)
    assert all("targets.csv" in refused.value.problems[0].message(lang) for lang in ("zh", "en"))
    for command in ("build", "targets export"):
        assert main([*command.split(), "--data", str(workspace.root)]) == 1
        told = capsys.readouterr().err
        assert "990100-77 只在文件中有" in told and "990100-04 只在台账中有" in told
    assert "990100-77" in ids(workspace) and "990100-04" not in ids(workspace), "nothing was touched"


def test_rows_of_both_hands_are_kept(workspace, capsys):
    edited_while_waiting(workspace)
    assert main(["targets", "export", "--keep-rows", "--data", str(workspace.root)]) == 0
    assert NEW_IDS | {"990100-77"} < ids(workspace)
    refresh(workspace)
    assert recorded(workspace, "targets.csv") == targets(workspace).read_bytes()
    assert main(["targets", "export", "--data", str(workspace.root)]) == 0
    assert "没有写入" in capsys.readouterr().out


def test_or_those_of_the_ledger_alone(workspace):
    edited_while_waiting(workspace)
    assert set(register_export.export(workspace, Keep.LEDGER)) == {"documents.csv", "targets.csv", "numbers.csv"}
    assert NEW_IDS < ids(workspace) and "990100-77" not in ids(workspace)
    refresh(workspace)


def test_the_same_row_made_by_both_hands_is_told(workspace):
    stopped(workspace)
    with targets(workspace).open("a", encoding="utf-8") as file:
        file.write(HAND.replace("990100-77", "990100-04"))
    with pytest.raises(Refused) as refused:
        register_export.export(workspace, Keep.FILE)
    assert [(one.code, one.found) for one in refused.value.problems] == [("plans.clash", "990100-04")]


def test_an_edit_by_hand_afterwards_is_recorded_and_told_once(workspace, capsys):
    confirmed(workspace)
    text = targets(workspace).read_text(encoding="utf-8")
    targets(workspace).write_text(text.replace("300亿元以上,", "300亿元以上,口径待核") + HAND, encoding="utf-8")
    build = ["build", "--data", str(workspace.root)]
    assert main(build) == 0
    told = capsys.readouterr().err
    assert "990100-77 只在文件中有" in told and "990100-04 在文件中与台账不同，台账 → 文件：note “” → “口径待核”。" in told
    assert recorded(workspace, "targets.csv") == targets(workspace).read_bytes()
    assert main(build) == 0
    told = capsys.readouterr().err
    assert "990100-77" not in told
    assert "990100-04" not in told, "a note that was added contradicts nothing that was confirmed"


def test_a_confirmed_target_that_went_away_is_told_at_every_build(workspace, capsys):
    confirmed(workspace)
    kept = [line for line in targets(workspace).read_text(encoding="utf-8").splitlines(keepends=True) if "990100-05" not in line]
    targets(workspace).write_text("".join(kept), encoding="utf-8")
    for _ in range(2):
        assert main(["build", "--data", str(workspace.root)]) == 0
        assert "经规划录入确认的目标 990100-05（二，12个）已不在登记表中" in capsys.readouterr().err
    assert "990100-05" not in ids(workspace), "what a person took out stays out"
    confirmed(workspace, choices=[Choice(TAKE, PARK_COUNT.span, {"responsible": "市商务局;市财政局"}, "误删，恢复")])
    assert "990100-05" in ids(workspace), "as the message says"
    assert main(["build", "--data", str(workspace.root)]) == 0
    assert "990100-05" not in capsys.readouterr().err


def test_a_confirmed_target_that_was_changed_is_told_with_both_figures(workspace, capsys):
    confirmed(workspace)
    text = targets(workspace).read_text(encoding="utf-8")
    targets(workspace).write_text(text.replace("level,ge,300,", "level,ge,30,"), encoding="utf-8")
    for times in range(2):
        assert main(["build", "--data", str(workspace.root)]) == 0
        told = capsys.readouterr().err
        assert "目标 990100-04 与确认时不同，确认时 → 现在：value “300” → “30”。" in told
        assert ("台账 → 文件：value “300” → “30”。" in told) == (times == 0), "an edit is recorded once"


def test_a_file_put_back_on_purpose_stays(workspace):
    before = targets(workspace).read_bytes()
    confirmed(workspace)
    targets(workspace).write_bytes(before)
    refresh(workspace)
    assert targets(workspace).read_bytes() == before == recorded(workspace, "targets.csv")
    (workspace.var / "register_files.json").write_text("spoilt")
    refresh(workspace)
    assert targets(workspace).read_bytes() == before


def test_a_register_that_cannot_be_written_is_recorded_all_the_same(workspace, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(register_files.os, "replace", full)
        with pytest.raises(RegisterFileUnwritable):
            confirmed(workspace)
    assert not list(workspace.root.glob(".*.writing"))
    refresh(workspace)
    assert NEW_IDS < ids(workspace)


def test_export_to_another_file(workspace, tmp_path, capsys):
    confirmed(workspace)
    out = tmp_path / "targets.csv"
    assert main(["targets", "export", "--out", str(out), "--data", str(workspace.root)]) == 0
    assert out.read_bytes() == targets(workspace).read_bytes()
    capsys.readouterr()
    for place in (tmp_path, tmp_path / "missing" / "targets.csv"):
        assert main(["targets", "export", "--out", str(place), "--data", str(workspace.root)]) == 1
        assert f"“{place}”写不进去" in capsys.readouterr().err


def test_two_people_at_once_lose_no_row_and_double_no_id(ledger_url, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    workspace = write_world(tmp_path / "work")
    refresh(workspace)
    before, start = lines(workspace), Barrier(2)

    def take_in(name: str) -> None:
        start.wait()
        for number in range(2):
            found = goal(5, f"{number}亿元", **EXPORT | {"value": str(200 + number), "due": f"{2030 + number}-12-31"})
            plan = plan_of(found, data=f"{name} {number}".encode(), document_id=f"{name}-{number}")
            install_plan(workspace, name, plan, take(found))

    with ThreadPoolExecutor(2) as people:
        list(people.map(take_in, ("990100-1", "990100-2")))
    added = [line.split(",") for line in lines(workspace) if line not in before]
    assert sorted(cells[0] for cells in added) == [f"990100-{number:02d}" for number in range(4, 8)]
    assert len({(cells[4], cells[8]) for cells in added}) == 4
    with Ledger.open(ledger_url) as ledger:
        assert ledger.verify() == []
        decided = {one.target_id: batch.document_id for batch in ledger.plan_intakes() for one in batch.decisions}
        assert decided == {cells[0]: cells[4] for cells in added}
        assert ledger.register_content("targets.csv") == targets(workspace).read_bytes()


def test_the_whole_course_on_each_engine(ledger_url, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    workspace = write_world(tmp_path / "work")
    with at(NOW):
        confirmed(workspace)
        confirmed(workspace, OTHER, take(*OTHER.candidates))
        (workspace.var / "register_files.json").unlink()
        settle_registers(workspace)
    noted = json.loads((workspace.var / "register_files.json").read_bytes())
    assert set(noted) == {"documents.csv", "targets.csv", "numbers.csv"}
    with Ledger.open(ledger_url) as ledger:
        assert ledger.verify() == []
        assert register_files.unwritten(workspace, ledger) == {}
        assert len(ledger.plan_intakes()) == 2


def test_another_machine_that_is_behind_takes_the_newer_register(tmp_path, monkeypatch):
    """Two workspaces on one ledger: the one writes, the other's file is only behind."""
    monkeypatch.setenv("GAP_TRACKER_LEDGER", f"sqlite:///{tmp_path / 'shared' / 'ledger.db'}")
    one, other = write_world(tmp_path / "one"), write_world(tmp_path / "other")
    with at(NOW):
        refresh(one), refresh(other)
        confirmed(one)
        refresh(other)
    assert lines(other) == lines(one) and lines(other, "numbers.csv") == lines(one, "numbers.csv")


def test_what_was_built_before_the_intake_is_still_known(workspace):
    """The registers of a moment are one edition; an intake is another."""
    before = {row["target_id"] for row in gaps(workspace, Period.parse("2026Q2"))}
    confirmed(workspace)
    with Ledger.open(workspace.ledger_url) as ledger:
        taken_at = ledger.plan_intakes()[0].at
    earlier = taken_at.replace(day=taken_at.day - 1)
    assert {row["target_id"] for row in gaps(workspace, Period.parse("2026Q2"), earlier)} == before


def test_a_confirmation_reads_no_register_again_and_loads_one_edition(workspace, monkeypatch):
    """With very many targets each reading takes longer than all the rest."""
    confirmed(workspace)
    read, loaded = [], []
    for module in (registers, internal):
        monkeypatch.setattr(module, "read_registers", lambda *_: read.append(1))
    load = internal.load_edition
    monkeypatch.setattr(internal, "load_edition", lambda connection, number, *rest: (loaded.append(number), load(connection, number, *rest)))
    with at(NOW + timedelta(hours=1)):
        confirmed(workspace, OTHER, take(*OTHER.candidates))
    assert (read, loaded) == ([], [3])
    monkeypatch.undo()
    with open_file(workspace.warehouse) as connection:
        refreshed = connection.execute("from edition order by edition_id").fetchall()
    assert [until for *_, until in refreshed] == [start for _, start, _ in refreshed[1:]] + [None]
    build(workspace)
    with open_file(workspace.warehouse) as connection:
        assert connection.execute("from edition order by edition_id").fetchall() == refreshed


def test_a_backup_holds_plans_and_what_was_decided(workspace, tmp_path):
    confirmed(workspace)
    more = plan_of(goal(5, "7场", "四", **EXPORT | {"metric": "events", "basis": "every_year", "unit": "场", "value": "7"}), data=b"2")
    back_up(workspace, tmp_path / "backup")
    restored = Workspace(tmp_path / "restored")
    restore(tmp_path / "backup", restored)
    refresh(restored)
    assert targets(restored).read_bytes() == targets(workspace).read_bytes()
    with Ledger.open(workspace.ledger_url) as before, Ledger.open(restored.ledger_url) as after:
        assert after.verify() == [] and after.plan_intakes() == before.plan_intakes()
        assert after.plan(after.plan_intakes()[0].plan_sha256) == PLAN.data
    confirmed(restored, more, take(*more.candidates))
    assert "990100-06" in ids(restored)
