"""Nobody but this machine, until the dashboard knows who is asking.

There are no accounts yet, so whoever reaches the server may file figures. The
server therefore has to listen on a loopback address, and a request has to be
addressed to one: a page of another site cannot then borrow the visitor's browser.
"""

import streamlit as st

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def refused_address() -> str | None:
    """The address that is not allowed, or None where all is well."""
    for address in (listening_address(), requested_host()):
        if address is not None and address not in LOOPBACK:
            return address or "0.0.0.0"
    return None


def listening_address() -> str:
    """`server.address`; empty means every address of the machine."""
    return st.get_option("server.address") or ""


def requested_host() -> str | None:
    """Host the browser asked for, without the port; None outside a request."""
    host = st.context.headers.get("Host")
    return None if host is None else host_name(host)


def host_name(host: str) -> str:
    """`[::1]:8501` → `::1`, `localhost:8501` → `localhost`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
