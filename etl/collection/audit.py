"""The audit trail for reading: acts on figures, registers and rights, newest first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.collection.acting import reading, require, situation_of
from etl.ledger import Act, ActKind, Ledger
from etl.problems import Problem
from etl.registers import load_registers
from etl.rights import Deed
from etl.settings import read_settings
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


@dataclass(frozen=True, slots=True)
class Head:
    """The last act of the chain; an empty ledger has number 0 and no hash."""

    sequence: int
    hash: str


def head(workspace: Workspace, account: str) -> Head:
    """The present head of the chain."""
    with _audited(workspace, account) as ledger:
        last = ledger.acts(newest=1)
        return Head(last[0].sequence, last[0].hash) if last else Head(0, "")


def verify(workspace: Workspace, account: str) -> list[Problem]:
    """Recompute every hash of the ledger; what does not agree."""
    with _audited(workspace, account) as ledger:
        return ledger.verify()


@contextmanager
def _audited(workspace: Workspace, account: str) -> Iterator[Ledger]:
    """The ledger, for who may see the audit trail."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_AUDIT, situation_of(ledger, registers))
        yield ledger


def listing(
    workspace: Workspace, account: str, kind: str = "", by: str = "", subject: str = "", page: int = 1
) -> AuditPage:
    """Acts of a kind, by an account and about a subject (a submission, an account, a register,
    `330500 2025Q4`); an empty filter lets all pass, a page beyond the last is the last."""
    with _audited(workspace, account) as ledger:
        kinds = [ActKind(kind)] if kind in list(ActKind) else ([] if kind else None)
        found = ledger.acts(kinds=kinds, account=by or None, subject=subject or None)[::-1]
    number = min(max(1, page), max(1, -(-len(found) // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    return AuditPage(found[start : start + PAGE_SIZE], len(found), number)


def heads(workspace: Workspace) -> list[Path]:
    """The daily heads that were noted so far in the configured folder."""
    folder = read_settings(workspace.root).heads_folder
    return sorted((workspace.root / folder).glob("head-*.json")) if folder else []


def write_head(workspace: Workspace) -> Path | None:
    """Write today's head of the chain into the configured folder, unless it is there already.

    Returns the file; None where no folder is configured or nothing is recorded yet. Meant for
    the program itself: nobody's rights are asked.
    """
    folder = read_settings(workspace.root).heads_folder
    if not folder:
        return None
    with reading(workspace) as ledger:
        return ledger.write_head(workspace.root / folder)
