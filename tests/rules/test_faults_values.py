"""What people write is text, all the way from the file to the warehouse and back."""

import pytest

from etl.checks.case import FigureKey
from etl.collection import filing, history
from etl.ledger import Ledger
from etl.period import Period
from etl.vocabulary import Counting, Scope
from etl.warehouse import gaps, open_warehouse
from tests.collection_world import CITY, NOW, QUARTER, REPORTER, accepted, at, copy_world, examined, file_of, one_figure

KEY = FigureKey(CITY, "export_value", Scope.COMMERCE, Counting.YTD, Period.parse(QUARTER).month_no)
HOSTILE = "'); drop table figure; delete from actual_row; -- \"; ?1 $1 :x %s {} \\"


@pytest.fixture
def workspace(tmp_path):
    with at(NOW):
        yield copy_world(tmp_path / "work")


def test_sql_in_values_and_file_name_is_only_text(workspace):
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    data = file_of(f"澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,{quoted}")
    found = examined(workspace, data, name=f"{HOSTILE}.csv")
    before = len(gaps(workspace, Period.parse(QUARTER)))
    assert found.acceptable
    assert len(filing.gaps_after(workspace, found.entries, QUARTER)) == before
    accepted(workspace, data)
    (version,) = history.versions(workspace, REPORTER, KEY)
    assert (version.note, version.value) == (HOSTILE, 45)
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.verify() == []
    with open_warehouse(workspace) as connection:
        asked = "select note from actual_row where note = ?"
        assert connection.execute(asked, [HOSTILE]).fetchall() == [(HOSTILE,)]
    assert len(gaps(workspace, Period.parse(QUARTER))) == before


@pytest.mark.parametrize("column", ["region", "metric", "unit"])
def test_sql_for_a_name_is_an_unknown_name(workspace, column):
    found = examined(workspace, one_figure("45", **{column: "' or 1=1 --"}))
    assert not found.acceptable and not found.entries
