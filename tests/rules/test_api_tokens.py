"""With a token a program reads what its account may see, and nothing else: no page, no socket, no
upload, no act; and at once nothing any more where the token or the account ended."""

import re
import time
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from dashboard.server.gate import Standing, Verdict, verdict
from etl.access import AccessStore, EventKind
from etl.access.accounts import every_token, revoke_token, shared_store
from etl.access.attempts import MAX_FAILURES
from etl.problems import Refused
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.access_stores import quick_hashes  # noqa: F401
from tests.api_client import PATHS, Client, serve  # noqa: F401
from tests.browser.dashboard_server import dashboard
from tests.page_identity import Visitor, put_account
from tests.page_workspace import write_page_workspace

LI = Account("li", Role.REPORTER, ("990100",), "李雷")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = write_page_workspace(tmp_path_factory.mktemp("api") / "work")
    for account in (LI, Account("zhang", Role.REPORTER, ("990200",)), Account("admin", Role.ADMINISTRATOR)):
        put_account(root, account)
    return root


@pytest.fixture
def store(data):
    with AccessStore.open(Workspace(data)) as store:
        yield store


def token(store: AccessStore, account: str = "li", days: int = 30) -> str:
    for one in store.tokens(account):
        if one.revoked_at is None:
            store.revoke_token(one.token_id, "test")
    return store.make_token(account, "test", days, "test")[0]


def is_let_in(client: Client) -> bool:
    """Whether the client is somebody: the public gets no submissions."""
    return client.get("/api/v1/submissions").status == 200


def test_a_token_is_its_account(data, serve, store):  # noqa: F811
    client = serve(data).bearing(token(store))
    assert is_let_in(client)
    assert client.get("/api/v1/gaps", known_at="2026-01-31").status == 200
    assert client.get("/api/v1/gaps").headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("ended", ["revoked", "unknown", "of another kind", "sent twice", "not a token"])
def test_one_that_opens_nothing_is_refused_and_never_taken_for_the_public(data, serve, store, path, ended):  # noqa: F811
    secret = token(store)
    if ended == "revoked":
        store.revoke_token(store.tokens("li")[0].token_id, "test")
    proof = {
        "revoked": f"Bearer {secret}", "unknown": f"Bearer gap_{'a' * 43}", "of another kind": f"Basic {secret}",
        "sent twice": f"Bearer {secret}, Bearer {secret}", "not a token": "Bearer",
    }[ended]  # fmt: skip
    asking = replace(serve(data), source=f"10.1.{PATHS.index(path)}.{len(ended)}")  # each guess from elsewhere
    reply = asking.sending(Authorization=proof).get(path)
    assert (reply.status, reply.json["code"]) == (401, "token")
    assert 'error="invalid_token"' in reply.headers["www-authenticate"] and secret not in reply.text


def test_it_ends_with_its_account(data, serve, store):  # noqa: F811
    client = serve(data).bearing(token(store))
    put_account(data, Account("li", Role.REPORTER, ("990100",), "李雷", is_disabled=True))
    try:
        before = refusals(data, store)
        assert client.get("/api/v1/gaps").json["code"] == "token"
        assert refusals(data, store) == before + 1
    finally:
        put_account(data, LI)
    assert is_let_in(client)


def refusals(data, store) -> int:
    """How often a token of li was shown in vain, as the audit trail has it."""
    shared_store(Workspace(data)).write_counts()
    found = [one for one in store.events(store._now().replace(year=2000)) if one.kind == EventKind.TOKEN_FAILED]
    return sum(one.count for one in found if one.account == "li")


def test_it_has_the_rights_its_account_has_now(data, serve, store):  # noqa: F811
    client = serve(data).bearing(token(store))
    put_account(data, Account("li", Role.EDITOR, (), "李雷"))
    try:
        assert client.get("/api/v1/submissions").status == 403
    finally:
        put_account(data, LI)


def test_a_password_to_be_changed_first_stops_it(data, serve, store, quick_hashes):  # noqa: F811
    with store._writing() as connection:
        store._put_password(connection, "li", "correct horse battery", must_change=True)
    client = serve(data).bearing(token(store))
    try:
        assert client.get("/api/v1/gaps").json["code"] == "token"
    finally:
        store.remove_password("li")
    assert is_let_in(client)


def test_a_cookie_beside_a_wrong_token_does_not_help(data, serve, store):  # noqa: F811
    client = replace(serve(data).signed_in("li"), source="10.9.9.8")
    assert is_let_in(client)
    assert client.bearing(f"gap_{'b' * 43}").get("/api/v1/gaps").status == 401


def test_a_token_in_the_address_is_no_token(data, serve, store):  # noqa: F811
    secret = token(store)
    for name in ("token", "access_token", "authorization", "api_key"):
        reply = serve(data).get("/api/v1/gaps", **{name: secret})
        assert (reply.status, reply.json["errors"][0]["code"]) == (400, "unknown")


def test_guesses_close_their_source(data, serve, store):  # noqa: F811
    client = serve(data)
    asking = replace(client, source="10.9.9.9")
    for number in range(MAX_FAILURES):
        assert asking.bearing(f"gap_{number:043d}").get("/api/v1/gaps").status == 401
    refused = asking.bearing(f"gap_{'z' * 43}").get("/api/v1/gaps")
    assert (refused.status, refused.json["code"]) == (429, "locked") and refused.headers["retry-after"] == "900"
    assert is_let_in(asking.bearing(token(store)))  # one bad workbook stops nobody else of the office
    assert asking.get("/api/v1/gaps").status == 200  # the public figures are still public


def test_what_is_taken_along_is_noted_with_the_token(data, serve, store):  # noqa: F811
    client = serve(data).bearing(token(store, "zhang"))
    first = client.get("/api/v1/gaps", as_of="2025Q4", format="csv")
    client.sending(If_None_Match=first.headers["etag"]).get("/api/v1/gaps", as_of="2025Q4", format="csv")
    client.ask("HEAD", "/api/v1/targets")
    serve(data).get("/api/v1/regions")
    shared_store(Workspace(data)).write_counts()
    noted = [one for one in store.events(store._now().replace(year=2000)) if one.kind == EventKind.EXPORT and one.account == "zhang"]
    [running] = [one for one in store.tokens("zhang") if one.revoked_at is None]
    assert [(one.subject, one.source, one.count) for one in noted] == [(f"api gaps 2025Q4 csv {running.token_id}", "10.0.0.1", 1)]


def test_administrators_alone_see_and_revoke_everybodys(data, store):
    workspace, secret = Workspace(data), token(store)
    [one] = [one for one in every_token(workspace, "admin") if one.account == "li" and one.revoked_at is None]
    for name in ("zhang", "li", ""):
        with pytest.raises(Refused):
            every_token(workspace, name)
        with pytest.raises(Refused):
            revoke_token(workspace, name, one.token_id)
    assert store.check_token(secret, "x")
    revoke_token(workspace, "admin", one.token_id)
    with pytest.raises(Refused):
        store.check_token(secret, "x")


@pytest.mark.parametrize("path", ["/api", "/api/v1/gaps", "/api/anything"])
def test_the_gate_opens_the_interface_to_whoever_may_look(path):
    assert verdict("GET", path, Standing()) is Verdict.SIGN_IN
    assert verdict("GET", path, Standing(is_public_open=True)) is Verdict.OPEN
    assert verdict("GET", path, Standing(is_signed_in=True)) is Verdict.OPEN
    assert verdict("GET", path, Standing(is_new=True, is_public_open=True)) is Verdict.PASSWORD
    assert verdict("WEBSOCKET", path, Standing(is_signed_in=True)) is Verdict.ABSENT
    assert verdict("GET", f"{path}x", Standing()) is (Verdict.SIGN_IN)


# --- the page on which people get them, and the door through a socket


@pytest.fixture(scope="module")
def address(data):
    (data / "settings.toml").write_text("is_public = false\n", encoding="utf-8")
    with dashboard(data) as address:
        yield address
    (data / "settings.toml").unlink()


@pytest.fixture
def li(address, data):
    return Visitor(address, data).signed_in("li")


def send(visitor: Visitor, path: str, **fields: str):
    """A form of ours, with the value its page carries."""
    page = visitor.get("/account/tokens").text
    hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("form", "once")}
    return visitor.request("POST", path, urlencode({**hidden, **fields}), Content_Type="application/x-www-form-urlencoded")


def test_a_token_is_made_used_and_revoked_by_its_owner(li, address, data):
    made = send(li, "/account/tokens", name="<b>季度表", days="7")
    secret = re.search(r"gap_[\w-]{43}", made.text)[0]
    assert made.status == 200 and made.headers["cache-control"] == "no-store" and "&lt;b&gt;季度表" in made.text and "<b>季" not in made.text
    assert secret not in li.get("/account/tokens").text  # shown once
    program = Visitor(address, data)
    assert program.get("/api/v1/submissions", Authorization=f"Bearer {secret}").status == 200
    token_id = re.search(r'name="token_id" value="(\w+)"', li.get("/account/tokens").text)[1]
    assert "季度表" in send(li, "/account/tokens/revoke", token_id=token_id).text
    assert program.get("/api/v1/submissions", Authorization=f"Bearer {secret}").status == 401


def test_a_form_that_is_sent_again_makes_no_other_token(li, store):
    def ask(once: str, days: str = "7"):
        return send(li, "/account/tokens", name="表", days=days, once=once)

    before = len(store.tokens("li"))
    assert ask("a", days="0").status == 400  # nothing came of it, and it may be put right
    assert "gap_" in ask("a").text
    again = ask("a")
    assert again.status == 409 and "已经提交过" in again.text and not re.search(r"gap_[\w-]{43}", again.text)
    assert ask("").status == 409
    assert len(store.tokens("li")) == before + 1
    assert ask("b").status == 200 and len(store.tokens("li")) == before + 2
    assert Visitor(li.address, li.data).signed_in("li").get("/account/tokens").text.count('name="once"') == 1


@pytest.mark.parametrize("days", ["0", "9999", "", "x", "٣", "1e2", "-1"])
def test_days_that_do_not_fit_are_refused_in_words(li, days):
    reply = send(li, "/account/tokens", name="表", days=days)
    assert reply.status == 400 and "有效期" in reply.text and "gap_" not in reply.text


@pytest.mark.parametrize("path", ["/account/tokens", "/account/tokens/revoke"])
def test_a_form_of_another_site_makes_and_revokes_nothing(li, store, path):
    before = store.tokens("li")
    reply = li.request("POST", path, urlencode({"name": "x", "days": "7", "token_id": "x"}), Content_Type="application/x-www-form-urlencoded")
    assert reply.status == 403 and store.tokens("li") == before
    foreign = li.request("POST", path, "form=1", Origin="https://evil.example", Content_Type="application/x-www-form-urlencoded")
    assert foreign.status == 403 and store.tokens("li") == before


@pytest.mark.parametrize("path", ["/account/tokens", "/account/tokens/revoke"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(address, data, store, path):
    visitor = Visitor(address, data)
    secret = token(store)
    for headers in ({}, {"Authorization": f"Bearer {secret}"}):
        before = len(store.tokens())
        reply = visitor.request("POST", path, "name=x&days=7", **headers)
        assert reply.status == 303 and reply.headers["location"].startswith("/account/sign-in")
        assert len(store.tokens()) == before


@pytest.mark.parametrize("path", ["/", "/city", "/data", "/_stcore/host-config", "/media/x.csv", "/account/password", "/account/tokens"])
def test_a_token_opens_no_page(address, data, store, path):
    closed = Visitor(address, data).get(path)
    reply = Visitor(address, data).get(path, Authorization=f"Bearer {token(store)}")
    assert (reply.status, reply.headers.get("location")) == (closed.status, closed.headers.get("location"))
    assert reply.status in (303, 403)


def test_a_token_opens_no_socket_and_no_upload(address, data, store):
    visitor, proof = Visitor(address, data), {"Authorization": f"Bearer {token(store)}"}
    assert visitor.request("PUT", "/_stcore/upload_file/x/y", b"1", **proof).status == 403
    with pytest.raises(Exception, match="403"):
        with visitor.stream(**proof):
            pass


def test_a_connection_that_is_kept_waits_for_nothing(address):
    """Head and body leave at once: with Nagle's algorithm the body waits 40 ms for the client each time."""
    connection, seconds = HTTPConnection(urlsplit(address).netloc, timeout=30), []
    for _ in range(12):
        began = time.perf_counter()
        connection.request("GET", "/api/v1/")
        assert connection.getresponse().read()
        seconds.append(time.perf_counter() - began)
    connection.close()
    assert min(seconds[4:]) < 0.03  # the first few are acknowledged at once anyway


def test_a_header_of_ours_is_no_proof_to_the_interface(address, data):
    reply = Visitor(address, data).get("/api/v1/gaps", X_Gap_Session="anything", X_Gap_Source="127.0.0.1")
    assert reply.status == 401
