"""Who acts: rights read anew in the transaction of the act, and refusals in words."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from etl.access.origin import note_acts
from etl.ledger import ActKind, Ledger, clock, open_ledger
from etl.ledger.errors import NotErased
from etl.ledger.transaction import Transaction
from etl.problems import Problem, Refused
from etl.registers import Registers, load_registers
from etl.rights import Deed, Denial, Matter, Situation, acting_as, denial, may
from etl.vocabulary import Level
from etl.warehouse import Audience, refresh
from etl.warehouse.room import DiskFull, require_room_for_refresh
from etl.workspace import Workspace

T = TypeVar("T")
R = TypeVar("R")

LOG = logging.getLogger(__name__)
#: How often a decision is prepared anew because others wrote meanwhile.
_ATTEMPTS = 10
#: Acts after which figures, rules or what is public may be other ones.
_CHANGES = (ActKind.ACCEPTED, ActKind.WITHDRAWN, ActKind.REGISTER, ActKind.RELEASED, ActKind.UNRELEASED)


class Place(Protocol):
    """A region, as a register or a warehouse has it."""

    region_code: str
    parent_code: str
    level: str


def today(workspace: Workspace) -> date:
    """The day in Shanghai; in a demonstration the one it takes place on."""
    return clock.now_in(workspace).date()


@contextmanager
def reading(workspace: Workspace) -> Iterator[Ledger]:
    """The ledger, to be read."""
    with open_ledger(workspace) as ledger:
        yield ledger


@contextmanager
def acting(
    workspace: Workspace, account: str, registers: Registers | None = None
) -> Iterator[tuple[Transaction, Situation]]:
    """One write transaction of the account, and who may do what as read under its lock."""
    if not account.strip():
        raise Refused([denied(Denial.NOT_SIGNED_IN)])
    parents, counties = region_tree((registers or load_registers(workspace)).regions)
    with reading(workspace) as ledger:
        try:
            with ledger.transaction(account) as tx:
                before = tx.head
                yield tx, tx.situation(parents, counties, tx.today)
        except NotErased:  # recorded all the same
            note_acts(workspace, account, range(before + 1, tx.head + 1))
            raise
    note_acts(workspace, account, range(before + 1, tx.head + 1))


def situation_of(ledger: Ledger, registers: Registers) -> Situation:
    """Who may do what now, for reading; a write asks again under the lock."""
    parents, counties = region_tree(registers.regions)
    known, day = ledger.people(), ledger.today()
    return Situation(known.accounts, parents, counties, ledger.locks(day), known.stand_ins, day)


def region_tree(regions: Iterable[Place]) -> tuple[dict[str, str], frozenset[str]]:
    """The parent of every region, and which are counties or zones."""
    regions = list(regions)
    parents = {region.region_code: region.parent_code for region in regions}
    below = (Level.COUNTY, Level.ZONE)
    return parents, frozenset(one.region_code for one in regions if one.level in below)


def decide(
    workspace: Workspace,
    account: str,
    allow: Callable[[Ledger, Situation], object],
    look: Callable[[], T],
    act: Callable[[Transaction, Situation, T], R],
) -> R:
    """Carry out `act` on what `look` found, in a transaction before which nothing changed.

    `look` may take its time: it reads the refreshed warehouse and holds no lock. Where a
    figure or register changed between the two, it looks again. `allow` raises for whoever may
    not even cause that work; `act` asks for the rights that count. Nothing is begun, as
    DiskFull, where the disk has no room for the warehouses that have to show the act.
    """
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        allow(ledger, situation_of(ledger, registers))
    require_room_for_refresh(workspace)
    for _ in range(_ATTEMPTS):
        with reading(workspace) as ledger:
            head = ledger.head()
        refresh(workspace)
        seen = look()
        with acting(workspace, account) as (tx, situation), reading(workspace) as ledger:
            if not ledger.acts(head, kinds=_CHANGES):  # all there is: nobody else can write now
                return act(tx, situation, seen)
    raise refused("busy")


def refresh_after_act(workspace: Workspace, audience: Audience = Audience.SIGNED_IN) -> None:
    """Let the warehouse show an act at once. The act stands whatever becomes of that, so a disk
    that is full by now is not told as its failure: whoever looks next is told."""
    try:
        refresh(workspace, audience)
    except DiskFull as full:
        LOG.error("%s", full.problems[0].message("en"))


def require(name: str, deed: Deed, situation: Situation, matter: Matter = Matter()) -> str:
    """On whose behalf the account may do this: "" for its own right, else whom it stands in for.

    Raises Refused where it may not.
    """
    why = denial(name, deed, situation, matter)
    if why is not None:
        raise Refused([denied(_nearest(name, deed, situation, matter) or why)])
    alone, unsigned = replace(situation, stand_ins=()), replace(matter, signed_by=frozenset())
    able = [one.name for one in acting_as(name, situation) if may(one.name, deed, alone, unsigned)]
    return "" if able[0] == name else able[0]


def _nearest(name: str, deed: Deed, situation: Situation, matter: Matter) -> Denial | None:
    """For a stand-in: what hinders those stood in for, where that is not their role as well."""
    alone = replace(situation, stand_ins=())
    reasons = [denial(one.name, deed, alone, matter) for one in acting_as(name, situation)]
    return next((one for one in reasons if one not in (None, Denial.ROLE)), None)


def denied(why: Denial) -> Problem:
    """The words of a denial."""
    return Problem(f"rights.{why}", "permission")


def refused(code: str, **needed: object) -> Refused:
    """A refusal of this layer; its words stand under `[collection]`."""
    found = str(needed.pop("found", ""))
    return Refused([Problem(f"collection.{code}", "collection", found=found, needed=needed)])


def require_reason(reason: str, what: str) -> str:
    """The reason without surrounding blanks; refused where it says nothing."""
    text = reason.strip()
    if not text:
        raise refused("reason", found=what)
    return text
