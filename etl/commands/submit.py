"""`python -m etl submit`: check a file and take it into the ledger."""

import argparse
import sys

from etl.access.events import EventKind
from etl.access.origin import note_operator, oversize
from etl.checks.report import as_text
from etl.collection.filing import OVERSIZE
from etl.commands import demonstration
from etl.commands.check import CheckedFile, add_options, check_file, unknown_region
from etl.commands.refusal import reports_refusal
from etl.ledger import Receipt, open_ledger
from etl.problems import wording
from etl.registers import read_registers
from etl.warehouse.internal import settle_registers
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("submit", parents=[shared], help="核对一个报送文件（.xlsx 或 CSV）并入账")
    add_options(command)
    command.add_argument("--account", required=True, metavar="NAME", help="以哪个账号报送")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """Prints the submission id alone on standard output; all that people read goes to
    standard error. 0 accepted or sent before, 1 refused."""
    workspace = Workspace(args.data)
    settle_registers(workspace)
    contents = workspace.register_contents()
    registers = read_registers(contents)
    if unknown := unknown_region(args.region, registers):
        print(unknown, file=sys.stderr)
        return 2
    demonstration.mark(workspace)
    checked = check_file(args, workspace, registers)
    if any(problem.code == OVERSIZE for problem in checked.problems):  # not read to its end
        return _too_large(args, workspace, checked)
    receipt = _submit(args, workspace, contents, checked)
    return _report(args, checked, receipt)


def _submit(
    args: argparse.Namespace, workspace: Workspace, contents: dict[str, bytes], checked: CheckedFile
) -> Receipt:
    filing = checked.filing
    with open_ledger(workspace) as ledger:
        return ledger.submit(
            checked.data,
            args.file.name,
            filing.entries if filing else (),
            checked.problems,
            args.account,
            registers=contents,
            encoding=filing.sheet.encoding if filing else "",
        )


def _report(args: argparse.Namespace, checked: CheckedFile, receipt: Receipt) -> int:
    if not receipt.replay:
        _print_findings(args, checked)
    outcome = "replayed" if receipt.replay else "submitted" if receipt.accepted else "refused"
    sentence = wording(args.lang)[f"ledger.{outcome}"]
    print(sentence.format(submission_id=receipt.submission_id), file=sys.stderr)
    if receipt.accepted:
        print(receipt.submission_id)
    return 0 if receipt.accepted else 1


def _too_large(args: argparse.Namespace, workspace: Workspace, checked: CheckedFile) -> int:
    subject = oversize(args.file.name, args.file.stat().st_size, checked.sha256)
    note_operator(workspace, EventKind.OVERSIZE, args.account, subject)
    _print_findings(args, checked)
    print(wording(args.lang)["ledger.too_large"], file=sys.stderr)
    return 1


def _print_findings(args: argparse.Namespace, checked: CheckedFile) -> None:
    print(as_text(args.file.name, checked.filing, checked.problems, args.lang), file=sys.stderr)
