"""`python -m etl verify`: is everything still as it was recorded?"""

import argparse
import sys

from etl.commands.refusal import line, reports_refusal
from etl.ledger import Ledger
from etl.warehouse.agreement import disagreements, loaded_until
from etl.problems import Problem, wording
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser(
        "verify",
        parents=[shared],
        help="核验台账的记录链、报送原件，以及数据仓库与台账是否一致",
    )
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """0 when everything agrees, 1 with every disagreement on standard error."""
    workspace = Workspace(args.data)
    words = wording(args.lang)
    if not Ledger.exists(workspace.ledger_url):
        print(words["ledger.verified_nothing"])
        return 0
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        problems = ledger.verify()
        if not problems:
            # noted elsewhere, this line proves later that no act was taken off the end
            print(words["ledger.verified"].format(count=ledger.head(), hash=ledger.head_hash()))
            problems = _compare(ledger, workspace, words)
    for problem in problems:
        print(line(problem, args.lang), file=sys.stderr)
    return 1 if problems else 0


def _compare(ledger: Ledger, workspace: Workspace, words) -> list[Problem]:
    until = loaded_until(workspace.warehouse)
    if until is None:
        print(words["ledger.no_warehouse"])
        return []
    problems = disagreements(ledger, workspace.warehouse, until)
    if not problems:
        print(words["ledger.warehouse_agrees"].format(until=until))
    return problems
