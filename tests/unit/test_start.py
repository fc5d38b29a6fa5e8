"""`start.sh`: how it passes arguments on, with stand-ins for everything it would install or open."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Stands in for the interpreter of `.venv`: notes how it is called and does nothing else.
INTERPRETER = """#!/bin/sh
case "$*" in
--version) echo Python 3.11.2 ;;
*) echo "$*" >>"$NOTES" ;;
esac
case "$*" in *"$FAILS_AT"*) exit 3 ;; esac
"""


@pytest.fixture
def start(tmp_path):
    """Runs `start.sh` in a folder of its own; gives exit code, what was called, and what was said."""
    notes = tmp_path / "notes"
    folder = tmp_path / "项目 with blanks"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("start.sh", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, folder / name)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(INTERPRETER)
    python.chmod(0o755)

    def run(*arguments: str, fails_at: str = "nowhere", **environment: str):
        notes.write_text("")
        finished = subprocess.run(
            ["sh", str(folder / "start.sh"), *arguments],
            env=os.environ | {"NOTES": str(notes), "FAILS_AT": fails_at} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return finished.returncode, notes.read_text().splitlines(), finished.stderr

    return run


def _called(start, *arguments: str) -> list[str]:
    code, calls, _ = start(*arguments)
    assert code == 0
    return [call for call in calls if not call.startswith("-m pip")]


OPENED = "-m streamlit run dashboard/app.py"


def test_without_arguments_it_opens_real_data(start):
    assert _called(start) == ["-m etl build --data data", f"{OPENED} -- --data data"]


@pytest.mark.parametrize("arguments", [("--data", "d e"), ("--data=d e",)])
def test_data_goes_to_the_application_and_the_rest_to_streamlit(start, arguments):
    assert _called(start, "--server.port", "8600", *arguments, "--logger.level=info") == [
        "-m etl build --data d e",
        f"{OPENED} --server.port 8600 --logger.level=info -- --data d e",
    ]


def test_demonstration_data_are_written_first(start):
    assert _called(start, "demo") == [
        "-m etl demo demo",
        "-m etl build --data demo",
        f"{OPENED} -- --data demo",
    ]


def test_arguments_of_the_tests_are_passed_on(start):
    assert _called(start, "test", "tests/unit", "-k", "a or b") == ["-m pytest tests/unit -k a or b"]


def test_it_installs_once_and_for_the_tests_once_more(start):
    installs = [
        [call for call in start(*arguments)[1] if "pip install" in call]
        for arguments in [(), (), ("test",), ("test",), ()]
    ]
    assert [len(calls) for calls in installs] == [1, 0, 1, 0, 0]
    assert installs[0][0].endswith("-r requirements.txt")
    assert installs[2][0].endswith("-e .[test]")


def test_a_failed_installation_is_explained_and_tried_again(start):
    code, calls, said = start(fails_at="pip install")
    assert (code, len(calls)) == (1, 2)
    assert "安装未完成" in said and "did not finish" in said
    assert any("pip install" in call for call in start()[1])


def test_refused_registers_keep_the_dashboard_closed(start):
    code, calls, _ = start(fails_at="etl build")
    assert code == 3
    assert not any("streamlit" in call for call in calls)


def test_a_missing_folder_is_refused(start):
    code, calls, said = start("--data")
    assert code == 1
    assert "--data" in said and not any("etl" in call for call in calls)


def test_without_python_it_says_what_to_install(start):
    code, calls, said = start(PYTHON="no-such-python")
    assert (code, calls) == (1, [])
    assert "apt-get install python3 python3-venv" in said


def test_without_venv_and_root_it_says_what_to_install(start, tmp_path):
    python = tmp_path / "python-without-venv"
    python.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n')
    python.chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat", "cksum", "id", "sed", "rm"):
        (tools / name).symlink_to(shutil.which(name))
    code, calls, said = start(PYTHON=str(python), PATH=str(tools))
    assert (code, calls) == (1, [])
    assert "缺少 Python 的 venv 组件" in said and "apt-get install python3-venv" in said
