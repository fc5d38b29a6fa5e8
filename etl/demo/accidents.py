"""What happens to figures between the office and the reader, one small function each.

An accident takes the rows published on one series and gives back what a reader finds
instead: figures missing, corrected, taken back, counted differently.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from etl.demo.paths import rounded
from etl.demo.rows import Row
from etl.demo.series import Series
from etl.period import Period
from etl.intake.reading import NIL_REMARK
from etl.vocabulary import Confidence, Counting, Nature, Scope

#: Days from a first publication to its correction.
_CORRECTED_DAYS = 40


@dataclass(frozen=True, slots=True)
class Accident:
    """`what` happens to the rows from `first` to `last`.

    Empty `metric` means every metric of the region, empty `scope` every scope of it;
    `detail` is what the accident needs to know beyond that.
    """

    what: str
    region_code: str
    metric: str
    scope: str
    first: Period
    last: Period
    detail: str = ""

    def concerns(self, series: Series) -> bool:
        return (
            self.region_code == series.key.region_code
            and self.metric in ("", series.key.metric)
            and self.scope in ("", series.key.scope.value)
        )


def befall(accident: Accident, rows: list[Row], series: Series) -> list[Row]:
    """The rows after the accident, in their order; `ValueError` for an unknown one."""
    if accident.what not in _ACCIDENTS:
        raise ValueError(f"{accident.what!r} is not an accident")
    happened = _ACCIDENTS[accident.what]
    after: list[Row] = []
    for row in rows:
        within = accident.first <= row.period <= accident.last
        after += happened(row, series, accident.detail) if within else [row]
    return after


def _missing(row: Row, series: Series, detail: str) -> list[Row]:
    return []


def _nil(row: Row, series: Series, detail: str) -> list[Row]:
    return [replace(row, value=Decimal(0), yoy=None, remark=NIL_REMARK)]


def _blank(row: Row, series: Series, detail: str) -> list[Row]:
    """数值 left empty: reports nothing."""
    return [replace(row, value=None, yoy=None, remark="")]


def _value(row: Row, series: Series, detail: str) -> list[Row]:
    return [replace(row, value=Decimal(detail), yoy=None, remark="")]


def _revised(row: Row, series: Series, detail: str) -> list[Row]:
    """First published `detail` per cent off, corrected later."""
    return [_off(row, detail), _corrected(row, remark="修订数")]


def _finalised(row: Row, series: Series, detail: str) -> list[Row]:
    """First published as 初步 and `detail` per cent off, then as 正式."""
    first = replace(_off(row, detail), nature=Nature.PRELIMINARY)
    return [first, _corrected(row, remark="正式数")]


def _preliminary(row: Row, series: Series, detail: str) -> list[Row]:
    return [replace(row, nature=Nature.PRELIMINARY)]


def _forecast(row: Row, series: Series, detail: str) -> list[Row]:
    return [replace(row, nature=Nature.FORECAST)]


def _withdrawn(row: Row, series: Series, detail: str) -> list[Row]:
    back = _corrected(row, remark=f"说明：{detail or '来源单位核实中，先行撤回'}")
    return [row, replace(back, value=None, yoy=None, nature=Nature.WITHDRAWN)]


def _in_quarter(row: Row, series: Series, detail: str) -> list[Row]:
    """A flow reported by the quarter, without 累计."""
    figure = series.figures[row.period]
    remark = "" if figure else NIL_REMARK
    return [replace(row, counting=Counting.QUARTER, value=figure, yoy=None, remark=remark)]


def _month(row: Row, series: Series, detail: str) -> list[Row]:
    """Published up to the second month instead of the quarter's end, with its 同比."""
    period = Period(row.period.month_no - 1)
    published = row.published_date - timedelta(days=30)
    value, yoy = series.to_date(period), series.growth_pct(period)
    return [replace(row, period=period, value=value, yoy=yoy, published_date=published)]


def _scope(row: Row, series: Series, detail: str) -> list[Row]:
    """Published in another scope, `detail`, only: three times as much is counted there."""
    return [replace(row, scope=Scope(detail), value=row.value and row.value * 3)]


def _also_scope(row: Row, series: Series, detail: str) -> list[Row]:
    return [row, *_scope(row, series, detail)]


def _confidence(row: Row, series: Series, detail: str) -> list[Row]:
    return [replace(row, confidence=Confidence(detail))]


def _off(row: Row, detail: str) -> Row:
    assert row.value is not None
    value = rounded(row.value * (100 + Decimal(detail)) / 100, row.metric)
    return replace(row, value=value, yoy=None)


def _corrected(row: Row, remark: str) -> Row:
    later = row.published_date + timedelta(days=_CORRECTED_DAYS)
    return replace(row, edition=2, published_date=later, remark=remark)


_ACCIDENTS: dict[str, Callable[[Row, Series, str], list[Row]]] = {
    "missing": _missing,
    "nil": _nil,
    "blank": _blank,
    "value": _value,
    "revised": _revised,
    "finalised": _finalised,
    "preliminary": _preliminary,
    "forecast": _forecast,
    "withdrawn": _withdrawn,
    "quarter": _in_quarter,
    "month": _month,
    "scope": _scope,
    "also_scope": _also_scope,
    "confidence": _confidence,
}
