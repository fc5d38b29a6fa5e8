"""A demonstration workspace: marked, the same each time, never over real data."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.collection.deadlines import due_date, last_day
from etl.demo.story import LAST_QUARTER
from etl.demo.workspace import write_fictional, write_rehearsal
from etl.ledger import Ledger
from etl.period import Period
from etl.problems import Refused
from etl.registers import load_registers
from etl.settings import read_settings
from etl.workspace import Workspace

REAL = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def fictional(tmp_path_factory):
    root = tmp_path_factory.mktemp("fictional")
    write_fictional(root)
    return root


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory):
    root = tmp_path_factory.mktemp("rehearsal")
    write_rehearsal(root, REAL)
    return root


def contents(root: Path) -> dict[str, object]:
    """Bytes of every file; of a ledger its acts, whose hashes cover all that it holds but the
    moment at which its tables were made."""
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith("ledger.db")
    }
    if (root / "var" / "ledger.db").exists():
        with Ledger.open(Workspace(root).ledger_url) as ledger:
            assert ledger.verify() == []
            found["var/ledger.db"] = ledger.acts()
    return found


def refusal(call, *arguments) -> str:
    with pytest.raises(Refused) as refused:
        call(*arguments)
    (problem,) = refused.value.problems
    return problem.code


def test_it_is_complete(fictional):
    names = contents(fictional)
    for required in ("regions.csv", "metrics.csv", "documents.csv", "targets.csv", "DEMONSTRATION"):
        assert required in names
    quarters = [name for name in names if name.startswith("actuals/") and "-1-" in name]
    assert len(quarters) == 28
    assert "2019Q4" in quarters[0] and "2026Q3" in quarters[-1]


@pytest.mark.parametrize("kind", ["fictional", "rehearsal"])
def test_it_is_marked_in_both_languages(kind, request):
    root = request.getfixturevalue(kind)
    mark = (root / "DEMONSTRATION").read_text(encoding="utf-8")
    assert "演示数据" in mark and "Demonstration data" in mark
    assert Workspace(root).is_demonstration


@pytest.mark.parametrize("kind", ["fictional", "rehearsal"])
def test_its_day_is_noted_while_the_quarter_after_the_last_is_filed(kind, request):
    day = Workspace(request.getfixturevalue(kind)).demonstration_day
    filed, settings = Period(LAST_QUARTER.month_no + 3), read_settings(request.getfixturevalue(kind))
    assert last_day(filed) < day <= due_date(filed, settings.deadline_days)


def test_only_a_demonstration_has_a_day_and_an_earlier_one_had_none(tmp_path):
    assert Workspace(tmp_path).demonstration_day is None
    (tmp_path / "DEMONSTRATION").write_text("演示数据：虚构，2026-01-01 写成。\n", encoding="utf-8")
    assert Workspace(tmp_path).demonstration_day is None


@pytest.mark.parametrize("kind", ["fictional", "rehearsal"])
def test_every_row_of_every_file_says_so(kind, request):
    root = request.getfixturevalue(kind)
    files = [*root.glob("actuals/*.csv"), *root.glob("uploads/*.csv")]
    for path in files:
        _, *lines = path.read_text(encoding="utf-8").splitlines()
        assert lines and all("演示数据" in line for line in lines), path.name


@pytest.mark.parametrize("arguments", [[], ["--registers", str(REAL)]], ids=["fictional", "rehearsal"])
def test_two_processes_write_the_same_bytes(tmp_path, arguments):
    """Whatever the seed of `hash()`, which would show an unordered set."""
    digests = set()
    for seed in ("1", "2"):
        root = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "etl", "demo", str(root), *arguments],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        files = contents(root)
        assert len(files) > 30
        digests.add(hashlib.sha256(repr(files).encode()).hexdigest())
    assert len(digests) == 1


# never over anything else


def test_a_folder_with_real_data_is_refused_and_left_alone(tmp_path):
    (tmp_path / "targets.csv").write_text("real")
    before = contents(tmp_path)
    assert refusal(write_fictional, tmp_path) == "demo.not_a_demonstration"
    assert refusal(write_rehearsal, tmp_path, REAL) == "demo.not_a_demonstration"
    assert contents(tmp_path) == before


@pytest.mark.parametrize("below", ["", "inside"])
def test_a_file_is_not_a_place(tmp_path, below):
    (tmp_path / "file").write_text("a file")
    assert refusal(write_fictional, tmp_path / "file" / below) == "demo.not_a_folder"


def test_a_place_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused) as refused:
        write_fictional(tmp_path / "new")
    (problem,) = refused.value.problems
    assert "No space left on device" in problem.message("zh")
    assert "No space left on device" in problem.message("en")


def test_a_rehearsal_never_replaces_its_own_source(tmp_path):
    write_fictional(tmp_path)
    before = contents(tmp_path)
    assert refusal(write_rehearsal, tmp_path, tmp_path) == "demo.own_source"
    assert contents(tmp_path) == before


def test_an_earlier_demonstration_is_replaced_whole(tmp_path, fictional):
    write_rehearsal(tmp_path, REAL)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "ledger.db").write_text("trial uploads")
    write_fictional(tmp_path)
    assert contents(tmp_path) == contents(fictional)


def test_what_is_no_part_of_a_demonstration_stays(tmp_path, fictional):
    write_fictional(tmp_path)
    (tmp_path / "my notes.txt").write_text("mine")
    write_fictional(tmp_path)
    assert contents(tmp_path) == contents(fictional) | {"my notes.txt": b"mine"}


def test_faulty_registers_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(Refused):
        write_rehearsal(tmp_path / "rehearsal", tmp_path / "no workspace")
    assert not (tmp_path / "rehearsal").exists()


def test_trial_uploads_never_reach_a_shared_ledger(fictional, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", "postgresql+psycopg://example.invalid/ledger")
    assert Workspace(fictional).ledger_url == f"sqlite:///{fictional / 'var' / 'ledger.db'}"
    assert Workspace(REAL).ledger_url == "postgresql+psycopg://example.invalid/ledger"


# rehearsal


def test_a_rehearsal_has_the_real_registers_and_none_of_the_real_figures(rehearsal):
    for name, content in Workspace(REAL).register_contents().items():
        assert (rehearsal / name).read_bytes() == content
    real = {path.name for path in Workspace(REAL).published_files()}
    assert not real & {path.name for path in Workspace(rehearsal).published_files()}


def test_a_rehearsal_reports_on_most_real_targets(rehearsal):
    registers = load_registers(Workspace(rehearsal))
    by_name = {region.name_zh: region.region_code for region in registers.regions}
    reported = {
        by_name.get(line.split(",")[0], line.split(",")[0])
        for path in Workspace(rehearsal).published_files()
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    }
    asked = {target.region_code for target in registers.targets}
    assert len(reported & asked) >= len(asked) * 2 / 3
    assert reported <= {region.region_code for region in registers.regions}


# the command


def test_the_command_says_what_it_wrote_and_what_to_do_next(tmp_path, capsys):
    root = tmp_path / "new"
    assert main(["demo", str(root)]) == 0
    printed = capsys.readouterr().out
    assert "演示工作区" in printed and f"gaps --data {root}" in printed


def test_the_command_refuses_with_the_reason_and_exit_code_1(tmp_path, capsys):
    (tmp_path / "mine.csv").write_text("real")
    assert main(["demo", str(tmp_path)]) == 1
    assert "DEMONSTRATION" in capsys.readouterr().err
    assert contents(tmp_path) == {"mine.csv": b"real"}
