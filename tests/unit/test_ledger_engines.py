"""Without PostgreSQL the tests say so, and where everything must run they fail."""

import pytest

from tests import ledger_engines


@pytest.mark.parametrize(
    ("require_all", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_missing_server_is_said(monkeypatch, require_all, outcome):
    monkeypatch.setattr(ledger_engines, "programs", lambda: None)
    monkeypatch.setenv("REQUIRE_ALL", require_all)
    with pytest.raises(outcome, match="PostgreSQL"):
        ledger_engines.start_server()
