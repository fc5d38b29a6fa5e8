"""Which rows a page shows, in which order. Pure functions of rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from dashboard.rows import RegionRow, TargetRow
from etl.period import Period
from etl.vocabulary import DocumentStatus, Family, Performance

#: What lags and can still be acted on comes first, then what was missed; good news last.
ATTENTION = (
    Performance.OFF_TRACK,
    Performance.AT_RISK,
    Performance.MISSED,
    Performance.AWAITING_FINAL,
    Performance.ON_TRACK,
    Performance.MET_SO_FAR,
    Performance.NOT_ASSESSABLE,
    Performance.ACHIEVED,
    Performance.NOT_STARTED,
)

#: Families in the order of columns; metrics without one come last.
OTHER_FAMILY = "other"
FAMILIES = (*Family, OTHER_FAMILY)


def family(row: TargetRow) -> str:
    """The family a target is counted in."""
    return row.family or OTHER_FAMILY


def latest(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """One row per target: of yearly targets the year running now."""
    return list({row.target_id: row for row in sorted(rows, key=lambda row: row.key)}.values())


def counted(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets of plans in force, without drafts: the headline counts."""
    return [row for row in rows if row.counts]


def counted_keys(rows: Iterable[TargetRow]) -> frozenset[tuple[str, str]]:
    """Which of all rows of a quarter stand in the totals of the pages: the latest of each target in force."""
    return frozenset(row.key for row in counted(latest(rows)))


def drafts(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets of drafts for comment."""
    return [row for row in rows if row.is_draft]


def ended(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets of plans that have ended."""
    return [row for row in rows if row.document_status == DocumentStatus.ENDED and not row.is_draft]


def plan_state(row: TargetRow) -> DocumentStatus:
    """In which of the three lists above a target is: in force, a draft, or of an ended plan."""
    return DocumentStatus.DRAFT if row.is_draft else DocumentStatus(row.document_status)


def with_figures(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets with an actual, those that need attention first."""
    return sorted((row for row in rows if row.has_figure), key=urgency)


def without_figures(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Targets without an actual."""
    return [row for row in rows if not row.has_figure]


def by_due(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """Earliest due first."""
    return sorted(rows, key=lambda row: (row.due_period, row.target_id))


def urgency(row: TargetRow) -> tuple:
    """Sorts by class, then by pace (slowest first), then by due period."""
    pace = 99.0 if row.pace is None else row.pace
    return ATTENTION.index(Performance(row.performance)), pace, row.due_period, row.target_id


def running(rows: Iterable[TargetRow], as_of: str) -> list[TargetRow]:
    """Rows that fall due after `as_of`."""
    return [row for row in rows if not is_due(row, as_of)]


def finished(rows: Iterable[TargetRow], as_of: str) -> list[TargetRow]:
    """Rows that have fallen due, latest first."""
    return sorted((row for row in rows if is_due(row, as_of)), key=lambda row: row.due_period, reverse=True)


def is_due(row: TargetRow, as_of: str) -> bool:
    """Whether the due quarter has been reached."""
    return Period.parse(row.due_period).month_no <= Period.parse(as_of).month_no


#: So many quarters ahead count as soon: what falls due in them is listed.
SOON_QUARTERS = 4


def due_within(rows: Iterable[TargetRow], as_of: str, quarters: int) -> list[TargetRow]:
    """Targets due after `as_of` within so many quarters, earliest first."""
    first = Period.parse(as_of).month_no
    found = [row for row in rows if 0 < Period.parse(row.due_period).month_no - first <= 3 * quarters]
    return sorted(found, key=lambda row: (row.due_period, row.target_id))


def ended_unpublished(rows: Iterable[TargetRow], as_of: str) -> list[TargetRow]:
    """Targets past due whose final figure nobody has published, latest due first."""
    undecided = (Performance.NOT_ASSESSABLE, Performance.AWAITING_FINAL)
    found = [row for row in rows if is_due(row, as_of) and row.performance in undecided]
    return sorted(found, key=lambda row: (row.due_period, row.target_id), reverse=True)


def provinces(regions: Sequence[RegionRow], rows: Iterable[TargetRow]) -> list[RegionRow]:
    """Provinces that have a target themselves or below."""
    parents = {region.region_code: region.parent_code for region in regions}
    tops = {top(code, parents) for code in {row.region_code for row in rows}}
    return [region for region in regions if region.region_code in tops]


def within(rows: Iterable[TargetRow], province: str, regions: Sequence[RegionRow]) -> list[TargetRow]:
    """Rows of a province and all below it; all rows where `province` is empty."""
    parents = {region.region_code: region.parent_code for region in regions}
    return [row for row in rows if not province or top(row.region_code, parents) == province]


def top(code: str, parents: dict[str, str]) -> str:
    """The province above a region."""
    while parents.get(code):
        code = parents[code]
    return code


def narrowing(
    chosen: Iterable[TargetRow], field: str, regions: Sequence[RegionRow]
) -> Callable[[Iterable[TargetRow]], list[TargetRow]]:
    """What keeps of other answers the latest rows of the provinces of `chosen` and of one family;
    an empty `field` keeps every family."""
    parents = {region.region_code: region.parent_code for region in regions}
    tops = {top(row.region_code, parents) for row in chosen}

    def narrowed(rows: Iterable[TargetRow]) -> list[TargetRow]:
        return latest(row for row in rows if field in ("", family(row)) and top(row.region_code, parents) in tops)

    return narrowed


def quarter_before(as_of: str) -> str:
    """The quarter before this one."""
    return str(Period(Period.parse(as_of).month_no - 3))


def regions_of(rows: Iterable[TargetRow]) -> dict[str, TargetRow]:
    """Region codes that have targets, with one row each for their names."""
    return {row.region_code: row for row in sorted(rows, key=lambda row: row.region_code)}


def metrics_of(rows: Iterable[TargetRow]) -> dict[str, TargetRow]:
    """Metrics that have targets, with one row each for their names; most shared first."""
    rows = list(rows)
    shared = Counter(metric for metric, _ in {(row.metric, row.region_code) for row in rows})
    first = {row.metric: row for row in reversed(rows)}
    return {metric: first[metric] for metric in sorted(first, key=lambda name: (-shared[name], name))}
