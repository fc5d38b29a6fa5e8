"""Processes that submit one file after the other and write down what was acknowledged."""

import multiprocessing
from pathlib import Path

from etl.ledger import Ledger
from tests.ledger_engines import entry

_PROCESSES = multiprocessing.get_context("forkserver")  # ours has threads and connections
_PROCESSES.set_forkserver_preload(["etl.ledger", "tests.ledger_engines"])


def start_writer(url: str, account: str, count: int, row_count: int, log: Path):
    """A process that submits `count` files; see `acknowledged` for its log."""
    process = _PROCESSES.Process(target=_write, args=(url, account, count, row_count, log))
    process.start()
    return process


def acknowledged(log: Path) -> list[tuple[str, int]]:
    """Submission id and sequence of every receipt; a last line cut by a kill is left out."""
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [(submission_id, int(sequence)) for submission_id, sequence in map(str.split, lines)]


def _write(url: str, account: str, count: int, row_count: int, log: Path) -> None:
    entries = [entry(row) for row in range(2, 2 + row_count)]
    with Ledger.open(url) as ledger, log.open("w") as receipts:
        for number in range(count):
            data = f"{account} {number}".encode()
            receipt = ledger.submit(data, f"{number}.csv", entries, [], account)
            print(receipt.submission_id, receipt.sequence, file=receipts, flush=True)
