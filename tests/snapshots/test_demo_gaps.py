"""The computed gap table of the demonstration: whatever moves a gap shows in review.

Update it with `pytest tests/snapshots/test_demo_gaps.py --snapshot-update` and read the difference.
"""

import csv
import io
from decimal import Decimal

import pytest

from etl.decimals import canonical
from etl.demo.workspace import write_fictional
from etl.period import Period
from etl.vocabulary import GAP_COLUMNS
from etl.warehouse import gaps
from etl.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("demonstration")
    write_fictional(root)
    return Workspace(root)


@pytest.mark.parametrize("as_of", ["2025Q4", "2026Q3"])
def test_demonstration(workspace, snapshot, as_of):
    assert as_csv(gaps(workspace, Period.parse(as_of))) == snapshot


def as_csv(rows: list[dict]) -> str:
    """Doubles to nine digits: the last bits of a power may differ between machines."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(GAP_COLUMNS)
    writer.writerows([_cell(row[name]) for name in GAP_COLUMNS] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return canonical(value)
    return f"{value:.9g}" if isinstance(value, float) else str(value)
