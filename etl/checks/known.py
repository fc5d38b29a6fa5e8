"""The figures that stand already, to hold an upload against."""

from collections.abc import Collection
from contextlib import suppress
from decimal import Decimal
from importlib.resources import files

import duckdb

from etl.checks.case import FigureKey, Known
from etl.checks.tiers import read_tiers
from etl.intake.layout import read_layout
from etl.parse import Filing, read_published
from etl.registers import Registers
from etl.vocabulary import Counting, Nature, Scope
from etl.warehouse import open_file
from etl.workspace import Workspace


def known_figures(workspace: Workspace, registers: Registers, filing: Filing) -> Known:
    """What is known of the regions a filing is about; writes nothing."""
    return known_of(workspace, registers, {entry.region_code for entry in filing.entries})


def known_of(workspace: Workspace, registers: Registers, region_codes: Collection[str]) -> Known:
    """Standing and published figures of some regions, and the tiers of checks decided here.

    The figures come from the warehouse as it is; where there is none that can be read, from
    the published files.
    """
    tiers = read_tiers(workspace.root)
    if workspace.warehouse.is_file():
        with suppress(duckdb.Error):
            standing, published = _from_warehouse(workspace, region_codes)
            return Known(standing, published, tiers)
    published = _from_published(workspace, registers, region_codes)
    return Known(published, published, tiers)


def _from_warehouse(workspace: Workspace, codes: Collection[str]) -> list[dict[FigureKey, Decimal]]:
    with open_file(workspace.warehouse) as connection:
        return [
            _figures(connection, name, codes) for name in ("standing_figures.sql", "published_figures.sql")
        ]


def _figures(
    connection: duckdb.DuckDBPyConnection, name: str, codes: Collection[str]
) -> dict[FigureKey, Decimal]:
    query = files("etl").joinpath("sql", "queries", name).read_text(encoding="utf-8")
    rows = connection.execute(query, {"region_codes": sorted(codes)}).fetchall()
    return {
        FigureKey(region, metric, Scope(scope), Counting(counting), month_no): value
        for region, metric, scope, counting, month_no, value in rows
    }


def _from_published(
    workspace: Workspace, registers: Registers, codes: Collection[str]
) -> dict[FigureKey, Decimal]:
    layout = read_layout(workspace.root)
    figures: dict[FigureKey, Decimal] = {}
    for path in workspace.published_files():
        for entry in read_published(path, registers, layout):
            if entry.region_code not in codes or entry.nature is Nature.FORECAST:
                continue
            if entry.nature is Nature.WITHDRAWN:
                figures.pop(FigureKey.of(entry), None)
            elif entry.value is not None:
                figures[FigureKey.of(entry)] = entry.value
    return figures
