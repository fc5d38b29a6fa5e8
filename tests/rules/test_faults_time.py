"""Days are those of Beijing, wherever the server stands."""

import time
from datetime import datetime

import pytest

from dashboard import source
from etl.collection import acting
from etl.ledger import Ledger, clock
from etl.ledger.clock import SHANGHAI
from etl.workspace import Workspace
from tests.collection_world import at, copy_world, examined, one_figure, terms
from tests.ledger_engines import entry

EVE = datetime(2025, 12, 31, 23, 59, tzinfo=SHANGHAI)
NEW_YEAR = datetime(2026, 1, 1, 0, 1, tzinfo=SHANGHAI)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai"])
def elsewhere(request, monkeypatch):
    """This process in another time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("moment", "day"), [(EVE, "2025-12-31"), (NEW_YEAR, "2026-01-01")])
def test_the_day_is_that_of_beijing_wherever_the_server_stands(elsewhere, monkeypatch, sqlite_url, tmp_path, moment, day):
    workspace = Workspace(tmp_path)
    monkeypatch.setattr(source, "workspace", lambda: workspace)
    with at(moment):
        assert source.today().isoformat() == acting.today(workspace).isoformat() == day
        with Ledger.open(sqlite_url) as ledger:
            ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
            assert ledger.acts()[0].at == clock.to_text(moment)
    assert clock.to_text(moment).startswith(day) and clock.to_text(moment).endswith("+08:00")


@pytest.mark.parametrize(("moment", "is_over"), [(EVE, False), (NEW_YEAR, True)])
def test_a_quarter_ends_at_midnight_in_beijing(elsewhere, tmp_path, moment, is_over):
    workspace = copy_world(tmp_path / "work")
    with at(moment):
        found = examined(workspace, one_figure("45", quarter="2025Q4"), terms(quarter="2025Q4", today=acting.today(workspace)))
    assert ("upload.period_not_over" in {one.code for one in found.problems}) is not is_over
