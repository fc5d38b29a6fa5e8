"""Recompute the whole ledger and say where it no longer is what was recorded."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, Row, select, text, union

from etl.ledger import chain, stored
from etl.ledger.plan_tables import plan_intake
from etl.ledger.purge import purged_bytes
from etl.ledger.records import ActKind
from etl.ledger.tables import act, attachment, original, purged, register_version, submission
from etl.ledger.verification_records import problem as _problem
from etl.ledger.verification_records import wrong_periods, wrong_records
from etl.problems import Problem

_UPLOAD_KINDS = (ActKind.SUBMITTED, ActKind.REFUSED)


def verify(connection: Connection, place: str) -> list[Problem]:
    """Everything that does not agree; empty for a sound ledger.

    Of the chain only the first broken link is named: what follows it is a consequence.
    """
    damage = _engine_damage(connection, place)
    if damage:
        return damage  # reading on would only raise
    of_uploads = list(_wrong_submissions(connection, place))
    return [
        *_first_broken_link(connection, place),
        *_wrong_originals(connection, place),
        *(of_uploads or wrong_periods(connection, place)),  # or these would follow from those
        *_wrong_registers(connection, place),
        *wrong_records(connection, place),
    ]


def _engine_damage(connection: Connection, place: str) -> list[Problem]:
    """SQLite's own check of its pages; PostgreSQL checks its own when it reads them."""
    if connection.dialect.name != "sqlite":
        return []
    answer = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    return [] if answer == "ok" else [_problem("damaged", place, answer)]


def _first_broken_link(connection: Connection, place: str) -> Iterator[Problem]:
    expected, previous_hash, last_at = 1, chain.GENESIS, ""
    for row in connection.execute(select(act).order_by(act.c.sequence)).mappings():
        fault = _link_fault(row, expected, previous_hash, last_at)
        if fault:
            yield _problem(fault, place, row["sequence"], expected=expected)
            return
        expected, previous_hash, last_at = expected + 1, row["hash"], row["at"]


def _link_fault(
    row: Mapping[str, object], expected: int, previous_hash: str, last_at: str
) -> str | None:
    if row["sequence"] != expected:
        return "act_missing"
    if row["previous_hash"] != previous_hash:
        return "link_broken"
    if row["hash"] != chain.act_hash({key: row[key] for key in row if key != "hash"}):
        return "act_changed"
    return "time_backwards" if row["at"] < last_at else None


def _wrong_originals(connection: Connection, place: str) -> Iterator[Problem]:
    """Uploaded files and plans that are gone, or whose bytes no longer give their SHA-256; those that
    were purged must be empty."""
    gone = set(connection.scalars(purged_bytes()))
    used = union(
        select(submission.c.original_sha256),
        select(attachment.c.original_sha256),
        select(plan_intake.c.plan_sha256),
    )
    for sha256 in sorted(connection.scalars(used)):
        kept = connection.execute(select(original).where(original.c.sha256 == sha256)).first()
        if kept is None:
            yield _problem("original_missing", place, sha256)
        elif fault := _bytes_fault(kept, sha256 in gone):
            yield _problem(fault, place, sha256)


def _bytes_fault(kept: Row, is_purged: bool) -> str | None:
    if is_purged:
        return "original_not_purged" if kept.content else None
    found = (chain.sha256(kept.content), len(kept.content))
    return None if found == (kept.sha256, kept.size_bytes) else "original_changed"


def _wrong_submissions(connection: Connection, place: str) -> Iterator[Problem]:
    """Uploads whose label, bytes, figures or terms are not those of the act that took them
    in, or, where they were purged, of the act that says what was left."""
    payloads = _payloads(connection, _UPLOAD_KINDS)
    left = _purged_payloads(connection)
    uploads = connection.execute(stored.uploads()).all()
    of_figures = dict(stored.figure_digests(connection))
    of_doubts = dict(stored.doubt_digests(connection))
    for upload in uploads:
        number = upload.submission_no
        digest = stored.upload_digest(upload, of_figures, of_doubts)
        of_figures.pop(number, None)
        submission_id, payload = payloads.pop(number, ("", ""))
        if number in left:
            payload = left[number]
            digest = chain.record_digest(upload.submission_id, upload.original_sha256, digest)
        if (submission_id, payload) != (upload.submission_id, digest):
            yield _problem("submission_changed", place, upload.submission_id)
    for number, (submission_id, _) in payloads.items():
        yield _problem("submission_missing", place, submission_id, sequence=number)
    for number in of_figures:
        yield _problem("figures_without_submission", place, number)


def _purged_payloads(connection: Connection) -> dict[int, str]:
    """What the purging act says is left, by the number of the submission that was purged."""
    rows = connection.execute(
        select(purged.c.submission_no, act.c.payload_sha256)
        .join_from(purged, submission, submission.c.submission_no == purged.c.submission_no)
        .join(act, act.c.sequence == purged.c.sequence)
        .where(
            submission.c.original_sha256 == purged.c.original_sha256,
            act.c.kind == ActKind.PURGED,
            act.c.subject == submission.c.submission_id,
        )
    )
    return {row.submission_no: row.payload_sha256 for row in rows}


def _wrong_registers(connection: Connection, place: str) -> Iterator[Problem]:
    payloads = _payloads(connection, (ActKind.REGISTER,))
    statement = select(register_version).order_by(register_version.c.sequence)
    for row in connection.execute(statement):
        recorded = payloads.pop(row.sequence, None)
        if recorded != (row.name, chain.register_digest(row.name, row.content)):
            yield _problem("register_changed", place, row.name, sequence=row.sequence)
    for sequence, (name, _) in payloads.items():
        yield _problem("register_missing", place, name, sequence=sequence)


def _payloads(connection: Connection, kinds: Iterable[ActKind]) -> dict[int, tuple[str, str]]:
    """Subject and payload digest of the acts of these kinds, by sequence."""
    rows = connection.execute(
        select(act.c.sequence, act.c.subject, act.c.payload_sha256)
        .where(act.c.kind.in_(list(kinds)))
        .order_by(act.c.sequence)
    )
    return {row.sequence: (row.subject, row.payload_sha256) for row in rows}
