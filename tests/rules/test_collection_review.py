"""审核: one to three signatures, each on what its signer saw."""

from datetime import timedelta

import pytest

from etl.collection import quarters, review
from etl.ledger import ActKind, Ledger
from etl.ledger.errors import LedgerError
from etl.problems import Refused
from etl.rights import Deed
from tests.collection_world import (
    APPROVER, CITY, NOW, OFFICER, OTHER_REVIEWER, REPORTER, REVIEWER, SECOND_REVIEWER, accepted, at, copy_world,
    head, one_figure, signed, submitted,
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.problems]


def reopened(workspace):
    quarters.reopen(workspace, OFFICER, CITY, "2026Q2", "漏报一家企业", NOW.date() + timedelta(days=9))


def test_with_three_sign_offs_the_approver_signs_last(tmp_path):
    workspace = copy_world(tmp_path / "three", sign_offs=3)
    with at(NOW):
        number = submitted(workspace, one_figure("45")).submission_id
        with pytest.raises(Refused) as refused:
            signed(workspace, number, APPROVER)
        assert codes(refused) == ["rights.role"]
        reviewed = signed(workspace, number, REVIEWER)
        assert (reviewed.state, reviewed.accepted) == (ActKind.REVIEWED, False)
        (waiting,) = review.waiting(workspace, APPROVER).to_sign
        assert waiting.next_deed is Deed.APPROVE
        with pytest.raises(Refused) as refused:
            signed(workspace, number, SECOND_REVIEWER)
        assert codes(refused) == ["rights.role"]
        assert signed(workspace, number, APPROVER).accepted
        done = review.inspect(workspace, OFFICER, number).waiting
    signed_as = [(one.account, one.deed) for one in done.signatures]
    assert signed_as == [(REPORTER, Deed.SUBMIT), (REVIEWER, Deed.REVIEW), (APPROVER, Deed.APPROVE)]
    assert done.next_deed is None


def test_two_reviewers_at_once_one_signature(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    bases = [review.inspect(workspace, one, number).basis for one in (REVIEWER, SECOND_REVIEWER)]
    assert review.sign(workspace, REVIEWER, number, bases[0]).accepted
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        review.sign(workspace, SECOND_REVIEWER, number, bases[1])
    assert codes(refused) == ["collection.look_again"] and head(workspace) == before


def test_a_reviewer_looks_again_where_the_figure_changed(workspace):
    accepted(workspace, one_figure("44"))
    reopened(workspace)
    number = submitted(workspace, one_figure("45")).submission_id
    basis = review.inspect(workspace, REVIEWER, number).basis
    with Ledger.open(workspace.ledger_url) as ledger:
        (first,) = ledger.submissions([ActKind.ACCEPTED])
    review.withdraw(workspace, REPORTER, first.submission_id, "企业口径有误")
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        review.sign(workspace, REVIEWER, number, basis)
    assert codes(refused) == ["collection.look_again"] and head(workspace) == before
    assert signed(workspace, number).accepted


def test_of_two_that_wait_for_one_quarter_only_one_is_accepted(workspace):
    first, second = (submitted(workspace, one_figure(value)).submission_id for value in ("45", "46"))
    waiting = {one.submission_id: one.newer_id for one in review.waiting(workspace, REVIEWER).to_sign}
    assert waiting == {first: second, second: ""}
    signed(workspace, second)
    with pytest.raises(Refused) as refused:
        signed(workspace, first)
    assert codes(refused) == ["rights.locked"]


def test_what_the_registers_no_longer_allow_is_not_accepted(workspace):
    number = submitted(workspace, one_figure("45.5")).submission_id
    metrics = workspace.root / "metrics.csv"
    text = metrics.read_text(encoding="utf-8")
    metrics.write_text(text.replace("commerce,,,,,,当年出口额", "commerce,,,0,,,当年出口额"), encoding="utf-8")
    inspected = review.inspect(workspace, REVIEWER, number)
    assert not inspected.is_acceptable and inspected.problems
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        review.sign(workspace, REVIEWER, number, inspected.basis)
    assert codes(refused) == ["collection.still_acceptable"] and head(workspace) == before
    review.send_back(workspace, REVIEWER, number, "应为整数")


def test_the_reason_of_a_doubtful_figure_travels_to_the_reviewer(workspace):
    reason = "两家头部企业整体迁入本市"
    number = submitted(workspace, one_figure("800", note=f"说明：{reason}")).submission_id
    explained = review.inspect(workspace, REVIEWER, number).explained
    assert "upload.magnitude" in {one.code for one in explained}
    assert {one.reason for one in explained} == {reason} and {one.row for one in explained} == {2}
    assert all(reason in one.message(lang) for one in explained for lang in ("zh", "en"))


def test_what_is_sent_back_reaches_its_sender_with_the_reason_until_a_newer_file_comes(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    review.send_back(workspace, REVIEWER, number, "请补充澜东县")
    (returned,) = review.waiting(workspace, REPORTER).returned
    assert (returned.reason, returned.decided_by, returned.state) == ("请补充澜东县", REVIEWER, ActKind.RETURNED)
    submitted(workspace, one_figure("46"))
    assert review.waiting(workspace, REPORTER).returned == ()


@pytest.mark.parametrize("act", [review.send_back, review.withdraw])
def test_a_reason_must_be_given(workspace, act):
    number = submitted(workspace, one_figure("45")).submission_id
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        act(workspace, REVIEWER, number, "   ")
    assert codes(refused) == ["collection.reason"] and head(workspace) == before


def test_what_was_decided_waits_for_nobody(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    review.send_back(workspace, REVIEWER, number, "请核对")
    inspected = review.inspect(workspace, REVIEWER, number)
    assert not inspected.may_sign
    with pytest.raises(Refused) as refused:
        review.sign(workspace, REVIEWER, number, inspected.basis)
    assert codes(refused) == ["collection.not_waiting"]
    with pytest.raises(Refused) as refused:
        review.send_back(workspace, REVIEWER, number, "再次退回")
    assert codes(refused) == ["collection.not_waiting"]
    with pytest.raises(LedgerError):
        review.withdraw(workspace, REPORTER, number, "撤回")


def test_an_accepted_submission_is_withdrawn_only_while_its_quarter_is_open(workspace):
    number = accepted(workspace, one_figure("45")).submission_id
    with pytest.raises(Refused) as refused:
        review.withdraw(workspace, REPORTER, number, "重复报送")
    assert codes(refused) == ["rights.locked"]
    assert review.withdrawable(workspace, REPORTER) == []
    reopened(workspace)
    assert [one.submission_id for one in review.withdrawable(workspace, REPORTER)] == [number]
    review.withdraw(workspace, REPORTER, number, "重复报送")
    assert quarters.locks(workspace, REPORTER) == [] == review.withdrawable(workspace, REPORTER)


def test_what_is_offered_for_withdrawal_is_what_waits_and_newest_first(workspace):
    first, second = (submitted(workspace, one_figure(value)).submission_id for value in ("45", "46"))
    review.send_back(workspace, REVIEWER, submitted(workspace, one_figure("47")).submission_id, "有误")
    assert [one.submission_id for one in review.withdrawable(workspace, REPORTER)] == [second, first]
    assert review.withdrawable(workspace, OTHER_REVIEWER) == []
    signed(workspace, second)
    assert [one.submission_id for one in review.withdrawable(workspace, REPORTER)] == [first]


def test_a_submission_that_waits_may_be_withdrawn(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    review.withdraw(workspace, REPORTER, number, "重复报送")
    inbox = review.waiting(workspace, REVIEWER)
    assert not inbox.to_sign and not inbox.others


def test_an_unknown_submission_and_a_foreign_one(workspace):
    number = submitted(workspace, one_figure("45")).submission_id
    with pytest.raises(LedgerError):
        review.inspect(workspace, REVIEWER, "S999999")
    with pytest.raises(Refused) as refused:
        review.inspect(workspace, OTHER_REVIEWER, number)
    assert codes(refused) == ["rights.region"]
