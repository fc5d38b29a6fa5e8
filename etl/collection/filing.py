"""One upload, from bytes to what it would change and into the ledger.

What is confirmed is exactly what was previewed: the same bytes, named by their SHA-256,
checked again at the moment of writing against the registers and figures then in force.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from etl.access.events import EventKind
from etl.access.origin import note, oversize
from etl.collection.acting import acting, decide, reading, refresh_after_act, refused, require, situation_of
from etl.collection.examination import Examined, Terms, check_sheet, examine, gaps_after, standing
from etl.ledger import ActKind, Ledger, Receipt, Submission, clock
from etl.ledger.chain import sha256 as sha256_of
from etl.ledger.errors import OldFile
from etl.ledger.transaction import Transaction
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.settings import read_settings
from etl.workspace import Workspace

__all__ = [
    "Examined",
    "Kept",
    "Terms",
    "examine",
    "gaps_after",
    "keep_refused",
    "open_regions",
    "own",
    "standing",
    "submit",
]

#: Refused files of one account that are kept within an hour; further ones are only counted,
#: so that nobody can fill the ledger.
MOST_REFUSED_PER_HOUR = 20
#: Refused so: above the size limit, so that not even the bytes are kept.
OVERSIZE = "upload.file_size"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a refused file: its number, empty where it was only counted."""

    submission_id: str

    @property
    def is_kept(self) -> bool:
        return bool(self.submission_id)


def open_regions(workspace: Workspace, account: str) -> list[str]:
    """The codes of the regions the account may file for."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
    codes = [region.region_code for region in registers.regions]
    return [code for code in codes if may(account, Deed.SUBMIT, situation, Matter(frozenset([code])))]


def own(workspace: Workspace, account: str) -> list[Submission]:
    """What this account sent, refused files too, oldest first."""
    with reading(workspace) as ledger:
        return ledger.submissions(account=account) if account else []


def submit(
    workspace: Workspace, account: str, examined: Examined, terms: Terms, resend_reason: str = ""
) -> Receipt:
    """Put exactly what was examined on record, once; it counts when the last one has signed.

    The same bytes again are the same submission (`receipt.replay`). Refused as
    `collection.look_again` where the figures or findings are no longer those that were
    shown, as `collection.resend` where the file was replaced by a later one and no
    `resend_reason` says why it is sent again.
    """
    if not examined.acceptable:
        raise refused("not_acceptable", found=examined.name)
    if not examined.entries:
        raise refused("no_figures", found=examined.name)
    if sha256_of(examined.data) != examined.filing.sheet.sha256:
        raise refused("look_again")
    sign_offs = read_settings(workspace.root).sign_offs
    regions = frozenset(entry.region_code for entry in examined.entries) | {terms.region_code}

    def allow(_: Ledger, situation: Situation) -> str:
        return require(account, Deed.SUBMIT, situation, Matter(regions))

    def look() -> tuple[Examined, list[Problem]]:
        again = check_sheet(workspace, examined.data, examined.filing.sheet, terms)
        return again, _backfill_faults(workspace, again.entries, terms)

    def act(tx: Transaction, situation: Situation, found: tuple[Examined, list[Problem]]) -> Receipt:
        again, faults = found
        is_as_seen = again.basis == examined.basis
        principal = require(account, Deed.SUBMIT, situation, Matter(regions))
        receipt = _record(tx, again if is_as_seen else examined, terms, resend_reason, principal)
        if receipt.replay:
            return receipt
        require_open(account, Deed.SUBMIT, situation, pairs(again.entries))
        if faults:
            raise Refused(faults)
        if not is_as_seen:
            raise refused("look_again")
        if sign_offs > 1:
            return receipt
        sequence = tx.accept(receipt.submission_id, principal=principal)
        return Receipt(receipt.submission_id, sequence, True, False, ActKind.ACCEPTED)

    receipt = decide(workspace, account, allow, look, act)
    refresh_after_act(workspace)
    return receipt


def _record(tx: Transaction, examined: Examined, terms: Terms, reason: str, principal: str) -> Receipt:
    """The submission as recorded so far; what raises later in the transaction undoes it."""
    try:
        return tx.submit(
            examined.data,
            examined.name,
            examined.entries,
            examined.problems,
            encoding=examined.encoding,
            region_code=terms.region_code,
            quarter=terms.quarter,
            reason=reason,
            principal=principal,
        )
    except OldFile:
        raise refused("resend", found=examined.name) from None


def pairs(entries: Sequence[Entry]) -> frozenset[tuple[str, str]]:
    """The (region_code, quarter) the entries are of; a month belongs to its quarter."""
    return quarters_of((entry.region_code, entry.period) for entry in entries)


def quarters_of(periods: Iterable[tuple[str, Period]]) -> frozenset[tuple[str, str]]:
    """The same of regions and periods."""
    return frozenset((region_code, str(_quarter(period))) for region_code, period in periods)


def _quarter(period: Period) -> Period:
    return Period((period.month_no + 2) // 3 * 3)


def require_open(
    account: str,
    deed: Deed,
    situation: Situation,
    concerned: Collection[tuple[str, str]],
    signed_by: frozenset[str] = frozenset(),
) -> None:
    """Refused where one of these quarters of these regions is locked, or the deed not allowed."""
    for region_code, quarter in sorted(concerned):
        require(account, deed, situation, Matter(frozenset([region_code]), frozenset([quarter]), signed_by))


def _backfill_faults(workspace: Workspace, entries: Sequence[Entry], terms: Terms) -> list[Problem]:
    """Quarters a backfill may not hold: the one reported now, and those with accepted figures."""
    if terms.quarter:
        return []
    last_ended = Period(Period.quarter_of(terms.today).month_no - 3)
    concerned = pairs(entries)
    with reading(workspace) as ledger:
        accepted = ledger.acceptances(region_codes={region for region, _ in concerned})
    held = {(one.region_code, one.quarter) for one in accepted if one.in_force}
    faults = [
        _fault("backfill_period", quarter=quarter)
        for quarter in sorted({quarter for _, quarter in concerned})
        if Period.parse(quarter) >= last_ended
    ]
    return faults + [
        _fault("backfill_present", region=region, quarter=quarter)
        for region, quarter in sorted(concerned & held)
    ]


def _fault(code: str, **needed: str) -> Problem:
    return refused(code, **needed).problems[0]


def keep_refused(workspace: Workspace, account: str, examined: Examined, terms: Terms) -> Kept:
    """Put a file that may not enter on record, with its bytes and the codes of its problems.

    The same bytes are kept once per account and region. Beyond so many an hour a file is only
    counted among the access events; there stand also name, size and SHA-256 of one above the
    limit, whose bytes are not kept.
    """
    if examined.acceptable:
        raise ValueError(f"{examined.name} may enter")
    if any(problem.code == OVERSIZE for problem in examined.problems):
        _note_oversize(workspace, account, examined, terms)
        return Kept("")
    with acting(workspace, account) as (tx, situation), reading(workspace) as ledger:
        principal = require(account, Deed.SUBMIT, situation, Matter(frozenset([terms.region_code])))
        known = [
            one.submission_id
            for one in ledger.submissions([ActKind.REFUSED], [terms.region_code])
            if (one.original_sha256, one.account) == (examined.sha256, account)
        ]
        if known:
            return Kept(known[-1])
        if _refused_lately(workspace, ledger, account) >= MOST_REFUSED_PER_HOUR:
            note(workspace, EventKind.LIMITED, account, "")
            return Kept("")
        receipt = tx.refuse(
            examined.data,
            examined.name,
            examined.problems,
            encoding=examined.encoding,
            region_code=terms.region_code,
            quarter=terms.quarter,
            principal=principal,
        )
        return Kept(receipt.submission_id)


def _note_oversize(workspace: Workspace, account: str, examined: Examined, terms: Terms) -> None:
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SUBMIT, situation_of(ledger, registers), Matter(frozenset([terms.region_code])))
    subject = oversize(examined.name, len(examined.data), examined.sha256)
    note(workspace, EventKind.OVERSIZE, account, subject)


def _refused_lately(workspace: Workspace, ledger: Ledger, account: str) -> int:
    since = clock.to_text(clock.now_in(workspace) - timedelta(hours=1))
    latest = ledger.acts(kinds=[ActKind.REFUSED], account=account, newest=MOST_REFUSED_PER_HOUR)
    return sum(act.at > since for act in latest)
