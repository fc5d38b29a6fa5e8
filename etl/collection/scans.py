"""The scan of the signed and stamped form, attached to an accepted submission."""

from dataclasses import dataclass
from datetime import datetime

from etl.workspace import Workspace

MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Scan:
    """One attached scan; `media_type` is told by its content."""

    submission_id: str
    sha256: str
    name: str
    media_type: str
    account: str
    at: datetime


def attach(workspace: Workspace, account: str, submission_id: str, data: bytes, name: str) -> int:
    """Attach a PDF, JPEG or PNG of at most 10 MB; what it is decides its content."""
    raise NotImplementedError


def scans(workspace: Workspace, account: str, submission_id: str) -> list[Scan]:
    """The scans of a submission, oldest first."""
    raise NotImplementedError


def scan(workspace: Workspace, account: str, submission_id: str, sha256: str) -> bytes:
    """The bytes of one scan."""
    raise NotImplementedError
