"""Kill -9 while files are submitted, reviewed and accepted: what is torn, what is lost?

A child does nothing else, and notes down each act once it was acknowledged; it is killed at a
random moment, and the next one goes on with the same ledger.
"""

import random
import time
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from etl.ledger import Ledger
from etl.parse import Entry
from etl.period import Period
from etl.vocabulary import Confidence, Counting, Nature, Scope

ROWS = 60

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["etl.ledger"])  # so that a writer is at work at once


def kill_counts(folder: Path, kills: int) -> dict[str, int]:
    """Counts after so many kills of writers on a new SQLite ledger under `folder`: acts
    acknowledged, submissions in the ledger, acknowledged acts that are lost, submissions that
    are torn, faults found by `verify`."""
    url = f"sqlite:///{folder / 'ledger.db'}"
    Ledger.open(url).close()
    chance = random.Random(kills)
    acknowledged = []
    for number in range(kills):
        acknowledged += _one_kill(url, folder / f"{number}.log", chance.uniform(0, 0.2))
    return _count(url, acknowledged)


def _one_kill(url: str, log: Path, delay: float) -> list[tuple[int, str]]:
    writer = _PROCESSES.Process(target=_write, args=(url, log))
    writer.start()
    while not _acknowledged(log):  # until it is at work
        if not writer.is_alive():
            raise RuntimeError(f"the writer ended by itself: {writer.exitcode}")
        time.sleep(0.01)
    time.sleep(delay)
    writer.kill()
    writer.join()
    return _acknowledged(log)


def _write(url: str, log: Path) -> None:
    entries = _entries()
    number = 0
    with Ledger.open(url) as ledger, log.open("w") as notes:
        while True:
            number += 1
            for sequence, subject in _round(ledger, f"{log.name} {number}", entries):
                print(sequence, subject, file=notes, flush=True)


def _round(ledger: Ledger, name: str, entries: list[Entry]) -> Iterator[tuple[int, str]]:
    with ledger.transaction("填报人") as tx:
        receipt = tx.submit(name.encode(), "季报.csv", entries, [], region_code="330500", key=name)
    yield receipt.sequence, receipt.submission_id
    for account, verb in (("审核人", "review"), ("负责人", "accept")):
        with ledger.transaction(account) as tx:
            sequence = getattr(tx, verb)(receipt.submission_id)
        yield sequence, receipt.submission_id


def _entries() -> list[Entry]:
    return [
        Entry(
            row, "330500", "cbec_export_value", Period.of(2011 + row // 4, 3 * (row % 4 + 1)),
            Counting.YTD, Scope.COMMERCE, Nature.FINAL, Confidence.HIGH, Decimal(row), "亿元",
            None, None, "统计月报", "", str(row), "亿元",
        )
        for row in range(2, 2 + ROWS)
    ]  # fmt: skip


def _acknowledged(log: Path) -> list[tuple[int, str]]:
    """What was noted; a last line cut by the kill is left out."""
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [(int(sequence), subject) for sequence, subject in map(str.split, lines)]


def _count(url: str, acknowledged: list[tuple[int, str]]) -> dict[str, int]:
    with Ledger.open(url, create=False) as ledger:
        subjects = {act.sequence: act.subject for act in ledger.acts()}
        submissions = ledger.submissions()
        torn = [one for one in submissions if len(ledger.entries(one.submission_id)) != ROWS]
        faults = ledger.verify()
    lost = [one for one in acknowledged if subjects.get(one[0]) != one[1]]
    return {
        "acknowledged": len(acknowledged),
        "submissions": len(submissions),
        "lost": len(lost),
        "torn": len(torn),
        "faults": len(faults),
    }
