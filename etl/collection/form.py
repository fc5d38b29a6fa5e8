"""The accepted figures as the form that is printed, signed and stamped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.collection.review import Signature
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the form, in plain texts; `value` and `yoy` are canonical decimals or empty."""

    row: int
    region_zh: str
    region_en: str
    metric_zh: str
    metric_en: str
    period: str
    counting: str
    scope: str
    nature: str
    value: str
    unit: str
    yoy: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """One accepted submission; `rows_sha256` is the digest of its figures in the ledger and
    `act_hash` that of the act that accepted it, so paper and ledger can be held together."""

    submission_id: str
    region_code: str
    region_zh: str
    region_en: str
    quarter: str
    file: str
    original_sha256: str
    act_hash: str
    accepted_at: datetime
    signatures: tuple[Signature, ...]
    rows: Sequence[FormRow]


def form(workspace: Workspace, account: str, submission_id: str) -> Form:
    """The form of an accepted submission."""
    raise NotImplementedError
