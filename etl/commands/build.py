"""`python -m etl build`: registers + published figures + ledger → warehouse.

It is also what every start goes through: the ledger is held against the daily heads noted
where the settings name a folder for them, today's is added, and a clock that was set back is
told. Where plans were taken in and registers were edited by hand since the ledger last recorded
them, every row is told. A ledger that lost its end, or a backup put back on purpose, starts all
the same; so does a workspace whose list of contacts or own map is faulty, with every fault told.
"""

import argparse
import sys
from collections.abc import Iterable

from etl.collection.audit import heads, write_head
from etl.collection.register_export import confirmed_and_gone, edits_by_hand
from etl.commands.refusal import line, reports_refusal
from etl.ledger import Ledger, open_ledger
from etl.ledger.errors import HeadInvalid
from etl.problems import Problem
from etl.registers.contacts import contact_problems
from etl.registers.outlines import outline_problems
from etl.warehouse import build
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("build", parents=[shared], help="由登记表、已公布数据和台账重建数据仓")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    _print(_edited(workspace))
    print(f"{workspace.warehouse}\t{build(workspace)}")
    _print([*_warnings(workspace), *contact_problems(workspace), *outline_problems(workspace)])
    write_head(workspace)
    return 0


def _print(warnings: Iterable[Problem]) -> None:
    for warning in warnings:
        print(line(warning, "zh"), file=sys.stderr)


def _edited(workspace: Workspace) -> list[Problem]:
    """Where registers differ from what the ledger has of them, which the build then records."""
    if not Ledger.exists(workspace.ledger_url):
        return []
    with open_ledger(workspace) as ledger:
        return edits_by_hand(workspace, ledger)


def _warnings(workspace: Workspace) -> list[Problem]:
    """What the clock and the heads noted earlier say about the ledger, and which targets that
    were confirmed from plans the register no longer has."""
    with open_ledger(workspace) as ledger:
        gone = confirmed_and_gone(workspace, ledger)
        behind = None if workspace.is_demonstration else ledger.clock_problem()  # its day stands still
        try:
            found = ledger.check_heads(heads(workspace))
        except HeadInvalid as refused:
            found = refused.problems
    return [*([behind] if behind else []), *found, *gone]
