"""The performance class and its reason: thirteen rules, the first that matches wins."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.registers import Metric, Target
from etl.vocabulary import Basis, DataState, Kind, Performance, Reason
from tests.reference.actuals import Measured
from tests.reference.bases import GROWTH, Aim
from tests.reference.comparators import satisfied
from tests.reference.paths import Path
from tests.reference.spans import Span

Verdict = tuple[Performance, Reason | None]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict rests on."""

    target: Target
    metric: Metric
    span: Span
    measured: Measured
    aim: Aim
    path: Path | None
    cuts: Mapping[str, Decimal]

    def meets(self, value: Decimal) -> bool:
        """Whether `value` satisfies the comparator of the target."""
        if self.target.basis == Basis.EACH_SUBREGION:
            return value >= self.aim.target_value
        return satisfied(
            self.target, self.metric, value, self.aim.target_value, self.cuts, self.aim.ceiling
        )

    @property
    def is_met(self) -> bool:
        return self.meets(self.measured.figure.value)


def data_state(span: Span, measured: Measured) -> DataState:
    """Whether there is a figure, and whether it is of the period asked for."""
    if span.not_started:
        return DataState.NOT_DUE
    if measured.figure is None:
        return DataState.NO_DATA
    return DataState.STALE if measured.figure.month_no < span.end else DataState.CURRENT


def verdict(case: Case) -> Verdict:
    """Rules 1 to 3; then due or not."""
    if case.span.not_started:
        return Performance.NOT_STARTED, None
    if case.measured.figure is None:
        return Performance.NOT_ASSESSABLE, case.measured.reason
    if case.aim.target_value is None:
        return Performance.NOT_ASSESSABLE, Reason.NO_BASELINE
    if case.aim.provisional:
        return Performance.NOT_ASSESSABLE, Reason.PROVISIONAL_BASELINE
    return _when_due(case) if case.span.is_due else _before_due(case)


def _when_due(case: Case) -> Verdict:
    """Rules 4 to 6."""
    if case.measured.children_missing:
        return Performance.AWAITING_FINAL, Reason.CHILDREN_MISSING
    if case.measured.figure.month_no < case.span.due:
        return Performance.AWAITING_FINAL, None
    return (Performance.ACHIEVED if case.is_met else Performance.MISSED), None


def _before_due(case: Case) -> Verdict:
    """Rules 7 and 8."""
    if case.measured.children_missing:
        return Performance.NOT_ASSESSABLE, Reason.CHILDREN_MISSING
    if not case.is_met:
        return _on_the_way(case)
    return (Performance.ACHIEVED if _cannot_be_undone(case) else Performance.MET_SO_FAR), None


def _cannot_be_undone(case: Case) -> bool:
    if case.target.basis == Basis.EVERY_YEAR:
        return True
    return case.target.basis == Basis.INCREMENT and case.metric.kind == Kind.FLOW


def _on_the_way(case: Case) -> Verdict:
    """Rules 9 to 13."""
    if case.path is None:
        return _without_path(case)
    if case.path.elapsed < 0.10:
        return Performance.NOT_ASSESSABLE, Reason.TOO_EARLY
    pace = case.path.pace
    if pace is None:
        return Performance.NOT_ASSESSABLE, Reason.NO_PATH
    return _by_pace(pace, case.cuts)


def _without_path(case: Case) -> Verdict:
    baseline = case.aim.baseline
    has_baseline = case.target.basis != Basis.EACH_SUBREGION
    moves = case.target.basis in (Basis.LEVEL, *GROWTH)
    if moves and baseline and case.meets(baseline.value):
        return Performance.OFF_TRACK, Reason.REGRESSING
    if has_baseline and baseline is None:
        return Performance.NOT_ASSESSABLE, Reason.NO_BASELINE
    return Performance.NOT_ASSESSABLE, Reason.NO_PATH


def _by_pace(pace: float, cuts: Mapping[str, Decimal]) -> Verdict:
    """Rule 13. Rounding to 9 decimals keeps a double's last digits from deciding."""
    reason = Reason.REGRESSING if pace < 0 else None
    if round(pace, 9) >= float(cuts["on_track"]):
        return Performance.ON_TRACK, reason
    if round(pace, 9) >= float(cuts["at_risk"]):
        return Performance.AT_RISK, reason
    return Performance.OFF_TRACK, reason
