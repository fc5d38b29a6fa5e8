"""One upload, from bytes to what it would change and into the ledger. No Streamlit here.

What is confirmed is exactly what was previewed: the same bytes, named by their SHA-256,
checked again at the moment of writing against the registers and figures then in force.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.checks.case import FigureKey
from etl.checks.known import known_figures
from etl.checks.upload import acceptable, check
from etl.decimals import canonical
from etl.decode import decode
from etl.intake.layout import read_layout
from etl.ledger import Ledger, Receipt
from etl.ledger.figure_batches import SCHEMA
from etl.parse import Entry, Filing, parse
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import read_registers
from etl.warehouse import gap_rows, inputs_of, refresh
from etl.warehouse.load import ledger_version, load_accepted, stand
from etl.workspace import Workspace

#: A previewed figure is known last of all, whenever the others became known.
_LAST = datetime(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a file is taken: whose figures, of which quarter, on which day.

    An empty region or quarter sets no limit.
    """

    region_code: str
    quarter: str
    today: date


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload and all that was found. `filing` is None where it is no table of text;
    `known` are the figures that stand now for the same keys."""

    data: bytes
    name: str
    sha256: str
    filing: Filing | None
    problems: list[Problem]
    known: Mapping[FigureKey, Decimal]

    @property
    def acceptable(self) -> bool:
        """Whether it may enter the ledger."""
        return self.filing is not None and acceptable(self.problems)

    @property
    def entries(self) -> Sequence[Entry]:
        return self.filing.entries if self.filing else ()


def examine(workspace: Workspace, data: bytes, name: str, terms: Terms) -> Examined:
    """Decode, read and check an upload; stores nothing."""
    sha256 = hashlib.sha256(data).hexdigest()
    registers = read_registers(workspace.register_contents())
    try:
        filing = parse(decode(data, name), registers, read_layout(workspace.root))
    except Refused as refused:
        return Examined(data, name, sha256, None, refused.problems, {})
    known = known_figures(workspace, registers, filing)
    period = Period.parse(terms.quarter) if terms.quarter else None
    problems = check(
        filing, registers, region=terms.region_code or None, period=period, today=terms.today, known=known
    )
    return Examined(data, name, sha256, filing, problems, known)


def standing(entry: Entry, known: Mapping[FigureKey, Decimal]) -> str | None:
    """The figure that stands now where `entry` would go, as canonical text."""
    value = known.get(FigureKey.of(entry))
    return None if value is None else canonical(value)


def record(workspace: Workspace, examined: Examined, account: str, terms: Terms) -> tuple[Receipt, Examined]:
    """Check the same bytes again and let the ledger decide, then refresh the warehouse.

    The registers of this moment go into the same transaction. A file that is refused is
    kept as an original without figures. Raises LedgerError where nothing was written.
    """
    now = examine(workspace, examined.data, examined.name, terms)
    with Ledger.open(workspace.ledger_url) as ledger:
        receipt = ledger.submit(
            now.data,
            now.name,
            now.entries,
            now.problems,
            account,
            registers=workspace.register_contents(),
            encoding=now.filing.sheet.encoding if now.filing else "",
        )
    refresh(workspace)
    return receipt, now


def gaps_after(workspace: Workspace, entries: Sequence[Entry], as_of: str) -> list[dict]:
    """The gaps as they would be with these figures accepted, worked out on a copy."""
    with tempfile.TemporaryDirectory(prefix="gap-preview-") as folder:
        copy = Path(folder) / "preview.duckdb"
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
