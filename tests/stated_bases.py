"""Sentences of a plan → the targets that extraction makes of them, against the bases they state."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from etl.plans.base_conflicts import BaseConflict, base_conflicts
from etl.plans.candidates import Candidate
from etl.plans.parts import PlanPart, read_parts
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Obligation, Scope
from tests.plan_text import known, source

PLAN = "浙江省跨境电商高质量发展行动计划（2026—2028年）\n一、总体目标\n{}\n"
_COMPUTED = ("basis", "value", "unit", "due")


def part_of(sentence: str) -> PlanPart:
    """A plan of one paragraph."""
    return read_parts(source(PLAN.format(sentence)), known(), date(2026, 11, 23)).parts[0]


def misfits(sentence: str, **corrected: dict[str, str]) -> list[BaseConflict]:
    """What does not fit once every goal of a sentence is a target; `corrected` are cells a person
    changes, by figure, and make a goal of what the rules took for none."""
    part = part_of(sentence)
    made = {one.span: target for one in part.candidates if (target := _target(one, corrected.get(one.figure, {})))}
    units = {one.metric: "%" if one.unit == "%" else one.unit for one in made.values() if one.basis is Basis.LEVEL}
    registers = known().registers
    first = registers.metrics[0]
    metrics = {one.metric: one for one in registers.metrics}
    told = tuple(metrics.get(metric) or replace(first, metric=metric, unit=unit) for metric, unit in units.items())
    registers = replace(registers, metrics=told, targets=tuple(made.values()))
    return base_conflicts(part.stated, {span: one.target_id for span, one in made.items()}, registers, "P")


def _target(one: Candidate, corrected: dict[str, str]) -> Target | None:
    cells = {**one.cells, **corrected}
    if not (one.is_goal or corrected) or not all(cells.get(name) for name in _COMPUTED):
        return None
    year = cells.get("baseline_year")
    if cells["basis"] in ("multiple", "cagr") and not year:
        return None
    return Target(
        f"{one.span[0]:04}", cells["region_code"], cells.get("metric") or one.proposed_metric, Scope(cells.get("scope") or "other"), "P",
        one.clause, Basis(cells["basis"]), Comparator(cells.get("comparator") or "eq"), Decimal(cells["value"]),
        Decimal(cells["value_high"]) if cells.get("value_high") else None, cells["unit"], int(year) if year else None,
        date.fromisoformat(cells["start"]), date.fromisoformat(cells["due"]), "", (), Obligation.FIRM, (), one.figure, "",
    )  # fmt: skip
