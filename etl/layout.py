"""The upload layout: its columns, the closed list of header synonyms and the units.

The two lists have one home, `data/headers.csv` and `data/units.csv` of this checkout
(the project is always installed with `-e .`, so the folder stands beside the package).
A workspace may bring its own file of the same name; without it the shipped one counts.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from etl.cells import matching, widened
from etl.problems import Refused
from etl.upload_problems import upload_problem

SHIPPED = Path(__file__).resolve().parents[1] / "data"


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


@cache
def shipped() -> Layout:
    """The layout with the lists that come with the project."""
    return read_layout(SHIPPED)


def read_layout(folder: Path) -> Layout:
    """The layout of a workspace folder; raises Refused where a list of it is wrong."""
    headers = {column.value: column for column in Column}
    for line, row in _rows(_own_or_shipped(folder, "headers.csv")):
        if row.get("column") not in headers or not row.get("synonym"):
            raise _wrong("headers.csv", line, row)
        headers[matching(row["synonym"]).casefold()] = Column(row["column"])
    units = dict(_units(_own_or_shipped(folder, "units.csv")))
    return Layout(headers, units)


def _units(path: Path) -> Iterator[tuple[str, Unit]]:
    for line, row in _rows(path):
        try:
            factor = Decimal(row["factor"])
            yield matching(row["unit"]), Unit(row["canonical_unit"], factor)
        except (KeyError, TypeError, ArithmeticError):
            raise _wrong("units.csv", line, row) from None


def _own_or_shipped(folder: Path, name: str) -> Path:
    own = folder / name
    return own if own.is_file() else SHIPPED / name


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def _wrong(name: str, line: int, row: dict[str, str]) -> Refused:
    found = ",".join(str(cell) for cell in row.values())
    return Refused([upload_problem("list_row", file=name, row=line, found=found)])
