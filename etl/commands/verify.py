"""`python -m etl verify`: is everything still as it was recorded?"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.commands.refusal import line, reports_refusal
from etl.ledger import Ledger
from etl.ledger.opening import refuse_lost
from etl.problems import Problem, wording
from etl.warehouse.agreement import disagreements, loaded_until
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser(
        "verify",
        parents=[shared],
        help="核验台账的记录链、报送原件，以及数据仓库与台账是否一致",
    )
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    command.add_argument(
        "--head",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="与以前存下的末条记录文件 head-日期.json 比对，可多次给出",
    )
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """0 when everything agrees, 1 with every disagreement on standard error; a clock that was
    set back is a warning."""
    workspace = Workspace(args.data)
    words = wording(args.lang)
    if not args.head and not Ledger.exists(workspace.ledger_url):
        refuse_lost(workspace)
        print(words["ledger.verified_nothing"])
        return 0
    with Ledger.open(workspace.ledger_url, create=False) as ledger:
        if not workspace.is_demonstration and (behind := ledger.clock_problem()):  # its day stands still
            print(line(behind, args.lang), file=sys.stderr)
        problems = _verify(ledger, args.head, words) or _compare(ledger, workspace, words)
    for problem in problems:
        print(line(problem, args.lang), file=sys.stderr)
    return 1 if problems else 0


def _verify(ledger: Ledger, heads: Sequence[Path], words: Mapping[str, str]) -> list[Problem]:
    problems = [*ledger.check_heads(heads), *ledger.verify()]
    if problems:
        return problems
    # noted elsewhere, this line proves later that no act was taken off the end
    print(words["ledger.verified"].format(count=ledger.head(), hash=ledger.head_hash()))
    if count := ledger.purged_count():
        print(words["ledger.purged_counted"].format(count=count))
    if heads:
        print(words["ledger.heads_agree"].format(count=len(heads)))
    return []


def _compare(ledger: Ledger, workspace: Workspace, words: Mapping[str, str]) -> list[Problem]:
    until = loaded_until(workspace.warehouse)
    if until is None:
        print(words["ledger.no_warehouse"])
        return []
    problems = disagreements(ledger, workspace.warehouse, until)
    if not problems:
        print(words["ledger.warehouse_agrees"].format(until=until))
        if newer := ledger.head() - until:
            print(words["ledger.warehouse_later"].format(count=newer))
    return problems
