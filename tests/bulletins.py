"""Bulletins for tests: the demonstration's, of invented rows, and any of them as text.

    bulletin = written([row(), unpublished(target_id="330500-01", region_code="330500")])
    assert "2项目标" in as_text(bulletin)
"""

import atexit
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.report.bulletin import Bulletin, Chart, Grid
from dashboard.report.compose import compose
from dashboard.report.inputs import Inputs, Origins, Release, read
from dashboard.report.subject import Subject, subject
from dashboard.rows import DocumentRow, RegionRow, TargetRow
from dashboard.wording import Words
from etl.demo.workspace import write_fictional
from etl.ledger.clock import SHANGHAI
from etl.warehouse import Audience
from etl.workspace import Workspace

PROVINCE, CITY, COUNTY, OTHER_CITY = "330000", "330500", "330502", "330400"
AS_OF = "2025Q4"

_REGIONS = (
    RegionRow(PROVINCE, "浙江省", "Zhejiang", "province", ""),
    RegionRow(CITY, "湖州市", "Huzhou", "city", PROVINCE),
    RegionRow(COUNTY, "吴兴区", "Wuxing", "county", CITY),
    RegionRow(OTHER_CITY, "嘉兴市", "Jiaxing", "city", PROVINCE),
)
_PLAN = DocumentRow("P", "行动计划", "浙政办发〔2024〕27号", "省政府", None, None, None, "in_force", "", "")


@cache
def demonstration() -> Workspace:
    """The demonstration, written once per process."""
    folder = TemporaryDirectory(prefix="demonstration-")
    atexit.register(folder.cleanup)
    root = Path(folder.name) / "work"
    write_fictional(root)
    return Workspace(root)


@cache
def of_demonstration(region_code: str, as_of: str) -> Inputs:
    """The material of one of its bulletins."""
    return read(demonstration(), region_code, as_of)


def material(rows: Sequence[TargetRow], before: Sequence[TargetRow] | None = None, **changes: object) -> Inputs:
    """The material of a bulletin of these rows about the province; `before` are those of the
    quarter before, the same unless given."""
    told: dict[str, object] = {
        "place_code": PROVINCE,
        "as_of": AS_OF,
        "known_at": None,
        "made_at": datetime(2026, 1, 25, 9, tzinfo=SHANGHAI),
        "audience": Audience.SIGNED_IN,
        "is_demonstration": False,
        "regions": {region.region_code: region for region in _REGIONS},
        "rows": tuple(rows),
        "rows_before": tuple(rows if before is None else before),
        "outlooks": {},
        "quarter_figures": {},
        "totals": {},
        "documents": (_PLAN,),
        "origins": Origins(0, 0, 0),
        "release": Release(None),
        "cuts": (Decimal("0.95"), Decimal("0.6")),
    }
    return Inputs(**told | changes)


def place(rows: Sequence[TargetRow], lang: str = "zh", **changes: object) -> Subject:
    """What the sections of a bulletin of these rows are made from."""
    return subject(material(rows, **changes), Words(lang))


def written(rows: Sequence[TargetRow], lang: str = "zh", **changes: object) -> Bulletin:
    """The bulletin of these rows."""
    return compose(material(rows, **changes), Words(lang))


def as_text(bulletin: Bulletin) -> str:
    """All of it, top to bottom: cells are separated by bars, bars of charts by lines."""
    lines = [bulletin.draft, bulletin.mark, bulletin.number_field, bulletin.signer_field, "", f"# {bulletin.title}", ""]
    lines += bulletin.opening
    for part in bulletin.parts:
        lines += ["", f"## {part.heading}", "", *part.paragraphs]
        for grid in part.grids:
            lines += ["", *_grid(grid)]
        for chart in part.charts:
            lines += ["", *_chart(chart)]
    lines += ["", *bulletin.annexes, "", bulletin.seal_field, bulletin.date_field, "", f"## {bulletin.notes_heading}", "", *bulletin.notes]
    return "\n".join(lines) + "\n"


def _grid(grid: Grid) -> list[str]:
    names = [heading.name for heading in grid.headings]
    return [grid.caption, *("  " + " | ".join(line) for line in (names, *grid.rows))]


def _chart(chart: Chart) -> list[str]:
    return [chart.caption, *(f"  {bar.label}: {bar.done_text}, {bar.due_text}, {bar.verdict}" for bar in chart.bars), chart.note]
