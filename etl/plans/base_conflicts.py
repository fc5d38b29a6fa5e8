"""Goals of a plan against the base that its own text states: 由3000亿元提高到5000亿元, 翻一番 do not fit together.

A figure that is rounded, rough (约) or open (超, 以上) fits whatever it may stand for, and a milestone
such as 突破1000亿元 beside a doubling of 560: what is told here has to be certain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from etl.plans.candidates import Span
from etl.plans.stated_bases import Amount, Stated, StatedBase, StatedChange
from etl.registers import Registers, Target
from etl.vocabulary import Basis, Comparator

_AT_LEAST = (Comparator.GE, Comparator.GT)
_AT_MOST = (Comparator.LE, Comparator.LT)


class Misfit(StrEnum):
    """与写明的起点对不上: how a level does not fit the base that the text states for it."""

    GROWTH = "growth"  # the base and the growth come to another level
    CHANGE = "change"  # the level lies another amount from the base


@dataclass(frozen=True, slots=True)
class BaseConflict:
    """A level and the base the text states for it, in the unit of the metric, against a growth or
    an amount of change: `figure` in the text, and `other` where that is a target, as a growth
    always is. `expected` is what the level would be."""

    misfit: Misfit
    level: Target
    other: Target | None
    figure: str
    base: Decimal
    expected: Decimal


def base_conflicts(stated: Stated, places: Mapping[Span, str], registers: Registers, document_id: str) -> list[BaseConflict]:
    """What does not fit among the targets of a plan; `places` names the target of each place of
    the text that is one."""
    own = {one.target_id: one for one in registers.targets if one.document_id == document_id}
    units = {one.metric: one.unit for one in registers.metrics}
    of = {span: own[target_id] for span, target_id in places.items() if target_id in own}
    tolerance = registers.cuts["about_tolerance"]
    paired = _paired(stated.bases, of, list(own.values()), units)
    found = [_beside_growth(level, growth, bases, tolerance) for (level, growth), bases in paired.items()]
    found += [_beside_change(one, of, units, tolerance) for one in stated.changes]
    return sorted((one for one in found if one), key=lambda one: (one.level.target_id, one.other.target_id if one.other else "", one.figure))


def _paired(
    bases: Sequence[StatedBase], of: Mapping[Span, Target], own: Sequence[Target], units: Mapping[str, str]
) -> dict[tuple[Target, Target], list[StatedBase]]:
    """Levels and growths of the same thing by the same date, with the bases stated for either."""
    paired: dict[tuple[Target, Target], list[StatedBase]] = {}
    for base in bases:
        for level, growth in _pairs(base, of, own):
            if _is_in_unit(base.amount, base.reached, level, units):
                paired.setdefault((level, growth), []).append(base)
    return paired


def _pairs(base: StatedBase, of: Mapping[Span, Target], own: Sequence[Target]) -> Iterator[tuple[Target, Target]]:
    """A base without a year is one for multiples of its own phrase only, and one with a year none
    for a part of it (其中). What was confirmed in the place of the base itself is no level."""
    one = of.get(base.of)
    if one is None:
        return
    near = _within(base.phrase, of)
    parts = _within(base.sentence, of) - near
    for other in (target for target in own if _subject(target) == _subject(one) and target.target_id not in parts):
        level, growth = (one, other) if one.basis is Basis.LEVEL else (other, one)
        if level.basis is not Basis.LEVEL or level is of.get(base.span) or growth.basis not in (Basis.MULTIPLE, Basis.CAGR):
            continue
        is_near = base.year is None and growth.basis is Basis.MULTIPLE and other.target_id in near
        if is_near or base.year is not None and base.year == growth.baseline_year:
            yield level, growth


def _within(text: Span, of: Mapping[Span, Target]) -> set[str]:
    return {target.target_id for span, target in of.items() if text[0] <= span[0] < text[1]}


def _subject(target: Target) -> tuple:
    return target.region_code, target.metric, target.scope, target.due


def _is_in_unit(amount: Amount, reached: Decimal | None, level: Target, units: Mapping[str, str]) -> bool:
    """Whether a base is counted as the level is: 80家 → 120家 of a metric in 个 are."""
    return amount.unit == units[level.metric] or reached == level.value


def _beside_growth(level: Target, growth: Target, bases: Sequence[StatedBase], tolerance: Decimal) -> BaseConflict | None:
    """None where they fit, or several different bases are stated."""
    base, factor = bases[0].amount, _factor(growth, growth.value)
    if len({one.amount.value for one in bases}) > 1 or factor is None or level.value <= 0:
        return None
    low, high = _reached(base, growth)
    slack = tolerance * (1 + sum((base.is_rough, level.comparator is Comparator.ABOUT, growth.comparator is Comparator.ABOUT)))
    expected = base.value * factor
    rounding = _half_digit(level.value)
    falls_short = low is not None and _highest(level) + rounding < low * (1 - slack) and not _is_milestone(level, expected)
    goes_beyond = high is not None and level.value - rounding > high * (1 + slack)
    return BaseConflict(Misfit.GROWTH, level, growth, growth.figure, base.value, expected) if falls_short or goes_beyond else None


def _reached(base: Amount, growth: Target) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the growth makes of the base; None where that is open."""
    rounding = _half_digit(growth.value) if growth.basis is Basis.CAGR else Decimal(0)
    low = None if base.is_ceiling or growth.comparator in _AT_MOST else _factor(growth, growth.value - rounding)
    high = None if base.is_floor or growth.comparator in _AT_LEAST else _factor(growth, _highest(growth) + rounding)
    return (
        None if low is None else (base.value - base.rounding) * low,
        None if high is None else (base.value + base.rounding) * high,
    )


def _factor(growth: Target, value: Decimal) -> Decimal | None:
    """By how much a base is multiplied until the due date; None where nothing positive is left."""
    if growth.basis is Basis.MULTIPLE:
        return value if value > 0 else None
    months = (growth.due.year - growth.baseline_year) * 12 + growth.due.month - 12
    return (1 + value / 100) ** (Decimal(months) / 12) if value > -100 else None


def _highest(target: Target) -> Decimal:
    return target.value if target.value_high is None else target.value_high


def _half_digit(value: Decimal) -> Decimal:
    """Half of the last digit that a figure has at the least: 0.05 of 12.5, 0.5 of 12 and of 300."""
    return Decimal(5).scaleb(min(value.normalize().as_tuple().exponent, 0) - 1)


def _is_milestone(level: Target, expected: Decimal) -> bool:
    """突破1000亿元 beside 1120: the growth, rounded down to its first digit, and open upwards."""
    first_digit = Decimal(1).scaleb(expected.adjusted())
    return level.comparator in _AT_LEAST and level.value == (expected / first_digit).to_integral_value(ROUND_FLOOR) * first_digit


def _beside_change(
    one: StatedChange, of: Mapping[Span, Target], units: Mapping[str, str], tolerance: Decimal
) -> BaseConflict | None:
    """None where they fit: all three are rounded, and the amount may be rough or open."""
    level = of.get(one.level)
    if level is None or level.basis is not Basis.LEVEL or not _is_in_unit(one.base, one.reached, level, units):
        return None
    sign = -1 if one.falls else 1
    apart = sign * (level.value - one.base.value)
    is_open = level.value_high is not None or one.base.is_floor or one.base.is_ceiling
    slack = tolerance * (1 + one.amount.is_rough + (level.comparator is Comparator.ABOUT) + one.base.is_rough)
    allowed = slack * one.amount.value + one.amount.rounding + 2 * one.base.rounding
    is_less = apart < one.amount.value - allowed and not one.amount.is_ceiling
    is_more = apart > one.amount.value + allowed and not one.amount.is_floor
    if is_open or not (is_less or is_more):
        return None
    return BaseConflict(Misfit.CHANGE, level, of.get(one.span), one.figure, one.base.value, one.base.value + sign * one.amount.value)
