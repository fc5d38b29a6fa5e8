"""Where submissions stand: the latest of the events that say so."""

from collections.abc import Collection

from sqlalchemy import Connection, Row, ScalarSelect, Select, func, select

from etl.ledger import clock
from etl.ledger.errors import LedgerError, SubmissionUnknown
from etl.ledger.records import STATES, ActKind, Submission
from etl.ledger.tables import act, submission, terms

#: The event by which a submission came in.
first = act.alias("first")


def states() -> Select:
    """Submissions with who sent them, under which terms, and the latest of their states."""
    return (
        select(
            submission.c.submission_no,
            submission.c.submission_id,
            submission.c.name,
            submission.c.encoding,
            submission.c.original_sha256,
            first.c.account,
            first.c.at.label("submitted_at"),
            func.coalesce(terms.c.region_code, "").label("region_code"),
            func.coalesce(terms.c.quarter, "").label("quarter"),
            act.c.kind,
            act.c.sequence,
            act.c.at,
        )
        .join_from(submission, first, first.c.sequence == submission.c.submission_no)
        .outerjoin(terms, terms.c.submission_no == submission.c.submission_no)
        .join(act, act.c.sequence == _latest_sequence())
    )


def _latest_sequence() -> ScalarSelect[int]:
    event = act.alias("event")
    return (
        select(func.max(event.c.sequence))
        .where(event.c.subject == submission.c.submission_id, event.c.kind.in_(STATES))
        .scalar_subquery()
    )


def as_submission(row: Row) -> Submission:
    """A row of `states` as the ledger hands it out."""
    return Submission(
        row.submission_id,
        row.name,
        row.encoding,
        row.original_sha256,
        row.account,
        ActKind(row.kind),
        row.sequence,
        clock.from_text(row.at),
        clock.from_text(row.submitted_at),
        row.region_code,
        row.quarter,
    )


def find(connection: Connection, submission_id: str, place: str) -> Row:
    """The row of `states` of one submission; SubmissionUnknown if there is none."""
    found = connection.execute(
        states().where(submission.c.submission_id == submission_id)
    ).first()
    if found is None:
        raise SubmissionUnknown(place, submission_id)
    return found


def require(
    connection: Connection,
    submission_id: str,
    allowed: Collection[ActKind],
    otherwise: type[LedgerError],
    place: str,
) -> Row:
    """Like `find`, but raises `otherwise` unless the state is one of `allowed`."""
    found = find(connection, submission_id, place)
    if found.kind not in allowed:
        raise otherwise(place, submission_id)
    return found


def list_submissions(
    connection: Connection,
    kinds: Collection[ActKind] | None = None,
    region_codes: Collection[str] | None = None,
    quarter: str | None = None,
    account: str | None = None,
    original_sha256: str | None = None,
) -> list[Submission]:
    """Uploads with their present state, oldest first; None sets no limit."""
    statement = states().order_by(submission.c.submission_no)
    if kinds is not None:
        statement = statement.where(act.c.kind.in_(list(kinds)))
    if region_codes is not None:
        statement = statement.where(terms.c.region_code.in_(list(region_codes)))
    if quarter is not None:
        statement = statement.where(terms.c.quarter == quarter)
    if account is not None:
        statement = statement.where(first.c.account == account)
    if original_sha256 is not None:
        statement = statement.where(submission.c.original_sha256 == original_sha256)
    return [as_submission(row) for row in connection.execute(statement)]
