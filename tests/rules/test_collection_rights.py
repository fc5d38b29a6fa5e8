"""Every function of the service layer × everyone who may turn up.

Whoever is denied leaves the ledger as it was; the table is complete: a function that takes an
account and is not in it fails the test.
"""

import importlib
import inspect
import pkgutil
import shutil
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

import etl.collection
from etl.checks.case import FigureKey
from etl.collection import (
    accounts, audit, filing, form, history, plan_drafts, plan_intake, plan_reading, purging, quarters, release, review, scans,
    submissions,
)  # fmt: skip
from etl.ledger.chain import sha256
from etl.period import Period
from etl.problems import Refused
from etl.rights import Account, Role, StandIn
from etl.vocabulary import Counting, Scope
from etl.workspace import Workspace
from tests.collection_world import (
    ADMINISTRATOR, APPROVER, AUDITOR, CITY, DISABLED, EDITOR, EVERYBODY, EXPIRED_STAND_IN, FOREIGN_OFFICER, NOW, OFFICER, OTHER_CITY, OTHER_REPORTER,
    OTHER_REVIEWER, PROVINCE, PUBLIC, REPORTER, REVIEWER, SECOND_ADMINISTRATOR, SECOND_REVIEWER, STAND_IN, UNKNOWN,
    accepted, at, copy_world, examined, head, one_figure, submitted, terms,
)  # fmt: skip
from tests.plan_scene import OTHER, PLAN, PLAN_TEXT, confirmed, take

REFUSED_FILE = one_figure("约45")
NEW_FILE = one_figure("3", metric="对接活动数", unit="场")
SCAN = b"%PDF-1.7\n...\n%%EOF\n"
PLAN_FILE = PLAN_TEXT.encode()
PLAN_SHA256 = sha256(PLAN_FILE)
KEY = FigureKey(CITY, "export_value", Scope.COMMERCE, Counting.YTD, 2026 * 12 + 3)

SEE_UPLOADS = {REPORTER, REVIEWER, SECOND_REVIEWER, APPROVER, OFFICER, AUDITOR, STAND_IN}
#: They see uploads of other regions.
ELSEWHERE = {OTHER_REPORTER, OTHER_REVIEWER, FOREIGN_OFFICER, EXPIRED_STAND_IN}
FILE = {REPORTER, STAND_IN}
REVIEW = {REVIEWER, SECOND_REVIEWER}
MANAGE = {ADMINISTRATOR, SECOND_ADMINISTRATOR}
OVERSEE = {*MANAGE, AUDITOR}
ANYBODY = set(EVERYBODY) - {UNKNOWN, DISABLED}
SIGNED_IN = ANYBODY - {PUBLIC, *MANAGE}
EDIT = {EDITOR}

#: Function → what is asked of it (workspace, account, numbers of the scene), and who may.
TABLE = {
    filing.submit: (lambda w, a, s: filing.submit(w, a, s.new_file, terms()), FILE),
    filing.keep_refused: (lambda w, a, s: filing.keep_refused(w, a, s.refused_file, terms()), FILE),
    review.inspect: (lambda w, a, s: review.inspect(w, a, s.waiting), SEE_UPLOADS),
    review.sign: (lambda w, a, s: review.sign(w, a, s.waiting, s.basis), REVIEW),
    review.send_back: (lambda w, a, s: review.send_back(w, a, s.waiting, "数值有误"), REVIEW),
    review.withdraw: (lambda w, a, s: review.withdraw(w, a, s.waiting, "重复报送"), FILE | REVIEW),
    quarters.reopen: (lambda w, a, s: quarters.reopen(w, a, CITY, "2026Q1", "漏报", date(2026, 8, 1)), {OFFICER}),
    release.preview: (lambda w, a, s: release.preview(w, a, PROVINCE, "2026Q1"), {OFFICER}),
    release.release: (lambda w, a, s: release.release(w, a, PROVINCE, "2026Q1", s.release_basis), {OFFICER}),
    release.unrelease: (lambda w, a, s: release.unrelease(w, a, PROVINCE, "2025Q2", "数据有误"), {OFFICER}),
    history.versions: (lambda w, a, s: history.versions(w, a, KEY), ANYBODY),
    history.locate: (lambda w, a, s: history.locate(w, a, s.accepted, 2), SEE_UPLOADS),
    history.original: (lambda w, a, s: history.original(w, a, s.accepted), SEE_UPLOADS),
    submissions.visible: (lambda w, a, s: submissions.visible(w, a), SEE_UPLOADS | ELSEWHERE),
    form.form: (lambda w, a, s: form.form(w, a, s.accepted), SEE_UPLOADS),
    scans.attach: (lambda w, a, s: scans.attach(w, a, s.accepted, SCAN + b"2", "x"), FILE | REVIEW | {APPROVER}),
    scans.scans: (lambda w, a, s: scans.scans(w, a, s.accepted), SEE_UPLOADS),
    scans.scan: (lambda w, a, s: scans.scan(w, a, s.accepted, s.scan), SEE_UPLOADS),
    accounts.listing: (lambda w, a, s: accounts.listing(w, a), OVERSEE),
    accounts.put_account: (lambda w, a, s: accounts.put_account(w, a, Account("new", Role.EDITOR)), MANAGE),
    accounts.stand_ins: (lambda w, a, s: accounts.stand_ins(w, a), OVERSEE),
    accounts.put_stand_in: (
        lambda w, a, s: accounts.put_stand_in(w, a, StandIn(REVIEWER, SECOND_REVIEWER, "休假", date(2026, 8, 1))),
        MANAGE,
    ),
    accounts.stand_in_history: (lambda w, a, s: accounts.stand_in_history(w, a), OVERSEE),
    accounts.end_stand_in: (lambda w, a, s: accounts.end_stand_in(w, a, REPORTER, STAND_IN, "提前返回"), MANAGE),
    purging.ask: (lambda w, a, s: purging.ask(w, a, s.returned_sha256, "含个人信息"), OVERSEE),
    purging.agree: (lambda w, a, s: purging.agree(w, a, s.asked_sha256), {AUDITOR}),
    purging.asked: (lambda w, a, s: purging.asked(w, a), OVERSEE),
    audit.listing: (lambda w, a, s: audit.listing(w, a), {AUDITOR}),
    audit.head: (lambda w, a, s: audit.head(w, a), {AUDITOR}),
    audit.daily_heads: (lambda w, a, s: audit.daily_heads(w, a), {AUDITOR}),
    audit.verify: (lambda w, a, s: audit.verify(w, a), {AUDITOR}),
    plan_intake.preview: (lambda w, a, s: plan_intake.preview(w, a, OTHER, take(*OTHER.candidates)), EDIT),
    plan_intake.confirm: (lambda w, a, s: plan_intake.confirm(w, a, OTHER, take(*OTHER.candidates), s.plan_basis), EDIT),
    plan_reading.examine: (lambda w, a, s: plan_reading.examine(w, a, PLAN_FILE, "plan.txt"), EDIT),
    plan_reading.intakes: (lambda w, a, s: plan_reading.intakes(w, a), SIGNED_IN),
    plan_reading.decided_on: (lambda w, a, s: plan_reading.decided_on(w, a), SIGNED_IN),
    plan_reading.record: (lambda w, a, s: plan_reading.record(w, a, "990100-2026"), SIGNED_IN),
    plan_reading.stored: (lambda w, a, s: plan_reading.stored(w, a, PLAN_SHA256), SIGNED_IN),
    plan_reading.plan_file: (lambda w, a, s: plan_reading.plan_file(w, a, PLAN_SHA256), SIGNED_IN),
    plan_reading.editions: (lambda w, a, s: plan_reading.editions(w, a, "990100-2026"), SIGNED_IN),
    plan_reading.consistency: (
        lambda w, a, s: plan_reading.consistency(w, a, "990100-2026", Period.parse("2026Q2")),
        SIGNED_IN,
    ),
    plan_drafts.own: (lambda w, a, s: plan_drafts.own(w, a), EDIT),
    plan_drafts.keep: (lambda w, a, s: plan_drafts.keep(w, a, b"new", "new.txt"), EDIT),
    plan_drafts.draft: (lambda w, a, s: plan_drafts.draft(w, a, PLAN_SHA256), EDIT),
    plan_drafts.plan_bytes: (lambda w, a, s: plan_drafts.plan_bytes(w, a, PLAN_SHA256), EDIT),
    plan_drafts.change: (lambda w, a, s: plan_drafts.change(w, a, PLAN_SHA256, lambda draft: draft), EDIT),
    plan_drafts.decide: (lambda w, a, s: plan_drafts.decide(w, a, PLAN_SHA256, "1", take(*OTHER.candidates), {}), EDIT),
    plan_drafts.take_back: (lambda w, a, s: plan_drafts.take_back(w, a, PLAN_SHA256, "1", {}), EDIT),
    plan_drafts.drop: (lambda w, a, s: plan_drafts.drop(w, a, PLAN_SHA256), EDIT),
    plan_drafts.taken_in: (lambda w, a, s: plan_drafts.taken_in(w, a), EDIT),
    plan_drafts.take_up: (lambda w, a, s: plan_drafts.take_up(w, a, PLAN_SHA256), EDIT),
}
#: These write nothing.
READS = {
    review.inspect, release.preview, history.versions, history.locate, history.original, form.form, scans.scans,
    scans.scan, accounts.listing, accounts.stand_ins, accounts.stand_in_history, purging.asked, audit.listing,
    audit.head, audit.daily_heads, audit.verify, plan_intake.preview, plan_reading.examine, plan_reading.intakes, plan_reading.decided_on,
    plan_reading.record, plan_reading.stored, plan_reading.plan_file, plan_reading.editions, plan_reading.consistency, plan_drafts.own,
    plan_drafts.draft, plan_drafts.plan_bytes, plan_drafts.taken_in, submissions.visible,
}  # fmt: skip
#: These write beside the ledger.
BESIDE = {plan_drafts.keep, plan_drafts.change, plan_drafts.decide, plan_drafts.take_back, plan_drafts.drop, plan_drafts.take_up}
#: These read a file or a warehouse each time: who is allowed is tried with two accounts.
COSTLY = {plan_reading.stored, plan_reading.consistency}
#: These deny nobody and show each only what they may see; each has its own test below.
FILTERED = {
    filing.open_regions, filing.own, review.waiting, review.withdrawable, review.outcome, quarters.progress,
    quarters.progress_by_quarter,
    quarters.locks, release.released,
}  # fmt: skip


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """One submission that waits, one accepted, one released, two sent back, one purge asked for."""
    workspace = copy_world(tmp_path_factory.mktemp("scene") / "work")
    with at(NOW):
        confirmed(workspace, replace(PLAN, data=PLAN_FILE))
        plan_drafts.keep(workspace, EDITOR, PLAN_FILE, "plan.txt")
        sent_back = []
        for value in ("7", "8"):
            events = one_figure(value, quarter="2025Q3", metric="对接活动数", unit="场")
            receipt = submitted(workspace, events, under=terms(quarter="2025Q3"))
            review.send_back(workspace, REVIEWER, receipt.submission_id, "核对数值")
            sent_back.append(review.inspect(workspace, REVIEWER, receipt.submission_id).waiting.sha256)
        purging.ask(workspace, ADMINISTRATOR, sent_back[0], "含个人信息")
        past = terms(OTHER_CITY, "2025Q2")
        accepted(workspace, one_figure("9", "望海市", "2025Q2"), OTHER_REPORTER, OTHER_REVIEWER, past)
        basis = release.preview(workspace, OFFICER, PROVINCE, "2025Q2").basis
        release.release(workspace, OFFICER, PROVINCE, "2025Q2", basis)
        done = accepted(workspace, one_figure("20", quarter="2026Q1"), under=terms(quarter="2026Q1")).submission_id
        scans.attach(workspace, REPORTER, done, SCAN, "scan.pdf")
        waiting = submitted(workspace, one_figure("45")).submission_id
        yield SimpleNamespace(
            workspace=workspace,
            waiting=waiting,
            accepted=done,
            basis=review.inspect(workspace, REVIEWER, waiting).basis,
            release_basis=release.preview(workspace, OFFICER, PROVINCE, "2026Q1").basis,
            plan_basis=plan_intake.preview(workspace, EDITOR, OTHER, take(*OTHER.candidates)).basis,
            asked_sha256=sent_back[0],
            returned_sha256=sent_back[1],
            new_file=examined(workspace, NEW_FILE),
            refused_file=examined(workspace, REFUSED_FILE),
            scan=scans.scans(workspace, REPORTER, done)[0].sha256,
        )


def service_functions() -> set:
    """Public functions of the service layer that take an account."""
    found = set()
    for module in pkgutil.iter_modules(etl.collection.__path__, "etl.collection."):
        for name, one in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            is_ours = one.__module__.startswith("etl.collection.") and not name.startswith("_")
            if is_ours and list(inspect.signature(one).parameters)[:2] == ["workspace", "account"]:
                found.add(one)
    return found - {importlib.import_module("etl.collection.acting").acting, importlib.import_module("etl.collection.acting").decide}


def test_the_table_is_complete():
    assert service_functions() == {*TABLE, *FILTERED}


@pytest.mark.parametrize("function", TABLE, ids=lambda one: f"{one.__module__.rpartition('.')[2]}.{one.__name__}")
def test_who_is_denied_and_that_nothing_is_written(function, scene):
    call, allowed = TABLE[function]
    before = head(scene.workspace)
    for account in EVERYBODY:
        if account in allowed or (function is purging.agree and account in MANAGE):
            continue
        with at(NOW), pytest.raises(Refused) as refused:
            call(scene.workspace, account, scene)
        assert [one.code.partition(".")[0] for one in refused.value.problems] == ["rights"], account
        assert head(scene.workspace) == before, account


@pytest.mark.parametrize("function", TABLE, ids=lambda one: f"{one.__module__.rpartition('.')[2]}.{one.__name__}")
def test_who_is_allowed(function, scene, tmp_path):
    call, allowed = TABLE[function]
    accounts_tried = sorted(allowed)[:2] if function in COSTLY else sorted(allowed)
    for number, account in enumerate(accounts_tried):
        workspace = scene.workspace if function in READS else Workspace(tmp_path / str(number))
        if function not in READS:
            shutil.copytree(scene.workspace.root, workspace.root)
        before = head(workspace)
        with at(NOW):
            call(workspace, account, scene)
        assert (head(workspace) > before) == (function not in {*READS, *BESIDE})


def test_two_administrators_are_not_two_sides(scene):
    before = head(scene.workspace)
    for account in sorted(MANAGE):
        with at(NOW), pytest.raises(Refused) as refused:
            purging.agree(scene.workspace, account, scene.asked_sha256)
        assert [one.code for one in refused.value.problems] == ["collection.purge_same_hands"]
    assert head(scene.workspace) == before


@pytest.mark.parametrize("account", EVERYBODY)
def test_for_which_regions_an_account_may_file(account, scene):
    expected = [CITY, "990101"] if account in FILE else [OTHER_CITY] if account == OTHER_REPORTER else []
    with at(NOW):
        assert filing.open_regions(scene.workspace, account) == expected


@pytest.mark.parametrize("account", EVERYBODY)
def test_everybody_has_the_list_of_their_own_uploads_only(account, scene):
    own = filing.own(scene.workspace, account)
    assert {one.account for one in own} <= {account}
    assert (scene.waiting in {one.submission_id for one in own}) == (account == REPORTER)


@pytest.mark.parametrize("account", EVERYBODY)
def test_what_waits_is_shown_to_those_of_the_region_only(account, scene):
    with at(NOW):
        inbox = review.waiting(scene.workspace, account)
    shown = {one.submission_id for one in (*inbox.to_sign, *inbox.sent, *inbox.others)}
    assert shown == ({scene.waiting} if account in SEE_UPLOADS else set())
    assert bool(inbox.to_sign) == (account in REVIEW)
    assert bool(inbox.sent) == (account == REPORTER)
    assert len(inbox.returned) == (1 if account == REPORTER else 0)


@pytest.mark.parametrize("account", EVERYBODY)
def test_what_became_of_a_submission_is_told_to_those_of_the_region_only(account, scene):
    with at(NOW):
        found = review.outcome(scene.workspace, account, scene.accepted)
        assert review.outcome(scene.workspace, account, "S999999") is None
        offered = [one.submission_id for one in review.withdrawable(scene.workspace, account)]
    assert (found.decided_by if found else "") == (REVIEWER if account in SEE_UPLOADS else "")
    assert offered == ([scene.waiting] if account == REPORTER else [])


@pytest.mark.parametrize("account", EVERYBODY)
def test_progress_locks_and_releases_are_shown_by_region(account, scene):
    sees_other = account in {OFFICER, AUDITOR, OTHER_REPORTER, OTHER_REVIEWER, STAND_IN, "expired-stand-in"}
    regions = ({CITY} if account in SEE_UPLOADS else set()) | ({OTHER_CITY} if sees_other else set())
    with at(NOW):
        assert {one.region_code for one in quarters.progress(scene.workspace, account, "2026Q2")} == regions
        assert {one.region_code for one in quarters.locks(scene.workspace, account)} == regions
        assert len(release.released(scene.workspace, account)) == (account in {OFFICER, AUDITOR})


def test_the_public_sees_nothing_of_a_figure_that_was_not_released(scene):
    with at(NOW):
        for account in (PUBLIC, ADMINISTRATOR):
            assert history.versions(scene.workspace, account, KEY) == []
        released_key = FigureKey(OTHER_CITY, "export_value", Scope.COMMERCE, Counting.YTD, 2025 * 12 + 6)
        (version,) = history.versions(scene.workspace, PUBLIC, released_key)
    assert version.value == 9 and not version.signatures and not version.submission_id and not version.file


def test_another_city_sees_the_value_but_neither_people_nor_files(scene):
    with at(NOW):
        (version,) = history.versions(scene.workspace, OTHER_REPORTER, KEY)
        (own,) = history.versions(scene.workspace, REPORTER, KEY)
    assert version.value == own.value == 20
    assert (version.signatures, version.file, version.sha256, version.row) == ((), "", "", None)
    assert [one.account for one in own.signatures] == [REPORTER, REVIEWER]
