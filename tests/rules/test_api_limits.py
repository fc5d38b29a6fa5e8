"""Nobody takes more of the interface than their share: how often, how much at once, how long."""

import asyncio
import gc
import socket
import threading
import weakref
from contextlib import ExitStack

import pytest

from dashboard.api import routes
from dashboard.server import limits, running
from dashboard.server.limits import Rates, TooMany
from dashboard.server.visitor import Visitor
from etl.rights import Account, Role
from tests.api_client import serve  # noqa: F401
from tests.page_workspace import write_page_workspace


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_page_workspace(tmp_path_factory.mktemp("api") / "work")


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def taken(rates: Rates, **shares: int) -> int:
    """How many more come through at once."""
    count = 0
    while True:
        try:
            rates.take(shares)
        except TooMany:
            return count
        count += 1


def test_a_share_comes_back_evenly_within_a_minute():
    clock = Clock()
    rates = Rates(clock)
    assert taken(rates, a=60) == 60
    clock.seconds = 1.0
    assert taken(rates, a=60) == 1
    clock.seconds = 31.0
    assert taken(rates, a=60) == 30
    clock.seconds = 1e6
    assert taken(rates, a=60) == 60


def test_each_has_a_share_and_all_together_one():
    rates = Rates(Clock())
    assert taken(rates, a=5, all=8) == 5
    assert taken(rates, b=5, all=8) == 3


def test_what_is_refused_counts_nowhere():
    rates = Rates(Clock())
    assert taken(rates, a=1, all=3) == 1
    for _ in range(10):
        with pytest.raises(TooMany):
            rates.take({"a": 1, "all": 3})
    assert taken(rates, b=9, all=3) == 2


def test_many_names_take_a_bounded_share_of_memory():
    rates = Rates(Clock())
    for number in range(limits.MAX_COUNTED + 100):
        rates.take({f"source {number}": 5})
    assert len(rates._left) == limits.MAX_COUNTED


def test_an_account_has_a_share_of_its_own_places():
    stranger, li = Visitor("10.0.0.1"), Visitor("10.0.0.1", account=Account("li", Role.EDITOR))
    assert "strangers" in routes._shares(stranger) and "strangers" not in routes._shares(li)
    assert routes.MAX_OF_STRANGERS < routes.MAX_UNDER_WAY


def test_when_every_place_is_taken_the_next_is_told_to_wait(data, serve):  # noqa: F811
    with ExitStack() as places:
        for number in range(routes.MAX_OF_STRANGERS):
            places.enter_context(routes._places().taken(routes._shares(Visitor(f"10.0.2.{number}"))))
        refused = serve(data).get("/api/v1/gaps")
        assert (refused.status, refused.json["code"]) == (503, "busy") and int(refused.headers["retry-after"]) > 0
    assert serve(data).get("/api/v1/gaps").status == 200


def test_a_place_is_given_back_whatever_becomes_of_the_question(data, serve, monkeypatch):  # noqa: F811
    for path in ("/api/v1/gaps", "/api/v1/gaps?x=1", "/api/v1/nothing", "/api/v1/submissions"):
        serve(data).get(path)
    monkeypatch.setattr("dashboard.api.asking.identity.of", lambda _: 1 / 0)
    serve(data).get("/api/v1/gaps")
    assert not routes._places()._taken


def test_whoever_does_not_read_is_cut_off(data, serve, monkeypatch):  # noqa: F811
    monkeypatch.setattr(routes, "MOST_SECONDS", 0.2)
    client, sent = serve(data), []

    async def ask() -> None:
        async def send(message: dict) -> None:
            sent.append(message)
            if len(sent) > 1:
                await asyncio.sleep(3600)  # the buffers of a reader who does not read are full

        scope = client.scope("GET", "/api/v1/gaps", b"")
        await client.app(scope, client.staying(), send)

    asyncio.run(ask())
    assert sent[0]["status"] == 200 and sent[-1].get("more_body", True)
    assert not routes._places()._taken


def test_a_question_at_work_holds_up_nobody_else(data, serve, monkeypatch):  # noqa: F811
    """The work is done in a thread: the server goes on answering."""
    going_on, makers = threading.Event(), []
    real = routes._answered

    def slow(make, call):
        if call.path.endswith("/gaps"):
            makers.append(threading.current_thread())
            assert going_on.wait(30)
        return real(make, call)

    monkeypatch.setattr(routes, "_answered", slow)
    client = serve(data)

    async def both() -> None:
        waiting = asyncio.create_task(client.asked("GET", "/api/v1/gaps", b""))
        assert (await client.asked("GET", "/api/v1/regions", b"")).status == 200
        going_on.set()
        assert (await waiting).status == 200

    asyncio.run(both())
    assert makers and makers[0] is not threading.main_thread()


def test_what_a_listening_socket_accepts_sends_at_once():
    gone = weakref.proxy(threading.Event())  # any library may keep one, and the sockets are looked for among all there is
    with socket.socket() as listener:  # as Streamlit opens its own: without naming TCP
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        running.send_at_once()
        assert gc.is_tracked(gone)
        with socket.create_connection(listener.getsockname()) as client, listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            assert client.fileno() >= 0
