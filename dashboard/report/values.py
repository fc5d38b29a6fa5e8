"""The figures of a target's line, as numbers: what the tables say in words and the workbook computes with.

Each is None where it is unknown or where a target of this kind has none; `lines` says which.
"""

from decimal import Decimal

from dashboard.findings import paths
from dashboard.rows import TargetRow
from etl.period import Period
from etl.vocabulary import Basis, Kind, Performance
from etl.warehouse.quarter_figures import QuarterFigure

#: A figure with the month it is of (month_no).
Dated = tuple[int | None, Decimal | None]


def is_over(row: TargetRow) -> bool:
    """Whether it fell due before the quarter evaluated, so that this quarter says nothing of it."""
    return Period.parse(row.due_period) < Period.parse(row.as_of)


def is_ahead(row: TargetRow) -> bool:
    """Whether it counts only what comes after its start, which is still to come: what there is by
    now says nothing of it."""
    return row.performance == Performance.NOT_STARTED and row.basis in (Basis.INCREMENT, Basis.EVERY_YEAR)


def of_quarter(row: TargetRow, figure: QuarterFigure | None) -> Decimal | None:
    """本期: the amount of the quarter, of a stock what it gained, of a rate the rate; in the unit of the metric."""
    if figure is None or is_over(row) or is_ahead(row) or row.basis == Basis.EACH_SUBREGION:
        return None
    if row.kind == Kind.STOCK:
        return figure.rise
    return figure.amount if row.kind == Kind.FLOW else level_of_quarter(row, figure)


def level_of_quarter(row: TargetRow, figure: QuarterFigure) -> Decimal | None:
    """The figure a level is judged by, if it is of the quarter evaluated."""
    return figure.level if figure.level_month == Period.parse(row.as_of).month_no else None


def to_date(row: TargetRow, figure: QuarterFigure | None) -> Dated:
    """累计: 本年累计 of a flow, what there is of a stock, with its month. Of a target that is over, or
    that counts regions, the figure it is judged by."""
    if is_over(row) or row.basis == Basis.EACH_SUBREGION:
        return (Period.parse(row.actual_period).month_no, Decimal(row.actual_value)) if row.has_figure else (None, None)
    return (None, None) if figure is None or is_ahead(row) or row.kind == Kind.RATE else latest(row, figure)


def latest(row: TargetRow, figure: QuarterFigure) -> Dated:
    """What there is by now: 本年累计 of a flow, the latest figure of others."""
    if row.kind == Kind.FLOW:
        return figure.total_month, figure.total
    return figure.level_month, figure.level


def yoy(row: TargetRow, figure: QuarterFigure | None) -> Decimal | None:
    """同比 as published with the 累计, in per cent; only flows have one."""
    return None if figure is None or is_over(row) or is_ahead(row) or row.kind != Kind.FLOW else figure.yoy


def expected_share(row: TargetRow) -> float | None:
    """序时: where it should be by now, as a share of the target."""
    return None if row.attainment is None else paths.expected_share(row)


def attainment_change(row: TargetRow, before: TargetRow | None) -> float | None:
    """By how much 完成率 rose since the quarter before, where both rest on figures of their own."""
    if before is None or is_over(row) or row.attainment is None or row.attainment < 0 or before.attainment is None:
        return None
    return None if before.actual_period == row.actual_period else row.attainment - before.attainment
