"""A program at the door: requests straight into the server's routes, without a socket.

    client = Client(data)                       # the public
    client.signed_in("li").get("/api/v1/gaps")  # with the cookie of a session
    client.bearing(token).get("/api/v1/gaps")   # with a token

    from tests.api_client import serve  # noqa: F401, a fixture: serve(data) is a client
"""

import asyncio
import gzip
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.server import assembly
from dashboard.server.cookie import COOKIE
from dashboard.server.door import Door
from tests.page_identity import new_token

#: Every address of the interface, from the route table, so that none is forgotten.
PATHS = [
    route.path.replace("{rest:path}", "nothing/here") for route in assembly.routes() if route.path.startswith("/api")
]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered; header names in lower case, the body as it is once unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


def server() -> Starlette:
    """The routes behind the door, as `dashboard/app.py` puts them together, without Streamlit."""
    return Starlette(routes=assembly.routes(), middleware=[Middleware(Door, hosts=("localhost",), needs_encryption=False)])


@dataclass(frozen=True)
class Client:
    """Somebody who asks; `data` is the workspace the process shows."""

    data: Path
    app: Starlette = field(default_factory=server)
    headers: Mapping[str, str] = field(default_factory=dict)
    source: str = "10.0.0.1"

    def signed_in(self, name: str) -> "Client":
        return self.sending(Cookie=f"{COOKIE}={new_token(self.data, name)}")

    def bearing(self, token: str) -> "Client":
        return self.sending(Authorization=f"Bearer {token}")

    def sending(self, **headers: str) -> "Client":
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})

    def get(self, path: str, **query: object) -> Reply:
        return self.ask("GET", path, **query)

    def ask(self, method: str, path: str, **query: object) -> Reply:
        """One request; a parameter given as a list is sent several times."""
        path, _, fixed = path.partition("?")
        sent = "&".join(part for part in (fixed, urlencode(query, doseq=True)) if part)
        return asyncio.run(self.asked(method, path, sent.encode()))

    async def asked(self, method: str, path: str, query: bytes) -> Reply:
        """The same within an event loop; `query` as it is sent."""
        parts: list[dict] = []

        async def send(message: dict) -> None:
            parts.append(message)

        await self.app(self.scope(method, path, query), self.staying(), send)
        return _reply(parts)

    def scope(self, method: str, path: str, query: bytes) -> dict:
        """The request as a server hands it on."""
        sent = {"Host": "localhost", **self.headers}
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query, "root_path": "",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": (self.source, 50000), "server": ("localhost", 80),
        }  # fmt: skip

    def staying(self):
        """What is received of a client that sends nothing more and stays."""
        asked = asyncio.Event()

        async def receive() -> dict:
            if asked.is_set():
                await asyncio.sleep(3600)
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}

        return receive


def _reply(parts: list[dict]) -> Reply:
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in parts[0]["headers"]}
    body = b"".join(part.get("body", b"") for part in parts[1:])
    if body and headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Reply(parts[0]["status"], headers, body)


@pytest.fixture(scope="module")
def serve():
    """Gives a client of the routes on a workspace: `serve(data).get("/api/v1/gaps")`."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["app.py"])

        def served(data: Path) -> Client:
            patched.setenv("GAP_TRACKER_DATA", str(data))
            return Client(data)

        yield served
