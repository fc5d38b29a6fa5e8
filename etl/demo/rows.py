"""Rows of published figures in the upload layout."""

import csv
import io
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etl.decimals import canonical
from etl.demo.chance import chance
from etl.demo.series import Series
from etl.intake.layout import Column
from etl.period import Period
from etl.intake.reading import NIL_REMARK
from etl.registers import Metric, Region
from etl.vocabulary import Confidence, Counting, Kind, Nature, Scope

#: City templates leave these out.
NOT_IN_TEMPLATES = frozenset({Column.MONTH, Column.CONFIDENCE, Column.PUBLISHED_ON})

#: Stands in the source of every figure of a demonstration.
MARK = "演示数据"

_COUNTING = {Counting.YTD: "本年累计", Counting.QUARTER: "当季", Counting.POINT: "期末"}
_NATURE = {
    Nature.FINAL: "正式",
    Nature.PRELIMINARY: "初步",
    Nature.FORECAST: "预计",
    Nature.WITHDRAWN: "撤回",
}
_CONFIDENCE = {Confidence.HIGH: "高", Confidence.MEDIUM: "中", Confidence.LOW: "低"}
_SCOPE = {
    Scope.CUSTOMS_PLATFORM: "海关平台",
    Scope.CUSTOMS_ALL: "海关全业态",
    Scope.COMMERCE: "商务厅监测",
    Scope.RETAIL: "跨境零售",
    Scope.MUNICIPAL: "市级全口径",
    Scope.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One published figure. `edition` 1 is the first publication, 2 the correction of it."""

    region: Region
    metric: Metric
    scope: Scope
    period: Period
    counting: Counting
    value: Decimal | None
    yoy: Decimal | None
    published_date: date
    nature: Nature = Nature.FINAL
    confidence: Confidence = Confidence.HIGH
    remark: str = ""
    edition: int = 1


def published_row(series: Series, region: Region, period: Period) -> Row:
    """What is normally published on a series for `period`: 累计 of a flow, else 期末."""
    flow = series.metric.kind is Kind.FLOW
    money = flow and series.metric.unit == "亿元"
    value = series.to_date(period)
    return Row(
        region=region,
        metric=series.metric,
        scope=series.key.scope,
        period=period,
        counting=Counting.YTD if flow else Counting.POINT,
        value=value,
        yoy=series.growth_pct(period) if money else None,
        published_date=_published(region, period),
        remark="" if value else NIL_REMARK,
    )


def _published(region: Region, period: Period) -> date:
    """Eleven to eighteen days after the period, the same day for all figures of a region."""
    year, month = divmod(period.month_no, 12)
    day = chance("published", region.region_code, period).randint(11, 18)
    return date(year, month + 1, 1) + timedelta(days=day - 1)


def csv_bytes(
    rows: Iterable[Row], labels: Mapping[str, str], leave_out: Container[Column] = ()
) -> bytes:
    """Rows as a file in the upload layout: UTF-8, line feeds, one header line.

    `labels` says by region code what stands in 地区.
    """
    text = io.StringIO()
    columns = [column for column in Column if column not in leave_out]
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(row, labels) for row in rows)
    return text.getvalue().encode("utf-8")


def _cells(row: Row, labels: Mapping[str, str]) -> dict[Column, str]:
    period = row.period
    return {
        Column.REGION: labels[row.region.region_code],
        Column.METRIC: row.metric.name_zh,
        Column.YEAR: str(period.year),
        Column.QUARTER: str(period.month // 3) if period.is_quarter else "",
        Column.MONTH: "" if period.is_quarter else str(period.month),
        Column.COUNTING: _COUNTING[row.counting],
        Column.VALUE: _figure(row.value),
        Column.UNIT: row.metric.unit,
        Column.YOY: _figure(row.yoy),
        Column.SCOPE: _SCOPE[row.scope],
        Column.NATURE: _NATURE[row.nature],
        Column.CONFIDENCE: _CONFIDENCE[row.confidence],
        Column.PUBLISHED_ON: row.published_date.isoformat(),
        Column.SOURCE: f"{MARK}：{row.region.name_zh}（程序生成，不是公布数字）",
        Column.NOTE: row.remark,
    }


def _figure(value: Decimal | None) -> str:
    return "" if value is None else canonical(value)
