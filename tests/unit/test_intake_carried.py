"""What a changed edition of a plan need not be asked again, and the regions its text names."""

from datetime import datetime

import pytest

from dashboard.findings import intake, intake_carried, intake_doubts, intake_regions
from dashboard.findings.intake_carried import carried
from etl.extract.terms import Assumption
from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.plans.candidates import Candidate
from etl.plans.choices import Choice
from etl.registers import Region
from etl.vocabulary import Level

METRICS, REGIONS = {"parks", "events"}, {"990100", "990101"}
CITY = Region("990100", "澜江市", "", Level.CITY, "990000", "")
PROVINCE = Region("990000", "云岭省", "", Level.PROVINCE, "", "")


def decision(place: int, what: Decision = Decision.EDITED, reason: str = "", figure: str = "3个", stands=None, **read: str) -> PlanDecision:
    return PlanDecision(what, figure, (place, place + 2), "compared", reason, {"clause": "一", **read}, stands or {}, "")


def batch(*decisions: PlanDecision) -> PlanIntake:
    return PlanIntake(1, datetime(2026, 7, 1), "editor", "", "P", "a", "b", decisions)


def named(place: int, name: str, metric: str) -> PlanDecision:
    return decision(place, proposed_metric=name, stands={"metric": metric})


def test_the_same_name_has_the_same_metric_and_the_latest_batch_counts():
    found = carried([batch(named(1, "基地", "events"), named(5, "站", "gone")), batch(named(1, "基地", "parks"))], METRICS, REGIONS)
    assert found.metrics == {"基地": "parks"}, "a metric that is no longer registered carries nothing over"


def test_a_name_that_meant_two_things_is_left_to_a_person():
    assert carried([batch(named(1, "基地", "events"), named(5, "基地", "parks"))], METRICS, REGIONS).metrics == {}


def test_what_the_rules_read_themselves_is_not_carried_over():
    read = decision(1, metric="events", region_code="990100", stands={"metric": "parks", "region_code": "990101"})
    assert carried([batch(read)], METRICS, REGIONS) == intake_carried.Carried()


def test_regions_by_their_name_and_that_of_the_plan():
    unknown = decision(1, assumed=Assumption.REGION_UNKNOWN, region_name="某地", stands={"region_code": "990100"})
    own = decision(5, region_name="石桥县", stands={"region_code": "990101"})
    found = carried([batch(unknown, own)], METRICS, REGIONS)
    assert (found.regions, found.region_code) == ({"石桥县": "990101"}, "990100")


def test_a_goal_in_the_same_words_is_put_aside_again_with_its_reason():
    before = batch(
        decision(1, Decision.REJECTED, "已停办"),
        decision(5, Decision.REJECTED, "停", figure="4个"),
        decision(9, Decision.CONFIRMED, figure="5个"),
    )
    rejected = carried([before, batch(decision(5, figure="4个"))], METRICS, REGIONS).rejected
    assert rejected == {("一", "3个"): "已停办"}, "what became a target later is none of them"
    goals = [Candidate((place, place + 2), figure, True, cells={"clause": "一"}) for place, figure in ((11, "3个"), (21, "5个"))]
    assert intake_carried.put_aside(intake.items(goals, {}, {}), rejected) == [Choice(Decision.REJECTED, (11, 13), reason="已停办")]
    twice = [*goals, Candidate((31, 33), "3个", True, cells={"clause": "一"})]
    assert intake_carried.put_aside(intake.items(twice, {}, {}), rejected) == []


def of_region(name: str, place: int = 1, assumed: str = Assumption.REGION_NAMED) -> Candidate:
    return Candidate((place, place + 2), "3个", True, "compared", "low", region_name=name, assumed=assumed, cells={"metric": "parks"})


def test_the_regions_goals_name_and_the_register_lacks():
    goals = [of_region("石桥县、澜江市"), of_region("柳河市", 5), of_region("石桥县", 9), of_region("某地", 13, Assumption.REGION_UNKNOWN)]
    found = intake_regions.named(intake.items(goals, {}, {}), CITY, "澜江市", {"柳河市": "990101"}, [PROVINCE, CITY])
    assert [(one.name, one.numbers, one.code, one.level, one.parent_code) for one in found] == [
        ("石桥县", (1, 3), "", Level.COUNTY, "990100"),
        ("柳河市", (2,), "990101", Level.COUNTY, "990100"),
    ]


def test_a_region_beside_that_of_the_plan_is_named_as_well():
    flagged = Candidate((1, 3), "3个", True, assumed=Assumption.REGION_NAMED, cells={"region_code": "990100"}, regions_lacking=("白塘县", "石桥县"))
    found = intake_regions.named(intake.items([flagged], {}, {}), CITY, "澜江市", {}, [PROVINCE, CITY])
    assert [(one.name, one.numbers) for one in found] == [("白塘县", (1,)), ("石桥县", (1,))]


def test_a_plan_whose_own_region_is_unknown_lies_in_the_only_province():
    (own,) = intake_regions.named([], None, "清陂市", {}, [PROVINCE])
    assert own.is_plans and (own.level, own.parent_code) == (Level.CITY, "990000")
    (county,) = intake_regions.named([], None, "石桥县", {}, [PROVINCE])
    assert (county.level, county.parent_code) == (Level.COUNTY, ""), "which city it lies in nobody said"


@pytest.mark.parametrize(("row", "code"), [({"region_code": "9901"}, "region_code"), ({"region_code": "990100", "parent_code": "970000"}, "unknown_region")])
def test_a_new_region_is_checked_as_the_register_does(row, code):
    told = intake_regions.faults([{"name_zh": "石桥县", "level": "county"} | row], [PROVINCE])
    assert [one.code for one in told] == [f"register.{code}"]
    assert intake_regions.faults([{"name_zh": "石桥市", "level": "city", "region_code": "990300", "parent_code": "990000"}], [PROVINCE]) == []


def test_several_regions_that_must_each_reach_it_are_filled_in_once_all_are_known():
    each = Candidate((1, 3), "1个", True, region_name="石桥县、澜东县", assumed=Assumption.REGION_NAMED, cells={"basis": "each_subregion"})
    county = Region("990101", "澜东县", "", Level.COUNTY, "990100", "")
    assert intake_regions.of_each([each], {}, [CITY, county], "990100") == {}
    filled = intake_regions.of_each([each], {"石桥县": "990102"}, [CITY, county], "990100")
    assert filled == {each.span: {"region_code": "990100", "children": "990102;990101"}}


def test_a_region_that_was_named_settles_the_doubt_about_it():
    goal = of_region("石桥县")
    fill = intake_doubts.filling([goal], {}, "990100", {"石桥县": "990102"})
    assert fill == {goal.span: {"region_code": "990102"}}, "the plan's own region is not for it"
    (before,), (after,) = (intake.items([goal], {}, {}, fill=one) for one in ({}, fill))
    assert (intake_doubts.is_sure(before), intake_doubts.is_sure(after)) == (False, True)
    assert goal.left_open == {"region_code"} and goal.extracted()["region_name"] == "石桥县"
