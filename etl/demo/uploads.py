"""Example files for trying an upload: good ones and one with planted mistakes."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from etl.demo.publication import region_labels
from etl.demo.rows import NOT_IN_TEMPLATES, Row, csv_bytes, published_row
from etl.demo.series import Series
from etl.demo.story import LAST_QUARTER
from etl.period import Period
from etl.registers import Region, Registers
from etl.vocabulary import Level

_NEXT_QUARTER = Period(LAST_QUARTER.month_no + 3)
#: Spreadsheets recognise UTF-8 by it.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def example_uploads(
    registers: Registers, series: Sequence[Series], published: Mapping[str, Sequence[Row]]
) -> dict[str, bytes]:
    """Files by name, in the layout a city sends.

    The last quarter of a city that is late with it, the next quarter of one that is up
    to date, and the same with mistakes; what the registers do not give is left out.
    """
    last = _last_reported(row for rows in published.values() for row in rows)
    cities = [region for region in registers.regions if region.level is Level.CITY]
    late = [city for city in cities if last.get(city.region_code, LAST_QUARTER) < LAST_QUARTER]
    prompt = [city for city in cities if last.get(city.region_code) == LAST_QUARTER]
    labels = region_labels(registers.regions)
    files = {}
    for city in late[:1]:
        files[f"{city.region_code}-{LAST_QUARTER}.csv"] = _file(series, city, LAST_QUARTER, labels)
    for city in prompt[:1]:
        good = _file(series, city, _NEXT_QUARTER, labels)
        files[f"{city.region_code}-{_NEXT_QUARTER}.csv"] = good
        files[f"{city.region_code}-{_NEXT_QUARTER}-mistakes.csv"] = with_mistakes(good)
    return files


def _last_reported(rows: Iterable[Row]) -> dict[str, Period]:
    """The latest period of each region's own figures."""
    last: dict[str, Period] = {}
    for row in rows:
        code = row.region.region_code
        last[code] = max(row.period, last.get(code, row.period))
    return last


def _file(
    series: Sequence[Series], region: Region, period: Period, labels: Mapping[str, str]
) -> bytes:
    rows = [
        published_row(one, region, period)
        for one in series
        if one.key.region_code == region.region_code
    ]
    return _BYTE_ORDER_MARK + csv_bytes(rows, labels, leave_out=NOT_IN_TEMPLATES)


def with_mistakes(good: bytes) -> bytes:
    """The same file with the mistakes that city files have most often, one a row."""
    header, *rows = csv.reader(io.StringIO(good.decode("utf-8-sig")))
    column = {name: index for index, name in enumerate(header)}
    for row, (name, spoilt) in zip(rows, _MISTAKES):
        row[column[name]] = spoilt(row[column[name]])
    repeated = [*rows[-1]]
    repeated[column["数值"]] += "1"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows, repeated])
    return _BYTE_ORDER_MARK + text.getvalue().encode("utf-8")


#: Column and what is written there; the last row stands twice with two figures.
_MISTAKES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("数值", lambda figure: f"约{figure}"),
    ("单位", lambda unit: "万美元"),
    ("指标", lambda metric: metric.replace("跨境", "跨镜")),
    ("地区", lambda region: "霞川市"),
    ("数值", lambda figure: f"-{figure}"),
    ("季度", lambda quarter: "5"),
)
