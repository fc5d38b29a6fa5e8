"""Runs the whole dashboard, through its entry point, on a small workspace, as any account."""

import sys
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from dashboard import source
from tests.collection_world import NOW, QUARTER, at, copy_world
from tests.page_identity import as_account
from tests.page_workspace import AS_OF, write_page_workspace

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once():
    """Streamlit reads every installed package's metadata for each page opened, 0.1 s of processor time."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(scope="session")
def page_data(tmp_path_factory):
    """One workspace for all tests that do not change it."""
    return write_page_workspace(tmp_path_factory.mktemp("pages") / "work")


@pytest.fixture
def open_page(page_data, monkeypatch):
    """Opens a page: `open_page("city", lang="en", city="990100")`, `open_page("review", data=…, visitor="wang")`."""

    def opened(
        name: str, *, data=page_data, lang: str = "zh", visitor: str = "", state: dict | None = None, **choices: str
    ) -> AppTest:
        monkeypatch.setenv("GAP_TRACKER_DATA", str(data))
        monkeypatch.setattr(sys, "argv", ["app.py"])
        config.set_option("server.address", "127.0.0.1")
        source.look_again()
        app = AppTest.from_file(APP, default_timeout=60)
        app.query_params.update({"quarter": AS_OF, "lang": lang, **choices})
        for key, value in (state or {}).items():
            app.session_state[key] = value
        if name != "overview":
            app.switch_page(f"app_pages/{name}.py")
        return as_account(app, data, visitor).run()

    return opened


@pytest.fixture
def world_copy(tmp_path):
    """A workspace of its own with accounts in every role."""
    return copy_world(tmp_path / "world")


@pytest.fixture
def desk(open_page, world_copy):
    """Opens a page of that workspace at the moment of the test, at first the day its quarter is
    due, as the account named: `desk("review", "reviewer")`, or on another `day`;
    `desk.workspace` is the workspace."""

    def opened(page: str, visitor: str, day: date | None = None, **choices: str) -> AppTest:
        moment = at(datetime.combine(day, NOW.timetz())) if day else nullcontext()
        with moment:
            return open_page(page, data=world_copy.root, visitor=visitor, **{"quarter": QUARTER, **choices})

    opened.workspace = world_copy
    with at(NOW):
        yield opened


@pytest.fixture
def files(monkeypatch):
    """What each download button would give, by file name: `files["gaps-2025Q4.csv"]()`."""
    offered = {}
    add = MediaFileManager.add_deferred

    def kept(manager, make, mimetype, coordinates, file_name=None, **more):
        offered[file_name] = make
        return add(manager, make, mimetype, coordinates, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", kept)
    return offered
