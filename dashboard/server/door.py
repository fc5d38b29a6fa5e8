"""The middleware in front of Streamlit: every request and every WebSocket passes here first.

It knows who asks from the cookie, refuses what is closed to them, hands the session's key
on in a header that nobody outside can send, and keeps the memory a person can take bounded.
"""

import logging
from contextlib import ExitStack
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import source
from dashboard.api.problem import CODES, Trouble, language, response
from dashboard.guard import SESSION_HEADER
from dashboard.server import api_door, limits, media, provider, running
from dashboard.server.address import LOOPBACK, host_name, is_encrypted
from dashboard.server.address import source as source_of
from dashboard.server.gate import HEALTH, MEDIA, UPLOAD, Standing, Verdict, is_api, verdict
from dashboard.server.no_page import no_page
from dashboard.server.security_headers import secure
from dashboard.server.visitor import Visitor, visitor
from dashboard.who import SOURCE_HEADER
from etl.access import EventKind
from etl.access.accounts import shared_store
from etl.problems import Refused
from etl.settings import read_settings

LOG = logging.getLogger("dashboard")
#: `server.trustedUserHeaders` maps this header into `st.user`.
_HEADER = SESSION_HEADER.lower().encode()
_SOURCE = SOURCE_HEADER.lower().encode()
_STRANGER = Visitor("")
#: What a refusal is called where a program asks.
_TROUBLES = {400: "address", 413: "too_large", 429: "too_many"}
_REDIRECTS = {Verdict.SIGN_IN: "/account/sign-in?next=", Verdict.PASSWORD: "/account/password?next="}


class Door:
    """ASGI middleware. `hosts` are the names the server answers to; with `needs_encryption`
    only over TLS, but for this machine."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], needs_encryption: bool):
        self._app = app
        self._hosts = hosts
        self._needs_encryption = needs_encryption
        self._sockets = limits.Places()
        self._rationed = api_door.Rationed()
        self._uploads = limits.Places()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = _secured(scope, send)
        headers = Headers(scope=scope)
        if why := self._wrong_address(scope, headers):
            await _refuse(scope, receive, answer, 400, why)
            return
        admit = self._admit_program if scope["type"] == "http" and is_api(scope["path"]) else self._admit
        try:
            await admit(scope, headers, receive, answer)
        except Refused as refused:  # the stores cannot be read: nobody is let in, nothing is lost
            LOG.error("nobody is let in: %s", refused.problems[0].message("en"))
            await _refuse(scope, receive, answer, 503, "服务暂不可用，请稍后重试。 / Not available now, please try again later.")

    def _wrong_address(self, scope: Scope, headers: Headers) -> str:
        host = host_name(headers.get("host", ""))
        if scope["path"] == HEALTH:  # whoever watches the server asks by its number
            return ""
        if not _is_named(host, self._hosts):
            return "地址不在允许之列。 / This address is not served here."
        if self._needs_encryption and not is_encrypted(scope) and host not in LOOPBACK:
            return "请使用 https 访问。 / Please use https."
        return ""

    async def _admit(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        method = scope.get("method", "WEBSOCKET")
        path = scope["path"]
        who = _STRANGER
        ruling = verdict(method, path, Standing())
        if path.startswith("/account/") or ruling is not Verdict.OPEN:
            who = await run_in_threadpool(visitor, headers, source_of(scope), source.workspace())
            ruling = verdict(method, path, _standing(who))
            if ruling is Verdict.OPEN and path.startswith(MEDIA) and not await run_in_threadpool(media.may_have, path, who):
                ruling = Verdict.ABSENT
        scope["gap.visitor"] = who
        if ruling is Verdict.OPEN:
            await self._pass_on(scope, headers, receive, send, who)
        elif ruling in _REDIRECTS:
            await RedirectResponse(_REDIRECTS[ruling] + quote(_target(scope)), 303)(scope, receive, send)
        elif ruling is Verdict.NO_PAGE:
            await no_page(Request(scope))(scope, receive, send)
        else:
            _count(EventKind.REFUSED, scope, who)
            await _refuse(scope, receive, send, 404 if ruling is Verdict.ABSENT else 403, ruling)

    async def _admit_program(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        who = _STRANGER
        try:
            who = await self._rationed.caller(scope, headers)
            ruling = await run_in_threadpool(lambda: verdict(scope["method"], scope["path"], _standing(who)))
            api_door.require_open(ruling)
        except Trouble as trouble:
            if trouble.code not in api_door.COUNTED:
                _count(EventKind.LIMITED if CODES[trouble.code] == 429 else EventKind.REFUSED, scope, who)
            await _problem(trouble, scope)(scope, receive, send)
            return
        scope["gap.visitor"] = who
        await self._pass_on(scope, headers, receive, send, who)

    async def _pass_on(
        self, scope: Scope, headers: Headers, receive: Receive, send: Send, who: Visitor
    ) -> None:
        allowed_bytes = limits.MAX_FORM_BYTES
        try:
            with ExitStack() as places:
                if scope["type"] == "websocket":
                    places.enter_context(self._sockets.taken(_socket_limits(who)))
                elif scope["path"].startswith(UPLOAD) and scope["method"] != "OPTIONS":
                    allowed_bytes = limits.MAX_UPLOAD_BYTES
                    await run_in_threadpool(_require_upload_room, scope, headers, who, allowed_bytes)
                    places.enter_context(self._uploads.taken({who.name: limits.MAX_UPLOADS_AT_ONCE}))
                bounded = receive if scope["type"] == "websocket" else _bounded(receive, allowed_bytes)
                await self._app(_introduced(scope, who), bounded, send)
        except limits.TooMany:
            _count(EventKind.LIMITED, scope, who)
            await _refuse(scope, receive, send, 429, "too many")
        except limits.TooLarge:
            _count(EventKind.LIMITED, scope, who)
            await _refuse(scope, receive, send, 413, "too large")
        except PermissionError:
            _count(EventKind.REFUSED, scope, who)
            await _refuse(scope, receive, send, 403, "forbidden")


def _standing(who: Visitor) -> Standing:
    settings = read_settings(source.workspace().root)
    return Standing(who.is_signed_in, who.must_change, settings.is_public, provider.is_configured())


def _introduced(scope: Scope, who: Visitor) -> Scope:
    """The request with our headers instead of whatever was sent under their names."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in (_HEADER, _SOURCE)]
    kept.append((_SOURCE, who.source.encode()))
    if who.is_signed_in and who.session_key:
        kept.append((_HEADER, who.session_key.encode()))
    return {**scope, "headers": kept}


def _socket_limits(who: Visitor) -> dict[str, int]:
    if who.is_signed_in:
        return {f"account {who.name}": limits.MAX_SOCKETS_PER_ACCOUNT}
    return {
        f"source {who.source}": limits.MAX_SOCKETS_PER_SOURCE,
        "strangers": limits.MAX_SOCKETS_OF_STRANGERS,
    }


def _require_upload_room(scope: Scope, headers: Headers, who: Visitor, allowed_bytes: int) -> None:
    """Only into a page of one's own, and only while there is room for one more."""
    if running.owner_of(scope["path"].removeprefix(UPLOAD).partition("/")[0]) != who.session_key:
        raise PermissionError
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > allowed_bytes:
        raise limits.TooLarge
    own = shared_store(source.workspace()).session_keys(who.name)
    if scope["method"] == "PUT" and not limits.has_room(*running.pending_uploads(own)):
        raise limits.TooMany


def _bounded(receive: Receive, allowed_bytes: int) -> Receive:
    """The same body, cut off with TooLarge where it grows beyond what was allowed."""
    received = 0

    async def bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > allowed_bytes:
            raise limits.TooLarge
        return message

    return bounded


def _secured(scope: Scope, send: Send) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            secure(MutableHeaders(scope=message), scope)
        await send(message)

    return secured


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
    elif is_api(scope["path"]):
        await _problem(Trouble(_TROUBLES.get(status, "unavailable")), scope)(scope, receive, send)
    else:
        await PlainTextResponse(f"{why}\n", status)(scope, receive, send)


def _problem(trouble: Trouble, scope: Scope) -> Response:
    """A refusal for programs, in the language they ask for."""
    request = Request(scope)
    lang = language(request.query_params, request.headers.get("accept-language", ""))
    return response(trouble, lang, scope["path"])


def _count(kind: EventKind, scope: Scope, who: Visitor) -> None:
    shared_store(source.workspace()).count(kind, who.source or source_of(scope), who.name)


def _target(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return scope["path"] + (f"?{query}" if query else "")


def _is_named(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of those; `*.example.cn` names every host below."""
    return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in hosts)
