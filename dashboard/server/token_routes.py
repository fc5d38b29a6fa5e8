"""Routes on which people get and revoke tokens of their own, signed in with a cookie and on a form of
ours; a token itself opens none of them."""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import source
from dashboard.server import account_pages, forms, token_pages
from dashboard.server.security_headers import FORM_POLICY
from dashboard.server.visitor import Visitor
from dashboard.wording import Words
from etl.access import AccessError, AccessUnavailable
from etl.access.accounts import shared_store
from etl.ledger import clock


def token_routes() -> list[Route]:
    """The addresses of one's own tokens."""
    return [
        Route(token_pages.PATH, show, methods=["GET"]),
        Route(token_pages.PATH, make, methods=["POST"]),
        Route(token_pages.REVOKE_PATH, revoke, methods=["POST"]),
    ]


async def show(request: Request) -> Response:
    return _elsewhere(request) or await _page(request)


async def make(request: Request) -> Response:
    """A new token, shown in this answer and never again; a reload of the answer makes no other."""
    return await _done(request, _made_once)


async def revoke(request: Request) -> Response:
    """One's own token, ended at once."""
    return await _done(request, _revoked)


async def _done(request: Request, act: Callable[[Request, Mapping[str, str]], dict[str, str | int]]) -> Response:
    """Do what a form of ours asks for; `act` gives what the page says then, and reads the store."""
    words = _words(request)
    sent = await forms.fields(request)
    if elsewhere := _elsewhere(request):
        return elsewhere
    if not forms.is_own_form(request, sent):
        return await _page(request, fault=words("sign_in.stale"), status=403)
    try:
        done = await run_in_threadpool(act, request, sent)
    except AccessUnavailable:
        return await _page(request, fault=words("sign_in.unavailable"), status=503)
    except AccessError as refused:
        return await _page(request, fault=refused.problems[0].message(words.lang), status=400)
    return await _page(request, **done)


def _made_once(request: Request, sent: Mapping[str, str]) -> dict[str, str | int]:
    once = f"{_visitor(request).session_key} {sent[forms.ONCE]}" if sent.get(forms.ONCE) else ""
    if not forms.done().begin(once):
        return {"fault": _words(request)("tokens.sent_before"), "status": 409}
    try:
        return _made(request, sent)
    except AccessError:
        forms.done().undo(once)
        raise


def _made(request: Request, sent: Mapping[str, str]) -> dict[str, str]:
    words, who, days = _words(request), _visitor(request), sent.get("days", "")
    number = int(days) if days.isascii() and days.isdecimal() and len(days) < 6 else 0
    text, made = _store().make_token(who.name, sent.get("name", ""), number, who.source)
    return {"said": words("tokens.done", name=made.name), "shown": token_pages.secret(text, str(request.base_url), words)}


def _revoked(request: Request, sent: Mapping[str, str]) -> dict[str, str]:
    who = _visitor(request)
    gone = _store().revoke_token(sent.get("token_id", ""), who.source, who.name)
    return {"said": _words(request)("tokens.revoked", name=gone.name)}


def _elsewhere(request: Request) -> Response | None:
    """Where to go first: to sign in, or to change the first password."""
    words, who = _words(request), _visitor(request)
    if who.account is None:
        return RedirectResponse(account_pages.sign_in_path("/", words.lang), 303)
    return RedirectResponse(f"/account/password?lang={words.lang}", 303) if who.must_change else None


async def _page(request: Request, fault: str = "", said: str = "", shown: str = "", status: int = 200) -> Response:
    words, who, value = _words(request), _visitor(request), forms.form_value(request)
    listed = await run_in_threadpool(_store().tokens, who.name)
    body = token_pages.tokens(words, value, listed, clock.now(), fault, said, shown)
    html = account_pages.page(words("tokens.title"), body, words, token_pages.PATH, goes_to="/")
    response = HTMLResponse(html, status, {"Content-Security-Policy": FORM_POLICY, "Cache-Control": "no-store"})
    forms.remember_form(request, response, value)
    return response


def _store():
    return shared_store(source.workspace())


def _words(request: Request) -> Words:
    return Words(forms.language(request))


def _visitor(request: Request) -> Visitor:
    return request.scope["gap.visitor"]
