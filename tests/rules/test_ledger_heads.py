"""A head kept outside the ledger shows what the chain alone cannot: a lost end, a chain
written anew."""

import json
from datetime import datetime, timedelta

import pytest

from etl.__main__ import main
from etl.ledger import Ledger
from etl.ledger.chain import GENESIS, act_hash
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import HeadInvalid, HeadUnwritable
from etl.problems import Severity
from tests.ledger_engines import entry, small_registers, tampering

NEW_YEARS_EVE = datetime(2025, 12, 31, 23, 59, tzinfo=SHANGHAI)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock(NEW_YEARS_EVE)


@pytest.fixture
def ledger(ledger_url, clock):
    with Ledger.open(ledger_url, read_clock=clock) as opened:
        yield opened


def file(ledger, data):
    return ledger.submit(data, "a.csv", [entry()], [], "huzhou")


def two_days(ledger, clock, folder):
    """Heads of two days, and acts after the second."""
    heads = []
    for data in (b"1", b"2"):
        file(ledger, data)
        heads.append(ledger.write_head(folder))
        clock.now += timedelta(minutes=2)
    file(ledger, b"3")
    return heads


def said(problems):
    for problem in problems:
        assert problem.message("zh") and problem.message("en")
    return [(problem.code, problem.needed["expected"], problem.needed["next"]) for problem in problems]


def test_a_head_names_the_last_act_of_its_day_in_shanghai(ledger, clock, tmp_path):
    first, second = two_days(ledger, clock, tmp_path / "heads")
    assert [first.name, second.name] == ["head-2025-12-31.json", "head-2026-01-01.json"]
    content = json.loads(first.read_text(encoding="utf-8"))
    last = ledger.acts()[1]
    assert (content["sequence"], content["hash"], content["at"]) == (2, last.hash, last.at)
    assert content["ledger"] == ledger.place
    assert ledger.check_heads([second, first]) == []


def test_one_head_a_day_and_never_another(ledger, tmp_path):
    file(ledger, b"1")
    head = ledger.write_head(tmp_path)
    before = head.read_bytes()
    file(ledger, b"2")
    assert ledger.write_head(tmp_path) == head
    assert head.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*head*")] == [head.name]


def test_a_new_ledger_has_no_head(ledger, tmp_path):
    assert ledger.write_head(tmp_path) is None
    assert list(tmp_path.glob("head-*")) == []


def test_a_folder_that_cannot_be_written_is_said(ledger, tmp_path):
    file(ledger, b"1")
    (tmp_path / "file").write_text("")
    with pytest.raises(HeadUnwritable) as refusal:
        ledger.write_head(tmp_path / "file" / "heads")
    assert refusal.value.problems[0].message("zh")
    assert ledger.verify() == []


def test_a_lost_end(ledger, clock, ledger_url, tmp_path):
    heads = two_days(ledger, clock, tmp_path)
    with tampering(ledger_url) as sql:
        sql("DELETE FROM filed_period WHERE submission_no > 1")
        sql("DELETE FROM figure WHERE submission_no > 1")
        sql("DELETE FROM submission WHERE submission_no > 1")
        sql("DELETE FROM act WHERE sequence > 2")
    assert ledger.verify() == [], "the chain alone shows nothing"
    assert said(ledger.check_heads(heads)) == [("ledger.head_beyond", 4, 3)]


def rewritten(url, ledger, first, account):
    """The chain from act `first` on, with another account and every hash made anew."""
    acts = ledger.acts()
    previous = acts[first - 2].hash if first > 1 else GENESIS
    with tampering(url) as sql:
        for one in acts[first - 1 :]:
            fields = {name: getattr(one, name) for name in one.__slots__ if name != "hash"}
            fields |= {"account": account, "previous_hash": previous}
            previous = act_hash(fields)
            sql(
                "UPDATE act SET account = :account, previous_hash = :previous_hash, hash = :hash"
                " WHERE sequence = :sequence",
                account=account,
                previous_hash=fields["previous_hash"],
                hash=previous,
                sequence=one.sequence,
            )


@pytest.mark.parametrize(("first", "found"), [(1, (2, 1)), (3, (4, 3)), (4, (4, 3))])
def test_a_chain_written_anew(ledger, clock, ledger_url, tmp_path, first, found):
    """Named is the stretch between the last head that agrees and the first that does not."""
    heads = two_days(ledger, clock, tmp_path)
    rewritten(ledger_url, ledger, first, "province")
    assert ledger.verify() == [], "the chain alone shows nothing"
    assert said(ledger.check_heads(heads)) == [("ledger.head_differs", *found)]


def test_what_came_after_the_last_head_is_not_covered(ledger, clock, ledger_url, tmp_path):
    heads = two_days(ledger, clock, tmp_path)
    rewritten(ledger_url, ledger, 5, "province")
    assert ledger.check_heads(heads) == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sequence": "2", "hash": "x"}', '{"sequence": 0, "hash": ""}'])
def test_another_file_is_no_head(ledger, tmp_path, content):
    (tmp_path / "head.json").write_text(content)
    with pytest.raises(HeadInvalid) as refusal:
        ledger.check_heads([tmp_path / "head.json"])
    assert "head.json" in refusal.value.problems[0].message("zh")


def test_a_clock_set_back_is_said_and_changes_no_order(ledger, clock):
    assert ledger.clock_problem() is None
    file(ledger, b"1")
    assert ledger.clock_problem() is None
    clock.now -= timedelta(hours=1)
    warning = ledger.clock_problem()
    assert (warning.code, warning.severity) == ("ledger.clock_back", Severity.INFORM)
    assert "2025-12-31T22:59" in warning.message("zh") and "2025-12-31T23:59" in warning.message("en")
    file(ledger, b"2")
    assert len({act.at for act in ledger.acts()}) == 1
    assert ledger.verify() == []


# The command


@pytest.fixture
def workspace(tmp_path, ledger_url, ledger, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    return tmp_path


def verify(workspace, capsys, *arguments):
    code = main(["verify", "--data", str(workspace), *map(str, arguments)])
    answer = capsys.readouterr()
    return code, answer.out, answer.err


def test_verify_takes_several_heads(workspace, ledger, clock, capsys):
    first, second = two_days(ledger, clock, workspace / "heads")
    code, out, err = verify(workspace, capsys, "--head", first, "--head", second)
    assert (code, err) == (0, "")
    assert "2 份末条记录文件一致" in out


def test_verify_names_the_head_that_disagrees(workspace, ledger, ledger_url, clock, capsys):
    first, second = two_days(ledger, clock, workspace / "heads")
    rewritten(ledger_url, ledger, 3, "province")
    code, out, err = verify(workspace, capsys, "--head", first, "--head", second)
    assert (code, out) == (1, "")
    assert second.name in err and first.name not in err
    assert "第 3 条至第 4 条" in err


def test_verify_with_a_file_that_is_no_head(workspace, ledger, capsys):
    file(ledger, b"1")
    (workspace / "x.json").write_text("{}")
    code, _, err = verify(workspace, capsys, "--head", workspace / "x.json")
    assert code == 1 and "x.json" in err


def test_verify_with_a_head_but_no_ledger(tmp_path, capsys):
    code, _, err = verify(tmp_path, capsys, "--head", tmp_path / "head.json")
    assert code == 1 and "不存在" in err


def test_verify_warns_of_the_clock_and_still_ends_well(workspace, ledger, clock, capsys):
    clock.now = datetime.now(SHANGHAI) + timedelta(days=1)
    file(ledger, b"1")
    code, out, err = verify(workspace, capsys)
    assert code == 0 and "台账完整" in out and "时钟" in err


def test_verify_says_what_was_purged(workspace, ledger, capsys):
    with ledger.transaction("admin") as tx:
        one = tx.refuse(b"secret", "a.csv", []).submission_id
        request = tx.ask_purge(one, "涉密")
    with ledger.transaction("auditor") as tx:
        tx.agree_purge(request)
    code, out, _ = verify(workspace, capsys)
    assert code == 0 and "1 份原件已按规定清除" in out


def test_every_build_writes_the_head_and_warns_of_the_clock(tmp_path, ledger_url, clock, capsys, monkeypatch):
    """A start goes through it."""
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    root = small_registers(tmp_path / "data")
    (root / "settings.toml").write_text('heads_folder = "../heads"', encoding="utf-8")
    assert main(["build", "--data", str(root)]) == 0
    assert capsys.readouterr().err == ""
    (head,) = (tmp_path / "heads").glob("head-*.json")
    clock.now = datetime.now(SHANGHAI) + timedelta(days=1)
    with Ledger.open(ledger_url, read_clock=clock) as ledger:
        file(ledger, b"1")
        assert ledger.check_heads([head]) == []
    assert main(["build", "--data", str(root)]) == 0
    assert "时钟" in capsys.readouterr().err
