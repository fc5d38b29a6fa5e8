"""Warehouse files are read as one file though another is swapped in meanwhile."""

import os

import duckdb
import pytest

from etl.warehouse import files
from etl.warehouse.begin import new_file
from etl.warehouse.files import open_file, read_meta, swapped_in, write_meta


def write(path, count):
    with swapped_in(path, start=b"") as connection:
        connection.execute("create table meta (name varchar primary key, value varchar not null)")
        connection.execute(f"create table filler as select range as n, md5(range::varchar) as text from range({count})")
        write_meta(connection, {"code": str(count)})


@pytest.fixture
def warehouse(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    write(path, 200_000)
    return path


def test_a_smaller_file_swapped_in_between_two_looks_is_no_damage(warehouse, monkeypatch):
    before = warehouse.stat().st_size
    opening = files.open_file

    def open_then_swap(path):
        connection = opening(path)
        write(warehouse, 1)
        return connection

    monkeypatch.setattr(files, "open_file", open_then_swap)
    assert read_meta(warehouse) == {"code": "200000"}
    assert warehouse.stat().st_size < before
    assert list(warehouse.parent.iterdir()) == [warehouse]


def test_free_blocks_cut_off_the_end_are_no_damage(warehouse):
    with swapped_in(warehouse) as connection:
        connection.execute("create table kept as select md5(range::varchar) as text from range(200_000)")
        connection.execute("drop table filler")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        block_bytes, free = connection.execute("select block_size, free_blocks from pragma_database_size()").fetchone()
    assert free > 0
    os.truncate(warehouse, warehouse.stat().st_size - block_bytes)
    assert read_meta(warehouse) == {"code": "200000"}


def test_a_file_that_lost_its_end_is_damaged(warehouse):
    with warehouse.open("r+b") as file:
        file.truncate(warehouse.stat().st_size - 4096)
    assert read_meta(warehouse) is None


def test_a_file_is_looked_at_again_once_another_took_its_place(warehouse):
    assert read_meta(warehouse) == {"code": "200000"}
    write(warehouse, 1)
    assert read_meta(warehouse) == {"code": "1"}


def test_no_file(tmp_path):
    assert read_meta(tmp_path / "warehouse.duckdb") is None


def test_every_new_file_begins_with_all_tables_and_macros_and_no_row(tmp_path):
    """The first one of a process is filled before the second is begun."""
    for name in ("first", "second"):
        with new_file(tmp_path / name) as connection:
            assert connection.execute("select count(*) from meta").fetchone() == (0,)
            write_meta(connection, {"data_version": name})
    held = [_held(tmp_path / name) for name in ("first", "second")]
    assert held[0] == held[1]
    assert {"actual_row", "target", "gap_as_of", "outlook_as_of"} <= held[0]
    assert [read_meta(tmp_path / name) for name in ("first", "second")] == [{"data_version": "first"}, {"data_version": "second"}]


def _held(path) -> set[str]:
    with open_file(path) as connection:
        return {name for (name,) in connection.execute(
            "select table_name from duckdb_tables() union all select function_name from duckdb_functions() where not internal"
        ).fetchall()}  # fmt: skip
