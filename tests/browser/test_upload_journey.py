"""From the template to the public page, in a real browser: a city files a figure, its reviewer
returns it once and then signs, the province releases the quarter, and the public sees it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from dashboard.server.cookie import COOKIE
from tests import collection_world as world
from tests.browser.dashboard_server import dashboard
from tests.browser.visits import browser
from tests.collection_world import write_world
from tests.page_identity import new_token

pytestmark = pytest.mark.browser

QUARTER = "2025Q4"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REASON = "说明：企业漏报，按海关清单更正"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A workspace with accounts in every role."""
    return write_world(tmp_path_factory.mktemp("journey") / "work").root


@pytest.fixture(scope="module")
def address(data):
    with dashboard(data) as address:
        yield address


@pytest.fixture(scope="module")
def come_in(address, data):
    """A page opened anew, signed in as `name`; "" = the public. Each has a browser of their own, which
    keeps what it loaded until they come again."""
    with browser() as running:
        contexts: dict[str, BrowserContext] = {}

        def context_of(name: str) -> BrowserContext:
            if name not in contexts:
                contexts[name] = running.new_context(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
                if name:
                    contexts[name].add_cookies([{"name": COOKIE, "value": new_token(data, name), "url": address}])
            return contexts[name]

        @contextmanager
        def come_in(name: str, path: str) -> Iterator[Page]:
            page = context_of(name).new_page()
            page.set_default_timeout(120_000)
            expect.set_options(timeout=120_000)
            page.goto(f"{address}/{path}")
            yield page
            page.close()

        yield come_in


def filled(template: bytes, value: str, note: str) -> bytes:
    """The template with a figure and a note in the row of the export value."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if "数值" in row)
    line = next(number for number, row in enumerate(rows) if number > head and "跨境电商出口额" in row)
    for name, text in (("数值", value), ("备注", note)):
        sheet.cell(line + 1, rows[head].index(name) + 1).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file; again where it was chosen faster than any person could, while the page
    was still answering the field before it and the browser dropped it."""
    for _ in range(5):
        page.wait_for_selector("[data-test-script-state=notRunning]")
        page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
        try:
            page.get_by_text(name).first.wait_for(timeout=10_000)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"{name} was not taken")


def download_template(page: Page) -> bytes:
    page.wait_for_selector("[data-test-script-state=notRunning]")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载模板（Excel）").click()
    return Path(download.value.path()).read_bytes()


def write(page: Page, label: str, text: str) -> None:
    """Fill a text area as a person does: the value is sent when the field is left."""
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Control+Enter")
    page.wait_for_selector("[data-test-script-state=notRunning]")


def test_from_the_template_to_the_public_page(come_in):
    city = f"city?quarter={QUARTER}&city={world.CITY}"
    desk = f"submission?quarter={QUARTER}&city={world.CITY}"
    with come_in("", city) as page:
        page.get_by_text("还差 75 亿元").first.wait_for()

    with come_in(world.REPORTER, desk) as page:
        template = download_template(page)
        upload(page, "一稿.xlsx", filled(template, "约88", REASON))
        page.get_by_text("不能提交：1 处错误").wait_for()
        page.get_by_text("“约88”").first.wait_for()
        assert page.get_by_role("button", name="确认提交").count() == 0
        upload(page, "二稿.xlsx", filled(template, "88", "已核实"))
        page.get_by_text("不能提交：0 处错误，1 处须说明").wait_for()
        upload(page, "三稿.xlsx", filled(template, "88", REASON))
        page.get_by_text("75 亿元 → 88 亿元").wait_for()
        page.get_by_role("button", name="确认提交").click()
        page.get_by_text("等待审核").first.wait_for()

    with come_in(world.REVIEWER, f"review?quarter={QUARTER}") as page:
        page.get_by_text("企业漏报，按海关清单更正").first.wait_for()
        write(page, "退回理由（填报人会看到）", "应为 90 亿元，请核对保税仓出口")
        page.get_by_role("button", name="退回").click()
        page.get_by_text("已退回。").wait_for()

    with come_in(world.REPORTER, desk) as page:
        page.get_by_text("退回理由：应为 90 亿元，请核对保税仓出口").wait_for()
        upload(page, "更正.xlsx", filled(template, "90", REASON))
        page.get_by_text("75 亿元 → 90 亿元").wait_for()
        page.get_by_role("button", name="确认提交").click()
        page.get_by_text("等待审核").first.wait_for()

    with come_in(world.REVIEWER, f"review?quarter={QUARTER}") as page:
        page.get_by_text("还差 75 亿元 → 还差 60 亿元").wait_for()
        page.get_by_role("button", name="签字同意").click()
        page.get_by_text("已采纳，数据已计入").wait_for()
        page.goto(page.url.replace("/review", "/city").split("?")[0] + f"?quarter={QUARTER}&city={world.CITY}")
        page.get_by_text("还差 60 亿元").first.wait_for()

    with come_in("", city) as page:
        page.get_by_text("还差 75 亿元").first.wait_for()
        assert page.get_by_text("还差 60 亿元").count() == 0

    with come_in(world.OFFICER, f"release?quarter={QUARTER}") as page:
        page.get_by_text("本次发布将改变公众看到的 1 个数").wait_for()
        page.get_by_text("我已核对").click()
        button = page.get_by_role("button", name="发布", exact=True)
        expect(button).to_be_enabled()
        button.click()
        page.get_by_text("已发布，公众即时可见").wait_for()

    with come_in("", city) as page:
        page.get_by_text("还差 60 亿元").first.wait_for()


def test_a_shared_link_opens_the_same_page_in_english(come_in):
    with come_in("", "city?quarter=2025Q4&city=990000&lang=en") as page:
        page.get_by_text("CNY").filter(visible=True).first.wait_for()
        page.get_by_role("link", name="Metric").click()
        page.get_by_text("ranking by").first.wait_for()
        assert "lang=en" in page.url and "quarter=2025Q4" in page.url


def test_streamlits_own_words_are_in_chinese_and_nothing_is_asked_in_vain(come_in):
    refused = []
    with come_in(world.OTHER_REPORTER, f"city?quarter={QUARTER}") as page:  # nothing of whose city was accepted
        page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
        page.goto(page.url.replace("/city", "/submission"))
        uploader = page.get_by_test_id("stFileUploader")
        expect(uploader.get_by_role("button", name="选择文件", exact=True)).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        assert "Drag" not in uploader.aria_snapshot() and "10MB per file" not in uploader.aria_snapshot()
        old = {"name": "a.xls", "mimeType": "application/vnd.ms-excel", "buffer": b"x"}
        page.locator("input[type=file]").first.set_input_files(old)
        expect(uploader.get_by_role("alert")).to_contain_text("not allowed")  # unseen; ours is said before it
        chips = uploader.get_by_test_id("stFileChips")
        assert ".xls 请另存为 .xlsx" in chips.evaluate("chips => getComputedStyle(chips, '::after').content")
    assert refused == []
