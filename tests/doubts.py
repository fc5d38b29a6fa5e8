"""Uploads of one line held against figures that stand: what keeps them out."""

from decimal import Decimal

from etl.checks.case import FigureKey
from etl.period import Period
from etl.vocabulary import Counting, Scope
from tests.intake_registers import checked, standing, table

REASON = "说明：两家龙头企业三季度起并入统计"
VALUE = (2, "数值")
PARKS = {"metric": "海外仓数", "unit": "个"}


def figure(period: str, value, metric="export_value", counting=Counting.YTD, region="330500"):
    """A figure that stands already."""
    key = FigureKey(region, metric, Scope.COMMERCE, counting, Period.parse(period).month_no)
    return {key: Decimal(value)}


def quarter(period: str, value):
    return figure(period, value, counting=Counting.QUARTER)


def parks(period: str, value):
    return figure(period, value, "warehouse_count", Counting.POINT)


def doubts(line: str, known=None, **terms) -> dict:
    """What keeps a file of one line out."""
    return standing(checked(table(line), known=known, **terms))
