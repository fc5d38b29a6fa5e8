"""How several targets stand together: counts per class, the worst and the middle class.

Targets are counted, colours are never averaged. What is not judged says nothing good or
bad, so it decides only where nothing is judged.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from dashboard import sayings
from dashboard.findings import selection
from dashboard.rows import RegionRow, TargetRow
from dashboard.theme import JUDGED
from etl.vocabulary import DataState, Performance

#: Class of targets nobody has published a figure for, apart from what cannot be judged.
UNPUBLISHED = "unpublished"
#: Every class as it is counted, best first.
CLASSES = (*JUDGED, Performance.AWAITING_FINAL, Performance.NOT_ASSESSABLE, UNPUBLISHED, Performance.NOT_STARTED)

_SEVERITY = {name: place for place, name in enumerate((*CLASSES[len(JUDGED) :][::-1], *JUDGED))}


def class_of(row: TargetRow) -> str:
    """The class a target is counted in."""
    return UNPUBLISHED if sayings.is_unpublished(row) else row.performance


def by_class(rows: Iterable[TargetRow]) -> dict[str, list[TargetRow]]:
    """The targets of each class that occurs, worst first."""
    found: dict[str, list[TargetRow]] = {}
    for row in sorted(rows, key=severity, reverse=True):
        found.setdefault(class_of(row), []).append(row)
    return found


def severity(row: TargetRow) -> int:
    """Grows from what is not judged over achieved to missed."""
    return _SEVERITY[class_of(row)]


def worst(rows: Sequence[TargetRow]) -> TargetRow:
    """A target of the worst class among these."""
    return max(rows, key=severity)


def middle(rows: Sequence[TargetRow]) -> TargetRow:
    """A target of the median class of those judged, of two in the middle the worse one; where
    nothing is judged the same of all."""
    judged = [row for row in rows if row.performance in JUDGED] or rows
    return sorted(judged, key=severity)[len(judged) // 2]


def change(rows: Iterable[TargetRow], before: Iterable[TargetRow]) -> dict[str, int]:
    """By how many each class has grown."""
    now, then = by_class(rows), by_class(before)
    return {name: len(now.get(name, ())) - len(then.get(name, ())) for name in CLASSES}


def data_states(rows: Iterable[TargetRow]) -> dict[str, int]:
    """How many targets rest on current, on older and on no figures."""
    found = [row.data_state for row in rows]
    return {state: found.count(state) for state in (DataState.CURRENT, DataState.STALE, DataState.NO_DATA, DataState.NOT_DUE)}


class Tree(NamedTuple):
    """Targets by region: all `inside` a region, its `own`, and the regions directly below that have some."""

    inside: dict[str, list[TargetRow]]
    own: dict[str, list[TargetRow]]
    below: dict[str, list[str]]

    @property
    def tops(self) -> list[str]:
        return self.below.get("", [])


def tree(rows: Iterable[TargetRow], regions: Iterable[RegionRow]) -> Tree:
    """Regions with targets and all above them, in the order of their codes."""
    parents = {region.region_code: region.parent_code for region in regions}
    inside: dict[str, list[TargetRow]] = {}
    own: dict[str, list[TargetRow]] = {}
    for row in rows:
        own.setdefault(row.region_code, []).append(row)
        code = row.region_code
        while code:
            inside.setdefault(code, []).append(row)
            code = parents.get(code, "")
    below: dict[str, list[str]] = {}
    for code in sorted(inside):
        below.setdefault(parents.get(code, ""), []).append(code)
    return Tree(inside, own, below)


def own_and_below(code: str, rows: Iterable[TargetRow]) -> tuple[int, int]:
    """How many of the targets inside a region are its own, and how many of the regions below it."""
    own = [row.region_code == code for row in rows]
    return own.count(True), own.count(False)


def below(code: str, rows: Iterable[TargetRow], regions: Iterable[RegionRow]) -> int:
    """How many of these targets, drafts apart, are of the regions below one."""
    inside = tree((row for row in rows if not row.is_draft), regions).inside
    return own_and_below(code, inside.get(code, ()))[1]


class Place(NamedTuple):
    """One line of the matrix: a region with all targets inside it, or its own ones alone.

    `depth` is the distance from the top; `is_open` whether lines of the regions inside follow,
    `has_inner` whether they could.
    """

    code: str
    depth: int
    rows: list[TargetRow]
    has_inner: bool
    is_open: bool
    is_own: bool = False


def places(tree: Tree, opened: Collection[str]) -> list[Place]:
    """The lines of the matrix from the top down: of an opened region its own targets and each
    region inside follow, a closed one speaks for all inside."""
    return [line for code in tree.tops for line in _lines(tree, code, 0, opened)]


def _lines(tree: Tree, code: str, depth: int, opened: Collection[str]) -> list[Place]:
    inner = tree.below.get(code, [])
    is_open = bool(inner) and code in opened
    lines = [Place(code, depth, tree.inside[code], bool(inner), is_open)]
    if is_open and code in tree.own:
        lines.append(Place(code, depth + 1, tree.own[code], False, False, is_own=True))
    if is_open:
        lines += [line for one in inner for line in _lines(tree, one, depth + 1, opened)]
    return lines


def apart(rows: Sequence[TargetRow]) -> dict[str, TargetRow]:
    """Regions all of whose targets are of drafts or ended plans, with one row each."""
    counted = {row.region_code for row in rows if row.counts}
    return {code: row for code, row in selection.regions_of(rows).items() if code not in counted}
