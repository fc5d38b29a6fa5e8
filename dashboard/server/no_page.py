"""What stands at an address that is no page's: Streamlit would show its start there, or say so in
English."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from dashboard.server import account_pages as pages
from dashboard.server.forms import language
from dashboard.server.security_headers import FORM_POLICY
from dashboard.wording import Words


def no_page(request: Request) -> HTMLResponse:
    """Status 404, that there is no such page, and the way to the start.

    The address is not repeated: whoever sends a link would choose our words. The other language
    is a link relative to it.
    """
    words = Words(language(request))
    start = f'<a href="/?lang={words.lang}">{escape(words("no_page.start"))}</a>'
    body = f'<p>{escape(words("no_page.said"))}</p><p>{start}</p>'
    html = pages.page(words("no_page.title"), body, words, path="", goes_to="/")
    headers = {"Content-Security-Policy": FORM_POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(html, 404, headers)
