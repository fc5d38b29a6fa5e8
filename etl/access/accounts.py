"""Accounts as the ledger has them, for whoever asks who is at the door.

Read anew each time: an account that was disabled a moment ago is disabled.
"""

from collections.abc import Mapping
from functools import cache

from etl.access.store import AccessStore
from etl.ledger import Ledger
from etl.rights import Account
from etl.workspace import Workspace


def accounts(workspace: Workspace) -> Mapping[str, Account]:
    """Every account by name; none where there is no ledger yet."""
    if not Ledger.exists(workspace.ledger_url):
        return {}
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        return ledger.accounts()


def open_account(workspace: Workspace, name: str) -> Account | None:
    """The account called `name` if there is one that may sign in."""
    account = accounts(workspace).get(name)
    return None if account is None or account.is_disabled else account


@cache
def shared_store(workspace: Workspace) -> AccessStore:
    """The access store of a workspace, opened once in a process."""
    return AccessStore.open(workspace)
