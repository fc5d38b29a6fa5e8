"""Which paths are open to whom."""

import pytest

from dashboard.components.gate import ROOMS
from dashboard.server.gate import Standing, Verdict, verdict

STRANGER = Standing()
PUBLIC = Standing(is_public_open=True)
MEMBER = Standing(is_signed_in=True)
NEW = Standing(is_new=True, is_public_open=True)


@pytest.mark.parametrize("standing", [STRANGER, PUBLIC, MEMBER, NEW])
@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/favicon.png", "/account/sign-in"])
def test_these_are_open_to_everybody(path, standing):
    assert verdict("GET", path, standing) is Verdict.OPEN


@pytest.mark.parametrize("standing", [STRANGER, PUBLIC, MEMBER])
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore",
        "/_stcore/bidi-components/x", "/_stcore/anything-new", "/component/x/index.html", "/app/static/x", "/auth/login",
        "/auth/logout", "/oauth2callback",
    ],
)  # fmt: skip
def test_these_are_open_to_nobody(path, standing):
    assert verdict("GET", path, standing) is Verdict.ABSENT


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
def test_the_way_to_the_identity_provider_is_open_where_there_is_one(path):
    assert verdict("GET", path, Standing(has_provider=True)) is Verdict.OPEN


def _page_verdicts(path):
    return [verdict("GET", path, standing) for standing in (STRANGER, NEW, PUBLIC, MEMBER)]


@pytest.mark.parametrize("path", ["/", "/city", "/city/", *(f"/{page}" for page in ROOMS)])
def test_a_page_is_open_to_whoever_may_look(path):
    assert _page_verdicts(path) == [Verdict.SIGN_IN, Verdict.PASSWORD, Verdict.OPEN, Verdict.OPEN]


@pytest.mark.parametrize("path", ["/submit", "/CITY", "/city/x", "/_other", "/favicon.ico", "//city", "//", "/mediax", "/index.html", ""])
def test_an_address_that_is_no_pages_leads_nowhere_and_strangers_learn_nothing_of_it(path):
    assert _page_verdicts(path) == [Verdict.SIGN_IN, Verdict.PASSWORD, Verdict.NO_PAGE, Verdict.NO_PAGE]


@pytest.mark.parametrize(("method", "path"), [("GET", "/media/a.csv"), ("GET", "/_stcore/host-config"), ("WEBSOCKET", "/_stcore/stream")])
def test_stream_and_media_are_open_to_whoever_may_look(method, path):
    assert verdict(method, path, STRANGER) is Verdict.FORBIDDEN
    assert verdict(method, path, PUBLIC) is Verdict.OPEN
    assert verdict(method, path, MEMBER) is Verdict.OPEN
    assert verdict(method, path, NEW) is Verdict.FORBIDDEN


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "GET", "PATCH"])
def test_strangers_never_upload(method):
    path = "/_stcore/upload_file/session/file"
    assert verdict(method, path, PUBLIC) is Verdict.FORBIDDEN
    assert verdict(method, path, NEW) is Verdict.FORBIDDEN
    assert (verdict(method, path, MEMBER) is Verdict.OPEN) == (method in ("PUT", "DELETE"))


@pytest.mark.parametrize("path", ["/", "/stream", "/_stcore/other", "/_stcore/stream/x"])
def test_there_is_one_websocket(path):
    assert verdict("WEBSOCKET", path, MEMBER) is Verdict.ABSENT


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_pages_are_only_read(method):
    assert verdict(method, "/city", MEMBER) is Verdict.FORBIDDEN
