"""People who come from an identity provider, against a real one on this machine."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread

from dashboard.server.provider import account_of
from etl.access.accounts import accounts
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.browser.dashboard_server import dashboard
from tests.page_identity import Visitor, put_account, run_page
from tests.page_workspace import write_page_workspace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own library

ISSUER = "https://id.example.cn"
LI = Account("li", Role.EDITOR, identity=f"{ISSUER}|7", display_name="李雷")


@pytest.mark.parametrize(
    ("identity", "claims", "is_found"),
    [
        (f"{ISSUER}|7", {"iss": ISSUER, "sub": "7"}, True),
        (f"{ISSUER}|7", {"iss": "https://other.example", "sub": "7"}, False),
        (f"{ISSUER}|7", {"iss": ISSUER, "sub": "8"}, False),
        (f"{ISSUER}|7", {}, False),
        ("Li@example.cn", {"iss": ISSUER, "sub": "9", "email": "li@example.cn", "email_verified": True}, True),
        ("li@example.cn", {"iss": ISSUER, "sub": "9", "email": "li@example.cn", "email_verified": False}, False),
        ("li@example.cn", {"iss": ISSUER, "sub": "9", "email": "li@example.cn"}, False),
        ("", {"iss": "", "sub": ""}, False),
        ("|", {}, False),
    ],
)
def test_an_account_is_found_by_what_was_proved(identity, claims, is_found):
    account = replace(LI, identity=identity)
    assert account_of(claims, {"li": account}) == (account if is_found else None)


def test_an_identity_two_accounts_have_lets_nobody_in():
    claims = {"iss": ISSUER, "sub": "7"}
    assert account_of(claims, {"li": LI, "han": replace(LI, name="han")}) is None
    assert account_of(claims, {"li": replace(LI, is_disabled=True)}) is None


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = write_page_workspace(tmp_path_factory.mktemp("provider") / "work")
    (data / "settings.toml").write_text("is_public = false\n", encoding="utf-8")
    return data


@contextmanager
def _served(data, token_age):
    """A provider and a dashboard that trusts it; gives makers of visitors."""
    users = [User(sub="7", claims={"email": "li@example.cn"})]
    with run_server_in_thread(user_claims=users, access_token_max_age=token_age) as provider, pytest.MonkeyPatch.context() as patch:
        issuer = f"http://localhost:{provider.server_port}"
        (data / "secrets.toml").write_text(_secrets(issuer), encoding="utf-8")
        put_account(data, replace(LI, identity=f"{issuer}|7"))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(data / "secrets.toml"))
        with dashboard(data) as address:
            yield lambda: Visitor(address, data)


@pytest.fixture(scope="module")
def served(data):
    with _served(data, timedelta(hours=1)) as visitor:
        yield visitor


def _secrets(issuer):
    return f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "0f3a9c52d7e84b16a5f0c3d2e1b4a697"
client_id = "gap"
client_secret = "of-the-client"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


def _come_in(visitor, subject):
    """Everything a browser does, from the link on the sign-in page to the first page."""
    page = visitor.get("/account/sign-in").text
    leads = visitor.get(re.search(r'href="(/auth/login[^"]*)"', page)[1]).headers["location"]
    back = urlsplit(_agree(leads, subject))
    assert back.path == "/oauth2callback"
    assert visitor.get(f"{back.path}?{back.query}").status == 302
    return visitor


def _agree(address, subject):
    """The person agrees at the provider; gives where that leads back to."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{parts.path}?{parts.query}", urlencode({"sub": subject}), kind)
    location = connection.getresponse().headers["Location"]
    connection.close()
    return location


def _is_in(visitor):
    return visitor.get("/").status == 200


def test_whom_the_provider_knows_comes_in_as_the_account_with_that_identity(served):
    visitor = _come_in(served(), "7")
    assert _is_in(visitor)
    with visitor.stream() as socket:
        assert "李雷" in run_page(socket)[1]


def test_an_identity_without_an_account_stays_outside_and_is_told_what_it_is(served):
    visitor = _come_in(served(), "8")
    assert not _is_in(visitor)
    assert "|8" in visitor.get("/account/sign-in").text


def test_after_signing_out_the_cookie_of_the_provider_opens_nothing(served):
    visitor = _come_in(served(), "7")
    assert _is_in(visitor)
    kept = dict(visitor.cookies)
    page = visitor.get("/account/sign-out").text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    kind = "application/x-www-form-urlencoded"
    visitor.request("POST", "/account/sign-out", urlencode(hidden), Content_Type=kind, Origin=visitor.address)
    visitor.cookies = kept
    assert not _is_in(visitor)
    assert _is_in(_come_in(served(), "7"))  # who comes through the provider again is let in


def test_a_disabled_account_stays_outside_whatever_the_provider_says(served, data):
    visitor = _come_in(served(), "7")
    assert _is_in(visitor)
    before = accounts(Workspace(data))["li"]
    put_account(data, replace(before, is_disabled=True))
    try:
        assert not _is_in(visitor) and not _is_in(_come_in(served(), "7"))
    finally:
        put_account(data, before)


def test_a_cookie_somebody_made_up_proves_nothing(served):
    visitor = served()
    visitor.cookies["_streamlit_user"] = '{"is_logged_in": true, "iss": "x", "sub": "7"}'.replace('"', "%22")
    assert not _is_in(visitor)


def test_when_the_time_the_provider_gave_is_over_nobody_is_in(tmp_path):
    data = write_page_workspace(tmp_path / "work")
    (data / "settings.toml").write_text("is_public = false\n", encoding="utf-8")
    with _served(data, timedelta(seconds=-5)) as visitor:
        late = _come_in(visitor(), "7")
        assert len(late.cookies["_streamlit_user"]) > 100  # Streamlit let in: Authlib allows two minutes
        assert not _is_in(late)
