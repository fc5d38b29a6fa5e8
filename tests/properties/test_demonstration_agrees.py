"""Through files: the warehouse built from the demonstration says what the reference says.

The random worlds of the neighbouring test go into tables directly; here the same gaps come
from registers and published figures on disk and from the ledger, at several quarters and
several times. To the reference an accepted figure is one published on the day of acceptance.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from etl.demo.workspace import write_fictional
from etl.ledger import ActKind, Ledger
from etl.parse import read_published
from etl.period import Period
from etl.registers import load_registers
from etl.vocabulary import GAP_COLUMNS, OUTLOOK_COLUMNS
from etl.warehouse import gap_rows, open_warehouse, outlook_rows
from etl.workspace import Workspace
from tests.agreement import differences, names
from tests.engines import actuals_of, reference
from tests.reference.outlooks import outlooks


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("demonstration")
    write_fictional(root)
    return Workspace(root)


@pytest.fixture(scope="module")
def published(workspace):
    registers = load_registers(workspace)
    files = [read_published(path, registers) for path in workspace.published_files()]
    return actuals_of([entry for entries in [*files, *_accepted(workspace)] for entry in entries])


def _accepted(workspace):
    """The figures of accepted submissions in the order of acceptance."""
    with Ledger.open(workspace.ledger_url) as ledger:
        for one in sorted(ledger.submissions([ActKind.ACCEPTED]), key=lambda one: one.sequence):
            yield [replace(entry, published_on=one.at.date()) for entry in ledger.entries(one.submission_id)]


@pytest.mark.parametrize("as_of", ["2021Q4", "2023Q2", "2025Q4", "2026Q3", "2031Q1"])
@pytest.mark.parametrize("known_at", [None, datetime(2025, 2, 1), datetime(2026, 5, 6, 12)])
def test_the_demonstration(workspace, published, as_of, known_at):
    asked = load_registers(workspace), published, Period.parse(as_of), known_at
    with open_warehouse(workspace) as connection:
        computed = gap_rows(connection, *asked[2:])
        foreseen = outlook_rows(connection, *asked[2:])
    assert not _wrong(reference(*asked), computed, GAP_COLUMNS)
    assert not _wrong(outlooks(*asked), foreseen, OUTLOOK_COLUMNS)


def _wrong(expected: list[dict], computed: list[dict], columns: tuple[str, ...]) -> list[tuple]:
    assert names(computed) == names(expected)
    return [
        (ours["target_id"], ours["due_period"], name, ours[name], theirs[name])
        for ours, theirs in zip(expected, computed, strict=True)
        for name in differences(ours, theirs, columns)
    ]
