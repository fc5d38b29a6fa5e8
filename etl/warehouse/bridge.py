"""Why did `gap_to_trajectory` change between two dates? Split by cause, without remainder.

The gap is evaluated at states in between, each changing one thing only, in a fixed order:
time passes, figures are restated, new figures come in, the target changes, the method
changes. The relations are those of the gaps; `etl/sql/bridge` puts its own in place of two of
them, so that registers and figures can be those of different times. One page asks, so the
macro is temporary, on the cursor of whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext

import duckdb

from etl.period import Period
from etl.vocabulary import Cause
from etl.warehouse.query import shanghai
from etl.warehouse.schema import create_relation, statement

#: Version of the method by which gaps are computed. There has been one only; a second enters
#: as one more state, the one of now evaluated by the method in force then, before `gap_now`.
METHOD_VERSION = 1

#: What a state is asked by: the quarter evaluated, until when figures and until when registers
#: are known, and where only figures that counted before are to count, for which quarter and as
#: known when.
_PARAMETERS = "as_of, known_at, registers_known_at, then_as_of, then_known_at"
#: Digits of an exact difference of two figures of the warehouse.
_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """A quarter evaluated with what was known at a time; None counts everything."""

    as_of: Period
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """The gap to the trajectory of one target at two dates, and what moved it in between.

    Gaps and parts are exact, in the unit of the metric, positive for more behind. `parts`
    has every `Cause` in order; a part is None where its state is unknown, and what it moved
    is then in the next. Without a gap at both dates all parts are None.
    """

    target_id: str
    due_period: str
    period_then: str | None
    period_now: str | None
    gap_then: Decimal | None
    gap_now: Decimal | None
    parts: tuple[tuple[Cause, Decimal | None], ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.target_id, self.due_period

    @property
    def change(self) -> Decimal | None:
        """How much further behind; the sum of the parts."""
        if self.gap_then is None or self.gap_now is None:
            return None
        with localcontext(prec=_DIGITS):
            return self.gap_now - self.gap_then

    @property
    def largest(self) -> Cause | None:
        """The cause that moved it most; of equals the earlier. None where nothing moved."""
        moved = [(abs(part), -place, cause) for place, (cause, part) in enumerate(self.parts) if part]
        return max(moved)[2] if moved else None


def bridges(connection: duckdb.DuckDBPyConnection, then: Moment, now: Moment) -> list[Bridge]:
    """The bridge of every target and due period there is at either date, by target and due period.

    Targets of type every_year are followed due year by due year, the others whatever their
    due date has become. Raises ValueError where the quarter or the
    time known of `now` lies before that of `then`.
    """
    if now.as_of < then.as_of or _until(now) < _until(then):
        raise ValueError(f"{now} lies before {then}")
    with connection.cursor() as cursor:
        create_state(cursor)
        for name, asked in _states(then, now).items():
            cursor.execute(f"create temp table {name} as from state_as_of(?, ?, ?, ?, ?)", asked)
        rows = cursor.execute(statement("bridge", "bridge")).fetchall()
    return [_bridge(*row) for row in rows]


def _states(then: Moment, now: Moment) -> dict[str, tuple]:
    """What each state is asked by. One query over all of them would take twice as long to plan."""
    quarter, quarter_then = str(now.as_of), str(then.as_of)
    known, known_then = shanghai(now.known_at), shanghai(then.known_at)
    return {
        "was": (quarter_then, known_then, known_then, None, None),
        "restated": (quarter, known, known_then, quarter_then, known_then),
        "renewed": (quarter, known, known_then, None, None),
        "now": (quarter, known, known, None, None),
    }


def _until(one: Moment) -> datetime:
    return shanghai(one.known_at) or datetime.max


def create_state(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the relation `state` askable on this cursor, by the parameters above."""
    create_relation(cursor, "state", ("gap", "bridge"), _PARAMETERS, is_temporary=True)


def _bridge(target_id, due_period, period_then, period_now, *gaps: Decimal | None) -> Bridge:
    by_method_then = gaps[-1]  # one method only: what it gives now is what it would have given
    states = [*gaps[:-1], by_method_then, gaps[-1]]
    parts = zip(Cause, _parts(states), strict=True)
    return Bridge(target_id, due_period, period_then, period_now, gaps[0], gaps[-1], tuple(parts))


def _parts(states: Sequence[Decimal | None]) -> list[Decimal | None]:
    """What each state adds to the last known one before it; None throughout without both ends."""
    last = states[0]
    if last is None or states[-1] is None:
        return [None] * (len(states) - 1)
    found = []
    with localcontext(prec=_DIGITS):
        for state in states[1:]:
            found.append(None if state is None else state - last)
            last = last if state is None else state
    return found
