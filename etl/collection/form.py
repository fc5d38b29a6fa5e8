"""The accepted figures as the form that is printed, signed and stamped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.collection.acting import reading, refused, require, situation_of
from etl.collection.course import Signature, signatures
from etl.decimals import canonical
from etl.ledger import ActKind
from etl.ledger.chain import rows_digest
from etl.ledger.clock import from_text
from etl.ledger.submissions import figure_row
from etl.parse import Entry
from etl.registers import Metric, Region, load_registers
from etl.rights import Deed, Matter
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
    """One accepted submission; `rows_sha256` is the digest of its figures as the ledger keeps
    them and `act_hash` that of the act that accepted it, so that paper and ledger can be held
    together."""

    submission_id: str
    region_code: str
    region_zh: str
    region_en: str
    quarter: str
    file: str
    original_sha256: str
    rows_sha256: str
    act_hash: str
    accepted_at: datetime
    signatures: tuple[Signature, ...]
    rows: Sequence[FormRow]


def form(workspace: Workspace, account: str, submission_id: str) -> Form:
    """The form of an accepted submission, for whoever may see the uploads of its regions."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation_of(ledger, registers), Matter(dossier.region_codes))
        of = dossier.submission
        if of.state is not ActKind.ACCEPTED:
            raise refused("not_in_force", found=submission_id)
        entries = ledger.entries(submission_id)
        accepting = ledger.acts(subject=submission_id, kinds=[ActKind.ACCEPTED])[-1]
    regions = {one.region_code: one for one in registers.regions}
    metrics = {one.metric: one for one in registers.metrics}
    sender = regions.get(of.region_code)
    return Form(
        submission_id=submission_id,
        region_code=of.region_code,
        region_zh=sender.name_zh if sender else of.region_code,
        region_en=sender.name_en if sender else of.region_code,
        quarter=of.quarter,
        file=of.name,
        original_sha256=of.original_sha256,
        rows_sha256=rows_digest(figure_row(int(submission_id[1:]), entry).values() for entry in entries),
        act_hash=accepting.hash,
        accepted_at=from_text(accepting.at),
        signatures=signatures(dossier),
        rows=[_row(entry, regions.get(entry.region_code), metrics.get(entry.metric)) for entry in entries],
    )


def _row(entry: Entry, region: Region | None, metric: Metric | None) -> FormRow:
    """A line in the words of the present registers; codes where they name it no more."""
    return FormRow(
        row=entry.row,
        region_zh=region.name_zh if region else entry.region_code,
        region_en=region.name_en if region else entry.region_code,
        metric_zh=metric.name_zh if metric else entry.metric,
        metric_en=metric.name_en if metric else entry.metric,
        period=str(entry.period),
        counting=entry.counting,
        scope=entry.scope,
        nature=entry.nature,
        value="" if entry.value is None else canonical(entry.value),
        unit=entry.unit,
        yoy="" if entry.yoy is None else canonical(entry.yoy),
        note=entry.note,
    )
