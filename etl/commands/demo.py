"""`python -m etl demo`: write a demonstration workspace."""

import argparse
from pathlib import Path

from etl.commands.refusal import reports_refusal
from etl.demo.workspace import write_fictional, write_rehearsal
from etl.problems import wording


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser(
        "demo", parents=[shared], help="写出一个完整的演示工作区（数字全部虚构）"
    )
    command.add_argument("dir", type=Path, metavar="DIR", help="新建或空的文件夹，或以前的演示工作区")
    command.add_argument(
        "--registers",
        type=Path,
        metavar="DIR",
        help="演练：沿用该工作区的真实登记表，实际值由程序生成",
    )
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    if args.registers is None:
        written = write_fictional(args.dir)
    else:
        written = write_rehearsal(args.dir, args.registers)
    sentence = wording("zh")["demo.written"]
    print(sentence.format(root=args.dir, targets=written.targets, figures=written.figures))
    return 0
