"""Does the warehouse hold exactly what the ledger says?"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from etl.ledger import ActKind, Ledger
from etl.problems import Problem
from etl.warehouse.internal import inputs_of
from etl.warehouse.files import open_file
from etl.warehouse.query import shanghai
from etl.warehouse.schema import statement


class _Held(NamedTuple):
    """What a store holds of one submission; two stores agree when these are equal."""

    row_count: int
    digest: int
    withdrawn_at: datetime | None


def loaded_until(warehouse: Path) -> int | None:
    """The last act the warehouse has loaded; None where there is no readable warehouse."""
    inputs = inputs_of(warehouse)
    return None if inputs is None else inputs.ledger_head


def disagreements(ledger: Ledger, warehouse: Path, until: int) -> list[Problem]:
    """Compare the ledger up to act `until` with the warehouse that has loaded as far.

    Acts the warehouse has not loaded yet are no disagreement, nor are texts that were purged
    meanwhile; acts the ledger no longer has are: its end was lost.
    """
    head = ledger.head()
    if head < until:
        return [_problem("behind_warehouse", ledger.place, head, expected=until)]
    with open_file(warehouse) as connection:
        loaded = _in_warehouse(connection)
        recorded = _in_ledger(connection, ledger, until)
    names = sorted({*loaded, *recorded})
    differing = [name for name in names if loaded.get(name) != recorded.get(name)]
    purged = {act.subject for act in ledger.acts(until, kinds=[ActKind.PURGED])}
    return [_problem("warehouse_differs", str(warehouse), name) for name in differing if name not in purged]


def _problem(code: str, place: str, found: object, **needed: object) -> Problem:
    return Problem(f"ledger.{code}", "ledger", file=place, found=str(found), needed=needed)


def _in_warehouse(connection: duckdb.DuckDBPyConnection) -> dict[str, _Held]:
    rows = connection.execute(statement("verify", "in_warehouse")).fetchall()
    return {submission_id: _Held(*held) for submission_id, *held in rows}


def _in_ledger(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, until: int
) -> dict[str, _Held]:
    """Hashed by the same engine, a batch at a time: a submission may span several."""
    row_counts, digests = Counter(), Counter()
    for batch in ledger.figure_batches(until=until):
        connection.register("incoming", pa.Table.from_batches([batch]))
        rows = connection.execute(statement("verify", "in_ledger")).fetchall()
        for submission_id, row_count, digest in rows:
            row_counts[submission_id] += row_count
            digests[submission_id] += digest
    withdrawals = ledger.withdrawals(until=until)
    withdrawn = {one.submission_id: shanghai(one.at) for one in withdrawals}
    return {
        name: _Held(row_counts[name], digests[name], withdrawn.get(name)) for name in row_counts
    }
