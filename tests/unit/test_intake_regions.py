"""What is filled in of a region that a plan names and the register lacks."""

import pytest

from dashboard.findings import intake, intake_doubts
from dashboard.findings.intake_regions import division_code, named
from etl.ledger import Decision
from etl.plans.candidates import Candidate
from etl.registers import Region
from etl.vocabulary import Level

HANGZHOU = Region("330100", "杭州市", "Hangzhou", Level.CITY, "330000", "")
LIAONING = Region("211300", "朝阳市", "Chaoyang", Level.CITY, "210000", "")
FICTIONAL = Region("990100", "岚谷市", "Langu", Level.CITY, "990000", "")


@pytest.mark.parametrize(
    "name, above, code",
    [
        ("桐庐县", HANGZHOU, "330122"),
        ("桐庐县", LIAONING, ""),
        ("桐庐县", FICTIONAL, "330122"),
        ("朝阳县", LIAONING, "211321"),
        ("鼓楼区", None, ""),
        ("澜东县", HANGZHOU, ""),
    ],
)
def test_the_code_of_the_one_division_that_can_be_meant(name, above, code):
    assert division_code(name, above) == code


def test_the_plans_own_region_has_its_code_where_the_country_has_it():
    assert [(one.name, one.division_code) for one in named([], None, "绵阳市", {}, [])] == [("绵阳市", "510700")]


def test_a_region_only_spoken_of_is_in_doubt_until_a_person_saved_that_of_the_plan():
    goal = Candidate(
        (1, 4), "9个", True, "undertaken", "medium", cells={"metric": "parks", "region_code": "330100"}, assumed="region_plan;region_spoken_of"
    )
    assert not intake_doubts.undoubted(intake.items([goal], {}, {}))
    fill = intake_doubts.filling([goal], {}, "330100")
    (choice,) = intake_doubts.undoubted(intake.items([goal], {}, {}, fill=fill))
    assert choice.decision is Decision.CONFIRMED
