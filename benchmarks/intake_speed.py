"""How long checking an upload takes, and how much memory the process that reads it needs."""

import io
import statistics
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from etl.checks.upload import check
from etl.collection.filing import Terms, examine, gaps_after
from etl.intake.child import command, environment, read_sheet
from etl.parse import parse
from etl.registers import Registers, load_registers, read_registers
from etl.vocabulary import Kind
from etl.workspace import Workspace
from measure import best_seconds
from world import own_registers

_HEADER = ("地区", "指标", "年份", "季度", "计数方式", "数值", "单位", "数据来源", "备注")
_FIRST_YEAR = 2004
#: The first year of the figures that are previewed.
_SHOWN_YEAR = 2019
_TODAY = date(2026, 10, 15)
_FORMATS = ("csv", "xlsx")
#: Reads as the reading process does and then tells the most memory it had.
_TELLING = """
import sys
from etl.intake import worker
code = worker.main()
sys.stdout.flush()
sys.stderr.write(open("/proc/self/status").read())
sys.exit(code)
"""


def check_seconds(sizes: tuple[int, int], repeats: int) -> dict[str, float]:
    """Seconds from bytes to every problem found, and megabytes of the reading process, for
    files of two sizes in both formats; keys are `csv 2000`, `csv 2000 MB` and so on."""
    registers = read_registers(own_registers())
    uploads = {f"{form} {size}": _upload(registers, size, form) for size in sizes for form in _FORMATS}
    tasks = {name: (lambda data=data: _checked(data, registers)) for name, data in uploads.items()}
    took = best_seconds(tasks, repeats)
    return took | {f"{name} MB": _peak_mb(data) for name, data in uploads.items()}


def _checked(data: bytes, registers: Registers) -> None:
    filing = parse(read_sheet(data), registers)
    problems = check(filing, registers, region=None, period=None, today=_TODAY, known={})
    if not filing.entries or problems:
        raise AssertionError([problem.code for problem in problems[:3]])


def _upload(registers: Registers, size: int, form: str) -> bytes:
    """A file of so many different figures, every one acceptable."""
    rows = []
    flows = [metric for metric in registers.metrics if metric.kind is Kind.FLOW and metric.unit == "亿元" and not metric.part_of]
    keys = [(region, metric, period) for period in range(86) for metric in flows for region in registers.regions]
    for number, (region, metric, period) in enumerate(keys[:size]):
        value = Decimal(100_000 * (period % 4 + 1) + number % 700) / 100
        cells = [region.region_code, metric.name_zh, _FIRST_YEAR + period // 4, period % 4 + 1, "本年累计", value, metric.unit]
        rows.append([*cells, f"商务局报送第{number}号", "按月汇总"])
    if len(rows) < size:
        raise AssertionError(f"only {len(rows)} figures can be told apart")
    return _csv(rows) if form == "csv" else _xlsx(rows)


def _csv(rows: list[list[object]]) -> bytes:
    return "".join(",".join(map(str, row)) + "\n" for row in [_HEADER, *rows]).encode("gb18030")


def _xlsx(rows: list[list[object]]) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("填报")
    for row in [_HEADER, *rows]:
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _peak_mb(data: bytes) -> float:
    arguments = command()[3:]
    told = subprocess.run([sys.executable, "-c", _TELLING, *arguments], input=data, env=environment(), capture_output=True, check=True)
    peak = next(line for line in told.stderr.decode().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6


def preview_milliseconds(root: Path, repeats: int) -> dict[str, list[float]]:
    """Milliseconds of each preview of a file of 60 figures in a demonstration workspace: reading
    it, all checks and the difference; and the same with the gaps as they would be."""
    workspace = Workspace(root)
    data, terms, as_of = _sixty(workspace)
    examine(workspace, data, "", terms)  # builds the warehouse
    took: dict[str, list[float]] = {"difference": [], "with gaps": []}
    for _ in range(repeats):
        start = time.perf_counter()
        examined = examine(workspace, data, "", terms)
        examined.basis
        took["difference"].append((time.perf_counter() - start) * 1000)
        gaps_after(workspace, examined.entries, as_of)
        took["with gaps"].append((time.perf_counter() - start) * 1000)
    return took


def _sixty(workspace: Workspace) -> tuple[bytes, Terms, str]:
    registers = load_registers(workspace)
    flows = [metric for metric in registers.metrics if metric.kind is Kind.FLOW and metric.unit == "亿元"]
    keys = [(region, metric, period) for period in range(16) for metric in flows for region in registers.regions[1:4]]
    rows = [
        [region.region_code, metric.metric, _SHOWN_YEAR + period // 4, period % 4 + 1, "本年累计", 10 + period, "亿元", "", ""]
        for region, metric, period in keys[:60]
    ]
    if len(rows) < 60:
        raise AssertionError(f"only {len(rows)} figures can be told apart")
    return _xlsx(rows), Terms("", "", _TODAY), "2026Q3"


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def median(values: list[float]) -> float:
    return statistics.median(values)
