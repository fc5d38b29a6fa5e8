"""From submission to acceptance: who signed, what may follow what, what is sent twice."""

from datetime import datetime

import pytest

from etl.ledger import ActKind, Ledger
from etl.ledger.chain import sha256
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import (
    AccountInvalid,
    KeyReused,
    OldFile,
    ReasonMissing,
    SubmissionNotInForce,
    SubmissionNotPending,
    SubmissionUnknown,
)
from etl.problems import Problem, Severity, wording
from tests.ledger_engines import entry

CITY, QUARTER = "990100", "2025Q4"
DOUBT = Problem(
    "upload.magnitude",
    "magnitude",
    Severity.EXPLAIN,
    row=2,
    column="数值",
    found="1",
    needed={"previous": 12, "period": "2025Q3"},
    reason="一家主要企业当季停产检修",
)
KEY = (CITY, "export_value", "commerce", "ytd", 24312)


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def submit(ledger, data=b"one", account="zhang", figures=None, problems=(), **terms):
    terms = {"region_code": CITY, "quarter": QUARTER} | terms
    with ledger.transaction(account) as tx:
        return tx.submit(data, "报送.csv", figures or [entry()], list(problems), **terms)


def act(ledger, account, verb, *arguments, **names):
    with ledger.transaction(account) as tx:
        return getattr(tx, verb)(*arguments, **names)


def counted(ledger):
    return [value for batch in ledger.figure_batches() for value in batch["value"].to_pylist()]


def test_what_waits_counts_for_nothing(ledger):
    receipt = submit(ledger)
    assert (receipt.accepted, receipt.replay, receipt.state) == (False, False, ActKind.SUBMITTED)
    assert counted(ledger) == []
    assert [figure.value for figure in ledger.entries(receipt.submission_id)] == [1]


def test_three_signatures_and_the_last_one_counts(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "review", one, note="已与企业核对")
    assert counted(ledger) == []
    sequence = act(ledger, "wang", "accept", one)
    (batch,) = ledger.figure_batches()
    assert (batch["value"].to_pylist(), batch["sequence"].to_pylist()) == (["1"], [sequence])
    signed = [(event.kind, event.account, event.note) for event in ledger.submission(one).signatures]
    assert signed == [
        ("submitted", "zhang", ""),
        ("reviewed", "li", "已与企业核对"),
        ("accepted", "wang", ""),
    ]
    assert ledger.verify() == []


def test_the_reviewer_may_be_the_last(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "accept", one)
    assert counted(ledger) == ["1"]


def test_submitted_and_accepted_in_one_transaction_have_one_time(ledger):
    with ledger.transaction("zhang") as tx:
        receipt = tx.submit(b"one", "a.csv", [entry()], [], region_code=CITY, quarter=QUARTER)
        tx.accept(receipt.submission_id)
    assert len({one.at for one in ledger.acts()}) == 1
    assert counted(ledger) == ["1"]


def test_whoever_acts_for_another_leaves_both_names(ledger):
    one = submit(ledger, principal="chen").submission_id
    act(ledger, "li", "accept", one, principal="wang")
    dossier = ledger.submission(one)
    assert [(event.account, event.principal) for event in dossier.signatures] == [
        ("zhang", "chen"),
        ("li", "wang"),
    ]
    assert dossier.signed_by == {"zhang", "chen", "li", "wang"}


def test_a_returned_submission_says_why_and_never_counts(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "send_back", one, "当季与累计混填")
    dossier = ledger.submission(one)
    assert dossier.submission.state is ActKind.RETURNED
    assert dossier.events[-1].note == "当季与累计混填"
    assert counted(ledger) == [] and ledger.withdrawals() == []


@pytest.mark.parametrize("verbs", [(), ("review",)])
def test_what_waits_may_be_withdrawn_and_the_warehouse_need_not_know(ledger, verbs):
    one = submit(ledger).submission_id
    for verb in verbs:
        act(ledger, "li", verb, one)
    act(ledger, "zhang", "withdraw", one, "选错文件")
    assert ledger.submission(one).submission.state is ActKind.WITHDRAWN
    assert ledger.withdrawals() == []


def test_a_withdrawal_of_what_counted_is_one(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "accept", one)
    sequence = act(ledger, "li", "withdraw", one, "口径有误")
    assert [(gone.submission_id, gone.sequence) for gone in ledger.withdrawals()] == [(one, sequence)]


ENDINGS = {
    "returned": ("send_back", "退回理由"),
    "withdrawn": ("withdraw", "撤回理由"),
    "accepted": ("accept",),
}


@pytest.mark.parametrize("state", ENDINGS)
def test_what_was_decided_is_not_decided_again(ledger, state):
    one = submit(ledger).submission_id
    act(ledger, "li", ENDINGS[state][0], one, *ENDINGS[state][1:])
    head = ledger.head()
    for verb, *reason in (("review",), ("accept",), ("send_back", "理由")):
        with pytest.raises(SubmissionNotPending) as refusal:
            act(ledger, "wang", verb, one, *reason)
        assert one in refusal.value.problems[0].message("zh")
    if state != "accepted":
        with pytest.raises(SubmissionNotInForce):
            act(ledger, "wang", "withdraw", one, "理由")
    assert ledger.head() == head


def test_a_refused_file_is_kept_and_cannot_be_reviewed(ledger):
    problem = Problem("upload.unit", "unit", row=2)
    receipt = act(ledger, "zhang", "refuse", b"bad", "a.csv", [problem], region_code=CITY)
    assert receipt.state is ActKind.REFUSED and not receipt.accepted
    assert ledger.original(sha256(b"bad")) == b"bad"
    with pytest.raises(SubmissionNotPending):
        act(ledger, "li", "review", receipt.submission_id)
    assert ledger.verify() == []


def test_a_review_happens_once(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "review", one)
    with pytest.raises(SubmissionNotPending):
        act(ledger, "wang", "review", one)


def test_no_submission_no_act(ledger):
    for verb, *reason in (("review",), ("accept",), ("send_back", "x"), ("withdraw", "x")):
        with pytest.raises(SubmissionUnknown):
            act(ledger, "li", verb, "S999999", *reason)


@pytest.mark.parametrize("verb", ["send_back", "withdraw"])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_written_down(ledger, verb, reason):
    one = submit(ledger).submission_id
    with pytest.raises(ReasonMissing):
        act(ledger, "li", verb, one, reason)


def test_nobody_acts_without_a_name(ledger):
    with pytest.raises(AccountInvalid), ledger.transaction(" "):
        pass


def test_the_reviewer_sees_terms_and_explained_doubts(ledger):
    figures = [entry(2), entry(3, region_code="990101")]
    one = submit(ledger, figures=figures, problems=[DOUBT]).submission_id
    (dossier,) = ledger.waiting([CITY])
    assert dossier.submission.submission_id == one
    assert (dossier.submission.region_code, dossier.submission.quarter) == (CITY, QUARTER)
    assert dossier.periods == {(CITY, QUARTER), ("990101", QUARTER)}
    assert dossier.region_codes == {CITY, "990101"}
    (doubt,) = dossier.explained
    assert (doubt.code, doubt.row, doubt.column, doubt.found) == ("upload.magnitude", 2, "数值", "1")
    assert doubt.reason == DOUBT.reason
    assert dict(doubt.needed) == {"previous": "12", "period": "2025Q3"}
    assert "upload.magnitude" in wording("zh")


def test_only_what_waits_is_waiting(ledger):
    first, second = (submit(ledger, data).submission_id for data in (b"1", b"2"))
    act(ledger, "li", "review", first)
    act(ledger, "li", "accept", second)
    ledger.submit(b"operator", "a.csv", [entry()], [], "operator")
    assert [dossier.submission.submission_id for dossier in ledger.waiting()] == [first]
    assert ledger.waiting(["990200"]) == []
    states = [one.state for one in ledger.submissions(kinds=[ActKind.ACCEPTED], region_codes=[CITY])]
    assert states == [ActKind.ACCEPTED]


def test_an_error_in_the_block_undoes_everything(ledger):
    with pytest.raises(ZeroDivisionError), ledger.transaction("zhang") as tx:
        tx.submit(b"one", "a.csv", [entry()], [])
        1 / 0  # noqa: B018
    assert ledger.head() == 0
    assert ledger.submissions() == []


# Sent twice


def test_one_confirmation_is_one_submission(ledger):
    first = submit(ledger, key="k1")
    again = submit(ledger, key="k1")
    assert (again.submission_id, again.replay) == (first.submission_id, True)
    act(ledger, "li", "send_back", first.submission_id, "理由")
    assert submit(ledger, key="k1").state is ActKind.RETURNED  # a reload of the old page
    assert len(ledger.submissions()) == 1


def test_a_refused_file_confirmed_twice_is_kept_once(ledger):
    problems = [Problem("upload.unit", "unit")]
    for _ in range(2):
        receipt = act(ledger, "zhang", "refuse", b"bad", "a.csv", problems, key="k1")
        assert receipt.state is ActKind.REFUSED
    assert len(ledger.submissions()) == 1


def test_a_confirmation_is_of_one_file(ledger):
    submit(ledger, b"one", key="k1")
    with pytest.raises(KeyReused):
        submit(ledger, b"two", key="k1")


def test_the_same_file_again_while_it_waits_or_counts(ledger):
    first = submit(ledger)
    assert submit(ledger).replay
    act(ledger, "li", "accept", first.submission_id)
    again = submit(ledger)
    assert (again.replay, again.accepted, again.submission_id) == (True, True, first.submission_id)


@pytest.mark.parametrize(
    "change", [{"account": "qian"}, {"quarter": ""}, {"region_code": "990101"}, {"data": b"other"}]
)
def test_what_differs_is_a_submission_of_its_own(ledger, change):
    submit(ledger)
    assert not submit(ledger, **change).replay
    assert len(ledger.submissions()) == 2


def test_a_returned_file_may_be_sent_again(ledger):
    one = submit(ledger).submission_id
    act(ledger, "li", "send_back", one, "请补充说明")
    assert not submit(ledger).replay


def test_an_old_file_after_a_newer_one_takes_a_reason(ledger):
    """The figures would go back to what they were."""
    for data, value in ((b"old", "1"), (b"new", "2")):
        one = submit(ledger, data, figures=[entry(value=value)]).submission_id
        act(ledger, "li", "accept", one)
    with pytest.raises(OldFile) as refusal:
        submit(ledger, b"old")
    assert one in refusal.value.problems[0].message("zh")
    with ledger.transaction("zhang") as tx:
        assert tx.replaced_by(b"old", [entry()]) == one
        assert tx.replaced_by(b"new", [entry()]) is None
    meant = submit(ledger, b"old", reason="新文件多计了一家企业")
    assert not meant.replay
    assert ledger.submission(meant.submission_id).events[0].note == "新文件多计了一家企业"


def test_an_old_file_is_old_for_everybody_and_after_its_withdrawal(ledger):
    first = submit(ledger, b"old").submission_id
    act(ledger, "li", "accept", first)
    act(ledger, "li", "accept", submit(ledger, b"new", figures=[entry(value="2")]).submission_id)
    act(ledger, "li", "withdraw", first, "误报")
    for account in ("zhang", "qian"):
        with pytest.raises(OldFile):
            submit(ledger, b"old", account=account)


def test_no_file_is_old_where_the_newer_one_is_of_other_figures_or_gone(ledger):
    act(ledger, "li", "accept", submit(ledger, b"old").submission_id)
    other = submit(ledger, b"new", figures=[entry(metric="import_value")]).submission_id
    act(ledger, "li", "accept", other)
    assert submit(ledger, b"old").replay
    newer = submit(ledger, b"newer", figures=[entry(value="3")]).submission_id
    assert submit(ledger, b"old").replay, "what only waits has replaced nothing"
    act(ledger, "li", "accept", newer)
    act(ledger, "li", "withdraw", newer, "误报")
    assert submit(ledger, b"old").replay


def test_a_file_accepted_last_is_not_old(ledger):
    """It was sent before the other, but accepted after it."""
    first = submit(ledger, b"first").submission_id
    act(ledger, "li", "accept", submit(ledger, b"second", figures=[entry(value="2")]).submission_id)
    act(ledger, "li", "accept", first)
    assert submit(ledger, b"first").replay


# Changed meanwhile


def changed(ledger, sequence, *keys):
    with ledger.transaction("zhang") as tx:
        return tx.figures_changed_since(sequence, keys or [KEY])


def test_figures_changed_since_the_preview(ledger):
    one = submit(ledger).submission_id
    seen = ledger.head()
    assert changed(ledger, seen) == frozenset()
    act(ledger, "li", "review", one)
    assert changed(ledger, seen) == frozenset(), "a signature changes no figure"
    act(ledger, "wang", "accept", one)
    assert changed(ledger, seen) == {KEY}
    assert changed(ledger, ledger.head()) == frozenset()
    for other in (("990101", *KEY[1:]), (*KEY[:4], 24311), (CITY, "import_value", *KEY[2:])):
        assert changed(ledger, seen, other) == frozenset()
    seen = ledger.head()
    act(ledger, "wang", "withdraw", one, "误报")
    assert changed(ledger, seen) == {KEY}
