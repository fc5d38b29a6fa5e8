"""What happens in the demonstration: who leads, who lags, what is reported and what not.

A story says how far each target gets (`pace`), which annual figures are given and
which accidents befall the reported ones. The fictional province has its own, written
down in `fictional/`; for real registers `rehearsal` throws one from a fixed seed.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from etl.demo.accidents import Accident
from etl.demo.paths import Pace, SeriesKey, Years
from etl.period import Period
from etl.registers import Registers, Target
from etl.vocabulary import Scope
from etl.workspace import CONTACTS_FILE

FIRST_QUARTER = Period.parse("2019Q4")
LAST_QUARTER = Period.parse("2026Q3")
#: The day it is in a demonstration: the quarter after the last one is over and not yet due.
DAY = date(2027, 1, 15)

_FICTIONAL = files("etl.demo").joinpath("fictional")
_REGISTERS = ("regions.csv", "metrics.csv", "documents.csv", "targets.csv")


@dataclass(frozen=True, slots=True)
class Story:
    """`pace`: see `paths`; `given`: annual figures that stand whatever the targets say."""

    pace: Pace
    given: Mapping[SeriesKey, Years]
    accidents: tuple[Accident, ...]


def fictional_registers() -> dict[str, bytes]:
    """The registers of the invented province, by file name."""
    return {name: _FICTIONAL.joinpath(name).read_bytes() for name in _REGISTERS}


def fictional_contacts() -> bytes:
    """Whom one would call in the invented province: people and numbers that do not exist."""
    return _FICTIONAL.joinpath(CONTACTS_FILE).read_bytes()


def fictional_story(registers: Registers) -> Story:
    """The story of the invented province, as its files tell it."""
    default_scope = {metric.metric: metric.scope for metric in registers.metrics}
    paces = {row["id"]: Decimal(row["pace_pct"]) / 100 for row in _read("paces.csv")}

    def pace(target: Target, region_code: str) -> Decimal:
        return paces.get(target.target_id, paces[region_code])

    return Story(
        pace=pace,
        given=dict(_given(row, default_scope) for row in _read("annual.csv")),
        accidents=tuple(_accident(row) for row in _read("accidents.csv")),
    )


def _read(name: str) -> Iterator[dict[str, str]]:
    text = _FICTIONAL.joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text))


def _given(
    row: dict[str, str], default_scope: Mapping[str, Scope]
) -> tuple[SeriesKey, Years]:
    scope = Scope(row["scope"]) if row["scope"] else default_scope[row["metric"]]
    years = {int(name): Decimal(cell) for name, cell in row.items() if name.isdigit() and cell}
    return SeriesKey(row["region_code"], row["metric"], scope), years


def _accident(row: dict[str, str]) -> Accident:
    return Accident(
        what=row["what"],
        region_code=row["region_code"],
        metric=row["metric"],
        scope=row["scope"],
        first=Period.parse(row["first"]) if row["first"] else FIRST_QUARTER,
        last=Period.parse(row["last"]) if row["last"] else LAST_QUARTER,
        detail=row["detail"],
    )
