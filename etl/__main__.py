"""The command line: `python -m etl COMMAND`.

Each command is a module of `etl.commands` with `add_parser(subparsers)`, which sets
`run`: a function from the parsed arguments to an exit code.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from etl.commands.refusal import line
from etl.problems import Problem

#: What a shell reports of a program whose reader went away (128 + SIGPIPE).
_READER_GONE = 141

COMMANDS = (
    "backup", "build", "check", "demo", "extract", "gaps", "report", "restore", "submit", "targets", "template", "user", "verify",
)  # fmt: skip
#: The others read a workspace that is there: a folder whose name is misspelt is not made.
_MAKING_A_WORKSPACE = ("demo", "restore")


def parser() -> argparse.ArgumentParser:
    """The whole command line; every command takes `--data DIR`."""
    top = argparse.ArgumentParser(prog="python -m etl", description="跨境电商规划目标差距跟踪")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data", type=Path, default=Path("data"), metavar="DIR", help="工作区目录（默认 data）"
    )
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"etl.commands.{name}").add_parser(subparsers, shared)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused, 2 wrong usage."""
    args = parser().parse_args(arguments)
    if args.command not in _MAKING_A_WORKSPACE and not args.data.is_dir():
        missing = Problem("workspace.missing", "workspace", found=str(args.data))
        print(line(missing, getattr(args, "lang", "zh")), file=sys.stderr)
        return 1
    return args.run(args)


def program() -> int:
    """`main` as a shell runs it: whoever reads the output (`| head`) may stop reading, and the
    command then ends without a word; what the terminal's encoding lacks becomes an escape."""
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            return main()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return _READER_GONE


def _discard_output() -> None:
    """Nobody reads on: what is still to be written while the interpreter ends goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    sys.exit(program())
