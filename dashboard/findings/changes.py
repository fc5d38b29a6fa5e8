"""What is different between two answers about the same targets, and why.

Either two evaluations of one quarter, as known at two times, or two quarters as known now.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from dashboard.findings import selection, standing
from dashboard.rows import TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Performance

#: What makes a target another one.
_TERMS = (
    "metric", "scope", "basis", "comparator", "value", "value_high", "baseline_year", "start_date", "due_date",
    "parent_id",
)  # fmt: skip


class Way(StrEnum):
    """Which way a target went: each change counts as one of these."""

    WORSE = "worse"
    BETTER = "better"
    NEW_YEAR = "new_year"
    BEGAN = "began"
    CEASED = "ceased"
    UNJUDGED = "unjudged"
    UNCHANGED = "unchanged"
    ADDED = "added"
    REMOVED = "removed"


class Change(NamedTuple):
    """One target before and after; None where it was not there. `causes` are keys under `cause`
    of the page texts."""

    before: TargetRow | None
    now: TargetRow | None
    causes: tuple[str, ...]

    @property
    def row(self) -> TargetRow:
        return self.now or self.before

    @property
    def worsening(self) -> int:
        """How much worse the class became; negative is better, 0 where one of the two judges nothing
        and where they judge two years."""
        if self.before is None or self.now is None or is_new_year(self.before, self.now):
            return 0
        judged = [standing.severity(row) for row in (self.before, self.now) if _is_judged(row)]
        return judged[1] - judged[0] if len(judged) == 2 else 0

    @property
    def way(self) -> Way:
        if self.before is None or self.now is None:
            return Way.REMOVED if self.now is None else Way.ADDED
        if is_new_year(self.before, self.now):
            return Way.NEW_YEAR
        if self.worsening:
            return Way.WORSE if self.worsening > 0 else Way.BETTER
        return _way_of_judging(self.before, self.now)


def _way_of_judging(before: TargetRow, now: TargetRow) -> Way:
    """Whether it is judged now or was: one that stays judged kept its class, as it went neither way."""
    if _is_judged(before) != _is_judged(now):
        return Way.BEGAN if _is_judged(now) else Way.CEASED
    return Way.UNCHANGED if standing.class_of(before) == standing.class_of(now) else Way.UNJUDGED


def _is_judged(row: TargetRow) -> bool:
    return row.performance in standing.JUDGED


def is_new_year(before: TargetRow, now: TargetRow) -> bool:
    """Whether a yearly target is now that of another year: what became of the one year says
    nothing of how the other goes."""
    is_yearly = before.basis == now.basis == Basis.EVERY_YEAR
    return is_yearly and before.due_period != now.due_period and before.due_date == now.due_date


def changes(before: Iterable[TargetRow], now: Iterable[TargetRow], *, figures: bool) -> list[Change]:
    """The targets whose class changed, and with `figures` also those whose actual or target
    value did; worsened ones first. One row per target is compared."""
    then, current = (_by_target(rows) for rows in (before, now))
    pairs = [(then.get(name), current.get(name)) for name in sorted({*then, *current})]
    found = [Change(old, new, causes(old, new)) for old, new in pairs if _differs(old, new, figures)]
    return sorted(found, key=lambda one: (-one.worsening, one.row.target_id))


def causes(before: TargetRow | None, now: TargetRow | None) -> tuple[str, ...]:
    """Why an answer differs, as far as the two answers tell."""
    if before is None or now is None:
        return ("removed",) if now is None else ("added",)
    found = {
        "target": any(getattr(before, name) != getattr(now, name) for name in _TERMS),
        "year": is_new_year(before, now),
        **_data(before, now),
        "began": before.performance == Performance.NOT_STARTED != now.performance,
        "due": selection.is_due(now, now.as_of) and not selection.is_due(before, before.as_of),
    }
    return tuple(name for name, holds in found.items() if holds) or (_rest(before, now),)


def _data(before: TargetRow, now: TargetRow) -> dict[str, bool]:
    old, new = (_month(row.actual_period) for row in (before, now))
    is_same_year = before.due_period == now.due_period
    return {
        "new_data": new > old,
        "withdrawn": is_same_year and new < old,
        "restated": is_same_year and old == new and before.actual_value != now.actual_value,
        "baseline": is_same_year and bool(before.baseline_value) and before.baseline_value != now.baseline_value,
    }


def _rest(before: TargetRow, now: TargetRow) -> str:
    return "rules" if before.as_of == now.as_of else "time"


def _month(period: str | None) -> int:
    return Period.parse(period).month_no if period else 0


def _differs(before: TargetRow | None, now: TargetRow | None, figures: bool) -> bool:
    if before is None or now is None:
        return True
    if standing.class_of(before) != standing.class_of(now):
        return True
    values = [(row.actual_value, row.target_value) for row in (before, now)]
    return figures and values[0] != values[1]


def _by_target(rows: Iterable[TargetRow]) -> Mapping[str, TargetRow]:
    return {row.target_id: row for row in selection.latest(rows)}
