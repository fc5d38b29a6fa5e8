"""The upload layout: its columns, the closed list of header synonyms and the units.

The two lists have one home, `data/headers.csv` and `data/units.csv` of this checkout
(the project is always installed with `-e .`, so the folder stands beside the package).
A workspace may bring its own file of the same name; without it the shipped one counts.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from etl.intake.cells import matching, widened
from etl.decimals import parse_plain
from etl.problems import Problem, Refused
from etl.intake.upload_problems import upload_problem

T = TypeVar("T")

SHIPPED = Path(__file__).resolve().parents[2] / "data"


class Column(StrEnum):
    """Columns of the upload layout, in the order of the template."""

    REGION = "地区"
    METRIC = "指标"
    YEAR = "年份"
    QUARTER = "季度"
    MONTH = "月份"
    COUNTING = "计数方式"
    VALUE = "数值"
    UNIT = "单位"
    YOY = "同比"
    SCOPE = "统计口径"
    NATURE = "数据性质"
    CONFIDENCE = "来源可信度"
    PUBLISHED_ON = "发布日期"
    SOURCE = "数据来源"
    NOTE = "备注"


#: Beside these, 季度 or 月份 is required.
REQUIRED = (Column.REGION, Column.METRIC, Column.YEAR, Column.VALUE, Column.UNIT)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written; a figure in it times `factor` is in `canonical`. Exact."""

    canonical: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Layout:
    """Header texts and unit names under the form in which they are compared."""

    headers: Mapping[str, Column]
    units: Mapping[str, Unit]

    def column(self, header: str) -> Column | None:
        """The column a header text names, None if it is not on the list."""
        return self.headers.get(matching(header).casefold())

    def convert(self, value: Decimal, unit: str, canonical_unit: str) -> Decimal | None:
        """`value` in `canonical_unit`, exactly; None if `unit` does not measure that."""
        name = matching(unit)
        if name == matching(canonical_unit):
            return value
        known = self.units.get(name)
        if known is None or known.canonical != canonical_unit:
            return None
        return widened.multiply(value, known.factor)

    def units_of(self, canonical_unit: str) -> list[str]:
        """The units that can be converted into one, itself first."""
        others = [name for name, unit in self.units.items() if unit.canonical == canonical_unit]
        return [canonical_unit, *(name for name in others if name != matching(canonical_unit))]


@cache
def shipped() -> Layout:
    """The layout with the lists that come with the project."""
    return read_layout(SHIPPED)


def read_layout(folder: Path) -> Layout:
    """The layout of a workspace folder; raises Refused with every wrong row of its lists."""
    problems: list[Problem] = []
    own_names = {matching(column): column for column in Column}
    headers = own_names | _read_list(folder, "headers.csv", _synonym, problems)
    units = _read_list(folder, "units.csv", _unit, problems)
    if problems:
        raise Refused(problems)
    return Layout(headers, units)


def _synonym(row: dict[str, str]) -> tuple[str, Column]:
    return matching(row["synonym"]).casefold(), Column(row["column"])


def _unit(row: dict[str, str]) -> tuple[str, Unit]:
    factor = parse_plain(row["factor"])
    if factor <= 0 or not row["canonical_unit"]:
        raise ValueError("a unit is a positive number of another one")
    return matching(row["unit"]), Unit(row["canonical_unit"], factor)


def _read_list(
    folder: Path, name: str, read: Callable[[dict[str, str]], tuple[str, T]], problems: list[Problem]
) -> dict[str, T]:
    """The list of a workspace or, without one, the shipped list; a name may stand once."""
    own = folder / name
    text = (own if own.is_file() else SHIPPED / name).read_text("utf-8-sig", errors="replace")
    known: dict[str, T] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            key, meaning = read(row)
            if not key or key in known:
                raise ValueError("names must be there, and once")
            known[key] = meaning
        except (KeyError, TypeError, ValueError):
            found = ",".join(map(str, row.values()))
            problems.append(upload_problem("list_row", file=name, row=line, found=found))
    return known
