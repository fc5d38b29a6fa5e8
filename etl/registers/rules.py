"""What a target may not be: combinations that would make its gap nonsense.

Each rule looks at one target that may be half read: a cell that could not be read is
None, and a rule that needs it then says nothing, so that one fault is told once.
"""

from etl.decimals import canonical
from etl.registers.dimensions import PER_CENT
from etl.registers.model import Metric, Target
from etl.registers.table import Row
from etl.vocabulary import Basis, Comparator, Direction, Kind

TIMES = "倍"

# Tuples, not sets: members of an enumeration hash slowly, and there are many targets.
_PATH_BASES = (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR)
_ALLOWED_BASES = {
    Kind.FLOW: (*_PATH_BASES, Basis.INCREMENT, Basis.EVERY_YEAR),
    Kind.STOCK: (*_PATH_BASES, Basis.INCREMENT, Basis.EACH_SUBREGION),
    Kind.RATE: (Basis.LEVEL,),
}
#: Bases whose value is itself a figure of the metric, and so lies within its bounds.
_FIGURE_BASES = (Basis.LEVEL, Basis.EVERY_YEAR, Basis.EACH_SUBREGION)
_UPPER_LIMITS = (Comparator.LE, Comparator.LT)


def check_target(row: Row, target: Target, metric: Metric | None) -> None:
    """Record every rule that `target` breaks; `metric` is None where that is unknown or faulty."""
    _check_dates(row, target)
    _check_baseline_year(row, target)
    _check_growth(row, target)
    _check_range(row, target)
    if target.basis is not Basis.EACH_SUBREGION and row["children"]:
        row.fault("register.children_unused", "children", basis=target.basis or "")
    if metric is not None:
        _check_basis(row, target, metric)
        _check_comparator(row, target, metric)
        _check_unit(row, target, metric)
        _check_whole(row, target, metric)
        _check_bounds(row, target, metric)


def _check_dates(row: Row, target: Target) -> None:
    if target.start and target.due and target.due < target.start:
        row.fault("register.due_before_start", "due", start=target.start.isoformat())


def _check_baseline_year(row: Row, target: Target) -> None:
    """The path runs from Q4 of the baseline year to the due quarter and needs a length:
    no quarter of the same year lies after Q4."""
    if target.basis not in _PATH_BASES:
        return
    if target.baseline_year is None:
        if target.basis is not Basis.LEVEL and not row["baseline_year"]:
            row.fault("register.no_baseline_year", "baseline_year", basis=target.basis)
    elif target.due and target.baseline_year >= target.due.year:
        row.fault("register.baseline_not_before_due", "baseline_year", due=target.due.isoformat())


def _check_growth(row: Row, target: Target) -> None:
    if target.value is None:
        return
    if target.basis is Basis.MULTIPLE and target.value <= 0:
        row.fault("register.multiple_not_positive", "value")
    if target.basis is Basis.CAGR and target.value <= -100:
        row.fault("register.cagr_too_low", "value")


def _check_range(row: Row, target: Target) -> None:
    """`value_high` belongs to `between`, and to nothing else."""
    if target.comparator is None:
        return
    if target.comparator is not Comparator.BETWEEN:
        if row["value_high"]:
            row.fault("register.value_high_unused", "value_high", comparator=target.comparator)
    elif not row["value_high"]:
        row.fault("register.no_value_high", "value_high", value=row["value"])
    elif None not in (target.value, target.value_high) and target.value_high < target.value:
        row.fault("register.value_high_below", "value_high", value=row["value"])


def _check_basis(row: Row, target: Target, metric: Metric) -> None:
    allowed = _ALLOWED_BASES[metric.kind]
    if metric.direction is Direction.LOWER:
        allowed = tuple(basis for basis in allowed if basis in _PATH_BASES)
    if target.basis is not None and target.basis not in allowed:
        row.fault(
            "register.basis_not_allowed",
            "basis",
            metric=metric.metric,
            kind=metric.kind,
            direction=metric.direction,
            allowed=", ".join(allowed),
        )


def _check_comparator(row: Row, target: Target, metric: Metric) -> None:
    upper = target.comparator in _UPPER_LIMITS
    if target.comparator is Comparator.GT and metric.direction is Direction.LOWER:
        row.fault("register.comparator_direction", "comparator", direction=metric.direction)
    elif upper and metric.direction is Direction.HIGHER:
        row.fault("register.comparator_direction", "comparator", direction=metric.direction)
    elif upper and target.basis and target.basis not in _PATH_BASES:
        row.fault("register.comparator_basis", "comparator", basis=target.basis)


def _check_unit(row: Row, target: Target, metric: Metric) -> None:
    expected = metric.unit
    if target.basis is Basis.MULTIPLE:
        expected = TIMES
    elif target.basis is Basis.CAGR:
        expected = PER_CENT
    if target.unit and target.basis and target.unit != expected:
        row.fault("register.unit", "unit", expected=expected)


def _check_whole(row: Row, target: Target, metric: Metric) -> None:
    """What is counted in whole numbers cannot be promised in fractions."""
    if metric.decimals != 0 or target.basis in (Basis.MULTIPLE, Basis.CAGR, None):
        return
    for column, value in (("value", target.value), ("value_high", target.value_high)):
        if value is not None and value != value.to_integral_value():
            row.fault("register.not_whole", column, metric=metric.metric)


def _check_bounds(row: Row, target: Target, metric: Metric) -> None:
    if target.value is None or target.basis not in _FIGURE_BASES:
        return
    if target.value < metric.min_value:
        row.fault("register.below_min", "value", metric=metric.metric, low=canonical(metric.min_value))
    if metric.max_value is not None and target.value > metric.max_value:
        row.fault("register.above_max", "value", metric=metric.metric, high=canonical(metric.max_value))
