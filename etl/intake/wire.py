"""How a Sheet travels from the reading process: JSON, so that nothing in it can be run.

The receiving side believes nothing: codes must be of the catalogue, and their topics and
severities are looked up there.
"""

import json
from collections.abc import Iterable, Sequence

from etl.intake.sheet import Mark, Row, Sheet
from etl.intake.upload_problems import upload_problem
from etl.problems import Problem, Refused

_PREFIX = "upload."
#: The forms in which a placeholder of a message may come.
_PLAIN = (str, int)


class Garbled(Exception):
    """An answer that no reading process gives."""


def answer_of(sheet: Sheet) -> bytes:
    """A sheet as bytes."""
    return _bytes(
        {
            "encoding": sheet.encoding,
            "format": sheet.format,
            "rows": [_row(row) for row in sheet.rows],
            "problems": [_problem(problem) for problem in sheet.problems],
            "hidden_columns": sheet.hidden_columns,
        }
    )


def refusal_of(problems: Iterable[Problem]) -> bytes:
    """A refusal as bytes."""
    return _bytes({"refused": [_problem(problem) for problem in problems]})


def sheet_of(answer: bytes, name: str, sha256: str) -> Sheet:
    """The sheet in an answer; raises Refused where it is a refusal, Garbled where it is neither."""
    try:
        told = json.loads(answer.decode("utf-8", "surrogatepass"))
        if "refused" in told:
            raise Refused([_problem_of(*problem) for problem in told["refused"]])
        rows = tuple(_row_of(*row) for row in told["rows"])
        problems = tuple(_problem_of(*problem) for problem in told["problems"])
        hidden = tuple(map(int, told["hidden_columns"]))
        return Sheet(name, str(told["encoding"]), str(told["format"]), sha256, rows, problems, hidden)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Garbled(type(error).__name__) from None


def _bytes(told: dict) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _row(row: Row) -> list:
    if not row.marks:
        return [row.number, row.cells]
    return [row.number, row.cells, [[mark.position, mark.name, mark.found, mark.detail] for mark in row.marks]]


def _row_of(number: int, cells: Sequence[str], marks: Sequence[Sequence] = ()) -> Row:
    return Row(int(number), tuple(map(str, cells)), tuple(_mark_of(*mark) for mark in marks))


def _mark_of(position: int, name: str, found: str, detail: str) -> Mark:
    upload_problem(name)  # raises KeyError for what is not in the catalogue
    return Mark(int(position), name, str(found), str(detail))


def _problem(problem: Problem) -> list:
    return [problem.code.removeprefix(_PREFIX), problem.row, problem.column, problem.found, dict(problem.needed)]


def _problem_of(name: str, row: int | None, column: str, found: str, needed: dict) -> Problem:
    if not all(isinstance(value, _PLAIN) for value in needed.values()):
        raise ValueError("placeholders are words and whole numbers")
    row = None if row is None else int(row)
    return upload_problem(name, row=row, column=str(column), found=str(found), **needed)
