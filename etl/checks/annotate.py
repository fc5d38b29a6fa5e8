"""The own file with what was found in it: every row as read, and a column 核对结果 before it.

Rows keep their numbers, so that a message about row 12 stands in row 12. What concerns the
whole file, or the lines above the header, stands in the header of the column. The file can
be corrected and sent as it is: the reader passes over the column, and a second download
replaces it. A workbook keeps its look where it is small enough to be dressed in time.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from unicodedata import category

from etl.checks.annotated_workbook import TIER_COLOURS, Findings, plain_workbook
from etl.checks.dress import order
from etl.checks.report import finding, place_of, tier_of, tier_word
from etl.decode import Sheet
from etl.intake.child import in_child
from etl.intake.own_marks import FINDINGS_HEADER, is_findings
from etl.parse import Filing
from etl.problems import Problem
from etl.spreadsheet import csv_bytes

#: Problems that are written into one cell; all of them are counted.
_SHOWN = 20
_MOST_CHARS = 3_000
_BLANK = ()
_MORE = {"zh": "……另有 {count} 处", "en": "… and {count} more"}
#: Beyond this a workbook loses its look: opening and saving it whole takes too long.
MOST_DRESSED_ROWS = 2_000
_DRESSING_MB, _DRESSING_SECONDS = 400, 20

_SUFFIX = {"zh": "问题", "en": "problems"}
_NOT_IN_NAMES = set('<>:"/\\|?*')
_MOST_NAME_CHARS = 80
_UNNAMED = "报送"


def annotate(
    filing: Filing | None, problems: Sequence[Problem], lang: str, format: str, original: bytes = b""
) -> bytes:
    """The rows of a file as `csv` or `xlsx` with its problems; without a filing, which could
    not be read as a table, the problems alone. `original` are the bytes of the file: a workbook
    then keeps its widths, colours and drop-downs."""
    sheet = filing.sheet if filing else Sheet("", "", "", "", ())
    header_row = filing.header.row.number if filing and filing.header else _first_row(sheet)
    found = _by_row(problems, header_row)
    texts = {number: _text(some, number, lang) for number, some in found.items()}
    header_text = texts.get(header_row)
    texts[header_row] = f"{FINDINGS_HEADER}\n{header_text}" if header_text else FINDINGS_HEADER
    findings = Findings(header_row, texts, {number: _worst(some) for number, some in found.items()})
    if format == "csv":
        return csv_bytes(_rows(sheet, findings))
    return _dressed(sheet, findings, original) or plain_workbook(_rows(sheet, findings), findings)


def annotated_name(name: str, format: str, lang: str, mark: str = "") -> str:
    """What the file is called: `湖州市-2026Q3-问题.xlsx`; no name leads out of its folder."""
    last = re.split(r"[/\\]", name)[-1]
    letters = "".join(letter for letter in last if category(letter)[0] != "C" and letter not in _NOT_IN_NAMES)
    stem = re.sub(r"\.\w{1,5}$", "", letters).strip(". ")[:_MOST_NAME_CHARS]
    stem = re.sub(rf"(-({'|'.join(_SUFFIX.values())}))+$", "", stem) or _UNNAMED
    parts = [stem, _SUFFIX[lang], *([mark] if mark and mark not in stem else [])]
    return f"{'-'.join(parts)}.{format}"


def _first_row(sheet: Sheet) -> int:
    return sheet.rows[0].number if sheet.rows else 1


def _by_row(problems: Sequence[Problem], header_row: int) -> dict[int, list[Problem]]:
    """Problems by the row they are written into: the header row for all above it."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[max(problem.row or 0, header_row)].append(problem)
    return found


def _rows(sheet: Sheet, findings: Findings) -> list[Sequence[str]]:
    own = {row.number: row.cells for row in sheet.rows}
    stale = {place for place, text in enumerate(own.get(findings.header_row, ())) if is_findings(text)}
    own = {number: [text for place, text in enumerate(cells) if place not in stale] for number, cells in own.items()}
    width = max(map(len, own.values()), default=0)
    rows: list[Sequence[str]] = []
    for number in range(1, max([*own, *findings.texts]) + 1):
        cells = own.get(number, [])
        text = findings.texts.get(number, "")
        rows.append([text, *cells, *[""] * (width - len(cells))] if cells or text else _BLANK)
    return rows


def _text(problems: list[Problem], row: int, lang: str) -> str:
    lines = [_line(problem, row, lang) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(_MORE[lang].format(count=len(problems) - _SHOWN))
    text = "\n".join(lines)
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS]}…"


def _line(problem: Problem, row: int, lang: str) -> str:
    """The row is not named where it is the one that the finding stands in."""
    place = problem.column if problem.row == row else ""
    return f"【{tier_word(problem, lang)}】{finding(place or place_of(problem, lang), problem, lang)}"


def _worst(problems: list[Problem]) -> str:
    tiers = {tier_of(problem) for problem in problems}
    return next(tier for tier in TIER_COLOURS if tier in tiers)


def _dressed(sheet: Sheet, findings: Findings, original: bytes) -> bytes:
    """The workbook as it was, with the findings; empty where it cannot keep its look. It is
    opened where the bytes of strangers are: in a process that may die without harm."""
    if sheet.format != "xlsx" or not original or len(sheet.rows) > MOST_DRESSED_ROWS:
        return b""
    marked = {row.number: row.cells for row in sheet.rows if row.marks or row.number == findings.header_row}
    return in_child("etl.checks.dress", order(findings, marked) + original, _DRESSING_MB, _DRESSING_SECONDS)
