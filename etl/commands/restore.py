"""`python -m etl restore DIR --data NEW`: put a backup back into an empty place."""

import argparse
import sys
from pathlib import Path

from etl.access.accounts import shared_store
from etl.access.events import EventKind
from etl.access.origin import OPERATOR, note_operator
from etl.backup import restore
from etl.commands.refusal import reports_refusal
from etl.ledger.journal import operating_system_user
from etl.problems import wording
from etl.warehouse import build
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("restore", parents=[shared], help="把备份恢复到一个新的工作区目录（由 --data 指定）")
    command.add_argument("folder", type=Path, metavar="DIR", help="备份所在目录")
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """0 when the workspace is back, verifies, is built and that is noted, 1 with the reason on standard error."""
    workspace = Workspace(args.data)
    back = restore(args.folder, workspace)
    words = wording(args.lang)
    if back.is_ledger_inside:
        # one that was revoked after the backup would be good again
        shared_store(workspace).revoke_every_token(f"{OPERATOR} {operating_system_user()}")
        build(workspace)
    else:
        print(words["backup.postgresql"], file=sys.stderr)
    print(words["backup.restored"].format(folder=workspace.root, head=back.ledger_head))
    note_operator(workspace, EventKind.RESTORED, "", f"{args.folder} · {back.ledger_head}")
    return 0
