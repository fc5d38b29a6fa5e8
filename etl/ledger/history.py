"""What became of submissions and figures: reads that need several tables."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, Row, func, select

from etl.ledger import clock
from etl.ledger.records import (
    Act,
    ActKind,
    ActLimits,
    Dossier,
    Event,
    FigureId,
    FigureVersion,
    Withdrawal,
)
from etl.ledger.states import as_submission, find, states
from etl.ledger.submissions import explained_problems
from etl.ledger.tables import (
    act,
    attachment,
    figure,
    figure_text,
    filed_period,
    purged,
    submission,
)
from etl.period import Period

_VERSION_COLUMNS = (
    "row_no", "nature", "confidence", "value", "unit", "yoy", "published_on", "source", "note",
    "found_value", "found_unit",
)  # fmt: skip


def dossier(connection: Connection, submission_id: str, place: str) -> Dossier:
    """Everything about one submission but its figures; else SubmissionUnknown."""
    found = find(connection, submission_id, place)
    number = found.submission_no
    gone = is_purged(connection, found.original_sha256)
    return Dossier(
        as_submission(found),
        events(connection, submission_id),
        _periods(connection, number),
        () if gone else explained_problems(connection, number),  # their words went, too
        _attachments(connection, number),
        gone,
    )


def events(connection: Connection, submission_id: str) -> tuple[Event, ...]:
    """Everything that happened to a submission, in order."""
    return tuple(
        Event(
            one.sequence,
            clock.from_text(one.at),
            ActKind(one.kind),
            one.account,
            one.principal,
            one.reason,
        )
        for one in acts(connection, subject=submission_id)
    )


def _periods(connection: Connection, number: int) -> frozenset[tuple[str, str]]:
    rows = connection.execute(
        select(filed_period.c.region_code, filed_period.c.month_no).where(
            filed_period.c.submission_no == number
        )
    )
    return frozenset((row.region_code, str(Period(row.month_no))) for row in rows)


def filed_places(connection: Connection) -> dict[str, frozenset[tuple[str, str]]]:
    """Region and quarter of the figures each submission holds, by its id."""
    rows = connection.execute(
        select(submission.c.submission_id, filed_period.c.region_code, filed_period.c.month_no)
        .join_from(filed_period, submission, submission.c.submission_no == filed_period.c.submission_no)
        .distinct()
    )
    found: dict[str, set[tuple[str, str]]] = {}
    for submission_id, region_code, month_no in rows:
        found.setdefault(submission_id, set()).add((region_code, str(Period(month_no))))
    return {submission_id: frozenset(places) for submission_id, places in found.items()}


def _attachments(connection: Connection, number: int) -> tuple[str, ...]:
    """Scans that are still there, in the order they came."""
    gone = select(purged.c.original_sha256)
    rows = connection.scalars(
        select(attachment.c.original_sha256)
        .where(attachment.c.submission_no == number, attachment.c.original_sha256.not_in(gone))
        .order_by(attachment.c.sequence)
    )
    return tuple(dict.fromkeys(rows))


def is_purged(connection: Connection, sha256: str) -> bool:
    """Whether these bytes were removed."""
    statement = select(purged.c.sequence).where(purged.c.original_sha256 == sha256)
    return connection.scalar(statement.limit(1)) is not None


def acts(
    connection: Connection,
    after: int = 0,
    until: int | None = None,
    *,
    newest: int | None = None,
    skip: int = 0,
    **limits: Unpack[ActLimits],
) -> list[Act]:
    """Acts in order; see `Ledger.acts`."""
    statement = select(act).where(*_meant(after, until, **limits))
    if newest is None:
        rows = connection.execute(statement.order_by(act.c.sequence)).mappings()
    else:
        statement = statement.order_by(act.c.sequence.desc()).limit(newest).offset(skip)
        rows = reversed(connection.execute(statement).mappings().all())
    return [Act(**row) for row in rows]


def count_acts(connection: Connection, **limits: Unpack[ActLimits]) -> int:
    """How many acts; see `Ledger.count_acts`."""
    return connection.scalar(select(func.count()).select_from(act).where(*_meant(**limits)))


def _meant(
    after: int = 0,
    until: int | None = None,
    *,
    kinds: Collection[ActKind] | None = None,
    account: str | None = None,
    subject: str | None = None,
    since: date | None = None,
    last_day: date | None = None,
) -> list[ColumnElement[bool]]:
    """The acts meant. Times are texts of one zone, which sort as they read."""
    limits = [
        (until, lambda: act.c.sequence <= until),
        (kinds, lambda: act.c.kind.in_(list(kinds))),
        (account, lambda: act.c.account == account),
        (subject, lambda: act.c.subject == subject),
        (since, lambda: act.c.at >= since.isoformat()),
        (last_day, lambda: act.c.at < (last_day + timedelta(days=1)).isoformat()),
    ]
    return [act.c.sequence > after, *(limit() for value, limit in limits if value is not None)]


def withdrawals(connection: Connection, after: int, until: int | None) -> list[Withdrawal]:
    """Withdrawals of submissions that counted, in order."""
    accepted = act.alias("accepted")
    counted = (
        select(accepted.c.sequence)
        .where(accepted.c.subject == act.c.subject, accepted.c.kind == ActKind.ACCEPTED)
        .exists()
    )
    statement = (
        select(act.c.subject, act.c.sequence, act.c.at)
        .where(act.c.sequence > after, act.c.kind == ActKind.WITHDRAWN, counted)
        .order_by(act.c.sequence)
    )
    if until is not None:
        statement = statement.where(act.c.sequence <= until)
    return [
        Withdrawal(row.subject, row.sequence, clock.from_text(row.at))
        for row in connection.execute(statement)
    ]


def figure_versions(connection: Connection, key: FigureId) -> list[FigureVersion]:
    """Every version of a figure in the order it came in, whatever became of it."""
    accepted = act.alias("accepted")
    of_key = [figure.c[name] == getattr(key, name) for name in FigureId._fields]
    statement = (
        states()
        .add_columns(*(figure.c[name] for name in _VERSION_COLUMNS))
        .add_columns(accepted.c.sequence.label("accepted_sequence"))
        .join(
            filed_period,
            (filed_period.c.submission_no == submission.c.submission_no)
            & (filed_period.c.region_code == key.region_code)
            & (filed_period.c.month_no == key.month_no),
        )
        .join(figure, figure.c.submission_no == submission.c.submission_no)
        .outerjoin(
            accepted,
            (accepted.c.subject == submission.c.submission_id)
            & (accepted.c.kind == ActKind.ACCEPTED),
        )
        .where(*of_key)
        .order_by(figure.c.submission_no, figure.c.row_no)
    )
    return [_version(row) for row in connection.execute(statement)]


def _version(row: Row) -> FigureVersion:
    return FigureVersion(
        row.submission_id,
        ActKind(row.kind),
        clock.from_text(row.submitted_at),
        row.accepted_sequence,
        row.row_no,
        row.nature,
        row.confidence,
        None if row.value is None else figure_text(row.value),
        row.unit,
        None if row.yoy is None else figure_text(row.yoy),
        row.published_on and date.fromisoformat(row.published_on),
        row.source,
        row.note,
        row.found_value,
        row.found_unit,
    )
