"""The whole line: the bytes of an upload at one end, a changed gap at the other."""

import contextlib
import io
import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from etl.__main__ import main
from etl.checks.upload import acceptable, check
from etl.decode import decode
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.parse import parse
from etl.period import Period
from etl.registers import load_registers
from etl.warehouse import gaps, refresh
from etl.workspace import Workspace
from tests.register_files import TARGET, contents

AS_OF = Period.parse("2025Q4")
HEADER = "地区,指标,年份,季度,数值,单位,备注\n"
GOAL = TARGET | {"value": "500"}
PARKS = TARGET | {"target_id": "330500-02", "metric": "parks", "unit": "个", "value": "9", "baseline_year": "2024"}
PUBLISHED = HEADER + "湖州,trade_value,2023,4,100,亿元,\n湖州,trade_value,2024,4,200,亿元,\n"
LONG = {"trade_value": "123456789012345678.0123456789", "parks": "1234567890123456789012345678"}


@pytest.fixture
def workspace(tmp_path, ledger_url, monkeypatch):
    """One city, two targets and two published years; the ledger on either engine."""
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    return _workspace(tmp_path / "data")


def test_from_bytes_to_gap_and_back(workspace):
    data = (HEADER + "湖州,trade_value,2025,4,2600000,万元,\n").encode("gb18030")
    before = gaps(workspace, AS_OF)
    registers = load_registers(workspace)
    filing = parse(decode(data, "2025Q4.csv"), registers)
    problems = check(filing, registers, region="330500", period=AS_OF, today=date(2026, 1, 10))
    assert acceptable(problems)
    with Ledger.open(workspace.ledger_url) as ledger:
        receipt = ledger.submit(data, "2025Q4.csv", filing.entries, problems, "huzhou")
        accepted_at = ledger.submissions()[0].at
        refresh(workspace)
        assert _columns(gaps(workspace, AS_OF), "actual_value", "gap_to_target") == (260, 240)
        ledger.withdraw(receipt.submission_id, "huzhou", "误报")
    assert _columns(before, "actual_value", "gap_to_target") == (200, 300)
    assert gaps(workspace, AS_OF) == before
    assert gaps(workspace, AS_OF, accepted_at - timedelta(microseconds=1)) == before
    assert _columns(gaps(workspace, AS_OF, accepted_at), "actual_value", "gap_to_target") == (260, 240)


def test_28_digits_arrive_unchanged(workspace, tmp_path, capsys):
    upload = tmp_path / "长数.csv"
    rows = [f"湖州,{metric},2025,4,{value},{unit},说明：首次纳入全部平台交易" for (metric, value), unit in zip(LONG.items(), ("亿元", "个"))]
    upload.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    place = ["--data", str(workspace.root)]
    assert main(["submit", str(upload), *place, "--account", "huzhou", "--today", "2026-01-10"]) == 0
    capsys.readouterr()
    trade, parks = json.loads(_printed("gaps", "--as-of", "2025Q4", "--format", "json", *place))
    assert (trade["actual_value"], parks["actual_value"]) == (LONG["trade_value"], LONG["parks"])
    assert trade["gap_to_target"] == "-123456789012345178.0123456789"
    table = _printed("gaps", "--as-of", "2025Q4", "--format", "csv", *place)
    assert all(f",{value}," in table for value in LONG.values())


@pytest.mark.parametrize("form", ["csv", "json"])
def test_identical_inputs_give_identical_bytes(tmp_path, form):
    files = {"a": "湖州,parks,2025,4,3,个,\n", "b": "湖州,parks,2025,4,5,个,\n"}
    exports = []
    for name in ("one", "another"):
        workspace = _workspace(tmp_path / name)
        clock = iter(datetime(2026, 1, 10, 9, minute, tzinfo=SHANGHAI) for minute in range(9))
        with Ledger.open(workspace.ledger_url, read_clock=lambda clock=clock: next(clock)) as ledger:
            for label, row in files.items():
                data = (HEADER + row).encode()
                ledger.submit(data, label, parse(decode(data), load_registers(workspace)).entries, [], "huzhou")
                if name == "another":
                    refresh(workspace)  # the way there leaves no trace
        exports.append(_printed("gaps", "--as-of", "2025Q4", "--format", form, "--data", str(workspace.root)).encode())
    assert exports[0] == exports[1]
    assert b"330500-02" in exports[0]


def _workspace(root) -> Workspace:
    workspace = Workspace(root)
    workspace.actuals.mkdir(parents=True)
    for name, content in contents(targets=[GOAL, PARKS]).items():
        (root / name).write_bytes(content)
    (workspace.actuals / "a.csv").write_text(PUBLISHED, encoding="utf-8")
    return workspace


def _columns(rows: list[dict], *names: str) -> tuple[Decimal | None, ...]:
    return tuple(rows[0][name] for name in names)


def _printed(*arguments: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(arguments) == 0
    return out.getvalue()
