"""What may follow what in the life of a submission.

    submitted ─review→ reviewed ─accept→ accepted
        └───────────── accept ──────────────┘
    submitted, reviewed ─send back→ returned
    submitted, reviewed, accepted ─withdraw→ withdrawn

Who may do so is not decided here but in `etl.rights`.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, insert

from etl.ledger import chain
from etl.ledger.errors import ReasonMissing, SubmissionNotInForce, SubmissionNotPending
from etl.ledger.journal import Journal
from etl.ledger.records import PENDING, ActKind
from etl.ledger.states import find, require
from etl.ledger.submissions import keep_original
from etl.ledger.tables import attachment


def review(
    connection: Connection, journal: Journal, submission_id: str, detail: Mapping, place: str
) -> int:
    """Sign a submission that nobody but its sender has signed."""
    require(connection, submission_id, [ActKind.SUBMITTED], SubmissionNotPending, place)
    return journal.append(ActKind.REVIEWED, submission_id, detail=detail)


def accept(
    connection: Connection, journal: Journal, submission_id: str, detail: Mapping, place: str
) -> int:
    """Sign last: from this act on the figures count."""
    require(connection, submission_id, PENDING, SubmissionNotPending, place)
    return journal.append(ActKind.ACCEPTED, submission_id, detail=detail)


def send_back(
    connection: Connection, journal: Journal, submission_id: str, detail: Mapping, place: str
) -> int:
    """Return a submission that waits, with the reason."""
    _require_reason(submission_id, detail, place)
    require(connection, submission_id, PENDING, SubmissionNotPending, place)
    return journal.append(ActKind.RETURNED, submission_id, detail=detail)


def withdraw(
    connection: Connection, journal: Journal, submission_id: str, detail: Mapping, place: str
) -> int:
    """Take back a submission that waits or counts, with the reason: the versions before it
    stand again."""
    _require_reason(submission_id, detail, place)
    standing = (*PENDING, ActKind.ACCEPTED)
    require(connection, submission_id, standing, SubmissionNotInForce, place)
    return journal.append(ActKind.WITHDRAWN, submission_id, detail=detail)


def attach(
    connection: Connection,
    journal: Journal,
    submission_id: str,
    data: bytes,
    detail: Mapping,
    place: str,
) -> int:
    """Keep the scan of the signed form beside a submission."""
    found = find(connection, submission_id, place)
    sha256 = chain.sha256(data)
    payload = chain.record_digest(submission_id, sha256)
    sequence = journal.append(ActKind.ATTACHED, submission_id, payload, {**detail, "sha256": sha256})
    keep_original(connection, sha256, data, place)
    connection.execute(
        insert(attachment).values(
            sequence=sequence, submission_no=found.submission_no, original_sha256=sha256
        )
    )
    return sequence


def _require_reason(submission_id: str, detail: Mapping, place: str) -> None:
    if not detail.get("reason", "").strip():
        raise ReasonMissing(place, submission_id)
