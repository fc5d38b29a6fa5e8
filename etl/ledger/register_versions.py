"""What every register held, and from when on.

The rules of the workspace (`RULE_FILES`) are recorded likewise, but apart: the warehouse is
made from registers alone, and a recording of the one says nothing of the other. The list of
quantities (`NUMBERS_FILE`) is recorded only by acts on plans.

A content comes from the file or from an act on a plan, which is written to the file after its
commit. A file that still holds what such an act replaced is behind, not changed: to record it
would take the act back.
"""

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, insert, select

from etl.ledger import chain, clock
from etl.ledger.errors import UnitChanged
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind, RegisterVersion
from etl.ledger.tables import act, figure, register_version
from etl.workspace import NUMBERS_FILE, RULE_FILES

#: The register whose units give the figures of the ledger their meaning.
_METRICS = "metrics.csv"
_IS_RULE = register_version.c.name.in_(RULE_FILES)
_IS_REGISTER = register_version.c.name.not_in((*RULE_FILES, NUMBERS_FILE))
#: Where the act of a version says which act on a plan called for it.
_INTAKE = "intake"
#: Characters of a rule that its act repeats, for whoever reads the audit trail.
_TOLD_CHARS = 2_000


def changed(
    connection: Connection,
    contents: Mapping[str, bytes],
    rules: bool = False,
    written: Collection[str] = (),
) -> dict[str, bytes | None]:
    """The registers, or the rules, that differ from their latest version, by name; None for a
    removed one. Those in `written` are known to have held their latest version: what they hold
    now is what somebody made of it, even where it was so once before."""
    latest = _latest_contents(connection, rules)
    differing: dict[str, bytes | None] = {
        name: content for name, content in contents.items() if latest.get(name) != content
    }
    removed = {name: None for name, content in latest.items() if content is not None}
    removed = {name: None for name in removed if name not in contents}
    found = dict(sorted((differing | removed).items()))
    return {
        name: content
        for name, content in found.items()
        if name in written or content not in replaced(connection, name).values()
    }


def replaced(connection: Connection, name: str) -> dict[int, bytes | None]:
    """What a register held before the acts on plans that last gave it its content, by sequence
    number, latest first, down to what was found in the file (0 and None: there was none).
    Nothing where its latest content was found in the file."""
    versions = connection.execute(
        select(register_version.c.sequence, register_version.c.content, act.c.detail)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .where(register_version.c.name == name)
        .order_by(register_version.c.sequence.desc())
    )
    found: dict[int, bytes | None] = {}
    given = 0
    for row in versions:
        if given:
            found[row.sequence] = row.content
        if not _intake(row.detail):
            return found
        given = row.sequence
    return found | {0: None} if given else {}


def record(
    connection: Connection,
    journal: Journal,
    contents: Mapping[str, bytes],
    rules: bool = False,
    written: Collection[str] = (),
) -> list[RegisterVersion]:
    """Append a version for each register, or rule, that changed, appeared or went; `written` as
    in `changed`.

    Raises UnitChanged where that would give figures already on record another unit.
    """
    differing = changed(connection, contents, rules, written)
    _require_units_kept(connection, differing.get(_METRICS))
    return [
        _append(connection, journal, name, content, _told(content) if rules else None)
        for name, content in differing.items()
    ]


def write(connection: Connection, journal: Journal, contents: Mapping[str, bytes], intake: int) -> None:
    """Append the contents that act `intake`, on a plan, gives to registers."""
    _require_units_kept(connection, contents.get(_METRICS))
    for name, content in contents.items():
        _append(connection, journal, name, content, {_INTAKE: intake})


def record_numbers(connection: Connection, journal: Journal, content: bytes | None) -> None:
    """Append a version of the list of quantities as found in the file, where it changed."""
    if content is not None and latest(connection, NUMBERS_FILE) != content:
        _append(connection, journal, NUMBERS_FILE, content, None)


def _append(
    connection: Connection, journal: Journal, name: str, content: bytes | None, detail: Mapping | None
) -> RegisterVersion:
    sequence = journal.append(ActKind.REGISTER, name, chain.register_digest(name, content), detail)
    connection.execute(insert(register_version).values(sequence=sequence, name=name, content=content))
    return RegisterVersion(name, sequence, clock.from_text(journal.at), content)


def _intake(detail: str) -> int:
    return json.loads(detail).get(_INTAKE, 0)


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
        select(register_version, act.c.at, act.c.detail)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .where(_IS_RULE if rules else _IS_REGISTER)
        .order_by(register_version.c.sequence)
    )
    return [
        RegisterVersion(row.name, row.sequence, clock.from_text(row.at), row.content, _intake(row.detail))
        for row in rows
    ]


def last_given(connection: Connection) -> dict[str, int]:
    """Registers whose latest version was given by an act on a plan, with its sequence number."""
    latest = select(func.max(register_version.c.sequence)).group_by(register_version.c.name)
    rows = connection.execute(
        select(register_version.c.name, register_version.c.sequence, act.c.detail)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .where(register_version.c.sequence.in_(latest))
    )
    return {row.name: row.sequence for row in rows if _intake(row.detail)}


def found_in_file(connection: Connection, name: str) -> dict[str, int]:
    """The versions of a register that no act on a plan gave: hash and sequence number of their acts."""
    rows = connection.execute(
        select(register_version.c.sequence, act.c.hash, act.c.detail)
        .join_from(register_version, act, act.c.sequence == register_version.c.sequence)
        .where(register_version.c.name == name)
        .order_by(register_version.c.sequence)
    )
    return {row.hash: row.sequence for row in rows if not _intake(row.detail)}


def content_at(connection: Connection, sequence: int) -> bytes:
    """What one version holds; empty where it says that the file is gone."""
    return connection.scalar(select(register_version.c.content).where(register_version.c.sequence == sequence)) or b""


def latest(connection: Connection, name: str) -> bytes | None:
    """The latest content of a register, of a rule or of the list of quantities."""
    statement = select(register_version.c.content).where(register_version.c.name == name)
    return connection.scalar(statement.order_by(register_version.c.sequence.desc()).limit(1))


def _latest_contents(connection: Connection, rules: bool) -> dict[str, bytes | None]:
    latest = select(func.max(register_version.c.sequence)).group_by(register_version.c.name)
    latest = latest.where(_IS_RULE if rules else _IS_REGISTER)
    rows = connection.execute(
        select(register_version.c.name, register_version.c.content).where(
            register_version.c.sequence.in_(latest)
        )
    )
    return {row.name: row.content for row in rows}
