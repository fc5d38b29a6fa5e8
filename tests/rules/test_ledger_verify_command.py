"""`python -m etl verify`: the ledger's chain, its originals, and the warehouse beside it."""

from decimal import Decimal

import duckdb
import pytest

from etl.__main__ import main
from etl.ledger import Ledger
from etl.vocabulary import Nature
from etl.warehouse import build
from etl.warehouse.agreement import loaded_until
from etl.workspace import Workspace
from tests.ledger_engines import entry, small_registers, tampering

FIGURES = [
    entry(2, "99999999999999.01", region_code="330500", metric="cbec_export_value", yoy=Decimal("1.5")),
    entry(3, None, region_code="330500", metric="cbec_export_value", nature=Nature.WITHDRAWN),
]


@pytest.fixture
def workspace(tmp_path, ledger_url, monkeypatch):
    """A workspace with an accepted submission, one withdrawn, and its warehouse."""
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    root = small_registers(tmp_path / "data")
    workspace = Workspace(root)
    with Ledger.open(workspace.ledger_url) as ledger:
        ledger.submit(b"one", "1.csv", FIGURES, [], "huzhou", workspace.register_contents())
        second = ledger.submit(b"two", "2.csv", FIGURES, [], "huzhou")
        ledger.withdraw(second.submission_id, "huzhou", "误报")
    build(workspace)
    return workspace


def verify(workspace, capsys, lang="zh"):
    code = main(["verify", "--data", str(workspace.root), "--lang", lang])
    answer = capsys.readouterr()
    return code, answer.out, answer.err


def test_a_sound_workspace(workspace, capsys):
    code, out, err = verify(workspace, capsys)
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.head_hash() in out
    assert (code, err) == (0, "")
    assert "数据仓库与台账一致" in out


def test_both_languages(workspace, capsys):
    assert verify(workspace, capsys, "en")[1].startswith("The ledger is whole")


def test_a_workspace_without_ledger(tmp_path, capsys):
    assert verify(Workspace(tmp_path), capsys)[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_a_tampered_ledger(workspace, capsys):
    with tampering(workspace.ledger_url) as sql:
        sql("UPDATE figure SET value = '1' WHERE row_no = 2")
    code, out, err = verify(workspace, capsys)
    assert (code, out) == (1, "")
    assert err.count("报送批次 S") == 2


def test_a_warehouse_that_was_not_built_is_said(workspace, capsys):
    workspace.warehouse.unlink()
    code, out, _ = verify(workspace, capsys)
    assert code == 0 and "未与台账比对" in out


def test_acts_the_warehouse_has_not_loaded_yet_are_no_disagreement(workspace, capsys):
    with Ledger.open(workspace.ledger_url) as ledger:
        ledger.submit(b"three", "3.csv", FIGURES, [], "huzhou")
        later = ledger.head()
    code, out, _ = verify(workspace, capsys)
    assert code == 0
    assert f"其后另有 {later - loaded_until(workspace.warehouse)} 条记录" in out


CHANGES = (
    "update actual_row set value = value + 0.01 where submission_id is not null and value is not null",
    "update actual_row set value = 0 where value is null",
    "update actual_row set yoy = null where submission_id is not null",
    "delete from actual_row where row_no = 3 and submission_id is not null",
    "update actual_row set known_until = null where submission_id is not null",
    "update actual_row set known_from = known_from - interval 1 day where submission_id is not null",
    "update actual_row set submission_id = 'S999999' where submission_id is not null",
)


def test_a_warehouse_that_differs(workspace, capsys):
    sound = workspace.warehouse.read_bytes()
    for change in CHANGES:
        workspace.warehouse.write_bytes(sound)
        with duckdb.connect(str(workspace.warehouse)) as connection:
            connection.execute(change)
        code, _, err = verify(workspace, capsys)
        assert code == 1, change
        assert "在数据仓库中的数据与台账不一致" in err


def test_a_ledger_that_lost_its_end(workspace, capsys):
    """The chain alone cannot show that the last acts are gone; the warehouse can."""
    with tampering(workspace.ledger_url) as sql:
        sql("DELETE FROM act WHERE kind = 'withdrawn'")
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.verify() == []
    code, _, err = verify(workspace, capsys)
    assert code == 1
    assert "台账末尾的记录已丢失" in err
