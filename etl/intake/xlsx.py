"""A workbook → Sheet: the one visible sheet that holds the table.

One policy, so that what is read is what the person saw: hidden rows, columns and sheets with
figures are refused, two sheets of figures are refused, and a sheet that is not read is named.
The template's own notes and lists of choices are neither.
"""

from dataclasses import dataclass, replace

from etl.intake.header import MIN_NAMES, SEARCHED_ROWS, names_in
from etl.intake.layout import shipped
from etl.intake.package import Package
from etl.intake.row_faults import fault_of
from etl.intake.sheet import Limits, Row, Sheet
from etl.intake.upload_problems import refusal, upload_problem
from etl.intake.workbook import SheetEntry, Workbook, open_workbook
from etl.intake.worksheet import read_grid, with_merged
from etl.problems import Problem

#: The sheets of the template: the table, and what stands beside it without being read.
TABLE_SHEET = "填报"
BESIDE_TABLE = ("说明", "选项")
#: A sheet that is only looked at may be as wide as sheets can be.
_WIDEST = 16_384
#: OOXML text is Unicode whatever program wrote it.
_ENCODING = "utf-8"


@dataclass(frozen=True, slots=True)
class _Look:
    """What the first rows of a sheet say."""

    entry: SheetEntry
    is_filled: bool
    has_header: bool
    has_rows: bool  # below the header


def read_workbook(data: bytes, name: str, sha256: str, limits: Limits) -> Sheet:
    """Read an .xlsx file. Raises Refused where it holds no one table to read."""
    package = Package(data)
    workbook = open_workbook(package)
    looks = [_look(package, workbook, entry, limits) for entry in _asked(workbook.sheets)]
    entry, problems = _choose(looks)
    grid = read_grid(package, workbook, entry.part, limits)
    width = max((len(row.cells) for row in grid.rows), default=0)
    grid.rows = [replace(row, cells=row.cells + ("",) * (width - len(row.cells))) for row in grid.rows]
    rows = []
    for row in with_merged(grid):
        if fault := fault_of(row.cells, row.number, limits):
            problems.append(fault)
        else:
            rows.append(row)
    if not rows and not problems:
        raise refusal("file_empty")
    return Sheet(name, _ENCODING, "xlsx", sha256, tuple(rows), tuple(problems), tuple(sorted(grid.hidden_columns)))


def _asked(sheets: tuple[SheetEntry, ...]) -> list[SheetEntry]:
    has_table = any(sheet.name == TABLE_SHEET for sheet in sheets)
    return [sheet for sheet in sheets if not (has_table and sheet.name in BESIDE_TABLE)]


def _look(package: Package, workbook: Workbook, entry: SheetEntry, limits: Limits) -> _Look:
    seen: list[Row] = []

    def enough(row: Row) -> bool:
        seen.append(row)
        return _header_index(seen[:-1]) is not None or len(seen) > SEARCHED_ROWS

    rows = read_grid(package, workbook, entry.part, replace(limits, cells=_WIDEST), enough).rows
    header = _header_index(rows)
    return _Look(entry, bool(rows), header is not None, header is not None and header + 1 < len(rows))


def _header_index(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if names_in(row, shipped()) >= MIN_NAMES:
            return index
    return None


def _choose(looks: list[_Look]) -> tuple[SheetEntry, list[Problem]]:
    """The sheet to read, and what has to be said of the others; raises Refused."""
    tables = [look for look in looks if look.has_rows] or [look for look in looks if look.has_header]
    visible = [look for look in tables or looks if not look.entry.is_hidden and look.is_filled]
    hidden = [look.entry.name for look in tables if look.entry.is_hidden]
    problems = [upload_problem("sheet_hidden", found=name) for name in hidden]
    if tables and len(visible) > 1:
        names = "、".join(look.entry.name for look in visible)
        raise refusal("sheet_several", found=names)
    if not visible:
        raise refusal("sheet_hidden", found=hidden[0]) if hidden else refusal("file_empty")
    chosen = visible[0].entry
    others = [look.entry for look in looks if look.is_filled and look.entry is not chosen and look not in tables]
    problems += [upload_problem("sheet_ignored", found=entry.name) for entry in others]
    return chosen, problems
