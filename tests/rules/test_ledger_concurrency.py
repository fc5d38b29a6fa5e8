"""Several writers at once, and writers that die in the middle."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from etl.ledger import ActKind, Ledger
from tests.ledger_engines import entry
from tests.ledger_writer import acknowledged, start_writer

KILLS = 20
ROWS = 300


def test_threads_submit_one_after_the_other(ledger_url):
    with Ledger.open(ledger_url) as ledger:

        def submit(number):
            return ledger.submit(f"{number}".encode(), "a.csv", [entry()], [], f"account {number}")

        with ThreadPoolExecutor(4) as pool:
            receipts = list(pool.map(submit, range(12)))
        assert sorted(receipt.sequence for receipt in receipts) == list(range(2, 26, 2))
        assert ledger.verify() == []


def test_one_of_two_simultaneous_submissions_of_the_same_bytes_is_a_replay(ledger_url):
    with Ledger.open(ledger_url) as ledger:
        with ThreadPoolExecutor(4) as pool:
            tries = [
                pool.submit(ledger.submit, b"same", "a.csv", [entry()], [], "huzhou") for _ in range(4)
            ]
        receipts = [one.result() for one in tries]
        assert Counter(receipt.replay for receipt in receipts) == {False: 1, True: 3}
        assert ledger.head() == 2


def test_simultaneous_register_recordings_give_one_version(ledger_url):
    with Ledger.open(ledger_url) as ledger:
        with ThreadPoolExecutor(4) as pool:
            for one in [pool.submit(ledger.record_registers, {"cuts.csv": b"x"}) for _ in range(4)]:
                one.result()
        assert len(ledger.register_versions()) == 1


def test_processes_open_and_submit_at_the_same_time(ledger_url, tmp_path):
    """Two processes even create the ledger at the same time."""
    logs = [tmp_path / account for account in ("huzhou", "jiaxing")]
    writers = [start_writer(ledger_url, log.name, 5, 3, log) for log in logs]
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    sequences = [sequence for log in logs for _, sequence in acknowledged(log)]
    assert sorted(sequences) == list(range(2, 22, 2))
    with Ledger.open(ledger_url, create=False) as ledger:
        assert ledger.verify() == []
        assert sum(batch.num_rows for batch in ledger.figure_batches()) == 30


def test_kill_in_the_middle_leaves_all_or_nothing(ledger_url, tmp_path):
    """Killed at random moments: what was acknowledged is there, nothing is there by half."""
    chance = random.Random(20)
    Ledger.open(ledger_url).close()
    receipts = []
    for number in range(KILLS):
        log = tmp_path / str(number)
        writer = start_writer(ledger_url, log.name, 10_000, ROWS, log)
        while not acknowledged(log):  # until it is at work
            assert writer.is_alive()
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        writer.kill()
        writer.join()
        receipts += [submission_id for submission_id, _ in acknowledged(log)]

    with Ledger.open(ledger_url, create=False) as ledger:
        assert ledger.verify() == []
        submissions = ledger.submissions()
        assert {one.state for one in submissions} == {ActKind.ACCEPTED}
        assert set(receipts) <= {one.submission_id for one in submissions}
        counts = Counter()
        for batch in ledger.figure_batches():
            counts.update(batch["submission_id"].to_pylist())
        assert counts == {one.submission_id: ROWS for one in submissions}
        assert ledger.submit(b"after", "a.csv", [entry()], [], "huzhou").accepted
