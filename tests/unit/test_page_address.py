"""From where a request comes, and whether it came encrypted."""

import pytest

from dashboard import guard
from dashboard.server import address


@pytest.mark.parametrize(
    ("proxy", "client", "counted"),
    [
        ("", ("10.0.0.9", 52011), "10.0.0.9"),
        ("", ("203.0.113.5", 0), "127.0.0.1"),  # a header nobody vouches for: uvicorn gives port 0
        ("127.0.0.1", ("203.0.113.5", 0), "203.0.113.5"),
        ("127.0.0.1", ("127.0.0.1", 52011), "127.0.0.1"),
        ("", None, "127.0.0.1"),
    ],
)
def test_a_forwarded_address_counts_where_a_proxy_was_named(monkeypatch, proxy, client, counted):
    monkeypatch.setenv(address.PROXIES, proxy)
    assert address.source({"type": "http", "client": client}) == counted


@pytest.mark.parametrize(("scheme", "encrypted"), [("http", False), ("ws", False), ("https", True), ("wss", True)])
def test_encryption_is_in_the_scheme(scheme, encrypted):
    assert address.is_encrypted({"scheme": scheme}) is encrypted


@pytest.mark.parametrize(
    ("host", "name"),
    [("127.0.0.1:8501", "127.0.0.1"), ("localhost", "localhost"), ("[::1]:8501", "::1"), ("Evil.example:1", "evil.example"), ("", "")],
)
def test_host_name(host, name):
    assert address.host_name(host) == name


def test_the_shipped_configuration_weakens_nothing():
    exposed = guard.exposure()
    assert exposed.weakened == () and not exposed.is_reached_by_others and exposed.secret is None
