"""The cookie that carries the token of a session."""

from starlette.datastructures import Headers

COOKIE = "gap_session"


def token(headers: Headers) -> str:
    """The token in a request's cookies; empty where there is none."""
    return cookies(headers).get(COOKIE, "")


def cookies(headers: Headers) -> dict[str, str]:
    """Cookies of a request by name; unreadable ones are none."""
    found: dict[str, str] = {}
    for part in "; ".join(headers.getlist("cookie")).split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    return found
