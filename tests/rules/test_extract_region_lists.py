"""Sentences that name several regions, or one the register lacks, each written for the purpose."""

import pytest

from etl.extract.places import NOWHERE, Place, Places
from etl.extract.terms import Assumption
from etl.registers import Region
from etl.vocabulary import Level
from tests.plan_text import goals

PLAN = "浙江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"


def read(sentence: str) -> list[tuple[str, str, str]]:
    """The region's code, its name and the figure of every goal."""
    return [(one.region_code, one.region, one.figure) for one in goals(PLAN + sentence)]


def test_regions_listed_respectively_have_each_their_own_figure():
    found = goals(PLAN + "杭州市、宁波市跨境电商进出口额分别达到60亿元、45亿元。")
    assert [(one.region_code, one.value, one.metric) for one in found] == [
        ("330100", 60, "cbec_trade_value"),
        ("330200", 45, "cbec_trade_value"),
    ]


def test_regions_the_register_lacks_are_named_and_never_the_plans_own():
    found = read("东江区、南湖区、西坪县跨境电商进出口额分别达到60亿元、45亿元、20亿元。")
    assert found == [("", "东江区", "达到60亿元"), ("", "南湖区", "45亿元"), ("", "西坪县", "20亿元")]


@pytest.mark.parametrize("sentence", ["分别建成2个、3个产业园。", "分别建成产业园2个、3个。", "产业园分别达到2个、3个。"])
def test_what_several_regions_share_is_named_before_or_behind_the_figures(sentence):
    found = goals(PLAN + "杭州市、宁波市" + sentence)
    assert [(one.region, one.value, one.metric) for one in found] == [("杭州市", 2, "cbec_park_count"), ("宁波市", 3, "cbec_park_count")]


def test_regions_that_each_reach_one_figure_are_the_places_of_the_goal():
    (one,) = goals(PLAN + "杭州市、宁波市、金华市各建成产业园2个。")
    assert (one.region_code, one.basis, one.children) == ("330000", "each_subregion", ("330100", "330200", "330700"))


@pytest.mark.parametrize("regions", ["东江市、南湖市、西坪市", "A市、B市、C市"])
def test_regions_that_share_a_figure_and_are_not_all_known_have_no_code(regions):
    assert read(f"{regions}各建成产业园2个。") == [("", regions, "2个")]


def test_a_region_begins_an_item_behind_the_figure_of_another():
    found = read("杭州市进出口额达到60亿元、宁波市达到45亿元、东江区达到20亿元。")
    assert [region for region, *_ in found] == ["330100", "330200", ""]


@pytest.mark.parametrize(
    "sentence",
    [
        "杭州市、宁波市进出口额分别达到60亿元、45亿元。",
        "杭州、宁波进出口额分别达到60亿元、45亿元、20亿元。",
        "杭州市和宁波市进出口额合计达到60亿元。",
        "支持杭州市、宁波市先行发展,全省进出口额达到60亿元。",
        "杭州市、宁波市各建成产业园2个。",
        "东江区进出口额达到60亿元。",
        "东江区加快发展,进出口额达到60亿元。",
    ],
)
def test_a_sentence_of_several_regions_or_an_unknown_one_is_left_to_a_person(sentence):
    for one in goals(PLAN + sentence):
        assert one.confidence == "low" and Assumption.REGION_NAMED in one.assumed


@pytest.mark.parametrize(
    "sentence", ["全省进出口额达到60亿元。", "超市、园区分别达到20家、30家。", "海外仓、产业园区、示范区分别达到2个、3个、4个。", "产业联盟、社区分别达到2个、3个。"]
)
def test_words_that_end_as_regions_do_are_none(sentence):
    for one in goals(PLAN + sentence):
        assert one.region == "浙江省" and Assumption.REGION_NAMED not in one.assumed


@pytest.mark.parametrize(
    "written, region, lacking",
    [
        ("支持青陂市乌石县、沛宁市清石县各建成产业园2个。", "青陂市乌石县、沛宁市清石县", ("青陂市乌石县", "沛宁市清石县")),
        ("在青陂市乌石县建成产业园2个。", "青陂市乌石县", ("青陂市乌石县",)),
        ("在杭州市乌石县建成产业园2个。", "杭州市乌石县", ("杭州市乌石县",)),
        ("在浙江省青陂市建成产业园2个。", "青陂市", ("青陂市",)),
        ("青陂市和沛宁市各建成产业园2个。", "青陂市、沛宁市", ("青陂市", "沛宁市")),
        ("四川省成都市、绵阳市、云南省昆明市各建成产业园2个。", "四川省成都市、绵阳市、云南省昆明市", ("四川省成都市", "绵阳市", "云南省昆明市")),
        ("支持青陂市和成都市先行,全省建成产业园2个。", "浙江省", ("青陂市", "成都市")),
    ],
)
def test_a_region_behind_what_it_lies_in_is_one_place(written, region, lacking):
    (one,) = goals(PLAN + written)
    assert (one.region, one.regions_lacking) == (region, lacking)


def test_counties_of_one_name_are_told_apart_by_their_cities():
    regions = [
        Region(code, name, "", level, parent, "")
        for code, name, level, parent in (
            ("990000", "云岭省", Level.PROVINCE, ""),
            ("990100", "青陂市", Level.CITY, "990000"),
            ("990200", "沛宁市", Level.CITY, "990000"),
            ("990101", "城北区", Level.COUNTY, "990100"),
            ("990201", "城北区", Level.COUNTY, "990200"),
        )
    ]
    places = Places(regions)
    written = [places.written(name, NOWHERE) for name in ("青陂市城北区", "沛宁市城北区", "云岭省沛宁市城北区", "沛宁市城南区")]
    assert written == [Place("990101", "城北区"), Place("990201", "城北区"), Place("990201", "城北区"), Place("", "沛宁市城南区")]


@pytest.mark.parametrize(
    "written, region, children, name",
    [
        ("杭州、宁波、金华三市各建成产业园2个。", "浙江省", ("330100", "330200", "330700"), ""),
        ("到2027年,杭州、宁波、金华三市各建成省级数字贸易示范园区2个。", "浙江省", ("330100", "330200", "330700"), "省级数字贸易示范园区"),
        ("支持杭州市乌石县到2027年建成集配中心1个。", "杭州市乌石县", (), "集配中心"),
        ("新增国际货运航线10条,其中通往东盟国家的不少于5条。", "浙江省", (), "国际货运航线·通往东盟国家"),
    ],
)
def test_numbers_of_cities_helped_counties_and_leagues(written, region, children, name):
    *_, one = goals(PLAN + written)
    assert (one.region, one.children) == (region, children)
    assert not name or (one.metric, one.metric_proposed) == ("", name)


@pytest.mark.parametrize(("written", "is_doubted"), [("提升杭州机场功能,年处理能力达到8000万件。", True), ("提升机场功能,年处理能力达到8000万件。", False)])
def test_a_place_named_in_passing_is_to_be_looked_at(written, is_doubted):
    (one,) = goals(PLAN + written)
    assert one.metric_proposed.endswith("机场功能·处理能力")
    assert (Assumption.REGION_NAMED in one.assumed) == is_doubted


def test_governments_side_by_side_are_each_named_in_full():
    (one,) = goals(PLAN + "产业园达到20个。(责任单位:省商务厅、省邮政管理局,青陂市、沛宁市、岚谷市人民政府,省税务局)")
    assert one.responsible == ("省商务厅", "省邮政管理局", "青陂市人民政府", "沛宁市人民政府", "岚谷市人民政府", "省税务局")
