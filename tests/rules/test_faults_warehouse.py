"""The warehouse is disposable, and nobody gets further through it than its own file."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from etl.period import Period
from etl.problems import Refused
from etl.warehouse import Audience, gap_rows, gaps, internal, open_file, open_warehouse, refresh
from tests.release_scene import Scene, figure, write_workspace

AS_OF = Period.parse("2025Q4")


def one_accepted(root) -> Scene:
    scene = Scene(write_workspace(root))
    scene.accept(figure("120"))
    return scene


@pytest.fixture
def scene(tmp_path):
    return one_accepted(tmp_path / "work")


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    """The same, for tests that cannot change it."""
    return one_accepted(tmp_path_factory.mktemp("read") / "work")


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '90%'",
        "pragma enable_logging",
        "create table mine (x int)",
        "delete from actual_row",
    ],
)
@pytest.mark.parametrize("audience", Audience)
def test_a_reader_reaches_nothing_outside_its_file(read_only, tmp_path, statement, audience):
    folder = tmp_path / "outside"
    folder.mkdir()
    with open_warehouse(read_only.workspace, audience) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(statement.format(folder=folder))
        assert connection.execute("select count(*) > 0 from target").fetchone() == (True,)
    assert list(folder.iterdir()) == []


def test_a_reader_takes_half_of_the_memory_at_most(scene):
    def limit(connection) -> float:
        text = connection.execute("select current_setting('memory_limit')").fetchone()[0]
        number, unit = text.split()
        return float(number) * 1024 ** ["KiB", "MiB", "GiB", "TiB"].index(unit)

    with open_warehouse(scene.workspace) as reader, duckdb.connect(config={"memory_limit": "100%"}) as whole:
        assert limit(reader) == pytest.approx(limit(whole) / 2, rel=0.1)


@pytest.mark.parametrize("audience", Audience)
def test_files_are_written_in_a_pinned_format(scene, audience):
    with open_warehouse(scene.workspace, audience) as connection:
        (tags,) = connection.execute("select tags from duckdb_databases() where not internal").fetchone()
    assert tags["storage_version"].startswith("v1.5")


def test_many_threads_ask_one_connection_with_a_cursor_each(scene):
    with open_warehouse(scene.workspace) as connection:
        expected = gap_rows(connection, AS_OF)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: gap_rows(connection, AS_OF), range(32)))
    assert answers == [expected] * 32


def test_a_warehouse_that_cannot_be_written_loses_no_submission(scene, monkeypatch):
    """The file in place stays as it is; the figure is in the ledger and there at the next refresh."""
    refresh(scene.workspace)
    before = scene.workspace.warehouse.read_bytes()
    scene.accept(figure("125"))

    def full(*_arguments, **_options):
        raise duckdb.IOException("Could not write all bytes to file: wrote 0/262144 bytes, No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(internal, "stand", full)
        with pytest.raises((duckdb.Error, Refused)):
            refresh(scene.workspace)
    assert scene.workspace.warehouse.read_bytes() == before
    assert [path.name for path in scene.workspace.var.iterdir() if "building" in path.name] == []
    with open_file(scene.workspace.warehouse) as connection:
        assert gap_rows(connection, AS_OF)[0]["actual_value"] == 120
    assert gaps(scene.workspace, AS_OF)[0]["actual_value"] == 125
