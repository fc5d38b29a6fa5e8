"""Checks of an upload: figures against the targets they count towards."""

from decimal import Decimal

from etl.checks.case import Case, FigureKey, Problems
from etl.checks.doubt import doubtful
from etl.intake.cells import widened
from etl.parse import Entry
from etl.period import Period
from etl.registers import Target
from etl.vocabulary import Basis, Counting, Kind

#: Reaching a target of so few exactly is the usual way of reaching it.
_FEW = 10


def on_target(case: Case) -> Problems:
    """A figure that lands exactly on its target, in any period while the target runs.

    Not where it stood there before, nor for whole numbers under ten.
    """
    for entry, key in case.figures_sent:
        earlier = case.last_before(key)
        if earlier and case.figures[earlier] == entry.value or _are_few(case, entry):
            continue
        for target in case.targets.get((entry.region_code, entry.metric, entry.scope), ()):
            if _runs(target, entry.period) and entry.value == _value(case, key, target):
                yield doubtful(case, entry, "on_target", target=target.target_id, due=str(Period.quarter_of(target.due)))
                break


def _are_few(case: Case, entry: Entry) -> bool:
    return case.metrics[entry.metric].decimals == 0 and abs(entry.value) < _FEW


def _runs(target: Target, period: Period) -> bool:
    first = Period.quarter_of(target.start).month_no - 2
    return first <= period.month_no <= Period.quarter_of(target.due).month_no


def _value(case: Case, key: FigureKey, target: Target) -> Decimal | None:
    """The figure that meets a target; None where it cannot be said from the figures at hand
    (a cagr is rounded, and nobody lands on it by hand)."""
    if target.basis is Basis.CAGR:
        return None
    if target.basis is not Basis.MULTIPLE:
        return target.value
    is_flow = case.metrics[key.metric].kind is Kind.FLOW
    counting = Counting.YTD if is_flow else Counting.POINT
    month_no = Period.of(target.baseline_year, 12).month_no
    base = case.figures.get(key._replace(counting=counting, month_no=month_no))
    return None if base is None else widened.multiply(base, target.value)
