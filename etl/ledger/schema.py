"""Which tables a ledger has, by version.

A migration is a function that changes the tables; all that are due run in one
transaction together with the row that says so, so an interrupted upgrade leaves the old
schema. Migrations are only ever appended to the list.
"""

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select

from etl.ledger import clock
from etl.ledger.append_only import create_refusal, let_plans_purge, let_purge, protect
from etl.ledger.errors import LedgerDamaged, LedgerTooNew
from etl.ledger.plan_tables import VERSION_3
from etl.ledger.tables import (
    VERSION_1,
    VERSION_2,
    figure,
    filed_period,
    metadata,
    schema_version,
)


def _create_tables(connection: Connection) -> None:
    metadata.create_all(connection, tables=VERSION_1)
    create_refusal(connection)
    protect(connection, VERSION_1)


def _add_review_and_release(connection: Connection) -> None:
    """Terms, review, release, accounts and purge; what was filed so far keeps its place."""
    metadata.create_all(connection, tables=VERSION_2)
    periods = select(figure.c.region_code, figure.c.month_no, figure.c.submission_no).distinct()
    connection.execute(insert(filed_period).from_select(filed_period.c.keys(), periods))
    protect(connection, VERSION_2)
    let_purge(connection)


def _add_plans(connection: Connection) -> None:
    """Decisions on plan documents, whose bytes are kept and purged like uploads."""
    metadata.create_all(connection, tables=VERSION_3)
    protect(connection, VERSION_3)
    let_plans_purge(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _create_tables,
    _add_review_and_release,
    _add_plans,
)


def version(connection: Connection) -> int:
    """The version in force; 0 where the database holds no ledger yet."""
    if not inspect(connection).has_table(schema_version.name):
        return 0
    return connection.scalar(select(func.max(schema_version.c.version))) or 0


def migrate(connection: Connection) -> None:
    """Bring the tables up to this program's version; the caller's transaction decides."""
    for number in range(version(connection) + 1, len(MIGRATIONS) + 1):
        MIGRATIONS[number - 1](connection)
        applied_at = clock.to_text(clock.now())
        connection.execute(insert(schema_version).values(version=number, applied_at=applied_at))


def require_known(connection: Connection, place: str) -> int:
    """The version in force, refusing one that is newer than this program.

    A database with tables of ours but without a version is no ledger we can trust.
    """
    found = version(connection)
    if found > len(MIGRATIONS):
        raise LedgerTooNew(place, f"{found} > {len(MIGRATIONS)}")
    if found == 0 and any(inspect(connection).has_table(name) for name in metadata.tables):
        raise LedgerDamaged(place, "schema_version")
    return found
