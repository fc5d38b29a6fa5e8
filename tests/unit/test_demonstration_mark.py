"""A command that shows figures of a demonstration says so, beside what it writes."""

import pytest

from etl.commands import demonstration
from etl.workspace import DEMONSTRATION_MARK, Workspace


@pytest.mark.parametrize(("is_demonstration", "said"), [(True, "演示数据 · demonstration data\n"), (False, "")])
def test_only_a_demonstration_is_marked_and_never_in_what_is_written(is_demonstration, said, tmp_path, capsys):
    if is_demonstration:
        (tmp_path / DEMONSTRATION_MARK).write_text("", encoding="utf-8")
    demonstration.mark(Workspace(tmp_path))
    assert capsys.readouterr() == ("", said)
