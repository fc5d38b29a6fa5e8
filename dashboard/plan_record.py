"""What the workspace keeps of a plan that was taken in, for whoever is signed in. The service layer
is asked at every rerun; kept is only what was read from a file, by its hash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard import intake_reading, source
from dashboard.components import identity
from dashboard.findings import intake, plan_decisions
from dashboard.findings.plan_decisions import Decided, Place
from dashboard.intake_desk import Desk
from dashboard.rows import TargetRow
from etl.collection import plan_reading
from etl.ledger import PlanIntake
from etl.plans.candidates import Span
from etl.plans.drafts import Draft
from etl.registers import load_registers
from etl.rights import Deed


@dataclass(frozen=True, slots=True)
class Record:
    """A plan with the batches of decisions on it, the earliest first; `files` are the batches that
    brought each of its files, the latest first, `kept` the files that are still there."""

    account: str
    document_id: str
    batches: Sequence[PlanIntake]
    kept: frozenset[str]

    @property
    def files(self) -> dict[str, PlanIntake]:
        return plan_decisions.files(self.batches)


@dataclass(frozen=True, slots=True)
class Original:
    """The text of one file of a plan: every quantity with what was decided on it, and by which batch."""

    desk: Desk
    decided: Mapping[Span, Decided]
    is_read_otherwise: bool


def may_see() -> bool:
    """Whether the visitor may know that there is a text at all."""
    return identity.visitor().may(Deed.SEE_PLANS)


def of_plan(account: str, document_id: str) -> Record | None:
    """What was recorded of a plan; None for whoever may not see it."""
    if not may_see():
        return None
    found = plan_reading.record(source.workspace(), account, document_id)
    return Record(account, document_id, found.batches, found.kept)


def without_targets(account: str, rows: Iterable[TargetRow]) -> set[str]:
    """Plans that were taken in and of whose quantities none is a target; none for whoever may not see them."""
    if not may_see():
        return set()
    return plan_reading.decided_on(source.workspace(), account) - {row.document_id for row in rows}


def original(record: Record, plan_sha256: str) -> Original:
    """One of its files; raises Refused where it is gone or cannot be read any more."""
    file = intake_reading.stored(record.account, plan_sha256)
    decided = plan_decisions.decided(record.batches, plan_sha256, file.text_sha256)
    number = plan_decisions.part_number(file, record.document_id, decided)
    recorded = {span: one.decision for span, one in decided.items()}
    items = intake.items(file.parts[number - 1].candidates, {}, recorded)
    registers = load_registers(source.workspace())
    desk = Desk(record.account, plan_sha256, str(number), Draft(), file, registers, recorded, items)
    return Original(desk, decided, plan_decisions.is_read_otherwise(record.batches, plan_sha256, file.text_sha256))


def place_of(account: str, document_id: str, target_id: str) -> Place | None:
    """Where the figure of a target stands in a text that is still there; None for whoever may not see it."""
    record = of_plan(account, document_id)
    found = plan_decisions.places(record.batches, target_id) if record else ()
    return next((one for one in found if one.plan_sha256 in record.kept), None)
