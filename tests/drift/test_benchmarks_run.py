"""The benchmarks run, at their smallest size: they must not rot between measurements."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _lines(tmp_path: Path, *parts: str) -> list[list[str]]:
    out = tmp_path / "results.md"
    sizes = ["--rows", "1000", "--repeats", "1", "--scratch", tmp_path, "--out", out]
    command = [sys.executable, ROOT / "benchmarks" / "run.py", *sizes, *parts]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    table = out.read_text(encoding="utf-8").splitlines()[2:]
    return [line.strip("| ").split(" | ") for line in table]


def test_every_part_gives_its_measurements(tmp_path):
    measured = [line[0] for line in _lines(tmp_path)]
    for what in (
        "machine",
        "mix of the registers: gap ÷ yardstick",
        "mix of the registers: gap ÷ yardstick, known_at set",
        "the project's own targets ÷ yardstick",
        "flows only, the worst case: gap ÷ yardstick",
        "rebuild from the ledger ÷ bare copy",
        "60 figures accepted → gap shown",
        "page 城市 as officer, another city chosen: script, median",
        "page units, rerun: script, median",
        "csv, 1,000 rows checked ÷ 100",
        "xlsx, 1,000 rows: peak memory of the reading process",
        "60 figures previewed, with gaps: median; 95th percentile",
        "kill -9, 2 times",
        "acknowledged acts lost",
        "3 strangers and 2 signed in, 2 s: pages with a fault",
    ):
        assert what in measured
    left = [path.name for path in tmp_path.iterdir()]
    assert left == ["results.md"], "temporary files are deleted"


def test_no_upload_gets_in_silently_wrong_and_no_harmless_one_is_turned_away(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from intake_pollution import HARMLESS, bases, files, judge
    from world import own_registers

    from etl.registers import read_registers

    assert sum(len(list(files(base))) for base in bases()) >= 2_000
    verdicts = judge(read_registers(own_registers()), every=23)
    assert verdicts.worst == []
    assert verdicts.counts[HARMLESS]["right"] >= 15
    assert {kind for kind, counts in verdicts.counts.items() if counts["refused"]} == set(verdicts.counts) - {HARMLESS}


def test_a_filled_ledger_is_one_the_program_could_have_written(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from ledger_fill import fill_ledger
    from world import World, own_registers

    from etl.ledger import ActKind, Ledger

    World(40_000).write_reports(tmp_path / "reports")
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    fill_ledger(url, tmp_path / "reports", own_registers())
    with Ledger.open(url) as ledger:
        kinds = {act.kind for act in ledger.acts()}
        assert ledger.verify() == []
        assert sum(map(len, ledger.figure_batches())) > 30_000
    assert {ActKind.REGISTER, ActKind.SUBMITTED, ActKind.ACCEPTED, ActKind.WITHDRAWN} <= kinds
