"""Uploads into the ledger: accept, refuse, withdraw."""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sqlalchemy import Connection, ScalarSelect, Select, func, insert, select

from etl.checks.upload import acceptable
from etl.ledger import chain, clock
from etl.ledger.errors import (
    AccountInvalid,
    ReasonMissing,
    SubmissionNotInForce,
    SubmissionUnknown,
)
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind, Receipt, Submission
from etl.ledger.tables import act, figure, figure_text, original, submission
from etl.problems import Problem

if TYPE_CHECKING:
    from etl.parse import Entry

_NAME_LIMIT = 255

_first = act.alias("first")  # the event by which a submission came in


def label(name: str) -> str:
    """A file name as a label: no folders, no control characters, at most 255 characters.

    It never becomes a path; the bytes are kept by their SHA-256.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    text = last.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))[:_NAME_LIMIT]


def require_account(account: str, place: str) -> str:
    """The account name without surrounding blanks; AccountInvalid if it is not printable."""
    name = account.strip()
    if not name or not name.isprintable():
        raise AccountInvalid(place, ascii(account))
    return name


def find_replay(connection: Connection, data: bytes, account: str) -> Receipt | None:
    """The accepted, still standing submission of the same bytes by the same account."""
    found = connection.execute(
        _states()
        .where(submission.c.original_sha256 == chain.sha256(data), _first.c.account == account)
        .where(act.c.kind == ActKind.ACCEPTED)
        .order_by(act.c.sequence.desc())
    ).first()
    return found and Receipt(found.submission_id, found.sequence, accepted=True, replay=True)


def record_upload(
    connection: Connection,
    journal: Journal,
    data: bytes,
    name: str,
    encoding: str,
    entries: Sequence["Entry"],
    problems: Sequence[Problem],
) -> Receipt:
    """Store the bytes, then either submit and accept the figures or refuse the file."""
    refused = not acceptable(problems)
    number = journal.sequence + 1
    upload = {
        "submission_id": f"S{number:06d}",
        "original_sha256": chain.sha256(data),
        "name": label(name),
        "encoding": encoding,
    }
    rows = [] if refused else [figure_row(number, entry) for entry in entries]
    payload = chain.submission_digest(**upload, rows_sha256=chain.rows_digest(row.values() for row in rows))
    kind = ActKind.REFUSED if refused else ActKind.SUBMITTED
    sequence = journal.append(kind, upload["submission_id"], payload, _codes(problems))
    _keep_original(connection, upload["original_sha256"], data)
    connection.execute(insert(submission).values(submission_no=number, **upload))
    _insert_figures(connection, rows)
    if not refused:
        sequence = journal.append(ActKind.ACCEPTED, upload["submission_id"])
    return Receipt(upload["submission_id"], sequence, accepted=not refused, replay=False)


def withdraw(
    connection: Connection, journal: Journal, submission_id: str, reason: str, place: str
) -> int:
    """Append the withdrawal of an accepted submission; returns its sequence number."""
    if not reason.strip():
        raise ReasonMissing(place, submission_id)
    found = connection.execute(
        _states().where(submission.c.submission_id == submission_id)
    ).first()
    if found is None:
        raise SubmissionUnknown(place, submission_id)
    if found.kind != ActKind.ACCEPTED:
        raise SubmissionNotInForce(place, submission_id)
    return journal.append(ActKind.WITHDRAWN, submission_id, detail={"reason": reason})


def list_submissions(connection: Connection) -> list[Submission]:
    """Every upload with its present state, oldest first."""
    rows = connection.execute(_states().order_by(submission.c.submission_no))
    return [
        Submission(
            row.submission_id,
            row.name,
            row.encoding,
            row.original_sha256,
            row.account,
            ActKind(row.kind),
            row.sequence,
            clock.from_text(row.at),
        )
        for row in rows
    ]


def figure_row(submission_no: int, entry: "Entry") -> dict[str, object]:
    """One entry as a row of `figure`, in the texts that are both digested and stored."""
    return {
        "submission_no": submission_no,
        "row_no": entry.row,
        "region_code": entry.region_code,
        "metric": entry.metric,
        "scope": str(entry.scope),
        "month_no": entry.period.month_no,
        "counting": str(entry.counting),
        "nature": str(entry.nature),
        "confidence": str(entry.confidence),
        "value": None if entry.value is None else figure_text(entry.value),
        "unit": entry.unit,
        "yoy": None if entry.yoy is None else figure_text(entry.yoy),
        "published_on": entry.published_on and entry.published_on.isoformat(),
        "source": entry.source,
        "note": entry.note,
        "found_value": entry.found_value,
        "found_unit": entry.found_unit,
    }


def _insert_figures(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """By the driver itself: SQLAlchemy would take twice as long over each row as SQLite."""
    if rows:
        statement = str(insert(figure).compile(connection.engine))
        connection.exec_driver_sql(statement, rows)


def _codes(problems: Sequence[Problem]) -> dict[str, object]:
    return {"problems": sorted({problem.code for problem in problems})} if problems else {}


def _keep_original(connection: Connection, sha256: str, data: bytes) -> None:
    known = connection.scalar(select(original.c.sha256).where(original.c.sha256 == sha256))
    if known is None:
        connection.execute(
            insert(original).values(sha256=sha256, size_bytes=len(data), content=data)
        )


def _states() -> Select:
    """Submissions with who sent them and the latest of their events."""
    return (
        select(
            submission.c.submission_id,
            submission.c.name,
            submission.c.encoding,
            submission.c.original_sha256,
            _first.c.account,
            act.c.kind,
            act.c.sequence,
            act.c.at,
        )
        .join_from(submission, _first, _first.c.sequence == submission.c.submission_no)
        .join(act, act.c.sequence == _latest_sequence())
    )


def _latest_sequence() -> ScalarSelect[int]:
    event = act.alias("event")
    return (
        select(func.max(event.c.sequence))
        .where(event.c.subject == submission.c.submission_id)
        .scalar_subquery()
    )
