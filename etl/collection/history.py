"""All versions of one figure: what, who, when, why, and in which cell of which file."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from etl.checks.case import FigureKey
from etl.collection.review import Signature
from etl.workspace import Workspace


class VersionState(StrEnum):
    """What became of a version."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"  # waits for signatures
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Version:
    """One reported version. `value` is in the metric's unit, `found_value` and `found_unit` as
    written; `submission_id` and `sha256` are empty for a published file. `submitted_at` is None
    there too; `reason` is why it was withdrawn or returned."""

    state: VersionState
    value: Decimal | None
    unit: str
    yoy: Decimal | None
    nature: str
    confidence: str
    found_value: str
    found_unit: str
    source: str
    note: str
    submission_id: str
    file: str
    sha256: str
    row: int | None
    signatures: tuple[Signature, ...]
    known_from: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an original file. `column` is the heading as found, `letter` that of the
    spreadsheet, `text` the characters in it."""

    file: str
    row: int
    column: str
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """An uploaded file as received; `name` is a label, never a path."""

    name: str
    sha256: str
    data: bytes


def versions(workspace: Workspace, account: str, key: FigureKey) -> list[Version]:
    """Every version of a figure the account may see, newest first."""
    raise NotImplementedError


def locate(workspace: Workspace, account: str, submission_id: str, row: int) -> Cell:
    """The cell in which the value of a figure stands in the uploaded file."""
    raise NotImplementedError


def original(workspace: Workspace, account: str, submission_id: str) -> Original:
    """The uploaded file itself."""
    raise NotImplementedError
