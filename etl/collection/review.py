"""Review of what was submitted: who must sign next, sign, send back, withdraw.

One to three persons sign, as the workspace is set: 填报人 by submitting, then 审核人, then
负责人. Every signature holds the file against the registers and figures of its moment.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.collection.acting import (
    acting,
    decide,
    denied,
    reading,
    refresh_after_act,
    refused,
    require,
    require_reason,
    situation_of,
    today,
)
from etl.collection.course import Signature, Waiting, as_waiting, next_deed, signatures
from etl.collection.difference import Difference, basis, differences, standing_figures
from etl.collection.examination import Terms, check_sheet
from etl.collection.filing import pairs, quarters_of
from etl.collection.originals import content, decoded
from etl.ledger import ActKind, Dossier, Ledger, Receipt, Submission
from etl.ledger.errors import SubmissionUnknown
from etl.ledger.records import PENDING, SIGNATURES
from etl.ledger.transaction import Transaction
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem, Refused
from etl.registers import load_registers
from etl.rights import Deed, Denial, Matter, Situation, may
from etl.settings import read_settings
from etl.warehouse import refresh
from etl.workspace import Workspace

__all__ = [
    "Inbox",
    "Inspection",
    "Signature",
    "Waiting",
    "inspect",
    "outcome",
    "send_back",
    "sign",
    "waiting",
    "withdraw",
    "withdrawable",
]


@dataclass(frozen=True, slots=True)
class Inbox:
    """`to_sign`: what this account may sign now. `sent`: what it sent and is not decided.
    `returned`: what was sent back to it and not yet answered by a newer file. `others`: what
    else waits in its regions."""

    to_sign: tuple[Waiting, ...] = ()
    sent: tuple[Waiting, ...] = ()
    returned: tuple[Waiting, ...] = ()
    others: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a reviewer looks at. `explained` are the doubtful figures with their reasons as the
    sender gave them, `problems` what the checks find now; `is_acceptable`: they find nothing
    that keeps it out. `basis` names what was looked at and goes back to `sign`."""

    waiting: Waiting
    differences: Sequence[Difference]
    explained: Sequence[Problem]
    problems: Sequence[Problem]
    is_acceptable: bool
    basis: str
    may_sign: bool


def waiting(workspace: Workspace, account: str) -> Inbox:
    """Submissions that wait or came back, sorted by what this account has to do with them."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        pending = [one for one in ledger.waiting() if _may_see(account, situation, one)]
        returned = _unanswered(ledger, account)
    to_sign, sent, others = [], [], []
    for dossier in pending:
        if _may_sign(account, situation, dossier):
            place = to_sign
        else:
            place = sent if account in _senders(dossier) else others
        place.append(as_waiting(dossier, _newer(dossier, pending)))
    return Inbox(tuple(to_sign), tuple(sent), tuple(map(as_waiting, returned)), tuple(others))


def outcome(workspace: Workspace, account: str, submission_id: str) -> Waiting | None:
    """What became of a submission; None where there is no such, or the account may not see it."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        try:
            dossier = ledger.submission(submission_id)
        except SubmissionUnknown:
            return None
        return as_waiting(dossier) if _may_see(account, situation_of(ledger, registers), dossier) else None


def inspect(workspace: Workspace, account: str, submission_id: str) -> Inspection:
    """One submission held against the figures and registers of now."""
    refresh(workspace)
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        dossier = ledger.submission(submission_id)
        require(account, Deed.SEE_UPLOADS, situation, Matter(dossier.region_codes))
        pending = ledger.waiting()
    seen = _look(workspace, submission_id)
    return Inspection(
        as_waiting(dossier, _newer(dossier, pending)),
        seen.differences,
        dossier.explained,
        seen.problems,
        seen.is_acceptable,
        seen.basis_at(dossier),
        _may_sign(account, situation, dossier),
    )


def sign(workspace: Workspace, account: str, submission_id: str, basis: str) -> Receipt:
    """Sign what was inspected; with the last signature its figures count.

    Refused as `collection.look_again` where the submission, the figures concerned, the
    registers or the findings changed since, and where it can no longer be accepted.
    """
    sign_offs = read_settings(workspace.root).sign_offs

    def allow(ledger: Ledger, situation: Situation) -> str:
        return _require_signer(account, situation, ledger.submission(submission_id), basis)

    def act(tx: Transaction, situation: Situation, seen: "_Look") -> Receipt:
        dossier = tx.submission(submission_id)
        principal = _require_signer(account, situation, dossier, basis)
        if seen.basis_at(dossier) != basis:
            raise refused("look_again")
        if not seen.is_acceptable:
            raise refused("still_acceptable", found=submission_id)
        if len(signatures(dossier)) + 1 < sign_offs:
            sequence = tx.review(submission_id, principal=principal)
            return Receipt(submission_id, sequence, False, False, ActKind.REVIEWED)
        _require_unlocked(situation, seen)
        sequence = tx.accept(submission_id, principal=principal)
        return Receipt(submission_id, sequence, True, False, ActKind.ACCEPTED)

    receipt = decide(workspace, account, allow, lambda: _look(workspace, submission_id), act)
    refresh_after_act(workspace)
    return receipt


def send_back(workspace: Workspace, account: str, submission_id: str, reason: str) -> int:
    """Return a waiting submission to its sender; the sequence number of the act."""
    with acting(workspace, account) as (tx, situation):
        dossier = tx.submission(submission_id)
        principal = _require_signer(account, situation, dossier)
        return tx.send_back(submission_id, require_reason(reason, submission_id), principal=principal)


def withdraw(workspace: Workspace, account: str, submission_id: str, reason: str) -> int:
    """Take a submission back: a waiting one always, an accepted one while its quarters are open."""
    with acting(workspace, account) as (tx, situation):
        dossier = tx.submission(submission_id)
        principals = [require(account, Deed.WITHDRAW, situation, one) for one in _matters_of_withdrawal(dossier)]
        sequence = tx.withdraw(submission_id, require_reason(reason, submission_id), principal=principals[0])
    refresh_after_act(workspace)
    return sequence


def withdrawable(workspace: Workspace, account: str) -> list[Submission]:
    """What this account sent and may withdraw now, newest first."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        sent = [ledger.submission(one.submission_id) for one in ledger.submissions(SIGNATURES, account=account)]
        return [one.submission for one in reversed(sent) if _may_withdraw(account, situation, one)]


def _may_withdraw(account: str, situation: Situation, dossier: Dossier) -> bool:
    return all(may(account, Deed.WITHDRAW, situation, one) for one in _matters_of_withdrawal(dossier))


def _matters_of_withdrawal(dossier: Dossier) -> Iterator[Matter]:
    """What has to be allowed for a withdrawal: its regions, and, of what was accepted, each of its
    quarters, which must be open."""
    yield Matter(dossier.region_codes)
    if dossier.submission.state is ActKind.ACCEPTED:
        periods = ((region_code, Period.parse(text)) for region_code, text in dossier.periods)
        for region_code, quarter in sorted(quarters_of(periods)):
            yield Matter(frozenset([region_code]), frozenset([quarter]))


@dataclass(frozen=True, slots=True)
class _Look:
    """The figures as submitted, held against what stands and what the rules say now."""

    differences: Sequence[Difference]
    problems: Sequence[Problem]
    is_acceptable: bool

    def basis_at(self, dossier: Dossier) -> str:
        """What a reviewer looks at, in the state the submission is in."""
        return f"{dossier.submission.sequence}-{basis(self.differences, self.problems)}"


def _look(workspace: Workspace, submission_id: str) -> _Look:
    with reading(workspace) as ledger:
        dossier = ledger.submission(submission_id)
        entries = ledger.entries(submission_id)
        data, sheet = content(ledger, dossier), decoded(ledger, dossier)
    of = dossier.submission
    again = check_sheet(workspace, data, sheet, Terms(of.region_code, of.quarter, _today(workspace, entries)))
    is_acceptable = again.acceptable and list(again.entries) == list(entries)
    standing = again.before or standing_figures(workspace, {entry.region_code for entry in entries})
    return _Look(differences(entries, standing), again.problems, is_acceptable)


def _today(workspace: Workspace, entries: Sequence[Entry]) -> date:
    """The day for the checks. That a period was over was checked when the file came in, and
    time does not run back, even where the machine's clock does."""
    last = max((entry.period.month_no for entry in entries), default=0)
    over = date(last // 12, last % 12 + 1, 1) if last else date.min
    return max(today(workspace), over)


def _require_signer(account: str, situation: Situation, dossier: Dossier, basis: str = "") -> str:
    """On whose behalf the account signs next. Where nobody does, or not any more what the
    account looked at, that is said to whoever may see the submission."""
    deed = next_deed(dossier)
    moved = bool(basis) and not basis.startswith(f"{dossier.submission.sequence}-")
    if deed is None or moved:
        require(account, Deed.SEE_UPLOADS, situation, Matter(dossier.region_codes))
        raise refused("look_again") if moved else refused("not_waiting", found=dossier.submission.submission_id)
    return require(account, deed, situation, _matter(dossier))


def _require_unlocked(situation: Situation, seen: _Look) -> None:
    """A quarter that was accepted meanwhile takes no other submission until it is reopened."""
    if any(pair in situation.locked for pair in pairs([one.entry for one in seen.differences])):
        raise Refused([denied(Denial.LOCKED)])


def _matter(dossier: Dossier) -> Matter:
    return Matter(dossier.region_codes, frozenset(), dossier.signed_by)


def _may_see(account: str, situation: Situation, dossier: Dossier) -> bool:
    return may(account, Deed.SEE_UPLOADS, situation, Matter(dossier.region_codes))


def _may_sign(account: str, situation: Situation, dossier: Dossier) -> bool:
    deed = next_deed(dossier)
    return deed is not None and may(account, deed, situation, _matter(dossier))


def _senders(dossier: Dossier) -> set[str]:
    return {dossier.events[0].account, dossier.events[0].principal}


def _newer(dossier: Dossier, pending: Collection[Dossier]) -> str:
    """The latest of the other submissions for the same region and quarter that came later."""
    of = dossier.submission
    later = [
        one.submission
        for one in pending
        if (one.submission.region_code, one.submission.quarter) == (of.region_code, of.quarter)
        and one.submission.submission_id > of.submission_id
    ]
    return later[-1].submission_id if later else ""


def _unanswered(ledger: Ledger, account: str) -> list[Dossier]:
    """What was sent back to the account and not followed by a newer file."""
    mine = ledger.submissions([ActKind.RETURNED], account=account)
    answered = {}
    for one in ledger.submissions([*PENDING, ActKind.ACCEPTED], {one.region_code for one in mine}):
        answered[one.region_code, one.quarter] = one.submission_id
    latest = {(one.region_code, one.quarter): one for one in mine}
    return [
        ledger.submission(one.submission_id)
        for key, one in latest.items()
        if answered.get(key, "") < one.submission_id
    ]
