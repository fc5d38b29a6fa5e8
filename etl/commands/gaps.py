"""`python -m etl gaps`: one row per target and due period."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from unicodedata import east_asian_width

from etl.commands import demonstration
from etl.commands.refusal import reports_refusal
from etl.decimals import canonical
from etl.ledger import clock
from etl.period import Period
from etl.vocabulary import GAP_COLUMNS
from etl.warehouse import gaps, is_to_come, moment
from etl.workspace import Workspace

_TO_COME = "数据截止时刻 {known_at:%Y-%m-%d %H:%M} 还没有到，所用为现在已知的数。 / This time has not come; what is known now is used."
#: Behind the columns of the contract, in demonstrations only: a file that is passed on must say what it is.
_MARK = {"demonstration": "演示数据"}


def add_parser(subparsers, shared: argparse.ArgumentParser) -> None:
    command = subparsers.add_parser("gaps", parents=[shared], help="计算各目标在评价期的差距")
    command.add_argument("--as-of", type=quarter, required=True, metavar="2025Q4", help="评价期（季度）")
    command.add_argument(
        "--known-at",
        type=known_at,
        metavar="ISO",
        help="数据截止时刻，如 2025-09-30T18:00+08:00；只写日期即当日结束时（北京时间）",
    )
    command.add_argument("--format", choices=("table", "csv", "json"), default="table", help="输出格式（默认 table）")
    command.set_defaults(run=run)


@reports_refusal
def run(args: argparse.Namespace) -> int:
    workspace = Workspace(args.data)
    say_if_to_come(workspace, args.known_at)
    rows = gaps(workspace, args.as_of, args.known_at)
    columns = GAP_COLUMNS
    demonstration.mark(workspace)
    if workspace.is_demonstration:
        columns, rows = (*GAP_COLUMNS, *_MARK), [row | _MARK for row in rows]
    _WRITERS[args.format](columns, rows)
    return 0


def quarter(text: str) -> Period:
    """A quarter such as 2025Q4."""
    try:
        period = Period.parse(text)
    except ValueError:
        period = None
    if period is None or "Q" not in text:
        raise argparse.ArgumentTypeError(f"须写季度，形如 2025Q4 / must be a quarter such as 2025Q4: {text!r}")
    return period


def known_at(text: str) -> datetime:
    """A 数据截止时刻 such as 2025-09-30T18:00+08:00."""
    try:
        return moment(text)
    except ValueError:
        form = "2025-09-30 或 2025-09-30T18:00+08:00 / must be a time such as 2025-09-30T18:00+08:00"
        raise argparse.ArgumentTypeError(f"须写日期或时刻，形如 {form}: {text!r}") from None


def say_if_to_come(workspace: Workspace, known_at: datetime | None) -> bool:
    """Whether a time is still to come; if so, says on standard error that what is known now is used."""
    if not known_at or not is_to_come(known_at, clock.now_in(workspace).date()):
        return False
    print(_TO_COME.format(known_at=known_at), file=sys.stderr)
    return True


def cell(value: object) -> str:
    """A value as text: decimals without exponent, doubles as repr, empty = unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return canonical(value) if isinstance(value, Decimal) else str(value)


def _write_csv(columns: Sequence[str], rows: Sequence[dict]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows)


def _write_json(columns: Sequence[str], rows: Sequence[dict]) -> None:
    """Decimals are strings, so that no reader turns them into floats."""
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, default=canonical)
    print()


def _write_table(columns: Sequence[str], rows: Sequence[dict]) -> None:
    table = [columns, *([_short(row[name]) for name in columns] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for line in table:
        print("  ".join(text + " " * (w - _width(text)) for text, w in zip(line, widths)).rstrip())


def _short(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else cell(value)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


_WRITERS = {"csv": _write_csv, "json": _write_json, "table": _write_table}
