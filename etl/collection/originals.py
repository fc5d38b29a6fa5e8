"""Uploaded files as they came, for whoever may see the uploads of their regions."""

from dataclasses import dataclass

from etl.access.events import EventKind
from etl.access.origin import note
from etl.collection.acting import reading, refused, require, situation_of
from etl.intake.child import read_sheet
from etl.intake.sheet import Sheet
from etl.ledger import Dossier, Ledger
from etl.registers import load_registers
from etl.rights import Deed, Matter
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Original:
    """An uploaded file as received; `name` is a label, never a path."""

    name: str
    sha256: str
    data: bytes


def original(workspace: Workspace, account: str, submission_id: str) -> Original:
    """The uploaded file of a submission, accepted or not; that it was taken along is noted."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation_of(ledger, registers), Matter(dossier.region_codes))
        data = content(ledger, dossier)
    note(workspace, EventKind.ORIGINAL, account, submission_id)
    return Original(dossier.submission.name, dossier.submission.original_sha256, data)


def content(ledger: Ledger, dossier: Dossier) -> bytes:
    """The bytes of a submission; refused where they were removed."""
    sha256 = dossier.submission.original_sha256
    if dossier.is_purged:
        raise refused("file_gone", found=sha256)
    return ledger.original(sha256)


def decoded(ledger: Ledger, dossier: Dossier) -> Sheet:
    """The file of a submission as rows of cells, read as it was when it came in."""
    return read_sheet(content(ledger, dossier), dossier.submission.name)
