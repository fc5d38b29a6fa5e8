"""A workspace with a few targets, for which templates are made."""

from pathlib import Path

from etl.workspace import Workspace
from tests.intake_registers import row, table
from tests.register_files import METRIC, REGION, STOCK, TARGET, contents

REGIONS = [
    REGION | {"region_code": "330000", "name_zh": "浙江省", "level": "province", "parent_code": ""},
    REGION | {"name_zh": "湖州市"},
    REGION | {"region_code": "330502", "name_zh": "吴兴区", "level": "county", "parent_code": "330500"},
    REGION | {"region_code": "330400", "name_zh": "嘉兴市"},
]
METRICS = [
    METRIC | {"metric": "export_value", "name_zh": "跨境电商出口额"},
    STOCK | {"name_zh": "产业园数"},
    METRIC | {"metric": "event_count", "name_zh": "活动场次", "unit": "场", "decimals": "0"},
]
TARGETS = [
    TARGET | {"metric": "export_value"},
    TARGET | {"target_id": "330500-02", "metric": "parks", "unit": "个", "value": "20"},
    TARGET | {"target_id": "330500-03", "metric": "export_value", "due": "2030-12-31", "value": "900"},
    TARGET
    | {"target_id": "330500-04", "metric": "parks", "unit": "个", "value": "3", "basis": "each_subregion", "children": "330502"},
    TARGET | {"target_id": "330500-05", "metric": "export_value", "scope": "customs_all", "value": "300"},
    TARGET | {"target_id": "330000-01", "region_code": "330000", "metric": "event_count", "unit": "场", "value": "7"},
]  # fmt: skip


def workspace_in(folder: Path, regions=REGIONS, metrics=METRICS, targets=TARGETS) -> Workspace:
    """The workspace, with a few published figures of 湖州市."""
    for name, data in contents(regions=regions, metrics=metrics, targets=targets).items():
        (folder / name).write_bytes(data)
    (folder / "actuals").mkdir()
    published = table(row(year="2024", value="100"), row(quarter="2", value="60"), row(year="2024", quarter="3", value="75"))
    (folder / "actuals" / "330500.csv").write_text(published, encoding="utf-8")
    return Workspace(folder)
