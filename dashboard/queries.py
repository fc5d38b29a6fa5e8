"""Questions to the warehouse. The SQL is in `sql/`, with bound parameters.

Every cached function takes `data_version` first: a new warehouse file is a new version,
so an answer is never older than the data it is shown with, and since the version names
its file, the public and the signed-in never share one. Beyond that nothing here depends
on who asks, and every answer is immutable, so all visits of an audience share one copy.

`known_at` is a naive Shanghai time; None counts everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import duckdb
import streamlit as st

from dashboard import source
from dashboard.level_rows import ActualChildRow, ActualLevelRow, ConflictRow, LevelChildRow, TargetLevelRow
from dashboard.register_rows import RegisteredTarget
from dashboard.rows import ChildRow, DocumentRow, FigureRow, MetricRow, OutlookRow, RegionRow, ReportedRow, TargetRow
from dashboard.source import connection
from etl.decimals import canonical
from etl.period import Period
from etl.warehouse.bridge import Bridge, Moment
from etl.warehouse.bridge import bridges as bridges_between
from etl.warehouse.levels import create_level
from etl.warehouse.quarter_figures import QuarterFigure
from etl.warehouse.quarter_figures import quarter_figures as quarter_figures_at

#: What DuckDB raises where a block of the file cannot be believed.
_DAMAGE = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)

#: Exact figures over months (month_no), by region code, metric and scope.
Series = Mapping[tuple[str, str, str], Sequence[tuple[int, Decimal]]]

#: Outlooks by target and due period.
Outlooks = Mapping[tuple[str, str], OutlookRow]

#: What moved gaps between two dates, by target and due period.
Bridges = Mapping[tuple[str, str], Bridge]

#: What the quarter brought, by region code, metric and scope.
QuarterFigures = Mapping[tuple[str, str, str], QuarterFigure]

#: Months (month_no) by region code, metric and scope.
DerivedMonths = Mapping[tuple[str, str, str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Levels:
    """All that 上下级 shows at one quarter: sums with the lower regions behind them, and conflicts."""

    targets: Sequence[TargetLevelRow]
    target_children: Sequence[LevelChildRow]
    actuals: Sequence[ActualLevelRow]
    actual_children: Sequence[ActualChildRow]
    conflicts: Sequence[ConflictRow]


@st.cache_resource(max_entries=64, show_spinner=False)
def target_rows(data_version: str, as_of: str, known_at: datetime | None = None) -> tuple[TargetRow, ...]:
    """All targets as of a quarter, every due period, by target and due period."""
    return _rows(TargetRow, data_version, "target_rows", as_of=as_of, known_at=known_at)


@st.cache_resource(max_entries=32, show_spinner=False)
def outlooks(data_version: str, as_of: str, known_at: datetime | None = None) -> Outlooks:
    """Whether each target can still be reached and what other methods say, by target and due period."""
    found = _rows(OutlookRow, data_version, "outlooks", as_of=as_of, known_at=known_at)
    return MappingProxyType({row.key: row for row in found})


@st.cache_resource(max_entries=256, show_spinner=False)
def reported_rows(
    data_version: str, region_code: str, metric: str, as_of: str, known_at: datetime | None = None
) -> tuple[ReportedRow, ...]:
    """All versions of what was reported for one region and metric, newest first."""
    wanted = {"region_code": region_code, "metric": metric, "as_of": as_of, "known_at": known_at}
    return _rows(ReportedRow, data_version, "reported_rows", **wanted)


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which reported figures are asked for: regions (None: all), metric and family ("": all)."""

    as_of: str
    known_at: datetime | None = None
    region_codes: tuple[str, ...] | None = None
    metric: str = ""
    family: str = ""

    @property
    def parameters(self) -> dict[str, object]:
        codes = None if self.region_codes is None else list(self.region_codes)
        return {"as_of": self.as_of, "known_at": self.known_at, "region_codes": codes, "metric": self.metric, "family": self.family}


def figures(data_version: str, wanted: FigureFilter, most: int, skip: int = 0) -> tuple[FigureRow, ...]:
    """The first `most` reported figures after the first `skip`, every version."""
    return _rows(FigureRow, data_version, "figures", most=most, skip=skip, **wanted.parameters)


@st.cache_resource(max_entries=32, show_spinner=False)
def first_figures(data_version: str, wanted: FigureFilter, most: int) -> tuple[FigureRow, ...]:
    """The same, kept: for looking at."""
    return figures(data_version, wanted, most)


@st.cache_resource(max_entries=64, show_spinner=False)
def figure_count(data_version: str, wanted: FigureFilter) -> int:
    """How many there are."""
    return _fetch(data_version, "figures", {**wanted.parameters, "most": None, "skip": 0}, count=True)[1][0][0]


@st.cache_resource(max_entries=32, show_spinner=False)
def children(data_version: str, as_of: str, known_at: datetime | None = None) -> tuple[ChildRow, ...]:
    """The regions that must each reach a target's value, by target and region."""
    return _rows(ChildRow, data_version, "child_figures", as_of=as_of, known_at=known_at)


@st.cache_resource(max_entries=16, show_spinner=False)
def regions(data_version: str, known_at: datetime | None = None) -> tuple[RegionRow, ...]:
    """Every region of the register."""
    return _rows(RegionRow, data_version, "regions", known_at=known_at)


def metric(data_version: str, metric: str, known_at: datetime | None = None) -> MetricRow:
    """One metric of the register."""
    return next(one for one in metrics(data_version, known_at) if one.metric == metric)


@st.cache_resource(max_entries=16, show_spinner=False)
def span(data_version: str, known_at: datetime | None = None) -> tuple[int | None, int | None, int | None]:
    """First month a plan starts, last month one falls due, last month with a figure."""
    return _fetch(data_version, "span", {"known_at": known_at})[1][0]


@st.cache_resource(max_entries=32, show_spinner=False)
def points(data_version: str, as_of: str, known_at: datetime | None = None) -> Series:
    """Month by month the figures by which a level is judged, per region, metric and scope."""
    return _series(data_version, "points", as_of, known_at)


@st.cache_resource(max_entries=32, show_spinner=False)
def totals(data_version: str, as_of: str, known_at: datetime | None = None) -> Series:
    """Month by month the 本年累计 of flows, per region, metric and scope."""
    return _series(data_version, "totals", as_of, known_at)


@st.cache_resource(max_entries=32, show_spinner=False)
def derived_months(data_version: str, as_of: str, known_at: datetime | None = None) -> DerivedMonths:
    """The months whose 本年累计 is derived from a later 同比, per region, metric and scope."""
    found: dict[tuple[str, str, str], set[int]] = {}
    for *key, month in _fetch(data_version, "derived_months", {"as_of": as_of, "known_at": known_at})[1]:
        found.setdefault(tuple(key), set()).add(month)
    return MappingProxyType({key: frozenset(months) for key, months in found.items()})


@st.cache_resource(max_entries=16, show_spinner=False)
def quarter_figures(data_version: str, as_of: str, known_at: datetime | None = None) -> QuarterFigures:
    """What a quarter brought of everything that has a target: its amount, 本年累计 and 同比."""
    with _mended(data_version):
        found = quarter_figures_at(connection(data_version), Period.parse(as_of), known_at)
    return MappingProxyType({one.key: one for one in found})


def standing_figures(
    data_version: str, region_codes: frozenset[str], as_of: str, known_at: datetime | None = None
) -> frozenset[tuple]:
    """The figures of some regions that stand up to a quarter, whole: equal sets say the same."""
    asked = {"region_codes": sorted(region_codes), "as_of": as_of, "known_at": known_at}
    return frozenset(_fetch(data_version, "standing_figures", asked)[1])


def figure_origins(
    data_version: str, region_codes: frozenset[str], as_of: str, known_at: datetime | None = None
) -> tuple[int, int, int]:
    """How many figures of some regions stand up to a quarter, from how many sources and reports."""
    asked = {"region_codes": sorted(region_codes), "as_of": as_of, "known_at": known_at}
    return _fetch(data_version, "figure_origins", asked)[1][0]


@st.cache_resource(max_entries=16, show_spinner=False)
def cuts(data_version: str, known_at: datetime | None = None) -> tuple[Decimal, Decimal]:
    """The shares of the required speed from which a target is on track, and at risk."""
    return _fetch(data_version, "cuts", {"known_at": known_at})[1][0]


@st.cache_resource(max_entries=16, show_spinner=False)
def documents(data_version: str, known_at: datetime | None = None) -> tuple[DocumentRow, ...]:
    """Every plan of the register."""
    return _rows(DocumentRow, data_version, "documents", known_at=known_at)


@st.cache_resource(max_entries=16, show_spinner=False)
def register_targets(data_version: str, known_at: datetime | None = None) -> tuple[RegisteredTarget, ...]:
    """Every target of the register."""
    return _rows(RegisteredTarget, data_version, "register_targets", known_at=known_at)


@st.cache_resource(max_entries=16, show_spinner=False)
def metrics(data_version: str, known_at: datetime | None = None) -> tuple[MetricRow, ...]:
    """Every metric of the register."""
    return _rows(MetricRow, data_version, "metrics", known_at=known_at)


@st.cache_resource(max_entries=32, show_spinner=False)
def levels(data_version: str, as_of: str, known_at: datetime | None = None) -> Levels:
    """Whether the levels add up, and what does not fit together inside one plan."""
    asked = {"as_of": as_of, "known_at": known_at}
    return Levels(
        targets=_rows(TargetLevelRow, data_version, "target_levels", "target_level", **asked),
        target_children=_rows(LevelChildRow, data_version, "level_children", "level_child", **asked),
        actuals=_rows(ActualLevelRow, data_version, "actual_levels", "actual_level", **asked),
        actual_children=_rows(ActualChildRow, data_version, "actual_children", "actual_child", **asked),
        conflicts=_rows(ConflictRow, data_version, "plan_conflicts", "plan_conflict", **asked),
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def bridges(
    data_version: str, as_of_then: str, known_then: datetime | None, as_of: str, known_at: datetime | None = None
) -> Bridges:
    """What moved the gap to the trajectory of each target between two dates."""
    then, now = Moment(Period.parse(as_of_then), known_then), Moment(Period.parse(as_of), known_at)
    with _mended(data_version):
        return MappingProxyType({one.key: one for one in bridges_between(connection(data_version), then, now)})


def _series(data_version: str, query: str, as_of: str, known_at: datetime | None) -> Series:
    found: dict[tuple[str, ...], list[tuple[int, Decimal]]] = {}
    for *key, month, value in _fetch(data_version, query, {"as_of": as_of, "known_at": known_at})[1]:
        found.setdefault(tuple(key), []).append((month, value))
    return MappingProxyType({key: tuple(line) for key, line in found.items()})


def _rows(kind, data_version: str, query: str, relation: str = "", /, **parameters):
    names, found = _fetch(data_version, query, parameters, relation)
    return tuple(kind(**dict(zip(names, map(_plain, row), strict=True))) for row in found)


def _fetch(
    data_version: str, query: str, parameters: dict, relation: str = "", *, count: bool = False
) -> tuple[list[str], list[tuple]]:
    """Column names and rows, or how many rows there are; `relation` is one of the levels that
    the query asks."""
    with _mended(data_version), connection(data_version).cursor() as cursor:
        if relation:
            create_level(cursor, relation)
        asked = _sql(query)
        result = cursor.execute(f"select count(*) from (\n{asked}\n)" if count else asked, parameters)
        return [column[0] for column in result.description], result.fetchall()


@contextmanager
def _mended(data_version: str) -> Iterator[None]:
    """Where the file turns out to be damaged it is built anew; this rerun still fails."""
    try:
        yield
    except _DAMAGE:
        source.mend(data_version)
        raise


def _plain(value: object) -> object:
    """Figures as canonical text, lists as tuples."""
    if isinstance(value, Decimal):
        return canonical(value)
    return tuple(value) if isinstance(value, list) else value


@cache
def _sql(query: str) -> str:
    return files("dashboard").joinpath("sql", f"{query}.sql").read_text(encoding="utf-8")
