"""What every register held, and from when on."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, select

from etl.ledger import chain, clock
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind, RegisterVersion
from etl.ledger.tables import act, register_version


def changed(connection: Connection, contents: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """The registers that differ from their latest version, by name; None for a removed one."""
    latest = _latest_contents(connection)
    differing: dict[str, bytes | None] = {
        name: content for name, content in contents.items() if latest.get(name) != content
    }
    removed = {name: None for name, content in latest.items() if content is not None}
    removed = {name: None for name in removed if name not in contents}
    return dict(sorted((differing | removed).items()))


def record(
    connection: Connection, journal: Journal, contents: Mapping[str, bytes]
) -> list[RegisterVersion]:
    """Append a version for each register that changed, appeared or went."""
    versions = []
    for name, content in changed(connection, contents).items():
        payload = chain.register_digest(name, content)
        sequence = journal.append(ActKind.REGISTER, name, payload)
        connection.execute(
            insert(register_version).values(sequence=sequence, name=name, content=content)
        )
        versions.append(
            RegisterVersion(name, sequence, clock.from_text(journal.at), content)
        )
    return versions


def list_versions(connection: Connection) -> list[RegisterVersion]:
    """All versions of all registers in the order they were recorded."""
    rows = connection.execute(
        select(register_version, act.c.at)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .order_by(register_version.c.sequence)
    )
    return [
        RegisterVersion(row.name, row.sequence, clock.from_text(row.at), row.content)
        for row in rows
    ]


def _latest_contents(connection: Connection) -> dict[str, bytes | None]:
    latest = select(func.max(register_version.c.sequence)).group_by(register_version.c.name)
    rows = connection.execute(
        select(register_version.c.name, register_version.c.content).where(
            register_version.c.sequence.in_(latest)
        )
    )
    return {row.name: row.content for row in rows}
