"""What is filled in of a region that a plan names and the register lacks."""

import pytest

from dashboard.findings import intake, intake_doubts
from dashboard.findings.intake_regions import division_code, named, of_each
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


WUHU = Region("340200", "芜湖市", "Wuhu", Level.CITY, "340000", "")
ANHUI = Region("340000", "安徽省", "Anhui", Level.PROVINCE, "", "")


def named_in(names: str, own: Region, *regions: Region):
    goal = Candidate((1, 4), "9个", True, assumed="region_named", region_name=names, cells={"metric": "parks"})
    return {one.name: one for one in named(intake.items([goal], {}, {}), own, own.name_zh, {}, [own, *regions])}


def test_a_region_of_another_province_lies_in_what_the_list_says_which_is_offered_as_well():
    found = named_in("桐庐县、无为市、淳安县", WUHU, ANHUI)
    told = {name: (one.level, one.parent_code, one.division_code, one.below) for name, one in found.items()}
    assert told == {
        "桐庐县": (Level.COUNTY, "330100", "330122", ()),
        "无为市": (Level.COUNTY, "340200", "340281", ()),
        "淳安县": (Level.COUNTY, "330100", "330127", ()),
        "杭州市": (Level.CITY, "330000", "330100", ("桐庐县", "淳安县")),
        "浙江省": (Level.PROVINCE, "", "330000", ("桐庐县", "淳安县")),
    }
    assert not any(one.is_plans for one in found.values())


def test_what_lies_above_is_offered_only_where_neither_register_nor_text_has_it():
    assert [*named_in("桐庐县、杭州市", WUHU, ANHUI)] == ["桐庐县", "杭州市", "浙江省"]
    zhejiang = Region("330000", "浙江省", "Zhejiang", Level.PROVINCE, "", "")
    assert [*named_in("桐庐县", WUHU, ANHUI, zhejiang, HANGZHOU)] == ["桐庐县"]
    assert named_in("合肥市", WUHU, ANHUI)["合肥市"].parent_code == "340000", "a city beside that of the plan lies in its province"


def test_of_several_regions_of_a_name_outside_that_of_the_plan_nobody_can_say_what_lies_above():
    found = named_in("鼓楼区", WUHU, ANHUI)
    assert [(one.name, one.parent_code, one.division_code) for one in found.values()] == [("鼓楼区", "", "")]
    assert named_in("石桥县", WUHU, ANHUI)["石桥县"].parent_code == "340200", "what the list does not know may lie within"
    assert named_in("桐庐县", FICTIONAL)["桐庐县"].parent_code == "990100"


def test_a_county_lies_where_the_text_says_it_does():
    found = named_in("芜湖市青石县、昆明市嵩明县、澜江市梅渡县", WUHU, ANHUI)
    told = {name: (one.name_zh, one.level, one.parent_code, one.division_code, one.below) for name, one in found.items()}
    assert told == {
        "芜湖市青石县": ("青石县", Level.COUNTY, "340200", "", ()),
        "昆明市嵩明县": ("嵩明县", Level.COUNTY, "530100", "530127", ()),
        "澜江市梅渡县": ("梅渡县", Level.COUNTY, "", "", ()),
        "昆明市": ("昆明市", Level.CITY, "530000", "530100", ("昆明市嵩明县",)),
        "云南省": ("云南省", Level.PROVINCE, "", "530000", ("昆明市嵩明县",)),
        "澜江市": ("澜江市", Level.CITY, "340000", "", ("澜江市梅渡县",)),
    }


def test_regions_that_each_reach_a_figure_are_found_once_they_are_registered():
    each = Candidate((1, 4), "2个", True, region_name="岚谷市石桥县、澜江市", cells={"basis": "each_subregion"})
    county, city = Region("990101", "石桥县", "", Level.COUNTY, "990100", ""), Region("990200", "澜江市", "", Level.CITY, "990000", "")
    assert of_each([each], {}, [FICTIONAL, county], "990000") == {}
    expected = {(1, 4): {"region_code": "990000", "children": "990101;990200"}}
    assert of_each([each], {}, [FICTIONAL, county, city], "990000") == expected
    assert of_each([each], {"岚谷市石桥县": "990101", "澜江市": "990200"}, [], "990000") == expected


def test_a_region_only_spoken_of_is_in_doubt_until_a_person_saved_that_of_the_plan():
    goal = Candidate(
        (1, 4), "9个", True, "undertaken", "medium", cells={"metric": "parks", "region_code": "330100"}, assumed="region_plan;region_spoken_of"
    )
    assert not intake_doubts.undoubted(intake.items([goal], {}, {}))
    fill = intake_doubts.filling([goal], {}, "330100")
    (choice,) = intake_doubts.undoubted(intake.items([goal], {}, {}, fill=fill))
    assert choice.decision is Decision.CONFIRMED
