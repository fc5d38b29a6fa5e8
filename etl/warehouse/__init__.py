"""The warehouse: registers and accepted figures, typed and indexed for the gap computation.

It is disposable: `build` makes it from the registers, the published figures and the ledger,
`refresh` keeps it up to date, `open_warehouse` reads it, `gaps` asks the one question. The
public has a warehouse of its own, which holds only what was published or released.
"""

from datetime import datetime

import duckdb

from etl.period import Period
from etl.warehouse import internal, public
from etl.warehouse.audience import Audience
from etl.warehouse.internal import inputs_of
from etl.warehouse.files import open_file
from etl.warehouse.query import fill, gap_rows, in_memory, is_to_come, moment, outlook_rows, shanghai
from etl.workspace import Workspace

__all__ = [
    "Audience",
    "build",
    "fill",
    "gap_rows",
    "gaps",
    "in_memory",
    "inputs_of",
    "is_to_come",
    "moment",
    "open_file",
    "open_warehouse",
    "outlook_rows",
    "refresh",
    "shanghai",
]


def build(workspace: Workspace, audience: Audience = Audience.SIGNED_IN) -> str:
    """Build the warehouse of an audience anew from registers, published figures and ledger.

    Returns its data version. Raises `Refused` with every fault of the registers and
    published figures; the warehouse in place then stays as it is.
    """
    return public.build(workspace) if audience is Audience.PUBLIC else internal.build(workspace)


def refresh(workspace: Workspace, audience: Audience = Audience.SIGNED_IN) -> str:
    """Bring the warehouse of an audience up to what its sources hold now.

    Builds it where it is missing, damaged or made by other SQL; does nothing where
    nothing is new. Returns the data version; raises like `build`.
    """
    return public.refresh(workspace) if audience is Audience.PUBLIC else internal.refresh(workspace)


def open_warehouse(
    workspace: Workspace, audience: Audience = Audience.SIGNED_IN
) -> duckdb.DuckDBPyConnection:
    """Open the warehouse of an audience for reading, brought up to date first.

    Use one `.cursor()` per query: a connection is not safe between threads. Raises
    `Refused` where the registers or published figures are faulty.
    """
    refresh(workspace, audience)
    return open_file(audience.warehouse(workspace))


def gaps(
    workspace: Workspace,
    as_of: Period,
    known_at: datetime | None = None,
    audience: Audience = Audience.SIGNED_IN,
) -> list[dict]:
    """Every computed gap of a workspace as an audience sees it; see `gap_rows`.

    The public sees what is public now, whatever `known_at` is. Builds what is missing or damaged.
    """
    try:
        return _gaps(workspace, as_of, known_at, audience)
    except duckdb.Error:  # a damaged block shows only when it is read
        build(workspace, audience)
        return _gaps(workspace, as_of, known_at, audience)


def _gaps(workspace: Workspace, as_of: Period, known_at: datetime | None, audience: Audience) -> list[dict]:
    with open_warehouse(workspace, audience) as connection:
        return gap_rows(connection, as_of, None if audience is Audience.PUBLIC else known_at)
