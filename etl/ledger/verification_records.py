"""Do the records beside the uploads still agree with the acts that made them?"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, Row, Select, except_, select

from etl.ledger import chain
from etl.ledger.plan_tables import plan_decision, plan_intake, plan_purged
from etl.ledger.plans import digest as plan_digest
from etl.ledger.plans import documents_of
from etl.ledger.records import ActKind
from etl.ledger.tables import (
    account_version,
    act,
    attachment,
    figure,
    filed_period,
    purged,
    release,
    reopening,
    stand_in,
    submission,
)
from etl.problems import Problem


def problem(code: str, place: str, found: object, **needed: object) -> Problem:
    """A disagreement of the ledger at `place`."""
    return Problem(f"ledger.{code}", "ledger", file=place, found=str(found), needed=needed)


class _Records(NamedTuple):
    """A table with one row per act: which acts, and what each row must make of its act."""

    kinds: tuple[ActKind, ...]
    statement: Select
    expected: Callable[[Row], tuple[str, str, str]]  # kind, subject, payload


def _account(row: Row) -> tuple[str, str, str]:
    return ActKind.ACCOUNT, row.name, chain.record_digest(*row[1:])


def _stand_in(row: Row) -> tuple[str, str, str]:
    return ActKind.STAND_IN, f"{row.principal} → {row.stand_in}", chain.record_digest(*row[1:])


def _reopening(row: Row) -> tuple[str, str, str]:
    return ActKind.REOPENED, f"{row.region_code} {row.quarter}", chain.record_digest(*row[1:])


def _release(row: Row) -> tuple[str, str, str]:
    kind = ActKind.RELEASED if row.is_public else ActKind.UNRELEASED
    return kind, f"{row.region_code} {row.quarter}", chain.record_digest(*row[1:])


def _attachment(row: Row) -> tuple[str, str, str]:
    digest = chain.record_digest(row.submission_id, row.original_sha256)
    return ActKind.ATTACHED, row.submission_id, digest


def _with_submission(table) -> Select:
    return select(
        table.c.sequence,
        table.c.original_sha256,
        submission.c.submission_id,
        submission.c.original_sha256.label("own_sha256"),
    ).join_from(table, submission, submission.c.submission_no == table.c.submission_no)


_RECORDS = (
    _Records((ActKind.ACCOUNT,), select(account_version), _account),
    _Records((ActKind.STAND_IN,), select(stand_in), _stand_in),
    _Records((ActKind.REOPENED,), select(reopening), _reopening),
    _Records((ActKind.RELEASED, ActKind.UNRELEASED), select(release), _release),
    _Records((ActKind.ATTACHED,), _with_submission(attachment), _attachment),
)


def wrong_records(connection: Connection, place: str) -> Iterator[Problem]:
    """Accounts, stand-ins, reopenings, releases, scans, decisions on plans and purges that are
    not what their acts say."""
    for records in _RECORDS:
        yield from _compare(connection, place, records)
    yield from _wrong_plans(connection, place)
    yield from _wrong_purges(connection, place)


def _compare(connection: Connection, place: str, records: _Records) -> Iterator[Problem]:
    acts = _acts(connection, records.kinds)
    for row in connection.execute(records.statement):
        if acts.pop(row.sequence, None) != records.expected(row):
            yield problem("record_changed", place, row.sequence)
    for sequence in acts:
        yield problem("record_missing", place, sequence)


def _wrong_plans(connection: Connection, place: str) -> Iterator[Problem]:
    """Batches of decisions on plans that are not what their acts say."""
    acts = _acts(connection, [ActKind.PLAN_TAKEN_IN])
    statement = select(plan_decision).order_by(plan_decision.c.sequence, plan_decision.c.decision_no)
    rows = connection.execute(statement).all()
    of = {number: chain.rows_digest(group) for number, group in groupby(rows, lambda row: row.sequence)}
    for row in connection.execute(select(plan_intake).order_by(plan_intake.c.sequence)):
        of_rows = of.pop(row.sequence, chain.rows_digest([]))
        payload = plan_digest(row.document_id, row.plan_sha256, row.text_sha256, of_rows)
        if acts.pop(row.sequence, None) != (ActKind.PLAN_TAKEN_IN, row.document_id, payload):
            yield problem("record_changed", place, row.sequence)
    for sequence in of:
        yield problem("record_changed", place, sequence)
    for sequence in acts:
        yield problem("record_missing", place, sequence)


def _wrong_purges(connection: Connection, place: str) -> Iterator[Problem]:
    """Purges without their act or the other way round; what is left of an upload is compared
    with the upload."""
    acts = _acts(connection, [ActKind.PURGED])
    for row in connection.execute(_with_submission(purged)):
        _, subject, payload = acts.pop(row.sequence, ("", "", ""))
        of_scan = chain.record_digest(row.submission_id, row.original_sha256, "")
        is_own = row.original_sha256 == row.own_sha256
        if subject != row.submission_id or (not is_own and payload != of_scan):
            yield problem("record_changed", place, row.sequence)
    for row in connection.execute(select(plan_purged)):
        _, subject, payload = acts.pop(row.sequence, ("", "", ""))
        is_its_plan = subject in documents_of(connection, row.plan_sha256)
        if not is_its_plan or payload != chain.record_digest(subject, row.plan_sha256, ""):
            yield problem("record_changed", place, row.sequence)
    for sequence in acts:
        yield problem("record_missing", place, sequence)


def wrong_periods(connection: Connection, place: str) -> Iterator[Problem]:
    """Submissions whose regions and periods are not those of their figures."""
    filed = select(filed_period.c.submission_no, filed_period.c.region_code, filed_period.c.month_no)
    told = select(figure.c.submission_no, figure.c.region_code, figure.c.month_no)
    wrong = [
        *connection.execute(except_(filed, told)),
        *connection.execute(except_(told, filed)),
    ]
    for number in sorted({row.submission_no for row in wrong}):
        yield problem("periods_changed", place, number)


def _acts(connection: Connection, kinds) -> dict[int, tuple[str, str, str]]:
    rows = connection.execute(
        select(act.c.sequence, act.c.kind, act.c.subject, act.c.payload_sha256)
        .where(act.c.kind.in_(list(kinds)))
        .order_by(act.c.sequence)
    )
    return {row.sequence: (row.kind, row.subject, row.payload_sha256) for row in rows}
