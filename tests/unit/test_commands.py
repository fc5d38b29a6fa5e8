"""`python -m etl build` and `gaps` as other programs call them."""

import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import datetime

import pytest

from etl.__main__ import main
from etl.commands.gaps import moment
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.period import Period
from etl.warehouse import gap_rows, gaps, inputs_of, open_warehouse
from etl.workspace import Workspace
from tests.ledger_engines import entry
from tests.register_files import TARGET, contents

#: As the contract of the command line lists them.
COLUMNS = (
    "target_id,due_period,region_code,metric,target_value,actual_value,actual_period,scope,confidence,baseline_value,"
    "baseline_period,expected_value,gap_to_target,gap_to_trajectory,attainment,progress,pace,required_per_quarter,"
    "required_growth,projected_value,provisional,data_state,performance,reason"
)
YEARLY = TARGET | {"target_id": "330500-00", "basis": "every_year"}
GROWTH = TARGET | {"target_id": "330500-02", "metric": "trade_growth", "value": "10", "unit": "%"}
PUBLISHED = "地区,指标,年份,季度,数值,单位\n湖州,trade_value,2023,4,100,亿元\n湖州,trade_value,2025,4,250.50,亿元\n"


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path / "data")
    workspace.actuals.mkdir(parents=True)
    for name, content in contents(targets=[GROWTH, TARGET, YEARLY]).items():
        (workspace.root / name).write_bytes(content)
    (workspace.actuals / "a.csv").write_text(PUBLISHED, encoding="utf-8")
    return workspace


@pytest.fixture
def call(workspace, capsys):
    """Run one command on the workspace; gives exit code, standard output, standard error."""

    def calling(*arguments):
        code = main([*arguments, "--data", str(workspace.root)])
        return code, *capsys.readouterr()

    return calling


def test_csv(call):
    code, out, err = call("gaps", "--as-of", "2025Q4", "--format", "csv")
    header, *lines = out.splitlines()
    assert (code, err, header) == (0, "", COLUMNS)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["target_id"], row["due_period"]) for row in rows] == [
        ("330500-00", "2024Q4"),
        ("330500-00", "2025Q4"),
        ("330500-01", "2027Q4"),
        ("330500-02", "2027Q4"),
    ]
    level, growth = rows[2:]
    assert (level["actual_value"], level["gap_to_target"], level["provisional"]) == ("250.5", "249.5", "false")
    assert level["attainment"] == repr(250.5 / 500) and level["progress"] == repr(150.5 / 400)
    assert (growth["actual_value"], growth["data_state"], growth["reason"]) == ("", "no_data", "no_actual")
    assert "e+" not in out.lower() and "None" not in out


def test_json_says_the_same(call):
    text = call("gaps", "--as-of", "2025Q4", "--format", "json")[1]
    rows = json.loads(text)
    table = list(csv.DictReader(io.StringIO(call("gaps", "--as-of", "2025Q4", "--format", "csv")[1])))
    assert [list(row) for row in rows] == [COLUMNS.split(",")] * 4
    assert rows[2]["actual_value"] == "250.5" and rows[2]["provisional"] is False
    assert rows[2]["attainment"] == 0.501 and rows[3]["actual_value"] is None
    assert [{name: _text(value) for name, value in row.items()} for row in rows] == table


def test_the_table_is_the_default_and_aligned(call):
    code, out, _ = call("gaps", "--as-of", "2025Q4")
    header, *lines = out.splitlines()
    assert (code, header.split()) == (0, COLUMNS.split(","))
    assert len(lines) == 4
    assert all(line[header.index("metric") :].startswith("trade_") for line in lines)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2025-09-30", "2025-09-30T23:59:59.999999+08:00"),
        ("2025-09-30T18:00", "2025-09-30T18:00:00+08:00"),
        ("2025-09-30T18:00:05+08:00", "2025-09-30T18:00:05+08:00"),
        ("2025-09-30T10:00Z", "2025-09-30T18:00:00+08:00"),
    ],
)
def test_known_at_is_shanghai_time(text, meaning):
    assert moment(text) == datetime.fromisoformat(meaning)


def test_known_at(call, workspace):
    noon = datetime(2026, 1, 10, 12, tzinfo=SHANGHAI)
    with Ledger.open(workspace.ledger_url, read_clock=lambda: noon) as ledger:
        figure = entry(2, "300", region_code="330500", metric="trade_value", period=Period.parse("2025Q4"))
        ledger.submit(b"a", "a.csv", [figure], [], "huzhou")

    def actual(*known_at):
        out = call("gaps", "--as-of", "2025Q4", "--format", "csv", *known_at)[1]
        return list(csv.DictReader(io.StringIO(out)))[2]["actual_value"]

    assert actual() == actual("--known-at", "2026-01-10") == actual("--known-at", "2026-01-10T04:00Z") == "300"
    assert actual("--known-at", "2026-01-09") == actual("--known-at", "2026-01-10T11:59:59") == "250.5"


@pytest.mark.parametrize(
    "arguments",
    [
        ["gaps"],
        ["gaps", "--as-of", "2025-12"],
        ["gaps", "--as-of", "2025Q5"],
        ["gaps", "--as-of", "2025Q4", "--known-at", "yesterday"],
        ["gaps", "--as-of", "2025Q4", "--format", "xml"],
        ["build", "now"],
        [],
    ],
)
def test_wrong_usage_exits_2(arguments, capsys):
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", [["build"], ["gaps", "--as-of", "2025Q4"]])
def test_a_folder_that_is_no_workspace_stays_as_it_is(tmp_path, capsys, command):
    root = tmp_path / "empty"
    root.mkdir()
    assert main([*command, "--data", str(root)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "targets.csv" in err and "regions.csv" in err
    assert list(tmp_path.rglob("*")) == [root]


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "{to}"],
        ["build"],
        ["check", __file__],
        ["extract", __file__],
        ["gaps", "--as-of", "2025Q4"],
        ["report", "--as-of", "2025Q4", "--out", "{to}.docx"],
        ["submit", __file__, "--account", "a"],
        ["targets", "export"],
        ["template", "--region", "330500", "--period", "2025Q4", "--out", "{to}.xlsx"],
        ["user", "list"],
        ["verify"],
    ],
    ids=lambda command: command[0],
)
def test_a_folder_that_is_not_there_is_refused_in_one_sentence_and_not_made(tmp_path, capsys, command):
    root = tmp_path / "nope"
    assert main([*(part.format(to=tmp_path / "to") for part in command), "--data", str(root)]) == 1
    assert capsys.readouterr() == ("", f"没有工作区目录“{root}”。请核对 --data 后重新运行。\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [["gaps"], ["report", "--out", "a.docx"]])
def test_a_wrong_quarter_or_time_is_told_by_its_form_in_both_languages(capsys, command):
    for wrong in (["--as-of", "2026Q5"], ["--as-of", "2026-12"], ["--as-of", "2025Q4", "--known-at", "昨天"]):
        with pytest.raises(SystemExit):
            main([*command, *wrong])
        err = capsys.readouterr().err
        assert "形如 2025" in err and "such as 2025" in err and repr(wrong[-1]) in err and "invalid" not in err


def test_a_wrong_register_is_refused_and_the_warehouse_stays(call, workspace):
    before = call("build")[1]
    old = workspace.warehouse.read_bytes()
    faulty = contents(targets=[TARGET | {"due": "2027-13-31", "metric": "trade"}])
    (workspace.root / "targets.csv").write_bytes(faulty["targets.csv"])
    for command in (["build"], ["gaps", "--as-of", "2025Q4"]):
        code, out, err = call(*command)
        assert (code, out) == (1, "")
        assert "targets.csv:2:due:" in err and "targets.csv:2:metric:" in err and "2027-13-31" in err
    assert workspace.warehouse.read_bytes() == old
    assert sorted(path.name for path in workspace.var.iterdir() if "ledger" not in path.name) == [
        "build.lock",
        "warehouse.duckdb",
    ]
    assert inputs_of(workspace.warehouse).data_version == before.split()[1]


@pytest.mark.parametrize("kept", [0, 1, 4096, 12288, 0.3, 0.6, 0.99, -1])
def test_a_truncated_warehouse_is_rebuilt(call, workspace, kept):
    expected = gaps(workspace, Period.parse("2025Q4"))
    content = workspace.warehouse.read_bytes()
    workspace.warehouse.write_bytes(content[: int(kept * len(content)) if 0 < kept < 1 else kept])
    assert gaps(workspace, Period.parse("2025Q4")) == expected


def test_a_warehouse_of_garbage_is_rebuilt(call, workspace):
    expected = gaps(workspace, Period.parse("2025Q4"))
    workspace.warehouse.write_bytes(b"\x07garbage" * 5000)
    assert gaps(workspace, Period.parse("2025Q4")) == expected


@pytest.mark.parametrize("part", range(1, 12))
def test_a_flipped_bit_is_never_believed(workspace, part):
    """Wherever it is: the block's checksum does not fit, and the warehouse is built anew."""
    as_of = Period.parse("2025Q4")
    expected = gaps(workspace, as_of)
    content = bytearray(workspace.warehouse.read_bytes())
    content[len(content) * part // 12] ^= 1
    workspace.warehouse.write_bytes(content)
    assert gaps(workspace, as_of) == expected


def test_a_warehouse_of_another_ledger_is_rebuilt(workspace, monkeypatch):
    as_of = Period.parse("2025Q4")
    for name, value in (("one", "300"), ("other", "400")):
        monkeypatch.setenv("GAP_TRACKER_LEDGER", f"sqlite:///{workspace.root / name}.db")
        with Ledger.open(workspace.ledger_url) as ledger:
            ledger.record_registers(workspace.register_contents())
            figure = entry(2, value, region_code="330500", metric="trade_value", period=as_of)
            ledger.submit(b"a", "a.csv", [figure], [], "huzhou")
        assert gaps(workspace, as_of)[2]["actual_value"] == int(value)


def test_what_a_killed_build_left_is_swept_away(call, workspace):
    call("build")
    left = workspace.var / "warehouse.1.building"
    left.write_bytes(b"half a file")
    call("build")
    assert not left.exists()


def test_a_warehouse_ahead_of_its_ledger_is_rebuilt(workspace):
    as_of = Period.parse("2025Q4")
    expected = gaps(workspace, as_of)
    shutil.copytree(workspace.var, workspace.root / "earlier")
    with Ledger.open(workspace.ledger_url) as ledger:
        figure = entry(2, "300", region_code="330500", metric="trade_value", period=as_of)
        ledger.submit(b"a", "a.csv", [figure], [], "huzhou")
    assert gaps(workspace, as_of)[2]["actual_value"] == 300
    for path in workspace.var.glob("ledger.db*"):
        path.unlink()
    for path in (workspace.root / "earlier").glob("ledger.db*"):
        shutil.copy(path, workspace.var)  # put back without its last submission
    assert gaps(workspace, as_of) == expected


def test_build_prints_where_and_which(call, workspace):
    code, out, err = call("build")
    assert (code, err) == (0, "")
    assert out == f"{workspace.warehouse}\t{inputs_of(workspace.warehouse).data_version}\n"
    assert call("build")[1] == out


def test_two_processes_build_at_once(workspace):
    command = [sys.executable, "-m", "etl", "build", "--data", str(workspace.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    answers = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert [code for _, code in answers] == [0, 0], answers
    assert answers[0] == answers[1]
    assert len(gaps(workspace, Period.parse("2025Q4"))) == 4


def test_a_reader_keeps_its_answer_while_the_file_is_swapped(workspace):
    as_of = Period.parse("2025Q4")
    with open_warehouse(workspace) as reader:
        before = gap_rows(reader, as_of)
        later = PUBLISHED + "湖州,trade_value,2025,4,400,亿元\n"
        (workspace.actuals / "b.csv").write_text(later, encoding="utf-8")
        with open_warehouse(workspace) as newcomer:
            assert gap_rows(newcomer, as_of)[2]["actual_value"] == 400
        assert gap_rows(reader, as_of) == before
    assert before[2]["actual_value"] != 400


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_a_place_that_cannot_be_written_is_named(call, workspace):
    workspace.var.write_text("a file where the folder should be")
    code, out, err = call("build")
    assert (code, out) == (1, "")
    assert err.startswith(f"{workspace.var}: ")


def test_an_export_of_a_demonstration_says_so_in_itself(workspace, capsys):
    (workspace.root / "DEMONSTRATION").touch()
    main(["gaps", "--as-of", "2025Q4", "--data", str(workspace.root), "--format", "csv"])
    header, *lines = capsys.readouterr().out.splitlines()
    assert header == f"{COLUMNS},demonstration"
    assert lines and all(line.endswith(",演示数据") for line in lines)
    main(["gaps", "--as-of", "2025Q4", "--data", str(workspace.root), "--format", "json"])
    assert {row["demonstration"] for row in json.loads(capsys.readouterr().out)} == {"演示数据"}
