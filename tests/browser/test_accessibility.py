"""axe-core finds no serious fault on any page, in either language, for those who may open it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.components.gate import ROOMS
from dashboard.wording import Words
from tests.browser.visits import VISITS

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
#: What is Streamlit's own and no rule of ours can mend: rule, selector of the element or of one
#: around it, and why.
EXCLUDED: tuple[tuple[str, str, str], ...] = (
    (
        "button-name",
        '[data-testid="stFileUploaderDropzone"]',
        "its English name is replaced by ours with `content` (components/widget_words.py), which browsers read out"
        " and axe does not look at; the test below asks the browser for the name",
    ),
)


def test_every_page_is_visited():
    assert {visit.page for visit in VISITS} == set(ROOMS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_no_serious_fault(rounds, visit, lang):
    page = rounds.at(visit, lang)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = {
        (violation["id"], node["target"][0], node["html"][:160])
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
        if not _is_excluded(violation["id"], node["target"][0], page)
    }
    assert faults == set()


def test_the_button_of_an_upload_has_a_name_in_our_words(rounds):
    page = rounds.at(next(visit for visit in VISITS if visit.page == "submission"), "zh")
    assert page.get_by_role("button", name=Words("zh")("widget.upload")).count() >= 1


def _is_excluded(rule: str, target: str, page: Page) -> bool:
    return any(
        page.locator(target).first.evaluate("(element, around) => element.closest(around) !== null", around)
        for excluded, around, _ in EXCLUDED
        if excluded == rule
    )
