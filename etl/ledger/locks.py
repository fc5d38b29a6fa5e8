"""Which quarters of which regions are locked, and until when one was reopened.

An accepted submission that was not withdrawn locks each region and quarter its figures are
of. Figures of a month within a quarter lock nothing: the quarter is still to come. A
reopening lifts the lock until its date, or until the next acceptance for that region and
quarter, whichever is first.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from datetime import date
from itertools import chain

from sqlalchemy import Connection, Select, and_, func, select, tuple_

from etl.ledger import clock
from etl.ledger.errors import QuarterInvalid
from etl.ledger.records import Acceptance, ActKind, Reopening
from etl.ledger.sweep import sweep
from etl.ledger.tables import act, filed_period, reopening, submission, with_act
from etl.period import Period

_BATCH_SIZE = 10_000
_accepted = act.alias("accepted")
_withdrawn = act.alias("withdrawn")


def quarter_end(quarter: str, place: str) -> int:
    """The `month_no` of a quarter such as 2025Q4; else QuarterInvalid."""
    try:
        period = Period.parse(quarter)
    except ValueError:
        raise QuarterInvalid(place, quarter) from None
    if str(period) != quarter:
        raise QuarterInvalid(place, quarter)
    return period.month_no


def is_held(connection: Connection, region_code: str, quarter: str) -> bool:
    """Whether accepted figures of the region and quarter are in force, reopened or not."""
    return any(row.in_force for row in connection.execute(_acceptances_of(region_code, quarter)))


class Locks(Collection[tuple[str, str]]):
    """The locked (region_code, quarter) pairs on a day in Shanghai, looked up as asked for.

    `connect` gives the connection to ask on: that of a transaction, within which the answers
    hold, or one for each question. Answers are remembered.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]], today: date):
        self._connect = connect
        self._today = today
        self._known: dict[tuple[str, str], bool] = {}

    def __contains__(self, pair: object) -> bool:
        if pair not in self._known:
            with self._connect() as connection:
                self._known[pair] = is_locked(connection, *pair, self._today)
        return self._known[pair]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        with self._connect() as connection:
            return iter(all_locked(connection, self._today))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def is_locked(connection: Connection, region_code: str, quarter: str, today: date) -> bool:
    """Whether one quarter of one region is locked on this day in Shanghai."""
    accepted = connection.execute(_acceptances_of(region_code, quarter)).all()
    if not any(row.in_force for row in accepted):
        return False
    lifted = connection.scalar(
        select(func.max(reopening.c.sequence)).where(
            reopening.c.region_code == region_code,
            reopening.c.quarter == quarter,
            reopening.c.until >= today.isoformat(),
        )
    )
    return lifted is None or lifted < max(row.sequence for row in accepted)


def all_locked(connection: Connection, today: date) -> frozenset[tuple[str, str]]:
    """All locked (region_code, quarter) pairs, in one pass over the acceptances."""
    accepted, withdrawn = _decisions(connection)
    in_force: set[tuple[str, int]] = set()
    last: dict[tuple[str, int], int] = {}
    for region_code, month_no, number in _filed(connection):
        if number in accepted:
            pair = (region_code, month_no)
            last[pair] = max(last.get(pair, 0), accepted[number])
            if number not in withdrawn:
                in_force.add(pair)
    for row in connection.execute(select(reopening).where(reopening.c.until >= today.isoformat())):
        pair = (row.region_code, Period.parse(row.quarter).month_no)
        if row.sequence > last.get(pair, 0):
            in_force.discard(pair)
    return frozenset((region_code, str(Period(month_no))) for region_code, month_no in in_force)


def _decisions(connection: Connection) -> tuple[dict[int, int], set[int]]:
    """By which act each submission was accepted, and which ones were withdrawn."""
    kinds = (ActKind.ACCEPTED, ActKind.WITHDRAWN)
    statement = (
        select(submission.c.submission_no, act.c.kind, act.c.sequence)
        .join_from(act, submission, submission.c.submission_id == act.c.subject)
        .where(act.c.kind.in_([str(kind) for kind in kinds]))
    )
    accepted: dict[int, int] = {}
    withdrawn: set[int] = set()
    for number, kind, sequence in chain.from_iterable(sweep(connection, statement, _BATCH_SIZE)):
        if kind == ActKind.ACCEPTED:
            accepted[number] = sequence
        else:
            withdrawn.add(number)
    return accepted, withdrawn


def _filed(connection: Connection) -> Iterator[tuple[str, int, int]]:
    """Region, last month and submission number of every quarter that was filed."""
    rows = chain.from_iterable(sweep(connection, select(filed_period), _BATCH_SIZE))
    return (row for row in rows if row[1] % 3 == 0)


def list_acceptances(
    connection: Connection, region_codes: Collection[str] | None, quarter: str | None
) -> list[Acceptance]:
    """Acceptances by region and quarter in their order; None sets no limit."""
    statement = _acceptances()
    if quarter is not None:
        statement = statement.where(filed_period.c.month_no == Period.parse(quarter).month_no)
    if region_codes is not None:
        statement = statement.where(filed_period.c.region_code.in_(list(region_codes)))
    return [
        Acceptance(
            row.region_code,
            str(Period(row.month_no)),
            row.submission_id,
            row.sequence,
            clock.from_text(row.submitted_at),
            clock.from_text(row.accepted_at),
            bool(row.in_force),
        )
        for row in connection.execute(statement)
    ]


def list_reopenings(connection: Connection) -> list[Reopening]:
    """Every reopening there was, in order."""
    rows = connection.execute(with_act(reopening)).all()
    last = _last_accepted(connection, {(row.region_code, Period.parse(row.quarter).month_no) for row in rows})
    return [
        Reopening(
            row.sequence,
            clock.from_text(row.at),
            row.account,
            row.region_code,
            row.quarter,
            row.reason,
            date.fromisoformat(row.until),
            is_used=row.sequence < last.get((row.region_code, Period.parse(row.quarter).month_no), 0),
        )
        for row in rows
    ]


def _last_accepted(connection: Connection, filed: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The sequence number of the last acceptance for each region and last month that has one."""
    which = tuple_(filed_period.c.region_code, filed_period.c.month_no).in_(filed)
    found: dict[tuple[str, int], int] = {}
    for row in connection.execute(_acceptances().where(which)):
        key = row.region_code, row.month_no
        found[key] = max(row.sequence, found.get(key, 0))
    return found


def _acceptances_of(region_code: str, quarter: str) -> Select:
    return _acceptances().where(
        filed_period.c.region_code == region_code,
        filed_period.c.month_no == Period.parse(quarter).month_no,
    )


def _acceptances() -> Select:
    """Each acceptance of figures of a quarter's end, and whether it still stands."""
    came = act.alias("came")
    ended = and_(
        _withdrawn.c.subject == submission.c.submission_id,
        _withdrawn.c.kind == ActKind.WITHDRAWN,
    )
    return (
        select(
            filed_period.c.region_code,
            filed_period.c.month_no,
            submission.c.submission_id,
            _accepted.c.sequence,
            _accepted.c.at.label("accepted_at"),
            came.c.at.label("submitted_at"),
            (_withdrawn.c.sequence.is_(None)).label("in_force"),
        )
        .join_from(filed_period, submission, submission.c.submission_no == filed_period.c.submission_no)
        .join(came, came.c.sequence == submission.c.submission_no)
        .join(
            _accepted,
            and_(
                _accepted.c.subject == submission.c.submission_id,
                _accepted.c.kind == ActKind.ACCEPTED,
            ),
        )
        .outerjoin(_withdrawn, ended)
        .where(filed_period.c.month_no % 3 == 0)
        .order_by(_accepted.c.sequence, filed_period.c.region_code, filed_period.c.month_no)
    )
