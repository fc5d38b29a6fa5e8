"""Headers that tell the browser what no page of ours ever does."""

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from dashboard.server.address import is_encrypted

#: Streamlit's page: its own scripts, its styles in attributes, pictures from nowhere else.
#: Pictures of other hosts would tell them who looked; frames would let them lay buttons over ours.
PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
#: The sign-in pages: no script at all.
FORM_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_ONE_YEAR = "max-age=31536000"


def secure(headers: MutableHeaders, scope: Scope) -> None:
    """Add the headers to an answer; a policy the answer already has stays."""
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    for name, value in _ALWAYS.items():
        headers[name] = value
    if is_encrypted(scope):
        headers["Strict-Transport-Security"] = _ONE_YEAR
    if scope["path"].startswith("/media/"):
        headers["Cache-Control"] = "private, no-store"
