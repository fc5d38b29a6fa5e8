"""Everything a bulletin is written from, read once from the stores that the pages read.

Figures come through `dashboard.queries`; whether the quarter was released stands in the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import duckdb

from dashboard import queries, source
from dashboard.findings import quarters, selection
from dashboard.queries import Outlooks, QuarterFigures, Series
from dashboard.report.unreleased import Unreleased, unreleased
from dashboard.rows import DocumentRow, RegionRow, TargetRow
from etl.collection.duties import Duty
from etl.intake.cells import matching
from etl.intake.names import by_name
from etl.ledger import clock, open_ledger
from etl.problems import Problem, Refused
from etl.settings import BulletinNames, read_settings, settings_problem
from etl.warehouse import Audience, build, refresh, shanghai
from etl.warehouse.public import standing_releases
from etl.workspace import Workspace

#: The place of a bulletin about every province of the register, as 总览 shows them at first.
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Whether the figures of the bulletin are public.

    `released_at` is when the quarter was released, naive Shanghai time, None while it is not;
    `changed_count` how many of its figures have changed since then, `earlier` the quarters before with
    figures that stand otherwise than the public sees them, whether these were released or not.
    """

    released_at: datetime | None
    changed_count: int = 0
    earlier: Sequence[Unreleased] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the quarter is released and nothing up to it differs from what is public."""
        return self.released_at is not None and not (self.changed_count or self.earlier)


class Origins(NamedTuple):
    """How many figures of the place stand up to the quarter, from how many sources, and how many
    accepted reports among them; the public is not told of reports."""

    figures: int
    sources: int
    reports: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """One bulletin's material.

    `place_code` is the region the bulletin is about, `EVERYWHERE` for all. `rows` and
    `rows_before` are all targets of its provinces, every due period, at `as_of` and the quarter
    before it; `known_at` is naive Shanghai time, None counts everything; `made_at` is when the data
    became what they are, with its time zone. `duties` say who had to report for the quarter, as far
    as the reader may know; `silent` are the lower regions without a figure, by the target that asks one
    of each; `issuer` and `addressee` are those that the settings name for the place;
    `cuts` the shares of the required speed from which a target is on track, and at risk.
    """

    place_code: str
    as_of: str
    known_at: datetime | None
    made_at: datetime
    audience: Audience
    is_demonstration: bool
    regions: Mapping[str, RegionRow]
    rows: Sequence[TargetRow]
    rows_before: Sequence[TargetRow]
    outlooks: Outlooks
    quarter_figures: QuarterFigures
    totals: Series
    documents: Sequence[DocumentRow]
    origins: Origins
    release: Release
    cuts: tuple[Decimal, Decimal]
    duties: Sequence[Duty] = ()
    silent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    issuer: str = ""
    addressee: str = ""

    @property
    def place(self) -> RegionRow | None:
        """The region the bulletin is about; None for every province."""
        return self.regions.get(self.place_code)


def read(
    workspace: Workspace,
    region: str,
    as_of: str,
    known_at: datetime | None = None,
    audience: Audience = Audience.SIGNED_IN,
    duties: Sequence[Duty] = (),
) -> Inputs:
    """The material of a bulletin about one region, by its code or its name, or about every province
    where `region` is empty and the register holds several; `duties` are those of the quarter that
    the reader may see.

    The public sees what is public now, whatever `known_at` is. Raises `Refused` for a region
    that is not in the register, for a quarter that is not offered, and where the registers are faulty.
    """
    moment = None if audience is Audience.PUBLIC else shanghai(known_at)
    try:
        found = _read(workspace, region, as_of, moment, audience)
    except duckdb.Error:  # a damaged block shows only when it is read
        build(workspace, audience)
        found = _read(workspace, region, as_of, moment, audience)
    codes = inside(found.place_code, found.regions)
    names = _names(workspace, found)
    duties = [duty for duty in duties if duty.region_code in codes]
    return replace(found, duties=duties, issuer=names.issuer, addressee=names.addressee)


def _names(workspace: Workspace, found: Inputs) -> BulletinNames:
    """Who issues it and to whom it goes; a region that the settings name and nobody registered is refused."""
    settings = read_settings(workspace.root)
    unknown = [one.region_code for one in settings.bulletin if one.region_code not in found.regions]
    if unknown and found.known_at is None:
        example = next(iter(found.regions), "330000")
        raise Refused([settings_problem("region", "bulletin", code, example=example) for code in unknown])
    return settings.bulletin_names(found.place_code, is_top=found.place is None or not found.place.parent_code)


def _read(workspace: Workspace, region: str, as_of: str, moment: datetime | None, audience: Audience) -> Inputs:
    refresh(workspace, audience)
    version = source.version_of(audience.warehouse(workspace))
    regions = {one.region_code: one for one in queries.regions(version, moment)}
    _require_offered(workspace, version, as_of, moment)
    code = _place(region, regions)
    tops = _tops(code, regions)
    before = selection.quarter_before(as_of)
    return Inputs(
        place_code=code,
        as_of=as_of,
        known_at=moment,
        made_at=_made_at(version, moment),
        audience=audience,
        is_demonstration=workspace.is_demonstration,
        regions=regions,
        rows=_of_provinces(queries.target_rows(version, as_of, moment), tops, regions),
        rows_before=_of_provinces(queries.target_rows(version, before, moment), tops, regions),
        outlooks=queries.outlooks(version, as_of, moment),
        quarter_figures=queries.quarter_figures(version, as_of, moment),
        totals=queries.totals(version, as_of, moment),
        documents=queries.documents(version, moment),
        origins=Origins(*queries.figure_origins(version, inside(code, regions), as_of, moment)),
        release=_release(workspace, version, tops, regions, as_of, moment),
        cuts=queries.cuts(version, moment),
        silent=_silent(version, as_of, moment),
    )


def _silent(version: str, as_of: str, moment: datetime | None) -> Mapping[str, Sequence[str]]:
    """The lower regions that have published nothing, by the target each of them must reach."""
    found: dict[str, list[str]] = {}
    for one in queries.children(version, as_of, moment):
        if one.value is None:
            found.setdefault(one.target_id, []).append(one.region_code)
    return found


def _made_at(version: str, moment: datetime | None) -> datetime:
    """When the data became what they are; data as known at a moment are no younger than that."""
    made_at = source.made_at(version)
    return min(made_at, moment.replace(tzinfo=clock.SHANGHAI)) if moment else made_at


def _require_offered(workspace: Workspace, version: str, as_of: str, moment: datetime | None) -> None:
    """A quarter before the first plan, or one to come, has nothing to tell."""
    first, _, figures = queries.span(version, moment)
    known = quarters.offered(first, figures, clock.now_in(workspace).date())
    if as_of not in known:
        raise Refused([Problem("report.quarter", "period", found=as_of, needed={"first": known[-1], "last": known[0]})])


def _place(region: str, regions: Mapping[str, RegionRow]) -> str:
    """The region asked for, by code or name; where none is, the only one on top of the register."""
    if not region:
        tops = [one.region_code for one in regions.values() if not one.parent_code]
        return tops[0] if len(tops) == 1 else EVERYWHERE
    found = by_name(regions.values(), "region_code", "name_zh", "name_en").get(matching(region), [])
    if len(found) == 1:
        return found[0].region_code
    codes = "、".join(one.region_code for one in found)
    needed = {"codes": codes} if found else {"example": next(iter(regions), "330000")}
    raise Refused([Problem("report.region_shared" if found else "report.region", "region", found=region, needed=needed)])


def _tops(code: str, regions: Mapping[str, RegionRow]) -> frozenset[str]:
    """The provinces a bulletin is of."""
    parents = parents_of(regions)
    return frozenset(selection.top(one, parents) for one in ([code] if code else regions))


def inside(code: str, regions: Mapping[str, RegionRow]) -> frozenset[str]:
    """A region and all below it; every region for `EVERYWHERE`."""
    found = {code}
    while more := {one.region_code for one in regions.values() if one.parent_code in found} - found:
        found |= more
    return frozenset(found & regions.keys())


def parents_of(regions: Mapping[str, RegionRow]) -> dict[str, str]:
    """The parent of every region, empty on top."""
    return {code: one.parent_code for code, one in regions.items()}


def _of_provinces(
    rows: Sequence[TargetRow], tops: frozenset[str], regions: Mapping[str, RegionRow]
) -> tuple[TargetRow, ...]:
    parents = parents_of(regions)
    return tuple(row for row in rows if selection.top(row.region_code, parents) in tops)


def _release(
    workspace: Workspace,
    version: str,
    tops: frozenset[str],
    regions: Mapping[str, RegionRow],
    as_of: str,
    known_at: datetime | None,
) -> Release:
    """A quarter is released once the last act on it by then, in each of the provinces, is a release."""
    with open_ledger(workspace) as ledger:
        standing = standing_releases(ledger, known_at)
    released = {one.region_code: shanghai(one.at) for one in standing if one.quarter == as_of}
    if not tops or not tops <= released.keys():
        return Release(None)
    codes = frozenset().union(*(inside(top, regions) for top in tops))
    found = unreleased(workspace, version, codes, as_of, known_at)
    own = sum(one.figures for one in found if one.quarter == as_of)
    return Release(max(released[top] for top in tops), own, tuple(one for one in found if one.quarter != as_of))
