"""Plan documents: the decisions on their quantities, and the registers that follow from them.

One act covers one batch of decisions; the contents it gives to registers are versions of them
like any other, whose acts name it. So what was decided and what is built from can be read back
as they stood at any time, and neither exists without the other.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, Row, func, insert, select

from etl.ledger import chain, clock, register_versions
from etl.ledger.errors import BytesUnknown, PlanUnknown, ReasonMissing
from etl.ledger.journal import Journal
from etl.ledger.plan_records import Decision, PlanDecision, PlanIntake
from etl.ledger.plan_tables import plan_decision, plan_intake
from etl.ledger.records import ActKind
from etl.ledger.submissions import keep_original
from etl.ledger.tables import act, original

#: Decisions that say nothing without their reason.
_NEED_REASON = (Decision.REJECTED, Decision.REMOVED)
#: Decisions that name no target.
_WITHOUT_TARGET = (Decision.REJECTED, Decision.NON_GOAL)


def take_in(
    connection: Connection,
    journal: Journal,
    document_id: str,
    data: bytes,
    text_sha256: str,
    decisions: Sequence[PlanDecision],
    registers: Mapping[str, bytes],
    detail: Mapping[str, object],
    place: str,
) -> int:
    """Record decisions on a plan, and the contents of the registers that follow from them."""
    for one in decisions:
        _require_whole(one, place)
    number, plan_sha256 = journal.sequence + 1, chain.sha256(data)
    rows = [_row(number, decision_no, one) for decision_no, one in enumerate(decisions, 1)]
    payload = digest(document_id, plan_sha256, text_sha256, chain.rows_digest(row.values() for row in rows))
    counts = {"decisions": len(rows)}
    journal.append(ActKind.PLAN_TAKEN_IN, document_id, payload, {**counts, **detail})
    keep_original(connection, plan_sha256, data, place)
    of_batch = {"document_id": document_id, "plan_sha256": plan_sha256, "text_sha256": text_sha256}
    connection.execute(insert(plan_intake).values(sequence=number, **of_batch))
    if rows:
        connection.execute(insert(plan_decision), rows)
    register_versions.write(connection, journal, registers, number)
    return number


def _require_whole(one: PlanDecision, place: str) -> None:
    if one.decision in _NEED_REASON and not one.reason.strip():
        raise ReasonMissing(place, one.figure or one.target_id)
    if bool(one.target_id) == (one.decision in _WITHOUT_TARGET):
        raise ValueError(f"{one.decision} with target {one.target_id!r}")


def _row(sequence: int, decision_no: int, one: PlanDecision) -> dict[str, object]:
    """One decision in the texts that are both digested and stored."""
    start, end = one.span or (None, None)
    return {
        "sequence": sequence,
        "decision_no": decision_no,
        "span_start": start,
        "span_end": end,
        "figure": one.figure,
        "rule": one.rule,
        "decision": str(one.decision),
        "reason": one.reason.strip(),
        "extracted": _text(one.extracted),
        "confirmed": _text(one.confirmed),
        "target_id": one.target_id,
    }


def _text(cells: Mapping[str, str]) -> str:
    return chain.canonical_json(dict(cells)) if cells else ""


def digest(document_id: str, plan_sha256: str, text_sha256: str, rows_sha256: str) -> str:
    """Covers one batch: the plan, its bytes, its text and every decision."""
    return chain.record_digest(document_id, plan_sha256, text_sha256, rows_sha256)


def intakes(connection: Connection, document_id: str | None = None) -> list[PlanIntake]:
    """Batches in the order they were recorded, each with its decisions; None for all plans."""
    wanted = True if document_id is None else plan_intake.c.document_id == document_id
    batches = select(plan_intake, act).join_from(plan_intake, act, act.c.sequence == plan_intake.c.sequence)
    decided = (
        select(plan_decision)
        .join_from(plan_decision, plan_intake, plan_intake.c.sequence == plan_decision.c.sequence)
        .where(wanted)
        .order_by(plan_decision.c.sequence, plan_decision.c.decision_no)
    )
    rows = connection.execute(decided).all()
    of = {number: tuple(map(_decision, group)) for number, group in groupby(rows, lambda row: row.sequence)}
    found = connection.execute(batches.where(wanted).order_by(plan_intake.c.sequence))
    return [_intake(row, of.get(row.sequence, ())) for row in found]


def _intake(row: Row, decisions: tuple[PlanDecision, ...]) -> PlanIntake:
    said = json.loads(row.detail)
    return PlanIntake(
        row.sequence,
        clock.from_text(row.at),
        row.account,
        said.get("for", ""),
        row.document_id,
        row.plan_sha256,
        row.text_sha256,
        decisions,
    )


def _decision(row: Row) -> PlanDecision:
    return PlanDecision(
        Decision(row.decision),
        row.figure,
        None if row.span_start is None else (row.span_start, row.span_end),
        row.rule,
        row.reason,
        json.loads(row.extracted or "{}"),
        json.loads(row.confirmed or "{}"),
        row.target_id,
    )


def decided_on(connection: Connection) -> set[str]:
    """Every plan on which anything was decided."""
    return set(connection.scalars(select(plan_intake.c.document_id).distinct()))


def document_of(connection: Connection, plan_sha256: str, place: str) -> str:
    """The plan that was last taken in from these bytes; BytesUnknown where none was."""
    found = documents_of(connection, plan_sha256)
    if not found:
        raise BytesUnknown(place, plan_sha256)
    return found[-1]


def documents_of(connection: Connection, plan_sha256: str) -> list[str]:
    """Every plan that was taken in from these bytes: one file may hold several."""
    rows = connection.scalars(
        select(plan_intake.c.document_id)
        .where(plan_intake.c.plan_sha256 == plan_sha256)
        .order_by(plan_intake.c.sequence)
    )
    return list(dict.fromkeys(rows))


def plan_bytes(connection: Connection, plan_sha256: str, place: str) -> bytes:
    """The bytes of a plan that was taken in, empty where they were purged; else PlanUnknown."""
    statement = select(original.c.content).where(
        original.c.sha256 == plan_sha256,
        original.c.sha256.in_(select(plan_intake.c.plan_sha256)),
    )
    content = connection.scalar(statement)
    if content is None:
        raise PlanUnknown(place, plan_sha256)
    return content


def kept(connection: Connection, document_id: str) -> set[str]:
    """Which files of a plan still have their bytes."""
    of_plan = select(plan_intake.c.plan_sha256).where(plan_intake.c.document_id == document_id)
    return set(connection.scalars(select(original.c.sha256).where(original.c.sha256.in_(of_plan), func.length(original.c.content) > 0)))


def targets_named(connection: Connection) -> set[str]:
    """Every target that a decision on any plan names."""
    return set(connection.scalars(select(plan_decision.c.target_id).distinct())) - {""}
