"""Writes the synthetic figures beside this file, for every series the real targets need.

    python -m tests.snapshots.synthetic.generate

The figures are fictional: nobody reported them and they are used by tests alone. They are
kept as files so that a change of a register or of the method moves gaps and nothing else;
run this again only when a new target has no series yet. Everything is decided by a hash of
region, metric and period, so the same registers give the same files.

One file per region of a target, `NNNNNN.csv`, its counties included; `revised.csv`, read
last, corrects, takes back or forecasts a few of those figures.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl.registers import Metric, Registers, Target, load_registers
from etl.vocabulary import Basis, Kind
from etl.workspace import Workspace

FOLDER = Path(__file__).parent
REGISTERS = Workspace(FOLDER.parents[2] / "data")
SOURCE = "虚构数据，只供测试"
COLUMNS = ("地区", "指标", "年份", "季度", "月份", "计数方式", "数值", "单位", "同比", "统计口径", "数据性质", "来源可信度",
           "数据来源", "备注")  # fmt: skip
YEARS = range(2019, 2027)
LAST = 2026 * 12 + 9
SEASON = {3: Decimal("0.20"), 6: Decimal("0.45"), 8: Decimal("0.61"), 9: Decimal("0.69"), 12: Decimal(1)}
CONFIDENCE = ("", "", "", "中", "低")


@dataclass(frozen=True)
class Series:
    """What one region reports of one metric: `start` in 2019, `step` more every year."""

    region_code: str
    metric: Metric
    scope: str
    start: Decimal
    step: Decimal

    def chance(self, what: object, out_of: int) -> int:
        """A whole number from 0 below `out_of`, always the same for the same thing."""
        text = f"{self.region_code}|{self.metric.metric}|{what}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % out_of

    def annual(self, year: int) -> Decimal:
        """Total of a year, or stock at its end; every year is a little off its trend."""
        trend = self.start + self.step * (year - 2019)
        return max(trend * (94 + self.chance(year, 13)) / 100, Decimal(0))

    def figure(self, month_no: int) -> Decimal:
        """The 累计 up to a month, or the stock at it."""
        year, month = (month_no - 1) // 12, (month_no - 1) % 12 + 1
        if self.metric.kind is Kind.FLOW:
            return self.rounded(self.annual(year) * SEASON[month])
        before = self.annual(year - 1)
        return self.rounded(before + (self.annual(year) - before) * month / 12)

    def rounded(self, value: Decimal) -> Decimal:
        return round(value, 0 if self.metric.decimals == 0 else 2)


def all_series(registers: Registers) -> Iterator[tuple[str, Series]]:
    """Every series a target needs once, with the region whose target asks for it first."""
    metrics = {metric.metric: metric for metric in registers.metrics}
    seen = set()
    for target in registers.targets:
        metric = metrics[metrics[target.metric].yoy_of or target.metric]
        for region_code in target.children or [target.region_code]:
            if (region_code, metric.metric) not in seen:
                seen.add((region_code, metric.metric))
                yield target.region_code, _series(region_code, metric, target)


def _series(region_code: str, metric: Metric, target: Target) -> Series:
    """Figures of the order of magnitude of the target, some of which reach it in time."""
    bare = Series(region_code, metric, str(target.scope), Decimal(0), Decimal(0))
    reach = Decimal(75 + bare.chance("reach", 50)) / 100
    years = target.due.year - 2019
    if target.basis in (Basis.MULTIPLE, Basis.CAGR) or metric.metric != target.metric:
        start, end = Decimal(120), Decimal(120 + 60 * years) * reach
    elif target.basis is Basis.LEVEL:
        start, end = target.value * (20 + bare.chance("start", 50)) / 100, target.value * reach
    elif target.basis is Basis.EACH_SUBREGION:  # the first park comes to some just before it is due
        start, end = Decimal(0), target.value * reach * 3 / 4
    else:
        span = target.due.year - target.start.year + 1 if target.basis is Basis.INCREMENT else 1
        start = end = target.value * reach / span
    return Series(region_code, metric, str(target.scope), start, (end - start) / max(years, 1))


def rows(series: Series) -> Iterator[dict[str, object]]:
    """What the region reports, with gaps: one series in 15 never, one in 15 in another scope,
    one figure in 8 missing, some years quarter by quarter, some months with their 同比."""
    if series.chance("silent", 15) == 0:
        return
    months = {1: (12,), 2: (6, 12)}.get(series.chance("rhythm", 4), (3, 6, 9, 12))
    months = (3, 6, 9, 12) if series.metric.kind is Kind.FLOW else months
    for month_no in (year * 12 + month for year in YEARS for month in months):
        if month_no <= LAST and series.chance(month_no, 8):
            yield _singles(series, month_no) if _in_singles(series, month_no) else _row(series, month_no)
    if series.metric.kind is Kind.FLOW and series.chance("monthly", 3) == 0:
        yield from (_row(series, year * 12 + 8) for year in range(2023, 2027))


def _in_singles(series: Series, month_no: int) -> bool:
    year = (month_no - 1) // 12
    return series.metric.kind is Kind.FLOW and series.chance(f"singles {year}", 6) == 0


def _row(series: Series, month_no: int) -> dict[str, object]:
    flow = series.metric.kind is Kind.FLOW
    value = series.figure(month_no)
    row = _bare(series, month_no) | {"计数方式": "本年累计" if flow else "期末", "数值": value}
    before = series.figure(month_no - 12) if flow else 0
    if before and month_no % 12 in (0, 8, 9) and series.chance("grows", 2):
        row["同比"] = round(value / before * 100 - 100, 1)
    if series.chance(f"nature {month_no}", 12) == 0:
        row["数据性质"] = "初步"
    if value == 0:
        row["备注"] = "零报送"
    return row


def _singles(series: Series, month_no: int) -> dict[str, object]:
    value = series.figure(month_no) - (series.figure(month_no - 3) if month_no % 12 != 3 else 0)
    nil = {} if value else {"备注": "零报送"}
    return _bare(series, month_no) | {"计数方式": "当季", "数值": value} | nil


def _bare(series: Series, month_no: int) -> dict[str, object]:
    month = (month_no - 1) % 12 + 1
    other = series.chance("scope", 15) == 0 and series.scope != "other"
    return {
        "地区": series.region_code,
        "指标": series.metric.metric,
        "年份": (month_no - 1) // 12,
        "季度": month // 3 if month % 3 == 0 else "",
        "月份": "" if month % 3 == 0 else month,
        "单位": series.metric.unit,
        "统计口径": "other" if other else series.scope,
        "来源可信度": CONFIDENCE[series.chance("confidence", len(CONFIDENCE))],
        "数据来源": SOURCE,
    }


def revisions(series: Series) -> Iterator[dict[str, object]]:
    """A figure corrected, one taken back, a forecast of what is known already or to come; of
    few series each."""
    kind = series.chance("revised", 12)
    end = 2022 * 12 + 12 + 12 * series.chance("when", 4)
    if kind == 0:
        yield _row(series, end) | {"数值": series.rounded(series.figure(end) * Decimal("1.04")), "数据性质": "正式"}
    if kind == 1:
        yield _row(series, end) | {"数值": "", "同比": "", "数据性质": "撤回", "备注": "说明：统计口径有误，撤回"}
    if kind in (2, 3):
        month_no = LAST if kind == 2 else LAST + 3
        yield _row(series, month_no) | {"数值": series.rounded(2 * series.figure(month_no)), "数据性质": "预计"}


def words(row: dict[str, object], registers: Registers) -> dict[str, object]:
    """Codes as the upload layout says them."""
    regions = {region.region_code: region.name_zh for region in registers.regions}
    metrics = {metric.metric: metric.name_zh for metric in registers.metrics}
    scopes = {"customs_platform": "海关平台", "customs_all": "海关全业态", "commerce": "商务厅监测", "retail": "跨境零售",
              "municipal": "市级全口径", "other": "其他"}  # fmt: skip
    named = {"地区": regions[row["地区"]], "指标": metrics[row["指标"]], "统计口径": scopes[row["统计口径"]]}
    return row | named


def main() -> None:
    registers = load_registers(REGISTERS)
    files: dict[str, list[dict[str, object]]] = {"revised": []}
    for region_code, series in all_series(registers):
        files.setdefault(region_code, []).extend(rows(series))
        files["revised"].extend(revisions(series))
    for name, found in files.items():
        with open(FOLDER / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(words(row, registers) for row in found)


if __name__ == "__main__":
    main()
