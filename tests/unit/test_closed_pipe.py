"""`python -m etl gaps | head`: whoever reads the output may stop; the command ends without a word."""

import os
import subprocess
import sys

import pytest

from tests.intake_registers import row, table
from tests.template_workspace import workspace_in


@pytest.fixture
def ends(tmp_path):
    """Run a command whose output nobody reads; exit code and standard error."""
    (tmp_path / "data").mkdir()
    workspace = workspace_in(tmp_path / "data")
    upload = tmp_path / "报送.csv"
    upload.write_text(table(*[row(value="约5", region=f"甲{number}市") for number in range(400)]), encoding="utf-8")

    def ending(*arguments: str) -> tuple[int, bytes]:
        reader, writer = os.pipe()
        os.close(reader)
        names = {"FILE": str(upload)}
        command = [sys.executable, "-m", "etl", *(names.get(one, one) for one in arguments)]
        try:
            done = subprocess.run([*command, "--data", str(workspace.root)], stdout=writer, stderr=subprocess.PIPE)
        finally:
            os.close(writer)
        return done.returncode, done.stderr

    return ending


@pytest.mark.parametrize(
    "arguments",
    [
        ["gaps", "--as-of", "2025Q4"],
        ["gaps", "--as-of", "2025Q4", "--format", "json"],
        ["check", "FILE", "--format", "json"],
        ["check", "FILE"],
        ["build"],
    ],
    ids=" ".join,
)
def test_a_reader_that_went_away_is_no_fault(ends, arguments):
    assert ends(*arguments) == (141, b"")


def test_neither_is_it_for_help(ends):
    assert ends("user", "list", "--help")[1] == b""
