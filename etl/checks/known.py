"""The figures that stand already, to hold an upload against."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from decimal import Decimal
from importlib.resources import files

import duckdb

from etl.checks.case import FigureKey
from etl.intake.layout import read_layout
from etl.parse import Filing, read_published
from etl.registers import Registers
from etl.vocabulary import Counting, Nature, Scope
from etl.warehouse import open_file
from etl.workspace import Workspace


def known_figures(workspace: Workspace, registers: Registers, filing: Filing) -> Mapping[FigureKey, Decimal]:
    """Standing figures of the regions a filing is about; writes nothing.

    They come from the warehouse as it is; where there is none that can be read, from the
    published files.
    """
    codes = {entry.region_code for entry in filing.entries}
    if workspace.warehouse.is_file():
        with suppress(duckdb.Error):
            return _from_warehouse(workspace, codes)
    return _from_published(workspace, registers, codes)


def _from_warehouse(workspace: Workspace, codes: Collection[str]) -> Mapping[FigureKey, Decimal]:
    query = files("etl").joinpath("sql", "queries", "standing_figures.sql").read_text(encoding="utf-8")
    with open_file(workspace.warehouse) as connection:
        rows = connection.execute(query, {"region_codes": sorted(codes)}).fetchall()
    return {
        FigureKey(region, metric, Scope(scope), Counting(counting), month_no): value
        for region, metric, scope, counting, month_no, value in rows
    }


def _from_published(
    workspace: Workspace, registers: Registers, codes: Collection[str]
) -> Mapping[FigureKey, Decimal]:
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
