"""What an upload would change, figure by figure."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from etl.checks.case import FigureKey
from etl.ledger.chain import canonical_json
from etl.parse import Entry
from etl.problems import Problem
from etl.vocabulary import Confidence, Counting, Nature, Scope
from etl.warehouse import open_file
from etl.warehouse.schema import statement
from etl.workspace import Workspace

if TYPE_CHECKING:
    from etl.collection.examination import Examined


class Effect(StrEnum):
    """What a row does to the figure that stands."""

    NEW = "new"  # nothing stood
    CHANGED = "changed"  # value, 同比, nature or confidence differ
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"  # takes back what stood
    NOT_REPORTED = "not_reported"  # empty: leaves what stands
    FORECAST = "forecast"  # shown, never counted


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that stands; `value` in the metric's unit, `yoy` in per cent."""

    value: Decimal
    yoy: Decimal | None
    nature: Nature
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of a file beside what stands now."""

    entry: Entry
    effect: Effect
    before: Standing | None


def standing_figures(workspace: Workspace, region_codes: Collection[str]) -> dict[FigureKey, Standing]:
    """What stands in the warehouse as it is, of these regions."""
    return standing_in(workspace.warehouse, region_codes)


def standing_in(
    warehouse: Path, region_codes: Collection[str], months: tuple[int, int] | None = None
) -> dict[FigureKey, Standing]:
    """What stands in a warehouse file, of these regions and, if given, from the first of two
    months up to and including the second."""
    first, last = months or (None, None)
    asked = {"region_codes": sorted(region_codes), "first_month": first, "last_month": last}
    with open_file(warehouse) as connection:
        found = connection.execute(statement("collection", "standing"), asked).fetchall()
    return {
        FigureKey(region, metric, Scope(scope), Counting(counting), month_no): Standing(
            value, yoy, Nature(nature), Confidence(confidence)
        )
        for region, metric, scope, counting, month_no, value, yoy, nature, confidence in found
    }


def difference(examined: "Examined") -> list[Difference]:
    """The rows of an examined file in their order, each with its effect on what stands."""
    return differences(examined.entries, examined.before)


def differences(entries: Iterable[Entry], standing: Mapping[FigureKey, Standing]) -> list[Difference]:
    """The rows in their order, each with its effect on what stands."""
    return [_difference(entry, standing.get(FigureKey.of(entry))) for entry in entries]


def _difference(entry: Entry, before: Standing | None) -> Difference:
    return Difference(entry, _effect(entry, before), before)


def _effect(entry: Entry, before: Standing | None) -> Effect:
    if entry.nature is Nature.FORECAST:
        return Effect.FORECAST
    if entry.nature is Nature.WITHDRAWN:
        return Effect.WITHDRAWN if before else Effect.UNCHANGED
    if entry.value is None:
        return Effect.NOT_REPORTED
    if before is None:
        return Effect.NEW
    new = Standing(entry.value, entry.yoy, entry.nature, entry.confidence)
    return Effect.UNCHANGED if new == before else Effect.CHANGED


def basis(found: Iterable[Difference], problems: Iterable[Problem]) -> str:
    """A short name of what a person was shown: the figures before and after, and the findings.

    Who confirms or signs gives it back; another name means that they would decide on
    something they have not seen.
    """
    rows = [
        [one.entry.row, *map(str, one.entry.content), str(one.effect), _told(one.before)] for one in found
    ]
    said = [[one.code, str(one.severity), one.row, one.column, one.found, one.reason] for one in problems]
    return hashlib.sha256(canonical_json([rows, said]).encode()).hexdigest()[:32]


def _told(before: Standing | None) -> list[str]:
    return [] if before is None else list(map(str, (before.value, before.yoy, before.nature, before.confidence)))
