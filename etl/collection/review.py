"""Review of what was submitted: who must sign next, sign, send back, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.collection.difference import Difference
from etl.ledger import Receipt
from etl.problems import Problem
from etl.rights import Deed
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: `deed` submit, review or approve; `on_behalf` whom the signer stood in for."""

    account: str
    on_behalf: str
    deed: Deed
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission on its way. `region_code` is the sender's region, `quarter` empty for a
    backfill; `next_deed` is what is missing next, None once decided; `newer_id` a later
    submission of the same region and quarter that waits too; `reason` why it came back."""

    submission_id: str
    name: str
    sha256: str
    region_code: str
    quarter: str
    state: str
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


@dataclass(frozen=True, slots=True)
class Inbox:
    """`to_sign`: what this account may sign now. `sent`: what it sent and is not decided.
    `returned`: what was sent back to it. `others`: what else waits in its regions."""

    to_sign: tuple[Waiting, ...] = ()
    sent: tuple[Waiting, ...] = ()
    returned: tuple[Waiting, ...] = ()
    others: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a reviewer looks at. `explained` are the doubtful figures with their reasons as the
    sender gave them, `problems` what the checks find now; `basis` names what was looked at
    and goes back to `sign`."""

    waiting: Waiting
    differences: Sequence[Difference]
    explained: Sequence[Problem]
    problems: Sequence[Problem]
    basis: str
    may_sign: bool


def waiting(workspace: Workspace, account: str) -> Inbox:
    """Submissions that wait, sorted by what this account has to do with them."""
    raise NotImplementedError


def inspect(workspace: Workspace, account: str, submission_id: str) -> Inspection:
    """One submission held against the figures and registers of now."""
    raise NotImplementedError


def sign(workspace: Workspace, account: str, submission_id: str, basis: str) -> Receipt:
    """Sign what was inspected. Refused as `collection.look_again` where the figures concerned,
    the registers or the findings changed since; accepted with the last signature."""
    raise NotImplementedError


def send_back(workspace: Workspace, account: str, submission_id: str, reason: str) -> int:
    """Return a waiting submission to its sender; the sequence number of the act."""
    raise NotImplementedError


def withdraw(workspace: Workspace, account: str, submission_id: str, reason: str) -> int:
    """Take a submission back: a waiting one always, an accepted one while its quarter is open."""
    raise NotImplementedError
