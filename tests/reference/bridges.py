"""What moved a gap to the trajectory between two dates, split by cause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, localcontext

from etl.period import Period
from etl.registers import Registers
from etl.vocabulary import Basis, Cause
from tests.reference.actuals import Rows
from tests.reference.figures import rounded
from tests.reference.gaps import DIGITS, cases
from tests.reference.paths import sign
from tests.reference.performance import Case
from tests.reference.rows import Actual, rows_in_force

#: Registers in force, from when on; the first from the beginning.
Editions = Sequence[tuple[datetime | None, Registers]]
#: The quarter evaluated and what was known.
Asked = tuple[Period, datetime | None]
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class State:
    """Every case as of a quarter: some registers, some rows."""

    cases: Mapping[Key, Case]

    def gap(self, key: Key, month_no: int | None = None) -> Decimal | None:
        """`gap_to_trajectory`, with the path read at another month if one is given."""
        case = self.cases.get(key)
        if case is None or case.path is None or case.path.gone <= 0:
            return None
        path = case.path
        if month_no is not None:
            path = replace(path, gone=month_no - case.aim.baseline.month_no)
        if path.gone <= 0 or path.expected is None:
            return None
        return sign(case.metric) * (rounded(Decimal(path.expected)) - path.actual)

    def month_no(self, key: Key) -> int | None:
        case = self.cases.get(key)
        return case.measured.figure.month_no if case and case.measured.figure else None


def bridges(editions: Editions, actuals: Sequence[Actual], then: Asked, now: Asked) -> list[dict]:
    """One row per target and due period: gaps at both dates and a part for each cause."""
    old, new = _in_force(editions, then[1]), _in_force(editions, now[1])
    with localcontext(prec=DIGITS):
        before, after = _rows(old, actuals, then[1]), _rows(old, actuals, now[1])
        first = _state(old, before, then[0])
        restated = _state(old, _of_then(after, before, then[0]), now[0])
        renewed = _state(old, after, now[0])
        last = _state(new, _rows(new, actuals, now[1]), now[0])
        keys = _keys(first, last)
        return sorted(
            (_bridge(was, then_is, first, restated, renewed, last) for was, then_is in keys),
            key=lambda row: (row["target_id"], row["due_period"]),
        )


def _bridge(was: Key, now_is: Key, first: State, restated: State, renewed: State, last: State) -> dict:
    read_at = renewed.month_no(was)
    moves_on = read_at is not None
    gaps = [
        first.gap(was),
        first.gap(was, read_at) if moves_on else None,
        restated.gap(was, read_at) if moves_on else None,
        renewed.gap(was),
        last.gap(now_is),
        last.gap(now_is),  # by the method of then, which is that of now
    ]
    case = last.cases.get(now_is) or first.cases[was]
    return {
        "target_id": case.target.target_id,
        "due_period": str(Period(case.span.due)),
        "period_then": _period(first.month_no(was)),
        "period_now": _period(last.month_no(now_is)),
        "gap_then": gaps[0],
        "gap_now": gaps[-1],
        **dict(zip(Cause, _parts(gaps), strict=True)),
    }


def _parts(gaps: list[Decimal | None]) -> list[Decimal | None]:
    if gaps[0] is None or gaps[-1] is None:
        return [None] * len(Cause)
    known = [next(gap for gap in reversed(gaps[: no + 1]) if gap is not None) for no in range(len(gaps))]
    return [
        None if gaps[no] is None else known[no] - known[no - 1] for no in range(1, len(gaps))
    ]


def _in_force(editions: Editions, known_at: datetime | None) -> Registers:
    return [one for start, one in editions if start is None or known_at is None or start <= known_at][-1]


def _rows(registers: Registers, actuals: Sequence[Actual], known_at: datetime | None) -> Rows:
    scopes = {metric.metric: metric.scope for metric in registers.metrics}
    return rows_in_force(actuals, scopes, known_at)


def _of_then(after: Rows, before: Rows, as_of: Period) -> Rows:
    """The rows of now of which some version counted then."""
    counted = {
        (place, row.period, row.counting) for place, rows in before.items() for row in rows if row.period <= as_of
    }
    return {
        place: [row for row in rows if (place, row.period, row.counting) in counted]
        for place, rows in after.items()
    }


def _state(registers: Registers, rows: Rows, as_of: Period) -> State:
    return State({_key(case): case for case in cases(registers, rows, as_of)})


def _key(case: Case) -> Key:
    """A yearly target is followed year by year, any other whatever its due date becomes."""
    each = case.target.basis == Basis.EVERY_YEAR
    return case.target.target_id, case.span.due if each else None


def _keys(first: State, last: State) -> list[tuple[Key, Key]]:
    """Which case of the one state is which of the other; `every_year` against another type of
    target is compared where they are due at the same time."""
    pairs = {(key, key) for key in {*first.cases, *last.cases} if key in first.cases and key in last.cases}
    for key, case in first.cases.items():
        for other, found in last.cases.items():
            if key[0] == other[0] and key != other and case.span.due == found.span.due:
                pairs.add((key, other))
    paired = {key for key, _ in pairs}
    found_now = {key for _, key in pairs}
    alone = [(key, key) for key in first.cases if key not in paired]
    return [*pairs, *alone, *((key, key) for key in last.cases if key not in found_now)]


def _period(month_no: int | None) -> str | None:
    return None if month_no is None else str(Period(month_no))
