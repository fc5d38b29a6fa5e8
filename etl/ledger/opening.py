"""The ledger of a workspace: a lost one is never quietly replaced by a new, empty one.

A ledger begins once, with the workspace. Warehouses, passwords and sessions come after it and
from it; where one of these stands and the ledger does not, it was lost, or the address names
another place than before.
"""

import sqlite3
from pathlib import Path

from etl.ledger import clock
from etl.ledger.connection import address
from etl.ledger.errors import LedgerLost, LedgerMissing
from etl.ledger.ledger import Ledger
from etl.workspace import Workspace

#: Rows of the access store that are for an account, which only a ledger can have made.
_OF_ACCOUNTS = "SELECT account FROM access_credential UNION ALL SELECT account FROM access_session LIMIT 1"


def open_ledger(workspace: Workspace, read_clock: clock.Clock | None = None) -> Ledger:
    """The ledger of a workspace, with the clock of the workspace, made where the workspace is new.
    Raises like `Ledger.open`, and LedgerLost where the workspace had one that is no longer there."""
    read_clock = read_clock or clock.of(workspace)
    try:
        return Ledger.open(workspace.ledger_url, create=False, read_clock=read_clock)
    except LedgerMissing:
        refuse_lost(workspace)
    return Ledger.open(workspace.ledger_url, read_clock=read_clock)


def refuse_lost(workspace: Workspace) -> None:
    """For a workspace without a ledger: raise LedgerLost where it had one."""
    if traces := traces_of_ledger(workspace):
        raise LedgerLost(address(workspace.ledger_url).place, "、".join(path.name for path in traces))


def traces_of_ledger(workspace: Workspace) -> list[Path]:
    """Files of the workspace that only a ledger can have brought about."""
    warehouses = [path for path in (workspace.warehouse, workspace.public_warehouse) if path.is_file()]
    access = workspace.var / "access.db"
    return warehouses + [access] * _knows_accounts(access)


def _knows_accounts(access: Path) -> bool:
    """Whether somebody was given a password or signed in. A store that is no database counts:
    it was one, and what it held cannot be asked."""
    if not access.is_file():
        return False
    connection = sqlite3.connect(f"{access.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(_OF_ACCOUNTS).fetchone() is not None
    except sqlite3.OperationalError:
        return False  # only just being made
    except sqlite3.DatabaseError:
        return True
    finally:
        connection.close()
