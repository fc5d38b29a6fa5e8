"""What the registers hold, once read and checked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.vocabulary import (
    Basis,
    Comparator,
    Direction,
    DocumentStatus,
    Family,
    Kind,
    Level,
    Obligation,
    Scope,
)


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative unit; `parent_code` is empty at the top. `tile_column` and `tile_row`
    (from 1, from the left and the top) place it on the tile map of its parent; None leaves it out."""

    region_code: str
    name_zh: str
    name_en: str
    level: Level
    parent_code: str
    note: str
    tile_column: int | None = None
    tile_row: int | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One concept that is measured.

    `part_of` and `yoy_of` are metric ids or empty; `decimals` 0 means whole numbers,
    None any; `min_value` is 0 and `max_value` None where the register is empty.
    `family` None is 其他.
    """

    metric: str
    name_zh: str
    name_en: str
    kind: Kind
    unit: str
    direction: Direction
    scope: Scope
    part_of: str
    yoy_of: str
    decimals: int | None
    min_value: Decimal
    max_value: Decimal | None
    definition_zh: str
    definition_en: str
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One plan."""

    document_id: str
    title: str
    number: str
    issuer: str
    issued: date | None
    effective: date | None
    expires: date | None
    status: DocumentStatus
    sha256: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Target:
    """One numeric commitment. `scope` is the metric's default where the register is empty;
    `children` holds the resolved child codes of each_subregion, else is empty."""

    target_id: str
    region_code: str
    metric: str
    scope: Scope
    document_id: str
    clause: str
    basis: Basis
    comparator: Comparator
    value: Decimal
    value_high: Decimal | None
    unit: str
    baseline_year: int | None
    start: date
    due: date
    parent_id: str
    children: tuple[str, ...]
    obligation: Obligation
    responsible: tuple[str, ...]
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of a workspace, checked against each other."""

    regions: tuple[Region, ...]
    metrics: tuple[Metric, ...]
    documents: tuple[Document, ...]
    targets: tuple[Target, ...]
    cuts: dict[str, Decimal]
