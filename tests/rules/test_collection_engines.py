"""The whole course of a figure through the service layer, on SQLite and on PostgreSQL."""

from datetime import timedelta

from etl.checks.case import FigureKey
from etl.collection import history, purging, quarters, release, review
from etl.ledger import Ledger
from etl.period import Period
from etl.vocabulary import Counting, Scope
from tests.collection_world import (
    ADMINISTRATOR, AUDITOR, CITY, NOW, OFFICER, PROVINCE, PUBLIC, QUARTER, REPORTER, REVIEWER, accepted, at,
    one_figure, signed, submitted, write_world,
)  # fmt: skip

KEY = FigureKey(CITY, "export_value", Scope.COMMERCE, Counting.YTD, Period.parse(QUARTER).month_no)


def test_from_submission_to_release_correction_and_purge(ledger_url, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    workspace = write_world(tmp_path / "work")
    assert workspace.ledger_url == ledger_url
    with at(NOW):
        number = submitted(workspace, one_figure("47", note="张三")).submission_id
        review.send_back(workspace, REVIEWER, number, "含个人信息")
        sha256 = review.inspect(workspace, REVIEWER, number).waiting.sha256
        accepted(workspace, one_figure("45"))
        basis = release.preview(workspace, OFFICER, PROVINCE, QUARTER).basis
        release.release(workspace, OFFICER, PROVINCE, QUARTER, basis)
        quarters.reopen(workspace, OFFICER, CITY, QUARTER, "漏报", NOW.date() + timedelta(days=3))
        signed(workspace, submitted(workspace, one_figure("46")).submission_id)
        purging.ask(workspace, ADMINISTRATOR, sha256, "含个人信息")
        purging.agree(workspace, AUDITOR, sha256)
        assert [one.value for one in history.versions(workspace, REPORTER, KEY)] == [46, 45, 47]
        assert [one.value for one in history.versions(workspace, PUBLIC, KEY)] == [45]
        with Ledger.open(ledger_url) as ledger:
            assert ledger.verify() == []
