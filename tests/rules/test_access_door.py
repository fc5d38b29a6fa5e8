"""The door, through real sockets: a stolen session id carries nothing, strangers send nothing,
and nobody takes more memory than their share."""

import re
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.exceptions import InvalidStatus

from dashboard.server import limits
from etl.access import AccessStore, session_key
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.browser.dashboard_server import dashboard
from tests.page_identity import Visitor, put_account, run_page
from tests.page_workspace import write_page_workspace

LI = Account("li", Role.REPORTER, ("990100",), display_name="李雷的账号")
ZHANG = Account("zhang", Role.REPORTER, ("990200",), display_name="张华的账号")


def _workspace(folder, **settings):
    data = write_page_workspace(folder / "work")
    (data / "settings.toml").write_text("".join(f"{n} = {v}\n" for n, v in settings.items()), encoding="utf-8")
    for account in (LI, ZHANG):
        put_account(data, account)
    return data


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return _workspace(tmp_path_factory.mktemp("public"), upload_mb=1, heads_folder='"heads"')


@pytest.fixture(scope="module")
def address(data):
    with dashboard(data) as address:
        yield address


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A server where whoever has not signed in sees nothing: its visitor."""
    data = _workspace(tmp_path_factory.mktemp("closed"), is_public="false")
    with dashboard(data) as address:
        yield lambda: Visitor(address, data)


@pytest.fixture
def visitor(address, data):
    return lambda: Visitor(address, data)


def test_the_stream_knows_its_account(visitor):
    with visitor().signed_in("li").stream() as socket:
        assert LI.display_name in run_page(socket)[1]
    with visitor().stream() as socket:
        assert LI.display_name not in run_page(socket)[1]


@pytest.mark.parametrize("thief", ["", "zhang"])
def test_a_stolen_session_id_carries_no_login_while_its_owner_is_there(visitor, thief):
    with visitor().signed_in("li").stream() as socket:
        stolen, _ = run_page(socket)
        other = visitor().signed_in(thief) if thief else visitor()
        with other.stream(stolen) as second:
            got, said = run_page(second)
        assert got != stolen and LI.display_name not in said
        assert run_page(socket)[1].count(LI.display_name)  # the owner keeps the session


@pytest.mark.parametrize("thief", ["", "zhang"])
def test_a_stolen_session_id_carries_no_login_after_its_owner_left(visitor, thief):
    owner = visitor().signed_in("li")
    with owner.stream() as socket:
        stolen, _ = run_page(socket)
    other = visitor().signed_in(thief) if thief else visitor()
    with other.stream(stolen) as second:
        got, said = run_page(second)
    assert got != stolen and LI.display_name not in said
    with owner.stream(stolen) as socket:
        assert run_page(socket)[0] == stolen


def test_a_header_of_ours_from_outside_is_removed(visitor, data):
    with AccessStore.open(Workspace(data)) as store:
        key = session_key(store.begin_session("li"))
    for name in ("X_Gap_Session", "x_gap_session"):
        with visitor().stream(**{name: key}) as socket:
            assert LI.display_name not in run_page(socket)[1]


def test_an_ended_session_ends_at_the_next_rerun(visitor, data):
    with visitor().signed_in("li").stream() as socket:
        assert LI.display_name in run_page(socket)[1]
        with AccessStore.open(Workspace(data)) as store:
            store.end_sessions("li")
        assert LI.display_name not in run_page(socket)[1]


def test_a_disabled_account_is_out_at_the_next_rerun(visitor, data):
    with visitor().signed_in("li").stream() as socket:
        assert LI.display_name in run_page(socket)[1]
        put_account(data, Account("li", Role.REPORTER, ("990100",), LI.display_name, is_disabled=True))
        try:
            assert LI.display_name not in run_page(socket)[1]
        finally:
            put_account(data, LI)


def test_the_head_of_the_ledger_is_written_while_the_server_runs(address, data):
    deadline = time.monotonic() + 60
    while not (data / "heads").is_dir() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(list((data / "heads").iterdir())) == 1


def test_a_foreign_page_gets_no_stream(visitor, address):
    with pytest.raises(InvalidStatus):
        with visitor().stream(Origin="https://evil.example"):
            pass


def test_another_host_name_is_not_served(visitor):
    assert visitor().get("/", Host="evil.example").status == 400


def test_watching_the_server_needs_no_host_name(visitor):
    assert visitor().get("/_stcore/health", Host="10.0.0.7").status == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/component/x/y", "/oauth2callback"])
def test_what_nobody_needs_is_absent(visitor, path):
    assert visitor().signed_in("li").get(path).status == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/account/sign-in", "/_stcore/metrics", "/static/none.js"])
def test_every_answer_has_the_headers(visitor, path):
    headers = visitor().get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("query", "said", "start"), [("", "没有这个页面", "/?lang=zh"), ("?lang=en", "There is no such page", "/?lang=en")])
@pytest.mark.parametrize("path", ["/submit", "/city/x", "//evil.example", "/%3Cscript%3E%22"])
def test_an_address_that_is_no_pages_is_answered_in_the_visitors_language(visitor, path, query, said, start):
    answer = visitor().get(path + query)
    assert answer.status == 404 and said in answer.text and f'href="{start}"' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "evil" not in answer.text and "script" not in answer.text


@pytest.mark.parametrize("query", ["", "?quarter=2025Q4&lang=en"])
def test_the_first_page_stands_at_the_root(visitor, query):
    answer = visitor().get(f"/overview{query}")
    assert (answer.status, answer.headers["location"]) == (307, f"/{query}")


@pytest.mark.parametrize("path", ["/", "/city", "/city?lang=en", "/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config"])
def test_what_streamlit_needs_is_still_answered(visitor, path):
    answer = visitor().signed_in("li").get(path)
    assert answer.status == 200 and "default-src 'none'" not in answer.headers["content-security-policy"]


def test_the_scripts_a_page_names_are_there_and_a_slash_too_many_does_no_harm(visitor):
    script = re.search(r'src="\.(/static/js/[^"]+\.js)"', visitor().get("/city").text)[1]
    assert "javascript" in visitor().get(script).headers["content-type"]
    answer = visitor().get("/city/?quarter=2025Q4")
    assert (answer.status, answer.headers["location"]) == (301, "/city?quarter=2025Q4")


def test_where_the_public_is_not_let_in_it_gets_only_the_sign_in_page(closed):
    answer = closed().get("/city?quarter=2025Q4")
    assert answer.status == 303
    assert answer.headers["location"] == "/account/sign-in?next=/city%3Fquarter%3D2025Q4"
    assert closed().get("/media/anything.csv").status == 403
    assert closed().get("/_stcore/host-config").status == 403
    with pytest.raises(InvalidStatus) as refused:
        with closed().stream():
            pass
    assert refused.value.response.status_code == 403
    member = closed().signed_in("li")
    assert member.get("/city").status == 200
    with member.stream() as socket:
        assert LI.display_name in run_page(socket)[1]


BOUNDARY = "xxxx"


def _body(size_bytes: int) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    return head.encode() + b"1" * size_bytes + f"\r\n--{BOUNDARY}--\r\n".encode()


def _upload(visitor, session_id, size_bytes=10, name="f", method="PUT", **headers):
    token = generate_xsrf_token_string()
    visitor.cookies["_streamlit_xsrf"] = token
    path = f"/_stcore/upload_file/{session_id}/{name}"
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return visitor.request(method, path, _body(size_bytes), Content_Type=kind, X_Xsrftoken=token, **headers).status


def test_strangers_upload_nothing_even_into_a_page_of_their_own(visitor):
    stranger = visitor()
    with stranger.stream() as socket:
        session_id, _ = run_page(socket)
        assert _upload(stranger, session_id) == 403
        assert _upload(stranger, session_id, method="DELETE") == 403


def test_an_upload_goes_only_into_a_page_of_ones_own(visitor):
    li, zhang = visitor().signed_in("li"), visitor().signed_in("zhang")
    with li.stream() as socket:
        session_id, _ = run_page(socket)
        assert _upload(zhang, session_id) == 403
        assert _upload(zhang, session_id, method="DELETE") == 403
        assert _upload(li, session_id) == 204
        assert _upload(li, session_id, method="DELETE") == 204


def test_an_upload_is_cut_off_at_the_limit_declared_or_not(visitor, address):
    li = visitor().signed_in("li")
    with li.stream() as socket:
        session_id, _ = run_page(socket)
        assert _upload(li, session_id, 9 * 2**20) == 204
        assert _upload(li, session_id, 11 * 2**20) == 413
        assert _chunked(li, address, session_id, chunks=120) == 413


def _chunked(visitor, address, session_id, chunks):
    """Send 100 kB at a time without saying how much there will be."""
    token = visitor.cookies["_streamlit_xsrf"]
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    headers = visitor._headers({"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "X-Xsrftoken": token})
    body = _body(chunks * 100_000)
    parts = (body[start : start + 100_000] for start in range(0, len(body), 100_000))
    path = f"/_stcore/upload_file/{session_id}/chunked"
    connection.request("PUT", path, parts, headers, encode_chunked=True)
    status = connection.getresponse().status
    connection.close()
    return status


def test_uploads_waiting_are_counted_over_all_pages_of_an_account(visitor):
    pages = [visitor().signed_in("zhang") for _ in range(2)]
    with ExitStack() as sockets:
        ids = [run_page(sockets.enter_context(page.stream()))[0] for page in pages]
        for number in range(limits.MAX_PENDING_FILES):
            assert _upload(pages[number % 2], ids[number % 2], name=f"f{number}") == 204
        assert _upload(pages[0], ids[0], name="one-more") == 429
        assert _upload(pages[0], ids[0], name="f0", method="DELETE") == 204
        assert _upload(pages[1], ids[1], name="one-more") == 204


def test_strangers_of_one_address_hold_a_number_of_sockets(visitor):
    with ExitStack() as sockets:
        for _ in range(limits.MAX_SOCKETS_PER_SOURCE):
            sockets.enter_context(visitor().stream())
        with pytest.raises(InvalidStatus):
            with visitor().stream():
                pass
        with visitor().signed_in("li").stream() as socket:  # who is signed in is not counted there
            run_page(socket)


def test_refusals_are_counted_in_the_access_store(data, tmp_path):
    with dashboard(data) as address:
        for _ in range(3):
            Visitor(address, data).get("/_stcore/metrics")
    with AccessStore.open(Workspace(data)) as store:
        found = [one for one in store.events(store._now().replace(year=2000)) if one.kind == "refused"]
    assert {one.source for one in found} == {"127.0.0.1"}
    assert sum(one.count for one in found) >= 3
