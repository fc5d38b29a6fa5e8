"""All versions of one figure: what, who, when, why, and in which cell of which file.

Who may not see the uploads of a region sees which values were accepted there and when, but
neither names, files nor reasons; the public sees what is public and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from etl.checks.case import FigureKey
from etl.collection.acting import reading, refused, require, situation_of
from etl.collection.course import Signature, signatures
from etl.collection.originals import Original, decoded, original
from etl.intake.header import find_header
from etl.intake.layout import Column, read_layout
from etl.ledger import PENDING, ActKind, Dossier, FigureId, FigureVersion, Ledger
from etl.registers import load_registers
from etl.rights import Deed, Matter, may
from etl.vocabulary import Nature
from etl.warehouse import Audience, open_file, refresh
from etl.warehouse.schema import statement
from etl.workspace import Workspace

__all__ = ["Cell", "Original", "Version", "VersionState", "locate", "original", "versions"]


class VersionState(StrEnum):
    """What became of a version."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"  # waits for signatures
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Version:
    """One reported version. `value` is in the metric's unit, `found_value` and `found_unit` as
    written. `submission_id` and `sha256` are empty for a published file, whose `known_from` is
    its date of publication, None where it has none; else that is the time of acceptance, None before. `reason` is why
    it was withdrawn, returned or sent again."""

    state: VersionState
    value: Decimal | None
    unit: str
    yoy: Decimal | None
    nature: str
    confidence: str
    found_value: str
    found_unit: str
    source: str
    note: str
    submission_id: str
    file: str
    sha256: str
    row: int | None
    signatures: tuple[Signature, ...]
    known_from: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an original file. `column` is the heading as found, `letter` that of the
    spreadsheet, `text` the characters in it."""

    file: str
    row: int
    column: str
    letter: str
    text: str


def versions(workspace: Workspace, account: str, key: FigureKey) -> list[Version]:
    """Every version of a figure the account may see, newest first."""
    registers = load_registers(workspace)
    unit = next((one.unit for one in registers.metrics if one.metric == key.metric), "")
    matter = Matter(frozenset([key.region_code]))
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        require(account, Deed.SEE_RELEASED, situation, matter)
        if not may(account, Deed.SEE_ACCEPTED, situation, matter):
            return _newest_first(_published(workspace, Audience.PUBLIC, key, unit))
        recorded = _recorded(ledger, key)
    found = _newest_first([*_published(workspace, Audience.SIGNED_IN, key, unit), *recorded])
    if may(account, Deed.SEE_UPLOADS, situation, matter):
        return found
    return [_without_people(one) for one in found if one.known_from or not one.submission_id]


def _newest_first(ordered: Sequence[Version]) -> list[Version]:
    """Versions from the order in which they count; the last one that counts is in force."""
    counting = [one for one in ordered if _counts(one)]
    last = counting[-1] if counting else None
    return [replace(one, state=VersionState.IN_FORCE) if one is last else one for one in reversed(ordered)]


def _counts(version: Version) -> bool:
    """Whether a version replaces those before it: forecasts and empty cells never do."""
    is_told = version.value is not None or version.nature == Nature.WITHDRAWN
    return version.state is VersionState.SUPERSEDED and version.nature != Nature.FORECAST and is_told


def _without_people(version: Version) -> Version:
    """What of a version those see who may not see the uploads of its region."""
    return replace(version, note="", file="", sha256="", row=None, signatures=(), reason="")


def _recorded(ledger: Ledger, key: FigureKey) -> list[Version]:
    """The versions of the ledger: those accepted in the order of acceptance, the others where
    they came in. One that counts is called superseded until it turns out to stand."""
    rows = ledger.figure_versions(FigureId(*map(str, key[:4]), key.month_no))
    rows.sort(key=lambda row: (row.accepted_sequence or int(row.submission_id[1:]), row.row))
    dossiers = {one: ledger.submission(one) for one in {row.submission_id for row in rows}}
    return [_version(row, dossiers[row.submission_id]) for row in rows]


def _version(row: FigureVersion, dossier: Dossier) -> Version:
    accepted = [event for event in dossier.events if event.kind is ActKind.ACCEPTED]
    decided = [event for event in dossier.events if event.kind in (ActKind.WITHDRAWN, ActKind.RETURNED)]
    return Version(
        state=_state(row.state),
        value=_decimal(row.value),
        unit=row.unit,
        yoy=_decimal(row.yoy),
        nature=row.nature,
        confidence=row.confidence,
        found_value=row.found_value,
        found_unit=row.found_unit,
        source=row.source,
        note=row.note,
        submission_id=row.submission_id,
        file=dossier.submission.name,
        sha256=dossier.submission.original_sha256,
        row=row.row,
        signatures=signatures(dossier),
        known_from=accepted[0].at if accepted else None,
        reason=decided[-1].note if decided else dossier.events[0].note,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _state(state: ActKind) -> VersionState:
    if state in PENDING:
        return VersionState.PENDING
    ended = {ActKind.RETURNED: VersionState.RETURNED, ActKind.WITHDRAWN: VersionState.WITHDRAWN}
    return ended.get(state, VersionState.SUPERSEDED)


def _published(workspace: Workspace, audience: Audience, key: FigureKey, unit: str) -> list[Version]:
    """The versions of published files and, for the public, the released ones, as they count."""
    refresh(workspace, audience)
    values = {name: value if name == "month_no" else str(value) for name, value in key._asdict().items()}
    with open_file(audience.warehouse(workspace)) as connection:
        cursor = connection.execute(statement("collection", "published_versions"), values)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_published_version(row, unit) for row in rows]


def _published_version(row: dict, unit: str) -> Version:
    texts = {name: row[name] or "" for name in ("source", "note", "file")}
    return Version(
        state=VersionState.SUPERSEDED,
        value=row["value"],
        unit=unit,
        yoy=row["yoy"],
        nature=row["nature"],
        confidence=row["confidence"],
        found_value="",
        found_unit="",
        submission_id="",
        sha256="",
        row=row["row_no"],
        signatures=(),
        known_from=row["known_from"],
        **texts,
    )


def locate(workspace: Workspace, account: str, submission_id: str, row: int) -> Cell:
    """The cell in which the value on `row` of an uploaded file stands."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation_of(ledger, registers), Matter(dossier.region_codes))
        sheet = decoded(ledger, dossier)
    header, _ = find_header(sheet, read_layout(workspace.root))
    cells = next((one.cells for one in sheet.rows if one.number == row), None)
    if header is None or cells is None:
        raise refused("cell_unknown", found=submission_id, row=row)
    position = header.positions[Column.VALUE]
    return Cell(sheet.name, row, header.texts[Column.VALUE], _letter(position), cells[position])


def _letter(position: int) -> str:
    """The name a spreadsheet gives the column at this position, counted from 0."""
    text = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
