"""Accounts as the ledger has them, for whoever asks who is at the door.

Read anew each time: an account that was disabled a moment ago is disabled.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from etl.access.errors import AccessError
from etl.access.events import AccessEvent
from etl.access.store import AccessStore
from etl.access.tokens import Token
from etl.ledger import Ledger, People
from etl.ledger.errors import LedgerMissing
from etl.ledger.opening import refuse_lost
from etl.problems import Problem, Refused
from etl.rights import Account, Deed, Situation, denial
from etl.workspace import Workspace


def people(workspace: Workspace) -> People:
    """Every account and stand-in; none where there is no ledger yet. LedgerLost where there is
    none any more."""
    try:
        return _ledger(workspace.ledger_url).people()
    except LedgerMissing:
        refuse_lost(workspace)
        return People({}, ())


def accounts(workspace: Workspace) -> Mapping[str, Account]:
    """Every account by name; none where there is no ledger yet."""
    return people(workspace).accounts


def open_account(workspace: Workspace, name: str) -> Account | None:
    """The account called `name` if there is one that may sign in."""
    account = accounts(workspace).get(name)
    return None if account is None or account.is_disabled else account


def reset_password(workspace: Workspace, administrator: str, name: str) -> str:
    """A new one-time password for the account `name`, asked for by an administrator; both
    are counted as an access event. Raises Refused without the right, or for an unknown name."""
    known = _known_to(administrator, Deed.MANAGE_ACCOUNTS, workspace)
    if name not in known:
        raise AccessError("account_unknown", name)
    return shared_store(workspace).set_one_time_password(name, f"account {administrator}")


def every_token(workspace: Workspace, administrator: str) -> list[Token]:
    """The tokens of all accounts, newest first; raises Refused without the right to manage accounts."""
    _known_to(administrator, Deed.MANAGE_ACCOUNTS, workspace)
    return shared_store(workspace).tokens()


def revoke_token(workspace: Workspace, administrator: str, token_id: str) -> Token:
    """End a token of any account; raises like `every_token`, or AccessError where it is not in force."""
    _known_to(administrator, Deed.MANAGE_ACCOUNTS, workspace)
    return shared_store(workspace).revoke_token(token_id, f"account {administrator}")


def access_events(workspace: Workspace, auditor: str, since: datetime) -> list[AccessEvent]:
    """What happened at the door since a moment, the latest first; raises Refused without the
    right to see the audit trail."""
    _known_to(auditor, Deed.SEE_AUDIT, workspace)
    store = shared_store(workspace)
    store.write_counts()
    return store.events(since)


def act_sources(workspace: Workspace, auditor: str, sequences: Iterable[int]) -> dict[int, str]:
    """From which address acts of the ledger were done on a page, by their number; raises like
    `access_events`. Acts by the command line, and those older than events are kept, are left out."""
    _known_to(auditor, Deed.SEE_AUDIT, workspace)
    store = shared_store(workspace)
    store.write_counts()
    return store.sources_of_acts(sequences)


def _known_to(name: str, deed: Deed, workspace: Workspace) -> Mapping[str, Account]:
    """Every account, for whoever has a right that no region or quarter narrows."""
    known = accounts(workspace)
    if why := denial(name, deed, Situation(known, {}, ())):
        raise Refused([Problem(f"rights.{why}", "permission")])
    return known


@cache
def _ledger(url: str) -> Ledger:
    """A ledger opened once in a process, since it is asked at every rerun of every page."""
    return Ledger.open(url, create=False)


@cache
def shared_store(workspace: Workspace) -> AccessStore:
    """The access store of a workspace, opened once in a process."""
    return AccessStore.open(workspace)
