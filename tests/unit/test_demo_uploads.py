"""The example uploads of a demonstration do what they are for."""

import json

import pytest

from etl.__main__ import main
from etl.demo.workspace import write_fictional
from etl.period import Period
from etl.warehouse import gaps
from etl.workspace import Workspace


@pytest.fixture
def root(tmp_path):
    write_fictional(tmp_path)
    return tmp_path


def checked(root, capsys, name: str) -> dict:
    """What `check` reports on an example, for its own region and quarter, on the day of the demonstration."""
    region_code, period = name.split("-")[:2]
    arguments = ["--region", region_code, "--period", period.removesuffix(".csv")]
    shared = ["--data", str(root), "--format", "json"]
    code = main(["check", str(root / "uploads" / name), *arguments, *shared])
    report = json.loads(capsys.readouterr().out)
    assert code == (0 if report["accepted"] else 1)
    return report


@pytest.mark.parametrize("name", ["990300-2026Q3.csv", "990100-2026Q4.csv"])
def test_the_good_examples_pass_every_check(root, capsys, name):
    report = checked(root, capsys, name)
    assert report["accepted"]
    assert report["problems"] == []
    assert len(report["values"]) >= 10


def test_every_planted_mistake_is_found(root, capsys):
    report = checked(root, capsys, "990100-2026Q4-mistakes.csv")
    errors = [problem for problem in report["problems"] if problem["severity"] == "error"]
    assert not report["accepted"]
    assert [(problem["row"], problem["topic"]) for problem in errors] == [
        (2, "number"),
        (3, "unit"),
        (4, "metric"),
        (5, "region"),
        (6, "number"),
        (7, "period"),
        (15, "duplicate"),
    ]


def test_the_late_city_is_current_once_its_file_is_submitted(root):
    before, after = (state_of_enterprises(root, submit) for submit in (False, True))
    assert before == ("2026Q2", "stale")
    assert after == ("2026Q3", "current")


def state_of_enterprises(root, submit: bool) -> tuple[str, str]:
    if submit:
        upload = root / "uploads" / "990300-2026Q3.csv"
        options = ["--account", "qingpi", "--data", str(root)]
        assert main(["submit", str(upload), *options]) == 0
    rows = {row["target_id"]: row for row in gaps(Workspace(root), Period.parse("2026Q3"))}
    return rows["990300-03"]["actual_period"], rows["990300-03"]["data_state"]
