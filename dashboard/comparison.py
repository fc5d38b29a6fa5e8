"""Which targets of one metric can stand side by side, and why the others cannot."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from dashboard.rows import TargetRow
from etl.period import Period
from etl.vocabulary import Basis

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
    apart = [(row, _reason(row, like)) for row in rows if row not in like]
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
    ranked.sort(key=lambda row: (-getattr(row, measure), row.key))
    unranked = [row for row in known if getattr(row, measure) is None]
    return Group(due_year, level, measure, ranked, unranked, [row for row in rows if not row.has_figure])


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
