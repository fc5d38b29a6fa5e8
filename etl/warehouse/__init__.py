"""The warehouse: registers and accepted figures, typed and indexed for the gap computation.

It is disposable: `build` makes it from the registers, the published figures and the ledger,
`refresh` keeps it up to date, `open_warehouse` reads it, `gaps` asks the one question.
"""

from datetime import datetime

import duckdb

from etl.period import Period
from etl.warehouse.build import build, inputs_of, open_file, refresh
from etl.warehouse.query import fill, gap_rows, in_memory, shanghai
from etl.workspace import Workspace

__all__ = [
    "build",
    "fill",
    "gap_rows",
    "gaps",
    "in_memory",
    "inputs_of",
    "open_file",
    "open_warehouse",
    "refresh",
    "shanghai",
]


def open_warehouse(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """Open the warehouse of a workspace for reading, brought up to date first.

    Use one `.cursor()` per query: a connection is not safe between threads. Raises
    `Refused` where the registers or published figures are faulty.
    """
    refresh(workspace)
    return open_file(workspace.warehouse)


def gaps(workspace: Workspace, as_of: Period, known_at: datetime | None = None) -> list[dict]:
    """Every computed gap of a workspace; see `gap_rows`. Builds what is missing or damaged."""
    try:
        return _gaps(workspace, as_of, known_at)
    except duckdb.Error:  # a damaged block shows only when it is read
        build(workspace)
        return _gaps(workspace, as_of, known_at)


def _gaps(workspace: Workspace, as_of: Period, known_at: datetime | None) -> list[dict]:
    with open_warehouse(workspace) as connection:
        return gap_rows(connection, as_of, known_at)
