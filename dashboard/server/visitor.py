"""Who sends a request: the session its cookie proves, and the account that session is for."""

from dataclasses import dataclass

from starlette.datastructures import Headers

from dashboard.server import provider
from dashboard.server.cookie import token
from etl.access import AccessError, EventKind, Session, session_key
from etl.access.accounts import open_account, shared_store
from etl.rights import Account
from etl.settings import read_settings
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks. Without `account` it is the public; `must_change`: the first password
    still stands, and until it is changed nothing else is open. `token_id`: of the token a program
    showed, which has no session."""

    source: str
    session_key: str = ""
    account: Account | None = None
    must_change: bool = False
    token_id: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.account is not None and not self.must_change

    @property
    def name(self) -> str:
        return self.account.name if self.account else ""


def visitor(headers: Headers, source: str, workspace: Workspace) -> Visitor:
    """Who sends these headers. Reads the stores: not for the event loop."""
    session = _session(headers, source, workspace)
    account = open_account(workspace, session.account) if session else None
    if session is None or account is None:
        return Visitor(source)
    must_change = shared_store(workspace).must_change_password(account.name)
    return Visitor(source, session.session_key, account, must_change)


def caller(headers: Headers, source: str, workspace: Workspace) -> Visitor:
    """For whom a program asks: by the token it shows, else like `visitor`. AccessError where the
    token opens nothing: it is never taken for no token. Reads the stores."""
    sent = headers.getlist("authorization")
    if not sent:
        return visitor(headers, source, workspace)
    store = shared_store(workspace)
    found = store.check_token(_bearer(sent), source)
    account = open_account(workspace, found.account)
    if account is None or store.must_change_password(account.name):
        store.count(EventKind.TOKEN_FAILED, source, found.account)
        raise AccessError("token")
    return Visitor(source, "", account, token_id=found.token_id)


def _bearer(sent: list[str]) -> str:
    """The token of the one `Authorization: Bearer …`; any other kind of proof is none here."""
    scheme, _, text = sent[0].strip().partition(" ")
    return text.strip() if len(sent) == 1 and scheme.lower() == "bearer" else ""


def _session(headers: Headers, source: str, workspace: Workspace) -> Session | None:
    store = shared_store(workspace)
    idle_minutes = read_settings(workspace.root).idle_minutes
    if own := token(headers):
        if found := store.session(session_key(own), idle_minutes):
            return found
    key = provider.adopted_key(headers, source, workspace)
    return store.session(key, idle_minutes) if key else None
