"""Accounts and stand-ins. Passwords are no business of the ledger."""

from etl.rights import Account, StandIn
from etl.workspace import Workspace


def listing(workspace: Workspace, account: str) -> list[Account]:
    """Every account, by name; for the administrator and the auditor."""
    raise NotImplementedError


def put_account(workspace: Workspace, account: str, new: Account) -> int:
    """Create an account, or change or disable the one of that name. The group of roles of an
    account is for ever: business, administration or audit."""
    raise NotImplementedError


def install_account(workspace: Workspace, new: Account) -> int:
    """The same by whoever can write the workspace: the first administrator comes about so.
    For the command line only; the operating-system user is recorded."""
    raise NotImplementedError


def stand_ins(workspace: Workspace, account: str) -> list[StandIn]:
    """Every arrangement, ended ones too; for the administrator and the auditor."""
    raise NotImplementedError


def put_stand_in(workspace: Workspace, account: str, arrangement: StandIn) -> int:
    """Record or change who stands in for whom until when; an earlier `until` ends it."""
    raise NotImplementedError
