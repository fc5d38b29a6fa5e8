"""Uploads as tests write them, and a few regions and metrics to read them against."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from etl.checks.upload import check
from etl.decimals import canonical
from etl.decode import decode
from etl.parse import Filing, parse
from etl.problems import Problem, Refused, Severity
from etl.registers import Metric, Region, Registers, Target
from etl.vocabulary import Basis, Comparator, Direction, Kind, Level, Obligation, Scope


def region(code: str, name: str, level: Level, parent: str = "") -> Region:
    return Region(code, name, "", level, parent, "")


def metric(name: str, zh: str, kind: Kind, unit: str, *, part_of: str = "", decimals: int | None = None,
           minimum: str = "0", maximum: str | None = None, yoy_of: str = "",
           direction: Direction = Direction.HIGHER) -> Metric:  # fmt: skip
    low, high = Decimal(minimum), Decimal(maximum) if maximum else None
    return Metric(name, zh, "", kind, unit, direction, Scope.COMMERCE, part_of, yoy_of, decimals, low, high, "", "")


def target(number: int, metric: str, value: str, *, region="330500", basis=Basis.LEVEL, baseline_year=None,
           start="2024-01-01", due="2027-12-31", children=(), unit="亿元") -> Target:  # fmt: skip
    """A target that runs from 2024 to 2027 unless said otherwise."""
    return Target(
        f"{region}-{number:02d}", region, metric, Scope.COMMERCE, "plan", "", basis, Comparator.GE, Decimal(value), None,
        unit, baseline_year, date.fromisoformat(start), date.fromisoformat(due), "", children, Obligation.FIRM, (), "", "",
    )  # fmt: skip


REGISTERS = Registers(
    regions=(
        region("330000", "浙江省", Level.PROVINCE),
        region("330400", "嘉兴市", Level.CITY, "330000"),
        region("330482", "平湖市", Level.COUNTY, "330400"),
        region("330500", "湖州市", Level.CITY, "330000"),
        region("330502", "吴兴区", Level.COUNTY, "330500"),
        region("370000", "山东省", Level.PROVINCE),
        region("370400", "枣庄市", Level.CITY, "370000"),
        region("370400-GX", "枣庄高新区", Level.ZONE, "370400"),
        region("990001", "鼓楼区", Level.COUNTY, "330500"),
        region("990002", "鼓楼区", Level.COUNTY, "370400"),
    ),
    metrics=(
        metric("trade_value", "跨境电商进出口额", Kind.FLOW, "亿元"),
        metric("export_value", "跨境电商出口额", Kind.FLOW, "亿元", part_of="trade_value"),
        metric("event_count", "跨境电商活动场次", Kind.FLOW, "场", decimals=0),
        metric("trained", "跨境电商培训人次", Kind.FLOW, "人次", decimals=0),
        metric("warehouse_count", "海外仓数", Kind.STOCK, "个", decimals=0),
        metric("air_cargo", "国际航空货邮吞吐量", Kind.FLOW, "万吨"),
        metric("share", "跨境电商占外贸比重", Kind.RATE, "%", maximum="100"),
        metric("export_yoy", "跨境电商出口额同比", Kind.RATE, "%", minimum="-100", yoy_of="export_value"),
        metric("clearance_hours", "平均通关时间", Kind.STOCK, "小时", direction=Direction.LOWER),
    ),
    documents=(),
    targets=(),
    cuts={},
)

HEADER = "地区,指标,年份,季度,计数方式,数值,单位,同比,统计口径,数据性质,备注"


def row(region="湖州市", metric="跨境电商出口额", year="2025", quarter="4", counting="", value="386.75", unit="亿元",
        yoy="", scope="", nature="", note=""):  # fmt: skip
    """One line of an upload; cells with a comma or quote are written by the test itself."""
    return ",".join([region, metric, year, quarter, counting, value, unit, yoy, scope, nature, note])


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def read(content: str | bytes, name: str = "") -> Filing:
    """A file as far as it can be read."""
    return parse(decode(content if isinstance(content, bytes) else content.encode(), name), REGISTERS)


def faults(content: str | bytes) -> dict[tuple[int | None, str], str]:
    """File in, `{(row, column): code}` out, without the mere information."""
    try:
        problems = read(content).problems
    except Refused as refused:
        problems = refused.problems
    return coded(problem for problem in problems if problem.severity is not Severity.INFORM)


def coded(problems: Iterable[Problem]) -> dict[tuple[int | None, str], str]:
    return {(problem.row, problem.column): problem.code.removeprefix("upload.") for problem in problems}


def figures(content: str | bytes) -> list[str | None]:
    """The canonical figures of a file that has no fault."""
    filing = read(content)
    assert faults(content) == {}
    return [None if entry.value is None else canonical(entry.value) for entry in filing.entries]


TODAY = date(2026, 1, 15)


def checked(content: str, *, region=None, period=None, today=TODAY, known=None, name="", targets=()) -> list[Problem]:
    """Everything wrong with a file, by the checks too."""
    registers = replace(REGISTERS, targets=tuple(targets))
    return check(read(content, name), registers, region=region, period=period, today=today, known=known)


def standing(problems: Iterable[Problem]) -> dict[tuple[int | None, str], str]:
    """What keeps a file out."""
    return coded(problem for problem in problems if problem.blocks)
