"""Random histories of a workspace for Hypothesis: what is sent, decided, released and changed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.parse import Entry
from etl.period import Period
from etl.problems import Problem
from etl.vocabulary import Confidence, Counting, Nature, Scope
from etl.warehouse import Audience, refresh
from etl.workspace import Workspace
from tests.ledger_engines import entry
from tests.register_files import METRIC, RATE, ROWS, STOCK, TARGET, contents

START = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)

PARKS = {"metric": "parks", "unit": "个"}
LEVEL = TARGET | {"target_id": "330500-01"}
DOUBLED = TARGET | {"target_id": "330500-02", "basis": "multiple", "value": "2", "unit": "倍", "baseline_year": "2023",
                    "due": "2025-12-31"}  # fmt: skip
CHAINED = DOUBLED | {"target_id": "330500-03", "baseline_year": "2025", "parent_id": "330500-02", "due": "2027-12-31"}
YEARLY = TARGET | {"target_id": "330500-04", "basis": "every_year", "value": "90"}
EACH = TARGET | PARKS | {"target_id": "330500-05", "basis": "each_subregion", "value": "1"}
GROWTH = TARGET | {"target_id": "330500-06", "metric": "trade_growth", "value": "10", "unit": "%"}
TARGETS = (
    [LEVEL, DOUBLED, CHAINED, YEARLY, EACH, GROWTH],
    [LEVEL | {"value": "150"}, DOUBLED, YEARLY | {"scope": "retail"}, EACH | {"children": "330502"}],
    [CHAINED | {"parent_id": ""}, YEARLY | {"due": "2025-12-31"}, GROWTH | {"comparator": "gt"}],
    [],
)
EXTRA = METRIC | {"metric": "events", "unit": "场"}
METRICS = (ROWS["metrics.csv"], [METRIC | {"scope": "retail"}, STOCK, RATE, EXTRA], [METRIC, STOCK, RATE])
CUTS = (b"cut,value\non_track,0.9\nat_risk,0.5\nabout_tolerance,0.1\n", None)
UNITS = ("unit,canonical_unit,factor\n万元,亿元,0.0001\n".encode(), "unit,canonical_unit,factor\n万元,亿元,0.001\n".encode(), None)
PUBLISHED = (
    "浙江,trade_value,2023,4,,90,亿元,,\n湖州,trade_value,2023,4,,100,亿元,,2024-02-01\n",
    "湖州,trade_value,2023,4,,110,亿元,初步,2024-06-01\n湖州,trade_value,2025,2,,600000,万元,预计,\n",
    "湖州,trade_value,2025,4,,230,亿元,,2026-01-06\n吴兴,parks,2025,4,,2,个,,2026-01-05\n",
    "湖州,trade_value,2025,4,,,亿元,撤回,2026-01-07\n南浔,parks,2025,4,,1,个,,\n",
    "湖州,trade_value,2025,,8,140,亿元,,2025-09-01\n湖州,trade_value,2024,4,,130,亿元,,2026-01-08\n",
)
HEADER = "地区,指标,年份,季度,月份,数值,单位,数据性质,发布日期\n"


@dataclass
class Scene:
    """A workspace, its ledger's clock and what is in force there."""

    workspace: Workspace
    now: datetime = START
    accepted: list[str] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    seen: Counter = field(default_factory=Counter)

    def ledger(self) -> Ledger:
        return Ledger.open(self.workspace.ledger_url)

    def submit(self, entries: list[Entry], faulty: bool, with_registers: bool) -> None:
        problems = [Problem("upload.unit", "unit")] if faulty else []
        registers = self.workspace.register_contents() if with_registers else {}
        with self.ledger() as ledger:
            receipt = ledger.submit(repr(entries).encode(), "上报.csv", entries, problems, "huzhou", registers)
        if receipt.accepted and not receipt.replay:
            self.accepted.append(receipt.submission_id)

    def withdraw(self, which: int) -> None:
        if self.accepted:
            with self.ledger() as ledger:
                ledger.withdraw(self.accepted.pop(which % len(self.accepted)), "huzhou", "误报")

    def file(self, entries: list[Entry]) -> None:
        with self.ledger() as ledger, ledger.transaction("huzhou") as act:
            act.submit(repr(entries).encode(), "待审.csv", entries, [])

    def release(self, quarter: str, is_public: bool) -> None:
        with self.ledger() as ledger, ledger.transaction("officer") as act:
            if is_public:
                act.release("330000", quarter)
            elif any((one.quarter, one.is_public) == (quarter, True) for one in ledger.releases()[-1:]):
                act.unrelease("330000", quarter, "有误")

    def publish(self, value: str, quarter: str) -> None:
        """What happens most in a province: a figure is accepted, and its quarter released."""
        cells = ("330500", "trade_value", quarter, Counting.YTD, value, None, Scope.COMMERCE, Nature.FINAL, Confidence.HIGH)
        self.submit([_entry(2, *cells)], faulty=False, with_registers=True)
        self.release(quarter, is_public=True)

    def write(self, name: str, content: bytes | None) -> None:
        path = self.workspace.root / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)

    def edit(self, targets: list[dict]) -> None:
        """The register changes and is recorded at once, as when somebody looks at the dashboard."""
        self.write("targets.csv", contents(targets=targets)["targets.csv"])
        self.refresh()

    def refresh(self) -> None:
        for audience in Audience:
            refresh(self.workspace, audience)

    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.times.append(self.now)


def event(name: str, *arguments) -> st.SearchStrategy:
    return st.tuples(st.just(name), *arguments)


@st.composite
def entries(draw) -> list[Entry]:
    rows = draw(st.lists(st.sampled_from(FIGURES), min_size=1, max_size=3, unique=True))
    return [_entry(row, *cells, *draw(VALUES)) for row, cells in enumerate(rows, start=2)]


FIGURES = [
    ("330500", "trade_value", "2023Q4", Counting.YTD),
    ("330500", "trade_value", "2024Q4", Counting.YTD),
    ("330500", "trade_value", "2025Q4", Counting.YTD),
    ("330500", "trade_value", "2025Q2", Counting.QUARTER),
    ("330500", "trade_growth", "2025Q2", Counting.POINT),
    ("330502", "parks", "2025Q4", Counting.POINT),
    ("330503", "parks", "2025Q4", Counting.POINT),
]
VALUES = st.tuples(
    st.sampled_from(["100", "120.5", "200", "0", None]),
    st.sampled_from([None, Decimal(15)]),
    st.sampled_from([Scope.COMMERCE] * 4 + [Scope.RETAIL]),
    st.sampled_from([Nature.FINAL] * 4 + [Nature.PRELIMINARY, Nature.FORECAST, Nature.WITHDRAWN]),
    st.sampled_from(Confidence),
)


def _entry(row, region_code, metric, period, counting, value, yoy, scope, nature, confidence) -> Entry:
    cells = {"region_code": region_code, "metric": metric, "counting": counting, "scope": scope}
    growth = yoy if counting is Counting.YTD else None
    return entry(row, value, period=Period.parse(period), yoy=growth, nature=nature, confidence=confidence, **cells)


FILES = st.sampled_from(["actuals/a.csv", "actuals/b.csv"])
CONTENTS = st.one_of(st.none(), st.sampled_from(PUBLISHED).map(lambda rows: (HEADER + rows).encode()))
EVENTS = st.one_of(
    event("submit", entries(), st.sampled_from([False] * 5 + [True]), st.booleans()),
    event("submit", entries(), st.just(False), st.booleans()),
    event("withdraw", st.integers(0, 9)),
    event("refresh"),
    event("file", entries()),
    event("release", st.sampled_from(["2023Q4", "2024Q4", "2025Q2", "2025Q4", "2025Q4"]), st.sampled_from([True, True, False])),
    event("publish", st.sampled_from(["90", "100", "150", "205", "240"]), st.sampled_from(["2023Q4", "2024Q4", "2025Q4"])),
    event("pass_time", st.sampled_from([0, 1, 60, 1440])),
    event("write", FILES, CONTENTS),
    event("edit", st.sampled_from(TARGETS)),
    event("write", st.just("targets.csv"), st.sampled_from(TARGETS).map(lambda rows: contents(targets=rows)["targets.csv"])),
    event("write", st.just("metrics.csv"), st.sampled_from(METRICS).map(lambda rows: contents(metrics=rows)["metrics.csv"])),
    event("write", st.just("cuts.csv"), st.sampled_from(CUTS)),
    event("write", st.just("units.csv"), st.sampled_from(UNITS)),
    event("write", st.just("settings.toml"), st.sampled_from([b"sign_offs = 1\n", b"sign_offs = 3\n", None])),
)  # fmt: skip

#: What must happen, however the dice fall: figures released, taken back and corrected, registers changed.
EVERYTHING = [
    ("write", "actuals/a.csv", (HEADER + PUBLISHED[0]).encode()),
    ("refresh",),
    ("publish", "100", "2023Q4"),
    ("publish", "150", "2025Q4"),
    ("refresh",),
    ("pass_time", 60),
    ("edit", TARGETS[1]),
    ("withdraw", 0),
    ("release", "2023Q4", True),
    ("pass_time", 1440),
    ("publish", "205", "2025Q4"),
]
