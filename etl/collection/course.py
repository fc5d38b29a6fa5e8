"""The course of a submission: who signed it, as what, and which signature it waits for."""

from dataclasses import dataclass
from datetime import datetime

from etl.ledger import ActKind, Dossier
from etl.rights import Deed


#: By which a submission ends its way.
_DECISIONS = (ActKind.ACCEPTED, ActKind.RETURNED, ActKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: `deed` submit, review or approve; `on_behalf` whom the signer stood in for."""

    account: str
    on_behalf: str
    deed: Deed
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission on its way. `region_code` is whom it was sent for, `quarter` empty for a
    backfill; `next_deed` is which signature is missing next, None once decided; `newer_id` a
    later submission of the same region and quarter that waits too; `reason` why it was sent
    again, or came back; `decided_by` and `decided_at` who accepted, returned or withdrew it last."""

    submission_id: str
    name: str
    sha256: str
    region_code: str
    quarter: str
    state: ActKind
    signatures: tuple[Signature, ...]
    next_deed: Deed | None
    newer_id: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def sender(self) -> str:
        return self.signatures[0].account

    @property
    def submitted_at(self) -> datetime:
        return self.signatures[0].at


def next_deed(dossier: Dossier) -> Deed | None:
    """Which signature a submission waits for."""
    return {ActKind.SUBMITTED: Deed.REVIEW, ActKind.REVIEWED: Deed.APPROVE}.get(dossier.submission.state)


def signatures(dossier: Dossier) -> tuple[Signature, ...]:
    """Who signed as what. Where the sender's signature is the only one needed, the acceptance
    is part of it."""
    deeds = {ActKind.SUBMITTED: Deed.SUBMIT, ActKind.REVIEWED: Deed.REVIEW}
    found: list[Signature] = []
    for event in dossier.signatures:
        if event.kind is ActKind.ACCEPTED and event.account == dossier.submission.account:
            continue
        last = Deed.APPROVE if len(found) > 1 else Deed.REVIEW
        found.append(Signature(event.account, event.principal, deeds.get(event.kind, last), event.at))
    return tuple(found)


def as_waiting(dossier: Dossier, newer_id: str = "") -> Waiting:
    """A submission as the lists show it."""
    of = dossier.submission
    decision = next((one for one in reversed(dossier.events) if one.kind in _DECISIONS), None)
    is_ended = decision is not None and decision.kind is not ActKind.ACCEPTED
    return Waiting(
        submission_id=of.submission_id,
        name=of.name,
        sha256=of.original_sha256,
        region_code=of.region_code,
        quarter=of.quarter,
        state=of.state,
        signatures=signatures(dossier),
        next_deed=next_deed(dossier),
        newer_id=newer_id,
        reason=decision.note if is_ended else dossier.events[0].note,
        decided_by=decision.account if decision else "",
        decided_at=decision.at if decision else None,
    )
