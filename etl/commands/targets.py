"""`python -m etl targets`: candidates decided on by the operator, and registers from the ledger.

`confirm` is the operator's tool, as `submit` is: whoever can write the workspace is trusted, and the
operating-system user is recorded beside the account.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from etl.collection.plan_intake import install_plan
from etl.collection.plan_reading import read
from etl.collection.register_export import Keep, export, targets_of_ledger
from etl.commands import demonstration
from etl.commands.check import upload_file
from etl.commands.refusal import reports_refusal
from etl.ledger import Decision
from etl.plans.candidates import TARGET_CELLS, Candidate, candidates_of
from etl.plans.choices import Choice, Plan
from etl.plans.parts import PlanFile, PlanPart
from etl.problems import Problem, Refused, wording
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
        args.out.write_bytes(targets_of_ledger(workspace))
        print(words["plans.exported"].format(files=args.out))
        return 0
    written = export(workspace, args.keep)
    print(words["plans.exported"].format(files=", ".join(written)) if written else words["plans.agrees"])
    return 0


def run_confirm(args: argparse.Namespace) -> int:
    """Prints what was recorded; 0 recorded, 1 refused with every problem."""
    workspace, words = Workspace(args.data), wording(args.lang)
    demonstration.mark(workspace)
    told = _told(args.file)
    data = args.plan.read_bytes()
    plan = _plan(read(workspace, data, args.plan.name), told, args.document, data)
    choices = _choices(plan, told, args.as_found)
    receipt = install_plan(workspace, args.account, plan, choices)
    counts = {"decisions": len(choices), "targets": len(receipt.target_ids)}
    said = {"document": plan.document_id, "sequence": receipt.sequence, "files": ", ".join(receipt.files)}
    print(words["plans.taken_in"].format(**counts, **said))
    if left := [one.figure for one in receipt.undecided]:
        print(words["plans.left"].format(count=len(left), figures="、".join(left[:_SHOWN])), file=sys.stderr)
    return 0


def _told(file: Path) -> Mapping[str, object]:
    """The candidates file: an object with a list of `candidates`."""
    try:
        told = json.loads(file.read_bytes())
        if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told["candidates"]):
            raise ValueError("candidates")
        return told
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_candidates(file, error) from error


def _no_candidates(file: Path | str, found: object) -> Refused:
    return Refused([Problem("plans.candidates", "plans", file=str(file), found=str(found))])


def _plan(found: PlanFile, told: Mapping[str, object], document_id: str, data: bytes) -> Plan:
    """The plan of the file that is meant: the only one, or the one of that id or title. What the
    operator says of it stands in place of what the file says."""
    said = {str(name): str(cell) for name, cell in dict(told.get("document") or {}).items() if cell}
    if document_id:
        said["document_id"] = document_id
    named = [one for one in found.parts if _is_meant(one, said)]
    part = (named or found.parts)[0]
    if len(named or found.parts) > 1:
        raise _no_candidates(found.source.name, "；".join(one.document.get("title", "") for one in found.parts))
    metrics, regions = ([{str(name): str(cell) for name, cell in one.items()} for one in told.get(rows) or ()] for rows in ("metrics", "regions"))
    return Plan({**part.document, **said}, data, found.text_sha256, part.candidates, metrics, regions)


def _is_meant(part: PlanPart, said: Mapping[str, str]) -> bool:
    return any(part.document.get(name) and part.document[name] == said.get(name) for name in ("document_id", "title"))


def _choices(plan: Plan, told: Mapping[str, object], as_found: bool) -> list[Choice]:
    """What the operator decided, row by row; what a cell says otherwise than was extracted is an edit."""
    rows = list(told["candidates"])
    try:
        listed = candidates_of(rows)
    except ValueError as error:
        raise _no_candidates("", error) from error
    extracted = {one.span: one for one in plan.candidates}
    found = [
        choice
        for row, one in zip(rows, listed, strict=True)
        if one.span in extracted or row.get("decision")
        if (choice := _choice(row, one, extracted.get(one.span), as_found)) is not None
    ]
    gone = [Choice(Decision.REMOVED, reason=str(one.get("reason") or ""), target_id=str(one.get("target_id") or "")) for one in told.get("removed") or ()]
    return found + gone


def _choice(row: Mapping[str, object], listed: Candidate, found: Candidate | None, as_found: bool) -> Choice | None:
    said, target_id = str(row.get("decision") or ""), str(row.get("target_id") or "")
    reason = str(row.get("decision_reason") or "")
    if not said and not as_found:
        return None
    if not said:
        return _as_found(listed)
    if said not in list(Decision):
        raise _no_candidates("", f"decision: {said}")
    before = found.cells if found else {}
    cells = {name: listed.cells.get(name, "") for name in TARGET_CELLS if listed.cells.get(name, "") != before.get(name, "")}
    return Choice(Decision(said), listed.span, cells, reason, target_id, listed.figure)


def _as_found(one: Candidate) -> Choice:
    """What the rules made of a quantity."""
    if not one.is_goal:
        return Choice(Decision.NON_GOAL, one.span)
    if one.repeats:
        return Choice(Decision.MERGED, one.span, target_id=f"@{one.repeats[0]}-{one.repeats[1]}")
    return Choice(Decision.CONFIRMED, one.span)
