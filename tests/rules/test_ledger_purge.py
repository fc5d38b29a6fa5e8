"""A file uploaded by mistake goes for good: two persons, the bytes, the free text, no trace
but hash and reason; everything else can still be verified."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.ledger import ActKind, Ledger
from etl.ledger.chain import sha256
from etl.ledger.clock import SHANGHAI
from etl.ledger.connection import address, open_engine
from etl.ledger.errors import (
    BytesPurged,
    BytesUnknown,
    PurgeBySamePerson,
    PurgeNotAsked,
    ReasonMissing,
    SubmissionStillCounts,
)
from etl.problems import Problem, Severity
from tests.ledger_engines import entry, tampering

SECRET = "张三的身份证号330501".encode() * 700
WORD = "居民身份证".encode()
REASON = "误传含个人信息的文件"
DOUBT = Problem(
    "upload.magnitude", "magnitude", Severity.EXPLAIN, row=2, found="居民身份证", reason="居民身份证一"
)


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def filed(ledger, end="withdraw", data=SECRET):
    """A submission with personal words everywhere, then withdrawn or sent back."""
    figures = [entry(2, note="居民身份证二", source="居民身份证三"), entry(3, found_value="居民身份证四")]
    with ledger.transaction("zhang") as tx:
        one = tx.submit(data, "居民身份证五.csv", figures, [DOUBT], region_code="990100").submission_id
        if end == "withdraw":
            tx.accept(one)
        if end:
            getattr(tx, end)(one, "误传")
    return one


def ask(ledger, submission_id, account="admin", reason=REASON, **names):
    with ledger.transaction(account) as tx:
        return tx.ask_purge(submission_id, reason, **names)


def agree(ledger, request, account="auditor", **names):
    with ledger.transaction(account) as tx:
        return tx.agree_purge(request, **names)


@pytest.mark.parametrize("end", ["withdraw", "send_back"])
def test_bytes_and_words_go_hash_and_reason_stay(ledger, end):
    one = filed(ledger, end)
    agree(ledger, ask(ledger, one))
    assert ledger.original(sha256(SECRET)) == b""
    dossier = ledger.submission(one)
    assert dossier.is_purged and dossier.explained == ()
    assert (dossier.submission.name, dossier.submission.original_sha256) == ("", sha256(SECRET))
    asked, agreed = dossier.events[-2:]
    assert (asked.kind, asked.account, asked.note) == (ActKind.PURGE_ASKED, "admin", REASON)
    assert (agreed.kind, agreed.account, agreed.note) == (ActKind.PURGED, "auditor", REASON)
    figures = ledger.entries(one)
    assert [(figure.value, figure.note, figure.source, figure.found_value) for figure in figures] == [
        (1, "", "", ""),
        (1, "", "", ""),
    ]
    assert ledger.verify() == []
    assert ledger.purged_count() == 1
    assert ledger.purge_requests() == []


def test_no_copy_is_left_in_the_files_of_the_ledger(sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        one = filed(ledger)
        folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
        assert any(SECRET[:200] in file.read_bytes() for file in folder.iterdir())
        agree(ledger, ask(ledger, one))
        for file in folder.iterdir():
            assert SECRET[:27] not in file.read_bytes()
            assert WORD not in file.read_bytes()


def test_what_only_waits_for_agreement_is_still_there(ledger):
    one = filed(ledger)
    request = ask(ledger, one)
    assert ledger.original(sha256(SECRET)) == SECRET
    (found,) = ledger.purge_requests()
    assert (found.sequence, found.submission_id, found.reason) == (request, one, REASON)
    assert found.sha256 == sha256(SECRET)
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("account", "names"), [("admin", {}), ("auditor", {"principal": "admin"}), ("chen", {"principal": "admin"})]
)
def test_nobody_agrees_with_themselves(ledger, account, names):
    request = ask(ledger, filed(ledger))
    with pytest.raises(PurgeBySamePerson):
        agree(ledger, request, account, **names)
    assert ledger.original(sha256(SECRET)) == SECRET


def test_whoever_asked_as_a_stand_in_does_not_agree_either(ledger):
    request = ask(ledger, filed(ledger), account="chen", principal="admin")
    for account in ("chen", "admin"):
        with pytest.raises(PurgeBySamePerson):
            agree(ledger, request, account)


@pytest.mark.parametrize("end", ["", "accept"])
def test_what_waits_or_counts_is_ended_first(ledger, end):
    one = filed(ledger, "")
    if end:
        with ledger.transaction("li") as tx:
            tx.accept(one)
    with pytest.raises(SubmissionStillCounts):
        ask(ledger, one)


def test_what_counts_again_under_another_number_is_not_purged(ledger):
    one = filed(ledger)
    request = ask(ledger, one)
    with ledger.transaction("qian") as tx:
        tx.submit(SECRET, "a.csv", [entry(region_code="990200")], [], region_code="990200")
    with pytest.raises(SubmissionStillCounts):
        agree(ledger, request)
    assert ledger.verify() == []


def test_every_submission_of_the_same_bytes_is_purged(ledger):
    first = filed(ledger)
    with ledger.transaction("qian") as tx:
        second = tx.refuse(SECRET, "居民身份证.csv", [Problem("upload.unit", "unit")]).submission_id
    agree(ledger, ask(ledger, first))
    assert [ledger.submission(one).submission.name for one in (first, second)] == ["", ""]
    assert ledger.verify() == []


def test_a_purge_needs_a_reason_and_a_request(ledger):
    one = filed(ledger)
    with pytest.raises(ReasonMissing):
        ask(ledger, one, reason=" ")
    with pytest.raises(PurgeNotAsked):
        agree(ledger, ledger.head())
    request = ask(ledger, one)
    agree(ledger, request)
    with pytest.raises(PurgeNotAsked):
        agree(ledger, request)


def test_purged_bytes_are_not_taken_again(ledger):
    agree(ledger, ask(ledger, filed(ledger)))
    head = ledger.head()
    with pytest.raises(BytesPurged), ledger.transaction("zhang") as tx:
        tx.refuse(SECRET, "a.csv", [Problem("upload.unit", "unit")])
    assert ledger.head() == head


def test_a_scan_is_purged_alone(ledger):
    one = filed(ledger, "", data=b"figures")
    with ledger.transaction("zhang") as tx:
        tx.accept(one)
        tx.attach(one, b"scan")
        tx.attach(one, SECRET)
    assert ledger.submission(one).attachments == (sha256(b"scan"), sha256(SECRET))
    with pytest.raises(BytesUnknown):
        ask(ledger, one, sha256=sha256(b"no scan of it"))
    agree(ledger, ask(ledger, one, sha256=sha256(SECRET)))
    dossier = ledger.submission(one)
    assert (dossier.attachments, dossier.is_purged) == ((sha256(b"scan"),), False)
    assert dossier.submission.state is ActKind.ACCEPTED
    assert dossier.submission.name == "居民身份证五.csv"
    assert ledger.original(sha256(b"figures")) == b"figures"
    assert ledger.verify() == []


def test_two_scans_and_the_file_purged_one_after_the_other(ledger):
    one = filed(ledger, data=b"figures")
    with ledger.transaction("zhang") as tx:
        tx.attach(one, b"first")
        tx.attach(one, b"second")
    for sha in (sha256(b"first"), "", sha256(b"second")):
        agree(ledger, ask(ledger, one, sha256=sha))
        assert ledger.verify() == []
    assert ledger.purged_count() == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE original SET content = ''",
        "UPDATE original SET size_bytes = 0",
        "UPDATE figure SET note = ''",
        "UPDATE figure SET value = NULL",
        "UPDATE submission SET name = ''",
        "UPDATE explained SET reason = ''",
        "DELETE FROM original",
        "DELETE FROM purged",
    ],
)
def test_the_database_lets_nothing_else_through(ledger, ledger_url, statement):
    """Beside a purge of one submission: neither another's texts nor its own figures."""
    agree(ledger, ask(ledger, filed(ledger)))
    filed(ledger, data=b"other")
    engine = open_engine(address(ledger_url), create=False)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert ledger.verify() == []


CHANGES = {
    "UPDATE figure SET value = '2' WHERE row_no = 2": "submission_changed",
    "UPDATE figure SET note = 'x' WHERE row_no = 2": "submission_changed",
    "UPDATE submission SET name = 'x'": "submission_changed",
    "DELETE FROM purged": "record_missing",
    "UPDATE purged SET original_sha256 = 'x'": "record_changed",
    "UPDATE original SET content = 'x'": "original_not_purged",
}


@pytest.mark.parametrize("change", CHANGES)
def test_verify_still_sees_every_change(ledger, ledger_url, change):
    agree(ledger, ask(ledger, filed(ledger)))
    with tampering(ledger_url) as sql:
        sql(change)
    assert f"ledger.{CHANGES[change]}" in {problem.code for problem in ledger.verify()}
