"""Processes that write one act after the other and note down what was acknowledged."""

import multiprocessing
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from etl.ledger import Decision, Ledger, PlanDecision
from etl.problems import Problem, Severity
from etl.rights import Account, Role, StandIn
from tests.ledger_engines import entry

DAY = date(9999, 1, 1)
_DECISION = PlanDecision(Decision.NON_GOAL, "2024", (0, 4), "date")
DOUBT = Problem("upload.magnitude", "magnitude", Severity.EXPLAIN, row=2, reason="企业迁入")

_PROCESSES = multiprocessing.get_context("forkserver")  # ours has threads and connections
_PROCESSES.set_forkserver_preload(["etl.ledger", "tests.ledger_engines"])


def start_writer(url: str, account: str, count: int, row_count: int, log: Path):
    """A process that submits `count` files; see `acknowledged` for its log."""
    return _started(_write, url, account, count, row_count, log)


def _started(task, *arguments):
    process = _PROCESSES.Process(target=task, args=arguments)
    with pytest.MonkeyPatch.context() as patch:
        # A page opened here before is the main module since, and every process would run it first.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
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


def start_collector(url: str, account: str, row_count: int, log: Path):
    """A process that makes every kind of act over and over until it is killed."""
    return _started(_collect, url, account, row_count, log)


def _collect(url: str, account: str, row_count: int, log: Path) -> None:
    entries = [entry(row) for row in range(2, 2 + row_count)]
    number = 0
    with Ledger.open(url) as ledger, log.open("w") as receipts:
        while True:
            number += 1
            for subject, sequence in _round(ledger, f"{account} {number}", entries):
                print(subject, sequence, file=receipts, flush=True)


def _round(ledger: Ledger, name: str, entries: list) -> Iterator[tuple[str, int]]:
    """Every kind of act once; yields subject and sequence of each that was acknowledged."""
    operator = ledger.submit(f"{name} operator".encode(), "a.csv", entries, [], name)
    yield operator.submission_id, operator.sequence
    with ledger.transaction(name) as tx:
        one = tx.submit(name.encode(), "b.csv", entries, [DOUBT], region_code="990100", key=name)
    yield one.submission_id, one.sequence
    for verb in ("review", "accept"):
        with ledger.transaction(f"{name} {verb}") as tx:
            sequence = getattr(tx, verb)(one.submission_id)
        yield one.submission_id, sequence
    with ledger.transaction(name) as tx:
        tx.attach(one.submission_id, f"{name} scan".encode())
        tx.put_account(Account("zhang", Role.REPORTER, ("990100",)))
        tx.put_stand_in(StandIn("zhang", "chen", name, DAY))
        tx.reopen("990100", "2025Q4", name, DAY)
        tx.release("990000", "2025Q4")
        tx.take_in_plan("plan", f"{name} plan".encode(), "0" * 64, [_DECISION], {"numbers.csv": name.encode()})
        tx.withdraw(one.submission_id, name)
        request = tx.ask_purge(one.submission_id, name)
    yield one.submission_id, request
    with ledger.transaction(f"{name} auditor") as tx:
        sequence = tx.agree_purge(request)
    yield one.submission_id, sequence
