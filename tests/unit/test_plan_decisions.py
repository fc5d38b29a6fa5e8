"""What 规划文件 makes of the decisions that are on record for a plan."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dashboard.findings import intake, plan_decisions
from dashboard.findings.plan_decisions import Outcome, Place
from etl.ledger import Decision, PlanDecision, PlanIntake
from tests.plan_scene import CANDIDATES, EXPORTS, NUMBER, PARK_COUNT

HERE = EXPORTS.span


def batch(sequence: int, *decisions: PlanDecision, file: str = "one", text: str = "text") -> PlanIntake:
    return PlanIntake(sequence, datetime(2026, 7, sequence), "editor", "", "P", file, text, decisions)


def made(span=HERE, target_id="P-01", decision=Decision.CONFIRMED) -> PlanDecision:
    return PlanDecision(decision, "300亿元", span, target_id=target_id)


def test_the_file_taken_in_last_comes_first_even_if_an_earlier_one_was_taken_up_again():
    found = plan_decisions.files([batch(1), batch(2, file="two"), batch(3)])
    assert {name: one.sequence for name, one in found.items()} == {"two": 2, "one": 1} and list(found) == ["two", "one"]


def test_the_latest_decision_on_a_place_counts_and_says_which_batch_it_is_of():
    first, second = batch(1, made()), batch(2, made(decision=Decision.REJECTED, target_id=""))
    assert plan_decisions.decided([first, second], "one", "text") == {HERE: plan_decisions.Decided(second.decisions[0], second)}


def test_decisions_on_a_text_that_was_read_otherwise_have_no_place_and_that_is_told():
    batches = [batch(1, made(), text="before"), batch(2, file="two")]
    assert plan_decisions.decided(batches, "one", "text") == {}
    assert plan_decisions.is_read_otherwise(batches, "one", "text") and not plan_decisions.is_read_otherwise(batches, "two", "text")


@pytest.mark.parametrize(
    ("later", "places"),
    [
        ((), [Place("one", HERE)]),
        ((batch(2, made(decision=Decision.REJECTED, target_id="")),), []),
        ((batch(2, made((60, 67)), file="two"),), [Place("two", (60, 67)), Place("one", HERE)]),
        ((batch(2, made((5, 9), decision=Decision.MERGED)),), [Place("one", HERE), Place("one", (5, 9))]),
        ((batch(2, PlanDecision(Decision.REMOVED, "", None, target_id="P-01")),), [Place("one", HERE)]),
    ],
    ids=["alone", "decided otherwise since", "a later edition first", "where it was made before where it was merged", "removed without a place"],
)
def test_where_the_figure_of_a_target_stands(later, places):
    assert plan_decisions.places([batch(1, made()), *later], "P-01") == places


def test_the_plan_of_a_file_is_the_one_decisions_lie_in_else_the_one_of_its_id():
    parts = [SimpleNamespace(span=(0, 50), document={"document_id": "Q"}), SimpleNamespace(span=(50, 90), document={"document_id": "P"})]
    file = SimpleNamespace(parts=parts)
    assert plan_decisions.part_number(file, "P", [(1, 2), (3, 4), (60, 61)]) == 1
    assert plan_decisions.part_number(file, "P", []) == 2 and plan_decisions.part_number(file, "X", [(95, 99)]) == 1


def test_every_quantity_stands_under_one_outcome():
    recorded = {
        EXPORTS.span: made(),
        PARK_COUNT.span: made(PARK_COUNT.span, "P-01", Decision.MERGED),
        NUMBER.span: made(NUMBER.span, "", Decision.NON_GOAL),
    }
    of = plan_decisions.by_outcome(intake.items(CANDIDATES, {}, recorded))
    assert {name: len(those) for name, those in of.items()} == {Outcome.TARGET: 1, Outcome.MERGED: 1, Outcome.NON_GOAL: 1, Outcome.OPEN: 1}
    assert sum(map(len, of.values())) == len(CANDIDATES)
