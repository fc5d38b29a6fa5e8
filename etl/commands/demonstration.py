"""What every command says that shows figures of a demonstration: they must not pass for real ones."""

import sys

from etl.workspace import Workspace

_SAID = "演示数据 · demonstration data"


def mark(workspace: Workspace) -> None:
    """Say so on the error stream, beside whatever is written, if the workspace is a demonstration."""
    if workspace.is_demonstration:
        print(_SAID, file=sys.stderr)
