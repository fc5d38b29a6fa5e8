"""Who took which file along, from where an act was done, which file was too large: it is noted."""

import hashlib
from datetime import timedelta
from types import SimpleNamespace

import pytest

from dashboard.components import access_parts, identity
from dashboard.server.door import _introduced
from dashboard.server.visitor import Visitor
from etl.__main__ import main
from etl.access import AccessUnavailable, EventKind
from etl.access.accounts import act_sources, shared_store
from etl.access.origin import coming_from, note, origin
from etl.backup import back_up
from etl.collection import filing, history, quarters, scans
from etl.ledger import ActKind, Ledger
from etl.ledger.journal import operating_system_user
from etl.problems import Refused
from tests.collection_world import (
    AUDITOR, CITY, NOW, OFFICER, OTHER_REPORTER, QUARTER, REPORTER, REVIEWER, accepted, at, copy_world, examined, head,
    one_figure, signed, submitted, terms,
)  # fmt: skip

PDF = b"%PDF-1.7\nx\n%%EOF\n"


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def traces(workspace, *kinds):
    """What was noted of these kinds: source, account, subject, how often."""
    store = shared_store(workspace)
    store.write_counts()
    found = store.events(NOW - timedelta(days=1))
    return [(one.source, one.account, one.subject, one.count) for one in found if one.kind in kinds]


def test_an_act_has_the_address_of_its_connection(workspace):
    before = head(workspace)
    with coming_from("10.0.0.7"):
        number = submitted(workspace, one_figure("45")).submission_id
    with coming_from("10.0.0.8"):
        signed(workspace, number)
    with coming_from("10.0.0.9"):
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报一家企业", NOW.date() + timedelta(days=9))
    with Ledger.open(workspace.ledger_url) as ledger:
        acts = [act for act in ledger.acts(before) if act.kind != ActKind.REGISTER]
    sources = act_sources(workspace, AUDITOR, [act.sequence for act in acts])
    assert [(act.kind, act.account, sources.get(act.sequence)) for act in acts] == [
        ("submitted", REPORTER, "10.0.0.7"),
        ("accepted", REVIEWER, "10.0.0.8"),
        ("reopened", OFFICER, "10.0.0.9"),
    ]


def test_the_chain_knows_no_address(workspace):
    """It stands beside the act, so that it can be forgotten while the chain stays whole."""
    with coming_from("10.0.0.7"):
        submitted(workspace, one_figure("45"))
    with Ledger.open(workspace.ledger_url) as ledger:
        assert not any("10.0.0.7" in act.detail for act in ledger.acts()) and ledger.verify() == []


def test_without_a_connection_the_act_names_the_system_user_and_no_address(workspace):
    accepted(workspace, one_figure("45"))
    assert traces(workspace, EventKind.ACTED) == []


def test_what_was_undone_leaves_no_address(workspace):
    with coming_from("10.0.0.7"), pytest.raises(Refused):
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "", NOW.date())
    assert traces(workspace, EventKind.ACTED) == []


def test_an_act_stands_where_its_address_cannot_be_noted(workspace, monkeypatch):
    def unavailable(_):
        raise AccessUnavailable("access.db", "disk I/O error")

    monkeypatch.setattr("etl.access.origin.shared_store", unavailable)
    with coming_from("10.0.0.7"):
        assert accepted(workspace, one_figure("45")).accepted


def test_originals_and_scans_that_are_taken_along_are_noted(workspace):
    number = accepted(workspace, one_figure("45")).submission_id
    scans.attach(workspace, REPORTER, number, PDF, "盖章.pdf")
    (scan,) = scans.scans(workspace, OFFICER, number)
    with coming_from("10.0.0.9"):
        for _ in range(2):
            history.original(workspace, OFFICER, number)
        scans.scan(workspace, OFFICER, number, scan.sha256)
        with pytest.raises(Refused):
            history.original(workspace, OTHER_REPORTER, number)
    assert traces(workspace, EventKind.ORIGINAL) == [("10.0.0.9", OFFICER, number, 2)]
    assert traces(workspace, EventKind.SCAN) == [("10.0.0.9", OFFICER, number, 1)]


def as_visitor(monkeypatch, workspace, name):
    monkeypatch.setattr(identity, "visitor", lambda: SimpleNamespace(name=name))
    monkeypatch.setattr(access_parts.source, "workspace", lambda: workspace)
    monkeypatch.setattr(access_parts.who, "address", lambda: "10.0.0.5")


def test_a_download_is_noted_each_time_its_button_is_pressed(workspace, monkeypatch):
    as_visitor(monkeypatch, workspace, REPORTER)
    made = access_parts.noted(EventKind.EXPORT, f"targets {QUARTER}", lambda: b"figures")
    assert traces(workspace, EventKind.EXPORT) == []
    assert made() == made() == b"figures" and origin() == ""
    assert traces(workspace, EventKind.EXPORT) == [("10.0.0.5", REPORTER, f"targets {QUARTER}", 2)]


def test_a_file_that_could_not_be_made_was_not_taken_along(workspace, monkeypatch):
    as_visitor(monkeypatch, workspace, REPORTER)

    def gone() -> bytes:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        access_parts.noted(EventKind.FORM, "S000001", gone)()
    assert traces(workspace, EventKind.FORM) == []


def test_the_public_is_not_noted(workspace, monkeypatch):
    as_visitor(monkeypatch, workspace, "")
    assert access_parts.noted(EventKind.EXPORT, "", lambda: b"figures")() == b"figures"
    assert traces(workspace, *EventKind) == []


def test_an_original_is_taken_from_the_address_of_the_page(workspace, monkeypatch):
    """Its button makes the file later, in a thread that knows no connection."""
    as_visitor(monkeypatch, workspace, OFFICER)
    made = access_parts.from_here(lambda: note(workspace, EventKind.ORIGINAL, OFFICER, "S000001"))
    with coming_from("10.9.9.9"):
        made()
    assert traces(workspace, EventKind.ORIGINAL) == [("10.0.0.5", OFFICER, "S000001", 1)]


def test_the_address_is_the_doors_own_word():
    forged = [(b"x-gap-source", b"10.6.6.6"), (b"X-GAP-SOURCE", b"10.6.6.7"), (b"accept", b"*/*")]
    passed = _introduced({"headers": forged}, Visitor("10.0.0.1"))
    assert passed["headers"] == [(b"accept", b"*/*"), (b"x-gap-source", b"10.0.0.1")]


# A file above the limit


def test_a_file_above_the_limit_leaves_name_size_and_hash_but_no_bytes(tmp_path):
    data = b"x" * 1_000_001
    with at(NOW):
        workspace = copy_world(tmp_path / "small", upload_mb=1)
        before = head(workspace)
        found = examined(workspace, data, name="../全市 数据.csv")
        with coming_from("10.0.0.7"):
            assert not filing.keep_refused(workspace, REPORTER, found, terms()).is_kept
        subject = f"全市 数据.csv · 1,000,001 B · SHA-256 {hashlib.sha256(data).hexdigest()}"
        assert traces(workspace, EventKind.OVERSIZE) == [("10.0.0.7", REPORTER, subject, 1)]
        assert head(workspace) == before
        with pytest.raises(Refused):
            filing.keep_refused(workspace, OTHER_REPORTER, found, terms())
        assert len(traces(workspace, EventKind.OVERSIZE)) == 1


def test_the_command_line_notes_it_too(workspace, tmp_path, capsys):
    file = tmp_path / "大表.csv"
    file.write_bytes(b"a" * 10_000_001)
    assert main(["submit", str(file), "--account", "市商务局", "--data", str(workspace.root)]) == 1
    subject = f"大表.csv · 10,000,001 B · SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert traces(workspace, EventKind.OVERSIZE) == [(f"operator {operating_system_user()}", "市商务局", subject, 1)]
    assert "访问记录" in capsys.readouterr().err


# What the operator does


def test_backup_and_restore_are_noted(workspace, tmp_path, capsys):
    copy, again = tmp_path / "copy", tmp_path / "again"
    assert main(["backup", str(copy), "--data", str(workspace.root)]) == 0
    user = f"operator {operating_system_user()}"
    assert traces(workspace, EventKind.BACKED_UP) == [(user, "", f"{copy} · {head(workspace)}", 1)]
    assert main(["restore", str(copy), "--data", str(again)]) == 0
    restored = type(workspace)(again)
    assert traces(restored, EventKind.RESTORED) == [(user, "", f"{copy} · {head(workspace)}", 1)]


def test_a_backup_that_did_not_come_about_is_not_noted(workspace, tmp_path, capsys):
    (tmp_path / "used").write_text("", encoding="utf-8")
    assert main(["backup", str(tmp_path), "--data", str(workspace.root)]) == 1
    assert traces(workspace, EventKind.BACKED_UP) == []
    with pytest.raises(Refused):
        back_up(workspace, tmp_path)
