"""The digest of an upload as its tables hold it now."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain as chain_rows
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, Row, Select, select

from etl.ledger import chain
from etl.ledger.sweep import sweep
from etl.ledger.tables import explained, figure, submission, terms

BATCH_SIZE = 10_000
EMPTY_ROWS = chain.rows_digest([])


def stored_digest(connection: Connection, submission_no: int) -> str:
    """What `chain.submission_digest` gives for one upload as it stands."""
    upload = connection.execute(uploads().where(submission.c.submission_no == submission_no)).one()
    of_figures = dict(figure_digests(connection, submission_no))
    of_doubts = dict(doubt_digests(connection, submission_no))
    return upload_digest(upload, of_figures, of_doubts)


def uploads() -> Select:
    """Submissions with their terms; `has_terms` is NULL where the operator sent one."""
    return (
        select(
            submission,
            terms.c.submission_no.label("has_terms"),
            terms.c.region_code,
            terms.c.quarter,
            terms.c.key,
        )
        .outerjoin(terms, terms.c.submission_no == submission.c.submission_no)
        .order_by(submission.c.submission_no)
    )


def upload_digest(
    upload: Row, of_figures: Mapping[int, str], of_doubts: Mapping[int, str]
) -> str:
    """The digest of a row of `uploads` with the digests of its figures and its doubts."""
    number = upload.submission_no
    of_terms: Sequence[str] = ()
    if upload.has_terms is not None or number in of_doubts:
        doubts = of_doubts.get(number, EMPTY_ROWS)
        of_terms = (upload.region_code, upload.quarter, upload.key or "", doubts)
    return chain.submission_digest(
        upload.submission_id,
        upload.name,
        upload.encoding,
        upload.original_sha256,
        of_figures.get(number, EMPTY_ROWS),
        of_terms,
    )


def figure_digests(
    connection: Connection, submission_no: int | None = None
) -> Iterator[tuple[int, str]]:
    """Digest of the stored figure rows of each submission, by its number."""
    return _digests(connection, figure, figure.c.row_no, submission_no)


def doubt_digests(
    connection: Connection, submission_no: int | None = None
) -> Iterator[tuple[int, str]]:
    """Digest of the explained problems of each submission, by its number."""
    return _digests(connection, explained, explained.c.problem_no, submission_no)


def _digests(connection, table, order, submission_no: int | None) -> Iterator[tuple[int, str]]:
    # as stored, not as decimals: an edit of `1` to `1.0` must show
    statement = select(table).order_by(table.c.submission_no, order)
    if submission_no is not None:
        statement = statement.where(table.c.submission_no == submission_no)
    rows = chain_rows.from_iterable(sweep(connection, statement, BATCH_SIZE))
    for number, group in groupby(rows, key=itemgetter(0)):
        yield number, chain.rows_digest(group)
