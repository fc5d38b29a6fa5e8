"""Removal of a file uploaded by mistake: the administrator and the auditor together.

The bytes go; hash, reason and both names stay, and the chain still verifies.
"""

from dataclasses import dataclass
from datetime import datetime

from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PurgeRequest:
    """One request; `agreed_by` is empty until the second person agreed."""

    sha256: str
    name: str
    reason: str
    asked_by: str
    asked_at: datetime
    agreed_by: str = ""
    agreed_at: datetime | None = None


def ask(workspace: Workspace, account: str, sha256: str, reason: str) -> int:
    """Ask for the removal of an uploaded file whose figures do not stand."""
    raise NotImplementedError


def agree(workspace: Workspace, account: str, sha256: str) -> int:
    """Agree as the other role, which removes the bytes."""
    raise NotImplementedError


def asked(workspace: Workspace, account: str) -> list[PurgeRequest]:
    """Every request, newest first; for the administrator and the auditor."""
    raise NotImplementedError
