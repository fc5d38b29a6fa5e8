"""Which figure a target is measured by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.registers import Metric, Target
from etl.vocabulary import Basis, Counting, Kind, Reason, Scope
from tests.reference.comparators import satisfied
from tests.reference.figures import Figure, combined
from tests.reference.rows import Actual, Place
from tests.reference.series import Series, series_of
from tests.reference.spans import Span

Rows = Mapping[Place, list[Actual]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figure, or why there is none; `children_missing` counts those without any figure."""

    figure: Figure | None
    reason: Reason | None = None
    children_missing: int = 0


def measured(rows: Rows, target: Target, metric: Metric, span: Span, cuts) -> Measured:
    """The actual of one target in one span."""
    if target.basis == Basis.EACH_SUBREGION:
        found = _children_reaching(rows, target, metric, span, cuts)
    else:
        series = series_of(rows, target.region_code, metric, target.scope, span.end)
        found = Measured(_figure(series, target, metric, span))
    if found.figure:
        return found
    return replace(found, reason=_why_none(rows, target, metric, span))


def _figure(series: Series, target: Target, metric: Metric, span: Span) -> Figure | None:
    if target.basis in (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR):
        return series.latest()
    if metric.kind == Kind.FLOW:
        return series.latest_sum_since(span.first)
    return _stock_added(series, span)


def _stock_added(series: Series, span: Span) -> Figure | None:
    """The latest value since the start, less the value exactly at the quarter before it."""
    latest = series.latest(after=span.before)
    if latest is None:
        return None
    return combined(latest.month_no, plus=[latest], minus=[series.at(span.before)])


def _children_reaching(rows: Rows, target: Target, metric: Metric, span: Span, cuts) -> Measured:
    """How many children satisfy the comparator; dated by the one that lags behind."""
    latest = [
        series_of(rows, child, metric, target.scope, span.end).latest()
        for child in target.children
    ]
    known = [figure for figure in latest if figure]
    if not known:
        return Measured(None, children_missing=len(latest))
    reaching = [f for f in known if satisfied(target, metric, f.value, target.value, cuts)]
    missing = len(latest) - len(known)
    date_of_all = max if missing else min
    return Measured(
        Figure(
            date_of_all(figure.month_no for figure in known),
            Decimal(len(reaching)),
            tuple(row for figure in known for row in figure.rows),
        ),
        children_missing=missing,
    )


def _why_none(rows: Rows, target: Target, metric: Metric, span: Span) -> Reason:
    """`other_scope` where only another scope has a row by the end of the span."""
    places = target.children or (target.region_code,)
    scopes = {
        scope
        for scope in Scope
        if any(_has_row(rows, place, metric, scope, span.end) for place in places)
    }
    return Reason.OTHER_SCOPE if scopes and target.scope not in scopes else Reason.NO_ACTUAL


def _has_row(rows: Rows, region_code: str, metric: Metric, scope: Scope, last: int) -> bool:
    own = rows.get((region_code, metric.metric, scope), [])
    growth = rows.get((region_code, metric.yoy_of, scope), []) if metric.yoy_of else []
    growth = [row for row in growth if row.counting == Counting.YTD and row.yoy is not None]
    return any(row.period.month_no <= last for row in [*own, *growth])
