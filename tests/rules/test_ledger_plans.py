"""Plan documents in the ledger: decisions, the registers that follow, what verify says, purge."""

from datetime import datetime

import pytest

from etl.ledger import ActKind, Decision, Ledger, PlanDecision
from etl.ledger.chain import sha256
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import BytesPurged, BytesUnknown, PlanUnknown, PurgeBySamePerson, ReasonMissing, SubmissionStillCounts, UnitChanged
from tests.ledger_engines import entry, tampering

PLAN = "某市行动方案".encode()
TEXT = sha256(PLAN)
GOAL = PlanDecision(
    Decision.EDITED, "500亿元以上", (10, 17), "level_ge", "单位写漏", {"value": "500"}, {"value": "500", "unit": "亿元"}, "990100-01"
)
NO_GOAL = PlanDecision(Decision.NON_GOAL, "〔2024〕1号", (2, 9), "document_number", "", {"reason": "文号"}, {"reason": "文号"})


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def take_in(ledger, *decisions, data=PLAN, document_id="P", **registers):
    contents = {f"{name}.csv": content for name, content in registers.items()}
    with ledger.transaction("editor") as tx:
        return tx.take_in_plan(document_id, data, TEXT, decisions, contents, principal="principal")


def test_a_batch_is_one_act_and_reads_back_as_it_was(ledger):
    ledger.record_registers({"targets.csv": b"t0"})
    number = take_in(ledger, GOAL, NO_GOAL, targets=b"t1", numbers=b"n1")
    batch = ledger.plan_intakes("P")[0]
    assert (batch.sequence, batch.account, batch.principal) == (number, "editor", "principal")
    assert (batch.plan_sha256, batch.text_sha256, batch.decisions) == (sha256(PLAN), TEXT, (GOAL, NO_GOAL))
    act = ledger.acts(number - 1, until=number)[0]
    assert (act.kind, act.subject, act.said["decisions"]) == (ActKind.PLAN_TAKEN_IN, "P", 2)
    assert ledger.plan(sha256(PLAN)) == PLAN
    assert ledger.plan_intakes("other") == [] and len(ledger.plan_intakes()) == 1
    assert ledger.verify() == []


def test_the_registers_that_follow_are_versions_that_name_their_act(ledger):
    ledger.record_registers({"targets.csv": b"t0"})
    number = take_in(ledger, GOAL, targets=b"t1", numbers=b"n1")
    versions = [(one.name, one.content, one.intake) for one in ledger.register_versions()]
    assert versions == [("targets.csv", b"t0", 0), ("targets.csv", b"t1", number)]
    assert ledger.register_content("numbers.csv") == b"n1", "kept, though no warehouse is made from it"
    assert ledger.registers_given() == {"targets.csv": number + 1, "numbers.csv": number + 2}
    assert {one.recorded_at for one in ledger.register_versions()} == {ledger.plan_intakes()[0].at}


def test_a_file_that_is_behind_does_not_take_the_act_back(ledger):
    ledger.record_registers({"targets.csv": b"t0"})
    take_in(ledger, GOAL, targets=b"t1", documents=b"d1")
    take_in(ledger, NO_GOAL, targets=b"t2")
    head = ledger.head()
    for behind in (b"t0", b"t1"):
        assert ledger.record_registers({"targets.csv": behind, "documents.csv": b"d1"}) == []
    assert ledger.record_registers({"targets.csv": b"t0"}) == [], "documents.csv did not exist before"
    with ledger.transaction("zhang") as tx:
        assert tx.record_registers({"targets.csv": b"t0", "documents.csv": b"d1"}) == []
    ledger.submit(b"x", "a.csv", [], [], "zhang", registers={"targets.csv": b"t0", "documents.csv": b"d1"})
    assert ledger.register_content("targets.csv") == b"t2"
    assert ledger.head() == head + 2, "the submission alone"


def test_what_somebody_made_of_a_file_is_recorded(ledger):
    ledger.record_registers({"targets.csv": b"t0"})
    take_in(ledger, GOAL, targets=b"t1")
    assert [one.content for one in ledger.record_registers({"targets.csv": b"by hand"})] == [b"by hand"]
    assert ledger.registers_given() == {}
    assert [one.content for one in ledger.record_registers({"targets.csv": b"t1"})] == [b"t1"]
    take_in(ledger, GOAL, targets=b"t2")
    told = ledger.record_registers({"targets.csv": b"t1"}, written=["targets.csv"])
    assert [one.content for one in told] == [b"t1"], "a file that was known to be written"


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.REMOVED])
def test_a_goal_is_not_put_aside_without_a_reason(ledger, decision):
    target_id = "990100-01" if decision is Decision.REMOVED else ""
    with pytest.raises(ReasonMissing):
        take_in(ledger, PlanDecision(decision, "3家", (0, 2), reason=" ", target_id=target_id))
    assert ledger.head() == 0


def test_a_failure_leaves_nothing(ledger):
    ledger.record_registers({"metrics.csv": "metric,unit\nexport_value,亿元\n".encode()})
    ledger.submit(b"x", "a.csv", [entry()], [], "zhang")
    head = ledger.head()
    with pytest.raises(UnitChanged):
        take_in(ledger, GOAL, metrics="metric,unit\nexport_value,万元\n".encode())
    assert (ledger.head(), ledger.plan_intakes()) == (head, [])
    with pytest.raises(PlanUnknown):
        ledger.plan(sha256(PLAN))


CHANGES = {
    "UPDATE plan_decision SET reason = '' WHERE decision_no = 1": "record_changed",
    "UPDATE plan_decision SET confirmed = '{}' WHERE decision_no = 1": "record_changed",
    "UPDATE plan_decision SET span_start = 11 WHERE decision_no = 1": "record_changed",
    "UPDATE plan_decision SET target_id = '990100-02' WHERE decision_no = 1": "record_changed",
    "DELETE FROM plan_decision WHERE decision_no = 2": "record_changed",
    "DELETE FROM plan_decision": "record_changed",
    "UPDATE plan_intake SET text_sha256 = ''": "record_changed",
    "UPDATE plan_intake SET document_id = 'Q'": "record_changed",
    "DELETE FROM plan_intake": "record_changed",
    "DELETE FROM original": "original_missing",
    "UPDATE original SET content = x''": "original_changed",
    "UPDATE register_version SET content = x'00'": "register_changed",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_record_shows(sqlite_url, change):
    with Ledger.open(sqlite_url) as ledger:
        take_in(ledger, GOAL, NO_GOAL, targets=b"t1")
        with tampering(sqlite_url) as sql:
            sql(change)
        problems = ledger.verify()
        assert problems[0].code == f"ledger.{CHANGES[change]}"
        assert all(problem.message("zh") and problem.message("en") for problem in problems)


def test_a_deleted_batch_shows(sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        take_in(ledger, GOAL)
        with tampering(sqlite_url) as sql:
            sql("DELETE FROM plan_decision")
            sql("DELETE FROM plan_intake")
        assert [one.code for one in ledger.verify()] == ["ledger.record_missing"]


def purged(ledger, plan=PLAN):
    with ledger.transaction("admin") as tx:
        request = tx.ask_plan_purge(sha256(plan), "内部稿")
    with ledger.transaction("auditor") as tx:
        tx.agree_purge(request)


def test_the_bytes_of_a_plan_go_by_two_persons_and_the_decisions_stay(ledger):
    take_in(ledger, GOAL, targets=b"t1")
    take_in(ledger, NO_GOAL, document_id="Q")
    with ledger.transaction("admin") as tx:
        request = tx.ask_plan_purge(sha256(PLAN), "内部稿")
    with pytest.raises(PurgeBySamePerson), ledger.transaction("admin") as tx:
        tx.agree_purge(request)
    with ledger.transaction("auditor") as tx:
        tx.agree_purge(request)
    assert ledger.plan(sha256(PLAN)) == b""
    assert [one.decisions for one in ledger.plan_intakes()] == [(GOAL,), (NO_GOAL,)]
    assert [act.subject for act in ledger.acts(kinds=[ActKind.PURGED])] == ["P", "Q"], "one file, two plans"
    assert (ledger.verify(), ledger.purged_count(), ledger.purge_requests()) == ([], 1, [])
    with pytest.raises(BytesPurged):
        take_in(ledger, GOAL)
    with pytest.raises(BytesUnknown), ledger.transaction("admin") as tx:
        tx.ask_plan_purge("0" * 64, "内部稿")


def test_a_plan_that_was_also_sent_as_a_file(ledger):
    take_in(ledger, GOAL)
    with ledger.transaction("zhang") as tx:
        one = tx.submit(PLAN, "规划.csv", [entry()], [], region_code="990100").submission_id
    with pytest.raises(SubmissionStillCounts):
        purged(ledger)
    with ledger.transaction("li") as tx:
        tx.send_back(one, "误传")
    with ledger.transaction("admin") as tx:
        request = tx.ask_purge(one, "误传")
    with ledger.transaction("auditor") as tx:
        tx.agree_purge(request)
    assert ledger.plan(sha256(PLAN)) == b""
    assert ledger.verify() == []


def test_a_forged_purge_of_a_plan_shows(sqlite_url):
    with Ledger.open(sqlite_url) as ledger:
        take_in(ledger, GOAL)
        with tampering(sqlite_url) as sql:
            sql("INSERT INTO plan_purged VALUES (9, :sha256)", sha256=sha256(PLAN))
            sql("UPDATE original SET content = x''")
        assert [one.code for one in ledger.verify()] == ["ledger.record_changed"]
