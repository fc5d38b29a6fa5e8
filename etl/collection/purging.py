"""Removal of a file uploaded by mistake: one administrator and one auditor together.

The bytes go and what the sender wrote freely; hash, reason and both names stay, and the chain
still verifies.
"""

from dataclasses import dataclass
from datetime import datetime

from etl.collection import plan_drafts
from etl.collection.acting import acting, reading, refused, require, require_reason, situation_of
from etl.ledger import ActKind, Ledger
from etl.ledger.clock import from_text
from etl.ledger.errors import NotErased, PlanUnknown
from etl.registers import load_registers
from etl.rights import GROUPS, Deed
from etl.warehouse import Audience, build
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PurgeRequest:
    """One request; `agreed_by` is empty until the second person agreed. `name` is the label of
    the file, empty once it is gone; of a plan both `submission_id` and `name` are its document id."""

    submission_id: str
    sha256: str
    name: str
    reason: str
    asked_by: str
    asked_at: datetime
    agreed_by: str = ""
    agreed_at: datetime | None = None


def ask(workspace: Workspace, account: str, sha256: str, reason: str) -> int:
    """Ask for the removal of an uploaded file, a scan or a plan; the sequence number.

    A file whose figures stand or wait must be withdrawn or sent back first.
    """
    with acting(workspace, account) as (tx, situation), reading(workspace) as ledger:
        principal = require(account, Deed.PURGE, situation)
        submission_id = _holder(ledger, sha256)
        if sha256 in {one.sha256 for one in tx.purge_requests()} or _is_gone(ledger, sha256):
            raise refused("purge_done", found=sha256)
        reason = require_reason(reason, sha256)
        if not submission_id:
            return tx.ask_plan_purge(sha256, reason, principal=principal)
        return tx.ask_purge(submission_id, reason, sha256=sha256, principal=principal)


def agree(workspace: Workspace, account: str, sha256: str) -> int:
    """Agree as the other role: the bytes are gone when this returns the sequence number.

    The warehouses are built anew, since they hold copies of notes and sources.
    """
    try:
        return _agree(workspace, account, sha256)
    except NotErased:  # gone from the ledger, though its engine still has to let go of the bytes
        plan_drafts.forget(workspace, sha256)
        _rebuild(workspace)
        raise


def _agree(workspace: Workspace, account: str, sha256: str) -> int:
    with acting(workspace, account) as (tx, situation):
        principal = require(account, Deed.PURGE, situation)
        request = next((one for one in tx.purge_requests() if one.sha256 == sha256), None)
        if request is None:
            raise refused("purge_not_asked", found=sha256)
        asker, other = situation.accounts.get(request.account), situation.accounts[account]
        if asker is None or GROUPS[asker.role] == GROUPS[other.role]:
            raise refused("purge_same_hands")
        sequence = tx.agree_purge(request.sequence, principal=principal)
    plan_drafts.forget(workspace, sha256)
    _rebuild(workspace)
    return sequence


def _rebuild(workspace: Workspace) -> None:
    """Make both warehouses anew."""
    build(workspace)
    build(workspace, Audience.PUBLIC)


def asked(workspace: Workspace, account: str) -> list[PurgeRequest]:
    """Every request, newest first; for the administrator and the auditor."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.PURGE, situation_of(ledger, registers))
        acts = ledger.acts(kinds=[ActKind.PURGE_ASKED, ActKind.PURGED])
        names = {one.submission_id: one.name for one in ledger.submissions()}
    done = {act.said["asked"]: act for act in acts if act.kind == ActKind.PURGED}
    found = []
    for act in acts:
        if act.kind == ActKind.PURGE_ASKED:
            agreed = done.get(act.sequence)
            found.append(
                PurgeRequest(
                    act.subject,
                    act.said["sha256"],
                    names.get(act.subject, act.subject),
                    act.reason,
                    act.account,
                    from_text(act.at),
                    agreed.account if agreed else "",
                    from_text(agreed.at) if agreed else None,
                )
            )
    return found[::-1]


def _holder(ledger: Ledger, sha256: str) -> str:
    """The latest submission that holds these bytes, as its file or as a scan; "" for a plan."""
    files = [one.submission_id for one in ledger.submissions() if one.original_sha256 == sha256]
    scans = [act.subject for act in ledger.acts(kinds=[ActKind.ATTACHED]) if act.said["sha256"] == sha256]
    if files + scans:
        return (files or scans)[-1]
    try:
        ledger.plan(sha256)
    except PlanUnknown:
        raise refused("purge_unknown", found=sha256) from None
    return ""


def _is_gone(ledger: Ledger, sha256: str) -> bool:
    return any(act.said["sha256"] == sha256 for act in ledger.acts(kinds=[ActKind.PURGED]))
