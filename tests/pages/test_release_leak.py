"""Nothing that is not released reaches whoever has not signed in, on no page and in no download.

Every page is opened as the public, for every city, metric and target, by URL and with a forged
session, and everything sent to the browser is kept. Then figures are accepted, revised, withdrawn,
sent back and left waiting, and the same pages are opened again: they must say the same.
"""

import io
import re
import zipfile
from datetime import datetime
from functools import partial

import pyarrow.parquet as pq
import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard.components.gate import ROOMS
from etl.rights import Account, Role
from tests.page_identity import put_account
from tests.page_workspace import write_page_workspace
from tests.release_scene import Scene, Workspace
from tests.unreleased import CITY, OTHER_CITY, PROVINCE, RELEASED, SECRET, file_in_every_state, release_one, states_in, told

FORGED = {"account": "officer", "role": "officer", "audience": "signed_in", "known_at": "2999-01-01T00:00"}
PLACES = (
    [(page, {}) for page in ROOMS]
    + [("city", {"city": code}) for code in (PROVINCE, OTHER_CITY)]
    + [("metric", {"metric": name}) for name in ("parks", "events")]
    + [("target", {"target": name}) for name in ("990000-02", "990100-01", "990100-03", "990200-01")]
    + [("data", {"table": "figures"}), ("data", {"table": "figures", "quarter": "2026Q1"}), ("data", {"city": CITY})]
    + [("overview", {"quarter": "2026Q1"}), ("city", {"city": CITY, "quarter": "2026Q1"}), ("metric", {"lang": "en"})]
)
#: What a button that makes its file when pressed is called anew at each run.
_ONE_RUN = re.compile(r'deferred_file_id: "\w+"')
VIEWED = [("overview", {}), ("city", {"city": CITY}), ("metric", {}), ("target", {"target": "990100-01"}), ("data", {"table": "figures"})]


class Visit:
    """Opens pages of one workspace and keeps all that is sent to the browser."""

    def __init__(self, open_page, data, monkeypatch):
        self.workspace, self.downloads, self.offered = Workspace(data), [], []
        self._open = partial(open_page, data=data)
        keep, load = self.downloads.append, MemoryMediaFileStorage.load_and_get_id

        def kept(storage, content, *args, **kwargs):
            keep(content if isinstance(content, bytes) else str(content).encode())
            return load(storage, content, *args, **kwargs)

        offer, add = self.offered.append, MediaFileManager.add_deferred

        def offered(manager, make, *args, **kwargs):
            offer(make)
            return add(manager, make, *args, **kwargs)

        monkeypatch.setattr(MemoryMediaFileStorage, "load_and_get_id", kept)
        monkeypatch.setattr(MediaFileManager, "add_deferred", offered)

    def everything(self, places=PLACES, **forged: str) -> dict[str, str]:
        """All the public is sent, page by page."""
        return {f"{page} {choices}": self.sent(page, **forged, **choices) for page, choices in places}

    def sent(self, page: str, name: str = "", **choices: str) -> str:
        self.downloads.clear()
        self.offered.clear()
        app = self._open(page, visitor=name, **choices)
        told = [_ONE_RUN.sub("", str(element.proto)) for element in _elements(app._tree)]
        files = [*self.downloads, *(_unpacked(make()) for make in self.offered)]
        return "\n".join([*told, *(content.decode("utf-8", "replace") for content in files)])


def _unpacked(content: bytes) -> bytes:
    """A file with its parts readable: workbooks and data packages are archives, Parquet is compressed."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"\n".join(_unpacked(package.read(name)) for name in package.namelist())
    if content.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(content))
        return f"{table.schema.metadata} {table.to_pylist()}".encode()
    return content


def _elements(node):
    if hasattr(node, "children"):
        for child in node.children.values():
            yield from _elements(child)
    elif hasattr(node, "proto"):
        yield node


@pytest.fixture
def visit(open_page, tmp_path, monkeypatch):
    data = write_page_workspace(tmp_path / "work")
    made = Visit(open_page, data, monkeypatch)
    (data / "var").mkdir()
    put_account(data, Account("officer", Role.OFFICER, (PROVINCE,), "主管"))
    put_account(data, Account("administrator", Role.ADMINISTRATOR))
    return made


def test_the_public_is_told_nothing_that_was_not_released(visit):
    scene = Scene(visit.workspace)
    release_one(scene)
    before, forged_before = visit.everything(), visit.everything(VIEWED, **FORGED)

    file_in_every_state(scene)
    after, forged_after = visit.everything(), visit.everything(VIEWED, **FORGED)

    assert {place: states_in(text) for place, text in (after | forged_after).items() if states_in(text)} == {}
    assert [place for place in before if before[place] != after[place]] == []
    assert [place for place in forged_before if forged_before[place] != forged_after[place]] == []
    assert RELEASED.split(".")[0] in visit.sent("target", target="990100-01").replace(",", "")
    assert states_in(visit.sent("target", "administrator", target="990100-01")) == []  # sees what the public sees
    inside = visit.sent("target", "officer", target="990100-01") + visit.sent("data", "officer", table="figures")
    assert {"superseded", "revised"} <= {*states_in(inside)}  # or the search proves nothing


def test_a_forged_session_gives_no_figure(visit):
    scene = Scene(visit.workspace)
    scene.accept(told(SECRET["revised"]))
    app = visit._open("target", visitor="", target="990100-01", known_at="2999-01-01")
    forged = {"account": "officer", "who": "officer", "session": "officer", "audience": "signed_in", "pick-known_at": datetime(2999, 1, 1)}
    for name, value in forged.items():
        app.session_state[name] = value
    app.run()
    assert states_in("\n".join(str(element.proto) for element in _elements(app._tree))) == []
    app.user = {"session": "officer", "name": "officer", "email": "officer", "is_logged_in": True}
    app.run()
    assert states_in("\n".join(str(element.proto) for element in _elements(app._tree))) == []
    assert states_in(visit.sent("target", "officer", target="990100-01")) == ["revised"]


def test_the_two_audiences_share_no_cached_answer(visit):
    """Asked in turn, in one process, for the same page."""
    scene = Scene(visit.workspace)
    scene.accept(told(SECRET["revised"]))
    for name, found in (("officer", ["revised"]), ("", []), ("officer", ["revised"]), ("", [])):
        assert states_in(visit.sent("city", name, city=CITY)) == found
