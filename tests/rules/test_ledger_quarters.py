"""Locked, reopened and released quarters."""

from datetime import date, datetime, timedelta

import pytest

from etl.ledger import ActKind, Ledger
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import DateInvalid, NotReleased, QuarterInvalid, QuarterOpen, ReasonMissing
from etl.period import Period
from tests.ledger_engines import entry

CITY, QUARTER = "990100", "2025Q4"
PAIR = (CITY, QUARTER)
DAY = date(2026, 1, 15)
REASON = "企业补报，经省厅同意"


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def file(ledger, data=b"one", figures=None, accept=True):
    """A submission, accepted unless it is to wait."""
    with ledger.transaction("zhang") as tx:
        receipt = tx.submit(data, "a.csv", figures or [entry()], [], region_code=CITY, reason="再报")
        if accept:
            tx.accept(receipt.submission_id)
    return receipt.submission_id


def is_locked(ledger, today=DAY, pair=PAIR):
    """What the transaction and the ledger say; they must agree."""
    with ledger.transaction("li") as tx:
        locked = pair in tx.situation({}, (), today).locked
    assert (pair in ledger.locked(today)) is locked
    return locked


def reopen(ledger, until=DAY, pair=PAIR, reason=REASON):
    with ledger.transaction("officer") as tx:
        return tx.reopen(*pair, reason, until)


def withdraw(ledger, submission_id):
    with ledger.transaction("li") as tx:
        tx.withdraw(submission_id, "误报")


def test_acceptance_locks_and_waiting_does_not(ledger):
    one = file(ledger, accept=False)
    assert not is_locked(ledger)
    with ledger.transaction("li") as tx:
        tx.accept(one)
        assert PAIR in tx.situation({}, (), DAY).locked, "seen by the same transaction"
    assert is_locked(ledger)


def test_every_region_and_quarter_of_the_figures_is_locked_and_no_other(ledger):
    earlier = [entry(2, period=Period.parse("2025Q3")), entry(3, region_code="990101")]
    file(ledger, figures=earlier)
    assert ledger.locked(DAY) == {(CITY, "2025Q3"), ("990101", "2025Q4")}
    assert not is_locked(ledger)
    with ledger.transaction("li") as tx:
        locked = tx.situation({}, (), DAY).locked
        assert (len(locked), set(locked)) == (2, ledger.locked(DAY))


def test_a_month_within_a_quarter_leaves_it_open(ledger):
    """The quarter's own figures are still to come."""
    file(ledger, figures=[entry(period=Period.parse("2025-11"))])
    assert ledger.locked(DAY) == frozenset()
    file(ledger, b"two", figures=[entry(period=Period.parse("2025-12"))])
    assert is_locked(ledger)


def test_a_withdrawal_opens_where_nothing_else_stands(ledger):
    first, second = file(ledger, b"1"), file(ledger, b"2")
    withdraw(ledger, second)
    assert is_locked(ledger)
    withdraw(ledger, first)
    assert not is_locked(ledger)


def test_the_operators_submission_locks_too(ledger):
    ledger.submit(b"x", "a.csv", [entry()], [], "operator")
    assert is_locked(ledger)


def test_a_reopening_lifts_the_lock_until_its_day_has_passed(ledger):
    file(ledger)
    reopen(ledger, DAY + timedelta(days=2))
    assert not is_locked(ledger)
    assert not is_locked(ledger, DAY + timedelta(days=2))
    assert is_locked(ledger, DAY + timedelta(days=3))


def test_a_reopening_is_of_one_region_and_one_quarter(ledger):
    figures = [entry(2), entry(3, region_code="990101"), entry(4, period=Period.parse("2025Q3"))]
    file(ledger, figures=figures)
    reopen(ledger)
    assert ledger.locked(DAY) == {("990101", QUARTER), (CITY, "2025Q3")}


def test_the_corrected_submission_uses_the_reopening_up(ledger):
    file(ledger)
    reopen(ledger, DAY + timedelta(days=9))
    assert [one.is_used for one in ledger.reopenings()] == [False]
    corrected = file(ledger, b"corrected", accept=False)
    assert not is_locked(ledger), "still open while it waits"
    with ledger.transaction("li") as tx:
        tx.accept(corrected)
    assert is_locked(ledger)
    assert [one.is_used for one in ledger.reopenings()] == [True]


def test_a_used_reopening_does_not_come_back_with_a_withdrawal(ledger):
    file(ledger)
    reopen(ledger, DAY + timedelta(days=9))
    corrected = file(ledger, b"corrected")
    withdraw(ledger, corrected)
    assert is_locked(ledger)
    reopen(ledger, DAY + timedelta(days=1))
    assert not is_locked(ledger)


def test_a_reopening_may_be_given_again_for_longer(ledger):
    file(ledger)
    reopen(ledger, DAY)
    reopen(ledger, DAY + timedelta(days=5))
    assert not is_locked(ledger, DAY + timedelta(days=5))
    (first, second) = ledger.reopenings()
    assert (first.until, second.until, second.reason) == (DAY, DAY + timedelta(days=5), REASON)
    assert (second.account, second.region_code, second.quarter) == ("officer", CITY, QUARTER)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ((CITY, QUARTER, " ", DAY), ReasonMissing),
        ((CITY, QUARTER, REASON, DAY - timedelta(days=1)), DateInvalid),
        ((CITY, "2025Q3", REASON, DAY), QuarterOpen),
        (("990200", QUARTER, REASON, DAY), QuarterOpen),
        ((CITY, "2025Q5", REASON, DAY), QuarterInvalid),
        ((CITY, "2025-12", REASON, DAY), QuarterInvalid),
    ],
)
def test_what_cannot_be_reopened(ledger, arguments, refusal):
    file(ledger)
    head = ledger.head()
    with pytest.raises(refusal) as said, ledger.transaction("officer") as tx:
        tx.reopen(*arguments)
    assert said.value.problems[0].message("zh") and said.value.problems[0].message("en")
    assert ledger.head() == head


def test_a_quarter_whose_figures_only_wait_is_open(ledger):
    file(ledger, accept=False)
    with pytest.raises(QuarterOpen):
        reopen(ledger)


def test_acceptances_by_region_and_quarter(ledger):
    first = file(ledger, b"1", figures=[entry(2), entry(3, region_code="990101")])
    second = file(ledger, b"2")
    file(ledger, b"3", accept=False)
    withdraw(ledger, first)
    found = [(one.region_code, one.submission_id, one.in_force) for one in ledger.acceptances(quarter=QUARTER)]
    assert found == [(CITY, first, False), ("990101", first, False), (CITY, second, True)]
    assert [one.submission_id for one in ledger.acceptances([CITY])] == [first, second]
    assert ledger.acceptances(quarter="2025Q3") == []
    assert all(one.submitted_at == one.accepted_at for one in ledger.acceptances())


# Releases


def test_a_release_names_who_when_and_up_to_which_act(ledger):
    file(ledger)
    with ledger.transaction("officer") as tx:
        sequence = tx.release("990000", QUARTER, note="例行发布")
    (found,) = ledger.releases()
    assert (found.sequence, found.account, found.is_public) == (sequence, "officer", True)
    assert (found.region_code, found.quarter, found.reason) == ("990000", QUARTER, "例行发布")
    assert ledger.acts()[-1].subject == "990000 2025Q4"


def test_a_release_is_taken_back_with_a_reason_and_may_be_given_again(ledger):
    for _ in range(2):
        with ledger.transaction("officer") as tx:
            tx.release("990000", QUARTER)
            tx.unrelease("990000", QUARTER, "数据有误")
    assert [one.is_public for one in ledger.releases()] == [True, False, True, False]
    kinds = [one.kind for one in ledger.acts(kinds=[ActKind.RELEASED, ActKind.UNRELEASED])]
    assert kinds == ["released", "unreleased"] * 2
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("province", "quarter", "reason", "refusal"),
    [
        ("990000", QUARTER, "", ReasonMissing),
        ("990000", "2025Q3", "x", NotReleased),
        ("980000", QUARTER, "x", NotReleased),
        ("990000", "2025", "x", QuarterInvalid),
    ],
)
def test_what_cannot_be_taken_back(ledger, province, quarter, reason, refusal):
    with ledger.transaction("officer") as tx:
        tx.release("990000", QUARTER)
    with pytest.raises(refusal), ledger.transaction("officer") as tx:
        tx.unrelease(province, quarter, reason)
    with pytest.raises(QuarterInvalid), ledger.transaction("officer") as tx:
        tx.release("990000", "第四季度")
    assert len(ledger.releases()) == 1
