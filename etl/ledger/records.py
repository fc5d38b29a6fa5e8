"""What the ledger hands out: plain immutable values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ActKind(StrEnum):
    """What was recorded. All but REGISTER are events of a submission."""

    SUBMITTED = "submitted"  # 提交
    ACCEPTED = "accepted"  # 采纳: its figures count
    RETURNED = "returned"  # 退回
    WITHDRAWN = "withdrawn"  # 撤回: the versions before it stand again
    REFUSED = "refused"  # 拒收: the file is kept, no figure is
    REGISTER = "register"  # a register changed, appeared or went


@dataclass(frozen=True, slots=True)
class Act:
    """One link of the chain.

    `subject` is a submission id or a register's file name; `detail` is canonical JSON
    (problem codes, a reason); `payload_sha256` covers what the act wrote into other
    tables and is empty where it wrote nothing.
    """

    sequence: int
    at: str
    kind: str
    subject: str
    account: str
    os_user: str
    detail: str
    payload_sha256: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one upload.

    `sequence` is that of the deciding act (accepted or refused); `replay` says that the
    same account had sent the same bytes before and that they are in force: then the
    earlier submission is named and nothing new was recorded.
    """

    submission_id: str
    sequence: int
    accepted: bool
    replay: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """One upload and its present state; `sequence` and `at` are of its latest event."""

    submission_id: str
    name: str
    encoding: str
    original_sha256: str
    account: str
    state: ActKind
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterVersion:
    """One register's content from `sequence` on; `content` is None where it was removed."""

    name: str
    sequence: int
    recorded_at: datetime
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From `sequence` on the figures of this submission no longer count."""

    submission_id: str
    sequence: int
    at: datetime
