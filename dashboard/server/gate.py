"""Which paths are open to whom: the one place that decides, default closed.

Pure: takes what is asked and who asks, gives a verdict. Streamlit answers on every path it
does not know with its page, so that only the addresses of our pages are passed on to it.
"""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.components.gate import ROOMS


class Verdict(StrEnum):
    """What happens to a request."""

    OPEN = "open"
    SIGN_IN = "sign_in"  # redirected to the sign-in page
    PASSWORD = "password"  # redirected to the page where the first password is changed
    FORBIDDEN = "forbidden"  # 403
    ABSENT = "absent"  # 404: nobody needs it
    NO_PAGE = "no_page"  # 404, as a page that says so and leads on


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gate has to know of whoever asks. `is_new`: signed in with the first password."""

    is_signed_in: bool = False
    is_new: bool = False
    is_public_open: bool = False  # whoever has not signed in may look at released figures
    has_provider: bool = False  # an identity provider is configured

    @property
    def may_look(self) -> bool:
        return self.is_signed_in or (self.is_public_open and not self.is_new)


STREAM = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/"
_ACCOUNT = "/account/"
HEALTH = "/_stcore/health"
#: The interface for other programs, whose refusals are problem documents.
API = "/api"
_PROVIDER = ("/auth/login", "/auth/logout", "/oauth2callback")
#: Streamlit's own scripts and styles, the same for everybody.
_ASSETS = ("/static/",)
_ASSET_FILES = ("/favicon.png", "/manifest.json", "/robots.txt")
#: Answered to whoever may look.
#: Of files those only that a page offered them (`media`).
MEDIA = "/media/"
_LOOKING_PATHS = ("/_stcore/host-config", STREAM)
#: Everything else Streamlit offers under these: measurements, agents, components.
_CLOSED = ("/_stcore", "/component", "/app/static", "/auth", "/oauth2callback")
_METHODS = ("GET", "HEAD", "OPTIONS")
#: The start and every page; Streamlit leads from `/city/` to `/city`.
_PAGES = frozenset(["/", *(f"/{page}{end}" for page in ROOMS for end in ("", "/"))])


def verdict(method: str, path: str, standing: Standing) -> Verdict:
    """Whether this person may ask this. `method` is WEBSOCKET for a WebSocket."""
    if path.startswith(_ACCOUNT):
        return Verdict.OPEN
    if path.startswith(UPLOAD):
        return _upload(method, standing)
    if method == "WEBSOCKET":
        return _looking(standing) if path == STREAM else Verdict.ABSENT
    if is_api(path):  # whose own routes tell methods apart
        return _interface(standing)
    if method not in _METHODS:
        return Verdict.FORBIDDEN
    if path == HEALTH or path in _ASSET_FILES or path.startswith(_ASSETS):
        return Verdict.OPEN
    if path.startswith(MEDIA) or path in _LOOKING_PATHS:
        return _looking(standing)
    if path in _PROVIDER:
        return Verdict.OPEN if standing.has_provider else Verdict.ABSENT
    if any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED):
        return Verdict.ABSENT
    return _page(path, standing)


def is_api(path: str) -> bool:
    """Whether a path is one of the interface for other programs."""
    return path == API or path.startswith(f"{API}/")


def _interface(standing: Standing) -> Verdict:
    """As for pages: whoever may not look is not told what there is."""
    if standing.is_new:
        return Verdict.PASSWORD
    return Verdict.OPEN if standing.may_look else Verdict.SIGN_IN


def _upload(method: str, standing: Standing) -> Verdict:
    if method == "OPTIONS":
        return Verdict.OPEN
    allowed = method in ("PUT", "DELETE") and standing.is_signed_in
    return Verdict.OPEN if allowed else Verdict.FORBIDDEN


def _looking(standing: Standing) -> Verdict:
    return Verdict.OPEN if standing.may_look else Verdict.FORBIDDEN


def _page(path: str, standing: Standing) -> Verdict:
    """Whoever may not look is not told either which pages there are."""
    if standing.is_new:
        return Verdict.PASSWORD
    if not standing.may_look:
        return Verdict.SIGN_IN
    return Verdict.OPEN if path in _PAGES else Verdict.NO_PAGE
