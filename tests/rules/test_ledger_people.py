"""Accounts and stand-ins are versions in the chain, read anew in the transaction of an act."""

from datetime import date, datetime, timedelta

import pytest

from etl.ledger import ActKind, Ledger
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import AccountInvalid, DateInvalid, ReasonMissing, StandInUnknown
from etl.rights import Account, Deed, Matter, Role, StandIn, denial, may
from tests.ledger_engines import entry

DAY = date(2026, 1, 15)
CITY = "990100"
PARENTS = {"990000": "", CITY: "990000", "990101": CITY}
ZHANG = Account("zhang", Role.REPORTER, (CITY,), "张三", "oidc|1")
LI = Account("li", Role.REVIEWER, (CITY,))
LEAVE = StandIn("zhang", "chen", "出差", DAY + timedelta(days=3))


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def put(ledger, *accounts):
    with ledger.transaction("admin") as tx:
        for account in accounts:
            tx.put_account(account)


def test_an_account_is_as_it_was_put(ledger):
    put(ledger, ZHANG, LI)
    assert ledger.people().accounts == {"zhang": ZHANG, "li": LI}


def test_the_last_version_counts_and_all_are_kept(ledger):
    put(ledger, ZHANG)
    disabled = Account("zhang", Role.REPORTER, (CITY,), "张三", "oidc|1", is_disabled=True)
    put(ledger, disabled)
    assert ledger.people().accounts == {"zhang": disabled}
    versions = ledger.account_versions()
    assert [(one.account.is_disabled, one.by) for one in versions] == [(False, "admin"), (True, "admin")]
    assert ledger.verify() == []


@pytest.mark.parametrize("name", ["", " ", "a\nb"])
def test_an_account_has_a_printable_name(ledger, name):
    with pytest.raises(AccountInvalid):
        put(ledger, Account(name, Role.REPORTER))
    assert ledger.head() == 0


def test_a_stand_in_has_a_reason_and_an_end(ledger):
    for wrong, refusal in (
        (StandIn("zhang", "chen", " ", DAY), ReasonMissing),
        (StandIn("zhang", "chen", "出差", DAY - timedelta(days=1)), DateInvalid),
    ):
        with pytest.raises(refusal), ledger.transaction("admin") as tx:
            tx.put_stand_in(wrong)
    with ledger.transaction("admin") as tx:
        tx.put_stand_in(LEAVE)
    assert ledger.people().stand_ins == (LEAVE,)


def test_rights_are_those_of_the_moment_of_the_act(ledger):
    """As the service layer asks: in the transaction, with the lock held."""
    put(ledger, ZHANG, LI, Account("chen", Role.REPORTER))
    matter = Matter(frozenset([CITY]), frozenset(["2025Q4"]))
    with ledger.transaction("chen") as tx:
        assert not may("chen", Deed.SUBMIT, tx.situation(PARENTS, {"990101"}, DAY), matter)
        tx.put_stand_in(LEAVE)
        situation = tx.situation(PARENTS, {"990101"}, DAY)
        assert may("chen", Deed.SUBMIT, situation, matter)
        receipt = tx.submit(b"x", "a.csv", [entry()], [], region_code=CITY, principal="zhang")
        signed = tx.submission(receipt.submission_id).signed_by
    assert signed == {"zhang", "chen"}
    with ledger.transaction("li") as tx:
        review = Matter(frozenset([CITY]), frozenset(["2025Q4"]), signed)
        assert may("li", Deed.REVIEW, tx.situation(PARENTS, {"990101"}, DAY), review)
        tx.accept(receipt.submission_id)
    with ledger.transaction("zhang") as tx:
        situation = tx.situation(PARENTS, {"990101"}, DAY)
        assert denial("zhang", Deed.SUBMIT, situation, matter) == "locked"


def test_people_are_those_of_the_last_act_though_another_process_wrote_it(ledger, ledger_url):
    put(ledger, ZHANG)
    assert set(ledger.people().accounts) == {"zhang"}
    with Ledger.open(ledger_url) as other:
        put(other, LI)
    assert ledger.people().accounts == {"zhang": ZHANG, "li": LI}
    assert ledger.people() is ledger.people()


def test_an_arrangement_can_be_ended_and_stays_known(ledger):
    put(ledger, ZHANG, Account("chen", Role.REPORTER))
    with ledger.transaction("admin") as tx:
        tx.put_stand_in(LEAVE)
        tx.end_stand_in("zhang", "chen", "提前返回")
        situation = tx.situation(PARENTS, (), DAY)
    assert not may("chen", Deed.SUBMIT, situation, Matter(frozenset([CITY])))
    (ended,) = situation.stand_ins
    assert (ended.reason, ended.until) == ("提前返回", DAY - timedelta(days=1))
    assert [one.kind for one in ledger.acts()][-2:] == [ActKind.STAND_IN, ActKind.STAND_IN]
    told = [(one.sequence, one.by, one.stand_in.reason, one.is_end) for one in ledger.stand_in_versions()]
    assert told == [(3, "admin", "出差", False), (4, "admin", "提前返回", True)]
    assert ledger.verify() == []


def test_only_a_standing_arrangement_can_be_ended(ledger):
    with ledger.transaction("admin") as tx:
        tx.put_stand_in(LEAVE)
    for principal, name, reason, refusal in (
        ("chen", "zhang", "x", StandInUnknown),
        ("zhang", "chen", "", ReasonMissing),
    ):
        with pytest.raises(refusal), ledger.transaction("admin") as tx:
            tx.end_stand_in(principal, name, reason)
    with ledger.transaction("admin") as tx:
        tx.end_stand_in("zhang", "chen", "提前返回")
    with pytest.raises(StandInUnknown), ledger.transaction("admin") as tx:
        tx.end_stand_in("zhang", "chen", "再次")


def test_an_arrangement_ended_may_be_made_again(ledger):
    with ledger.transaction("admin") as tx:
        tx.put_stand_in(LEAVE)
        tx.end_stand_in("zhang", "chen", "提前返回")
        tx.put_stand_in(LEAVE)
        assert tx.situation(PARENTS, (), DAY).stand_ins == (LEAVE,)
