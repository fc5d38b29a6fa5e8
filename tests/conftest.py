"""Fixtures that several kinds of tests share."""

from functools import lru_cache

import pytest
from hypothesis import settings

from etl.collection import examination, originals
from etl.intake.child import read_sheet
from tests import browser_program, ledger_engines

# A red run is red when repeated; `--hypothesis-profile=default` searches further.
settings.register_profile("fixed", derandomize=True, database=None)
settings.load_profile("fixed")


def pytest_runtest_setup(item):
    """A test marked `browser` says why it cannot run; PostgreSQL's fixture does so itself."""
    if item.get_closest_marker("browser"):
        browser_program.require_chromium()


@pytest.fixture(scope="session", autouse=True)
def uploads_read_once():
    """The reading process (0.15 s) is started once for the same bytes, and not at the preview, the
    confirmation and in every test again; it has tests of its own, and what it refuses is read anew."""
    once = lru_cache(maxsize=256)(read_sheet)
    with pytest.MonkeyPatch.context() as patch:
        for module in (examination, originals):
            patch.setattr(module, "read_sheet", once)
        yield


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server of this session's own."""
    server = ledger_engines.start_server()
    yield server
    ledger_engines.stop_server(server)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger_url(request, tmp_path):
    """The URL of a ledger that does not exist yet, on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'var' / 'ledger.db'}"
    return request.getfixturevalue("postgresql").new_ledger()


@pytest.fixture
def sqlite_url(tmp_path):
    """The URL of a SQLite ledger that does not exist yet."""
    return f"sqlite:///{tmp_path / 'var' / 'ledger.db'}"
