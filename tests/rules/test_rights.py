"""Who may do what, where and for which quarter."""

from datetime import date

import pytest

from etl.rights import Account, Deed, Denial, Matter, Role, Situation, StandIn, denial, may

PARENTS = {"330000": "", "330500": "330000", "330522": "330500", "330400": "330000", "370000": "", "370800": "370000"}
COUNTIES = {"330522"}
TODAY = date(2026, 1, 15)

ACCOUNTS = {
    account.name: account
    for account in [
        Account("reporter", Role.REPORTER, ("330500",)),
        Account("reviewer", Role.REVIEWER, ("330500",)),
        Account("approver", Role.APPROVER, ("330500",)),
        Account("officer", Role.OFFICER, ("330000",)),
        Account("editor", Role.EDITOR),
        Account("administrator", Role.ADMINISTRATOR),
        Account("auditor", Role.AUDITOR),
        Account("second", Role.REVIEWER, ("330500",)),
        Account("left", Role.REPORTER, ("330500",), is_disabled=True),
    ]
}
#: Every right of every role on Huzhou's uploads, written out by hand; all else is denied.
ALLOWED = {
    "": {"see_released"},
    "reporter": {"see_released", "see_accepted", "see_plans", "see_uploads", "submit", "withdraw"},
    "reviewer": {"see_released", "see_accepted", "see_plans", "see_uploads", "review", "withdraw"},
    "approver": {"see_released", "see_accepted", "see_plans", "see_uploads", "approve"},
    "officer": {"see_released", "see_accepted", "see_plans", "see_uploads", "reopen", "release"},
    "editor": {"see_released", "see_accepted", "see_plans", "edit_registers"},
    "administrator": {"see_released", "manage_accounts", "purge"},
    "auditor": {"see_released", "see_accepted", "see_plans", "see_uploads", "see_audit", "purge"},
    "left": set(),
    "stranger": set(),
}


def situation(**more) -> Situation:
    return Situation(ACCOUNTS, PARENTS, COUNTIES, **{"today": TODAY, **more})


def of(*codes: str, quarter: str = "2025Q4", signed_by=()) -> Matter:
    return Matter(frozenset(codes), frozenset([quarter]), frozenset(signed_by))


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("name", ALLOWED)
def test_the_rights_of_every_role(name, deed):
    assert may(name, deed, situation(), of("330500")) == (deed in ALLOWED[name])


@pytest.mark.parametrize(
    "code, allowed",
    [("330500", True), ("330522", True), ("330400", False), ("330000", False), ("370800", False), ("999999", False)],
)
def test_a_city_acts_for_itself_and_its_counties_only(code, allowed):
    assert may("reporter", Deed.SUBMIT, situation(), of(code)) == allowed


def test_one_foreign_region_denies_the_whole():
    assert denial("reporter", Deed.SUBMIT, situation(), of("330500", "330400")) is Denial.REGION


@pytest.mark.parametrize("code, allowed", [("330000", True), ("330522", True), ("370800", False), ("", False)])
def test_a_province_reaches_everything_below_it(code, allowed):
    assert may("officer", Deed.RELEASE, situation(), of(code)) == allowed


@pytest.mark.parametrize("deed", [Deed.SUBMIT, Deed.WITHDRAW])
def test_a_locked_quarter_is_neither_filed_nor_withdrawn(deed):
    locked = situation(locked={("330500", "2025Q4")})
    assert denial("reporter", deed, locked, of("330500")) is Denial.LOCKED
    assert denial("reporter", deed, locked, of("330500", quarter="2025Q3")) is None


@pytest.mark.parametrize("signed_by, why", [(["reporter"], None), (["reviewer"], Denial.OWN_WORK), (["second"], None)])
def test_nobody_reviews_their_own_work(signed_by, why):
    assert denial("reviewer", Deed.REVIEW, situation(), of("330500", signed_by=signed_by)) is why


@pytest.mark.parametrize("pair", [("reviewer", "second"), ("second", "reviewer")])
@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2030, 1, 1)])
def test_nobody_reviews_the_work_of_their_stand_in_even_after_it_ended(pair, until):
    stand_ins = [StandIn(*pair, "病假", until)]
    matter = of("330500", signed_by=["second"])
    assert denial("reviewer", Deed.REVIEW, situation(stand_ins=stand_ins), matter) is Denial.OWN_WORK


@pytest.mark.parametrize("until, allowed", [(date(2026, 1, 15), True), (date(2026, 1, 14), False)])
def test_a_stand_in_acts_until_the_last_day(until, allowed):
    stand_ins = [StandIn("reporter", "second", "休假", until)]
    assert may("second", Deed.SUBMIT, situation(stand_ins=stand_ins), of("330500")) == allowed


@pytest.mark.parametrize("principal, stand_in", [("administrator", "reviewer"), ("auditor", "administrator"), ("reporter", "auditor")])
def test_groups_of_roles_do_not_stand_in_for_each_other(principal, stand_in):
    stand_ins = [StandIn(principal, stand_in, "休假", date.max)]
    own = {deed for deed in Deed if may(stand_in, deed, situation(), of("330500"))}
    assert {deed for deed in Deed if may(stand_in, deed, situation(stand_ins=stand_ins), of("330500"))} == own


def test_a_disabled_account_gives_no_rights_to_its_stand_in_and_takes_none():
    stand_ins = [StandIn("left", "reviewer", "休假", date.max), StandIn("reviewer", "left", "休假", date.max)]
    assert not may("reviewer", Deed.SUBMIT, situation(stand_ins=stand_ins), of("330500"))
    assert denial("left", Deed.REVIEW, situation(stand_ins=stand_ins), of("330500")) is Denial.DISABLED
