"""Tables of what became of plan documents, the same on SQLite and PostgreSQL.

They are append-only like all others: a decision that was wrong is followed by another one on
the same place of the same document.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from etl.ledger.tables import metadata, of_act

#: A batch of decisions on one edition of a plan. `text_sha256` is of the text in which the
#: places of quantities are counted (UTF-8), so that another reading of the same bytes shows.
plan_intake = Table(
    "plan_intake",
    metadata,
    of_act(),
    Column("document_id", Text, nullable=False),
    Column("plan_sha256", Text, ForeignKey("original.sha256"), nullable=False),
    Column("text_sha256", Text, nullable=False),
    Index("plan_intake_document", "document_id", "sequence"),
    Index("plan_intake_plan", "plan_sha256"),
)

#: One decision on one quantity. `span_start` and `span_end` are characters of the text, from 0,
#: the end excluded; NULL for a target that its plan no longer states. `extracted` is what the
#: rules read, `confirmed` what a person made of it, each a JSON object of texts or empty.
plan_decision = Table(
    "plan_decision",
    metadata,
    of_act("plan_intake.sequence"),
    Column("decision_no", Integer, primary_key=True, autoincrement=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("figure", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extracted", Text, nullable=False),
    Column("confirmed", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Index("plan_decision_target", "target_id"),
)

#: Plans whose bytes were removed; written before its act, like `purged`.
plan_purged = Table(
    "plan_purged",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("plan_sha256", Text, ForeignKey("original.sha256"), nullable=False),
    Index("plan_purged_plan", "plan_sha256"),
)

#: Tables that schema version 3 adds.
VERSION_3 = (plan_intake, plan_decision, plan_purged)
