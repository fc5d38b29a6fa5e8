"""The dashboard does not start where it would be unsafe, and says why.

On this machine only (a loopback address) everything may be tried. As soon as others can
reach the server, connections have to be encrypted, somebody has to be able to manage
accounts, and a demonstration, where everybody may be everybody, stays away.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from dashboard import source
from dashboard.server.address import LOOPBACK, has_proxy
from dashboard.who import SESSION
from etl.access.accounts import accounts, shared_store
from etl.access.errors import AccessError
from etl.problems import Problem, Refused
from etl.rights import Role
from etl.settings import read_settings
from etl.workspace import Workspace

#: The header in which the door hands on a session's key.
SESSION_HEADER = "X-Gap-Session"
MIN_SECRET_LENGTH = 32
_EXAMPLES = ("example", "secret", "changeme", "change-me", "password", "xxxx")


@dataclass(frozen=True, slots=True)
class Exposure:
    """How the server can be reached. `address` "" = every address of the machine; `secret`
    None where no identity provider is configured."""

    address: str = "127.0.0.1"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    is_encrypted: bool = False  # a certificate of its own, or a proxy that was named
    secret: str | None = None
    weakened: tuple[str, ...] = ()  # options that protect and were switched off

    @property
    def is_local(self) -> bool:
        return self.address in LOOPBACK

    @property
    def is_reached_by_others(self) -> bool:
        """Whether anybody but this machine is to come, directly or through a proxy."""
        return not self.is_local or not set(self.hosts) <= set(LOOPBACK)


def exposure() -> Exposure:
    """How this process can be reached, by Streamlit's configuration."""
    section: Mapping | None = get_secrets_auth_section()
    wanted = {
        "enableXsrfProtection": True,
        "enableCORS": True,
        "enableAgentApi": False,
        "trustedUserHeaders": {SESSION_HEADER: SESSION},  # without it nobody would be signed in
        "baseUrlPath": "",  # the door knows paths from the root only
    }
    return Exposure(
        address=st.get_option("server.address") or "",
        hosts=tuple(st.get_option("server.allowedHosts") or ()),
        is_encrypted=bool(st.get_option("server.sslCertFile")) or has_proxy(),
        secret=str(section.get("cookie_secret", "")) if section else None,
        weakened=tuple(name for name, value in wanted.items() if st.get_option(f"server.{name}") != value),
    )


def faults(workspace: Workspace, exposed: Exposure) -> list[Problem]:
    """Why the dashboard must not start; nothing where it may."""
    found = [AccessError("start_option", name) for name in exposed.weakened]
    if exposed.is_reached_by_others:
        found += _faults_towards_others(workspace, exposed)
    if exposed.secret is not None and not workspace.is_demonstration and is_weak(exposed.secret):
        found.append(AccessError("start_secret", min=MIN_SECRET_LENGTH))
    return [one.problems[0] for one in found]


def _faults_towards_others(workspace: Workspace, exposed: Exposure) -> list[AccessError]:
    place = exposed.address or "0.0.0.0"
    found = []
    if workspace.is_demonstration:
        found.append(AccessError("start_demonstration", place))
    if not exposed.is_encrypted:
        found.append(AccessError("start_encryption", place))
    if not exposed.hosts or "*" in exposed.hosts:
        found.append(AccessError("start_hosts", place))
    if not workspace.is_demonstration and not has_administrator(workspace):
        found.append(AccessError("start_administrator", place))
    return found


def has_administrator(workspace: Workspace) -> bool:
    """Whether somebody can sign in and manage accounts."""
    store = shared_store(workspace)
    return any(
        account.role is Role.ADMINISTRATOR and not account.is_disabled
        for account in accounts(workspace).values()
        if account.identity or store.has_password(account.name)
    )


def is_weak(secret: str) -> bool:
    """Whether a secret is missing, short, repetitive or one of the usual examples."""
    is_example = any(word in secret.lower() for word in _EXAMPLES)
    return len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < 10 or is_example


def require_safe_start() -> None:
    """End this process with the reasons, in both languages, where it must not start."""
    workspace = source.workspace()
    try:
        read_settings(workspace.root)
        found = faults(workspace, exposure())
    except Refused as refused:  # faulty settings, a ledger or an access store that cannot be read
        found = refused.problems
    if not found:
        return
    for problem in found:
        print(problem.message("zh"), problem.message("en"), sep="\n", file=sys.stderr)
    raise SystemExit(1)
