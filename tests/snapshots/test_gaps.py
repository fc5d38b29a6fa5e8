"""The whole computed gap table, one CSV file per case: whatever moves a gap shows in review.

Update it with `pytest tests/snapshots/test_gaps.py --snapshot-update` and read the difference.
"""

import shutil
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from etl.parse import read_published
from etl.period import Period
from etl.registers import Registers, load_registers
from etl.vocabulary import Confidence, DataState, Nature, Performance, Reason
from etl.warehouse import gaps, open_warehouse
from etl.workspace import REGISTER_FILES, Workspace
from tests.gap_text import as_csv
from tests.reference.gaps import gaps as reference
from tests.reference.rows import Actual

DATA = Path(__file__).parents[2] / "data"
SYNTHETIC = Path(__file__).parent / "synthetic"
QUARTERS = ("2020Q4", "2022Q4", "2025Q2", "2025Q4", "2026Q3")


class CsvFile(SingleFileSnapshotExtension):
    """One readable file per case, named after the test."""

    _write_mode = WriteMode.TEXT
    file_extension = "csv"


@pytest.fixture
def table(snapshot):
    return snapshot.use_extension(CsvFile)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return _workspace(tmp_path_factory.mktemp("published"), DATA / "actuals")


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    return _workspace(tmp_path_factory.mktemp("synthetic"), SYNTHETIC)


def test_published_2026Q3(published, table):
    assert as_csv(gaps(published, Period.parse("2026Q3"))) == table


@pytest.mark.parametrize("as_of", QUARTERS)
def test_synthetic(synthetic, table, as_of):
    assert as_csv(gaps(synthetic, Period.parse(as_of))) == table


def test_the_reference_reads_the_same_from_both(published, synthetic):
    """The snapshots rest on two implementations, not on what the SQL once said."""
    cases = [(published, "2026Q3"), *((synthetic, as_of) for as_of in QUARTERS)]
    for workspace, as_of in cases:
        registers = load_registers(workspace)
        expected = reference(registers, _actuals(workspace, registers), Period.parse(as_of), None)
        assert as_csv(gaps(workspace, Period.parse(as_of))) == as_csv(expected), as_of


def test_the_synthetic_figures_reach_every_target(synthetic):
    """A target without any series means: run tests/snapshots/synthetic/generate.py again."""
    needed = set()
    registers = load_registers(synthetic)
    metrics = {metric.metric: metric for metric in registers.metrics}
    for target in registers.targets:
        measured = {target.metric, metrics[target.metric].yoy_of} - {""}
        needed |= {(code, frozenset(measured)) for code in target.children or [target.region_code]}
    with open_warehouse(synthetic) as connection:
        reported = connection.execute("select distinct region_code, metric from actual").fetchall()
    silent = [need for need in needed if not any((need[0], one) in reported for one in need[1])]
    assert len(silent) < len(needed) / 10, sorted(map(str, silent))


def test_the_synthetic_figures_lead_everywhere(synthetic):
    """A snapshot of nothing but unknown gaps would guard nothing."""
    seen = Counter()
    for as_of in QUARTERS:
        for row in gaps(synthetic, Period.parse(as_of)):
            seen.update([row["performance"], row["reason"], row["data_state"], row["confidence"]])
    assert {*Performance, *Reason, *DataState, *Confidence} <= seen.keys(), seen
    with open_warehouse(synthetic) as connection:
        natures = connection.execute("select distinct nature from actual").fetchall()
    assert {nature for (nature,) in natures} == {*Nature}


def _actuals(workspace: Workspace, registers: Registers) -> list[Actual]:
    names = [field.name for field in fields(Actual) if field.name != "order"]
    entries = [entry for path in workspace.published_files() for entry in read_published(path, registers)]
    return [
        Actual(**{name: getattr(entry, name) for name in names}, order=order)
        for order, entry in enumerate(entries)
    ]


def _workspace(root: Path, actuals: Path) -> Workspace:
    for name in REGISTER_FILES:
        if (DATA / name).exists():
            shutil.copy(DATA / name, root)
    shutil.copytree(actuals, root / "actuals", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return Workspace(root)
