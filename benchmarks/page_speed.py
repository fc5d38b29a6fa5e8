"""How long a rerun of the page 城市 takes when another city is chosen, beside an empty page:
for the public, and for an officer who is signed in; and a rerun of every other page.

The script runs as Streamlit's own test runner runs it, in this process and without a browser,
so the time is that of the script and of handing its elements over. It runs before anything
else touches the caches: the first visit fills them and is told apart.
"""

import csv
import os
import sys
import time
from pathlib import Path
from statistics import median

from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard.components.gate import ROOMS
from dashboard.who import SESSION
from etl.access import session_key
from etl.access.accounts import accounts, shared_store
from etl.rights import Role
from etl.workspace import Workspace
from measure import seconds
from world import ROOT

_EMPTY_PAGE = "import streamlit as st\nst.title('0')\n"
_TIMEOUT_SECONDS = 120
#: Who works on a page; on the others an officer does.
_WORKS = {
    "submission": Role.REPORTER,
    "review": Role.REVIEWER,
    "accounts": Role.ADMINISTRATOR,
    "audit": Role.AUDITOR,
}


def page_milliseconds(root: Path, repeats: int, role: Role) -> dict[str, float]:
    """Milliseconds in a new demonstration workspace, for an account of this role: the first
    visit, and medians over `repeats` turns through all cities of a rerun with the next city
    chosen and of an empty page's."""
    _show(root)
    page = _opened(root, "city", role)
    first_visit = seconds(page.run)
    empty = AppTest.from_string(_EMPTY_PAGE, default_timeout=_TIMEOUT_SECONDS).run()
    reruns, processor, empty_reruns = [], [], []
    for code in _cities(root) * repeats:
        page.selectbox(key="pick-city").set_value(code)
        before = time.process_time()
        reruns.append(seconds(page.run))
        processor.append(time.process_time() - before)
        if page.exception:
            raise AssertionError(f"{code}: {page.exception[0].value}")
        empty_reruns.append(seconds(empty.run))
    return {
        "first visit": first_visit * 1000,
        "rerun": median(reruns) * 1000,
        "rerun processor": median(processor) * 1000,
        "slowest rerun": max(reruns) * 1000,
        "empty page": median(empty_reruns) * 1000,
    }


def every_page_milliseconds(root: Path, repeats: int, warming: int = 2) -> dict[str, float]:
    """The median over `repeats` reruns of each page in a demonstration workspace after so many
    that warm it, in milliseconds, for an account that works there."""
    found = {}
    _show(root)
    _look_for_components_once()
    for name in ROOMS:
        page = _opened(root, name, _WORKS.get(name, Role.OFFICER))
        for _ in range(warming):
            page.run()
        if page.exception:
            raise AssertionError(f"{name}: {page.exception[0].value}")
        found[name] = median(seconds(page.run) for _ in range(repeats)) * 1000
    return found


def _show(root: Path) -> None:
    """Let the dashboard of this process show the workspace at `root`."""
    os.environ["GAP_TRACKER_DATA"] = str(root)
    sys.argv = ["app.py"]
    config.set_option("server.address", "127.0.0.1")


def _look_for_components_once() -> None:
    """Streamlit's test runner reads every installed package's metadata for each page opened; a server
    does once."""
    known = manifest_scanner.scan_component_manifests()
    manifest_scanner.scan_component_manifests = lambda: known


def _opened(root: Path, name: str, role: Role) -> AppTest:
    """A page that has not run yet, for an account of this role."""
    page = AppTest.from_file(ROOT / "dashboard" / "app.py", default_timeout=_TIMEOUT_SECONDS)
    page.user = {SESSION: _session(Workspace(root), role)}
    page.switch_page(f"app_pages/{name}.py")
    return page


def _session(workspace: Workspace, role: Role) -> str | None:
    """The key of a session of an account of this role; None for the public."""
    if role is Role.PUBLIC:
        return None
    name = next(one.name for one in accounts(workspace).values() if one.role is role)
    return session_key(shared_store(workspace).begin_session(name))


def _cities(root: Path) -> list[str]:
    with (root / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["region_code"] for row in csv.DictReader(file)})
