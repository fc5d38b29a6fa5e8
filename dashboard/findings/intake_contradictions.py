"""Numbers of one plan that do not fit together, beside the targets they stand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.level_rows import ConflictRow
from etl.decimals import canonical
from etl.period import Period
from etl.registers import Registers


@dataclass(frozen=True, slots=True)
class Side:
    """One target of a contradiction, as `level_parts.sentence` reads it."""

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


def contradictions(rows: Iterable[Mapping[str, object]], registers: Registers) -> list[Contradiction]:
    """Rows of `plan_conflict` beside their targets, in the order of the targets."""
    units = {one.metric: one.unit for one in registers.metrics}
    known = {one.target_id: one for one in registers.targets}

    def side(target_id: object, month_no: object) -> Side:
        one = known[str(target_id)]
        return Side(one.target_id, one.clause, one.figure, units[one.metric], str(Period(month_no)))

    found = [
        Contradiction(_conflict_row(row), side(row["target_id"], row["due_month"]), side(row["other_id"], row["other_month"]))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.row.target_id, one.other.target_id))


def _conflict_row(row: Mapping[str, object]) -> ConflictRow:
    """Figures as text, months as periods."""
    plain = {name: canonical(value) if isinstance(value, Decimal) else value for name, value in row.items()}
    periods = {f"{name}_period": plain.pop(f"{name}_month") for name in ("due", "other", "base")}
    return ConflictRow(**plain, **{name: None if month is None else str(Period(month)) for name, month in periods.items()})

