"""`python -m etl build`: registers + published figures + ledger → warehouse.

The ledger's daily head is written on the way, where the settings name a folder for it.
"""

import argparse

from etl.collection.audit import write_head
from etl.commands.refusal import reports_refusal
from etl.warehouse import build
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("build", parents=[shared], help="由登记表、已公布数据和台账重建数据仓")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    print(f"{workspace.warehouse}\t{build(workspace)}")
    write_head(workspace)
    return 0
