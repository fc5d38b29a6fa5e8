"""Numbers of one plan that do not fit together, beside the targets they stand in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.findings import adding_up
from dashboard.level_rows import ConflictRow
from etl.collection.plan_reading import Inconsistencies
from etl.decimals import canonical
from etl.period import Period
from etl.plans.base_conflicts import BaseConflict, Misfit
from etl.registers import Registers, Target


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction, as `level_parts.sentence` reads it; a figure of the text that is
    no target has no id."""

    target_id: str
    clause: str
    figure: str
    metric_unit: str
    due_period: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two targets of one plan that do not fit together; the first is told of in `conflict`."""

    conflict: ConflictRow
    row: Side
    other: Side


@dataclass(frozen=True, slots=True)
class BaseContradiction:
    """A level (`row`) that does not fit the base of the plan's own text. `expected` is what the
    base and `other` come to, `apart` the level less the base, `share` the level's distance from
    what was expected as a fraction of it."""

    misfit: Misfit
    row: Side
    other: Side
    base: str
    level: str
    expected: str
    apart: str
    share: float


Found = Contradiction | BaseContradiction


def contradictions(found: Inconsistencies, registers: Registers) -> tuple[list[Found], list[Found]]:
    """What does not fit together, and what can be judged only when a base is published, each
    beside its targets and in their order."""
    units = {one.metric: one.unit for one in registers.metrics}
    rows = list(_of_rows(found.conflicts, registers, units))
    told = [one for one in rows if not adding_up.is_open(one)]
    told += [_of_base(one, units[one.level.metric]) for one in found.misfits]
    return _ordered(told), _ordered(one for one in rows if adding_up.is_open(one))


def _ordered(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.row.target_id, one.other.target_id))


def _of_rows(rows: Iterable[Mapping[str, object]], registers: Registers, units: Mapping[str, str]) -> Iterator[Contradiction]:
    """Rows of `plan_conflict` beside their targets."""
    known = {one.target_id: one for one in registers.targets}
    for row in rows:
        one, other = known[str(row["target_id"])], known[str(row["other_id"])]
        sides = _side(one, units[one.metric], Period(row["due_month"])), _side(other, units[other.metric], Period(row["other_month"]))
        yield Contradiction(_conflict_row(row), *sides)


def _side(one: Target, unit: str, due: Period) -> Side:
    return Side(one.target_id, one.clause, one.figure, unit, str(due))


def _of_base(one: BaseConflict, unit: str) -> BaseContradiction:
    due = Period.quarter_of(one.level.due)
    row = _side(one.level, unit, due)
    other = _side(one.other, unit, due) if one.other else Side("", one.level.clause, one.figure, unit, row.due_period)
    return BaseContradiction(
        one.misfit,
        row,
        other,
        canonical(one.base),
        canonical(one.level.value),
        canonical(one.expected),
        canonical(abs(one.level.value - one.base)),
        abs(float(one.level.value / one.expected) - 1) if one.expected else 0.0,
    )


def _conflict_row(row: Mapping[str, object]) -> ConflictRow:
    """Figures as text, months as periods."""
    plain = {name: canonical(value) if isinstance(value, Decimal) else value for name, value in row.items()}
    periods = {f"{name}_period": plain.pop(f"{name}_month") for name in ("due", "other", "base")}
    return ConflictRow(**plain, **{name: None if month is None else str(Period(month)) for name, month in periods.items()})
