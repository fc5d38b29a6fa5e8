"""Accounts, stand-ins, purge by two, audit trail, daily heads, form and scans."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from etl.collection import accounts, audit, form, history, purging, review, scans
from etl.ledger import ActKind, Ledger
from etl.ledger.errors import LedgerError
from etl.problems import Refused
from etl.rights import Account, Role, StandIn
from tests.collection_world import (
    ACCOUNTS, ADMINISTRATOR, AUDITOR, CITY, DISABLED, EDITOR, EXPIRED_STAND_IN, JANUARY, NOW, OFFICER, OTHER_REPORTER,
    PROVINCE, REPORTER, REVIEWER, SECOND_ADMINISTRATOR, SECOND_REVIEWER, STAND_IN, accepted, at, copy_world, file_of,
    head, one_figure, submitted,
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.problems]


def refusal(act, *arguments) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*arguments)
    assert all(one.message("zh") and one.message("en") for one in refused.value.problems)
    return codes(refused)


def test_an_account_is_made_changed_and_disabled(workspace):
    new = Account("li.ming", Role.REPORTER, (CITY,), "李明")
    for version in (new, replace(new, role=Role.REVIEWER), replace(new, is_disabled=True)):
        accounts.put_account(workspace, ADMINISTRATOR, version)
        assert version in accounts.listing(workspace, AUDITOR)
    found = audit.listing(workspace, AUDITOR, audit.Filters(kind="account", subject="li.ming"))
    assert [act.account for act in found.acts] == [ADMINISTRATOR] * 3


@pytest.mark.parametrize(
    "new, code",
    [
        (Account("x", Role.EDITOR), "account_name"),
        (Account("a b", Role.EDITOR), "account_name"),
        (Account("a\nb", Role.EDITOR), "account_name"),
        (Account("operator", Role.ADMINISTRATOR), "account_name"),
        (Account("somebody", Role.PUBLIC), "account_group"),
        (replace(ACCOUNTS[REPORTER], role=Role.AUDITOR, region_codes=()), "account_group"),
        (replace(ACCOUNTS[AUDITOR], role=Role.EDITOR), "account_group"),
        (Account("somebody", Role.REPORTER), "account_regions"),
        (Account("somebody", Role.REPORTER, ("999999",)), "account_regions"),
        (Account("somebody", Role.OFFICER, (CITY,)), "account_regions"),
        (Account("somebody", Role.AUDITOR, (PROVINCE,)), "account_regions"),
        (replace(ACCOUNTS[ADMINISTRATOR], display_name="自己"), "account_self"),
    ],
)
def test_an_account_that_cannot_be(workspace, new, code):
    before = head(workspace)
    assert refusal(accounts.put_account, workspace, ADMINISTRATOR, new) == [f"collection.{code}"]
    assert head(workspace) == before


def test_one_identity_is_one_account(workspace):
    accounts.put_account(workspace, ADMINISTRATOR, replace(ACCOUNTS[REPORTER], identity="idp|1"))
    other = replace(ACCOUNTS[REVIEWER], identity="idp|1")
    assert refusal(accounts.put_account, workspace, ADMINISTRATOR, other) == ["collection.account_identity"]


def test_the_operator_makes_the_first_administrator_and_is_recorded(workspace):
    accounts.install_account(workspace, Account("first", Role.ADMINISTRATOR))
    (act,) = audit.listing(workspace, AUDITOR, audit.Filters(subject="first")).acts
    assert act.account == accounts.OPERATOR and act.os_user


def test_a_disabled_account_loses_its_rights_with_the_next_act(workspace):
    accounts.put_account(workspace, ADMINISTRATOR, replace(ACCOUNTS[REPORTER], is_disabled=True))
    assert refusal(submitted, workspace, one_figure("45")) == ["rights.disabled"]


def test_a_stand_in_has_a_reason_an_end_and_the_same_group(workspace):
    until = NOW.date() + timedelta(days=30)
    for arrangement, code in (
        (StandIn(REVIEWER, REVIEWER, "休假", until), "stand_in"),
        (StandIn(REVIEWER, AUDITOR, "休假", until), "stand_in"),
        (StandIn(ADMINISTRATOR, AUDITOR, "休假", until), "stand_in"),
        (StandIn(REVIEWER, DISABLED, "休假", until), "stand_in"),
        (StandIn(REVIEWER, "stranger", "休假", until), "stand_in"),
        (StandIn(REVIEWER, SECOND_REVIEWER, " ", until), "reason"),
        (StandIn(REVIEWER, SECOND_REVIEWER, "休假", date(2027, 7, 22)), "stand_in_until"),
        (StandIn(REVIEWER, SECOND_REVIEWER, "休假", NOW.date() - timedelta(days=1)), "stand_in_until"),
    ):
        assert refusal(accounts.put_stand_in, workspace, ADMINISTRATOR, arrangement) == [f"collection.{code}"]


def test_an_arrangement_ends_by_itself_or_at_once(workspace):
    arrangement = StandIn(REPORTER, OTHER_REPORTER, "休假", NOW.date())
    accounts.put_stand_in(workspace, ADMINISTRATOR, arrangement)
    number = submitted(workspace, one_figure("45"), OTHER_REPORTER).submission_id
    assert review.inspect(workspace, REVIEWER, number).waiting.signatures[0].on_behalf == REPORTER
    with at(NOW + timedelta(days=1)):
        assert refusal(submitted, workspace, one_figure("46"), OTHER_REPORTER) == ["rights.region"]
    accounts.end_stand_in(workspace, ADMINISTRATOR, REPORTER, OTHER_REPORTER, "提前返回")
    assert refusal(submitted, workspace, one_figure("46"), OTHER_REPORTER) == ["rights.region"]
    (kept,) = [one for one in accounts.stand_ins(workspace, AUDITOR) if one.stand_in == OTHER_REPORTER]
    assert kept.until < NOW.date()


def test_what_runs_is_ended_once_with_a_reason_and_both_acts_stay_on_record(workspace):
    def end(reason: str = "提前返回", principal: str = REPORTER, stand_in: str = STAND_IN):
        return accounts.end_stand_in(workspace, ADMINISTRATOR, principal, stand_in, reason)

    before = head(workspace)
    assert refusal(end, " ") == ["collection.reason"]
    assert refusal(end, "x", STAND_IN, REPORTER) == ["ledger.stand_in_unknown"]
    assert refusal(end, "x", REPORTER, EXPIRED_STAND_IN) == ["ledger.stand_in_unknown"]
    assert head(workspace) == before
    number = end(" 提前返回 ")
    assert refusal(end) == ["ledger.stand_in_unknown"]
    last, *_, arranged = [one for one in accounts.stand_in_history(workspace, AUDITOR) if one.stand_in.stand_in == STAND_IN]
    assert (last.sequence, last.by, last.stand_in.reason, last.is_end) == (number, ADMINISTRATOR, "提前返回", True)
    assert (arranged.stand_in.reason, arranged.is_end) == ("休假", False)
    page = audit.listing(workspace, AUDITOR, audit.Filters(kind="stand_in"))
    assert page.acts[0].reason == "提前返回" and page.stand_ins[number] == last


def test_a_stand_in_of_a_disabled_account_is_ended_all_the_same(workspace):
    accounts.put_account(workspace, ADMINISTRATOR, replace(ACCOUNTS[STAND_IN], is_disabled=True))
    accounts.end_stand_in(workspace, ADMINISTRATOR, REPORTER, STAND_IN, "离职")
    assert [one.is_end for one in accounts.stand_in_history(workspace, AUDITOR)][0]


def test_nobody_reviews_what_their_stand_in_sent(workspace):
    accounts.put_stand_in(workspace, ADMINISTRATOR, StandIn(REPORTER, SECOND_REVIEWER, "休假", NOW.date()))
    number = submitted(workspace, one_figure("45")).submission_id
    basis = review.inspect(workspace, SECOND_REVIEWER, number).basis
    assert refusal(review.sign, workspace, SECOND_REVIEWER, number, basis) == ["rights.own_work"]
    assert refusal(review.send_back, workspace, SECOND_REVIEWER, number, "退回") == ["rights.own_work"]


SECRET = file_of("澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,张三 13800000000")


def returned(workspace) -> tuple[str, str]:
    number = submitted(workspace, SECRET).submission_id
    review.send_back(workspace, REVIEWER, number, "含个人信息")
    return number, review.inspect(workspace, REVIEWER, number).waiting.sha256


def test_a_file_is_purged_by_administrator_and_auditor_together(workspace):
    number, sha256 = returned(workspace)
    assert refusal(purging.agree, workspace, AUDITOR, sha256) == ["collection.purge_not_asked"]
    purging.ask(workspace, ADMINISTRATOR, sha256, "含个人信息")
    assert refusal(purging.ask, workspace, AUDITOR, sha256, "再次申请") == ["collection.purge_done"]
    assert refusal(purging.agree, workspace, SECOND_ADMINISTRATOR, sha256) == ["collection.purge_same_hands"]
    assert history.original(workspace, AUDITOR, number).data == SECRET
    purging.agree(workspace, AUDITOR, sha256)
    assert refusal(history.original, workspace, AUDITOR, number) == ["collection.file_gone"]
    (request,) = purging.asked(workspace, AUDITOR)
    assert (request.asked_by, request.agreed_by, request.reason, request.sha256) == (
        ADMINISTRATOR, AUDITOR, "含个人信息", sha256,
    )  # fmt: skip
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.verify() == [] and not ledger.original(sha256)
    left = b"".join(path.read_bytes() for path in workspace.var.rglob("*") if path.is_file())
    assert "13800000000".encode() not in left
    assert refusal(purging.ask, workspace, ADMINISTRATOR, sha256, "再次") == ["collection.purge_done"]


def test_what_stands_or_waits_is_not_purged(workspace):
    number = submitted(workspace, SECRET).submission_id
    sha256 = review.inspect(workspace, REVIEWER, number).waiting.sha256
    before = head(workspace)
    with pytest.raises(LedgerError):
        purging.ask(workspace, ADMINISTRATOR, sha256, "含个人信息")
    assert refusal(purging.ask, workspace, ADMINISTRATOR, "0" * 64, "误传") == ["collection.purge_unknown"]
    assert refusal(purging.ask, workspace, AUDITOR, returned(workspace)[1], "") == ["collection.reason"]
    assert head(workspace) == before + 1  # sent back by the helper of this test


def test_the_audit_trail_is_filtered_and_paged(workspace, monkeypatch):
    monkeypatch.setattr(audit, "PAGE_SIZE", 5)
    number = submitted(workspace, one_figure("45")).submission_id
    review.send_back(workspace, REVIEWER, number, "请核对")
    whole = audit.listing(workspace, AUDITOR)
    assert whole.acts[0].kind == ActKind.RETURNED and len(whole.acts) == 5 and whole.total == head(workspace)
    last = audit.listing(workspace, AUDITOR, page=999)
    assert last.page == whole.pages and last.acts[-1].sequence == 1
    about = audit.listing(workspace, AUDITOR, audit.Filters(subject=number))
    assert [act.kind for act in about.acts] == [ActKind.RETURNED, ActKind.SUBMITTED]
    assert [act.account for act in audit.listing(workspace, AUDITOR, audit.Filters(by=REVIEWER)).acts] == [REVIEWER]
    assert audit.listing(workspace, AUDITOR, audit.Filters(kind="returned", by=REPORTER)).total == 0
    assert audit.listing(workspace, AUDITOR, audit.Filters(kind="no such kind")).total == 0


def test_a_head_is_written_once_a_day_where_it_is_configured(tmp_path):
    assert audit.write_head(copy_world(tmp_path / "without")) is None
    workspace = copy_world(tmp_path / "with")
    (workspace.root / "settings.toml").write_text('heads_folder = "../heads"', encoding="utf-8")
    with at(NOW):
        file = audit.write_head(workspace)
        noted = json.loads(file.read_text(encoding="utf-8"))
        assert noted["sequence"] == head(workspace) and file.resolve().parent == (tmp_path / "heads").resolve()
        accounts.put_account(workspace, ADMINISTRATOR, Account("li.ming", Role.EDITOR))
        assert audit.write_head(workspace) == file
        assert json.loads(file.read_text(encoding="utf-8")) == noted
        with Ledger.open(workspace.ledger_url) as ledger:
            assert ledger.check_heads([file]) == []


def test_the_form_carries_number_hash_and_signatures(workspace):
    number = accepted(workspace, one_figure("450000", unit="万元")).submission_id
    found = form.form(workspace, REPORTER, number)
    (row,) = found.rows
    assert (row.region_zh, row.metric_zh, row.period, row.value, row.unit) == ("澜江市", "跨境电商出口额", "2026Q2", "45", "亿元")
    assert [one.account for one in found.signatures] == [REPORTER, REVIEWER]
    with Ledger.open(workspace.ledger_url) as ledger:
        (act,) = ledger.acts(subject=number, kinds=[ActKind.ACCEPTED])
        assert found.act_hash == act.hash
        assert dict(ledger_rows(ledger))[int(number[1:])] == found.rows_sha256


def ledger_rows(ledger):
    from etl.ledger.stored import figure_digests

    with ledger._reading() as connection:
        return list(figure_digests(connection))


def test_there_is_no_form_of_what_does_not_stand(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    assert refusal(form.form, workspace, REPORTER, number) == ["collection.not_in_force"]
    assert refusal(scans.attach, workspace, REPORTER, number, PDF, "x.pdf") == ["collection.not_in_force"]


PDF, JPG, PNG = b"%PDF-1.7\nx\n%%EOF\n", b"\xff\xd8\xff\xe0 x \xff\xd9", b"\x89PNG\r\n\x1a\n x IEND\xaeB`\x82"


def test_a_scan_is_kept_by_its_content(workspace):
    number = accepted(workspace, one_figure("45")).submission_id
    for data in (PDF, JPG, PNG, PDF):
        scans.attach(workspace, REPORTER, number, data, "../../盖章页.exe")
    found = scans.scans(workspace, OFFICER, number)
    assert [(one.name, one.media_type) for one in found] == [
        (f"{number}-1.pdf", "application/pdf"),
        (f"{number}-2.jpg", "image/jpeg"),
        (f"{number}-3.png", "image/png"),
    ]
    assert scans.scan(workspace, OFFICER, number, found[1].sha256) == JPG
    assert refusal(scans.scan, workspace, OFFICER, number, "0" * 64) == ["collection.file_gone"]
    assert review.inspect(workspace, OFFICER, number).waiting.state is ActKind.ACCEPTED


@pytest.mark.parametrize("data", [b"", b"MZ...", b"<svg/>", PDF[:-6], PNG[:-8], b"PK\x03\x04", b"GIF89a"])
def test_what_is_no_scan_is_refused(workspace, data):
    assert refusal(scans.attach, workspace, REPORTER, "S000001", data, "x.pdf") == ["collection.scan_type"]


def test_a_scan_has_ten_megabytes_at_most(workspace):
    large = b"%PDF-" + bytes(10_000_000) + b"%%EOF"
    assert refusal(scans.attach, workspace, REPORTER, "S000001", large, "x.pdf") == ["collection.scan_size"]


def test_an_act_of_january_stays_before_one_of_july(workspace):
    acts = audit.listing(workspace, AUDITOR).acts
    assert acts[-1].at.startswith(f"{JANUARY:%Y-%m-%d}")
    assert [act.sequence for act in acts] == sorted((act.sequence for act in acts), reverse=True)
    assert EDITOR in {act.subject for act in audit.listing(workspace, AUDITOR, audit.Filters(kind="account")).acts}
