"""The invented province at work: accounts, reports, reviews, releases."""

import shutil
from collections import Counter
from datetime import datetime

import pytest

from etl.__main__ import main
from etl.collection import quarters
from etl.collection.duties import Duty
from etl.demo.story import DAY
from etl.demo.workspace import write_fictional
from etl.ledger import ActKind, Ledger, clock, open_ledger
from etl.ledger.clock import SHANGHAI
from etl.period import Period
from etl.rights import Account, Role
from etl.warehouse import Audience, gaps, open_warehouse
from etl.workspace import Workspace
from tests.collection_world import at
from tests.ledger_engines import entry

NOW = Period.parse("2026Q3")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("demonstration")
    write_fictional(root)
    return Workspace(root)


def test_every_role_has_an_account_and_no_account_a_password(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        accounts = ledger.people().accounts
    assert {account.role for account in accounts.values()} == set(Role) - {Role.PUBLIC}
    assert not (workspace.var / "access.db").exists()


def test_submissions_are_in_every_state_a_reviewer_meets(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        states = Counter(one.state for one in ledger.submissions())
        assert ledger.verify() == []
    assert states == {ActKind.ACCEPTED: 21, ActKind.RETURNED: 1, ActKind.SUBMITTED: 1}


def test_nobody_signs_their_own_report(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        dossiers = [ledger.submission(one.submission_id) for one in ledger.submissions([ActKind.ACCEPTED])]
    assert {len({event.account for event in dossier.signatures}) for dossier in dossiers} == {2}


def test_the_late_city_has_sent_nothing_for_the_last_quarter(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.submissions(region_codes=["990300"], quarter=str(NOW)) == []


def test_the_returned_report_says_why(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        (returned,) = ledger.submissions([ActKind.RETURNED])
        assert "保税仓" in ledger.submission(returned.submission_id).events[-1].note


def test_a_quarter_is_open_again_and_its_correction_waits(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        (pending,) = ledger.waiting()
        reopenings = ledger.reopenings()
    sent = pending.submission
    still_open = {one.region_code for one in reopenings if not one.is_used and one.quarter == sent.quarter}
    assert sent.region_code in still_open
    assert {code for code in still_open if code != sent.region_code}, "the counties of a city are open with it"
    assert any(one.is_used for one in reopenings)


def test_a_doubtful_figure_is_explained(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        explained = [problem for one in ledger.submissions() for problem in ledger.submission(one.submission_id).explained]
    assert explained and all(problem.reason for problem in explained)


def test_all_quarters_but_the_last_are_public(workspace):
    latest = {}
    for audience in Audience:
        with open_warehouse(workspace, audience) as connection:
            rows = connection.execute(
                "select month_no, count(value) from standing join series using (series_id)"
                " where region_code like '9901%' and standing_until is null group by month_no"
            ).fetchall()
        latest[audience] = {str(Period(month)): count for month, count in rows}
    inside, outside = latest[Audience.SIGNED_IN], latest[Audience.PUBLIC]
    assert outside["2026Q2"] == inside["2026Q2"] and outside["2026Q1"] == inside["2026Q1"]
    assert inside["2026Q3"] > outside.get("2026Q3", 0)


def test_a_figure_taken_back_after_the_release_is_still_public(workspace):
    """Until the province releases the quarter again."""
    inside = {(row["target_id"], row["due_period"]): row for row in gaps(workspace, NOW)}
    public = {(row["target_id"], row["due_period"]): row for row in gaps(workspace, NOW, audience=Audience.PUBLIC)}
    assert inside["990300-09", "2027Q4"]["actual_period"] == "2026Q1"
    assert public["990300-09", "2027Q4"]["actual_period"] == "2026Q2"


@pytest.mark.parametrize("real", ["2026-11-22 10:00", "2031-05-01 23:59"])
def test_one_clock_tells_what_is_overdue_and_when_something_was_filed(workspace, tmp_path, real):
    """Whatever day it is outside, the late city is as many days late before it files as after."""
    own = Workspace(shutil.copytree(workspace.root, tmp_path / "own"))
    with at(datetime.fromisoformat(real).replace(tzinfo=SHANGHAI)):
        assert clock.now_in(own).isoformat() == f"{DAY}T{real[-5:]}:00+08:00"
        before = late_city(own)
        with open_ledger(own) as ledger, ledger.transaction("qingpi-reporter") as tx:
            tx.submit(b"x", "a.csv", [entry(region_code="990300", period=NOW)], [], region_code="990300", quarter=str(NOW))
        after = late_city(own)
    assert before.is_overdue and after.was_filed_late
    assert before.days_late == after.days_late == (DAY - before.due_date).days == 87
    assert after.submitted_at.date() == DAY


def test_on_its_day_a_stand_in_runs_and_the_correction_can_still_be_signed(workspace):
    with Ledger.open(workspace.ledger_url) as ledger:
        assert [one for one in ledger.people().stand_ins if one.until >= DAY]
        (pending,) = ledger.waiting()
        assert (pending.submission.region_code, pending.submission.quarter) not in ledger.locked(DAY)
        assert not any(act.at[:10] > str(DAY) for act in ledger.acts())


def test_the_time_of_day_that_begins_again_is_no_clock_set_back(workspace, tmp_path, capsys):
    own = Workspace(shutil.copytree(workspace.root, tmp_path / "own"))
    for moment in (datetime(2026, 11, 22, 17, tzinfo=SHANGHAI), datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)):
        with at(moment), open_ledger(own) as ledger, ledger.transaction("operator") as tx:
            tx.put_account(Account("guest", Role.AUDITOR, display_name=str(moment)))
    with at(moment):
        assert main(["build", "--data", str(own.root)]) == main(["verify", "--data", str(own.root)]) == 0
    assert "时钟" not in capsys.readouterr().err


def late_city(workspace: Workspace) -> Duty:
    (duty,) = [one for one in quarters.progress(workspace, "qingpi-reporter", str(NOW)) if one.region_code == "990300"]
    return duty
