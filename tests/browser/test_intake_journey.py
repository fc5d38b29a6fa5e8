"""From a plan file nobody has seen to targets with gaps, in a real browser: brought, its new metric named,
decided on figure by figure in its text, left and taken up again, confirmed once, and seen on 目标."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.server.cookie import COOKIE
from tests import collection_world as world
from tests import plan_pages
from tests.browser.dashboard_server import dashboard
from tests.browser.test_accessibility import SERIOUS
from tests.browser.visits import browser, settle
from tests.collection_world import write_world
from tests.page_identity import new_token
from tests.plan_scene import lines

pytestmark = pytest.mark.browser


def at_once(page: Page, label: str) -> None:
    """Open one of the buttons that decide on many, and confirm."""
    page.get_by_role("button", name=label).click()
    page.get_by_role("button", name="认定这").click()
    page.get_by_text("处，尚未入账。").wait_for()
    settle(page)


def take(page: Page, figure: str) -> None:
    """Confirm the goal that is looked at."""
    page.get_by_role("heading", name=figure).wait_for()
    page.get_by_role("button", name="确认为目标").first.click()
    page.get_by_text(f"（{figure}）已认定。").wait_for()
    settle(page)


def look_at(page: Page, figure: str) -> None:
    """Press a figure of the text, which opens its card."""
    page.locator(".plan-text a", has_text=figure).click()
    page.get_by_role("heading", name=figure).wait_for()
    settle(page)


#: Marks the first characters of the text that read so, as with the mouse.
MARK = """text => {
  const walker = document.createTreeWalker(document.querySelector(".plan-text"), NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(text));
  const range = document.createRange(), at = walker.currentNode.data.indexOf(text);
  range.setStart(walker.currentNode, at);
  range.setEnd(walker.currentNode, at + text.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
}"""


def test_a_plan_becomes_targets_with_gaps(tmp_path):
    workspace = write_world(tmp_path / "work")
    with dashboard(workspace.root) as address, browser() as running:
        context = running.new_context(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
        context.add_cookies([{"name": COOKIE, "value": new_token(workspace.root, world.EDITOR), "url": address}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        alerts = []
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        page.goto(f"{address}/intake")
        file = {"name": "方案.txt", "mimeType": "text/plain", "buffer": plan_pages.HOSTILE.encode()}
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="保存，开始认定").click()
        page.get_by_text("文件信息已保存。").wait_for()
        settle(page)  # a press while the page is still drawn anew is lost
        page.get_by_text("个名称在登记表中没有指标").click()
        settle(page)
        page.get_by_role("button", name="按表采用").click()
        page.get_by_text("1 个名称已定指标，涉及 1 处").wait_for()
        at_once(page, "确认全部无疑义")
        at_once(page, "处不是目标")
        at_once(page, "不能计算的")
        page.reload()
        settle(page)
        expect(page.locator("mark.plan-chosen")).to_contain_text("突破160亿元")
        expect(page.locator("mark.plan-chosen")).to_be_in_viewport()
        faults = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in faults] == []
        responsible = page.get_by_role("textbox", name="责任单位").first
        responsible.fill("市商务局")
        page.evaluate("window.isSamePage = true")
        look_at(page, "30场以上")
        expect(responsible).to_have_value("")
        page.evaluate(MARK, "单个")
        expect(page.get_by_role("textbox", name="正文中的数字")).to_have_value("单个")
        expect(page.get_by_role("combobox", name="在哪一处")).to_have_value(re.compile("【单个】"))
        look_at(page, "50万元")
        expect(page.locator(".plan-text a:focus")).to_contain_text("50万元")
        look_at(page, "突破160亿元")
        expect(responsible).to_have_value("市商务局")
        assert page.evaluate("window.isSamePage"), "nothing was loaded anew"
        take(page, "突破160亿元")
        take(page, "30场以上")
        page.get_by_text("3 预览并确认").click()
        page.get_by_text("已有着落").wait_for()
        page.get_by_text("我已核对").click()
        page.get_by_role("button", name="确认入账").click()
        page.get_by_text("已入账（台账第").wait_for()
        assert len(lines(workspace)) == 9 + 5 and alerts == []
        assert [one for one in lines(workspace) if ",市商务局," in one and "突破160亿元" in one]
        assert [one.split(",")[1] for one in lines(workspace, "metrics.csv")][-1] == "数字化示范仓"
        page.get_by_role("link", name="990100-04", exact=True).click()
        page.get_by_role("heading", name="澜江市 · 跨境电商出口额").wait_for()
        expect(page.get_by_text("225 亿元").first).to_be_visible()
