"""Stages that fall: a later date of one plan for which it asks less than for an earlier one.

`etl/sql/levels/90_falling_stage.sql` finds them among figures that add up between regions;
shares and growth rates, and minimums for every lower region, never do and are looked at here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from etl.registers import Metric, Target
from etl.vocabulary import Basis, Direction, Kind


@dataclass(frozen=True, slots=True)
class FallingStage:
    """`later` asks for less than `earlier`, though it is due after it."""

    earlier: Target
    later: Target


def falling_stages(targets: Iterable[Target], metrics: Mapping[str, Metric]) -> list[FallingStage]:
    """Every stage that falls below the one before it; the strictest promise of each date counts."""
    found = []
    wanted = [one for one in targets if _never_adds_up(one, metrics[one.metric])]
    for _, group in groupby(sorted(wanted, key=_series), key=_series):
        stages = _strictest(group, metrics)
        found += [
            FallingStage(earlier, later)
            for earlier, later in pairwise(stages)
            if _sign(later, metrics) * later.value < _sign(earlier, metrics) * earlier.value
        ]
    return found


def _never_adds_up(target: Target, metric: Metric) -> bool:
    return metric.kind is Kind.RATE or target.basis is Basis.EACH_SUBREGION


def _series(target: Target) -> tuple:
    return target.document_id, target.region_code, target.metric, target.scope, target.basis, target.children


def _strictest(targets: Iterable[Target], metrics: Mapping[str, Metric]) -> list[Target]:
    ordered = sorted(targets, key=lambda one: (one.due, -_sign(one, metrics) * one.value, one.target_id))
    return [next(group) for _, group in groupby(ordered, key=lambda one: one.due)]


def _sign(target: Target, metrics: Mapping[str, Metric]) -> int:
    return -1 if metrics[target.metric].direction is Direction.LOWER else 1
