"""Signing in and out in a real browser, under the policy the server sends."""

import re

import pytest

from etl.access import AccessStore
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.browser.dashboard_server import dashboard
from tests.browser.visits import browser
from tests.page_identity import new_token, put_account
from tests.page_workspace import write_page_workspace

pytestmark = pytest.mark.browser

SIGN_IN = re.compile("/account/sign-in")
PAGES = ("", "city", "metric", "target", "submission", "progress")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A workspace that only its own people see."""
    data = write_page_workspace(tmp_path_factory.mktemp("sign-in") / "work")
    (data / "settings.toml").write_text("is_public = false\n", encoding="utf-8")
    put_account(data, Account("wang.li", Role.REPORTER, ("990100",), display_name="王莉"))
    return data


@pytest.fixture(scope="module")
def address(data):
    with dashboard(data) as address:
        yield address


@pytest.fixture(scope="module")
def chrome():
    with browser() as running:
        yield running


@pytest.fixture
def browser_page(chrome):
    """A page that shares no cookie with any other; `complaints` is what its console said against it."""
    page = chrome.new_page(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
    page.set_default_timeout(120_000)
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()


def test_from_the_first_password_to_signing_out(browser_page, address, data):
    with AccessStore.open(Workspace(data)) as store:
        first = store.set_one_time_password("wang.li")
    page = browser_page
    page.goto(f"{address}/city?quarter=2025Q4")
    page.get_by_label("账号").fill("wang.li")
    page.get_by_label("密码").fill(first)
    page.get_by_role("button", name="登录").click()

    page.get_by_label("原密码").fill(first)
    page.get_by_label("新密码", exact=True).fill("four unrelated words here")
    page.get_by_label("再次输入新密码").fill("four unrelated words here")
    page.get_by_role("button", name="修改并继续").click()

    page.wait_for_url(re.compile("/city[?]quarter=2025Q4"))
    page.get_by_text("王莉").first.wait_for()
    page.get_by_role("link", name="退出登录").click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_text("已退出登录").wait_for()
    page.goto(f"{address}/city")
    page.wait_for_url(SIGN_IN)
    assert _against_the_policy(page) == []


def test_the_policy_lets_every_page_work(browser_page, address, data):
    page = browser_page
    page.context.add_cookies([{"name": "gap_session", "value": new_token(data, "wang.li"), "url": address}])
    for name in PAGES:
        page.goto(f"{address}/{name}?quarter=2025Q4")
        page.get_by_text("王莉").first.wait_for()
        page.wait_for_selector("[data-test-script-state=notRunning]")
        assert page.locator("[data-testid=stException]").count() == 0
    assert _against_the_policy(page) == []


def _against_the_policy(page):
    """Streamlit also looks for itself below each page's path and is told 404; that is no fault."""
    return [one for one in page.complaints if "404" not in one]


def test_an_open_page_notices_that_the_session_ended(browser_page, address, data):
    page = browser_page
    page.context.add_cookies([{"name": "gap_session", "value": new_token(data, "wang.li"), "url": address}])
    page.goto(f"{address}/?quarter=2025Q4")
    page.get_by_text("王莉").first.wait_for()
    with AccessStore.open(Workspace(data)) as store:
        store.end_sessions("wang.li")
    page.get_by_text("English").first.click()
    page.get_by_text("王莉").first.wait_for(state="detached")
    page.goto(f"{address}/")
    page.wait_for_url(SIGN_IN)
