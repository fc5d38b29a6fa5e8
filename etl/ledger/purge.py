"""Remove a file that should never have been uploaded: two persons, bytes and free text.

What goes: the bytes, the file name, and whatever the sender wrote freely beside the figures
(source, note, the cells as found, reasons of doubtful figures). What stays: SHA-256, size,
the acts with both names and the reason, and the figures as numbers, since a dashboard of
that day must come out as it was. The purging act covers what stays, in the place of the act
that took the file in; so `verify` holds before and after. Of a plan only the bytes go: it was
written to be published, and registers rest on what was decided on it. Copies outside the ledger (the
warehouse, backups, PostgreSQL's own archive) are not reached from here.
"""

from collections.abc import Mapping

from sqlalchemy import CompoundSelect, Connection, Row, insert, select, union, update

from etl.ledger import chain, clock, plans
from etl.ledger.append_only import PURGED_TEXTS
from etl.ledger.errors import (
    BytesUnknown,
    PurgeBySamePerson,
    PurgeNotAsked,
    ReasonMissing,
    SubmissionStillCounts,
)
from etl.ledger.journal import Journal
from etl.ledger.plan_tables import plan_purged
from etl.ledger.records import PENDING, Act, ActKind, PurgeRequest
from etl.ledger.states import find, states
from etl.ledger.stored import stored_digest
from etl.ledger.tables import act, attachment, original, purged, submission


def ask(
    connection: Connection,
    journal: Journal,
    submission_id: str,
    sha256: str,
    reason: str,
    detail: Mapping,
    place: str,
) -> int:
    """Ask for the removal of an original, or of the scan with this SHA-256."""
    if not reason.strip():
        raise ReasonMissing(place, submission_id)
    found = find(connection, submission_id, place)
    sha256 = sha256 or found.original_sha256
    _require_ended(connection, found, sha256, place)
    return journal.append(
        ActKind.PURGE_ASKED, submission_id, detail={**detail, "reason": reason, "sha256": sha256}
    )


def ask_plan(
    connection: Connection, journal: Journal, plan_sha256: str, reason: str, detail: Mapping, place: str
) -> int:
    """Ask for the removal of the bytes of a plan."""
    if not reason.strip():
        raise ReasonMissing(place, plan_sha256)
    document_id = plans.document_of(connection, plan_sha256, place)
    _require_no_use(connection, plan_sha256, place)
    return journal.append(
        ActKind.PURGE_ASKED, document_id, detail={**detail, "reason": reason, "sha256": plan_sha256}
    )


def agree(
    connection: Connection,
    journal: Journal,
    request: int,
    detail: Mapping,
    place: str,
) -> int:
    """Agree to the request with this sequence number: the bytes are gone when it commits."""
    asked = next((one for one in open_requests(connection) if one.sequence == request), None)
    if asked is None:
        raise PurgeNotAsked(place, str(request))
    if _persons(connection, request) & {journal.account, detail.get("for", journal.account)}:
        raise PurgeBySamePerson(place, journal.account)
    _require_no_use(connection, asked.sha256, place)
    said = {**detail, "reason": asked.reason, "asked": request}
    sequences = [
        _purge(connection, journal, row, asked.sha256, said)
        for row in _holders(connection, asked.sha256)
    ]
    sequences += [
        _purge_plan(connection, journal, document_id, asked.sha256, said)
        for document_id in plans.documents_of(connection, asked.sha256)
    ]
    connection.execute(
        update(original).where(original.c.sha256 == asked.sha256).values(content=b"")
    )
    return sequences[-1]


def _purge(
    connection: Connection, journal: Journal, holder: Row, sha256: str, detail: Mapping
) -> int:
    """Empty what one submission holds of these bytes, then append the act for what is left."""
    number = holder.submission_no
    connection.execute(
        insert(purged).values(
            sequence=journal.sequence + 1, submission_no=number, original_sha256=sha256
        )
    )
    left = ""
    if holder.original_sha256 == sha256:
        for table, names in PURGED_TEXTS.items():
            emptied = update(table).where(table.c.submission_no == number)
            connection.execute(emptied.values(dict.fromkeys(names, "")))
        left = stored_digest(connection, number)
    payload = chain.record_digest(holder.submission_id, sha256, left)
    return journal.append(ActKind.PURGED, holder.submission_id, payload, {**detail, "sha256": sha256})


def _purge_plan(
    connection: Connection, journal: Journal, document_id: str, sha256: str, detail: Mapping
) -> int:
    """Note that one plan loses these bytes; its decisions stay, as registers rest on them."""
    connection.execute(insert(plan_purged).values(sequence=journal.sequence + 1, plan_sha256=sha256))
    payload = chain.record_digest(document_id, sha256, "")
    return journal.append(ActKind.PURGED, document_id, payload, {**detail, "sha256": sha256})


def _holders(connection: Connection, sha256: str) -> list[Row]:
    """Every submission that holds these bytes, as its original or as a scan."""
    own = select(submission.c.submission_no).where(submission.c.original_sha256 == sha256)
    scans = select(attachment.c.submission_no).where(attachment.c.original_sha256 == sha256)
    return connection.execute(
        states()
        .where(submission.c.submission_no.in_(union(own, scans)))
        .order_by(submission.c.submission_no)
    ).all()


def _require_ended(connection: Connection, found: Row, sha256: str, place: str) -> None:
    if found.submission_id not in {row.submission_id for row in _holders(connection, sha256)}:
        raise BytesUnknown(place, sha256)
    _require_no_use(connection, sha256, place)


def _require_no_use(connection: Connection, sha256: str, place: str) -> None:
    """The figures of no file with these bytes stand or wait."""
    for row in _holders(connection, sha256):
        counts = row.kind in (*PENDING, ActKind.ACCEPTED)
        if row.original_sha256 == sha256 and counts:
            raise SubmissionStillCounts(place, row.submission_id)


def _persons(connection: Connection, sequence: int) -> set[str]:
    row = connection.execute(select(act).where(act.c.sequence == sequence)).mappings().one()
    asked = Act(**row)
    return {asked.account, asked.principal or asked.account}


def open_requests(connection: Connection) -> list[PurgeRequest]:
    """What was asked for and not yet agreed to, in order."""
    asked = connection.execute(
        select(act).where(act.c.kind == ActKind.PURGE_ASKED).order_by(act.c.sequence)
    )
    gone = set(connection.scalars(purged_bytes()))
    acts = [Act(**row) for row in asked.mappings()]
    return [
        PurgeRequest(
            one.sequence,
            clock.from_text(one.at),
            one.account,
            one.subject,
            one.said["sha256"],
            one.reason,
        )
        for one in acts
        if one.said["sha256"] not in gone
    ]


def purged_bytes() -> CompoundSelect:
    """SHA-256 of everything that was removed, once each."""
    return union(select(purged.c.original_sha256), select(plan_purged.c.plan_sha256))
