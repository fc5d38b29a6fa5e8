"""One relation at a time: targets and figures in, the rows of one stage out."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from etl.decimals import canonical
from etl.registers import Registers
from etl.warehouse import fill, in_memory
from etl.warehouse.schema import create_stage
from etl.warehouse.schema import create_stage, stages
from tests.engines import entries_of
from tests.table import read_actuals, read_targets, registers


@pytest.fixture(scope="session")
def connection():
    """One warehouse in memory for all tests, with every stage askable."""
    made = in_memory(Registers((), (), (), (), {}), [])
    for name in stages():
        create_stage(made, name)
    return made


@pytest.fixture
def stage(connection):
    """The rows of the relation `name`, one a line, cells between bars, unknown empty.

    `columns` is what to select from it; targets and figures stand as in `tests/table.py`.
    """

    def asking(name, columns, *, targets="value\n500", actuals="", as_of="2025Q4", known_at=""):
        parsed = read_targets(targets)
        held = registers(parsed)
        fill(connection, held, entries_of(held, read_actuals(actuals, parsed[0].metric)))
        create_stage(connection, name)
        moment = datetime.combine(date.fromisoformat(known_at), time.max) if known_at else None
        rows = connection.execute(f"select {columns} from {name}_as_of(?, ?) order by all", [as_of, moment])
        return "\n".join(" | ".join(map(_cell, row)).rstrip() for row in rows.fetchall())

    return asking


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return canonical(value) if isinstance(value, Decimal) else str(value)
