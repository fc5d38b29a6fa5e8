"""Come in as a given account: pages through AppTest, routes and the stream through a socket.

    put_account(data, Account("li", Role.REPORTER, ("990100",)))
    app = as_account(AppTest.from_file(APP), data, "li").run()        # a page, as li
    with dashboard(data) as address:                                  # a real server
        li = Visitor(address, data).signed_in("li")
        li.get("/").status
        with li.stream() as socket: ...
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.testing.v1 import AppTest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dashboard.server.cookie import COOKIE
from dashboard.who import SESSION
from etl.access import AccessStore, session_key
from etl.ledger import Ledger
from etl.rights import Account
from etl.workspace import Workspace


def put_account(data: Path, account: Account) -> None:
    """Record an account in the workspace's ledger, as the operator does."""
    with Ledger.open(Workspace(data).ledger_url) as ledger, ledger.transaction("operator") as tx:
        tx.put_account(account)


def new_token(data: Path, name: str) -> str:
    """Sign an account in without a password; returns the token of its cookie."""
    with AccessStore.open(Workspace(data)) as store:
        return store.begin_session(name, "test")


def as_account(app: AppTest, data: Path, name: str) -> AppTest:
    """The same page tests, for a connection that is signed in as `name`; "" = the public."""
    app.user = {SESSION: session_key(new_token(data, name))} if name else {SESSION: None}
    return app


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answered; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    text: str


@dataclass
class Visitor:
    """Somebody at the server's door with nothing but sockets: no scripts, no redirects followed."""

    address: str
    data: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def signed_in(self, name: str) -> "Visitor":
        """The same visitor, signed in as `name`."""
        self.cookies[COOKIE] = new_token(self.data, name)
        return self

    def request(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """One request; `X_Name="…"` sends the header `X-Name`."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        connection.request(method, path, body, self._headers(headers))
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        cookies = dict(_cookie(line) for line in response.headers.get_all("Set-Cookie") or ())
        connection.close()
        self.cookies.update(cookies)
        lower = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, lower, cookies, text)

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def stream(self, session_id: str = "", **headers: str) -> ClientConnection:
        """Streamlit's WebSocket, presenting a Streamlit session id where one is given."""
        return connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=self.address,
            subprotocols=["streamlit", "xsrf", session_id] if session_id else ["streamlit"],
            additional_headers=self._headers(headers),
            max_size=None,
        )

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return sent


def run_page(socket: ClientConnection, page: str = "") -> tuple[str, str]:
    """Have the page run; returns the Streamlit session id and everything that was sent, as text."""
    message = BackMsg()
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    session_id, sent = "", []
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(socket.recv(timeout=60))
        sent.append(str(answer.SerializeToString(), "utf-8", "replace"))
        if answer.WhichOneof("type") == "new_session":
            session_id = answer.new_session.initialize.session_id
        if answer.WhichOneof("type") == "script_finished":
            return session_id, "".join(sent)


def _cookie(line: str) -> tuple[str, str]:
    name, _, value = line.partition(";")[0].partition("=")
    return name, value
