"""Stages that fall: a later date of one plan for which it asks less than for an earlier one.

`etl/sql/levels/90_falling_stage.sql` finds them among figures that add up between regions, but
passes over a date for which one promise is unknown, such as a doubling whose base nobody has
published. What is written as a number beside it is held against the others here, and so are
shares and growth rates, and minimums for every lower region, which never add up.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from etl.registers import Metric, Target
from etl.vocabulary import Basis, Direction, Kind


#: What is a number only once the base is known.
_GROWTH = (Basis.MULTIPLE, Basis.CAGR)


@dataclass(frozen=True, slots=True)
class FallingStage:
    """`later` asks for less than `earlier`, though it is due after it."""

    earlier: Target
    later: Target


def falling_stages(targets: Iterable[Target], metrics: Mapping[str, Metric], told: Collection[str] = ()) -> list[FallingStage]:
    """Every stage that falls below the one before it; the strictest promise of each date counts.
    `told` are targets of which it is known already that they fall."""
    every = list(targets)
    growing = {_thing(one) for one in every if one.basis in _GROWTH and not _never_adds_up(one, metrics[one.metric])}
    wanted = [one for one in every if _never_adds_up(one, metrics[one.metric]) or one.basis is Basis.LEVEL and _thing(one) in growing]
    found = []
    for _, group in groupby(sorted(wanted, key=_series), key=_series):
        stages = _strictest(group, metrics)
        found += [
            FallingStage(earlier, later)
            for earlier, later in pairwise(stages)
            if _sign(later, metrics) * later.value < _sign(earlier, metrics) * earlier.value
        ]
    return [one for one in found if one.later.target_id not in told]


def _thing(target: Target) -> tuple:
    return target.document_id, target.region_code, target.metric, target.scope


def _never_adds_up(target: Target, metric: Metric) -> bool:
    return metric.kind is Kind.RATE or target.basis is Basis.EACH_SUBREGION


def _series(target: Target) -> tuple:
    return target.document_id, target.region_code, target.metric, target.scope, target.basis, target.children


def _strictest(targets: Iterable[Target], metrics: Mapping[str, Metric]) -> list[Target]:
    ordered = sorted(targets, key=lambda one: (one.due, -_sign(one, metrics) * one.value, one.target_id))
    return [next(group) for _, group in groupby(ordered, key=lambda one: one.due)]


def _sign(target: Target, metrics: Mapping[str, Metric]) -> int:
    return -1 if metrics[target.metric].direction is Direction.LOWER else 1
