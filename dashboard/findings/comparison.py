"""Which targets of one metric can stand side by side, and why the others cannot."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dashboard.rows import TargetRow
from dashboard.findings.selection import latest, quarter_before
from etl.period import Period
from etl.vocabulary import Basis, Direction

#: Targets that end in a figure of the metric itself, however the clause words it.
_LEVELS = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)
_ORDER = ("province", "city", "county", "")


class Group(NamedTuple):
    """Targets that fall due in one year, of regions of one level.

    `measure` is the column they are ranked by: `pace`, or `attainment` where none has a
    pace. `ranked` have it, best first; `unranked` have a figure but not that measure;
    `unknown` have no figure.
    """

    due_year: int
    level: str
    measure: str
    ranked: list[TargetRow]
    unranked: list[TargetRow]
    unknown: list[TargetRow]

    @property
    def rows(self) -> list[TargetRow]:
        return [*self.ranked, *self.unranked, *self.unknown]


def compare(
    rows: Sequence[TargetRow], levels: Mapping[str, str], as_of: str
) -> tuple[list[Group], list[tuple[TargetRow, str]]]:
    """Groups of comparable targets, the next to fall due first; the others with their reason.

    `levels` is the level of each region. Comparable are targets of the same metric, scope
    and kind of promise, due in the same year, of regions of the same level. Reasons are
    keys under `apart` of the page texts.
    """
    like = alike(rows)
    names = {row.key for row in like}
    apart = [(row, _reason(row, like)) for row in rows if row.key not in names]
    found: dict[tuple[int, str], list[TargetRow]] = {}
    for row in like:
        found.setdefault((_due_year(row), levels.get(row.region_code, "")), []).append(row)
    nearest = sorted(found.items(), key=_nearness(as_of))
    groups = [_group(*key, same) for key, same in nearest if _regions(same) > 1]
    apart += [(row, "alone") for same in found.values() if _regions(same) == 1 for row in same]
    return groups, sorted(apart, key=lambda one: one[0].key)


def alike(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """Targets in the scope and of the kind of promise that most of them share; no drafts."""
    final = [row for row in rows if not row.is_draft]
    scope = _commonest([row.scope for row in final])
    kind = _commonest([promise_kind(row) for row in final if row.scope == scope])
    return [row for row in final if row.scope == scope and promise_kind(row) == kind]


def similar(row: TargetRow, rows: Sequence[TargetRow], levels: Mapping[str, str], limit: int = 5) -> list[TargetRow]:
    """At most `limit` targets of other regions that `row` can be held against, the nearest
    target value first: same metric, scope, kind of promise and level of region, final, and
    with a target value. Of a region the one nearest in due date stands for it."""
    if row.target_value is None:
        return []
    found: dict[str, TargetRow] = {}
    for other in sorted(rows, key=lambda other: (_years_apart(row, other), other.key)):
        if _is_like(row, other, levels):
            found.setdefault(other.region_code, other)
    return sorted(found.values(), key=lambda other: (_distance(row, other), other.key))[:limit]


def _is_like(row: TargetRow, other: TargetRow, levels: Mapping[str, str]) -> bool:
    return (
        other.region_code != row.region_code
        and (other.metric, other.scope, promise_kind(other)) == (row.metric, row.scope, promise_kind(row))
        and levels.get(other.region_code) == levels.get(row.region_code)
        and other.target_value is not None
        and not other.is_draft
    )


def _years_apart(row: TargetRow, other: TargetRow) -> int:
    return abs(_due_year(row) - _due_year(other))


def _distance(row: TargetRow, other: TargetRow) -> Decimal:
    return abs(Decimal(row.target_value) - Decimal(other.target_value))


def place_changes(group: Group, earlier: Sequence[Group]) -> dict[tuple[str, str], int]:
    """By how many places each ranked target has risen since an earlier quarter (negative: fallen).

    Only targets that both rankings hold are counted off against each other, so that a region
    which has only now published a figure moves nobody. Empty where the earlier ranking went
    by another measure.
    """
    same = next((one for one in earlier if one[:3] == group[:3]), None)
    if same is None:
        return {}
    now = [row.key for row in group.ranked]
    before = [row.key for row in same.ranked if row.key in now]
    now = [key for key in now if key in before]
    return {key: before.index(key) - place for place, key in enumerate(now)}


def changes_since(
    groups: Sequence[Group], earlier_rows: Sequence[TargetRow], levels: Mapping[str, str], as_of: str
) -> dict[tuple[str, str], int]:
    """The `place_changes` of all rankings since the quarter before `as_of`, whose rows of all
    targets are `earlier_rows`: only the targets ranked now are looked for among them."""
    targets = {row.target_id for group in groups for row in group.rows}
    same = latest(row for row in earlier_rows if row.target_id in targets)
    earlier, _ = compare(same, levels, quarter_before(as_of))
    return {key: change for group in groups for key, change in place_changes(group, earlier).items()}


def promise_kind(row: TargetRow) -> str:
    """Targets of one kind of promise measure the same thing."""
    return "level" if row.basis in _LEVELS else row.basis


def _reason(row: TargetRow, like: Sequence[TargetRow]) -> str:
    if row.is_draft:
        return "draft"
    return "basis" if like and row.scope == like[0].scope else "scope"


def _group(due_year: int, level: str, rows: Sequence[TargetRow]) -> Group:
    known = [row for row in rows if row.has_figure]
    measure = "pace" if any(row.pace is not None for row in known) else "attainment"
    ranked = [row for row in known if getattr(row, measure) is not None]
    ranked.sort(key=lambda row: (-_merit(row, measure), row.key))
    unranked = [row for row in known if getattr(row, measure) is None]
    return Group(due_year, level, measure, ranked, unranked, [row for row in rows if not row.has_figure])


def _merit(row: TargetRow, measure: str) -> float:
    """The measure, more of it always better: a pace is so as it is, 实际值 ÷ 目标值 not where less is wanted."""
    value = getattr(row, measure)
    return -value if measure == "attainment" and row.direction == Direction.LOWER else value


def _regions(rows: Sequence[TargetRow]) -> int:
    return len({row.region_code for row in rows})


def _commonest(values: Sequence[str]) -> str:
    count = Counter(values)
    return max(sorted(count), key=lambda value: count[value], default="")


def _due_year(row: TargetRow) -> int:
    return Period.parse(row.due_period).year


def _nearness(as_of: str) -> Callable[[tuple], tuple]:
    """Running years first, the next one foremost; then past ones, latest first."""
    now = Period.parse(as_of).year

    def key(item: tuple) -> tuple:
        due_year, level = item[0]
        order = _ORDER.index(level) if level in _ORDER else len(_ORDER)
        return due_year < now, abs(due_year - now), order

    return key
