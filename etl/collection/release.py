"""发布: a quarter of a province becomes public by a named act, and can be taken back.

What is public is a file of its own (`etl.warehouse.public`); a release shows what would stand
in it and what stands there now, figure by figure. The act also says that what is public then is
final for the quarter, so a quarter of published figures alone is released too, once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from etl.checks.case import FigureKey
from etl.collection.acting import (
    acting,
    decide,
    reading,
    refresh_after_act,
    refused,
    require,
    require_reason,
    situation_of,
)
from etl.collection.difference import Standing, standing_in
from etl.collection.duties import Progress
from etl.collection.quarters import parse_quarter, progress
from etl.ledger import Ledger
from etl.ledger.chain import canonical_json
from etl.ledger.transaction import Transaction
from etl.registers import Region, load_registers
from etl.rights import Deed, Matter, Situation, may
from etl.vocabulary import Level
from etl.warehouse import Audience, refresh
from etl.warehouse.files import file_state
from etl.warehouse.public import standing_releases
from etl.workspace import Workspace


class Publication(StrEnum):
    """What the release would do to a public figure."""

    NEW = "new"
    CHANGED = "changed"  # value, 同比, nature or confidence
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
    """`basis` names what was looked at and goes back to `release`; `is_released`: the last act on
    the quarter is a release; `waiting` and `missing` are the regions whose report waits for a
    signature or has not come."""

    province: str
    quarter: str
    rows: Sequence[ReleaseRow]
    is_released: bool
    missing: Sequence[str]
    waiting: Sequence[str]
    basis: str

    def count(self, publication: Publication) -> int:
        """How many figures of one kind."""
        return sum(row.publication is publication for row in self.rows)

    @property
    def changes(self) -> int:
        """How many figures the public would see differently."""
        return len(self.rows) - self.count(Publication.UNCHANGED)

    @property
    def is_due(self) -> bool:
        """Whether a release would change what is public, or be the first to call it final."""
        return bool(self.changes or (self.rows and not self.is_released))


@dataclass(frozen=True, slots=True)
class Released:
    """One act of release, or of taking it back (`is_public` false, with `reason`)."""

    province: str
    quarter: str
    is_public: bool
    account: str
    at: datetime
    sequence: int
    reason: str


def preview(workspace: Workspace, account: str, province: str, quarter: str) -> ReleasePreview:
    """What the quarter shows the public now, and what it would show after a release."""
    parse_quarter(quarter)
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        require(account, Deed.RELEASE, situation_of(ledger, registers), Matter(frozenset([province])))
    refresh(workspace)
    seen = _look(workspace, province, quarter)
    below = _below(province, registers.regions)
    duties = [duty for duty in progress(workspace, account, quarter) if duty.region_code in below]
    waiting = [one.region_code for one in duties if one.progress is Progress.WAITING or one.correction_id]
    missing = [one.region_code for one in duties if one.is_open]
    return replace(seen, missing=missing, waiting=waiting)


def release(workspace: Workspace, account: str, province: str, quarter: str, basis: str) -> int:
    """Make public what stands; the sequence number of the act.

    Refused as `collection.look_again` if that is not what was seen, and as
    `collection.nothing_to_release` where there is no figure, or nothing changed since the last release.
    """
    parse_quarter(quarter)
    _require_province(workspace, province)

    def allow(_: Ledger, situation: Situation) -> str:
        return require(account, Deed.RELEASE, situation, Matter(frozenset([province])))

    def act(tx: Transaction, situation: Situation, seen: ReleasePreview) -> int:
        principal = require(account, Deed.RELEASE, situation, Matter(frozenset([province])))
        if seen.basis != basis:
            raise refused("look_again")
        if not seen.is_due:
            raise refused("nothing_to_release", province=province, quarter=quarter)
        return tx.release(province, quarter, principal=principal)

    sequence = decide(workspace, account, allow, lambda: _look(workspace, province, quarter), act)
    refresh_after_act(workspace, Audience.PUBLIC)
    return sequence


def unrelease(workspace: Workspace, account: str, province: str, quarter: str, reason: str) -> int:
    """Take a released quarter back from the public at once; the sequence number of the act."""
    parse_quarter(quarter)
    with acting(workspace, account) as (tx, situation):
        principal = require(account, Deed.RELEASE, situation, Matter(frozenset([province])))
        reason = require_reason(reason, f"{province} {quarter}")
        sequence = tx.unrelease(province, quarter, reason, principal=principal)
    refresh_after_act(workspace, Audience.PUBLIC)
    return sequence


def released(workspace: Workspace, account: str) -> list[Released]:
    """Every release and what was taken back, of the provinces the account may see; newest first."""
    registers = load_registers(workspace)
    with reading(workspace) as ledger:
        situation = situation_of(ledger, registers)
        acts = ledger.releases()
    return [
        Released(one.region_code, one.quarter, one.is_public, one.account, one.at, one.sequence, one.reason)
        for one in reversed(acts)
        if may(account, Deed.SEE_UPLOADS, situation, Matter(frozenset([one.region_code])))
    ]


def _require_province(workspace: Workspace, province: str) -> None:
    regions = load_registers(workspace).regions
    if not any((one.region_code, one.level) == (province, Level.PROVINCE) for one in regions):
        raise refused("province", found=province)


def _below(province: str, regions: Sequence[Region]) -> frozenset[str]:
    """A province and everything below it."""
    found = {province}
    while more := {one.region_code for one in regions if one.parent_code in found} - found:
        found |= more
    return frozenset(found)


def _look(workspace: Workspace, province: str, quarter: str) -> ReleasePreview:
    """The figures of a quarter in both warehouses; of the reports that have not come nothing yet."""
    refresh(workspace, Audience.PUBLIC)
    codes = _below(province, load_registers(workspace).regions)
    public = _standing(workspace.public_warehouse, codes, quarter)
    accepted = _standing(workspace.warehouse, codes, quarter)
    keys = sorted({*public, *accepted})
    said = [[*map(str, key), repr(public.get(key)), repr(accepted.get(key))] for key in keys]
    basis = hashlib.sha256(canonical_json(said).encode()).hexdigest()[:32]
    rows = [_row(key, public.get(key), accepted.get(key)) for key in keys]
    with reading(workspace) as ledger:
        is_released = (province, quarter) in {(one.region_code, one.quarter) for one in standing_releases(ledger)}
    return ReleasePreview(province, quarter, rows, is_released, (), (), basis)


def _standing(file: Path, codes: frozenset[str], quarter: str) -> Mapping[FigureKey, Standing]:
    """What stands of a quarter and of the months in it."""
    return _standing_at(file, file_state(file), codes, parse_quarter(quarter).month_no)


@lru_cache(maxsize=8)
def _standing_at(
    file: Path, state: tuple[int, int, int], codes: frozenset[str], month_no: int
) -> Mapping[FigureKey, Standing]:
    """Kept for each state of the file: 发布 compares two files at every rerun, and opening one
    takes longer than asking it."""
    return MappingProxyType(standing_in(file, codes, (month_no - 2, month_no)))


def _row(key: FigureKey, public: Standing | None, accepted: Standing | None) -> ReleaseRow:
    if public == accepted:
        publication = Publication.UNCHANGED
    elif public is None:
        publication = Publication.NEW
    else:
        publication = Publication.REMOVED if accepted is None else Publication.CHANGED
    return ReleaseRow(key, publication, public and public.value, accepted and accepted.value)
