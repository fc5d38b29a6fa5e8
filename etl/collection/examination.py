"""One upload held against registers and figures: what it reports and what it would change."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checks.case import FigureKey
from etl.checks.known import known_figures
from etl.checks.upload import acceptable, check
from etl.collection.difference import Standing, basis, differences, standing_figures
from etl.decimals import canonical
from etl.intake.child import read_sheet
from etl.intake.layout import read_layout
from etl.intake.sheet import Sheet
from etl.intake.upload_problems import upload_problem
from etl.ledger.figure_batches import SCHEMA
from etl.parse import Entry, Filing, parse
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import load_registers
from etl.settings import read_settings
from etl.warehouse import gap_rows, inputs_of, refresh
from etl.warehouse.load import ledger_version, load_accepted, stand
from etl.warehouse.room import require_room, telling_of_room
from etl.workspace import Workspace

#: A previewed figure is known last of all, whenever the others became known.
_LAST = datetime(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a file is taken: whose figures, of which quarter, on which day.

    An empty quarter is a backfill: quarters that are past and of which nothing was accepted.
    """

    region_code: str
    quarter: str
    today: date


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload and all that was found. `filing` is None where it is no table of text;
    `before` is what stands now in the regions concerned; `basis` names all that a person was
    shown, so that nobody confirms what they have not seen."""

    data: bytes
    name: str
    sha256: str
    filing: Filing | None
    problems: list[Problem]
    known: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    before: Mapping[FigureKey, Standing] = field(default_factory=dict)

    @property
    def acceptable(self) -> bool:
        """Whether it may enter the ledger."""
        return self.filing is not None and acceptable(self.problems)

    @property
    def entries(self) -> Sequence[Entry]:
        return self.filing.entries if self.filing else ()

    @property
    def encoding(self) -> str:
        """How the text was encoded; empty where it is no table of text."""
        return self.filing.sheet.encoding if self.filing else ""

    @property
    def basis(self) -> str:
        return basis(differences(self.entries, self.before), self.problems)


def examine(workspace: Workspace, data: bytes, name: str, terms: Terms) -> Examined:
    """Decode, read and check an upload; stores nothing."""
    sha256 = hashlib.sha256(data).hexdigest()
    limit = read_settings(workspace.root).upload_mb
    if len(data) > limit * 1_000_000:
        return Examined(data, name, sha256, None, [upload_problem("file_size", limit=limit)])
    try:
        return check_sheet(workspace, data, read_sheet(data, name), terms)
    except Refused as refused:
        return Examined(data, name, sha256, None, refused.problems)


def check_sheet(workspace: Workspace, data: bytes, sheet: Sheet, terms: Terms) -> Examined:
    """Check a sheet that was decoded from `data` against the registers and figures of now."""
    if not workspace.warehouse.is_file():
        refresh(workspace)
    registers = load_registers(workspace)
    filing = parse(sheet, registers, read_layout(workspace.root))
    known = known_figures(workspace, registers, filing)
    period = Period.parse(terms.quarter) if terms.quarter else None
    problems = check(
        filing, registers, region=terms.region_code or None, period=period, today=terms.today, known=known
    )
    before = standing_figures(workspace, {entry.region_code for entry in filing.entries})
    return Examined(data, sheet.name, sheet.sha256, filing, problems, known, before)


def standing(entry: Entry, known: Mapping[FigureKey, Decimal]) -> str | None:
    """The figure that stands now where `entry` would go, as canonical text."""
    value = known.get(FigureKey.of(entry))
    return None if value is None else canonical(value)


def gaps_after(workspace: Workspace, entries: Sequence[Entry], as_of: str) -> list[dict]:
    """The gaps as they would be with these figures accepted, worked out on a copy. DiskFull
    where there is no room for that."""
    with tempfile.TemporaryDirectory(prefix="gap-preview-") as folder, telling_of_room("preview.duckdb"):
        copy = Path(folder) / "preview.duckdb"
        require_room(copy, workspace.warehouse.stat().st_size)
        shutil.copyfile(workspace.warehouse, copy)
        sequence = inputs_of(copy).ledger_head + 1
        with duckdb.connect(str(copy)) as connection:
            load_accepted(connection, [_batch(entries, sequence)])
            stand(connection, ledger_version(sequence))
            return gap_rows(connection, Period.parse(as_of))


def _batch(entries: Sequence[Entry], sequence: int) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([_row(entry, sequence) for entry in entries], schema=SCHEMA)


def _row(entry: Entry, sequence: int) -> dict:
    return {
        "sequence": sequence,
        "submission_id": "preview",
        "row": entry.row,
        "region_code": entry.region_code,
        "metric": entry.metric,
        "scope": entry.scope,
        "month_no": entry.period.month_no,
        "counting": entry.counting,
        "nature": entry.nature,
        "confidence": entry.confidence,
        "value": None if entry.value is None else canonical(entry.value),
        "yoy": None if entry.yoy is None else canonical(entry.yoy),
        "known_from": _LAST,
        "published_on": entry.published_on,
        "source": entry.source,
        "note": entry.note,
    }
