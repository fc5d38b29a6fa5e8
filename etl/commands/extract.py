"""`python -m etl extract`: every quantity of a plan, as a candidate target or with the reason it is none."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence

from etl.commands import demonstration
from etl.commands.check import upload_file
from etl.commands.refusal import reports_refusal
from etl.extract import Candidate, extract, knowledge_of
from etl.extract.reading import read_plan
from etl.extract.rows import COLUMNS, about, as_csv_cell, as_row
from etl.extract.source import MAX_BYTES, SourceText
from etl.problems import wording
from etl.registers import load_registers
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("extract", parents=[shared], help="从规划文本中找出每一处数字和候选目标，不写入任何文件")
    command.add_argument("file", type=upload_file, metavar="PLAN", help="规划文件：.txt、.docx、.html 或带文字的 PDF")
    command.add_argument("--format", choices=("csv", "json"), default="csv", help="输出格式（默认 csv）")
    command.add_argument("--region", default="", metavar="NAME", help="标题没有写明地区的文本属于哪里：地区代码或名称")
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    known = knowledge_of(workspace, load_registers(workspace))
    with args.file.open("rb") as file:
        source = read_plan(file.read(MAX_BYTES + 1), args.file.name)
    plan, candidates = extract(source, known, args.region)
    demonstration.mark(workspace)
    _WRITERS[args.format](source, plan.text, candidates)
    print(_account(plan.text, candidates, args.lang), file=sys.stderr)
    return 0


def _account(text: str, candidates: Sequence[Candidate], lang: str) -> str:
    """One line that says what became of every quantity."""
    goals = [one for one in candidates if one.is_goal]
    return wording(lang)["plan.accounted"].format(
        chars=len(text),
        quantities=len(candidates),
        goals=len(goals),
        repeats=sum(one.repeats is not None for one in goals),
        uncomputable=sum(one.not_computable is not None for one in goals),
        others=len(candidates) - len(goals),
    )


def _write_csv(source: SourceText, text: str, candidates: Sequence[Candidate]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([as_csv_cell(cell) for cell in as_row(candidate).values()] for candidate in candidates)


def _write_json(source: SourceText, text: str, candidates: Sequence[Candidate]) -> None:
    """Decimals are strings, so that no reader turns them into floats."""
    told = {"file": about(source, text), "candidates": [as_row(candidate) for candidate in candidates]}
    is_unicode = sys.stdout.encoding.lower().startswith("utf")
    json.dump(told, sys.stdout, ensure_ascii=not is_unicode, indent=1)
    print()


_WRITERS = {"csv": _write_csv, "json": _write_json}
