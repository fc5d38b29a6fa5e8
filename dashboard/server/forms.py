"""Forms of the sign-in pages, and that they were sent by a person on our own page.

The page carries a random value in a hidden field and the same in a cookie scripts cannot
read; another site can have the browser send the cookie, but does not know the value.
"""

import hmac
import secrets
from collections import OrderedDict
from functools import cache
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dashboard.server.address import is_encrypted
from dashboard.wording import LANGUAGES

FORM_COOKIE = "gap_form"
FIELD = "form"
#: Of forms that do something once, however often a browser sends them: names this one showing of the form.
ONCE = "once"
_MOST_DONE = 10_000


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


class Done:
    """Which showings of a form were sent already, by a reload or a double click. Of one process, and
    the latest ones only; may be used from several threads."""

    def __init__(self, most: int = _MOST_DONE) -> None:
        self._most = most
        self._done: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def begin(self, once: str) -> bool:
        """Whether a form is sent for the first time; one that names no showing never is."""
        with self._lock:
            is_first = bool(once) and once not in self._done
            if is_first:
                self._done[once] = None
            if len(self._done) > self._most:
                self._done.popitem(last=False)
            return is_first

    def undo(self, once: str) -> None:
        """Nothing came of it: it may be sent again."""
        with self._lock:
            self._done.pop(once, None)


@cache
def done() -> Done:
    """Those of this process."""
    return Done()


def new_once() -> str:
    """Names one showing of a form."""
    return secrets.token_urlsafe(16)


def language(request: Request) -> str:
    """`zh` unless the address asks for English, itself or in where it goes on to."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def local_path(wanted: str) -> str:
    """Where to go on, only ever on this server."""
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/account/")) and not parts.netloc
    return wanted if is_local and wanted.isprintable() else "/"
