"""What happens in the demonstration: who leads, who lags, what is reported and what not.

A story says how far each target gets (`pace`), which annual figures are given and
which accidents befall the reported ones. The fictional province has its own, written
down in `fictional/`; for real registers one is thrown from a fixed seed.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from etl.demo.accidents import Accident
from etl.demo.chance import chance
from etl.demo.paths import Pace, SeriesKey, Years
from etl.period import Period
from etl.registers import Metric, Registers, Target
from etl.vocabulary import Kind, Scope

FIRST_QUARTER = Period.parse("2019Q4")
LAST_QUARTER = Period.parse("2026Q3")

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


def rehearsal_story(registers: Registers) -> Story:
    """A story for registers of real plans, thrown from a fixed seed.

    Each region has a pace of its own, each target strays from it; one region in eight
    reports nothing, and every accident occurs here and there.
    """
    metrics = {metric.metric: metric for metric in registers.metrics}
    asked = sorted(
        {
            (region_code, target.metric, target.scope)
            for target in registers.targets
            for region_code in target.children or (target.region_code,)
        }
    )
    accidents = [
        accident
        for region_code, metric, scope in asked
        for accident in _thrown(region_code, metrics[metric], scope)
    ]
    return Story(pace=_thrown_pace, given={}, accidents=tuple(accidents))


def _thrown_pace(target: Target, region_code: str) -> Decimal:
    region = chance("pace", region_code).randint(55, 130)
    stray = chance("pace", target.target_id, region_code).randint(-20, 20)
    return Decimal(region + stray) / 100


def _thrown(region_code: str, metric: Metric, scope: Scope) -> Iterable[Accident]:
    """Accidents of one series: (what, first and last quarter counted back, detail)."""
    if chance("silent", region_code).randint(1, 8) == 1:
        happened = [("missing", 27, 0, "")]
    else:
        happened = _misfortune(chance("misfortune", region_code, metric.metric, scope.value).randint(1, 16), metric)
    for what, first_back, last_back, detail in happened:
        yield Accident(
            what=what,
            region_code=region_code,
            metric=metric.yoy_of or metric.metric,
            scope=scope.value,
            first=Period(LAST_QUARTER.month_no - 3 * first_back),
            last=Period(LAST_QUARTER.month_no - 3 * last_back),
            detail=detail,
        )


def _misfortune(throw: int, metric: Metric) -> list[tuple[str, int, int, str]]:
    flow, money = metric.kind is Kind.FLOW, metric.unit == "亿元"
    return {
        1: [("missing", 1, 0, "")],
        2: [("missing", 27, 0, "")],
        3: [("missing", 8, 7, ""), ("revised", 3, 3, "-4")],
        4: [("revised", 2, 2, "6"), ("preliminary", 0, 0, "")],
        5: [("finalised", 4, 1, "3"), ("preliminary", 0, 0, "")],
        6: [("forecast", 0, 0, "")],
        7: [("withdrawn", 0, 0, "")],
        8: [("confidence", 27, 0, "medium")],
        9: [("confidence", 6, 0, "low")],
        10: [("also_scope", 5, 0, _another(metric))],
        11: [("scope", 27, 0, _another(metric))],
        12: [("quarter", 2, 0, "")] if flow else [("blank", 1, 1, "")],
        13: [("month", 0, 0, "")] if money else [("nil", 20, 20, "")],
    }.get(throw, [])


def _another(metric: Metric) -> str:
    """A scope the metric is not usually counted in."""
    return Scope.OTHER if metric.scope is Scope.MUNICIPAL else Scope.MUNICIPAL
