"""Uploads into the ledger: how one file becomes records, and back."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from etl.ledger import chain
from etl.ledger.errors import AccountInvalid, BytesPurged
from etl.ledger.journal import Journal
from etl.ledger.records import ActKind
from etl.ledger.tables import (
    explained,
    figure,
    figure_text,
    filed_period,
    original,
    submission,
    terms,
)
from etl.period import Period
from etl.problems import Problem, Severity
from etl.vocabulary import Confidence, Counting, Nature, Scope

if TYPE_CHECKING:
    from etl.parse import Entry

_NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose figures of which quarter were asked for ("" = many past ones); `key` is that of
    the confirmation, empty for none."""

    region_code: str = ""
    quarter: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as received, with what the checks made of it; `terms` is None where the
    operator sends it."""

    data: bytes
    name: str
    encoding: str
    entries: Sequence["Entry"]
    problems: Sequence[Problem]
    terms: Terms | None = None


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


def record_upload(
    connection: Connection,
    journal: Journal,
    upload: Upload,
    kind: ActKind,
    detail: Mapping[str, object],
    place: str,
) -> str:
    """Record the act and store the bytes, and unless `kind` is REFUSED the figures; returns
    the submission id."""
    number = journal.sequence + 1
    kept = {
        "submission_id": f"S{number:06d}",
        "original_sha256": chain.sha256(upload.data),
        "name": label(upload.name),
        "encoding": upload.encoding,
    }
    taken = kind is not ActKind.REFUSED
    rows = [figure_row(number, entry) for entry in upload.entries] if taken else []
    doubts = explained_rows(number, upload.problems) if taken and upload.terms else []
    payload = chain.submission_digest(
        **kept,
        rows_sha256=chain.rows_digest(row.values() for row in rows),
        terms=terms_digest(upload.terms, doubts),
    )
    journal.append(kind, kept["submission_id"], payload, {**codes(upload.problems), **detail})
    keep_original(connection, kept["original_sha256"], upload.data, place)
    connection.execute(insert(submission).values(submission_no=number, **kept))
    _insert_terms(connection, number, upload.terms)
    _insert(connection, figure, rows)
    _insert(connection, explained, doubts)
    _insert(connection, filed_period, _periods(rows))
    return kept["submission_id"]


def terms_digest(of: Terms | None, doubts: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """What `submission_digest` covers of the terms; empty where there are none."""
    if of is None:
        return ()
    return (of.region_code, of.quarter, of.key, chain.rows_digest(row.values() for row in doubts))


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


def entries(connection: Connection, submission_no: int) -> list["Entry"]:
    """The figures of a submission as the checks handed them over, by row."""
    from etl.parse import Entry  # the parser stands above the ledger

    rows = connection.execute(
        select(figure).where(figure.c.submission_no == submission_no).order_by(figure.c.row_no)
    )
    return [
        Entry(
            row=row.row_no,
            region_code=row.region_code,
            metric=row.metric,
            period=Period(row.month_no),
            counting=Counting(row.counting),
            scope=Scope(row.scope),
            nature=Nature(row.nature),
            confidence=Confidence(row.confidence),
            value=row.value,
            unit=row.unit,
            yoy=row.yoy,
            published_on=row.published_on and date.fromisoformat(row.published_on),
            source=row.source,
            note=row.note,
            found_value=row.found_value,
            found_unit=row.found_unit,
        )
        for row in rows
    ]


def explained_rows(submission_no: int, problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Doubtful figures that carry a reason, as rows of `explained`."""
    doubts = [one for one in problems if one.severity is Severity.EXPLAIN]
    return [
        {
            "submission_no": submission_no,
            "problem_no": number,
            "code": one.code,
            "topic": one.topic,
            "row_no": one.row,
            "column_name": one.column,
            "found": one.found,
            "needed": chain.canonical_json({name: str(value) for name, value in one.needed.items()}),
            "reason": one.reason,
        }
        for number, one in enumerate(doubts, 1)
    ]


def explained_problems(connection: Connection, submission_no: int) -> tuple[Problem, ...]:
    """Back again: the doubts of a submission as problems with their reasons."""
    rows = connection.execute(
        select(explained)
        .where(explained.c.submission_no == submission_no)
        .order_by(explained.c.problem_no)
    )
    return tuple(
        Problem(
            row.code,
            row.topic,
            Severity.EXPLAIN,
            row=row.row_no,
            column=row.column_name,
            found=row.found,
            needed=json.loads(row.needed or "{}"),
            reason=row.reason,
        )
        for row in rows
    )


def codes(problems: Sequence[Problem]) -> dict[str, object]:
    """What an act says of the problems found."""
    return {"problems": sorted({problem.code for problem in problems})} if problems else {}


def keep_original(connection: Connection, sha256: str, data: bytes, place: str) -> None:
    """Store bytes once per content; BytesPurged where they were removed for good."""
    held = select(func.length(original.c.content)).where(original.c.sha256 == sha256)
    length = connection.scalar(held)
    if length == 0 and data:
        raise BytesPurged(place, sha256)
    if length is None:
        connection.execute(
            insert(original).values(sha256=sha256, size_bytes=len(data), content=data)
        )


def _insert_terms(connection: Connection, submission_no: int, of: Terms | None) -> None:
    if of is not None:
        connection.execute(
            insert(terms).values(
                submission_no=submission_no,
                region_code=of.region_code,
                quarter=of.quarter,
                key=of.key or None,
            )
        )


def _periods(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    columns = ("region_code", "month_no", "submission_no")
    found = dict.fromkeys(tuple(row[name] for name in columns) for row in rows)
    return [dict(zip(columns, one, strict=True)) for one in found]


def _insert(connection: Connection, table, rows: Sequence[dict[str, object]]) -> None:
    """By the driver itself: SQLAlchemy would take twice as long over each row as SQLite."""
    if rows:
        statement = str(insert(table).compile(connection.engine))
        connection.exec_driver_sql(statement, rows)
