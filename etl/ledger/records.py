"""What the ledger hands out: plain immutable values."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypedDict

from etl.problems import Problem


class ActKind(StrEnum):
    """What was recorded: events of a submission first, then everything else."""

    SUBMITTED = "submitted"  # 提交
    REVIEWED = "reviewed"  # 审核: signed, not yet the last signature
    ACCEPTED = "accepted"  # 采纳: the last signature; its figures count
    RETURNED = "returned"  # 退回
    WITHDRAWN = "withdrawn"  # 撤回: the versions before it stand again
    REFUSED = "refused"  # 拒收: the file is kept, no figure is
    ATTACHED = "attached"  # a scan of the signed form
    PURGE_ASKED = "purge_asked"  # one of two persons asks for the removal of bytes
    PURGED = "purged"  # the other agreed: bytes and free text are gone
    REGISTER = "register"  # a register changed, appeared or went
    REOPENED = "reopened"  # a locked quarter of a region may be filed again
    RELEASED = "released"  # a quarter of a province is public as it stands
    UNRELEASED = "unreleased"  # and no longer is
    ACCOUNT = "account"  # an account was made or changed
    STAND_IN = "stand_in"  # an arrangement was made or ended
    PLAN_TAKEN_IN = "plan_taken_in"  # 规划录入: decisions on quantities of a plan


#: Kinds that say in which state a submission is; the latest of them is its state.
STATES = (
    ActKind.SUBMITTED,
    ActKind.REVIEWED,
    ActKind.ACCEPTED,
    ActKind.RETURNED,
    ActKind.WITHDRAWN,
    ActKind.REFUSED,
)
PENDING = (ActKind.SUBMITTED, ActKind.REVIEWED)  # waiting for a signature
SIGNATURES = (*PENDING, ActKind.ACCEPTED)  # by which somebody signs


class FigureId(NamedTuple):
    """Which figure it is: everything but its value. `month_no` as in `etl.period`."""

    region_code: str
    metric: str
    scope: str
    counting: str
    month_no: int


class ActLimits(TypedDict, total=False):
    """Which acts are meant, of the days in Shanghai from `since` up to and including
    `last_day`. None, like nothing, sets no limit."""

    kinds: Collection[ActKind] | None
    account: str | None
    subject: str | None
    since: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Act:
    """One link of the chain.

    `subject` is a submission id, a register's file name, an account, a plan's document id, or a
    region and a quarter (`330500 2025Q4`); `detail` is canonical JSON (problem codes, a reason, the
    account stood in for); `payload_sha256` covers what the act wrote into other tables and
    is empty where it wrote nothing."""

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

    @property
    def said(self) -> Mapping[str, object]:
        """`detail` as a mapping."""
        return json.loads(self.detail)

    @property
    def principal(self) -> str:
        """For whom the account stood in; empty where it acted for itself."""
        return self.said.get("for", "")

    @property
    def reason(self) -> str:
        """The reason or note that was written down; empty where there is none."""
        return self.said.get("reason", "")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one upload.

    `sequence` is that of the deciding act (accepted, refused, or submitted where it waits
    for review); `accepted` says that its figures count; `replay` that the same account had
    sent the same bytes before: then the earlier submission is named and nothing new was
    recorded. `state` is where the submission stands.
    """

    submission_id: str
    sequence: int
    accepted: bool
    replay: bool
    state: ActKind = ActKind.ACCEPTED


@dataclass(frozen=True, slots=True)
class Submission:
    """One upload and its present state; `sequence` and `at` are of its latest event.

    `region_code` is whose figures it was sent for and `quarter` which one was chosen; both
    are empty where the operator sent it, `quarter` also for a backfill.
    """

    submission_id: str
    name: str
    encoding: str
    original_sha256: str
    account: str
    state: ActKind
    sequence: int
    at: datetime
    submitted_at: datetime
    region_code: str = ""
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a submission: who, when, why.

    `principal` is the account stood in for, else empty; `note` the reason or remark.
    """

    sequence: int
    at: datetime
    kind: ActKind
    account: str
    principal: str
    note: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All a reviewer needs to know of a submission but its figures.

    `events` are all its events in order; `periods` the (region_code, period) its figures
    are of, a period being a quarter (`2025Q4`) or a month (`2025-08`); `explained` the
    doubtful figures, each with the sender's reason; `attachments` the SHA-256 of the scans;
    `is_purged` says that its bytes and free text were removed.
    """

    submission: Submission
    events: tuple[Event, ...]
    periods: frozenset[tuple[str, str]]
    explained: tuple[Problem, ...]
    attachments: tuple[str, ...]
    is_purged: bool

    @property
    def signatures(self) -> tuple[Event, ...]:
        """Who signed, in order; the first is the sender."""
        return tuple(event for event in self.events if event.kind in SIGNATURES)

    @property
    def signed_by(self) -> frozenset[str]:
        """Everyone who signed, and for whom: nobody of them may review."""
        names = {name for event in self.signatures for name in (event.account, event.principal)}
        return frozenset(names - {""})

    @property
    def region_codes(self) -> frozenset[str]:
        """Regions of the figures, and the one the file was sent for."""
        return frozenset({code for code, _ in self.periods} | {self.submission.region_code} - {""})


@dataclass(frozen=True, slots=True)
class RegisterVersion:
    """One register's content from `sequence` on; `content` is None where it was removed.

    `intake` is the act on a plan that gave it this content, 0 where it was found in the file.
    """

    name: str
    sequence: int
    recorded_at: datetime
    content: bytes | None
    intake: int = 0


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From `sequence` on the figures of this submission no longer count."""

    submission_id: str
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """What a province made public: its figures of `quarter` as they stood at `sequence`.

    `is_public` is false for an act that took the quarter back.
    """

    sequence: int
    at: datetime
    account: str
    region_code: str
    quarter: str
    is_public: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """A locked quarter of a region that may be filed again up to and including `until`.

    `is_used` says that a submission of it was accepted since.
    """

    sequence: int
    at: datetime
    account: str
    region_code: str
    quarter: str
    reason: str
    until: date
    is_used: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That figures of a region and quarter were accepted. `in_force` is false once the
    submission was withdrawn; `submitted_at` is when the file came in."""

    region_code: str
    quarter: str
    submission_id: str
    sequence: int
    submitted_at: datetime
    accepted_at: datetime
    in_force: bool


@dataclass(frozen=True, slots=True)
class FigureVersion:
    """One version of a figure in one submission, whatever became of it.

    `value` is canonical decimal text, None = not reported or taken back; `found_value` and
    `found_unit` are the cells as written on row `row` of the file.
    """

    submission_id: str
    state: ActKind
    submitted_at: datetime
    accepted_sequence: int | None
    row: int
    nature: str
    confidence: str
    value: str | None
    unit: str
    yoy: str | None
    published_on: date | None
    source: str
    note: str
    found_value: str
    found_unit: str


@dataclass(frozen=True, slots=True)
class PurgeRequest:
    """Somebody asked for the removal of bytes; `sequence` is that of the asking act."""

    sequence: int
    at: datetime
    account: str
    submission_id: str
    sha256: str
    reason: str
