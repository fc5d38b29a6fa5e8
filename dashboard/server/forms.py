"""Forms of the sign-in pages, and that they were sent by a person on our own page.

The page carries a random value in a hidden field and the same in a cookie scripts cannot
read; another site can have the browser send the cookie, but does not know the value.
"""

import hmac
import secrets
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dashboard.server.address import is_encrypted
from dashboard.wording import LANGUAGES

FORM_COOKIE = "gap_form"
FIELD = "form"


def form_value(request: Request) -> str:
    """The value for the hidden field: the cookie's, or a new one."""
    kept = request.cookies.get(FORM_COOKIE, "")
    return kept if len(kept) == 43 else secrets.token_urlsafe(32)


def remember_form(request: Request, response: Response, value: str) -> None:
    """Send the form's value along as a cookie."""
    response.set_cookie(
        FORM_COOKIE, value, path="/account", httponly=True, samesite="strict", secure=is_encrypted(request.scope)
    )


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, the first of each name."""
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}


def is_own_form(request: Request, sent: dict[str, str]) -> bool:
    """Whether the form came from a page of ours."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    kept = request.cookies.get(FORM_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), sent.get(FIELD, "").encode())


def language(request: Request) -> str:
    """`zh` unless the address asks for English, itself or in where it goes on to."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def local_path(wanted: str) -> str:
    """Where to go on, only ever on this server."""
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/account/")) and not parts.netloc
    return wanted if is_local and wanted.isprintable() else "/"
