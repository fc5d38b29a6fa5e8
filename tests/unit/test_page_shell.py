"""Streamlit's page as we send it: our language and title, its own scripts, one root."""

import json
import re

import pytest

from dashboard.components.gate import ROOMS
from dashboard.server.shell import html, shell_routes


@pytest.mark.parametrize(("lang", "code", "title"), [("zh", "zh-CN", "规划目标差距跟踪"), ("en", "en", "Plan target gap tracker")])
def test_language_title_and_the_words_without_scripts_are_ours(lang, code, title):
    page = html(lang)
    assert f'<html lang="{code}">' in page and f"<title>{title}</title>" in page
    assert "You need to enable JavaScript" not in page and "JavaScript" in page


def test_the_root_is_named_before_streamlits_scripts_look_for_it():
    page = html("zh")
    assert page.index("BACKEND_BASE_URL") < page.index('<script type="module"')
    assert re.search(r'<script type="module" crossorigin src="\./static/js/index\.', page)
    assert page.count("<script>") == 3 and "Apache License" in page


def test_the_script_for_links_knows_every_page_and_runs_before_streamlits():
    page = html("zh")
    script = page.index(f"const PAGES = {json.dumps(['', *ROOMS])};")
    assert script < page.index('<script type="module"') and "history.pushState" in page[script:]


def test_every_page_is_answered():
    assert {route.path for route in shell_routes()} == {"/", *(f"/{page}" for page in ROOMS)}
