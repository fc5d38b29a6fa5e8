"""Routes under `/api/`: who asks is known from the door, work is done in threads, and how much is
under way at once is bounded.

A place is held until the last byte is sent, since what a slow reader leaves waiting is memory.
"""

import gzip
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from functools import cache

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.api import answers, asking, problem
from dashboard.api.accepting import ranked
from dashboard.api.answers import Answer
from dashboard.api.problem import Trouble
from dashboard.api.question import Call, pairs, shown
from dashboard.api.resources import RESOURCES
from dashboard.server.limits import Places, TooMany
from dashboard.server.security_headers import FORM_POLICY
from dashboard.server.visitor import Visitor
from etl.access.origin import coming_from
from etl.problems import Refused

LOG = logging.getLogger("dashboard")
ROOT = "/api/v1"
#: Answers under way: in all, of strangers together, of one address (an office shares one) or account.
MAX_UNDER_WAY, MAX_OF_STRANGERS, MAX_OF_SOURCE, MAX_OF_ACCOUNT = 24, 16, 8, 6
#: Questions worked on at the same time, for strangers and for the signed-in; others wait.
WORKERS = 2
#: Whoever has not taken an answer by then is cut off.
MOST_SECONDS = 60
_CHUNK_BYTES = 64 * 1024
_WORTH_COMPRESSING_BYTES = 1_000


#: Makes an answer; None where the client has it already, under the tag given with it.
Maker = Callable[[Call], tuple[Answer | None, dict[str, str]]]


class Endpoint:
    """One address, as an ASGI application: every method arrives here, so that each refusal is in
    our words."""

    def __init__(self, make: Maker):
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        lang = problem.language(request.query_params, request.headers.get("accept-language", ""))
        who: Visitor = scope["gap.visitor"]
        try:
            with _places().taken(_shares(who)):
                response = await self._response(request, lang, who)
                with anyio.fail_after(MOST_SECONDS):
                    await response(scope, receive, send)
        except TooMany:
            await problem.response(Trouble("busy"), lang, request.url.path)(scope, receive, send)
        except TimeoutError:
            LOG.warning("%s was not taken within %d seconds", request.url.path, MOST_SECONDS)

    async def _response(self, request: Request, lang: str, who: Visitor) -> Response:
        path, is_head = request.url.path, request.method == "HEAD"
        if request.method not in ("GET", "HEAD"):
            return problem.response(Trouble("method", method=request.method[:20]), lang, path)
        try:
            query = pairs(request.scope["query_string"])
            call = Call(path, query, request.headers, lang, who, str(request.base_url), is_head)
            made = await to_thread.run_sync(_answered, self._make, call, limiter=_workers(who.is_signed_in))
        except Trouble as trouble:
            return problem.response(trouble, lang, path)
        body, status, headers = made
        return _sent(b"" if is_head else body, len(body), status, headers)


@cache
def _places() -> Places:
    return Places()


@cache
def _workers(_is_signed_in: bool) -> CapacityLimiter:
    return CapacityLimiter(WORKERS)


def _shares(who: Visitor) -> dict[str, int]:
    """The places an answer takes."""
    if who.is_signed_in:
        return {"all": MAX_UNDER_WAY, f"account {who.name}": MAX_OF_ACCOUNT}
    return {"all": MAX_UNDER_WAY, "strangers": MAX_OF_STRANGERS, f"source {who.source}": MAX_OF_SOURCE}


def _answered(make: Maker, call: Call) -> tuple[bytes, int, dict[str, str]]:
    """Body, status and headers; whatever goes wrong becomes a Trouble."""
    try:
        with coming_from(call.who.source):
            found, headers = make(call)
    except Trouble:
        raise
    except Refused as refused:  # registers, ledger or disk: the pages say what it is to who may know
        LOG.error("%s: %s", call.path, refused.problems[0].message("en"))
        raise Trouble("unavailable") from None
    except Exception:
        reference = secrets.token_hex(4)
        LOG.exception("%s failed, reference %s", call.path, reference)
        raise Trouble("failed", reference=reference) from None
    headers = {**headers, "Content-Security-Policy": FORM_POLICY, "Vary": answers.VARY}
    if found is None:
        return b"", 304, headers
    body, coding = _compressed(found.body, call.headers)
    return body, 200, {"Content-Type": found.media_type, **found.headers, **headers, **coding}


def _compressed(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """Compressed here, in a thread: what stands in front of Streamlit would do it on the event loop."""
    if "gzip" not in ranked(headers.get("accept-encoding", "")) or len(body) < _WORTH_COMPRESSING_BYTES:
        return body, {}
    return gzip.compress(body, 5, mtime=0), {"Content-Encoding": "gzip"}


def _sent(body: bytes, size: int, status: int, headers: Mapping[str, str]) -> Response:
    """In parts, so that a reader who does not read holds up its own answer and no memory but its."""
    if not body:
        length = {} if status == 304 else {"Content-Length": str(size)}
        return Response(b"", status, {**headers, **length})
    parts = (body[start : start + _CHUNK_BYTES] for start in range(0, size, _CHUNK_BYTES))
    return StreamingResponse(_each(parts), status, {**headers, "Content-Length": str(size)})


async def _each(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def _not_found(call: Call) -> tuple[None, dict[str, str]]:
    raise Trouble("not_found", path=shown(call.path))


def api_routes() -> list[Route]:
    """Every address of the interface; what else stands below `/api/` is told apart from a page."""
    tables = [Route(f"{ROOT}/{name}", Endpoint(asking.table(one))) for name, one in RESOURCES.items()]
    index = Endpoint(asking.index)
    nothing = Endpoint(_not_found)
    return [
        Route(ROOT, index),
        Route(f"{ROOT}/", index),
        Route(f"{ROOT}/openapi.json", Endpoint(asking.described)),
        Route(f"{ROOT}/datapackage.json", Endpoint(asking.packaged)),
        *tables,
        Route("/api", nothing),
        Route("/api/{rest:path}", nothing),
    ]
