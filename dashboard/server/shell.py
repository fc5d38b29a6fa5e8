"""Streamlit's page as it is sent to a browser, in the language asked for.

Streamlit's own file is English, and looks for its server below the page that was opened
(`/city/_stcore/health`) before it looks at the root. Here the root is named; language, title and
what is said to browsers without scripts are ours; and links in texts lead on in the same window.
"""

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route
from streamlit import file_util

from dashboard.components.gate import ROOMS
from dashboard.wording import LANGUAGES, Words

#: Read by Streamlit's scripts before anything else.
_ROOT = '<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/"}</script>'
_CODES = {"zh": "zh-CN", "en": "en"}


def shell_routes() -> list[Route]:
    """The address of every page; the first one stands at the root alone."""
    first, *others = ROOMS
    return [Route("/", shell), Route(f"/{first}", to_root), *(Route(f"/{page}", shell) for page in others)]


async def to_root(request: Request) -> RedirectResponse:
    """Where the first page is, with the same choices: Streamlit knows no other address of it."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


async def shell(request: Request) -> HTMLResponse:
    """The page around which Streamlit's scripts draw."""
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(html(lang), headers={"Cache-Control": "no-cache"})


@cache
def html(lang: str) -> str:
    """Streamlit's file with our words; what a newer Streamlit writes otherwise stays as it is."""
    words = Words(lang)
    text = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    no_script = f"<noscript><p>{escape(words('app.no_script'))}</p></noscript>"
    for pattern, ours in (
        (r'<html lang="en">', f'<html lang="{_CODES[lang]}">'),
        (r"<title>.*?</title>", f"<title>{escape(words('app.title'))}</title>"),
        (r"<noscript>.*?</noscript>", no_script),
        (r"<head>", f"<head>{_ROOT}{_in_place()}"),
    ):
        text = re.sub(pattern, lambda _, ours=ours: ours, text, count=1, flags=re.DOTALL)
    return text


def _in_place() -> str:
    """The scripts for links, told where pages are, and for the text of a plan."""
    pages, folder = json.dumps(["", *ROOMS]), files("dashboard").joinpath("server")
    plan_text, links = (folder.joinpath(name).read_text("utf-8") for name in ("plan_text.js", "in_place.js"))
    return f"<script>{{const PAGES = {pages};\n{plan_text}\n{links}}}</script>"
