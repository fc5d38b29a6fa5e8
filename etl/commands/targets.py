"""`python -m etl targets`: candidates decided on by the operator, and registers from the ledger.

`confirm` is the operator's tool, as `submit` is: whoever can write the workspace is trusted, and the
operating-system user is recorded beside the account.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.collection.plan_intake import Faulty, install_plan, recorded
from etl.collection.plan_reading import read
from etl.collection.register_export import Keep, export, targets_of_ledger
from etl.commands import candidate_file, demonstration
from etl.commands.check import upload_file
from etl.commands.pages import contradictions
from etl.commands.refusal import line, reports_refusal
from etl.extract.source import MAX_BYTES
from etl.plans.base_conflicts import BaseConflict
from etl.problems import Problem, Refused, wording
from etl.warehouse.internal import settle_registers
from etl.workspace import Workspace

#: Figures that are named; all are counted.
_SHOWN = 20


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("targets", help="规划录入：确认候选目标，由台账写出登记表")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED", help="要办的事")
    out = deeds.add_parser("export", parents=[shared], help="由台账写出目标登记表，并逐行说明与文件的不同")
    out.add_argument("--out", type=Path, metavar="FILE", help="写到另一个文件（默认写回工作区）")
    keep = out.add_mutually_exclusive_group()
    keep.add_argument("--keep-rows", action="store_const", dest="keep", const=Keep.FILE, help="文件中的手工行保留，补上台账的行")
    keep.add_argument("--replace", action="store_const", dest="keep", const=Keep.LEDGER, help="以台账为准，文件中的手工改动不保留")
    out.set_defaults(run=reports_refusal(run_export))
    confirm = deeds.add_parser("confirm", parents=[shared], help="把逐项填写了认定的候选文件入账")
    confirm.add_argument("file", type=upload_file, metavar="CANDIDATES", help="extract 输出的 JSON，逐项填写 decision")
    confirm.add_argument("--plan", type=upload_file, required=True, metavar="PLAN", help="规划原件")
    confirm.add_argument("--account", required=True, metavar="NAME", help="以哪个账号录入")
    confirm.add_argument("--document", default="", metavar="ID", help="文件编号，例如 330500-2025")
    confirm.add_argument("--as-found", action="store_true", help="没有填写认定的，按抽取结果认定")
    confirm.set_defaults(run=reports_refusal(run_confirm))
    for parser in (out, confirm):
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")


def run_export(args: argparse.Namespace) -> int:
    """0 written or nothing to write, 1 with every row that differs on standard error."""
    workspace, words = Workspace(args.data), wording(args.lang)
    if args.out:
        _put(args.out, targets_of_ledger(workspace))
        print(words["plans.exported"].format(files=args.out))
        return 0
    written = export(workspace, args.keep)
    print(words["plans.exported"].format(files=", ".join(written)) if written else words["plans.agrees"])
    return 0


def _put(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        said = Problem("plans.unwritable", "plans", found=str(file), needed={"reason": error.strerror or str(error)})
        raise Refused([said]) from error


def run_confirm(args: argparse.Namespace) -> int:
    """Prints what was recorded and where the plan's numbers contradict each other; 0 recorded,
    1 refused with every problem."""
    workspace, words = Workspace(args.data), wording(args.lang)
    demonstration.mark(workspace)
    settle_registers(workspace)  # of a confirmation that was killed before its files were written
    told = candidate_file.told(args.file)
    with args.plan.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    found = read(workspace, data, args.plan.name)
    plan = candidate_file.plan(found, told, args.document, data)
    choices = candidate_file.choices(plan, found, told, args.as_found, recorded(workspace, plan))
    try:
        receipt = install_plan(workspace, args.account, plan, choices)
    except Faulty as faulty:
        for said in candidate_file.located(faulty.faults, told, args.lang):
            print(said, file=sys.stderr)
        return 1
    counts = {"decisions": len(choices), "targets": len(receipt.target_ids)}
    said = {"document": plan.document_id, "sequence": receipt.sequence, "files": ", ".join(receipt.files)}
    print(words["plans.taken_in"].format(**counts, **said))
    if left := [one.figure for one in receipt.undecided]:
        print(words["plans.left"].format(count=len(left), figures="、".join(left[:_SHOWN])), file=sys.stderr)
    _tell_contradictions(workspace, plan.document_id, receipt.misfits, args.lang)
    return 0


def _tell_contradictions(workspace: Workspace, document_id: str, misfits: Sequence[BaseConflict], lang: str) -> None:
    """The confirmation stands, whether they can be worked out or not."""
    try:
        for said in contradictions(workspace, document_id, misfits, lang):
            print(said)
    except Refused as refused:
        for problem in [*refused.problems, Problem("plans.not_compared", "plans", found=document_id)]:
            print(line(problem, lang), file=sys.stderr)
