"""The scan of the signed and stamped form, attached to an accepted submission."""

from dataclasses import dataclass
from datetime import datetime

from etl.access.events import EventKind
from etl.access.origin import note
from etl.collection.acting import acting, reading, refused, require, situation_of
from etl.ledger import ActKind, Ledger
from etl.ledger.chain import sha256 as sha256_of
from etl.ledger.clock import from_text
from etl.registers import load_registers
from etl.rights import Deed, Matter, Situation, denial
from etl.workspace import Workspace

MOST_BYTES = 10_000_000

#: First and last bytes of what may be attached; what it is called does not count.
_KINDS = {
    "application/pdf": ("pdf", b"%PDF-", b"%%EOF"),
    "image/jpeg": ("jpg", b"\xff\xd8\xff", b"\xff\xd9"),
    "image/png": ("png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
}
#: So many last bytes are searched for the end: programs append a line feed or a comment.
_TAIL = 1024


@dataclass(frozen=True, slots=True)
class Scan:
    """One attached scan; `name` is made from the submission and its number, `media_type` told
    by its content."""

    submission_id: str
    sha256: str
    name: str
    media_type: str
    account: str
    at: datetime


def media_type(data: bytes) -> str | None:
    """PDF, JPEG or PNG by content and whole to its end; None for anything else."""
    for kind, (_, first, last) in _KINDS.items():
        if data.startswith(first) and last in data[-_TAIL:]:
            return kind
    return None


def attach(workspace: Workspace, account: str, submission_id: str, data: bytes, name: str) -> int:
    """Attach a PDF, JPEG or PNG of at most 10 MB to an accepted submission; the sequence number.

    Who may submit, review or approve for the region may attach. The same bytes again change
    nothing.
    """
    if len(data) > MOST_BYTES:
        raise refused("scan_size", found=name, limit=MOST_BYTES // 1_000_000)
    if media_type(data) is None:
        raise refused("scan_type", found=name)
    with acting(workspace, account) as (tx, situation), reading(workspace) as ledger:
        dossier = tx.submission(submission_id)
        principal = _require_business(account, situation, Matter(dossier.region_codes))
        if dossier.submission.state is not ActKind.ACCEPTED:
            raise refused("not_in_force", found=submission_id)
        known = [one for one in _acts(ledger, submission_id) if one.said["sha256"] == sha256_of(data)]
        if known and sha256_of(data) in dossier.attachments:
            return known[-1].sequence
        return tx.attach(submission_id, data, principal=principal)


def _require_business(account: str, situation: Situation, matter: Matter) -> str:
    deeds = (Deed.SUBMIT, Deed.REVIEW, Deed.APPROVE)
    allowed = [deed for deed in deeds if denial(account, deed, situation, matter) is None]
    return require(account, allowed[0] if allowed else Deed.SUBMIT, situation, matter)


def scans(workspace: Workspace, account: str, submission_id: str) -> list[Scan]:
    """The scans of a submission that are still there, oldest first."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation_of(ledger, registers), Matter(dossier.region_codes))
        acts = {act.said["sha256"]: act for act in reversed(_acts(ledger, submission_id))}
        kinds = {sha256: media_type(ledger.original(sha256)) for sha256 in dossier.attachments}
    return [
        Scan(
            submission_id,
            sha256,
            f"{submission_id}-{number}.{_KINDS[kind][0]}",
            kind,
            acts[sha256].account,
            from_text(acts[sha256].at),
        )
        for number, (sha256, kind) in enumerate(kinds.items(), 1)
    ]


def scan(workspace: Workspace, account: str, submission_id: str, sha256: str) -> bytes:
    """The bytes of one scan of a submission, which is noted; refused where they were removed."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation_of(ledger, registers), Matter(dossier.region_codes))
        if sha256 not in dossier.attachments:
            raise refused("file_gone", found=sha256)
        data = ledger.original(sha256)
    note(workspace, EventKind.SCAN, account, submission_id)
    return data


def _acts(ledger: Ledger, submission_id: str) -> list:
    return ledger.acts(subject=submission_id, kinds=[ActKind.ATTACHED])
