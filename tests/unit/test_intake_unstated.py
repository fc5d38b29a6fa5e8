"""Which targets an edition no longer states, and which it may state otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.findings import intake
from dashboard.findings.intake_unstated import unstated
from etl.ledger import Decision, PlanDecision
from etl.plans.choices import Choice
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Obligation, Scope
from tests.plan_scene import EXPORTS, NUMBER, PARK_COUNT, no_goal

STANDING = Target(
    "990100-01", "990100", "export_value", Scope.CUSTOMS_ALL, "P", "五", Basis.LEVEL, Comparator.GE, Decimal(280), None, "亿元",
    None, date(2026, 1, 1), date(2030, 12, 31), "", (), Obligation.FIRM, (), "280亿元以上", "",
)  # fmt: skip


def numbers(*candidates, choices=(), recorded=None, target=STANDING):
    items = intake.items(candidates, {one.span: one for one in choices}, recorded or {})
    (told,) = unstated([target], items)
    return tuple(told.numbers)


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (EXPORTS, (1,)),
        (replace(EXPORTS, cells={**EXPORTS.cells, "region_code": ""}), (1,)),
        (replace(EXPORTS, cells={**EXPORTS.cells, "region_code": "990200"}), ()),
        (PARK_COUNT, ()),
        (no_goal(5, "≥280亿元", "threshold", "五"), (1,)),
        (no_goal(5, "≥280亿元", "threshold", "六"), ()),
    ],
    ids=["same metric", "region unknown", "other region", "other metric", "same clause and numbers", "other clause"],
)
def test_a_target_an_open_figure_may_be_waits_for_it(candidate, expected):
    assert numbers(candidate) == expected


def test_once_a_person_has_decided_on_the_figure_the_target_can_be_taken_out():
    for decision in (Decision.CONFIRMED, Decision.EDITED, Decision.REJECTED):
        assert numbers(EXPORTS, choices=[Choice(decision, EXPORTS.span, reason="r")]) == ()
    recorded = {EXPORTS.span: PlanDecision(Decision.CONFIRMED, EXPORTS.figure, EXPORTS.span, target_id="990100-07")}
    assert numbers(NUMBER, EXPORTS, recorded=recorded) == ()


def test_agreeing_that_its_own_words_are_no_goal_takes_no_target_away():
    same = no_goal(5, "280亿元以上", "existing", "五")
    assert numbers(same, choices=[Choice(Decision.NON_GOAL, same.span)]) == (1,)
    assert numbers(NUMBER, choices=[Choice(Decision.NON_GOAL, NUMBER.span)]) == ()
