"""What every register held, and from when on.

The rules of the workspace (`RULE_FILES`) are recorded likewise, but apart: the warehouse is
made from registers alone, and a recording of the one says nothing of the other.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, insert, select

from etl.ledger import chain, clock
from etl.ledger.errors import UnitChanged
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind, RegisterVersion
from etl.ledger.tables import act, figure, register_version
from etl.workspace import RULE_FILES

#: The register whose units give the figures of the ledger their meaning.
_METRICS = "metrics.csv"
_IS_RULE = register_version.c.name.in_(RULE_FILES)
#: Characters of a rule that its act repeats, for whoever reads the audit trail.
_TOLD_CHARS = 2_000


def changed(
    connection: Connection, contents: Mapping[str, bytes], rules: bool = False
) -> dict[str, bytes | None]:
    """The registers, or the rules, that differ from their latest version, by name; None for a
    removed one."""
    latest = _latest_contents(connection, rules)
    differing: dict[str, bytes | None] = {
        name: content for name, content in contents.items() if latest.get(name) != content
    }
    removed = {name: None for name, content in latest.items() if content is not None}
    removed = {name: None for name in removed if name not in contents}
    return dict(sorted((differing | removed).items()))


def record(
    connection: Connection, journal: Journal, contents: Mapping[str, bytes], rules: bool = False
) -> list[RegisterVersion]:
    """Append a version for each register, or rule, that changed, appeared or went.

    Raises UnitChanged where that would give figures already on record another unit.
    """
    differing = changed(connection, contents, rules)
    _require_units_kept(connection, differing.get(_METRICS))
    versions = []
    for name, content in differing.items():
        payload = chain.register_digest(name, content)
        sequence = journal.append(ActKind.REGISTER, name, payload, _told(content) if rules else None)
        connection.execute(
            insert(register_version).values(sequence=sequence, name=name, content=content)
        )
        versions.append(
            RegisterVersion(name, sequence, clock.from_text(journal.at), content)
        )
    return versions


def _told(content: bytes | None) -> dict[str, str]:
    return {"content": (content or b"").decode("utf-8", "replace")[:_TOLD_CHARS]}


def _require_units_kept(connection: Connection, content: bytes | None) -> None:
    """Figures are kept in the unit their metric had; the warehouse reads them in the unit it has."""
    if content is None:
        return
    earlier = connection.scalars(
        select(register_version.c.content)
        .where(register_version.c.name == _METRICS, register_version.c.content.is_not(None))
        .order_by(register_version.c.sequence)
    )
    before, now = _units(earlier), _units([content])
    for metric in before.keys() & now.keys():
        if before[metric] != now[metric] and _has_figures(connection, metric):
            raise UnitChanged(_METRICS, f"{metric}: {before[metric]} → {now[metric]}")


def _units(contents: Iterable[bytes]) -> dict[str, str]:
    """The unit of each metric, as the last of these contents that has it says."""
    rows = (row for one in contents for row in csv.DictReader(io.StringIO(one.decode("utf-8-sig", "replace"))))
    return {row["metric"].strip(): row["unit"].strip() for row in rows if row.get("metric") and row.get("unit")}


def _has_figures(connection: Connection, metric: str) -> bool:
    return connection.execute(select(figure.c.row_no).where(figure.c.metric == metric).limit(1)).first() is not None


def list_versions(connection: Connection, rules: bool = False) -> list[RegisterVersion]:
    """All versions of all registers, or of all rules, in the order they were recorded."""
    rows = connection.execute(
        select(register_version, act.c.at)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .where(_IS_RULE if rules else ~_IS_RULE)
        .order_by(register_version.c.sequence)
    )
    return [
        RegisterVersion(row.name, row.sequence, clock.from_text(row.at), row.content)
        for row in rows
    ]


def _latest_contents(connection: Connection, rules: bool) -> dict[str, bytes | None]:
    latest = select(func.max(register_version.c.sequence)).group_by(register_version.c.name)
    latest = latest.where(_IS_RULE if rules else ~_IS_RULE)
    rows = connection.execute(
        select(register_version.c.name, register_version.c.content).where(
            register_version.c.sequence.in_(latest)
        )
    )
    return {row.name: row.content for row in rows}
