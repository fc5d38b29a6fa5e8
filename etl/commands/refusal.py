"""How commands end when an input or the ledger refuses."""

import argparse
import sys
from collections.abc import Callable
from functools import wraps

from etl.problems import Problem, Refused

Command = Callable[[argparse.Namespace], int]


def reports_refusal(command: Command) -> Command:
    """Turn a refusal into its messages on standard error and exit code 1."""

    @wraps(command)
    def reporting(args: argparse.Namespace) -> int:
        try:
            return command(args)
        except Refused as refused:
            for problem in refused.problems:
                print(line(problem, getattr(args, "lang", "zh")), file=sys.stderr)
        except BrokenPipeError:  # whoever reads the output has seen enough
            raise
        except OSError as error:  # a folder that cannot be read or written
            print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1

    return reporting


def line(problem: Problem, lang: str) -> str:
    """One problem as `file:row:column: message`, leaving out what is not known."""
    place = [part for part in (problem.file, problem.row, problem.column) if part not in ("", None)]
    return ":".join(map(str, place)) + (": " if place else "") + problem.message(lang)
