"""Levels in readable tables: promises and figures of a city and its counties in, rows out.

Targets are those of `tests/table.py` with a column `region`: empty for the city, `a`, `b` or `c`
for a county, `z` for a functional zone. `document` and `obligation` may be named too.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from etl.decimals import canonical
from etl.period import Period
from etl.registers import Document, Region, Registers, Target
from etl.vocabulary import DocumentStatus, Level, Obligation
from etl.warehouse import fill, in_memory
from etl.warehouse.levels import create_level, created_rows
from tests import table
from tests.engines import entries_of
from tests.reference import levels as reference
from tests.table import CITY, COUNTIES

ZONE = f"{CITY}-KQ"
PLACES = {"": CITY, **COUNTIES, "z": ZONE}
_DOCUMENTS = ("plan", "draft")
#: No lower bound of 0: its figures may be negative.
BALANCE = "balance"
RELATIONS = ("target_level", "actual_level", "plan_conflict")

Engine = Callable[..., list[dict]]


def by_reference(relation: str, registers: Registers, actuals, as_of: Period, known_at=None) -> list[dict]:
    """The plain-Python rows of a relation."""
    return getattr(reference, relation)(registers, actuals, as_of, known_at)


def by_warehouse(relation: str, registers: Registers, actuals, as_of: Period, known_at=None) -> list[dict]:
    """The SQL rows of a relation."""
    return all_by_warehouse(registers, actuals, as_of, (relation,), known_at)[relation]


def all_by_warehouse(
    registers: Registers, actuals, as_of: Period, relations: Sequence[str] = RELATIONS, known_at=None
) -> dict[str, list[dict]]:
    """The SQL rows of several relations over one warehouse."""
    connection = _connection()
    fill(connection, registers, entries_of(registers, actuals))
    return {relation: created_rows(connection, relation, as_of, known_at) for relation in relations}


ENGINES = {"reference": by_reference, "warehouse": by_warehouse}


def asked(engine: Engine, relation: str, columns: str, *, targets: str, actuals: str = "", as_of: str = "2025Q4") -> str:
    """Rows of a relation, one a line in sorted order, cells between bars, unknown empty."""
    parsed = read_targets(targets)
    figures = table.read_actuals(actuals, parsed[0].metric)
    rows = engine(relation, registers(parsed), figures, Period.parse(as_of))
    names = [name.strip() for name in columns.split(",")]
    lines = [" | ".join(_cell(name, row[name]) for name in names).rstrip(" |") for row in rows]
    return "\n".join(sorted(lines))


def registers(targets: list[Target]) -> Registers:
    """The registers of `tests/table.py` with a zone, a draft, and a metric that may be negative."""
    known = table.registers(targets)
    flow = next(metric for metric in known.metrics if metric.metric == "exports")
    return replace(
        known,
        regions=(*known.regions, Region(ZONE, "高新区", "Zone", Level.ZONE, CITY, "")),
        metrics=(*known.metrics, replace(flow, metric=BALANCE, min_value=Decimal(-1000))),
        documents=tuple(_document(name) for name in _DOCUMENTS),
    )


def read_targets(text: str) -> list[Target]:
    """Targets, one a line below the names of the columns that differ from the defaults."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    cells = [dict(zip(header, line, strict=True)) for line in lines]
    return [_placed(target, cell) for target, cell in zip(table.read_targets(text), cells, strict=True)]


def _placed(target: Target, cell: dict[str, str]) -> Target:
    return replace(
        target,
        region_code=PLACES[cell.get("region", "")],
        document_id=cell.get("document") or target.document_id,
        obligation=Obligation(cell.get("obligation") or Obligation.FIRM),
    )


def _document(name: str) -> Document:
    status = DocumentStatus.DRAFT if name == "draft" else DocumentStatus.IN_FORCE
    return Document(name, name, "", "", None, None, None, status, "", "", "")


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name.endswith("month") or name == "month_no":
        return str(Period(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    return canonical(value) if isinstance(value, Decimal) else str(value)


@cache
def _connection():
    connection = in_memory(Registers((), (), (), (), {}), [])
    for relation in RELATIONS:
        create_level(connection, relation)
    return connection
