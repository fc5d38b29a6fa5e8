"""The figure a target is judged by, which need not be the one that 本期 or 累计 shows; or why there is none."""

from decimal import Decimal

from dashboard import formats
from dashboard.report import values
from dashboard.report.phrases import clauses, noted, quantity
from dashboard.report.values import is_over
from dashboard.rows import TargetRow
from dashboard.wording import Words
from etl.period import Period
from etl.vocabulary import Basis, Kind, Performance, Reason
from etl.warehouse.quarter_figures import QuarterFigure


def unknown(row: TargetRow, words: Words) -> str:
    """Why a target has no figure."""
    if row.performance == Performance.NOT_STARTED:
        return words("performance.not_started")
    return words("reason.other_scope") if row.reason == Reason.OTHER_SCOPE else words("unknown.figure")


def figure_alone(row: TargetRow, words: Words) -> str:
    """The figure a target is judged by, with its period unless it is the quarter evaluated."""
    if not row.has_figure:
        return unknown(row, words)
    return noted(quantity(row.actual_value, row.value_unit, words), [_older(row, words)], words)


def named_alone(row: TargetRow, words: Words) -> str:
    """The same with what kind of figure it is: `近十二个月141亿元`, `8个（2026年第二季度）`."""
    if not row.has_figure:
        return unknown(row, words)
    said = words(f"report.judged.{_judged_kind(row)}", figure=quantity(row.actual_value, row.value_unit, words))
    return noted(said, [_older(row, words)], words)


def beside_share(row: TargetRow, figure: QuarterFigure | None, words: Words) -> str:
    """What stands beside 完成率: which figure that rests on; empty where 本期 or 累计 shows just that."""
    if is_over(row) or row.basis == Basis.EACH_SUBREGION or _is_shown(row, figure):
        return ""
    said = words(f"report.judged.{_judged_kind(row)}", figure=quantity(row.actual_value, row.value_unit, words))
    return clauses([said, _older(row, words)], words)


def _is_shown(row: TargetRow, figure: QuarterFigure | None) -> bool:
    if figure is None or row.kind == Kind.RATE and row.actual_period != row.as_of:
        return False
    return is_latest(row, figure)


def is_latest(row: TargetRow, figure: QuarterFigure) -> bool:
    """Whether the figure a target is judged by is the latest there is."""
    return values.latest(row, figure) == (Period.parse(row.actual_period).month_no, Decimal(row.actual_value))


def _older(row: TargetRow, words: Words) -> str:
    """The period of a figure that is not of the quarter evaluated."""
    return "" if row.actual_period == row.as_of else formats.period(row.actual_period, words.lang)


def _judged_kind(row: TargetRow) -> str:
    if row.basis == Basis.INCREMENT:
        return "gained" if row.kind == Kind.STOCK else "since_start"
    if row.basis == Basis.EVERY_YEAR:
        return "this_year"
    return "trailing_year" if row.kind == Kind.FLOW and Period.parse(row.actual_period).month != 12 else "figure"
