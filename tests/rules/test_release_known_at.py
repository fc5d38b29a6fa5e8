"""数据截止时刻 shows any earlier dashboard exactly as it was.

After each act all that the pages ask for is stored; after the last act every stored state is
computed again, as known at the time of its act, and must be equal row for row.
"""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from dashboard import queries
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.period import Period
from etl.vocabulary import Counting, Nature
from etl.warehouse import gap_rows, open_file, refresh, shanghai
from etl.workspace import Workspace
from tests.register_files import METRIC, RATE, STOCK, TARGET, contents
from tests.release_scene import CITY, COUNTY, PROVINCE, REGIONS, Scene, figure, write_workspace

QUARTERS = ("2025Q2", "2026Q1")
DOUBLED = TARGET | {"target_id": "330500-02", "basis": "multiple", "value": "2", "unit": "倍", "baseline_year": "2023"}
YEARLY = TARGET | {"target_id": "330500-04", "basis": "every_year", "value": "90"}
GROWTH = TARGET | {"target_id": "330500-06", "metric": "trade_growth", "value": "10", "unit": "%"}
PARKS = TARGET | {"target_id": "330502-01", "region_code": COUNTY, "metric": "parks", "value": "3", "unit": "个"}
TARGETS = [TARGET, DOUBLED, YEARLY, GROWTH, PARKS]
PUBLISHED = "湖州,trade_value,2023,4,100,亿元\n湖州,trade_value,2024,4,110,亿元\n"


class Clock:
    """Ten minutes pass between two acts."""

    def __init__(self, monkeypatch):
        self.now = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
        opened = Ledger.open
        monkeypatch.setattr(Ledger, "open", lambda url, **options: opened(url, **options | {"read_clock": lambda: self.now}))

    def tick(self) -> None:
        self.now += timedelta(minutes=10)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def asked(monkeypatch):
    """Lets the queries of the pages read any warehouse; their caches are left out."""

    def answers(workspace: Workspace, known_at: datetime | None) -> dict[tuple, object]:
        with open_file(workspace.warehouse) as connection:
            monkeypatch.setattr(queries, "connection", lambda _: connection)
            plain = {name: getattr(queries, name).__wrapped__ for name in ("target_rows", "reported_rows", "points", "totals", "regions", "metrics", "span")}
            found = {(name,): plain[name]("", known_at) for name in ("regions", "metrics", "span")}
            for as_of in QUARTERS:
                found["gaps", as_of] = gap_rows(connection, Period.parse(as_of), known_at)
                for name in ("target_rows", "points", "totals"):
                    found[name, as_of] = plain[name]("", as_of, known_at)
                for region, metric in ((CITY, "trade_value"), (COUNTY, "parks")):
                    found["reported", region, metric, as_of] = plain["reported_rows"]("", region, metric, as_of, known_at)
        return found

    return answers


def registers(scene: Scene, **changed) -> None:
    for name, content in contents(**{"regions": REGIONS, "targets": TARGETS} | changed).items():
        (scene.workspace.root / name).write_bytes(content)


def history(scene: Scene):
    """Acts, one a step."""
    yield scene.accept(figure("60", "2025Q2"), figure("1", "2025Q4", COUNTY, row=3, metric="parks", counting=Counting.POINT))
    yield scene.accept(figure("120"), figure("30", "2025Q3", row=3, counting=Counting.QUARTER))
    second = yield scene.accept(figure("125", yoy=Decimal("13.6")), figure("61", "2025Q2", row=3))
    yield registers(scene, targets=[TARGET | {"value": "130", "due": "2025-12-31"}, DOUBLED, GROWTH, PARKS])
    yield scene.withdraw(second)
    third = yield scene.accept(figure("3", "2025Q4", COUNTY, metric="parks", counting=Counting.POINT))
    yield scene.accept(figure(None, "2025Q2", nature=Nature.WITHDRAWN), figure("140", "2026Q1", row=3, nature=Nature.FORECAST))
    yield registers(scene, metrics=[METRIC | {"unit": "亿元", "name_zh": "贸易额"}, STOCK, RATE], regions=[*REGIONS[:3], *REGIONS[4:]])
    yield scene.withdraw(third)
    yield scene.file(figure("999"))
    yield scene.release()
    yield scene.accept(figure("128"))


def test_every_earlier_dashboard_comes_back(tmp_path, clock, asked):
    scene = Scene(write_workspace(tmp_path / "work", PUBLISHED, targets=TARGETS))
    refresh(scene.workspace)
    stored, acts, result = {}, history(scene), None
    while True:
        clock.tick()
        try:
            result = acts.send(result)
        except StopIteration:
            break
        refresh(scene.workspace)
        stored[shanghai(clock.now)] = asked(scene.workspace, None)

    assert len(stored) == 12
    assert len({repr(state) for state in stored.values()}) == 10  # a pending file and a release change nothing
    for moment, before in stored.items():
        again = asked(scene.workspace, moment)
        assert [question for question in before if before[question] != again[question]] == [], moment
    last = max(stored)
    assert asked(scene.workspace, last - timedelta(minutes=1)) == stored[last - timedelta(minutes=10)]
    performances = {row["performance"] for state in stored.values() for as_of in QUARTERS for row in state["gaps", as_of]}
    assert {"met_so_far", "missed", "achieved"} & performances and len(performances) > 3
    assert PROVINCE in {region.region_code for region in stored[min(stored)]["regions",]}
