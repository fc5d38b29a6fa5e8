"""Tables of the ledger, the same on SQLite and PostgreSQL.

Rows are inserted and never changed; `append_only.py` has the database itself say so.
Figures are canonical decimal text and times ISO text on both engines, so that the
digests of the chain come out alike and no driver turns a figure into a float.
"""

from decimal import Decimal

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    TypeDecorator,
    select,
)

from etl.decimals import MAX_DECIMALS, canonical, parse_plain

metadata = MetaData()


def figure_text(value: Decimal) -> str:
    """The canonical text of a figure; ValueError if the warehouse could not hold it exactly."""
    text = canonical(value)
    if len(text) > MAX_DECIMALS + 1:  # shorter texts cannot have too many digits
        parse_plain(text)
    return text


class FigureText(TypeDecorator[Decimal]):
    """A decimal as its canonical text on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: object) -> str | None:
        return None if value is None else figure_text(value)

    def process_result_value(self, value: str | None, dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value)


#: One row per migration applied; the highest is the schema in force.
schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", Text, nullable=False),
)

#: Everything recorded, one after the other. The numbers are given under one lock and
#: have no gaps, so a missing act shows.
act = Table(
    "act",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("os_user", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("payload_sha256", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("act_subject", "subject", "sequence"),
)

#: The bytes of every upload, accepted or refused, once per content.
original = Table(
    "original",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

#: One upload. `submission_no` is the sequence of its first act; `name` is a label only.
submission = Table(
    "submission",
    metadata,
    Column(
        "submission_no", Integer, ForeignKey("act.sequence"), primary_key=True, autoincrement=False
    ),
    Column("submission_id", Text, nullable=False, unique=True),
    Column("original_sha256", Text, ForeignKey("original.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Index("submission_original", "original_sha256"),
)

#: The figures of a submission in the order of its rows; the key is the only index.
figure = Table(
    "figure",
    metadata,
    Column(
        "submission_no",
        Integer,
        ForeignKey("submission.submission_no"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("row_no", Integer, primary_key=True, autoincrement=False),
    Column("region_code", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("month_no", Integer, nullable=False),
    Column("counting", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("value", FigureText),
    Column("unit", Text, nullable=False),
    Column("yoy", FigureText),
    Column("published_on", Text),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("found_value", Text, nullable=False),
    Column("found_unit", Text, nullable=False),
    sqlite_with_rowid=False,  # stored in key order: read as one sweep
)

#: Each content a register ever had; NULL where the file was removed.
register_version = Table(
    "register_version",
    metadata,
    Column("sequence", Integer, ForeignKey("act.sequence"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary),
)

#: Tables of schema version 1, in the order of their making; never to be changed.
VERSION_1 = (schema_version, act, original, submission, figure, register_version)

#: Under which terms a file was sent: whose figures, of which quarter ("" = many past ones),
#: and the key that makes one confirmation one submission. Without a row: by the operator.
terms = Table(
    "terms",
    metadata,
    Column(
        "submission_no",
        Integer,
        ForeignKey("submission.submission_no"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("region_code", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("key", Text, unique=True),
)

#: Doubtful figures of a submission with the sender's reason, for whoever reviews it.
explained = Table(
    "explained",
    metadata,
    Column(
        "submission_no",
        Integer,
        ForeignKey("submission.submission_no"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("problem_no", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("row_no", Integer),
    Column("column_name", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("needed", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

#: Which regions and periods a submission has figures of: what `figure` says, in the order
#: in which locks and versions of a figure are looked up.
filed_period = Table(
    "filed_period",
    metadata,
    Column("region_code", Text, primary_key=True),
    Column("month_no", Integer, primary_key=True, autoincrement=False),
    Column(
        "submission_no",
        Integer,
        ForeignKey("submission.submission_no"),
        primary_key=True,
        autoincrement=False,
    ),
    Index("filed_period_submission", "submission_no"),
    sqlite_with_rowid=False,
)


def of_act(which: str = "act.sequence") -> Column:
    """The column of a table that has one row for each act of a kind."""
    return Column("sequence", Integer, ForeignKey(which), primary_key=True, autoincrement=False)


#: What an account is, from this act on. `region_codes` is a JSON array.
account_version = Table(
    "account_version",
    metadata,
    of_act(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("region_codes", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("is_disabled", Integer, nullable=False),
    Index("account_version_name", "name", "sequence"),
)

#: An arrangement between two accounts, in place of their earlier one. `until` is a date,
#: included; an arrangement that was ended has the day before.
stand_in = Table(
    "stand_in",
    metadata,
    of_act(),
    Column("principal", Text, nullable=False),
    Column("stand_in", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Text, nullable=False),
)

#: A locked quarter of a region may be filed again up to and including `until`.
reopening = Table(
    "reopening",
    metadata,
    of_act(),
    Column("region_code", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("reopening_quarter", "region_code", "quarter"),
)

#: A quarter of a province becomes public as it stands at this act, or stops being so.
release = Table(
    "release",
    metadata,
    of_act(),
    Column("region_code", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("is_public", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

#: A scan of the signed form of a submission.
attachment = Table(
    "attachment",
    metadata,
    of_act(),
    Column("submission_no", Integer, ForeignKey("submission.submission_no"), nullable=False),
    Column("original_sha256", Text, ForeignKey("original.sha256"), nullable=False),
    Index("attachment_submission", "submission_no"),
)

#: Bytes that were removed, and the submission whose free text went with them. Only where a
#: row stands here does the database let content be emptied; it is written before its act,
#: whose digest covers what is left.
purged = Table(
    "purged",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("submission_no", Integer, ForeignKey("submission.submission_no"), nullable=False),
    Column("original_sha256", Text, ForeignKey("original.sha256"), nullable=False),
    Index("purged_original", "original_sha256"),
    Index("purged_submission", "submission_no"),
)


def with_act(table: Table) -> Select:
    """The rows of a table that acts wrote, each with the time and the account of its act, in
    the order of the acts."""
    return (
        select(table, act.c.at, act.c.account)
        .join_from(table, act, act.c.sequence == table.c.sequence)
        .order_by(table.c.sequence)
    )


#: Tables that schema version 2 adds.
VERSION_2 = (
    terms,
    explained,
    filed_period,
    account_version,
    stand_in,
    reopening,
    release,
    attachment,
    purged,
)
