"""Target value and baseline: where the path leads and where it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.period import Period
from etl.registers import Metric, Registers, Target
from etl.vocabulary import Basis
from tests.reference.figures import Figure, rounded
from tests.reference.rows import Actual, Place
from tests.reference.series import YEAR, Series, december, series_of
from tests.reference.spans import Span, whole_span

#: Bases whose target value is the baseline times a factor, and whose path is a growth path.
GROWTH = (Basis.MULTIPLE, Basis.CAGR)


@dataclass(frozen=True, slots=True)
class Aim:
    """`ceiling` is the upper end of a range, in the unit of `target_value`."""

    target_value: Decimal | None
    baseline: Figure | None
    provisional: bool = False
    ceiling: Decimal | None = None


def aim(
    registers: Registers,
    rows: Mapping[Place, list[Actual]],
    target: Target,
    span: Span,
    actual: Figure | None,
) -> Aim:
    """Target value and baseline of one target in one span."""
    if target.basis == Basis.EACH_SUBREGION:
        return Aim(Decimal(len(target.children)), None)
    if target.basis in (Basis.INCREMENT, Basis.EVERY_YEAR):
        return Aim(target.value, Figure(span.before, Decimal(0)))
    metric = metric_of(registers, target)
    series = series_of(rows, target.region_code, metric, target.scope, span.end)
    if target.basis == Basis.LEVEL:
        return Aim(target.value, _level_baseline(series, target, actual), ceiling=target.value_high)
    base = positive(series.at(december(target.baseline_year)))
    if base is None and target.basis == Basis.MULTIPLE:
        base = positive(_promised_base(registers, rows, target, span))
        return _growth_aim(target, base, span, provisional=base is not None)
    return _growth_aim(target, base, span, provisional=False)


def metric_of(registers: Registers, target: Target) -> Metric:
    return next(metric for metric in registers.metrics if metric.metric == target.metric)


def _level_baseline(series: Series, target: Target, actual: Figure | None) -> Figure | None:
    """The figure at the end of the base year, else the earliest between it and the actual."""
    start_year = target.start.year
    base_year = start_year - 1 if target.baseline_year is None else target.baseline_year
    at_base = series.at(december(base_year))
    if at_base or actual is None:
        return at_base
    return series.earliest_between(december(base_year), actual.month_no)


def positive(figure: Figure | None) -> Figure | None:
    """Nothing grows by a factor from zero or less: such a base counts as unknown."""
    return figure if figure and figure.value > 0 else None


def _promised_base(registers, rows, target: Target, span: Span) -> Figure | None:
    """The value the earlier target of a chain promises for the base year."""
    base_month = december(target.baseline_year)
    parent = next((t for t in registers.targets if t.target_id == target.parent_id), None)
    if parent is None or not _chains(parent, target, base_month):
        return None
    promised = aim(registers, rows, parent, whole_span(parent, Period(span.as_of)), None)
    if promised.target_value is None:
        return None
    behind = promised.baseline.rows if parent.basis in GROWTH else ()
    return Figure(base_month, promised.target_value, behind)


def _chains(parent: Target, target: Target, base_month: int) -> bool:
    same = (parent.region_code, parent.metric, parent.scope) == (
        target.region_code,
        target.metric,
        target.scope,
    )
    due = Period.quarter_of(parent.due).month_no
    return same and parent.basis in (Basis.LEVEL, *GROWTH) and due == base_month


def _growth_aim(target: Target, base: Figure | None, span: Span, provisional: bool) -> Aim:
    if base is None:
        return Aim(None, None)
    months = span.due - base.month_no
    high = target.value_high
    return Aim(
        grown(target, target.value, base.value, months),
        base,
        provisional,
        None if high is None else grown(target, high, base.value, months),
    )


def grown(target: Target, value: Decimal, base: Decimal, months: int) -> Decimal | None:
    """`value` times the base, or `value` per cent a year for `months` months, to 6 decimals."""
    if target.basis == Basis.MULTIPLE:
        return rounded(value * base)
    factor = 1 + value / 100
    if months % YEAR == 0:
        return rounded(base * factor ** (months // YEAR))
    if factor < 0:
        return None
    return rounded(Decimal(float(base) * float(factor) ** (months / YEAR)))
