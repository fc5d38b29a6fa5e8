"""报送进度, reopening, and who has to report."""

from datetime import date, datetime, timedelta

import pytest

from etl.collection import quarters, review
from etl.collection.expected import collection_start, expected_regions
from etl.collection.duties import Progress
from etl.ledger import AccountVersion
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import LedgerError
from etl.period import Period
from etl.problems import Refused
from etl.registers import load_registers
from etl.rights import Account, Role
from tests.collection_world import (
    CITY, COUNTY, NOW, OFFICER, OTHER_CITY, QUARTER, REPORTER, REVIEWER, accepted, at, copy_world, head, one_figure,
    signed, submitted, terms,
)  # fmt: skip

LATE = datetime(2026, 7, 21, 0, 1, tzinfo=SHANGHAI)
LAST_MINUTE = datetime(2026, 7, 20, 23, 59, tzinfo=SHANGHAI)


@pytest.fixture
def workspace(tmp_path):
    return copy_world(tmp_path / "work")


def duty(workspace, region_code=CITY, quarter=QUARTER):
    return {one.region_code: one for one in quarters.progress(workspace, OFFICER, quarter)}[region_code]


def begin_with(workspace, quarter):
    (workspace.root / "settings.toml").write_text(f'first_quarter = "{quarter}"\n', encoding="utf-8")


def state(workspace):
    found = duty(workspace)
    return found.progress, found.is_late, found.days_late


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.problems]


def test_the_course_of_a_report(workspace):
    with at(NOW):
        assert state(workspace) == (Progress.MISSING, False, 0)
    with at(datetime(2026, 7, 25, 9, tzinfo=SHANGHAI)):
        assert state(workspace) == (Progress.MISSING, True, 5)
        number = submitted(workspace, one_figure("45")).submission_id
        assert state(workspace) == (Progress.WAITING, True, 5)
        review.send_back(workspace, REVIEWER, number, "请核对")
        assert state(workspace) == (Progress.RETURNED, True, 5)
        signed(workspace, submitted(workspace, one_figure("46")).submission_id)
    with at(datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)):
        assert state(workspace) == (Progress.ACCEPTED, True, 5)
        found = duty(workspace)
        assert found.is_locked and found.has_reporter and found.due_date == date(2026, 7, 20)


@pytest.mark.parametrize("moment, is_late", [(LAST_MINUTE, False), (LATE, True)])
def test_the_last_minute_of_the_deadline_in_beijing_counts(workspace, moment, is_late):
    with at(moment):
        submitted(workspace, one_figure("45"))
        assert duty(workspace).is_late == is_late


def test_a_review_after_the_deadline_makes_no_report_late(workspace):
    with at(LAST_MINUTE):
        number = submitted(workspace, one_figure("45")).submission_id
    with at(LATE + timedelta(days=3)):
        signed(workspace, number)
        assert state(workspace) == (Progress.ACCEPTED, False, 0)


def test_a_correction_after_a_reopening_makes_no_report_late(workspace):
    with at(NOW):
        accepted(workspace, one_figure("45"))
    with at(LATE + timedelta(days=30)):
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", date(2026, 9, 1))
        assert duty(workspace).reopened_until == date(2026, 9, 1) and not duty(workspace).is_locked
        accepted(workspace, one_figure("46"))
        found = duty(workspace)
    assert (found.progress, found.is_late, found.is_locked, found.reopened_until) == (Progress.ACCEPTED, False, True, None)


def test_the_newest_that_counts_is_named_and_the_correction_that_waits_beside_it(workspace):
    with at(NOW):
        first = accepted(workspace, one_figure("45")).submission_id
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", date(2026, 9, 1))
    with at(LATE + timedelta(days=3)):
        second = submitted(workspace, one_figure("46")).submission_id
        found = duty(workspace)
        assert (found.progress, found.submission_id, found.correction_id) == (Progress.ACCEPTED, first, second)
        signed(workspace, second)
        found = duty(workspace)
    assert (found.submission_id, found.correction_id, found.submitted_at) == (second, "", NOW)
    assert found.accepted_at == LATE + timedelta(days=3) and not found.is_late


def test_an_older_file_that_still_waits_is_no_correction(workspace):
    with at(NOW):
        older, newer = (submitted(workspace, one_figure(value)).submission_id for value in ("45", "46"))
        assert duty(workspace).submission_id == newer
        signed(workspace, newer)
        found = duty(workspace)
    assert (found.submission_id, found.correction_id) == (newer, "") and older < newer


def test_what_was_withdrawn_counts_as_never_sent(workspace):
    with at(NOW):
        first = submitted(workspace, one_figure("45")).submission_id
        review.send_back(workspace, REVIEWER, first, "请核对")
        second = submitted(workspace, one_figure("46")).submission_id
        review.withdraw(workspace, REPORTER, second, "误报")
        found = duty(workspace)
        returned = review.waiting(workspace, REPORTER).returned
    assert (found.progress, found.submission_id) == (Progress.RETURNED, first)
    assert [one.submission_id for one in returned] == [first]


@pytest.mark.parametrize("ended", ["returned", "withdrawn"])
def test_what_is_sent_again_came_when_it_was_sent_again(workspace, ended):
    """In time at first, but what came then was sent back or taken back: only the second one came."""
    with at(NOW):
        first = submitted(workspace, one_figure("45")).submission_id
        if ended == "withdrawn":
            signed(workspace, first)
            quarters.reopen(workspace, OFFICER, CITY, QUARTER, "误报", date(2026, 9, 1))
        if ended == "returned":
            review.send_back(workspace, REVIEWER, first, "请核对")
        else:
            review.withdraw(workspace, REPORTER, first, "误报")
        assert duty(workspace).submitted_at is None
    with at(LATE):
        second = submitted(workspace, one_figure("46")).submission_id
        assert duty(workspace).submitted_at == LATE
        signed(workspace, second)
        found = duty(workspace)
    assert (found.submission_id, found.submitted_at, found.days_late) == (second, LATE, 1)


def test_a_correction_that_is_taken_back_leaves_when_the_report_came(workspace):
    with at(NOW):
        first = accepted(workspace, one_figure("45")).submission_id
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", date(2026, 9, 1))
    with at(LATE):
        second = accepted(workspace, one_figure("46")).submission_id
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "更正有误", date(2026, 9, 1))
        review.withdraw(workspace, REPORTER, second, "更正有误")
        found = duty(workspace)
    assert (found.submission_id, found.submitted_at, found.is_late) == (first, NOW, False)


def test_overdue_is_what_has_not_come_and_filed_late_what_came_after_the_deadline(workspace):
    with at(NOW):
        assert not duty(workspace).is_overdue and not duty(workspace).was_filed_late
    with at(LATE):
        assert duty(workspace).is_overdue and not duty(workspace).was_filed_late
        number = submitted(workspace, one_figure("45")).submission_id
        assert not duty(workspace).is_overdue and duty(workspace).was_filed_late
        review.send_back(workspace, REVIEWER, number, "请核对")
        assert duty(workspace).is_overdue and not duty(workspace).was_filed_late


def test_a_reopening_ends_by_itself(workspace):
    with at(NOW):
        accepted(workspace, one_figure("45"))
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", NOW.date())
        (lock,) = quarters.locks(workspace, REPORTER)
        assert (lock.reopened_until, lock.reopened_by, lock.reason) == (NOW.date(), OFFICER, "漏报")
    with at(NOW + timedelta(days=1)):
        (lock,) = quarters.locks(workspace, REPORTER)
        assert lock.reopened_until is None
        with pytest.raises(Refused) as refused:
            submitted(workspace, one_figure("46"))
        assert codes(refused) == ["rights.locked"]


@pytest.mark.parametrize("until", [NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=93), date.max])
def test_a_reopening_has_an_end_within_three_months(workspace, until):
    with at(NOW):
        accepted(workspace, one_figure("45"))
        before = head(workspace)
        with pytest.raises(Refused) as refused:
            quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", until)
        assert codes(refused) == ["collection.reopen_until"] and head(workspace) == before


def test_a_reopening_has_a_reason_a_quarter_and_something_to_open(workspace):
    with at(NOW):
        with pytest.raises(Refused) as refused:
            quarters.reopen(workspace, OFFICER, CITY, "2026-06", "漏报", NOW.date())
        assert codes(refused) == ["collection.quarter"]
        with pytest.raises(Refused) as refused:
            quarters.reopen(workspace, OFFICER, CITY, QUARTER, " ", NOW.date())
        assert codes(refused) == ["collection.reason"]
        with pytest.raises(LedgerError):
            quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", NOW.date())


def test_another_quarter_stays_locked(workspace):
    with at(NOW):
        accepted(workspace, one_figure("20", quarter="2026Q1"), under=terms(quarter="2026Q1"))
        accepted(workspace, one_figure("45"))
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", NOW.date())
        with pytest.raises(Refused) as refused:
            submitted(workspace, one_figure("21", quarter="2026Q1"), under=terms(quarter="2026Q1"))
    assert codes(refused) == ["rights.locked"]


def test_expected_is_who_has_a_running_target_or_a_reporter(workspace):
    registers = load_registers(workspace)
    quarter = Period.parse(QUARTER)
    nobody = [one.region_code for one in expected_regions(registers, (), quarter)]
    assert nobody == [CITY, OTHER_CITY]
    reporters = [
        Account("a", Role.REPORTER, (COUNTY,)),
        Account("b", Role.REPORTER, ("980100",), is_disabled=True),
        Account("c", Role.REVIEWER, ("980100",)),
    ]
    assert [one.region_code for one in expected_regions(registers, reporters, quarter)] == [CITY, COUNTY, OTHER_CITY]
    assert expected_regions(registers, (), Period.parse("2019Q4")) == []
    assert [one.region_code for one in expected_regions(registers, (), Period.parse("2022Q4"))] == [CITY]


def test_a_city_without_a_reporter_is_told_apart(workspace):
    begin_with(workspace, "2022Q4")
    with at(NOW):
        assert duty(workspace, OTHER_CITY).has_reporter
        found = {one.region_code: one.has_reporter for one in quarters.progress(workspace, OFFICER, "2022Q4")}
    assert found == {CITY: True, OTHER_CITY: True}


def test_reporting_begins_with_the_quarter_before_the_first_reporter(workspace):
    begin_with(workspace, "")
    with at(NOW):
        assert not quarters.progress(workspace, OFFICER, "2022Q4")
        assert quarters.progress(workspace, OFFICER, "2026Q2")
        begin_with(workspace, "2026Q1")
        assert {one.is_late for one in quarters.progress(workspace, OFFICER, "2026Q1")} == {True}


def test_without_a_reporter_nobody_is_expected():
    officer = AccountVersion(1, NOW, "", Account("officer", Role.OFFICER, ("330000",)))
    reporter = AccountVersion(2, datetime(2026, 1, 1, tzinfo=SHANGHAI), "", Account("r", Role.REPORTER, (CITY,)))
    assert collection_start("", [officer]) is None
    assert collection_start("", [officer, reporter]) == Period.parse("2025Q4")
    assert collection_start("2026Q3", [officer]) == Period.parse("2026Q3")
