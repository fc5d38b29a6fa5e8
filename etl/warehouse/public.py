"""The public warehouse: published figures, and of what was reported only what was released.

It is a file of its own, made from the internal warehouse by the statements of
`etl/sql/public`, so that whoever reads it cannot reach anything else. It is made anew
when a release, a register, a published file or the program changed; what is accepted
meanwhile neither touches it nor shows in its data version.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import duckdb
import pyarrow as pa

from etl.ledger import ActKind, Ledger, Release
from etl.ledger.clock import to_text
from etl.period import Period
from etl.warehouse.begin import new_file
from etl.warehouse.files import attached, read_meta, write_meta
from etl.warehouse.internal import bring_up_to_date, data_version, digest, files_in_use, opened
from etl.warehouse.load import stand
from etl.warehouse.query import shanghai
from etl.warehouse.schema import statements
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PublicInputs:
    """What a public warehouse is made from; nothing in it tells of unreleased figures."""

    code: str
    registers: str
    published: str
    releases: str
    purges: str


def build(workspace: Workspace) -> str:
    """Make the public warehouse anew. Returns its data version; raises like `build`."""
    with opened(workspace) as ledger:
        return _bring_up_to_date(workspace, ledger, from_scratch=True)


def refresh(workspace: Workspace) -> str:
    """Bring the public warehouse up to the releases, registers and published figures of now.

    Makes it where it is missing, damaged or made by other SQL; does nothing where nothing
    is new. Returns the data version; raises like `build`.
    """
    with opened(workspace) as ledger:
        try:
            return _bring_up_to_date(workspace, ledger)
        except duckdb.Error:  # a damaged block of the internal warehouse shows when it is read
            return _bring_up_to_date(workspace, ledger, from_scratch=True)


def standing_releases(ledger: Ledger, known_at: datetime | None = None) -> list[Release]:
    """The releases that stand, by province and quarter: the latest act on each decides. Of the
    acts up to `known_at`, naive Shanghai time, if given."""
    acts = [one for one in ledger.releases() if known_at is None or shanghai(one.at) <= known_at]
    latest = {(one.region_code, one.quarter): one for one in acts}
    return [one for _, one in sorted(latest.items()) if one.is_public]


def _bring_up_to_date(workspace: Workspace, ledger: Ledger, *, from_scratch: bool = False) -> str:
    standing = standing_releases(ledger)
    wanted = _inputs(workspace, ledger, standing)
    if not from_scratch and _inputs_of(workspace) == wanted:
        return data_version(wanted)
    bring_up_to_date(workspace, ledger, from_scratch=from_scratch)
    with new_file(workspace.public_warehouse) as connection:
        with attached(connection, workspace.warehouse, "internal"):
            _copy_visible(connection, standing)
        stand(connection, None)
        write_meta(connection, {"data_version": data_version(wanted)} | asdict(wanted))
    return data_version(wanted)


def _inputs(workspace: Workspace, ledger: Ledger, standing: Sequence[Release]) -> PublicInputs:
    """Acts count by number and time: together no two ledgers share them."""
    purges = ledger.acts(kinds=[ActKind.PURGED])
    return PublicInputs(
        **files_in_use(workspace, workspace.register_contents()),
        releases=digest({f"{one.sequence}": to_text(one.at).encode() for one in standing}),
        purges=digest({f"{one.sequence}": one.at.encode() for one in purges}),
    )


def _inputs_of(workspace: Workspace) -> PublicInputs | None:
    meta = read_meta(workspace.public_warehouse) or {}
    try:
        return PublicInputs(**{one.name: meta[one.name] for one in fields(PublicInputs)})
    except KeyError:
        return None


def _copy_visible(connection: duckdb.DuckDBPyConnection, standing: Sequence[Release]) -> None:
    """Copy what is public from the attached internal warehouse into empty tables."""
    connection.register("incoming", _release_table(standing))
    for sql in statements("public"):
        connection.execute(sql)
    connection.unregister("incoming")
    connection.execute("drop table public_row; drop table province; drop table renumbered")


def _release_table(standing: Sequence[Release]) -> pa.Table:
    return pa.table(
        {
            "province_code": pa.array([one.region_code for one in standing], pa.string()),
            "quarter_month": pa.array([Period.parse(one.quarter).month_no for one in standing], pa.int32()),
            "sequence": pa.array([one.sequence for one in standing], pa.int64()),
            "released_at": pa.array([shanghai(one.at) for one in standing], pa.timestamp("us")),
        }
    )
