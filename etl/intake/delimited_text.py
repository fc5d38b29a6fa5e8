"""Text → rows: which separator, and every row that can be read."""

import re

from etl.intake.delimited import TooWide, records
from etl.intake.layout import shipped
from etl.intake.row_faults import fault_of, is_suspect
from etl.intake.sheet import Limits, Row
from etl.intake.upload_problems import refusal, upload_problem
from etl.problems import Problem

_DELIMITERS = (",", "\t", ";")
#: Too often part of a figure or a sentence to be trusted as separators.
_REFUSED_DELIMITERS = ("，", "|", "、")
_LINE_END = re.compile(r"\r\n|\n|\r")
_DECLARED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)


def read_rows(text: str, limits: Limits) -> tuple[list[Row], list[Problem]]:
    """The rows with anything in them and the faults of the others; raises Refused."""
    delimiter, body = _delimiter(text)
    rows: list[Row] = []
    problems: list[Problem] = []
    suspect = is_suspect(body)
    number = 0
    try:
        for number, record in enumerate(records(body, delimiter, limits.cells), start=1):
            if number > limits.lines or len(rows) > limits.rows:
                raise refusal("too_long", row=number, limit=limits.rows)
            if record.fault:
                problems.append(upload_problem(record.fault, row=number, found=record.found))
            elif fault := fault_of(record.cells, number, limits, suspect):
                problems.append(fault)
            elif any(cell and not cell.isspace() for cell in record.cells):
                rows.append(Row(number, record.cells))
    except TooWide:
        raise refusal("too_wide", row=number + 1, limit=limits.cells) from None
    return rows, problems


def _delimiter(text: str) -> tuple[str, str]:
    """The separator and the text after a declaration of it (which spreadsheets hide)."""
    if declared := _DECLARED.match(text):
        if declared[1] not in _DELIMITERS:
            raise refusal("delimiter", found=declared[1])
        return declared[1], text[declared.end() :]
    top = _LINE_END.split(text[:20_000], maxsplit=20)[:20]
    best = max(_DELIMITERS + _REFUSED_DELIMITERS, key=lambda mark: _names_split_off(top, mark))
    if not _names_split_off(top, best):  # no header: the rows will say so
        best = max(_DELIMITERS, key=lambda mark: max(line.count(mark) for line in top))
    if best in _REFUSED_DELIMITERS:
        raise refusal("delimiter", found=best)
    return best, text


def _names_split_off(lines: list[str], mark: str) -> int:
    """How many names of columns a separator brings out in the line with the most; a single
    name is no sign of it."""
    cells = [[cell.strip(' "') for cell in line[:2_000].split(mark)] for line in lines]
    most = max(sum(shipped().column(cell) is not None for cell in line) for line in cells)
    return most if most > 1 else 0
