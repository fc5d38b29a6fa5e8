"""The audit trail for reading, and its daily head."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.ledger import Act
from etl.workspace import Workspace

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Acts of one page, newest first; `total` counts all that fit the filters."""

    acts: Sequence[Act]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def listing(
    workspace: Workspace, account: str, kind: str = "", by: str = "", subject: str = "", page: int = 1
) -> AuditPage:
    """Acts of a kind, by an account and about a subject; an empty filter lets all pass."""
    raise NotImplementedError


def write_head(workspace: Workspace) -> Path | None:
    """Write the head of the chain to the configured folder, one file a day; None where no
    folder is configured."""
    raise NotImplementedError
