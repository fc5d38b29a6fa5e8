"""The pages of the collection in both languages: none of the other language."""

import re

import pytest

from tests import collection_world as world
from tests.collection_world import one_figure, submitted
from tests.pages.page_text import said

CHINESE = re.compile(r"[\u3400-\u9fff]+")
PAGES = {
    "submission": world.REPORTER,
    "review": world.REVIEWER,
    "progress": world.OFFICER,
    "release": world.OFFICER,
    "accounts": world.ADMINISTRATOR,
    "audit": world.AUDITOR,
}


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_is_english(desk, page):
    submitted(desk.workspace, one_figure("45"))
    text = said(desk(page, PAGES[page], lang="en"))
    names = {one.display_name for one in world.ACCOUNTS.values()} - {""}
    written = {one.reason for one in world.STAND_INS} | names  # by people, shown as it is
    for one in sorted(written, key=len, reverse=True):
        text = text.replace(one, "")
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_chinese_page_is_chinese(desk, page):
    submitted(desk.workspace, one_figure("45"))
    text = said(desk(page, PAGES[page]))
    for term in ("Submission", "Review", "Region", "None", "null", "nan"):
        assert term not in text


@pytest.mark.parametrize("page", PAGES)
def test_whoever_may_not_is_told_so_in_english(desk, page):
    text = said(desk(page, world.EDITOR, lang="en"))
    assert "This account cannot open" in text and CHINESE.findall(text) == []
