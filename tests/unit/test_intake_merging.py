"""Which promise of the plan is offered where a quantity is merged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.findings import intake
from dashboard.findings.intake_merging import nearest_first, places, suggested
from etl.ledger import Decision, PlanDecision
from etl.plans.choices import Choice
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Obligation, Scope
from tests.plan_scene import AGAIN, EXPORTS, NUMBER, PARK_COUNT, goal

FIRST = Target(
    "990100-01", "990100", "parks", Scope.MUNICIPAL, "P", "九", Basis.LEVEL, Comparator.GE, Decimal(305), None, "亿元",
    None, date(2026, 1, 1), date(2030, 12, 31), "", (), Obligation.FIRM, (), "30个", "",
)  # fmt: skip
SAME = {"metric": "export_value", "due": date(2028, 12, 31), "value": Decimal(300)}


def target(number: int, **otherwise) -> Target:
    return replace(FIRST, target_id=f"990100-{number:02}", **otherwise)


def offered(*targets: Target, one=EXPORTS, others=(), choices=()):
    """What is offered first, and what is chosen, for a quantity beside `others` of its text."""
    items = intake.items([one, *others], {choice.span: choice for choice in choices}, {})
    (own,) = [item for item in items if item.candidate is one]
    ordered = nearest_first(own, places(own, items, targets))
    return ordered[0].name if ordered else "", suggested(own, ordered)


@pytest.mark.parametrize(
    ("near", "is_chosen"),
    [
        ([SAME], True),
        ([SAME, {"metric": "export_value", "clause": "一", "figure": EXPORTS.figure}], True),
        ([{"clause": "一", "figure": EXPORTS.figure, "value": Decimal(300)}], True),
        ([{"metric": "export_value", "value": Decimal(300)}], True),
        ([{"metric": "export_value"}, {"metric": "export_value", "due": date(2035, 12, 31)}], False),
        ([{"metric": "export_value", "value": Decimal(300)}, {"metric": "export_value", "value": Decimal(310)}], True),
        ([SAME | {"basis": Basis.INCREMENT}], False),
        ([SAME | {"basis": Basis.INCREMENT, "clause": "一", "figure": EXPORTS.figure}], True),
        ([SAME, SAME | {"value": Decimal(290)}, SAME | {"value": Decimal(310)}], True),
        ([SAME, SAME | {"basis": Basis.INCREMENT}], True),
        ([SAME | {"clause": "一", "figure": EXPORTS.figure}, SAME], True),
        ([SAME | {"value": Decimal(305)}], False),
        ([SAME | {"comparator": Comparator.LE}], False),
        ([SAME | {"comparator": Comparator.BETWEEN, "value_high": Decimal(320)}], False),
        ([SAME | {"clause": "一", "figure": EXPORTS.figure, "value": Decimal(1)}, SAME], False),
        ([SAME | {"value": Decimal(290)}, SAME | {"value": Decimal(310)}], False),
        ([{"metric": "export_value", "region_code": "990200"}], False),
        ([{"value": Decimal(301)}, {"value": Decimal(302)}], False),
    ],
    ids=[
        "metric, region, due", "before the same words", "clause and figure", "metric and region",
        "two dates", "another date alone", "counted otherwise", "counted otherwise, written so", "nearest value", "counted in the same way",
        "written so", "another value", "another comparison", "a range", "another value, written so", "two as near", "another region", "only the value",
    ],
)  # fmt: skip
def test_the_nearest_promise_stands_first_and_is_chosen_only_where_that_is_plain(near, is_chosen):
    targets = [target(number, **cells) for number, cells in enumerate(near, 2)]
    assert offered(FIRST, *reversed(targets))[1] == ("990100-02" if is_chosen else "")
    if is_chosen:
        assert offered(FIRST, *targets)[0] == "990100-02", "the order of the register does not matter"


def test_a_goal_nobody_named_is_near_only_what_is_written_so():
    unnamed = replace(EXPORTS, proposed_metric="交易额", cells={**EXPORTS.cells, "metric": ""})
    assert offered(FIRST, target(2, **SAME), one=unnamed)[1] == ""
    assert offered(FIRST, target(2, clause="一", figure=EXPORTS.figure, value=Decimal(300)), one=unnamed)[1] == "990100-02"


def test_what_repeats_another_or_is_merged_already_begins_with_that():
    repeat = replace(AGAIN, repeats=PARK_COUNT.span)
    assert offered(target(2, **SAME), one=repeat, others=[PARK_COUNT])[1] == "@40-43"
    merged = Choice(Decision.MERGED, EXPORTS.span, target_id="990100-01")
    assert offered(FIRST, target(2, **SAME), choices=[merged])[1] == "990100-01"


def test_two_dates_in_one_text_are_two_stages_and_a_rank_is_like_no_promise():
    later = goal(80, "800亿元", **EXPORTS.cells | {"due": "2030-12-31"})
    assert offered(FIRST, others=[later]) == (intake.reference(later.span), "")
    assert offered(FIRST, one=replace(EXPORTS, not_computable="rank"), others=[later])[1] == ""
    assert offered(FIRST, target(2, **SAME), one=replace(EXPORTS, not_computable="rank"))[1] == ""


def test_what_is_no_target_cannot_be_merged_with():
    step = goal(80, "200亿元", **EXPORTS.cells | {"clause": "四", "value": "200", "due": "2027-12-31"})
    aside = [Choice(Decision.REJECTED, AGAIN.span, reason="r"), Choice(Decision.MERGED, step.span, target_id="990100-01")]
    items = intake.items([NUMBER, EXPORTS, PARK_COUNT, AGAIN, step], {one.span: one for one in aside}, {})
    assert [one.name for one in places(items[1], items, [FIRST])] == ["@40-43", "990100-01"]
    recorded = {PARK_COUNT.span: PlanDecision(Decision.CONFIRMED, "12个", PARK_COUNT.span, target_id="990100-01")}
    items = intake.items([EXPORTS, PARK_COUNT], {}, recorded)
    assert [one.name for one in places(items[0], items, [FIRST])] == ["990100-01"], "a recorded goal stands there as its target"
