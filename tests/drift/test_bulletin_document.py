"""What the document on the bulletin calls its columns is what they are called."""

import pytest

from dashboard.report.lines import _COLUMNS
from dashboard.wording import Words
from tests.documents import read


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_is_explained_in_its_order(lang):
    words = Words(lang)
    names = [words(f"report.column.{name}") for name, _, _ in _COLUMNS]
    lines = [line.split("|")[1].strip() for line in read(f"docs/bulletin.{lang}.md").splitlines() if line.startswith("| ")]
    assert lines[-len(names) :] == names
