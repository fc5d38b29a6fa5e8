"""`python -m etl template` on the command line, and what cannot be made."""

import pytest

from etl.__main__ import main
from etl.problems import Refused
from etl.template import make
from tests.template_workspace import workspace_in


@pytest.fixture
def workspace(tmp_path):
    return workspace_in(tmp_path)


def test_the_command_writes_what_make_makes(workspace, tmp_path, capsys):
    for form in ("xlsx", "csv"):
        out = tmp_path / f"湖州.{form}"
        arguments = ["template", "--data", str(workspace.root), "--region", "330500", "--period", "2025Q4"]
        assert main([*arguments, "--out", str(out)]) == 0
        assert out.read_bytes() == make(workspace, "330500", "2025Q4", form)
        assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--region", "330400", "--period", "2025Q4", "--out", "t.csv"], 1),
        (["--region", "999999", "--period", "2025Q4", "--out", "t.csv"], 1),
        (["--region", "330500", "--period", "2025-11", "--out", "t.csv"], 2),
        (["--region", "330500", "--period", "2025Q4", "--out", "t.xls"], 2),
        (["--region", "330500", "--period", "2025Q4", "--out", "no/such/folder/t.csv"], 1),
        (["--region", "330500", "--period", "2025Q4"], 2),
    ],
)
def test_what_cannot_be_made(workspace, tmp_path, monkeypatch, capsys, options, code):
    monkeypatch.chdir(tmp_path)
    try:
        assert main(["template", "--data", str(workspace.root), *options]) == code
    except SystemExit as ended:
        assert ended.code == code
    assert not (tmp_path / "t.csv").exists() and "Traceback" not in capsys.readouterr().err


def test_a_region_without_targets_says_so(workspace):
    with pytest.raises(Refused) as refused:
        make(workspace, "330400", "2025Q4", "csv")
    assert "嘉兴市及其县级地区没有登记目标" in refused.value.problems[0].message("zh")
