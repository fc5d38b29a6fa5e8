"""What people come for, in a real browser, on the demonstration."""

import csv
import io
import re
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.wording import Words
from tests.browser.visits import QUARTER, Visit, settle

pytestmark = pytest.mark.browser

ZH, EN = Words("zh"), Words("en")


@pytest.fixture(scope="module", autouse=True)
def patience():
    expect.set_options(timeout=60_000)


def test_in_the_morning_an_official_finds_the_worst_late_target_and_whom_to_call(rounds):
    page = rounds.at(Visit("overview", "yunling-officer"), "zh")
    first = page.locator(".st-key-table-stack-press tbody tr").first
    named = first.get_by_role("link").first
    assert re.match(r"1\. \S+ · \S+", named.inner_text())
    assert re.search(r"1[3-9]\d{9}|0\d{2,3}[-－ ]\d{7,8}", first.inner_text()), "no number to call"
    region, _, metric = named.inner_text().removeprefix("1. ").partition(" · ")
    follow(page, named, "nav.target")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(metric)
    expect(main).to_contain_text(region)


def test_from_a_red_cell_to_the_cell_of_the_file(rounds):
    page = rounds.at(Visit("overview", "auditor"), "zh")
    red = page.locator(".st-key-table-stack-matrix td a", has_text=re.compile("明显滞后|未完成"))
    follow(page, red.filter(has_text="/").first, "nav.city")
    follow(page, page.get_by_test_id("stMain").get_by_role("link", name=ZH("card.open")).first, "nav.target")
    trace = page.locator(".st-key-trace")
    trace.locator("summary").click()
    expect(trace).to_contain_text(re.compile(r"\.(csv|xlsx)\s*(第 \d+ 行|[A-Z]+\d+)"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.city"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.overview"))


def test_from_a_class_over_the_list_to_a_target_with_the_keyboard(rounds):
    page = rounds.at(Visit("overview", choices=f"quarter={QUARTER}&province=990000"), "zh")
    follow(page, page.locator(".st-key-tile-class-off_track").get_by_role("link"), "nav.data")
    first = page.locator(".st-key-table-stack-lines tbody tr").first.get_by_role("link")
    expect(first).to_have_attribute("href", re.compile("target="))
    region, _, metric = first.inner_text().partition(" · ")
    page.get_by_role("button", name="CSV").last.focus()
    for _ in range(4):  # no further from the buttons above than from one of them to the next
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.target"))
    settle(page)
    expect(page.get_by_test_id("stMain").locator("h3").first).to_have_text(f"{region} · {metric}")
    assert f"quarter={QUARTER}" in choices(page) and page.context.pages == [page]


def test_what_is_exported_is_what_is_counted(rounds):
    page = rounds.at(Visit("data"), "zh")
    said = page.get_by_test_id("stMain").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    with zipfile.ZipFile(download.value.path()) as package:
        content = package.read(next(name for name in package.namelist() if name.startswith("gaps-")))
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes a file without a mark for GBK"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert f"{len(rows):,}" in said and len({row["target_id"] for row in rows}) > 10
    assert all(row["demonstration"] for row in rows)


def test_the_language_changes_in_place_and_back_again(rounds):
    page = rounds.at(Visit("city", choices=f"quarter={QUARTER}&city=990100"), "zh")
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EN("nav.city"))
    assert {"lang=en", "city=990100", f"quarter={QUARTER}"} <= choices(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.city"))


def test_a_link_opens_what_was_looked_at(rounds):
    page = rounds.at(Visit("overview"), "zh")
    follow(page, page.locator(".st-key-table-stack-press tbody tr").first.get_by_role("link").first, "nav.target")
    here, seen = page.url, page.get_by_test_id("stMain").locator("h3").all_inner_texts()
    other = rounds.at(Visit("documents"), "zh", 1000, 800)  # somebody else's window
    other.goto(here)
    settle(other)
    assert other.get_by_test_id("stMain").locator("h3").all_inner_texts() == seen
    assert choices(other) == choices(page)


def test_on_a_telephone_the_menu_opens_and_leads_on(rounds):
    page = rounds.at(Visit("overview"), "zh", 390, 844)
    menu = page.get_by_test_id("stExpandSidebarButton")
    menu.click()
    page.get_by_test_id("stSidebar").get_by_role("link", name=ZH("nav.metric"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.metric"))
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_link_in_a_text_opens_a_window_only_for_who_asks_for_one(rounds):
    page = rounds.at(Visit("overview"), "zh")
    link = page.locator(".st-key-table-stack-press tbody tr").first.get_by_role("link").first
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    opened.value.close()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.overview"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("nav.target"))
    assert page.context.pages == [page]


def follow(page: Page, link: Locator, title: str) -> None:
    """Click on a link that leads to the page of this title, in the same window."""
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH(title))
    settle(page)
    assert page.context.pages == [page]


def choices(page: Page) -> set[str]:
    return set(page.url.partition("?")[2].split("&"))
