"""The computed gap table of the demonstration: whatever moves a gap shows in review.

Update it with `pytest tests/snapshots/test_demo_gaps.py --snapshot-update` and read the difference.
"""

import pytest

from etl.demo.workspace import write_fictional
from etl.period import Period
from etl.warehouse import gaps
from etl.workspace import Workspace
from tests.gap_text import as_csv


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("demonstration")
    write_fictional(root)
    return Workspace(root)


@pytest.mark.parametrize("as_of", ["2025Q4", "2026Q3"])
def test_demonstration(workspace, snapshot, as_of):
    assert as_csv(gaps(workspace, Period.parse(as_of))) == snapshot
