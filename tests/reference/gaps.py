"""The whole computation: registers and reported rows in, one row per target and due period out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal, localcontext

from etl.decimals import canonical
from etl.period import Period
from etl.registers import Registers, Target
from etl.vocabulary import GAP_COLUMNS
from tests.reference.actuals import Rows, measured
from tests.reference.bases import aim, metric_of
from tests.reference.figures import lowest_confidence
from tests.reference.paths import gap_columns, path_columns, path_of, required_columns
from tests.reference.performance import Case, data_state, verdict
from tests.reference.rows import Actual, rows_in_force
from tests.reference.spans import Span, spans

#: Enough digits for every product and power met here to be exact.
DIGITS = 500


def gaps(
    registers: Registers, actuals: Sequence[Actual], as_of: Period, known_at: datetime | None
) -> list[dict]:
    """Every gap as of a quarter, with what was known by `known_at` (None: everything).

    Keys are `GAP_COLUMNS`; None is unknown. Sorted by target_id and due_period.
    """
    scopes = {metric.metric: metric.scope for metric in registers.metrics}
    with localcontext(prec=DIGITS):
        rows = rows_in_force(actuals, scopes, known_at)
        found = [_gap(case) for case in cases(registers, rows, as_of)]
    return in_order(found)


def cases(registers: Registers, rows: Rows, as_of: Period) -> Iterator[Case]:
    """What every target and due period rests on, as of a quarter, with the rows in force."""
    for target in registers.targets:
        for span in spans(target, as_of):
            yield _case(registers, rows, target, span)


def in_order(found: list[dict]) -> list[dict]:
    return sorted(found, key=lambda row: (row["target_id"], row["due_period"]))


def _case(registers: Registers, rows: Rows, target: Target, span: Span) -> Case:
    metric = metric_of(registers, target)
    found = measured(rows, target, metric, span, registers.cuts)
    aimed = aim(registers, rows, target, span, found.figure)
    path = path_of(target, metric, span, found.figure, aimed)
    return Case(target, metric, span, found, aimed, path, registers.cuts)


def _gap(case: Case) -> dict:
    target, metric, span = case.target, case.metric, case.span
    found, aimed, path = case.measured, case.aim, case.path
    performance, reason = verdict(case)
    gap = gap_columns(metric, found.figure, aimed)
    missing = gap["gap_to_target"]
    columns = {
        "target_id": target.target_id,
        "due_period": str(Period(span.due)),
        "region_code": target.region_code,
        "metric": target.metric,
        "scope": target.scope,
        "target_value": aimed.target_value,
        **_dated("actual", found.figure),
        **_dated("baseline", aimed.baseline),
        "confidence": lowest_confidence(found.figure, aimed.baseline) if found.figure else None,
        "provisional": aimed.provisional,
        **gap,
        **path_columns(path, metric),
        **required_columns(target, metric, span, found.figure, aimed, missing),
        "data_state": data_state(span, found),
        "performance": performance,
        "reason": reason,
    }
    return {name: plain(columns[name]) for name in GAP_COLUMNS}


def _dated(name: str, figure) -> dict:
    return {
        f"{name}_value": figure.value if figure else None,
        f"{name}_period": str(Period(figure.month_no)) if figure else None,
    }


def plain(value):
    """Decimals without trailing zeros, words as text; the rest as it is."""
    if isinstance(value, Decimal):
        return Decimal(canonical(value))
    return str(value) if isinstance(value, str) else value
