"""Whether the levels add up: the rows of the warehouse beside their targets, in the order in
which they are shown. Pure functions of rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.findings import selection
from dashboard.queries import Levels
from dashboard.level_rows import ActualLevelRow, ConflictRow, TargetLevelRow
from dashboard.rows import TargetRow
from etl.decimals import canonical
from etl.vocabulary import Agreement, Allocation, Conflict

#: What does not add up comes first, what cannot be said last.
_ALLOCATIONS = (Allocation.SHORT, Allocation.REACHED, Allocation.PARTIAL, Allocation.UNKNOWN, Allocation.NONE)
_AGREEMENTS = (Agreement.EXCEEDS, Agreement.BELOW, Agreement.EQUAL, Agreement.PARTIAL, Agreement.NONE)
_CONFLICTS = (
    Conflict.FALLING_STAGE,
    Conflict.BASE_DIFFERS,
    Conflict.BASES_DISAGREE,
    Conflict.MINIMUM_SHORT,
    Conflict.MINIMUM_BEYOND,
    Conflict.BASE_UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Whole:
    """One promise of a region with lower ones, and their sum."""

    row: TargetRow
    level: TargetLevelRow

    @property
    def key(self) -> str:
        """What stands in the URL."""
        return f"{self.row.target_id}@{self.row.due_period}"


@dataclass(frozen=True, slots=True)
class Part:
    """What one lower region promises for the same thing, and what it has reported beside the
    region above; each None or empty where there is nothing."""

    child_code: str
    value: str | None
    is_bound: bool
    promises: Sequence[TargetRow]
    figure: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Two numbers of one plan that do not fit together, with both targets."""

    conflict: ConflictRow
    row: TargetRow
    other: TargetRow


def wholes(rows: Sequence[TargetRow], levels: Levels) -> list[Whole]:
    """The promises that can be held against lower ones, those that fall short first; of yearly
    ones the year running now."""
    of = {(one.target_id, one.due_period): one for one in levels.targets}
    found = [Whole(row, of[row.key]) for row in selection.latest(rows) if row.key in of]
    return sorted(found, key=_whole_place)


def _whole_place(whole: Whole) -> tuple:
    share = abs(whole.level.difference_share or 0)
    return _ALLOCATIONS.index(Allocation(whole.level.allocation)), -share, -whole.level.children_known, whole.row.key


def comparable(found: Iterable[Whole]) -> list[Whole]:
    """Those of which at least one lower region promises the same thing."""
    return [whole for whole in found if whole.level.allocation != Allocation.NONE]


def parts(whole: Whole, rows: Sequence[TargetRow], levels: Levels) -> list[Part]:
    """Every lower region behind one promise, in code order, with promise or without."""
    targets = {(row.target_id, row.due_period): row for row in rows}
    figures = {
        one.child_code: one.child_value
        for one in levels.actual_children
        if (one.region_code, one.metric, one.scope) == (whole.row.region_code, whole.row.metric, whole.row.scope)
    }
    return [
        Part(
            one.child_code,
            one.child_value,
            one.is_bound,
            [targets[key] for target_id in one.target_ids if (key := (target_id, one.due_period)) in targets],
            figures.get(one.child_code),
        )
        for one in levels.target_children
        if (one.target_id, one.due_period) == whole.row.key
    ]


def actuals(rows: Sequence[TargetRow], levels: Levels) -> list[tuple[ActualLevelRow, TargetRow]]:
    """Figures against those of lower regions, contradictions first, each with a target of the
    same series for its names."""
    of: dict[tuple[str, str, str], TargetRow] = {}
    for row in rows:
        of.setdefault((row.region_code, row.metric, row.scope), row)
    found = [
        (one, of[key]) for one in levels.actuals if (key := (one.region_code, one.metric, one.scope)) in of
    ]
    return sorted(found, key=lambda pair: (_AGREEMENTS.index(Agreement(pair[0].agreement)), pair[0].region_code, pair[0].metric))


def findings(rows: Sequence[TargetRow], levels: Levels) -> list[Finding]:
    """Conflicts inside the plans among `rows`, the gravest kind first."""
    of: Mapping[tuple[str, str], TargetRow] = {row.key: row for row in rows}
    found = [
        Finding(one, of[key], of[other])
        for one in levels.conflicts
        if (key := (one.target_id, one.due_period)) in of and (other := (one.other_id, one.other_period)) in of
    ]
    return sorted(found, key=lambda one: (_CONFLICTS.index(Conflict(one.conflict.conflict)), one.row.key, one.other.key))


def is_open(finding: Finding) -> bool:
    """Whether it can be judged only when the base is published."""
    return finding.conflict.conflict == Conflict.BASE_UNKNOWN


def apart(value: str, other: str) -> str:
    """The size of the difference of two figures."""
    return canonical(abs(Decimal(value) - Decimal(other)))


def reaches(value: str, other: str) -> bool:
    """Whether a figure is at least the other."""
    return Decimal(value) >= Decimal(other)


def covered(value: str | None, whole: str | None) -> float | None:
    """The share of a whole that a sum comes to; unknown if either is, or for a whole of zero."""
    if value is None or whole is None or not Decimal(whole):
        return None
    return float(Decimal(value) / Decimal(whole))


def deviation(value: float, other: float) -> float | None:
    """How far a figure lies from the other, as a fraction of it."""
    return abs(value / other - 1) if other else None
