"""What the ledger withstands beyond its own tests: a damaged log, a start after a loss, figures
that only the originals are left of, a unit that changes under figures on record."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.decode import decode
from etl.ledger import Ledger
from etl.ledger.errors import UnitChanged
from etl.parse import parse
from etl.period import Period
from etl.problems import Refused
from etl.registers import load_registers
from etl.warehouse import gaps, refresh
from etl.workspace import Workspace
from tests.collection_world import NOW, accepted, at, copy_world, file_of, one_figure, terms
from tests.ledger_engines import entry, small_registers, tampering
from tests.register_files import COST, METRIC, RATE, STOCK, TARGET, contents
from tests.release_scene import REGIONS, Scene, figure, write_workspace

FILES = 4
IN_MAIN_FILE = 2  # acts that stood in the ledger's file itself when it was copied


@pytest.fixture
def with_log(tmp_path):
    """A ledger's file, its log with several files in it, and the head of the day."""
    folder = tmp_path / "ledger"
    with Ledger.open(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        ledger.submit(b"first", "0.csv", [entry()], [], "huzhou")
        reader = sqlite3.connect(folder / "ledger.db")  # while it looks, nothing leaves the log
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM act").fetchone()
        for number in range(FILES):
            ledger.submit(bytes([number]) * 3000, "a.csv", [entry()], [], "huzhou")
        head = ledger.write_head(tmp_path / "heads")
        log = (folder / "ledger.db-wal").read_bytes()
        copy = tmp_path / "copy.db"
        shutil.copyfile(folder / "ledger.db", copy)
        reader.close()
    return copy, log, head


def opened_with(tmp_path, copy, log) -> Ledger:
    path = Path(tmp_path) / "damaged.db"
    for old in tmp_path.glob("damaged.db*"):
        old.unlink()
    shutil.copyfile(copy, path)
    path.with_name("damaged.db-wal").write_bytes(log)
    return Ledger.open(f"sqlite:///{path}", create=False)


@pytest.mark.parametrize("part", range(0, 10))
@pytest.mark.parametrize("damage", ["truncated", "flipped"])
def test_a_damaged_log_leaves_whole_acts_and_the_head_tells_the_loss(tmp_path, with_log, part, damage):
    copy, log, head = with_log
    place = len(log) * part // 10
    broken = log[:place] if damage == "truncated" else log[:place] + bytes([log[place] ^ 1]) + log[place + 1 :]
    with opened_with(tmp_path, copy, broken) as ledger:
        last = ledger.head()
        assert ledger.verify() == []
        assert len(ledger.submissions()) * 2 == last >= IN_MAIN_FILE
        assert sum(map(len, ledger.figure_batches())) == len(ledger.submissions())
        told = [problem.code for problem in ledger.check_heads([head])]
    assert told == (["ledger.head_beyond"] if last < IN_MAIN_FILE + 2 * FILES else [])


def test_a_whole_log_gives_everything(tmp_path, with_log):
    copy, log, head = with_log
    with opened_with(tmp_path, copy, log) as ledger:
        assert ledger.head() == IN_MAIN_FILE + 2 * FILES and ledger.check_heads([head]) == []


def test_every_start_compares_the_heads(tmp_path, monkeypatch, capsys):
    """Said, and no obstacle: after a backup was put back on purpose people have to get in."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    monkeypatch.setenv("GAP_TRACKER_LEDGER", url)
    root = small_registers(tmp_path / "data")
    (root / "settings.toml").write_text('heads_folder = "../heads"', encoding="utf-8")

    def start() -> str:
        assert main(["build", "--data", str(root)]) == 0
        return capsys.readouterr().err

    refresh(Workspace(root))
    with Ledger.open(url) as ledger:
        kept = ledger.head()
        ledger.submit(b"lost", "a.csv", [], [], "huzhou")
    assert start() == start() == ""
    with tampering(url) as sql:
        sql("DELETE FROM submission")
        sql("DELETE FROM act WHERE sequence > :kept", kept=kept)
    assert f"第 {kept + 1} 条起的记录已丢失" in start()
    (tmp_path / "heads" / "head-2020-01-01.json").write_text("{}")
    assert "head-2020-01-01.json" in start()


def test_the_originals_alone_give_the_figures_again(tmp_path):
    """Read again with the registers of the day, in the order of acceptance."""
    workspace = copy_world(tmp_path / "work")
    with at(NOW):
        accepted(workspace, file_of("澜江市,跨境电商出口额,2026,2,本年累计,450000.5,万元,", "澜江市,对接活动数,2026,2,本年累计,7,场,"))
        accepted(workspace, one_figure("30", quarter="2025Q2").decode().encode("gb18030"), under=terms(quarter="2025Q2"))
    registers = load_registers(workspace)
    with Ledger.open(workspace.ledger_url) as ledger, Ledger.open(f"sqlite:///{tmp_path / 'again.db'}") as again:
        for one in ledger.submissions():
            filing = parse(decode(ledger.original(one.original_sha256), one.name), registers)
            again.submit(ledger.original(one.original_sha256), one.name, filing.entries, [], one.account)
        before, after = (figures(store) for store in (ledger, again))
    assert before == after and len(before) == 3


def figures(ledger: Ledger) -> list[dict]:
    """Every accepted figure without when and under which number it came."""
    rows = [row for batch in ledger.figure_batches() for row in batch.to_pylist()]
    return [{name: row[name] for name in row if name not in ("sequence", "submission_id", "known_from")} for row in rows]


def test_the_unit_of_reported_figures_stays(tmp_path):
    """120 亿元 must never become 120 万元 because a register was changed."""
    scene = Scene(write_workspace(tmp_path / "work"))
    scene.accept(figure("120"))
    quarter = Period.parse("2025Q4")
    before = gaps(scene.workspace, quarter)
    changed = contents(
        regions=REGIONS, metrics=[METRIC | {"unit": "万元"}, STOCK, RATE, COST], targets=[TARGET | {"unit": "万元", "value": "5000000"}]
    )
    write(scene, changed)
    with pytest.raises(UnitChanged) as refused:
        refresh(scene.workspace)
    assert all("trade_value" in refused.value.problems[0].message(lang) for lang in ("zh", "en"))
    with Ledger.open(scene.workspace.ledger_url) as ledger:
        head = ledger.head()
        with pytest.raises(UnitChanged):
            ledger.submit(b"x", "a.csv", [entry()], [], "huzhou", registers=changed)
        assert ledger.head() == head
    unused = [METRIC, STOCK | {"unit": "处"}, RATE, COST]
    write(scene, contents(regions=REGIONS, metrics=unused, targets=[TARGET]))
    assert gaps(scene.workspace, quarter) == before, "a metric without figures may still change"


def test_a_metric_that_went_away_comes_back_in_its_unit(ledger_url):
    def metrics(*lines: str) -> dict[str, bytes]:
        return {"metrics.csv": "\ufeffunit,metric\n".encode() + "\n".join(lines).encode()}

    with Ledger.open(ledger_url) as ledger:
        ledger.record_registers(metrics("亿元,export_value", "个,parks"))
        ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
        ledger.record_registers(metrics("个,parks"))
        with pytest.raises(Refused):
            ledger.record_registers(metrics("万元,export_value", "个,parks"))
        assert ledger.record_registers(metrics("亿元,export_value", "处,parks"))


def write(scene: Scene, registers: dict[str, bytes]) -> None:
    for name, content in registers.items():
        (scene.workspace.root / name).write_bytes(content)
