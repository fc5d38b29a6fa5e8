"""`python -m etl submit`: a file goes into the ledger or is refused with its problems."""

import pytest

from etl.__main__ import main
from etl.ledger import ActKind, Ledger
from etl.ledger.chain import sha256
from etl.warehouse import open_warehouse
from etl.workspace import Workspace
from tests.ledger_engines import small_registers

HEADER = "地区,指标,年份,季度,数值,单位,备注\n"
GOOD = (HEADER + "湖州市,跨境电商出口额,2025,4,99999999999999.01,亿元,\n").encode()
BAD_ROWS = ("湖州市,跨境电商出口额,2025,4,一百五十,亿元,\n", "湖州市,跨境电商出口额,2025,5,1,亿元,\n")
BAD = (HEADER + "".join(BAD_ROWS)).encode()


@pytest.fixture
def workspace(tmp_path, ledger_url, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    return Workspace(small_registers(tmp_path / "data"))


@pytest.fixture
def submit(workspace, tmp_path, capsys):
    """Submit these bytes; gives exit code, standard output, standard error."""

    def submitting(data, *options, account="huzhou", name="Q4.csv"):
        file = tmp_path / name
        file.write_bytes(data)
        command = ["submit", str(file), "--data", str(workspace.root), "--today", "2026-03-01"]
        code = main([*command, "--account", account, *options])
        return code, *capsys.readouterr()

    return submitting


def test_an_accepted_file(workspace, submit):
    code, out, err = submit(GOOD)
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        (submission,) = ledger.submissions()
        assert (code, out) == (0, submission.submission_id + "\n")
        assert submission.submission_id in err
        assert (submission.account, submission.name, submission.state) == (
            "huzhou",
            "Q4.csv",
            ActKind.ACCEPTED,
        )
        assert submission.encoding
        assert ledger.original(submission.original_sha256) == GOOD
        assert {version.name for version in ledger.register_versions()} == {
            "regions.csv",
            "metrics.csv",
            "documents.csv",
            "targets.csv",
        }


def test_the_figure_reaches_the_warehouse_to_the_last_digit(workspace, submit):
    submit(GOOD)
    with open_warehouse(workspace) as connection:
        ((value,),) = connection.execute("select value::varchar from actual").fetchall()
    assert value == "99999999999999.0100000000"


def test_a_refused_file_is_told_and_kept(workspace, submit):
    code, out, err = submit(BAD)
    assert (code, out) == (1, "")
    assert "一百五十" in err and "第 2 行" in err and "第 3 行" in err
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        (submission,) = ledger.submissions()
        assert submission.state == ActKind.REFUSED
        assert submission.submission_id in err
        assert ledger.original(sha256(BAD)) == BAD
        assert list(ledger.figure_batches()) == []


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "地区\n".encode(), b"PK\x03\x04"])
def test_a_file_that_is_no_table_is_kept_too(workspace, submit, data):
    code, out, _ = submit(data)
    assert (code, out) == (1, "")
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        assert ledger.original(sha256(data)) == data


def test_a_file_above_the_limit_is_refused_and_not_kept(workspace, submit):
    code, _, err = submit(HEADER.encode() + b"," * 30_000_000)
    assert code == 1 and "原件未留存" in err
    assert not Ledger.exists(workspace.ledger_url)


def test_the_same_file_again_names_the_earlier_submission(workspace, submit):
    first = submit(GOOD)[1]
    code, out, err = submit(GOOD, name="renamed.csv")
    assert (code, out) == (0, first)
    assert "未重复入账" in err
    with Ledger.open(workspace.ledger_url) as ledger:
        assert len(ledger.submissions()) == 1


def test_a_region_limits_what_may_be_sent(workspace, submit):
    foreign = GOOD.replace("湖州市".encode(), "浙江省".encode())
    assert submit(foreign, "--region", "330500")[0] == 1
    assert submit(GOOD, "--region", "330500")[0] == 0


def test_english(submit):
    code, _, err = submit(GOOD, "--lang", "en")
    assert code == 0 and "Submitted and accepted" in err


def test_an_account_is_required(workspace, tmp_path, capsys):
    file = tmp_path / "a.csv"
    file.write_bytes(GOOD)
    with pytest.raises(SystemExit) as wrong_usage:
        main(["submit", str(file), "--data", str(workspace.root)])
    assert wrong_usage.value.code == 2
    assert not Ledger.exists(workspace.ledger_url)


def test_a_blank_account_is_refused_in_words(submit):
    code, out, err = submit(GOOD, account=" ")
    assert (code, out) == (1, "")
    assert "账号" in err and "Traceback" not in err


def test_wrong_registers_refuse_before_anything_is_written(workspace, submit):
    (workspace.root / "metrics.csv").unlink()
    assert submit(GOOD)[0] == 1
    assert not Ledger.exists(workspace.ledger_url)


def test_a_damaged_ledger_is_told_in_words(workspace, submit, tmp_path, monkeypatch):
    monkeypatch.delenv("GAP_TRACKER_LEDGER")
    workspace.var.mkdir()
    (workspace.var / "ledger.db").write_bytes(b"")
    code, out, err = submit(GOOD)
    assert (code, out) == (1, "")
    assert "已损坏" in err
    assert (workspace.var / "ledger.db").read_bytes() == b""


def test_a_server_that_is_away_is_told_in_words(submit, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", f"postgresql://u:secret@/x?host={tmp_path}")
    code, out, err = submit(GOOD)
    assert (code, out) == (1, "")
    assert "无法连接" in err and "secret" not in err
