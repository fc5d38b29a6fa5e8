"""Whole bulletins of the demonstration as text: whatever changes a sentence or a cell shows in review.

Update them with `pytest tests/snapshots/test_bulletin.py --snapshot-update` and read the difference
as whoever has to sign it.
"""

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from dashboard.report.compose import compose
from dashboard.wording import Words
from tests.bulletins import as_text, of_demonstration


class TextFile(SingleFileSnapshotExtension):
    """One readable file per case, named after the test."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place", ["990000", "990400"])
def test_bulletin(place, lang, snapshot):
    text = as_text(compose(of_demonstration(place, "2026Q3"), Words(lang)))
    assert text == snapshot.use_extension(TextFile)
