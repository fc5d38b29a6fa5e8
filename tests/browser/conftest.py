"""What the tests in a real browser share."""

import pytest

from etl.demo.workspace import write_fictional
from tests.browser.dashboard_server import dashboard
from tests.browser.visits import Rounds, bring_plan, browser


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """One server on a demonstration and one browser for all tests of a module."""
    data = tmp_path_factory.mktemp("rounds") / "demo"
    write_fictional(data)
    bring_plan(data)
    with dashboard(data) as address, browser() as running:
        yield Rounds(running, address, data)
