"""Every page as somebody who may open it sees it, on the demonstration, in a real browser."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.server.cookie import COOKIE
from etl.collection import plan_drafts
from etl.demo.plan import EXAMPLE, EXAMPLE_NAME
from etl.workspace import Workspace
from tests.browser.dashboard_server import CHROMIUM_ARGUMENTS
from tests.browser_program import chromium
from tests.page_identity import new_token

#: The last quarter of the demonstration with figures, and the one that is filed.
QUARTER, FILED = "2026Q3", "2026Q3"
#: Who takes plans in, and the plan that lies in work.
EDITOR, PLAN_SHA256 = "yunling-editor", hashlib.sha256(EXAMPLE).hexdigest()


def bring_plan(data: Path) -> None:
    """Let the editor of a demonstration work on its example plan."""
    plan_drafts.keep(Workspace(data), EDITOR, EXAMPLE, EXAMPLE_NAME)


class Visit(NamedTuple):
    """A page, the demonstration account that opens it ("" = the public), and its choices; `state`
    tells apart visits of one page."""

    page: str
    account: str = ""
    choices: str = f"quarter={QUARTER}"
    state: str = ""

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.page, self.state)))

    def url(self, address: str, lang: str) -> str:
        path = "" if self.page == "overview" else self.page  # the start page has no path of its own
        return f"{address}/{path}?{self.choices}&lang={lang}"


VISITS = (
    Visit("overview"),
    Visit("city", choices=f"quarter={QUARTER}&city=990100"),
    Visit("metric"),
    Visit("target", "lanjiang-reviewer", f"quarter={QUARTER}&target=990100-01"),
    Visit("compare"),
    Visit("levels"),
    Visit("units"),
    Visit("documents"),
    Visit("data"),
    Visit("bulletin"),
    Visit("submission", "qingpi-reporter", f"quarter={FILED}"),
    Visit("review", "wanghai-reviewer", f"quarter={FILED}"),
    Visit("progress", "yunling-officer", f"quarter={FILED}"),
    Visit("release", "yunling-officer", f"quarter={QUARTER}"),
    Visit("intake", EDITOR, ""),
    Visit("intake", EDITOR, f"plan={PLAN_SHA256[:16]}&step=review", "review"),
    Visit("accounts", "administrator"),
    Visit("audit", "auditor"),
)


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


class Rounds:
    """Visits in turn, one context for each account and size."""

    def __init__(self, running: Browser, address: str, data: Path):
        self._browser, self._address, self._data = running, address, data
        self._pages: dict[tuple[str, int, int], Page] = {}

    def at(self, visit: Visit, lang: str, width: int = 1440, height: int = 1000) -> Page:
        """The page of a visit, come to rest."""
        page = self._page(visit.account, width, height)
        page.goto(visit.url(self._address, lang))
        settle(page)
        return page

    def _page(self, account: str, width: int, height: int) -> Page:
        key = (account, width, height)
        if key not in self._pages:
            context = self._browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            if account:
                context.add_cookies([{"name": COOKIE, "value": new_token(self._data, account), "url": self._address}])
            self._pages[key] = context.new_page()
            self._pages[key].set_default_timeout(120_000)
        return self._pages[key]


def settle(page: Page) -> None:
    """Wait until the script has ended and everything is drawn."""
    page.locator("h1").first.wait_for()
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.evaluate("document.fonts.ready")
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
    page.wait_for_timeout(400)  # charts ease into their width
