"""`python -m etl build`: registers + published figures + ledger → warehouse.

It is also what every start goes through: the ledger's daily head is written, where the
settings name a folder for it, and a clock that was set back is told.
"""

import argparse
import sys

from etl.collection.audit import write_head
from etl.commands.refusal import line, reports_refusal
from etl.ledger import Ledger
from etl.warehouse import build
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("build", parents=[shared], help="由登记表、已公布数据和台账重建数据仓")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    print(f"{workspace.warehouse}\t{build(workspace)}")
    with Ledger.open(workspace.ledger_url) as ledger:
        if behind := ledger.clock_problem():
            print(line(behind, "zh"), file=sys.stderr)
    write_head(workspace)
    return 0
