"""From where a request comes, and whether it came encrypted.

The server (uvicorn) takes `X-Forwarded-For` and `X-Forwarded-Proto` from the proxies named
in the environment variable FORWARDED_ALLOW_IPS. Without it uvicorn trusts this machine;
here nobody is trusted then, lest a program of this machine choose what is counted.
"""

import os

from starlette.types import Scope

PROXIES = "FORWARDED_ALLOW_IPS"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def has_proxy() -> bool:
    """Whether a proxy in front of this server was named."""
    return bool(os.environ.get(PROXIES, "").strip())


def source(scope: Scope) -> str:
    """The address a request is counted under."""
    host, port = scope.get("client") or ("", 0)
    came_forwarded = port == 0  # how uvicorn marks an address taken from a header
    return LOOPBACK[0] if came_forwarded and not has_proxy() else host


def is_encrypted(scope: Scope) -> bool:
    """Whether the browser speaks TLS with this server or with the proxy named."""
    return scope["scheme"] in ("https", "wss")


def host_name(host: str) -> str:
    """`[::1]:8501` → `::1`, `localhost:8501` → `localhost`."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()
