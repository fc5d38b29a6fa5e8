"""`python -m etl template`: the form of a region and quarter to fill in."""

import argparse
from pathlib import Path

from etl.commands.check import open_quarter
from etl.commands.refusal import reports_refusal
from etl.period import Period
from etl.problems import wording
from etl.template import FORMATS, make
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("template", parents=[shared], help="生成一个地区、一个季度的报送模板")
    command.add_argument("--region", required=True, metavar="CODE", help="地区代码，如 330500")
    command.add_argument("--period", type=open_quarter, required=True, metavar="2025Q4", help="报告期")
    command.add_argument("--out", type=_file, required=True, metavar="FILE", help="写到哪个文件（.xlsx 或 .csv）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    """Writes the file and says so; 1 where the region has nothing to report."""
    period: Period = args.period
    data = make(Workspace(args.data), args.region, str(period), args.out.suffix.lower().removeprefix("."))
    args.out.write_bytes(data)
    print(wording("zh")["template.written"].format(file=args.out))
    return 0


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower().removeprefix(".") not in FORMATS:
        raise argparse.ArgumentTypeError(f"扩展名须为 .xlsx 或 .csv / must end in .xlsx or .csv: {text!r}")
    return path
