"""A city officer files a quarter and sees the gap change, in a real browser."""

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.dashboard_server import CHROMIUM_ARGUMENTS, dashboard
from tests.browser_program import chromium
from tests.page_workspace import write_page_workspace

pytestmark = pytest.mark.browser

GOOD = """地区,指标,年份,季度,计数方式,数值,单位
澜江市,跨境电商出口额,2026,2,本年累计,45,亿元
澜江市,跨境电商出口额,2025,2,本年累计,30,亿元
"""
BAD = GOOD.replace("45,亿元", "约45,亿元")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A dashboard on a workspace of its own."""
    with dashboard(write_page_workspace(tmp_path_factory.mktemp("journey") / "work")) as address:
        yield address


@pytest.fixture
def browser_page(address):
    """A page of a fresh browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def upload(page, name: str, text: str) -> None:
    """Choose a file; again where it was chosen faster than any person could, while the page
    was still answering the field before it and the browser dropped it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    for _ in range(5):
        page.wait_for_selector("[data-test-script-state=notRunning]")
        page.locator("input[type=file]").set_input_files(file)
        try:
            page.get_by_text(name).first.wait_for(timeout=10_000)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"{name} was not taken")


def test_a_file_with_a_fault_is_refused_and_a_mended_one_changes_the_gap(browser_page, address):
    page = browser_page
    page.goto(f"{address}/city?quarter=2026Q2&city=990100")
    page.get_by_text("还差 75 亿元").wait_for()

    page.goto(f"{address}/submission?quarter=2026Q2&city=990100")
    page.get_by_text("文件含其他季度的数").click()
    name = page.get_by_label("报送人（必填）")
    name.fill("澜江市商务局")
    name.press("Enter")
    upload(page, "错误.csv", BAD)
    page.get_by_text("不能入账：1 处错误").wait_for()
    page.get_by_text("“约45”").first.wait_for()
    assert page.get_by_role("button", name="确认入账").count() == 0

    upload(page, "更正.csv", GOOD)
    page.get_by_text("核对通过：读出 2 个数值").wait_for()
    page.get_by_text("75 亿元 → 90 亿元").wait_for()
    page.get_by_role("button", name="确认入账").click()
    page.get_by_text("已入账，批次号").wait_for()
    page.get_by_text("还差 75 亿元 → 还差 60 亿元").wait_for()

    page.get_by_text("到「城市」查看").click()
    page.get_by_text("还差 60 亿元").wait_for()
    assert "city=990100" in page.url


def test_a_shared_link_opens_the_same_page_in_english(browser_page, address):
    page = browser_page
    page.goto(f"{address}/city?quarter=2025Q4&city=990000&lang=en")
    page.get_by_text("By end of 2027: 2 times the 2024 figure").wait_for()
    page.get_by_role("link", name="Metric").click()
    page.get_by_text("Ranking by attainment").wait_for()
    assert "lang=en" in page.url and "quarter=2025Q4" in page.url
