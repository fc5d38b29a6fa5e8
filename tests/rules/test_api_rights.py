"""The interface for programs shows what the pages show: to the public what was released, to an
account what its role and regions allow, and where the public is not let in nothing at all.

Every address of the route table is asked, so that a new one is asked as well.
"""

from dataclasses import replace

import pytest

from dashboard import source
from etl.access import AccessStore
from etl.rights import Account, Role
from tests.api_client import PATHS, Client, serve  # noqa: F401
from tests.page_identity import put_account
from tests.page_workspace import write_page_workspace
from tests.release_scene import Scene, Workspace
from tests.unreleased import ACCEPTED, CITY, OTHER_CITY, PROVINCE, RELEASED, WORDS, file_in_every_state, release_one, states_in

ACCOUNTS = (
    Account("reporter", Role.REPORTER, (CITY,)),
    Account("elsewhere", Role.REPORTER, (OTHER_CITY,)),
    Account("officer", Role.OFFICER, (PROVINCE,)),
    Account("editor", Role.EDITOR),
    Account("administrator", Role.ADMINISTRATOR),
    Account("auditor", Role.AUDITOR),
)
QUERIES = ("", "format=csv", "as_of=2026Q1", "as_of=2026Q1&format=csv", "lang=en", "limit=1", "region=990100", "offset=1&format=csv")
#: What narrows, and what is refused in words.
MORE = (
    "metric=export_value", "province=990000&family=trade", "performance=off_track", "data_state=current&lang=en", "level=city",
    "target=990100-01&as_of=2025Q4", "document=P&format=csv", "as_of=2999Q1", "known_at=2026-01-01", "region=999999", "state=submitted",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A workspace with accounts, nothing but published figures and what was released."""
    root = write_page_workspace(tmp_path_factory.mktemp("api") / "work")
    (root / "var").mkdir()
    for account in ACCOUNTS:
        put_account(root, account)
    release_one(Scene(Workspace(root)))
    return root


@pytest.fixture(scope="module")
def before(data, serve):
    """What the public is answered before anything else is filed."""
    return everything(serve(data))


@pytest.fixture(scope="module")
def after(data, before):
    """The same workspace with a figure in every state in which it is not public."""
    file_in_every_state(Scene(Workspace(data)))
    return data


def everything(client: Client) -> dict[str, tuple[int, dict, bytes]]:
    """Every address with every query, whatever becomes of it."""
    found = {}
    for number, path in enumerate(PATHS):
        asking = replace(client, source=f"10.0.1.{number}")  # one address may not ask that often
        for query in (*QUERIES, *MORE):
            reply = asking.get(f"{path}?{query}")
            found[f"{path}?{query}"] = reply.status, dict(reply.headers), reply.body
    return found


def test_the_public_is_answered_the_same_before_and_after(before, after, serve):
    source.look_again()
    now = everything(serve(after))
    assert {place: states_in(body.decode()) for place, (_, _, body) in now.items() if states_in(body.decode())} == {}
    assert [place for place, (_, _, body) in now.items() if any(word in body.decode() for word in WORDS)] == []
    assert [place for place in before if before[place] != now[place]] == []
    assert RELEASED.encode() in now["/api/v1/actuals?"][2] and RELEASED.encode() in now["/api/v1/gaps?"][2]


def test_whoever_sees_accepted_figures_finds_them_or_the_search_proves_nothing(after, serve):
    client = serve(after).signed_in("officer")
    found = {state for path in ("/api/v1/actuals", "/api/v1/gaps") for state in states_in(client.get(path, as_of="2026Q1").text)}
    assert found == ACCEPTED


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["editor", "administrator", "elsewhere"])
def test_pending_and_returned_figures_are_no_part_of_any_table(after, serve, path, name):
    client = serve(after).signed_in(name)
    found = {state for query in QUERIES[:4] for state in states_in(client.get(f"{path}?{query}").text)}
    assert found <= (set() if name == "administrator" else ACCEPTED)  # an administrator sees what the public sees


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_where_the_public_is_not_let_in_every_address_asks_for_a_sign_in(after, serve, monkeypatch, path, method):
    settings = after / "settings.toml"
    settings.write_text("is_public = false\n", encoding="utf-8")
    try:
        reply = serve(after).ask(method, path)
        inside = serve(after).signed_in("officer").get(path)
    finally:
        settings.unlink()
    assert reply.status == 401 and reply.headers["www-authenticate"].startswith("Bearer")
    assert reply.headers["content-type"] == "application/problem+json" and reply.json["code"] == "sign_in"
    assert inside.status == (404 if "nothing" in path or path == "/api" else 200)


@pytest.mark.parametrize(
    ("name", "status", "count"),
    [("", 401, 0), ("administrator", 403, 0), ("editor", 403, 0), ("elsewhere", 200, 0), ("officer", 200, 6), ("auditor", 200, 6)],
)
def test_submissions_are_those_the_account_may_see(after, serve, name, status, count):
    client = serve(after).signed_in(name) if name else serve(after)
    reply = client.get("/api/v1/submissions")
    assert reply.status == status
    if status == 200:
        assert reply.json["metadata"]["total"] == len(reply.json["rows"]) == count
    if status == 401:
        assert "www-authenticate" in reply.headers
    assert not any(word in reply.text for word in WORDS)


def test_submissions_say_where_they_stand(after, serve):
    rows = serve(after).signed_in("officer").get("/api/v1/submissions").json["rows"]
    assert [row["submission_state"] for row in rows] == ["submitted", "returned", "withdrawn", "accepted", "accepted", "accepted"]
    assert {row["file_name"] for row in rows} == {"上报.csv"} and {row["sender"] for row in rows} == {"reporter"}
    pending = serve(after).signed_in("officer").get("/api/v1/submissions", state=["submitted", "returned"]).json["rows"]
    assert pending == rows[:2]


@pytest.mark.parametrize("name", ["", "administrator"])
def test_a_time_is_refused_to_whoever_sees_only_what_is_public(after, serve, name):
    client = serve(after).signed_in(name) if name else serve(after)
    for table in ("targets", "regions", "metrics", "documents", "actuals", "gaps"):
        reply = client.get(f"/api/v1/{table}", known_at="2026-01-01")
        assert (reply.status, reply.json["code"]) == (403, "known_at")


def test_an_earlier_time_is_answered_as_it_was_known(after, serve):
    client = serve(after).signed_in("officer")
    early = client.get("/api/v1/actuals", known_at="2020-01-01").json
    assert early["rows"] == [] and early["metadata"]["known_at"] == "2020-01-01T23:59"
    assert client.get("/api/v1/gaps", known_at="2020-01-01").json["rows"]


def test_the_two_audiences_share_no_answer_and_no_tag(after, serve):
    client = serve(after)
    inside, outside = client.signed_in("officer").get("/api/v1/gaps"), client.get("/api/v1/gaps")
    assert inside.headers["etag"] != outside.headers["etag"]
    assert inside.headers["cache-control"] == "private, no-store"
    assert outside.headers["cache-control"] == "public, max-age=30"
    for reply in (inside, outside):
        assert {"Cookie", "Authorization"} <= set(reply.headers["vary"].split(", "))


def test_a_first_password_opens_nothing(after, serve):
    with AccessStore.open(Workspace(after)) as store:
        store.set_one_time_password("editor")
    try:
        reply = serve(after).signed_in("editor").get("/api/v1/gaps")
    finally:
        with AccessStore.open(Workspace(after)) as store:
            store.remove_password("editor")
    assert (reply.status, reply.json["code"]) == (403, "password")
