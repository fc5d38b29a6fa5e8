"""Whether a target can still be reached, and what three other methods say of it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext

from etl.period import Period
from etl.registers import Registers
from etl.vocabulary import (
    OUTLOOK_COLUMNS,
    Basis,
    Comparator,
    Direction,
    GrowthCategory,
    Kind,
    Performance,
    Reach,
    ReachReason,
)
from tests.reference.actuals import Rows
from tests.reference.gaps import DIGITS, cases, in_order, plain
from tests.reference.paths import path_columns, sign, yearly_growth
from tests.reference.performance import Case, verdict
from tests.reference.rows import Actual, rows_in_force
from tests.reference.series import QUARTER, Flow, Series, series_of

#: Quarters that must be known before one of them is called the best.
ENOUGH = 4
EARLY = 0.10
AHEAD = (Performance.ACHIEVED, Performance.MET_SO_FAR, Performance.ON_TRACK)
BEHIND = (Performance.AT_RISK, Performance.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class Best:
    """The most one quarter brought, when, and among how many."""

    value: Decimal
    month_no: int
    known: int


def outlooks(
    registers: Registers, actuals: Sequence[Actual], as_of: Period, known_at: datetime | None
) -> list[dict]:
    """One row per target and due period with the keys of OUTLOOK_COLUMNS; None is unknown."""
    scopes = {metric.metric: metric.scope for metric in registers.metrics}
    with localcontext(prec=DIGITS):
        rows = rows_in_force(actuals, scopes, known_at)
        found = [_outlook(case, rows) for case in cases(registers, rows, as_of)]
    return in_order(found)


def _outlook(case: Case, rows: Rows) -> dict:
    best = _best(case, rows)
    columns = {
        "target_id": case.target.target_id,
        "due_period": str(Period(case.span.due)),
        "best_quarter_value": best.value if best else None,
        "best_quarter": str(Period(best.month_no)) if best else None,
        "quarters_known": best.known if best else 0,
        **_reach(case, best),
        **_second_methods(case),
    }
    return {name: plain(columns[name]) for name in OUTLOOK_COLUMNS}


# --- the best quarter


def _best(case: Case, rows: Rows) -> Best | None:
    if case.metric.kind == Kind.RATE or case.target.basis == Basis.EACH_SUBREGION:
        return None
    target = case.target
    series = series_of(rows, target.region_code, case.metric, target.scope, case.span.end)
    counted = case.metric.kind == Kind.FLOW and target.basis in (Basis.INCREMENT, Basis.EVERY_YEAR)
    steps = list(_amounts(series) if counted else _rises(series))
    if not steps:
        return None
    better = [(sign(case.metric) * value, month_no) for value, month_no in steps]
    return Best(*max(better), known=len(steps))


def _quarter_ends(series: Series) -> Iterator[int]:
    first = min((row.period.month_no for row in series.rows), default=series.last + 1) - 12
    return (month for month in range(first, series.last + 1) if Period(month).is_quarter)


def _rises(series: Series) -> Iterator[tuple[Decimal, int]]:
    """From one quarter to the next, of the figure a level is judged by."""
    for month_no in _quarter_ends(series):
        now, before = series.at(month_no), series.at(month_no - QUARTER)
        if now and before:
            yield now.value - before.value, month_no


def _amounts(series: Flow) -> Iterator[tuple[Decimal, int]]:
    """What each quarter brought: its own row, else what it added to the year so far."""
    for month_no in _quarter_ends(series):
        own = series.quarters.get(month_no)
        now = series.reported.get(month_no) or series._from_quarters(month_no)
        before = month_no - QUARTER
        was = series.reported.get(before) or series._from_quarters(before)
        if own:
            yield own.value, month_no
        elif now and Period(month_no).month == QUARTER:
            yield now.value, month_no
        elif now and was:
            yield now.value - was.value, month_no


# --- whether it is enough


def _reach(case: Case, best: Best | None) -> dict:
    state, reason = _state(case, best)
    last = None
    if state == Reach.REACHABLE:
        last = max(case.span.due - QUARTER * _whole_quarters(case, best), case.measured.figure.month_no)
    return {
        "reach": state,
        "reach_reason": reason,
        "last_reachable_period": None if last is None else str(Period(last)),
    }


def _state(case: Case, best: Best | None) -> tuple[Reach, ReachReason | None]:
    why = _why_unknown(case)
    if why:
        return Reach.UNKNOWN, why
    if case.is_met:
        return Reach.REACHED, None
    if case.span.is_due:
        return Reach.OUT_OF_REACH, None
    if case.metric.kind == Kind.RATE or case.target.basis == Basis.EACH_SUBREGION:
        return Reach.UNKNOWN, ReachReason.NOT_ADDITIVE
    if best is None or best.known < ENOUGH:
        return Reach.UNKNOWN, ReachReason.FEW_QUARTERS
    months = case.span.due - case.measured.figure.month_no
    enough = best.value > 0 and _is_enough(case, best, Decimal(months) / QUARTER)
    return (Reach.REACHABLE if enough else Reach.OUT_OF_REACH), None


def _why_unknown(case: Case) -> ReachReason | None:
    if case.measured.figure is None:
        return ReachReason(case.measured.reason)
    if case.aim.target_value is None:
        return ReachReason.NO_BASELINE
    if case.aim.provisional:
        return ReachReason.PROVISIONAL_BASELINE
    if case.measured.children_missing:
        return ReachReason.CHILDREN_MISSING
    if case.span.is_due and case.measured.figure.month_no < case.span.due:
        return ReachReason.AWAITING_FINAL
    return None


def _quarters_at_best(case: Case, best: Best) -> Decimal:
    """Quarters as good as the best one until the comparator is satisfied."""
    enough = case.aim.target_value
    if case.target.comparator == Comparator.ABOUT:
        enough -= sign(case.metric) * case.aim.target_value * case.cuts["about_tolerance"]
    elif case.target.comparator == Comparator.BETWEEN and sign(case.metric) < 0:
        enough = case.aim.ceiling
    need = sign(case.metric) * (enough - case.measured.figure.value)
    return round(need / best.value, 9)


def _is_strict(case: Case) -> bool:
    return case.target.comparator in (Comparator.GT, Comparator.LT)


def _is_enough(case: Case, best: Best, quarters: Decimal) -> bool:
    wanted = _quarters_at_best(case, best)
    return wanted < quarters if _is_strict(case) else wanted <= quarters


def _whole_quarters(case: Case, best: Best) -> int:
    wanted = _quarters_at_best(case, best)
    return max(1, math.floor(wanted) + 1 if _is_strict(case) else math.ceil(wanted))


# --- other methods


def _second_methods(case: Case) -> dict:
    if case.measured.figure is None or case.aim.provisional:
        names = OUTLOOK_COLUMNS[OUTLOOK_COLUMNS.index("time_elapsed"):]
        return dict.fromkeys(names)
    elapsed, time = _time_ratio(case)
    gone = _path_elapsed(case)
    growth, projected = _growth_ratio(case), _projected_attainment(case)
    classes = {
        "time_class": _class(case, time, elapsed),
        "growth_class": _class(case, growth, gone),
        "projected_class": _class(case, projected, gone),
    }
    return {
        "time_elapsed": elapsed,
        "time_ratio": time,
        "growth_ratio": growth,
        "growth_category": _category(case, growth),
        "projected_attainment": projected,
        **classes,
        "methods_disagree": _disagree(case, [one for one in classes.values() if one]),
    }


def _time_ratio(case: Case) -> tuple[float, float | None]:
    """The share of the plan's time gone, and how much is attained of what that share asks for."""
    span, figure = case.span, case.measured.figure
    elapsed = (figure.month_no - span.before) / (span.due - span.before)
    attained = _attained(case, float(figure.value))
    return elapsed, attained / elapsed if elapsed > 0 and attained is not None else None


def _attained(case: Case, value: float) -> float | None:
    if case.aim.target_value is None or case.aim.target_value <= 0:
        return None
    share = value / float(case.aim.target_value)
    return share if case.metric.direction == Direction.HIGHER else 2 - share


def _path_elapsed(case: Case) -> float | None:
    base = case.aim.baseline
    if base is None:
        return None
    return (case.measured.figure.month_no - base.month_no) / (case.span.due - base.month_no)


def _growth_ratio(case: Case) -> float | None:
    path = case.path
    if path is None or path.gone <= 0 or path.actual < 0 or path.base <= 0 or path.target <= 0:
        return None
    realised = yearly_growth(path.base, path.actual, path.gone)
    required = yearly_growth(path.base, path.target, path.whole)
    return realised / required if realised is not None and required else None


def _projected_attainment(case: Case) -> float | None:
    projected = path_columns(case.path, case.metric)["projected_value"]
    return None if projected is None else _attained(case, projected)


def _runs(case: Case) -> bool:
    span = case.span
    return not (verdict(case)[0] == Performance.NOT_STARTED or span.is_due or case.measured.children_missing)


def _class(case: Case, ratio: float | None, elapsed: float | None) -> Performance | None:
    if ratio is None or not _runs(case) or elapsed < EARLY:
        return None
    if round(ratio, 9) >= float(case.cuts["on_track"]):
        return Performance.ON_TRACK
    return Performance.AT_RISK if round(ratio, 9) >= float(case.cuts["at_risk"]) else Performance.OFF_TRACK


def _category(case: Case, ratio: float | None) -> GrowthCategory | None:
    if ratio is None:
        return None
    if round(ratio, 9) >= float(case.cuts["on_track"]):
        return GrowthCategory.SIGNIFICANT
    if round(ratio, 9) >= float(case.cuts["at_risk"]):
        return GrowthCategory.MODERATE
    return GrowthCategory.INSUFFICIENT if ratio >= 0 else GrowthCategory.MOVING_AWAY


def _disagree(case: Case, classes: list[Performance]) -> bool | None:
    performance, _ = verdict(case)
    if not _runs(case) or performance not in (*AHEAD, *BEHIND) or not classes:
        return None
    return any((one in AHEAD) != (performance in AHEAD) for one in classes)
