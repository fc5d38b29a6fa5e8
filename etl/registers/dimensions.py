"""Regions, metrics, documents and cuts: what targets and figures refer to."""

import re
from decimal import Decimal

from etl.decimals import MAX_DECIMALS, canonical
from etl.registers.index import Index, check_chains, check_pointers, index_rows
from etl.registers.model import Document, Metric, Region
from etl.registers.table import Row, Table
from etl.vocabulary import Direction, DocumentStatus, Family, Kind, Level, Scope

#: Lower bounds of pace for on_track and at_risk (Eurostat's monitoring method, Open SDG),
#: and how far from the value `about` still holds, as a share of it.
DEFAULT_CUTS = {
    "on_track": Decimal("0.95"),
    "at_risk": Decimal("0.60"),
    "about_tolerance": Decimal("0.05"),
}

PER_CENT = "%"

_REGION_CODE = re.compile(r"[0-9]{6}(-[A-Z]{2})?", re.ASCII)
#: A region lies inside one of a lower rank; zones may lie in any.
_RANK = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2}
#: Columns and rows of a tile map.
_TILES = {str(place): place for place in range(1, 21)}
_DECIMALS = {str(places): places for places in range(MAX_DECIMALS + 1)}


def read_regions(table: Table) -> Index[Region]:
    """Regions by code, with their hierarchy checked."""
    regions = index_rows(table, "region_code", _region, pointers=["parent_code"])
    check_pointers(regions, "parent_code", "register.unknown_region")
    on_chain = check_chains(regions, "parent_code")
    for code, parent_code in regions.pointers["parent_code"].items():
        if code not in on_chain:
            _check_rank(regions, regions.records[code], regions.records.get(parent_code))
    _check_tiles(regions)
    return regions


def _region(row: Row) -> Region:
    code, level = row["region_code"], row.word("level", Level)
    if code and not _REGION_CODE.fullmatch(code):
        row.fault("register.region_code", "region_code")
    elif "-" in code:
        _check_zone(row, code, level)
    return Region(
        region_code=code,
        name_zh=row["name_zh"] or code,
        name_en=row["name_en"],
        level=level,
        parent_code=row["parent_code"],
        note=row["note"],
        tile_column=_tile(row, "tile_column", "tile_row"),
        tile_row=_tile(row, "tile_row", "tile_column"),
    )


def _tile(row: Row, column: str, other: str) -> int | None:
    """A place on the tile map; both or neither must be given."""
    if row[column] not in _TILES and (row[column] or row[other]):
        row.fault("register.tile", column, most=len(_TILES))
    return _TILES.get(row[column])


def _check_tiles(regions: Index[Region]) -> None:
    """Two regions of one parent cannot stand on the same tile."""
    taken: dict[tuple, Region] = {}
    for region in filter(None, regions.records.values()):
        place = region.parent_code, region.tile_column, region.tile_row
        if region.tile_column and taken.setdefault(place, region) is not region:
            other = taken[place].region_code
            regions.fault("register.tile_taken", region.region_code, "tile_column", str(region.tile_column), other=other)


def _check_zone(row: Row, code: str, level: Level | None) -> None:
    """A lettered code is that of a functional zone, made from the code of its parent."""
    if level not in (Level.ZONE, None):
        row.fault("register.zone_level", "level", region=code)
    if row["parent_code"] != code[:6]:
        row.fault("register.zone_parent", "parent_code", region=code, expected=code[:6])


def _check_rank(regions: Index[Region], region: Region | None, parent: Region | None) -> None:
    if region is None or parent is None or Level.ZONE in (region.level, parent.level):
        return
    if _RANK[parent.level] >= _RANK[region.level]:
        regions.fault(
            "register.parent_level",
            region.region_code,
            "parent_code",
            parent.region_code,
            level=region.level,
            parent=parent.level,
        )


def read_metrics(table: Table) -> Index[Metric]:
    """Metrics by id, with `part_of` and `yoy_of` checked."""
    metrics = index_rows(table, "metric", _metric, pointers=["part_of", "yoy_of"])
    for column in metrics.pointers:
        check_pointers(metrics, column, "register.unknown_metric")
    check_chains(metrics, "part_of")
    for metric in filter(None, metrics.records.values()):
        _check_part(metrics, metric)
        _check_yoy(metrics, metric)
    return metrics


def _metric(row: Row) -> Metric:
    decimals = row["decimals"]
    if decimals and decimals not in _DECIMALS:
        row.fault("register.bad_decimals", "decimals", most=MAX_DECIMALS)
    low, high = row.number("min_value") or Decimal(0), row.number("max_value")
    if high is not None and high < low:
        row.fault("register.bounds", "max_value", low=canonical(low))
    return Metric(
        metric=row["metric"],
        name_zh=row["name_zh"] or row["metric"],
        name_en=row["name_en"],
        kind=row.word("kind", Kind),
        unit=row.required("unit"),
        direction=row.word("direction", Direction),
        scope=row.word("scope", Scope),
        part_of=row["part_of"],
        yoy_of=row["yoy_of"],
        decimals=_DECIMALS.get(decimals),
        min_value=low,
        max_value=high,
        definition_zh=row["definition_zh"],
        definition_en=row["definition_en"],
        family=row.word("family", Family) if row["family"] else None,
    )


def _check_part(metrics: Index[Metric], metric: Metric) -> None:
    """A part is compared with its whole, so both need one unit."""
    whole = metrics.records.get(metric.part_of)
    if whole and metric.unit != whole.unit:
        metrics.fault(
            "register.part_unit",
            metric.metric,
            "part_of",
            metric.part_of,
            unit=metric.unit,
            whole=whole.unit,
        )


def _check_yoy(metrics: Index[Metric], metric: Metric) -> None:
    """A rate that stands for the published 同比 of a flow: per cent, and of a flow."""
    if not metric.yoy_of:
        return

    def fault(code: str, column: str, found: str, **needed: object) -> None:
        metrics.fault(code, metric.metric, column, found, **needed)

    flow = metrics.records.get(metric.yoy_of)
    if flow and flow.kind is not Kind.FLOW:
        fault("register.yoy_of_flow", "yoy_of", metric.yoy_of, kind=flow.kind)
    if metric.kind is not Kind.RATE:
        fault("register.yoy_kind", "yoy_of", metric.yoy_of, kind=metric.kind)
    elif metric.unit != PER_CENT:
        fault("register.unit", "unit", metric.unit, expected=PER_CENT)


def read_documents(table: Table) -> Index[Document]:
    """Plans by id."""
    return index_rows(table, "document_id", _document)


def _document(row: Row) -> Document:
    issued, effective = row.iso_date("issued"), row.iso_date("effective")
    expires = row.iso_date("expires")
    begins = max((day for day in (issued, effective) if day), default=None)
    if expires and begins and expires < begins:
        row.fault("register.expires_early", "expires", begins=begins.isoformat())
    return Document(
        document_id=row["document_id"],
        title=row["title"] or row["document_id"],
        number=row["number"],
        issuer=row["issuer"],
        issued=issued,
        effective=effective,
        expires=expires,
        status=row.word("status", DocumentStatus, default=DocumentStatus.IN_FORCE),
        sha256=row["sha256"],
        url=row["url"],
        note=row["note"],
    )


def read_cuts(table: Table) -> dict[str, Decimal]:
    """The cuts, with `DEFAULT_CUTS` for those the file does not name."""
    given = index_rows(table, "cut", _cut)
    cuts = DEFAULT_CUTS | {name: value for name, value in given.records.items() if value is not None}
    if cuts["on_track"] < cuts["at_risk"]:
        last = "at_risk" if "at_risk" in given.records else "on_track"
        given.fault(
            "register.cut_order",
            last,
            "value",
            canonical(cuts[last]),
            on_track=canonical(cuts["on_track"]),
            at_risk=canonical(cuts["at_risk"]),
        )
    return cuts


def _cut(row: Row) -> Decimal | None:
    name, value = row["cut"], row.number("value", required=True)
    if name and name not in DEFAULT_CUTS:
        row.fault("register.unknown_word", "cut", allowed=", ".join(DEFAULT_CUTS))
    if value is not None and (value < 0 or (name == "about_tolerance" and value >= 1)):
        row.fault("register.cut_range", "value")
    return value
