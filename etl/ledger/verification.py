"""Recompute the whole ledger and say where it no longer is what was recorded."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain as chain_rows
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, select, text

from etl.ledger import chain
from etl.ledger.records import ActKind
from etl.ledger.sweep import sweep
from etl.ledger.tables import act, figure, original, register_version, submission
from etl.problems import Problem

_BATCH_SIZE = 10_000
_EMPTY_ROWS = chain.rows_digest([])
_UPLOAD_KINDS = (ActKind.SUBMITTED, ActKind.REFUSED)


def verify(connection: Connection, place: str) -> list[Problem]:
    """Everything that does not agree; empty for a sound ledger.

    Of the chain only the first broken link is named: what follows it is a consequence.
    """
    damage = _engine_damage(connection, place)
    if damage:
        return damage  # reading on would only raise
    return [
        *_first_broken_link(connection, place),
        *_wrong_originals(connection, place),
        *_wrong_submissions(connection, place),
        *_wrong_registers(connection, place),
    ]


def _problem(code: str, place: str, found: object, **needed: object) -> Problem:
    return Problem(f"ledger.{code}", "ledger", file=place, found=str(found), needed=needed)


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
    """Uploaded files that are gone, or whose bytes no longer give their SHA-256."""
    used = select(submission.c.original_sha256).distinct().order_by(submission.c.original_sha256)
    for sha256 in connection.scalars(used).all():
        kept = connection.execute(select(original).where(original.c.sha256 == sha256)).first()
        if kept is None:
            yield _problem("original_missing", place, sha256)
        elif (chain.sha256(kept.content), len(kept.content)) != (sha256, kept.size_bytes):
            yield _problem("original_changed", place, sha256)


def _wrong_submissions(connection: Connection, place: str) -> Iterator[Problem]:
    """Uploads whose label, bytes or figure rows are not those of the act that took them in."""
    payloads = _payloads(connection, _UPLOAD_KINDS)
    uploads = connection.execute(select(submission).order_by(submission.c.submission_no)).all()
    digests = dict(_row_digests(connection))
    for upload in uploads:
        digest = chain.submission_digest(
            upload.submission_id,
            upload.name,
            upload.encoding,
            upload.original_sha256,
            digests.pop(upload.submission_no, _EMPTY_ROWS),
        )
        recorded = payloads.pop(upload.submission_no, None)
        if recorded != (upload.submission_id, digest):
            yield _problem("submission_changed", place, upload.submission_id)
    for number, (submission_id, _) in payloads.items():
        yield _problem("submission_missing", place, submission_id, sequence=number)
    for number in digests:
        yield _problem("figures_without_submission", place, number)


def _row_digests(connection: Connection) -> Iterator[tuple[int, str]]:
    """Digest of the stored figure rows of each submission, by its number."""
    # as stored, not as decimals: an edit of `1` to `1.0` must show
    statement = select(figure).order_by(figure.c.submission_no, figure.c.row_no)
    rows = chain_rows.from_iterable(sweep(connection, statement, _BATCH_SIZE))
    for number, group in groupby(rows, key=itemgetter(0)):
        yield number, chain.rows_digest(group)


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
