"""Rows of published figures in the upload layout."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etl.decimals import canonical
from etl.demo.chance import chance
from etl.demo.series import Series
from etl.period import Period
from etl.registers import Metric, Region
from etl.vocabulary import Confidence, Counting, Kind, Nature, Scope

HEADERS = (
    "地区",
    "指标",
    "年份",
    "季度",
    "月份",
    "计数方式",
    "数值",
    "单位",
    "同比",
    "统计口径",
    "数据性质",
    "来源可信度",
    "发布日期",
    "数据来源",
    "备注",
)

#: City templates leave these out.
NOT_IN_TEMPLATES = ("月份", "来源可信度", "发布日期")

#: Remark beside a zero that is meant.
CONFIRMED_NIL = "零报送"

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
        remark="" if value else CONFIRMED_NIL,
    )


def _published(region: Region, period: Period) -> date:
    """Eleven to eighteen days after the period, the same day for all figures of a region."""
    year, month = divmod(period.month_no, 12)
    day = chance("published", region.region_code, period).randint(11, 18)
    return date(year, month + 1, 1) + timedelta(days=day - 1)


def csv_bytes(
    rows: Iterable[Row], labels: Mapping[str, str], leave_out: Iterable[str] = ()
) -> bytes:
    """Rows as a file in the upload layout: UTF-8, line feeds, one header line.

    `labels` says by region code what stands in 地区.
    """
    kept = [index for index, header in enumerate(HEADERS) if header not in tuple(leave_out)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADERS[index] for index in kept)
    for row in rows:
        cells = _cells(row, labels)
        writer.writerow(cells[index] for index in kept)
    return text.getvalue().encode("utf-8")


def _cells(row: Row, labels: Mapping[str, str]) -> tuple[str, ...]:
    period = row.period
    return (
        labels[row.region.region_code],
        row.metric.name_zh,
        str(period.year),
        str(period.month // 3) if period.is_quarter else "",
        "" if period.is_quarter else str(period.month),
        _COUNTING[row.counting],
        "" if row.value is None else canonical(row.value),
        row.metric.unit,
        "" if row.yoy is None else canonical(row.yoy),
        _SCOPE[row.scope],
        _NATURE[row.nature],
        _CONFIDENCE[row.confidence],
        row.published_date.isoformat(),
        f"{MARK}：{row.region.name_zh}（程序生成，不是公布数字）",
        row.remark,
    )
