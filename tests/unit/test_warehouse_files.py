"""Warehouse files are read as one file though another is swapped in meanwhile."""

import os

import duckdb
import pytest

from etl.warehouse import files
from etl.warehouse.files import read_meta, swapped_in, write_meta


def write(path, count):
    with swapped_in(path, empty=True) as connection:
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
    with swapped_in(warehouse, empty=False) as connection:
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
