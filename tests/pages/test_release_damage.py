"""Damage that shows only when a block is read: one rerun fails, the next reads a file built anew."""

import sys

import duckdb
import pytest

from dashboard import queries, source
from etl.warehouse import Audience
from etl.workspace import Workspace
from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

_HEADERS = 3 * 4096


def test_a_public_file_with_damaged_blocks_is_built_anew(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    before = said(open_page("target", data=data, target="990000-01"))
    file = Workspace(data).public_warehouse
    content = bytearray(file.read_bytes())
    for place in range(_HEADERS + 300, len(content) - 300, 300):
        content[place] ^= 255
    file.with_suffix(".damaged").write_bytes(content)  # another file, as a swap would be
    file.with_suffix(".damaged").replace(file)
    open_page("target", data=data, target="990000-01")
    after = open_page("target", data=data, target="990000-01")
    assert not after.error and said(after) == before


@pytest.mark.parametrize("audience", Audience)
def test_a_block_that_cannot_be_read_leads_to_a_new_file(tmp_path, monkeypatch, audience):
    monkeypatch.setenv("GAP_TRACKER_DATA", str(write_page_workspace(tmp_path / "work")))
    monkeypatch.setattr(sys, "argv", ["app.py"])
    source.look_again()
    version = source.data_version(audience)

    def unreadable(_):
        raise duckdb.IOException("Corrupt database file: computed checksum does not match")

    with monkeypatch.context() as patched:
        patched.setattr(queries, "connection", unreadable)
        with pytest.raises(duckdb.IOException):
            queries.span(version)
    again = source.data_version(audience)
    assert again != version
    assert queries.span(again)[0] == 2020 * 12 + 1
