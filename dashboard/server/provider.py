"""People who come from an identity provider (OIDC, Streamlit's own `[auth]` in secrets.toml).

Streamlit proves them by a signed cookie that lasts thirty days whatever the provider said.
Here that cookie opens one session of ours, until the `exp` of its claims at most; once that
session ended, the same cookie opens nothing, and the person goes to the provider again.
An identity is `ISSUER|SUBJECT` as recorded in the account, or the e-mail address where the
provider says that it was verified.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from starlette.datastructures import Headers
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.server.cookie import cookies
from etl.access import session_key
from etl.access.accounts import accounts, shared_store
from etl.access.sessions import LIFETIME
from etl.ledger import clock
from etl.rights import Account
from etl.workspace import Workspace

#: What `[auth]` holds besides providers.
_OPTIONS = ("client_kwargs",)


def is_configured() -> bool:
    """Whether people may come from an identity provider."""
    return bool(get_secrets_auth_section())


def sign_in_paths() -> dict[str, str]:
    """For each provider of `[auth]`, its name ("" where there is one only) and the path that
    leads there."""
    section = get_secrets_auth_section()
    if not section:
        return {}
    named = [name for name, value in section.to_dict().items() if isinstance(value, dict) and name not in _OPTIONS]
    paths = {name: f"/auth/login?provider={encode_provider_token(name)}" for name in named}
    return paths or {"": f"/auth/login?provider={encode_provider_token('default')}"}


def adopted_key(headers: Headers, source: str, workspace: Workspace) -> str:
    """The key of the session that the provider's cookie of this request stands for; "" where
    there is none, its time is over, or nobody here has that identity."""
    payload, claims = _proved(headers)
    until = _until(claims)
    account = account_of(claims, accounts(workspace)) if until else None
    if account is None:
        return ""
    # A large cookie is cut into parts, so its first part alone would not tell people apart.
    key = session_key(f"{cookies(headers)[USER_COOKIE_NAME]} {payload!r}")
    shared_store(workspace).adopt_session(key, account.name, source, until)
    return key


def unknown_identity(headers: Headers, workspace: Workspace) -> str:
    """The identity the provider proved where no account here has it; else empty."""
    _, claims = _proved(headers)
    if not claims or account_of(claims, accounts(workspace)):
        return ""
    return _identity(claims)


def account_of(claims: Mapping[str, object], known: Mapping[str, Account]) -> Account | None:
    """The account whose identity these claims prove; None where it is nobody's or not one's only."""
    proved = {_identity(claims)} - {""}
    if claims.get("email_verified") is True and claims.get("email"):
        proved.add(str(claims["email"]).lower())
    found = [one for one in known.values() if one.identity and _normal(one.identity) in proved]
    return found[0] if len(found) == 1 and not found[0].is_disabled else None


def _normal(identity: str) -> str:
    return identity if "|" in identity else identity.lower()


def _until(claims: Mapping[str, object]) -> datetime | None:
    """When a session of these claims ends; None where they are over already."""
    now = clock.now()
    exp = claims.get("exp")
    if not isinstance(exp, int | float) or exp <= now.timestamp():
        return None
    return min(datetime.fromtimestamp(exp, clock.SHANGHAI), now + LIFETIME)


def _identity(claims: Mapping[str, object]) -> str:
    issuer, subject = claims.get("iss"), claims.get("sub")
    return f"{issuer}|{subject}" if issuer and subject else ""


def _proved(headers: Headers) -> tuple[bytes | None, Mapping[str, object]]:
    """What Streamlit's cookie says, where its signature is ours; nothing else proves anything."""
    sent = cookies(headers) if is_configured() else {}

    def unsigned(name: str) -> bytes | None:
        value = sent.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    payload = get_cookie_with_chunks(unsigned, USER_COOKIE_NAME)
    claims = json.loads(payload) if payload else {}
    return payload, claims if claims.get("is_logged_in") else {}
