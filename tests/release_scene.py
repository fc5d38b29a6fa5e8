"""A ledger in a small workspace, act by act: what was filed, accepted, withdrawn, released."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.ledger import Ledger
from etl.period import Period
from etl.vocabulary import Counting
from etl.workspace import Workspace
from tests.ledger_engines import entry
from tests.register_files import contents

PROVINCE, CITY, COUNTY, OTHER_CITY = "330000", "330500", "330502", "330400"
FAR_PROVINCE, FAR_CITY = "440000", "440300"
REGIONS = (
    {"region_code": PROVINCE, "name_zh": "浙江", "level": "province"},
    {"region_code": CITY, "name_zh": "湖州", "level": "city", "parent_code": PROVINCE},
    {"region_code": COUNTY, "name_zh": "吴兴", "level": "county", "parent_code": CITY},
    {"region_code": OTHER_CITY, "name_zh": "嘉兴", "level": "city", "parent_code": PROVINCE},
    {"region_code": FAR_PROVINCE, "name_zh": "广东", "level": "province"},
    {"region_code": FAR_CITY, "name_zh": "深圳", "level": "city", "parent_code": FAR_PROVINCE},
)


def write_workspace(root: Path, published: str = "", **registers) -> Workspace:
    """Two provinces, and published figures as lines `地区,指标,年份,季度,数值,单位`."""
    (root / "actuals").mkdir(parents=True)
    for name, content in contents(**{"regions": REGIONS} | registers).items():
        (root / name).write_bytes(content)
    if published:
        (root / "actuals" / "a.csv").write_text("地区,指标,年份,季度,数值,单位\n" + published, encoding="utf-8")
    return Workspace(root)


def figure(value: str | None, quarter: str = "2025Q4", region_code: str = CITY, row: int = 2, **cells):
    """One figure of a report, 本年累计 of trade_value unless said otherwise."""
    told = {"metric": "trade_value", "counting": Counting.YTD, "source": "商务局"}
    return entry(row, value, region_code=region_code, period=Period.parse(quarter), **told | cells)


@dataclass
class Scene:
    """Acts on the ledger of one workspace."""

    workspace: Workspace

    def file(self, *figures) -> str:
        """Send a report; it waits. Returns its submission id."""
        with self._acting("reporter") as act:
            return act.submit(repr(figures).encode(), "上报.csv", figures, []).submission_id

    def accept(self, *figures) -> str:
        """Send a report and sign it last."""
        submission_id = self.file(*figures)
        with self._acting("reviewer") as act:
            act.accept(submission_id)
        return submission_id

    def send_back(self, submission_id: str, reason: str) -> None:
        with self._acting("reviewer") as act:
            act.send_back(submission_id, reason)

    def withdraw(self, submission_id: str, reason: str = "误报") -> None:
        with self._acting("reporter") as act:
            act.withdraw(submission_id, reason)

    def release(self, quarter: str = "2025Q4", province: str = PROVINCE) -> None:
        with self._acting("officer") as act:
            act.release(province, quarter)

    def unrelease(self, quarter: str = "2025Q4", province: str = PROVINCE) -> None:
        with self._acting("officer") as act:
            act.unrelease(province, quarter, "数字有误")

    @contextmanager
    def _acting(self, account: str):
        self.workspace.var.mkdir(exist_ok=True)
        with Ledger.open(self.workspace.ledger_url) as ledger, ledger.transaction(account) as act:
            yield act
