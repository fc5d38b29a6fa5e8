"""The audit trail for reading: acts on figures, registers and rights, newest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.collection.acting import reading, require, situation_of
from etl.ledger import Act, ActKind, Ledger, RegisterVersion, StandInVersion
from etl.ledger.errors import HeadInvalid
from etl.ledger.heads import read as read_head
from etl.problems import Problem
from etl.registers import load_registers
from etl.rights import Account, Deed
from etl.settings import read_settings
from etl.workspace import Workspace

PAGE_SIZE = 50
#: The latest noted heads that are compared with the ledger for reading.
HEADS_SHOWN = 31


@dataclass(frozen=True, slots=True)
class Filters:
    """Which acts: of a kind, by an account, about a subject (a submission, an account, a
    register, `330500 2025Q4`), on the days in Shanghai from `since` up to and including
    `last_day`. What is empty lets all pass."""

    kind: str = ""
    by: str = ""
    subject: str = ""
    since: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A file of rules before and after an act; None where there was, or is, none."""

    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Acts of one page, newest first; `total` counts all that fit the filters. `accounts`
    is what an account was made, `reopenings` until when a quarter was opened, `stand_ins` who was to
    stand in for whom, `rules` what became of a file of rules, by sequence number."""

    acts: Sequence[Act]
    total: int
    page: int
    accounts: Mapping[int, Account]
    reopenings: Mapping[int, date]
    stand_ins: Mapping[int, StandInVersion]
    rules: Mapping[int, RuleChange]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Head:
    """The last act of the chain; an empty ledger has number 0 and no hash."""

    sequence: int
    hash: str


def head(workspace: Workspace, account: str) -> Head:
    """The present head of the chain."""
    with _audited(workspace, account) as ledger:
        last = ledger.acts(newest=1)
        return Head(last[0].sequence, last[0].hash) if last else Head(0, "")


def verify(workspace: Workspace, account: str) -> list[Problem]:
    """Recompute every hash of the ledger; what does not agree."""
    with _audited(workspace, account) as ledger:
        return ledger.verify()


@contextmanager
def _audited(workspace: Workspace, account: str) -> Iterator[Ledger]:
    """The ledger, for who may see the audit trail."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.SEE_AUDIT, situation_of(ledger, registers))
        yield ledger


def listing(workspace: Workspace, account: str, filters: Filters = Filters(), page: int = 1) -> AuditPage:
    """The acts that fit, page by page; a page beyond the last is the last."""
    kinds = [ActKind(filters.kind)] if filters.kind in list(ActKind) else ([] if filters.kind else None)
    which = {
        "kinds": kinds,
        "account": filters.by or None,
        "subject": filters.subject or None,
        "since": filters.since,
        "last_day": filters.last_day,
    }
    with _audited(workspace, account) as ledger:
        total = ledger.count_acts(**which)
        number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
        acts = ledger.acts(**which, newest=PAGE_SIZE, skip=(number - 1) * PAGE_SIZE)[::-1]
        there = {act.kind for act in acts}
        accounts = ledger.account_versions() if ActKind.ACCOUNT in there else ()
        reopenings = ledger.reopenings() if ActKind.REOPENED in there else ()
        stand_ins = ledger.stand_in_versions() if ActKind.STAND_IN in there else ()
        rules = ledger.rule_versions() if ActKind.REGISTER in there else ()
    return AuditPage(
        acts,
        total,
        number,
        {one.sequence: one.account for one in accounts},
        {one.sequence: one.until for one in reopenings},
        {one.sequence: one for one in stand_ins},
        _changes(rules),
    )


def _changes(versions: Iterable[RegisterVersion]) -> dict[int, RuleChange]:
    """What each version of a file of rules replaced, by sequence number."""
    found: dict[int, RuleChange] = {}
    latest: dict[str, bytes | None] = {}
    for one in versions:
        found[one.sequence] = RuleChange(latest.get(one.name), one.content)
        latest[one.name] = one.content
    return found


@dataclass(frozen=True, slots=True)
class DailyHead:
    """A head noted outside the ledger on a day. `sequence` is 0 where the file cannot be read;
    `agrees`: the ledger still has exactly that act."""

    day: str
    sequence: int
    hash: str
    agrees: bool


def daily_heads(workspace: Workspace, account: str) -> list[DailyHead]:
    """The latest heads that were noted, newest first, each compared with the ledger as it is."""
    with _audited(workspace, account) as ledger:
        return [_daily_head(ledger, file) for file in heads(workspace)[: -HEADS_SHOWN - 1 : -1]]


def _daily_head(ledger: Ledger, file: Path) -> DailyHead:
    day = file.stem.removeprefix("head-")
    try:
        noted = read_head(file)
    except HeadInvalid:
        return DailyHead(day, 0, "", False)
    return DailyHead(day, noted.sequence, noted.hash, not ledger.check_heads([file]))


def heads(workspace: Workspace) -> list[Path]:
    """The daily heads that were noted so far in the configured folder."""
    folder = read_settings(workspace.root).heads_folder
    return sorted((workspace.root / folder).glob("head-*.json")) if folder else []


def write_head(workspace: Workspace) -> Path | None:
    """Write today's head of the chain into the configured folder, unless it is there already.

    Returns the file; None where no folder is configured or nothing is recorded yet. Meant for
    the program itself: nobody's rights are asked.
    """
    folder = read_settings(workspace.root).heads_folder
    if not folder:
        return None
    with reading(workspace) as ledger:
        return ledger.write_head(workspace.root / folder)
