"""Plans for reading: a file before it is taken in, and what became of those that were."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.access.events import EventKind
from etl.access.origin import note
from etl.collection.acting import reading, refused, require, situation_of
from etl.extract import SourceText, extract, knowledge_of
from etl.extract.reading import read_plan
from etl.extract.rows import as_row
from etl.ledger import PlanIntake
from etl.ledger.chain import sha256
from etl.period import Period
from etl.plans.candidates import Candidate, candidates_of
from etl.plans.stages import FallingStage, falling_stages
from etl.registers import load_registers
from etl.rights import Deed
from etl.warehouse import open_warehouse
from etl.warehouse.levels import level_rows
from etl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The text of a plan file and every quantity in it. `text_sha256` names the text in which
    spans are counted."""

    source: SourceText
    candidates: Sequence[Candidate]

    @property
    def text_sha256(self) -> str:
        return sha256(self.source.text.encode("utf-8", "surrogatepass"))

    @property
    def documents(self) -> list[str]:
        """The plans in the file, each by its id or, where no register knows it, its title."""
        return list(dict.fromkeys(one.document for one in self.candidates))

    def of(self, document: str) -> list[Candidate]:
        """The quantities of one plan of the file."""
        return [one for one in self.candidates if one.document == document]


@dataclass(frozen=True, slots=True)
class Inconsistencies:
    """Numbers of one plan that do not fit together: rows of `plan_conflict` (which see), and
    stages of shares, growth rates and minimums that fall."""

    conflicts: Sequence[dict]
    stages: Sequence[FallingStage]


def examine(workspace: Workspace, account: str, data: bytes, name: str) -> PlanReading:
    """Read a plan and find its quantities; stores nothing. For whoever may edit the registers."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.EDIT_REGISTERS, situation_of(ledger, registers))
    return read(workspace, data, name)


def read(workspace: Workspace, data: bytes, name: str) -> PlanReading:
    """The same for who was asked already, or runs the server."""
    known = knowledge_of(workspace, load_registers(workspace))
    source = read_plan(data, name)
    _, candidates = extract(source, known)
    return PlanReading(source, candidates_of(map(as_row, candidates)))


def intakes(workspace: Workspace, account: str, document_id: str | None = None) -> list[PlanIntake]:
    """What was decided on a plan, or on all of them, batch by batch; for whoever is signed in."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        return ledger.plan_intakes(document_id)


def stored(workspace: Workspace, account: str, plan_sha256: str) -> PlanReading:
    """A plan that was taken in, read again by the rules of today; for whoever is signed in."""
    return read(workspace, _stored(workspace, account, plan_sha256), plan_sha256)


def plan_file(workspace: Workspace, account: str, plan_sha256: str) -> bytes:
    """The bytes of a plan that was taken in, to be taken along: that is noted."""
    data = _stored(workspace, account, plan_sha256)
    note(workspace, EventKind.ORIGINAL, account, plan_sha256)
    return data


def _stored(workspace: Workspace, account: str, plan_sha256: str) -> bytes:
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
        data = ledger.plan(plan_sha256)
    if not data:
        raise refused("file_gone", found=plan_sha256)
    return data


def consistency(workspace: Workspace, account: str, document_id: str, as_of: Period) -> Inconsistencies:
    """Where numbers of a plan contradict each other, as the registers now stand: a doubling that
    implies another base, a minimum for each county against the total of the city, a level and a
    rate for one date, stages that fall. For whoever may see the register's targets."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_PLANS, situation_of(ledger, registers))
    with open_warehouse(workspace) as connection:
        rows = level_rows(connection, "plan_conflict", as_of)
    own = [one for one in registers.targets if one.document_id == document_id]
    metrics = {one.metric: one for one in registers.metrics}
    return Inconsistencies([row for row in rows if row["document_id"] == document_id], falling_stages(own, metrics))
