"""Routes of signing in, signing out and changing one's password.

They stand outside Streamlit: identity is proved before Streamlit hears of a connection.
"""

from collections.abc import Mapping
from importlib.resources import files

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from dashboard import source
from dashboard.server import account_pages as pages
from dashboard.server import forms, provider
from dashboard.server.address import is_encrypted
from dashboard.server.address import source as source_of
from dashboard.server.cookie import COOKIE
from dashboard.server.security_headers import FORM_POLICY
from dashboard.server.visitor import Visitor
from dashboard.wording import Words
from etl.access import AccessError, EventKind, passwords
from etl.access.accounts import accounts, open_account, shared_store
from etl.problems import Refused
from etl.registers import load_registers
from etl.settings import read_settings

SIGN_IN, SIGN_OUT, SIGNED_OUT, PASSWORD, DEMONSTRATION = (
    f"/account/{name}" for name in ("sign-in", "sign-out", "signed-out", "password", "demonstration")
)


def account_routes() -> list[Route]:
    """All routes under /account/."""
    return [
        Route(pages.STYLE_PATH, style),
        Route(SIGN_IN, show_sign_in, methods=["GET"]),
        Route(SIGN_IN, sign_in, methods=["POST"]),
        Route(DEMONSTRATION, sign_in_to_demonstration, methods=["POST"]),
        Route(SIGN_OUT, show_sign_out, methods=["GET"]),
        Route(SIGN_OUT, sign_out, methods=["POST"]),
        Route(SIGNED_OUT, show_signed_out, methods=["GET"]),
        Route(PASSWORD, show_password, methods=["GET"]),
        Route(PASSWORD, change_password, methods=["POST"]),
    ]


async def style(_request: Request) -> Response:
    css = files("dashboard.server").joinpath("account.css").read_text(encoding="utf-8")
    return Response(css, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def show_sign_in(request: Request) -> Response:
    words = _words(request)
    stranger = await run_in_threadpool(provider.unknown_identity, request.headers, source.workspace())
    fault = words("sign_in.no_account", identity=stranger) if stranger else ""
    return await _sign_in_page(request, words, _goes_to(request.query_params), fault)


async def show_signed_out(request: Request) -> Response:
    """That the session is over, and the ways on."""
    words = _words(request)
    body = pages.signed_out(words, _is_public())
    return _page(request, words, words("sign_in.out_title"), body, forms.form_value(request))


async def sign_in(request: Request) -> Response:
    """Account and password; every way of being wrong is answered alike."""
    words = _words(request)
    sent = await forms.fields(request)
    goes_to = _goes_to(sent)
    if not forms.is_own_form(request, sent):
        return await _sign_in_page(request, words, goes_to, words("sign_in.stale"), status=403)
    name = sent.get("account", "").strip()
    try:
        token = await run_in_threadpool(_checked_token, request, name, sent.get("password", ""))
    except Refused as refused:
        return await _sign_in_page(request, words, goes_to, _said(refused, words), name, status=403)
    return _signed_in(request, token, goes_to)


def _checked_token(request: Request, name: str, password: str) -> str:
    workspace = source.workspace()
    store = shared_store(workspace)
    is_open = open_account(workspace, name) is not None
    store.check_password(name, password, _source(request), is_open)
    return _begin(request, name)


async def sign_in_to_demonstration(request: Request) -> Response:
    """One click, in a demonstration only; elsewhere there is no such page."""
    words = _words(request)
    sent = await forms.fields(request)
    if not source.workspace().is_demonstration:
        shared_store(source.workspace()).count(EventKind.REFUSED, _source(request))
        return Response("not found\n", 404)
    if not forms.is_own_form(request, sent):
        return await _sign_in_page(request, words, _goes_to(sent), words("sign_in.stale"), status=403)
    token = await run_in_threadpool(_demonstration_token, request, sent.get("account", ""))
    if not token:
        return await _sign_in_page(request, words, _goes_to(sent), words("sign_in.stale"), status=403)
    return _signed_in(request, token, _goes_to(sent))


def _demonstration_token(request: Request, name: str) -> str:
    return _begin(request, name) if open_account(source.workspace(), name) else ""


def _begin(request: Request, name: str) -> str:
    """A new session with a new token; the one this browser had before is ended."""
    store = shared_store(source.workspace())
    if former := _visitor(request).session_key:
        store.end_session(former)
    token = store.begin_session(name, _source(request))
    store.count(EventKind.SIGNED_IN, _source(request), name)
    return token


def _signed_in(request: Request, token: str, goes_to: str) -> Response:
    response = RedirectResponse(goes_to, 303)
    response.set_cookie(
        COOKIE, token, path="/", httponly=True, samesite="lax", secure=is_encrypted(request.scope)
    )
    return response


async def show_sign_out(request: Request) -> Response:
    words = _words(request)
    account = _visitor(request).account
    if account is None:
        return RedirectResponse(f"{SIGN_IN}?lang={words.lang}", 303)
    value = forms.form_value(request)
    body = pages.sign_out(words, value, account) + pages.back(words)
    return _page(request, words, words("sign_in.out"), body, value)


async def sign_out(request: Request) -> Response:
    words = _words(request)
    who = _visitor(request)
    if not forms.is_own_form(request, await forms.fields(request)):
        return RedirectResponse(f"{SIGN_OUT}?lang={words.lang}", 303)
    if who.session_key:
        store = shared_store(source.workspace())
        await run_in_threadpool(store.end_session, who.session_key)
        store.count(EventKind.SIGNED_OUT, who.source, who.name)
    response = RedirectResponse(f"{SIGNED_OUT}?lang={words.lang}", 303)
    for name in (COOKIE, USER_COOKIE_NAME, TOKENS_COOKIE_NAME):
        response.delete_cookie(name, path="/")
    return response


async def show_password(request: Request) -> Response:
    return await _password_page(request, _words(request), _goes_to(request.query_params))


async def change_password(request: Request) -> Response:
    words = _words(request)
    sent = await forms.fields(request)
    goes_to = _goes_to(sent)
    who = _visitor(request)
    if who.account is None:
        return RedirectResponse(pages.sign_in_path(goes_to, words.lang), 303)
    if not forms.is_own_form(request, sent):
        return await _password_page(request, words, goes_to, words("sign_in.stale"), status=403)
    try:
        token = await run_in_threadpool(_changed, who, sent)
    except Refused as refused:
        return await _password_page(request, words, goes_to, _said(refused, words), status=403)
    return _signed_in(request, token, goes_to)


def _changed(who: Visitor, sent: Mapping[str, str]) -> str:
    if sent.get("new") != sent.get("again"):
        raise AccessError("password_differs")
    store = shared_store(source.workspace())
    return store.change_password(who.name, sent.get("old", ""), sent.get("new", ""), who.source)


async def _sign_in_page(
    request: Request, words: Words, goes_to: str, fault: str = "", name: str = "", status: int = 200
) -> Response:
    value = forms.form_value(request)
    body = pages.sign_in(words, value, goes_to, fault, name, provider.sign_in_paths())
    if source.workspace().is_demonstration:
        body = await run_in_threadpool(_demonstration_part, words, value, goes_to) + body
    if _is_public():
        body = f"<p>{pages.public_link(words)}</p>{body}"
    return _page(request, words, words("sign_in.title"), body, value, goes_to, status)


def _demonstration_part(words: Words, value: str, goes_to: str) -> str:
    workspace = source.workspace()
    listed = [account for account in accounts(workspace).values() if not account.is_disabled]
    registers = load_registers(workspace)
    regions = {one.region_code: words.name(one.name_zh, one.name_en) for one in registers.regions}
    return pages.demonstration(words, value, goes_to, listed, regions)


async def _password_page(request: Request, words: Words, goes_to: str, fault: str = "", status: int = 200) -> Response:
    who = _visitor(request)
    if who.account is None:
        return RedirectResponse(pages.sign_in_path(goes_to, words.lang), 303)
    value = forms.form_value(request)
    body = pages.password(words, value, goes_to, fault, who.account, who.must_change, passwords.MIN_LENGTH)
    if not who.must_change:
        body += pages.back(words)
    return _page(request, words, words("sign_in.change_title"), body, value, goes_to, status)


def _page(
    request: Request, words: Words, title: str, body: str, value: str, goes_to: str = "/", status: int = 200
) -> Response:
    response = HTMLResponse(pages.page(title, body, words, _own_path(request), goes_to), status)
    response.headers["Content-Security-Policy"] = FORM_POLICY
    response.headers["Cache-Control"] = "no-store"
    forms.remember_form(request, response, value)
    return response


def _is_public() -> bool:
    return read_settings(source.workspace().root).is_public


def _own_path(request: Request) -> str:
    """The address of the page itself, also where a form was sent."""
    return SIGN_IN if request.url.path == DEMONSTRATION else request.url.path


def _words(request: Request) -> Words:
    return Words(forms.language(request))


def _goes_to(values: Mapping[str, str]) -> str:
    return forms.local_path(values.get("next", "/"))


def _visitor(request: Request) -> Visitor:
    return request.scope["gap.visitor"]


def _source(request: Request) -> str:
    return source_of(request.scope)


def _said(refused: Refused, words: Words) -> str:
    problem = refused.problems[0]
    return problem.message(words.lang) if problem.code.startswith("access.") and problem.code != "access.unavailable" else words("sign_in.unavailable")
