"""Reads the documents in `docs/`: their tables, and the worked examples of the method."""

import re
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

Row = tuple[str, ...]
#: The words of an example's figures, in either language.
_COUNTING = {"本年累计": "ytd", "当季": "quarter", "期末": "point"}
_COLUMNS = {"地区": "region", "报告期": "period", "计数方式": "counting", "数值": "value", "同比": "yoy"}


class Example(NamedTuple):
    """One worked example, in the form that `tests.table.check` takes."""

    number: int
    targets: str
    actuals: str
    as_of: str
    gives: str


def read(name: str) -> str:
    """The text of a file of the project, such as `docs/method.zh.md`."""
    return (ROOT / name).read_text(encoding="utf-8")


def tables(text: str) -> list[list[Row]]:
    """Every table as its header and its rows, the line of dashes left out."""
    lines = text.splitlines()
    runs = (list(run) for is_table, run in groupby(lines, lambda line: line.startswith("|")) if is_table)
    return [[_cells(line) for place, line in enumerate(run) if place != 1] for run in runs]


def _cells(line: str) -> Row:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def listing(text: str, name: str) -> list[Row]:
    """The rows of the one table whose first header cell is `name` in backquotes."""
    [table] = [table for table in tables(text) if table[0][0] == f"`{name}`"]
    return [(row[0].strip("`"), *row[1:]) for row in table[1:]]


def examples(text: str) -> list[Example]:
    """The worked examples: a target, reported figures and results, a table each."""
    _, *parts = re.split(r"^### (?=例|Example)", text, flags=re.MULTILINE)
    return [_example(part.partition("\n## ")[0]) for part in parts]


def _example(text: str) -> Example:
    target, actuals, results = tables(text)
    return Example(
        number=int(re.search(r"\d+", text)[0]),
        targets="\n".join(map(" | ".join, target)),
        actuals="\n".join(_figures(actuals)),
        as_of=re.search(r"^\*\*.*`(\d{4}Q[1-4])`", text, re.MULTILINE)[1],
        gives="\n".join(" | ".join(row[:-1]) for row in results[1:]),
    )


def _figures(table: list[Row]) -> list[str]:
    names = [_COLUMNS.get(name, name) for name in table[0]]
    return [_figure(dict(zip(names, row, strict=True))) for row in table[1:]]


def _figure(cell: dict[str, str]) -> str:
    """`ytd 2025-08 = 1788.8, yoy 32.6`, the form that `tests.table` reads."""
    region = f"{cell['region']}: " if cell.get("region") else ""
    counting = _COUNTING.get(cell["counting"], cell["counting"])
    growth = f", yoy {cell['yoy']}" if cell.get("yoy") else ""
    return f"{region}{counting} {cell['period']} = {cell['value']}{growth}"
