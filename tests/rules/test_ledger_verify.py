"""Whatever is changed behind the program's back, `verify` names it."""

import pytest

from etl.ledger import Ledger
from etl.ledger.chain import act_hash
from etl.problems import Problem, wording
from tests.ledger_engines import entry, tampering

REFUSAL = Problem("upload.unit", "unit")


@pytest.fixture
def url(ledger_url):
    """A ledger with registers (acts 1–2), an accepted file (3–4), a refused one (5), an
    accepted one (6–7) and its withdrawal (8)."""
    with Ledger.open(ledger_url) as ledger:
        ledger.record_registers({"regions.csv": b"r1", "targets.csv": b"t1"})
        ledger.submit(b"one", "1.csv", [entry(2, "1"), entry(3, "2")], [], "huzhou")
        ledger.submit(b"bad", "2.csv", [], [REFUSAL], "huzhou")
        ledger.submit(b"two", "3.csv", [entry(2, "3")], [], "jiaxing")
        ledger.withdraw("S000006", "jiaxing", "误报")
        assert ledger.verify() == []
    return ledger_url


def found(url):
    """What `verify` says, as (code, what); every message can be written in both languages."""
    with Ledger.open(url) as ledger:
        problems = ledger.verify()
    for problem in problems:
        assert problem.message("zh") and problem.message("en")
    return [(problem.code.removeprefix("ledger."), problem.found) for problem in problems]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE figure SET value = '2' WHERE submission_no = 3 AND row_no = 2",
        "UPDATE figure SET value = '1.0' WHERE submission_no = 3 AND row_no = 2",
        "UPDATE figure SET value = NULL WHERE submission_no = 3 AND row_no = 2",
        "UPDATE figure SET note = '说明' WHERE submission_no = 3 AND row_no = 3",
        "UPDATE figure SET row_no = 9 WHERE submission_no = 3 AND row_no = 2",
        "DELETE FROM figure WHERE submission_no = 3 AND row_no = 3",
        "DELETE FROM figure WHERE submission_no = 3",
        "UPDATE submission SET name = 'x.csv' WHERE submission_no = 3",
    ],
)
def test_a_changed_figure_or_label(url, change):
    with tampering(url) as sql:
        sql(change)
    assert found(url) == [("submission_changed", "S000003")]


def test_a_figure_moved_to_another_submission(url):
    with tampering(url) as sql:
        sql("UPDATE figure SET submission_no = 6 WHERE submission_no = 3 AND row_no = 3")
    assert found(url) == [("submission_changed", "S000003"), ("submission_changed", "S000006")]


def test_a_figure_slipped_into_a_refused_file(url):
    with tampering(url) as sql:
        sql("UPDATE figure SET submission_no = 5 WHERE submission_no = 6")
    assert found(url) == [("submission_changed", "S000005"), ("submission_changed", "S000006")]


def test_figures_of_a_submission_that_never_was(url):
    with tampering(url) as sql:
        sql("UPDATE figure SET submission_no = 99 WHERE submission_no = 3 AND row_no = 3")
    assert found(url) == [("submission_changed", "S000003"), ("figures_without_submission", "99")]


def test_a_deleted_submission(url):
    with tampering(url) as sql:
        sql("DELETE FROM figure WHERE submission_no = 3")
        sql("DELETE FROM submission WHERE submission_no = 3")
    assert found(url) == [("submission_missing", "S000003")]


@pytest.mark.parametrize("sequence", [1, 4, 5])
def test_a_deleted_act(url, sequence):
    with tampering(url) as sql:
        sql("DELETE FROM act WHERE sequence = :sequence", sequence=sequence)
    assert found(url)[0] == ("act_missing", str(sequence + 1))


def test_reordered_acts(url):
    with tampering(url) as sql:
        for before, after in ((3, 99), (5, 3), (99, 5)):
            sql("UPDATE act SET sequence = :after WHERE sequence = :before", before=before, after=after)
    assert found(url)[0] == ("link_broken", "3")


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-01-01T00:00:00.000000+08:00'",
        "kind = 'refused'",
        "subject = 'S000006'",
        "account = 'jiaxing'",
        "os_user = 'nobody'",
        "detail = '{\"reason\":\"x\"}'",
        "payload_sha256 = ''",
        "hash = previous_hash",
    ],
)
def test_a_changed_act(url, change):
    with tampering(url) as sql:
        sql(f"UPDATE act SET {change} WHERE sequence = 3")
    assert found(url)[0] == ("act_changed", "3")


def test_a_changed_link(url):
    with tampering(url) as sql:
        sql("UPDATE act SET previous_hash = hash WHERE sequence = 4")
    assert found(url)[0] == ("link_broken", "4")


def test_an_act_rewritten_with_a_new_hash_breaks_the_next_link(url):
    """Whoever also recomputes the hash of the act is found out one act later."""
    with Ledger.open(url) as ledger:
        (act,) = (act for act in ledger.acts() if act.sequence == 7)
    fields = {name: getattr(act, name) for name in act.__slots__ if name != "hash"}
    forged = act_hash(fields | {"account": "province"})
    with tampering(url) as sql:
        sql("UPDATE act SET account = 'province', hash = :hash WHERE sequence = 7", hash=forged)
    assert found(url) == [("link_broken", "8")]


def test_changed_bytes_of_an_original(url):
    with tampering(url) as sql:
        sql("UPDATE original SET content = :new WHERE content = :old", new=b"0ne", old=b"one")
    assert [code for code, _ in found(url)] == ["original_changed"]


def test_a_changed_size_of_an_original(url):
    with tampering(url) as sql:
        sql("UPDATE original SET size_bytes = 4 WHERE content = :old", old=b"bad")
    assert [code for code, _ in found(url)] == ["original_changed"]


def test_a_missing_original(url):
    with tampering(url) as sql:
        sql("DELETE FROM original WHERE content = :old", old=b"bad")
    assert [code for code, _ in found(url)] == ["original_missing"]


@pytest.mark.parametrize("change", ["content = NULL", "name = 'cuts.csv'"])
def test_a_changed_register_version(url, change):
    with tampering(url) as sql:
        sql(f"UPDATE register_version SET {change} WHERE sequence = 2")
    ((code, _),) = found(url)
    assert code == "register_changed"


def test_a_missing_register_version(url):
    with tampering(url) as sql:
        sql("DELETE FROM register_version WHERE sequence = 2")
    assert found(url) == [("register_missing", "targets.csv")]


def test_both_languages_know_every_ledger_message():
    zh, en = ({key for key in wording(lang) if key.startswith("ledger.")} for lang in ("zh", "en"))
    assert zh == en
