"""A refreshed warehouse answers exactly like one built from scratch, whatever happened.

A history is a list of events: submissions accepted, refused, replayed, waiting or withdrawn,
quarters released and taken back, registers and published files changed or removed, refreshes
in between. At its end the warehouses of both audiences are refreshed, read out, built anew and
read out again; and the public one is what a plain reading of the ledger says.

The seed is fixed, so a red run is red when repeated; what must happen is in one history that is
written down. To search further, set `REFRESH_EXAMPLES=300`: that many fresh random ones are tried.
"""

import os
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as st

from etl.ledger import Ledger
from etl.period import Period
from etl.vocabulary import Nature, Performance
from etl.warehouse import Audience, build, gap_rows, open_file
from etl.workspace import Workspace
from tests.refresh_histories import EVENTS, EVERYTHING, START, TARGETS, Scene
from tests.register_files import contents

SEARCH = int(os.environ.get("REFRESH_EXAMPLES", "0"))
MID_YEAR, YEAR_END = Period.parse("2025Q2"), Period.parse("2025Q4")


@settings(
    max_examples=SEARCH or 7,
    derandomize=not SEARCH,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)
@example(history=EVERYTHING)
@given(history=st.lists(EVENTS, min_size=8, max_size=24))
def _compare(sound: Path, clock: list, seen: Counter, history: list[tuple]):
    with TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        shutil.copytree(sound, root)
        scene = Scene(Workspace(root))
        clock[:] = [scene]
        for name, *arguments in history:
            note(f"{scene.now:%m-%d %H:%M} {name} {arguments}")
            getattr(scene, name)(*arguments)
        scene.refresh()
        refreshed = {audience: everything(scene, audience) for audience in Audience}
        for audience in Audience:
            build(scene.workspace, audience)
            rebuilt = everything(scene, audience)
            assert _differences(refreshed[audience], rebuilt) == []
        public = reported_publicly(rebuilt)
        assert public == released_in(scene)
        rebuilt = refreshed[Audience.SIGNED_IN]
    seen["released figures"] += bool(public)
    seen.update(name for name, *_ in history)
    seen.update(row["performance"] for (kind, *_), rows in rebuilt.items() if kind == "gaps" for row in rows)
    seen["withdrawn versions"] += any(row["known_until"] for row in rebuilt["actual",])
    seen["several editions"] += len(rebuilt["edition",]) > 1


def reported_publicly(held: dict[tuple, list[dict]]) -> set[tuple]:
    """The figures in the public warehouse that come from submissions and stand."""
    return {
        (row["region_code"], row["metric"], row["scope"], row["counting"], row["month_no"], row["value"])
        for row in held["actual",]
        if row["file"] is None and row["nature"] not in ("forecast", "withdrawn")
    }


def released_in(scene: Scene) -> set[tuple]:
    """The same, read plainly from the ledger: for each figure of a released quarter the last
    version accepted by then of a submission not withdrawn by then."""
    with scene.ledger() as ledger:
        acts, releases = ledger.acts(), {one.quarter: one for one in ledger.releases()}
        figures = {act.subject: ledger.entries(act.subject) for act in acts if act.kind == "accepted"}
    found = {}
    for quarter, release in releases.items():
        then = [act for act in acts if act.sequence <= release.sequence and release.is_public]
        gone = {act.subject for act in then if act.kind == "withdrawn"}
        for act in then:
            for one in figures[act.subject] if act.kind == "accepted" and act.subject not in gone else ():
                counts = one.nature is not Nature.FORECAST and (one.value is not None or one.nature is Nature.WITHDRAWN)
                if counts and str(one.period) == quarter:
                    key = (one.region_code, one.metric, str(one.scope), str(one.counting), one.period.month_no)
                    found[key] = None if one.nature is Nature.WITHDRAWN else one.value
    return {(*key, value) for key, value in found.items() if value is not None}


def everything(scene: Scene, audience: Audience) -> dict[tuple, list[dict]]:
    """All a warehouse holds and answers, without the numbers of series and the order of rows."""
    with open_file(audience.warehouse(scene.workspace)) as connection:
        held = {(name,): _rows(connection, query) for name, query in READ_OUT.items()}
        moments = [(YEAR_END, None), (MID_YEAR, scene.times[len(scene.times) // 2] if scene.times else START)]
        answered = {
            ("gaps", str(as_of), str(known_at)): gap_rows(connection, as_of, known_at) for as_of, known_at in moments
        }
    return held | answered


def _differences(refreshed: dict[tuple, list[dict]], rebuilt: dict[tuple, list[dict]]) -> list[str]:
    return [
        f"{where}: only {which} {row}"
        for where in refreshed
        for which, ours, theirs in (
            ("refreshed", refreshed[where], rebuilt[where]),
            ("rebuilt", rebuilt[where], refreshed[where]),
        )
        for row in ours
        if row not in theirs
    ]


_NAMED = "select series.* exclude (series_id), {0}.* exclude (series_id) from {0} join series using (series_id)"
READ_OUT = {
    **{name: f"from {name}" for name in ("meta", "edition", "region", "metric", "document", "cut")},
    **{name: _NAMED.format(name) for name in ("standing", "target", "target_child")},
    "actual": "select * exclude (series_id) from actual",
}


def _rows(connection, query: str) -> list[dict]:
    cursor = connection.cursor().execute(query)
    names = [column[0] for column in cursor.description]
    return sorted((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), key=repr)


@pytest.fixture
def clock(monkeypatch):
    """A list whose one scene tells the ledger the time, in the warehouse's hands too."""
    scenes: list[Scene] = []
    opened = Ledger.open
    monkeypatch.setattr(Ledger, "open", lambda url, **how: opened(url, **how | {"read_clock": lambda: scenes[0].now}))
    return scenes


def test_refreshed_is_rebuilt(tmp_path, clock):
    sound = tmp_path / "sound"
    (sound / "actuals").mkdir(parents=True)
    for name, content in contents(targets=TARGETS[0]).items():
        (sound / name).write_bytes(content)
    clock[:] = [Scene(Workspace(sound))]
    build(Workspace(sound))
    seen = Counter()
    _compare(sound, clock, seen)
    # Histories in which nothing happens would prove nothing.
    assert {"withdrawn versions", "several editions", "released figures"} <= {*+seen}, seen
    assert {*+seen} & ({*Performance} - {Performance.NOT_ASSESSABLE}), seen
