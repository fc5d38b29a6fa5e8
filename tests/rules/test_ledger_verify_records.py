"""Accounts, arrangements, reopenings, releases, scans, terms and doubts: whatever is changed
behind the program's back, `verify` names it."""

from datetime import date

import pytest

from etl.ledger import Ledger
from etl.problems import Problem, Severity
from etl.rights import Account, Role, StandIn
from tests.ledger_engines import entry, tampering

DAY = date(9999, 1, 1)
DOUBTS = [
    Problem("upload.magnitude", "magnitude", Severity.EXPLAIN, row=row, found="1", reason="企业迁入")
    for row in (2, 3)
]


@pytest.fixture
def url(ledger_url):
    """Acts 1 account, 2 stand-in, 3–4 a submission accepted, 5 scan, 6 reopening, 7 release,
    8 taken back, 9 a submission that waits."""
    with Ledger.open(ledger_url) as ledger, ledger.transaction("admin") as tx:
        tx.put_account(Account("zhang", Role.REPORTER, ("990100",)))
        tx.put_stand_in(StandIn("zhang", "chen", "出差", DAY))
        one = tx.submit(b"1", "a.csv", [entry()], DOUBTS, region_code="990100", quarter="2025Q4", key="k")
        tx.accept(one.submission_id)
        tx.attach(one.submission_id, b"scan")
        tx.reopen("990100", "2025Q4", "补报", DAY)
        tx.release("990000", "2025Q4")
        tx.unrelease("990000", "2025Q4", "有误")
        tx.submit(b"2", "b.csv", [entry(value="2")], [], region_code="990100", quarter="2025Q4")
    return ledger_url


def found(url):
    with Ledger.open(url) as ledger:
        problems = ledger.verify()
    for problem in problems:
        assert problem.message("zh") and problem.message("en")
    return [(problem.code.removeprefix("ledger."), problem.found) for problem in problems]


def test_a_sound_ledger(url):
    assert found(url) == []


CHANGES = {
    "UPDATE account_version SET role = 'administrator'": ("record_changed", "1"),
    "UPDATE account_version SET region_codes = '[]'": ("record_changed", "1"),
    "UPDATE account_version SET is_disabled = 1": ("record_changed", "1"),
    "UPDATE account_version SET identity = 'x'": ("record_changed", "1"),
    "DELETE FROM account_version": ("record_missing", "1"),
    "UPDATE stand_in SET until = '9999-12-31'": ("record_changed", "2"),
    "UPDATE stand_in SET stand_in = 'li'": ("record_changed", "2"),
    "UPDATE attachment SET submission_no = 9": ("record_changed", "5"),
    "UPDATE reopening SET quarter = '2025Q3'": ("record_changed", "6"),
    "UPDATE reopening SET sequence = 9": ("record_changed", "9"),
    "DELETE FROM reopening": ("record_missing", "6"),
    "UPDATE release SET region_code = '980000' WHERE sequence = 7": ("record_changed", "7"),
    "UPDATE release SET is_public = 1": ("record_changed", "8"),
    "DELETE FROM release WHERE sequence = 8": ("record_missing", "8"),
    "UPDATE terms SET quarter = '' WHERE submission_no = 3": ("submission_changed", "S000003"),
    "UPDATE terms SET region_code = '990200' WHERE submission_no = 9": ("submission_changed", "S000009"),
    "UPDATE terms SET key = NULL": ("submission_changed", "S000003"),
    "DELETE FROM terms WHERE submission_no = 9": ("submission_changed", "S000009"),
    "UPDATE explained SET reason = 'x' WHERE problem_no = 1": ("submission_changed", "S000003"),
    "DELETE FROM explained WHERE problem_no = 2": ("submission_changed", "S000003"),
    "DELETE FROM explained": ("submission_changed", "S000003"),
    "UPDATE explained SET submission_no = 9": ("submission_changed", "S000003"),
    "UPDATE figure SET value = '3' WHERE submission_no = 9": ("submission_changed", "S000009"),
    "UPDATE filed_period SET month_no = 24309 WHERE submission_no = 3": ("periods_changed", "3"),
    "DELETE FROM filed_period WHERE submission_no = 3": ("periods_changed", "3"),
    "INSERT INTO filed_period VALUES ('990100', 24309, 9)": ("periods_changed", "9"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_record(url, change):
    with tampering(url) as sql:
        sql(change)
    assert found(url)[0] == CHANGES[change]


def test_a_forged_account_without_its_act(url):
    with tampering(url) as sql:
        sql("INSERT INTO account_version VALUES (9, 'x', 'administrator', '[]', '', '', 0)")
    assert found(url) == [("record_changed", "9")]


def test_a_scan_whose_bytes_changed(url):
    with tampering(url) as sql:
        sql("UPDATE original SET content = :new WHERE content = :old", new=b"scam", old=b"scan")
    assert [code for code, _ in found(url)] == ["original_changed"]


@pytest.mark.parametrize("table", ["terms", "explained", "filed_period", "account_version", "stand_in"])
def test_the_database_refuses_to_delete(url, table):
    from sqlalchemy import text

    from etl.ledger.connection import address, open_engine

    engine = open_engine(address(url), create=False)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
    engine.dispose()
