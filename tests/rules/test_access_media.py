"""Files that pages offer, through real sockets: one made for an account is given to that account
while it is signed in, one of a public page to everybody, and what was never offered to nobody."""

import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.server.media import Offers, file_id
from etl.access import AccessStore
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.browser.dashboard_server import dashboard
from tests.page_identity import Visitor, put_account, run_page
from tests.page_workspace import write_page_workspace


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """Somebody at the door of a server that the public may look at."""
    data = write_page_workspace(tmp_path_factory.mktemp("media") / "work")
    for name in ("officer", "other"):
        put_account(data, Account(name, Role.OFFICER, ("990000",)))
    (data / "settings.toml").write_text('first_quarter = "2025Q1"\n', encoding="utf-8")
    put_account(data, Account("reporter", Role.REPORTER, ("990100",)))
    with dashboard(data) as address:
        yield lambda name="": Visitor(address, data).signed_in(name) if name else Visitor(address, data)


def offered(sent: str, ending: str) -> str:
    """The address of a file that a page offers."""
    return re.search(rf"/media/[0-9a-f]+\.{ending}", sent)[0]


def made(socket, page: str) -> str:
    """Press the first button of a page whose file is made then; the address of the file."""
    session_id, sent = run_page(socket, page)
    message = BackMsg()
    asked = message.backend_operation_request
    asked.request_id, asked.session_id = "1", session_id
    asked.deferred_file.file_id = re.search(r":material/download:.{1,4}b ([0-9a-f]{32})", sent, re.DOTALL)[1]
    socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(socket.recv(timeout=60))
        if answer.WhichOneof("type") == "backend_operation_response":
            return answer.backend_operation_response.deferred_file.url


def test_a_file_of_an_account_is_given_to_it_alone_and_while_it_is_signed_in(visitor):
    owner, others = visitor("officer"), (visitor(), visitor("other"))
    with owner.stream() as socket:
        at_once, on_demand = offered(run_page(socket, "progress")[1], "ics"), made(socket, "data")
        for address in (at_once, on_demand):
            given = owner.get(address)
            assert given.status == 200 and given.headers["cache-control"] == "private, no-store"
            assert "attachment" in given.headers["content-disposition"]
            for one in others:
                for method in ("GET", "HEAD"):
                    refused = one.request(method, address, Range="bytes=0-9")
                    assert refused.status == 404 and refused.headers["cache-control"] == "private, no-store"
        again = visitor("officer")  # the same account elsewhere
        assert again.get(at_once).status == 200
        with AccessStore.open(Workspace(owner.data)) as store:
            store.end_sessions("officer")
        for address in (at_once, on_demand):  # the page is still open
            assert owner.get(address).status == again.get(address).status == 404


def test_a_file_of_a_public_page_is_given_to_whoever_may_look(visitor):
    with visitor().stream() as socket:
        for address in (offered(run_page(socket)[1], "png"), made(socket, "data")):
            assert {visitor(name).get(address).status for name in ("", "officer")} == {200}


def test_a_file_nobody_was_offered_is_given_to_nobody(visitor):
    assert visitor().get("/media/0123456789abcdef.docx").status == visitor("officer").get("/media/x").status == 404


def test_offers_are_told_apart_and_the_oldest_are_forgotten():
    offers = Offers(most=2)
    for name, key in (("a.docx", "li"), ("b.docx", ""), ("a.docx", "li")):
        offers.note(f"/media/{name}", key)
    assert offers.was_made("/media/a.pdf", frozenset(["zhang", "li"])) and offers.was_made("/media/b.docx", frozenset([""]))
    assert not offers.was_made("/media/b.docx", frozenset(["li"])) and not offers.was_made("/media/a.docx", frozenset())
    offers.note("/media/c.docx", "li")
    assert not offers.was_made("/media/b.docx", frozenset([""])) and offers.was_made("/media/a.docx", frozenset(["li"]))


def test_a_file_is_named_as_streamlit_reads_its_address():
    assert [file_id(f"/media/{name}") for name in ("1f.docx", "1f", "1f.tar.gz", "1f.", "a/1f.x")] == ["1f", "1f", "1f.tar", "1f", "a/1f"]
