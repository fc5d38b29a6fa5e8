"""发布: a quarter of a province becomes public by a named act, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from etl.checks.case import FigureKey
from etl.workspace import Workspace


class Publication(StrEnum):
    """What the release would do to a public figure."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One figure of the quarter: what is public now and what would be, in the metric's unit."""

    key: FigureKey
    publication: Publication
    public: Decimal | None
    accepted: Decimal | None


@dataclass(frozen=True, slots=True)
class ReleasePreview:
    """`basis` names what was looked at and goes back to `release`; `waiting` and `missing` are
    the regions whose report waits for a signature or has not come."""

    province: str
    quarter: str
    rows: Sequence[ReleaseRow]
    missing: Sequence[str]
    waiting: Sequence[str]
    basis: str

    def count(self, publication: Publication) -> int:
        """How many figures of one kind."""
        return sum(row.publication is publication for row in self.rows)


@dataclass(frozen=True, slots=True)
class Released:
    """One act of release or of taking it back (`is_public` false, with `reason`)."""

    province: str
    quarter: str
    is_public: bool
    account: str
    at: datetime
    sequence: int
    reason: str


def preview(workspace: Workspace, account: str, province: str, quarter: str) -> ReleasePreview:
    """What the quarter shows the public now, and what it would show after a release."""
    raise NotImplementedError


def release(workspace: Workspace, account: str, province: str, quarter: str, basis: str) -> int:
    """Make public what stands; refused as `collection.look_again` if that is not what was seen."""
    raise NotImplementedError


def unrelease(workspace: Workspace, account: str, province: str, quarter: str, reason: str) -> int:
    """Take a released quarter back from the public at once."""
    raise NotImplementedError


def released(workspace: Workspace, account: str) -> list[Released]:
    """The latest act for every province and quarter the account may see, newest first."""
    raise NotImplementedError
