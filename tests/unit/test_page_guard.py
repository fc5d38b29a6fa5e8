"""Only this machine may use the dashboard."""

import pytest

from dashboard import guard


@pytest.mark.parametrize(
    ("host", "name"),
    [("127.0.0.1:8501", "127.0.0.1"), ("localhost", "localhost"), ("[::1]:8501", "::1"), ("Evil.example:1", "evil.example")],
)
def test_host_name(host, name):
    assert guard.host_name(host) == name


@pytest.mark.parametrize(
    ("address", "host", "refused"),
    [
        ("127.0.0.1", "127.0.0.1", None),
        ("localhost", "localhost", None),
        ("::1", "::1", None),
        ("127.0.0.1", None, None),
        ("", "127.0.0.1", "0.0.0.0"),
        ("0.0.0.0", "127.0.0.1", "0.0.0.0"),
        ("127.0.0.1", "192.168.1.20", "192.168.1.20"),
        ("127.0.0.1", "evil.example", "evil.example"),
    ],
)
def test_any_other_address_is_refused(monkeypatch, address, host, refused):
    monkeypatch.setattr(guard, "listening_address", lambda: address)
    monkeypatch.setattr(guard, "requested_host", lambda: host)
    assert guard.refused_address() == refused
