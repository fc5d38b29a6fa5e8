"""When a figure satisfies a target."""

from collections.abc import Mapping
from decimal import Decimal

from etl.registers import Metric, Target
from etl.vocabulary import Comparator, Direction


def satisfied(
    target: Target,
    metric: Metric,
    value: Decimal,
    target_value: Decimal,
    cuts: Mapping[str, Decimal],
    ceiling: Decimal | None = None,
) -> bool:
    """Whether `value` satisfies the target's comparator against `target_value`.

    `ceiling` is the upper end of a `between`, in the unit of `target_value`.
    """
    tolerance = cuts["about_tolerance"]
    comparator = target.comparator
    if comparator == Comparator.GT:
        return value > target_value
    if comparator == Comparator.LT:
        return value < target_value
    if comparator == Comparator.LE:
        return value <= target_value
    if metric.direction == Direction.HIGHER:
        floor = target_value * (1 - tolerance) if comparator == Comparator.ABOUT else target_value
        return value >= floor
    if comparator == Comparator.ABOUT:
        return value <= target_value * (1 + tolerance)
    if comparator == Comparator.BETWEEN:
        return value <= (target.value_high if ceiling is None else ceiling)
    return value <= target_value
