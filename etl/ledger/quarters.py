"""Acts on a whole quarter: reopening it for a region, releasing it for a province."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, insert, select

from etl.ledger import chain, clock, locks
from etl.ledger.errors import DateInvalid, NotReleased, QuarterOpen, ReasonMissing
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind, Release
from etl.ledger.tables import release, reopening, with_act


def reopen(
    connection: Connection,
    journal: Journal,
    region_code: str,
    quarter: str,
    reason: str,
    until: date,
    detail: Mapping,
    place: str,
) -> int:
    """Let a quarter with accepted figures be filed again up to and including `until`."""
    subject = f"{region_code} {quarter}"
    locks.quarter_end(quarter, place)
    if not reason.strip():
        raise ReasonMissing(place, subject)
    if until < journal.today:
        raise DateInvalid(place, until.isoformat())
    if not locks.is_held(connection, region_code, quarter):
        raise QuarterOpen(place, subject)
    row = {
        "region_code": region_code,
        "quarter": quarter,
        "reason": reason,
        "until": until.isoformat(),
    }
    sequence = journal.append(ActKind.REOPENED, subject, chain.record_digest(*row.values()), detail)
    connection.execute(insert(reopening).values(sequence=sequence, **row))
    return sequence


def set_public(
    connection: Connection,
    journal: Journal,
    region_code: str,
    quarter: str,
    is_public: bool,
    reason: str,
    detail: Mapping,
    place: str,
) -> int:
    """Release a quarter of a province as it stands now, or take it back with a reason."""
    subject = f"{region_code} {quarter}"
    locks.quarter_end(quarter, place)
    if not is_public and not reason.strip():
        raise ReasonMissing(place, subject)
    if not is_public and not _is_public(connection, region_code, quarter):
        raise NotReleased(place, subject)
    kind = ActKind.RELEASED if is_public else ActKind.UNRELEASED
    row = {
        "region_code": region_code,
        "quarter": quarter,
        "is_public": int(is_public),
        "reason": reason,
    }
    sequence = journal.append(kind, subject, chain.record_digest(*row.values()), detail)
    connection.execute(insert(release).values(sequence=sequence, **row))
    return sequence


def list_releases(connection: Connection) -> list[Release]:
    """Every release and what was taken back, in order."""
    return [
        Release(
            row.sequence,
            clock.from_text(row.at),
            row.account,
            row.region_code,
            row.quarter,
            bool(row.is_public),
            row.reason,
        )
        for row in connection.execute(with_act(release))
    ]


def _is_public(connection: Connection, region_code: str, quarter: str) -> bool:
    last = connection.scalar(
        select(release.c.is_public)
        .where(release.c.region_code == region_code, release.c.quarter == quarter)
        .order_by(release.c.sequence.desc())
        .limit(1)
    )
    return bool(last)
