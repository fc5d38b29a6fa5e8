"""`python -m etl backup DIR`: a copy of the workspace that can be put back."""

import argparse
import sys
from pathlib import Path

from etl.access.events import EventKind
from etl.access.origin import note_operator
from etl.backup import back_up
from etl.commands.refusal import reports_refusal
from etl.problems import wording
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("backup", parents=[shared], help="备份工作区（台账、登记表、已公布数据）到一个新目录")
    command.add_argument("folder", type=Path, metavar="DIR", help="备份的去处，须为新目录或空目录")
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """0 when the copy is there, verifies and is noted among the access events, 1 with the
    reason on standard error."""
    workspace = Workspace(args.data)
    made = back_up(workspace, args.folder)
    words = wording(args.lang)
    said = {"folder": made.folder, "files": made.files, "figures": made.figures, "head": made.ledger_head}
    print(words["backup.done"].format(**said))
    if not made.is_ledger_inside:
        print(words["backup.postgresql"], file=sys.stderr)
    note_operator(workspace, EventKind.BACKED_UP, "", f"{made.folder} · {made.ledger_head}")
    return 0
