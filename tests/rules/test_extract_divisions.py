"""Places that the register lacks and the list of the country's divisions has."""

import pytest

from etl.extract.divisions import DIVISIONS_FILE, Division, Divisions, shipped
from etl.extract.terms import Assumption
from etl.intake.layout import SHIPPED
from etl.vocabulary import Confidence
from tests.plan_text import goals

GOAL = "\n一、目标\n到2028年,园区达到20个。"


@pytest.mark.parametrize(
    "text, region",
    [
        ("西安建设“一带一路”综合试验区实施方案(2026—2028年)" + GOAL, "西安市"),
        ("中共四川省委四川省人民政府关于支持成都加快打造消费中心城市的意见" + GOAL, "成都市"),
        ("为推动全市发展,突出深圳特点,制定本方案。" + GOAL, "深圳市"),
        ("落实省委、市委全会部署,谱写现代化合肥篇章,当好全省发展的主引擎。" + GOAL, "合肥市"),
        ("为推动我县旅游发展,把平远县建成示范县,制定本方案。" + GOAL, "平远县"),
        ("关于促进中山市电子商务发展若干措施(2026—2028年)" + GOAL, "中山市"),
        ("加快推进长宁区建设,落实上海市部署,结合本区实际,制定本计划。" + GOAL, "长宁区"),
        ("落实广西工作要求,充分发挥区位优势,结合我区实际,自治区制定本方案。" + GOAL, "广西壮族自治区"),
        ("黔东南州促进行业大模型发展实施方案(2026—2028年)" + GOAL, "黔东南苗族侗族自治州"),
        ("按照全市部署,维护长治久安,制定本方案。" + GOAL, ""),
    ],
)
def test_whose_plan_it_is(text, region):
    assert [one.region for one in goals(text)] == [region]


@pytest.mark.parametrize(
    "sentence, region",
    [
        ("其中成都达到5个。", "成都市"),
        ("全省园区达到20个,其中简阳市达到5个。", "简阳市"),
        ("杭州达到5个。", "四川省"),  # of another province
        ("成都、绵阳等地园区等5个。", "四川省"),  # examples
        ("支持锦江区、青羊区出口额超5亿元。", "锦江区、青羊区"),
        ("茶产区面积达到80万亩。", "四川省"),
        ("成都跨境电商进出口额达到60亿元。", "成都市"),
    ],
)
def test_whose_figure_it_is_in_a_plan_of_a_province_not_registered(sentence, region):
    assert goals("四川省园区发展方案(2026—2028年)\n一、目标\n到2028年," + sentence)[-1].region == region


def test_what_begins_as_a_place_does_is_none():
    assert [one.region for one in goals("辽宁省园区发展方案(2026—2028年)" + GOAL + "大连接工程园区达到5个。大连园区达到6个。")] == ["辽宁省", "辽宁省", "大连市"]


def test_what_lies_above_tells_counties_of_one_name_apart():
    beijing, liaoning = shipped().called("北京市"), shipped().called("朝阳市")
    assert shipped().called("朝阳区") is None
    assert shipped().called("朝阳区", beijing).code == "110105"
    assert (liaoning.code, shipped().called("朝阳县", liaoning).code) == ("211300", "211321")


@pytest.mark.parametrize("short, name", [("恩施", "恩施土家族苗族自治州"), ("广西", "广西壮族自治区"), ("伊犁", "伊犁哈萨克自治州"), ("锡林郭勒", "锡林郭勒盟")])
def test_short_names_leave_out_who_lives_there(short, name):
    assert shipped().called(short).name == name


def test_the_longest_name_a_text_begins_with_counts():
    places = Divisions([Division("130000", "河北省"), Division("130100", "石家庄市"), Division("130181", "辛集市")])
    assert places.beginning("河北省石家庄市").name == "河北省"
    assert places.beginning("辛集市园区").code == "130181"
    assert places.beginning("辛集园区") is None  # counties only in full


def test_every_code_is_written_once_and_has_its_province():
    codes = [line.partition(",")[0] for line in (SHIPPED / DIVISIONS_FILE).read_text("utf-8").splitlines()[1:]]
    assert len(codes) == len(set(codes)) > 3_200
    assert {code[:2] + "0000" for code in codes} <= set(codes)


def test_a_place_that_only_the_text_speaks_of_is_to_be_checked():
    spoken, titled = goals("为推动全市发展,突出深圳特点。" + GOAL)[0], goals("深圳市园区方案(2026—2028年)" + GOAL)[0]
    assert Assumption.REGION_SPOKEN_OF in spoken.assumed and spoken.confidence != Confidence.HIGH
    assert Assumption.REGION_SPOKEN_OF not in titled.assumed
