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
    Table,
    Text,
    TypeDecorator,
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
