"""Which targets an edition no longer states, and which it may state otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.findings import intake
from dashboard.findings.intake_unstated import unstated
from etl.extract.terms import NonGoal
from etl.ledger import Decision, PlanDecision
from etl.plans.choices import Choice
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Obligation, Scope
from tests.plan_scene import EXPORTS, NUMBER, PARK_COUNT, no_goal

STANDING = Target(
    "990100-01", "990100", "export_value", Scope.CUSTOMS_ALL, "P", "五", Basis.LEVEL, Comparator.GE, Decimal(280), None, "亿元",
    None, date(2026, 1, 1), date(2030, 12, 31), "", (), Obligation.FIRM, (), "280亿元以上", "",
)  # fmt: skip


def unnamed(clause="二", **cells):
    """A goal of which nobody has said what it counts."""
    return replace(EXPORTS, proposed_metric="交易额", cells={**EXPORTS.cells, "metric": "", "clause": clause, **cells})


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
        (replace(EXPORTS, cells={**EXPORTS.cells, "region_code": "990200"}, assumed="region_named"), (1,)),
        (PARK_COUNT, ()),
        (unnamed(unit="万元"), (1,)),
        (unnamed(unit="个"), ()),
        (unnamed(unit="万元", region_code="990200"), ()),
        (unnamed(unit=""), (1,)),
        (replace(PARK_COUNT, cells={**PARK_COUNT.cells, "clause": "五"}), ()),
        (replace(PARK_COUNT, cells={**PARK_COUNT.cells, "clause": "五", "unit": "亿元"}), (1,)),
        (unnamed(unit="倍", clause="五"), (1,)),
        (replace(no_goal(5, "310亿元", NonGoal.UNDETERMINED, "五"), confidence="low"), (1,)),
        (replace(no_goal(5, "310家", NonGoal.UNDETERMINED, "五"), confidence="low"), ()),
        (no_goal(5, "310亿元", NonGoal.THRESHOLD, "五"), ()),
        (no_goal(5, "≥280亿元", "threshold", "五"), (1,)),
        (no_goal(5, "≥280亿元", "threshold", "六"), ()),
    ],
    ids=[
        "same metric", "region unknown", "other region", "other region in doubt", "other metric", "no metric yet", "no metric, another kind of unit",
        "no metric, other region", "no metric, no unit", "same clause, other kind of unit", "same clause, same unit", "same clause, no metric",
        "same clause, undetermined", "same clause, undetermined, other unit", "same clause, no goal for sure", "same clause and numbers", "other clause",
    ],
)
def test_a_target_an_open_figure_may_be_waits_for_it(candidate, expected):
    assert numbers(candidate) == expected


@pytest.mark.parametrize(("proposed", "name", "expected"), [
    ("通关时间", "综合服务覆盖率", ()), ("跨境电商通关时间", "跨境电商综合服务覆盖率", ()), ("服务覆盖面", "综合服务覆盖率", (1,)), ("", "综合服务覆盖率", (1,)), ("通关时间", "", (1,)),
])  # fmt: skip
def test_a_share_that_is_called_altogether_otherwise_holds_no_target_back(proposed, name, expected):
    far, share = replace(unnamed(unit="%"), proposed_metric=proposed), replace(STANDING, unit="%")
    (told,) = unstated([share], intake.items([far], {}, {}), {share.metric: name})
    assert told.numbers == expected
    (counted,) = unstated([STANDING], intake.items([replace(unnamed(unit="亿元"), proposed_metric=proposed)], {}, {}), {STANDING.metric: name})
    assert counted.numbers == (1,), "what is counted may be called altogether otherwise"


def test_once_a_person_has_decided_on_the_figure_the_target_can_be_taken_out():
    for decision in (Decision.CONFIRMED, Decision.EDITED, Decision.REJECTED):
        assert numbers(EXPORTS, choices=[Choice(decision, EXPORTS.span, reason="r")]) == ()
    recorded = {EXPORTS.span: PlanDecision(Decision.CONFIRMED, EXPORTS.figure, EXPORTS.span, target_id="990100-07")}
    assert numbers(NUMBER, EXPORTS, recorded=recorded) == ()


def test_agreeing_that_its_own_words_are_no_goal_takes_no_target_away():
    same = no_goal(5, "280亿元以上", "existing", "五")
    assert numbers(same, choices=[Choice(Decision.NON_GOAL, same.span)]) == (1,)
    assert numbers(NUMBER, choices=[Choice(Decision.NON_GOAL, NUMBER.span)]) == ()


def test_the_likeliest_quantity_stands_first():
    far, near, same = (replace(unnamed(unit="亿元"), span=(3, 8)), replace(unnamed("五", unit="亿元"), span=(10, 15)), EXPORTS)
    assert numbers(far, near, same) == (3, 2, 1)
    assert numbers(far, near, same, choices=[Choice(Decision.CONFIRMED, same.span), Choice(Decision.REJECTED, near.span, reason="r")]) == (1,)


@pytest.mark.parametrize(("unit", "other", "expected"), [("座", "个", (1,)), ("场次", "场", (1,)), ("场", "个", ()), ("家次", "家", ()), ("%", "倍", ())])
def test_units_in_which_the_same_may_be_counted(unit, other, expected):
    assert numbers(unnamed(unit=unit), target=replace(STANDING, unit=other)) == expected
