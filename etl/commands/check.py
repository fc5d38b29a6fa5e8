"""`python -m etl check`: whether a file could be submitted; stores nothing."""

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.checks.known import known_figures
from etl.checks.report import as_json, as_text
from etl.checks.upload import acceptable, check
from etl.commands import demonstration
from etl.commands.refusal import reports_refusal
from etl.decode import UPLOAD
from etl.intake.child import read_sheet
from etl.intake.layout import read_layout
from etl.ledger import clock
from etl.parse import Filing, parse
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import Registers, load_registers
from etl.workspace import Workspace


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("check", parents=[shared], help="核对一个报送文件（.xlsx 或 CSV），不入账")
    add_options(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="输出格式（默认 text）")
    command.set_defaults(run=run)


def add_options(command: argparse.ArgumentParser) -> None:
    """What every command that checks a file takes."""
    command.add_argument("file", type=upload_file, metavar="FILE", help="报送文件（.xlsx 或 CSV）")
    command.add_argument("--region", metavar="CODE", help="只收该地区及其县级地区的数据，如 330500")
    command.add_argument("--period", type=open_quarter, metavar="2025Q4", help="只收该季度的数据")
    command.add_argument("--today", type=day, metavar="DATE", help="按该日核对，如 2026-01-15（默认今天，北京时间；演示工作区为演示日期）")
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file and all that was found. `filing` is None where it could not be read as a table."""

    data: bytes
    sha256: str
    filing: Filing | None
    problems: list[Problem]

    @property
    def accepted(self) -> bool:
        return self.filing is not None and acceptable(self.problems)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    registers = load_registers(workspace)
    if unknown := unknown_region(args.region, registers):
        print(unknown, file=sys.stderr)
        return 2
    checked = check_file(args, workspace, registers)
    demonstration.mark(workspace)
    if args.format == "json":
        shown = as_json(checked.filing, checked.sha256, checked.problems, registers, args.lang)
        is_unicode = sys.stdout.encoding.lower().startswith("utf")
        print(json.dumps(shown, ensure_ascii=not is_unicode, indent=1))
    else:
        show(as_text(args.file.name, checked.filing, checked.problems, args.lang))
    return 0 if checked.accepted else 1


def show(text: str) -> None:
    """Print text of strangers; what the terminal's encoding lacks becomes an escape."""
    encoding = sys.stdout.encoding
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def check_file(args: argparse.Namespace, workspace: Workspace, registers: Registers) -> CheckedFile:
    """Read and check the file named on the command line."""
    data, sha256 = _read(args.file)
    try:
        filing = parse(read_sheet(data, args.file.name), registers, read_layout(workspace.root))
    except Refused as refused:
        return CheckedFile(data, sha256, None, refused.problems)
    problems = check(
        filing,
        registers,
        region=args.region,
        period=args.period,
        today=args.today or clock.now_in(workspace).date(),
        known=known_figures(workspace, registers, filing),
    )
    return CheckedFile(data, sha256, filing, problems)


def _read(path: Path) -> tuple[bytes, str]:
    """No more of the file than the limit, and the digest of all of it."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return file.read(UPLOAD.bytes + 1), sha256


def unknown_region(code: str | None, registers: Registers) -> str:
    """What is wrong with `--region`, empty if nothing."""
    if code is None or code in {region.region_code for region in registers.regions}:
        return ""
    return f"--region: {code!r} 不在 regions.csv 中 / is not in regions.csv"


def upload_file(text: str) -> Path:
    """A path to a regular file that can be opened."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"这是文件夹，请写明其中的文件 / a folder, name a file in it: {text!r}")
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"没有这个文件，请核对路径 / no such file, check the path: {text!r}")
    try:
        path.open("rb").close()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"文件打不开，请核对读取权限 / cannot be opened, check the permissions: {text!r}") from error
    return path


def open_quarter(text: str) -> Period:
    """A quarter such as 2025Q4."""
    period = Period.parse(text)
    if not period.is_quarter:
        raise ValueError(f"{text!r} is not a quarter such as 2025Q4")
    return period


def day(text: str) -> date:
    """A date such as 2026-01-15."""
    return date.fromisoformat(text)
