"""Several writers at once, and writers that die in the middle."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from etl.ledger import ActKind, Ledger, schema
from etl.ledger.errors import SubmissionNotPending
from tests.ledger_engines import entry
from tests.ledger_writer import acknowledged, start_collector, start_writer

KILLS = 20
ROWS = 300
ROUND = 6  # what a collector has acknowledged of one round
EVERY_KIND = set(ActKind) - {ActKind.REGISTER, ActKind.REFUSED, ActKind.RETURNED, ActKind.UNRELEASED}


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


def test_a_ledger_made_by_another_process_while_this_one_looks_is_no_damage(ledger_url, monkeypatch):
    look = schema.version

    def look_and_be_late(connection):
        found = look(connection)
        monkeypatch.setattr(schema, "version", look)
        Ledger.open(ledger_url).close()
        return found

    monkeypatch.setattr(schema, "version", look_and_be_late)
    with Ledger.open(ledger_url) as ledger:
        assert ledger.verify() == []


def test_kill_in_the_middle_leaves_all_or_nothing(ledger_url, tmp_path):
    """Killed at random moments within and between acts of every kind: what was acknowledged
    is there, nothing is there by half."""
    chance = random.Random(20)
    Ledger.open(ledger_url).close()
    receipts = []
    for number in range(KILLS):
        log = tmp_path / str(number)
        writer = start_collector(ledger_url, log.name, ROWS, log)
        while len(acknowledged(log)) <= number % ROUND:  # each time one step further
            assert writer.is_alive()
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        writer.join()
        receipts += acknowledged(log)

    with Ledger.open(ledger_url, create=False) as ledger:
        assert ledger.verify() == []
        subjects = {one.sequence: one.subject for one in ledger.acts()}
        assert [subjects.get(sequence) for _, sequence in receipts] == [one for one, _ in receipts]
        for one in ledger.submissions():
            assert len(ledger.entries(one.submission_id)) == ROWS
        assert {one.kind for one in ledger.acts()} >= EVERY_KIND
        assert ledger.submit(b"after", "a.csv", [entry()], [], "huzhou").accepted


def collect(ledger, number):
    """Three acts of three transactions, one file."""
    with ledger.transaction("zhang") as tx:
        one = tx.submit(f"{number}".encode(), "a.csv", [entry()], [], region_code="990100").submission_id
    for verb in ("review", "accept"):
        with ledger.transaction("li") as tx:
            getattr(tx, verb)(one)


def test_threads_review_while_others_submit(ledger_url):
    with Ledger.open(ledger_url) as ledger:
        with ThreadPoolExecutor(4) as pool:
            for one in [pool.submit(collect, ledger, number) for number in range(6)]:
                one.result()
        assert Counter(act.kind for act in ledger.acts()) == {"submitted": 6, "reviewed": 6, "accepted": 6}
        assert ledger.verify() == []


def test_two_ledgers_see_each_others_acts_and_one_of_two_decisions_wins(ledger_url):
    """As two processes do: each its own connections."""
    with Ledger.open(ledger_url) as here, Ledger.open(ledger_url) as there:
        with here.transaction("zhang") as tx:
            one = tx.submit(b"1", "a.csv", [entry()], [], region_code="990100").submission_id

        def decide(ledger, verb, *reason):
            try:
                with ledger.transaction(verb) as tx:
                    getattr(tx, verb)(one, *reason)
            except SubmissionNotPending:
                return "late"
            return verb

        with ThreadPoolExecutor(2) as pool:
            accepted = pool.submit(decide, here, "accept")
            returned = pool.submit(decide, there, "send_back", "理由")
            decided = {accepted.result(), returned.result()}
        assert decided in ({"accept", "late"}, {"late", "send_back"})
        assert here.head() == there.head() == 2


def test_a_double_click_in_two_tabs_is_one_submission(ledger_url):
    with Ledger.open(ledger_url) as ledger:

        def confirm(_):
            with ledger.transaction("zhang") as tx:
                return tx.submit(b"1", "a.csv", [entry()], [], region_code="990100", key="k")

        with ThreadPoolExecutor(4) as pool:
            receipts = list(pool.map(confirm, range(4)))
        assert Counter(receipt.replay for receipt in receipts) == {False: 1, True: 3}
        assert ledger.head() == 1
