"""Who answers for which target, as the plans name them. Pure functions of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.findings import selection
from dashboard.rows import TargetRow
from etl.vocabulary import Performance

#: Classes that call for action.
LAGGING = (Performance.OFF_TRACK, Performance.AT_RISK, Performance.MISSED)


def named(row: TargetRow) -> Sequence[str]:
    """The units the clause itself names."""
    return row.responsible


def answering(row: TargetRow) -> Sequence[str]:
    """The units the clause names, else whoever issued the plan, if that is registered."""
    return row.responsible or ((row.issuer,) if row.issuer else ())


def by_unit(
    rows: Iterable[TargetRow], units_of: Callable[[TargetRow], Sequence[str]] = named
) -> Mapping[str, Sequence[TargetRow]]:
    """Targets by unit as written, the unit with most of them first. A target that names several
    units stands with each of them."""
    found: dict[str, list[TargetRow]] = {}
    for row in rows:
        for unit in dict.fromkeys(units_of(row)):
            found.setdefault(unit, []).append(row)
    return {unit: found[unit] for unit in sorted(found, key=lambda unit: (-len(found[unit]), unit))}


def unnamed(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets whose clause names no unit."""
    return [row for row in rows if not row.responsible]


def lagging(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets that call for action, the most urgent first."""
    return sorted((row for row in rows if row.performance in LAGGING), key=selection.urgency)


def next_due(rows: Iterable[TargetRow], as_of: str) -> list[TargetRow]:
    """The targets that fall due together, first of all after `as_of`."""
    running = selection.by_due(selection.running(rows, as_of))
    return [row for row in running if row.due_period == running[0].due_period]
