"""A story for registers of real plans, thrown from a fixed seed."""

from collections.abc import Iterable
from decimal import Decimal

from etl.demo.accidents import Accident
from etl.demo.chance import chance
from etl.demo.story import FIRST_QUARTER, LAST_QUARTER, Story
from etl.period import Period
from etl.registers import Metric, Registers, Target
from etl.vocabulary import Kind, Scope

#: What happens, first and last quarter (empty: the whole demonstration), detail.
Happening = tuple[str, str, str, str]

_SILENT: list[Happening] = [("missing", "", "", "")]


def rehearsal_story(registers: Registers) -> Story:
    """Each region has a pace of its own and each target strays from it; one region in
    eight reports nothing, and to the others accidents happen here and there."""
    metrics = {metric.metric: metric for metric in registers.metrics}
    asked = {
        (region_code, target.metric, target.scope)
        for target in registers.targets
        for region_code in target.children or (target.region_code,)
    }
    accidents = [
        accident
        for region_code, metric, scope in sorted(asked)
        for accident in _accidents(region_code, metrics[metric], scope)
    ]
    return Story(pace=_pace, given={}, accidents=tuple(accidents))


def _pace(target: Target, region_code: str) -> Decimal:
    region = chance("pace", region_code).randint(55, 130)
    stray = chance("pace", target.target_id, region_code).randint(-20, 20)
    return Decimal(region + stray) / 100


def _accidents(region_code: str, metric: Metric, scope: Scope) -> Iterable[Accident]:
    for what, first, last, detail in _happenings(region_code, metric, scope):
        yield Accident(
            what=what,
            region_code=region_code,
            metric=metric.yoy_of or metric.metric,
            scope=scope.value,
            first=Period.parse(first) if first else FIRST_QUARTER,
            last=Period.parse(last) if last else LAST_QUARTER,
            detail=detail,
        )


def _happenings(region_code: str, metric: Metric, scope: Scope) -> list[Happening]:
    if chance("silent", region_code).randint(1, 8) == 1:
        return _SILENT
    throw = chance("happening", region_code, metric.metric, scope.value).randint(1, 18)
    other = Scope.OTHER if scope is Scope.MUNICIPAL else Scope.MUNICIPAL
    is_flow, is_money = metric.kind is Kind.FLOW, metric.unit == "亿元"
    return {
        1: _SILENT,
        2: [("missing", "2026Q2", "", "")],
        3: [("missing", "2024Q3", "2024Q4", ""), ("revised", "2025Q4", "2025Q4", "-4")],
        4: [("revised", "2026Q1", "2026Q1", "6"), ("preliminary", "2026Q3", "", "")],
        5: [("finalised", "2025Q3", "2026Q2", "3"), ("preliminary", "2026Q3", "", "")],
        6: [("forecast", "2026Q3", "", "")],
        7: [("withdrawn", "2026Q3", "", "")],
        8: [("confidence", "", "", "medium")],
        9: [("confidence", "2025Q1", "", "low")],
        10: [("also_scope", "2025Q2", "", other)],
        11: [("scope", "", "", other)],
        12: [("quarter", "2026Q1", "", "")] if is_flow else [("blank", "2026Q2", "2026Q2", "")],
        13: [("month", "2026Q3", "", "")] if is_money else [("nil", "2021Q3", "2021Q3", "")],
    }.get(throw, [])
