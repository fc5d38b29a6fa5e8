"""`python -m etl report`: a whole file or words, never half of one."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.report.files import WRITERS
from etl.__main__ import main
from etl.commands.report import ENDINGS
from etl.workspace import Workspace
from tests.page_workspace import AS_OF, write_page_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return write_page_workspace(tmp_path_factory.mktemp("report") / "work", demonstration=True)


@pytest.fixture
def call(workspace, capsys):
    def called(*arguments: object) -> tuple[int, str, str]:
        code = main(["report", "--data", str(workspace), "--as-of", AS_OF, *map(str, arguments)])
        return code, *capsys.readouterr()

    return called


def test_it_writes_word_and_says_where_on_standard_output(call, tmp_path):
    file = tmp_path / "通报.docx"
    code, out, err = call("--out", file)
    assert (code, out) == (0, f"通报已写入 {file}。\n")
    assert err.splitlines() == [
        "演示数据 · demonstration data",
        "正在汇总数据……",
        "正在撰写通报……",
        "正在生成 .docx 文件……",
        "草稿：2025年第四季度数据尚未发布",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["通报.docx"]
    text = _text(file)
    assert "关于2025年第四季度云岭省跨境电商规划目标进展情况的通报" in text and "文号：〔" in text


def _text(file: Path) -> str:
    with zipfile.ZipFile(file) as word:
        return "".join(ElementTree.fromstring(word.read("word/document.xml")).itertext())


def test_a_city_in_english(call, tmp_path):
    file = tmp_path / "city.docx"
    code, out, err = call("--region", "990100", "--lang", "en", "--out", file)
    assert (code, out) == (0, f"The bulletin was written to {file}.\n")
    assert "Draft: the figures of Q4 2025 are not released yet" in err


def test_the_same_bulletin_gives_the_same_bytes_and_what_is_there_is_replaced(call, tmp_path):
    files = [tmp_path / "a.docx", tmp_path / "b.docx"]
    files[0].write_bytes(b"old" * 100000)
    for file in files:
        assert call("--out", file)[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes() and zipfile.is_zipfile(files[0])


@pytest.mark.parametrize("name", ["澜江市", " 澜江 市", "Lanjiang"])
def test_a_region_may_be_named(call, tmp_path, name):
    files = [tmp_path / "code.xlsx", tmp_path / "name.xlsx"]
    for file, region in zip(files, ("990100", name), strict=True):
        assert call("--region", region, "--out", file)[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("name", ["123456", "澜江"])
def test_an_unknown_region_is_refused(call, tmp_path, name):
    code, out, err = call("--region", name, "--out", tmp_path / "a.docx")
    assert (code, out) == (1, "")
    assert f"没有“{name}”这个地区" in err and not list(tmp_path.iterdir())


def test_a_name_that_regions_share_asks_for_the_code(tmp_path, capsys):
    root = write_page_workspace(tmp_path / "work")
    with (root / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("990101,桥头区,,county,990100,\n990201,桥头区,,county,990200,\n")
    code = main(["report", "--data", str(root), "--as-of", AS_OF, "--region", "桥头区", "--out", str(tmp_path / "a.docx")])
    assert code == 1 and "都叫“桥头区”：990101、990201" in capsys.readouterr().err


@pytest.mark.parametrize("quarter", ["1999Q1", "2035Q1"])
def test_a_quarter_the_pages_do_not_offer_is_refused_with_first_and_last(workspace, tmp_path, capsys, quarter):
    for lang in ("zh", "en"):
        code = main(["report", "--data", str(workspace), "--as-of", quarter, "--lang", lang, "--out", str(tmp_path / "a.docx")])
        out, err = capsys.readouterr()
        last = err.splitlines()[-1]
        assert (code, out) == (1, "") and "--as-of 20" in last and not list(tmp_path.iterdir())
        known = ("年第一季度（规划开始）至20", "第") if lang == "zh" else ("from Q1 20", "to Q")
        assert all(part in last for part in known)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.docx.bak"])
def test_another_ending_is_wrong_usage(call, tmp_path, name, capsys):
    with pytest.raises(SystemExit) as ended:
        call("--out", tmp_path / name)
    assert ended.value.code == 2 and ".docx" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_named_before_the_work(call, tmp_path):
    (tmp_path / "folder.docx").mkdir()
    for file in (tmp_path / "missing" / "a.docx", tmp_path / "folder.docx"):
        code, out, err = call("--out", file)
        assert (code, out) == (1, "") and err.endswith(f"{file}: {os.strerror(2 if 'missing' in str(file) else 21)}\n")
        assert "正在汇总数据" not in err


def test_what_cannot_be_written_leaves_the_old_file_and_no_scraps(call, tmp_path, monkeypatch):
    file = tmp_path / "a.docx"
    file.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device", "elsewhere")

    monkeypatch.setattr(os, "replace", full)
    code, out, err = call("--out", file)
    assert (code, out) == (1, "") and f"{file}: No space left on device" in err
    assert file.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_several_provinces_are_told_and_all_in_it(tmp_path, capsys):
    root = write_page_workspace(tmp_path / "work")
    with (root / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("980000,海原省,Haiyuan Province,province,,\n")
    code = main(["report", "--data", str(root), "--as-of", AS_OF, "--out", str(tmp_path / "a.docx")])
    err = capsys.readouterr().err
    assert code == 0 and "全部 2 个省（990000, 980000）" in err or "全部 2 个省（980000, 990000）" in err


def test_every_ending_has_its_writer():
    assert set(WRITERS) == set(ENDINGS)


def test_a_shell_sees_no_warning_of_the_libraries(workspace, tmp_path):
    command = [sys.executable, "-m", "etl", "report", "--data", str(workspace), "--as-of", AS_OF, "--out", str(tmp_path / "a.docx")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0 and "WARNING" not in ended.stderr and "runtime" not in ended.stderr


def test_other_commands_start_without_the_dashboard(workspace):
    program = "import sys; from etl.__main__ import parser; parser(); print(any(name.startswith(('dashboard', 'streamlit')) for name in sys.modules))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert ended.stdout.strip() == "False"


def test_a_damaged_warehouse_is_built_anew(call, workspace, tmp_path):
    files = [tmp_path / "before.docx", tmp_path / "after.docx"]
    call("--out", files[0])
    warehouse = Workspace(workspace).warehouse
    content = bytearray(warehouse.read_bytes())
    for place in range(len(content) // 8, len(content), len(content) // 8):
        content[place] ^= 1
    warehouse.write_bytes(content)
    assert call("--out", files[1])[0] == 0
    before, after = (_text(file) for file in files)
    assert before == after


def test_a_time_to_come_is_said_and_is_no_time_of_the_bulletin(call, tmp_path):
    files = [tmp_path / "now.docx", tmp_path / "to-come.docx"]
    assert call("--out", files[0])[0] == 0
    code, _, err = call("--known-at", "2099-01-01", "--out", files[1])
    assert code == 0 and "数据截止时刻 2099-01-01 23:59 还没有到，所用为现在已知的数。" in err
    assert files[0].read_bytes() == files[1].read_bytes() and "2099" not in _text(files[1])
