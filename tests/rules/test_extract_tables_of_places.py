"""Tables divided by places, goals each county of a named city is to reach, and figures written as goals are."""

import pytest

from etl.extract.terms import NonGoal
from etl.vocabulary import Confidence
from tests.plan_text import candidates, goals

PLAN = "浙江省跨境电商行动方案(2026—2029年)\n一、目标\n到2029年,"
TABLE = """浙江省跨境电商行动方案(2026—2029年)
三、各市网络零售额目标(单位:亿元)
地区\t2025年完成\t2027年\t2029年
杭州市\t60\t80\t100
澜江市\t50\t65\t90
"""


def read(sentence: str) -> list[tuple[str, str, str]]:
    return [(one.region, one.metric or one.metric_proposed, one.figure) for one in goals(PLAN + sentence)]


def test_the_rows_of_a_table_of_places_are_theirs_and_what_is_measured_stands_above():
    found = goals(TABLE)
    assert [(one.region, one.region_code, one.metric_proposed, one.value, one.unit, one.due.year) for one in found] == [
        ("杭州市", "330100", "网络零售额", 80, "亿元", 2027),
        ("杭州市", "330100", "网络零售额", 100, "亿元", 2029),
        ("澜江市", "", "网络零售额", 65, "亿元", 2027),
        ("澜江市", "", "网络零售额", 90, "亿元", 2029),
    ]


def test_the_unit_and_the_bases_of_such_a_table_are_no_goals():
    assert [(one.figure, one.reason) for one in candidates(TABLE) if not one.is_goal and one.reason is not NonGoal.DATE] == [
        ("亿元", NonGoal.TABLE_LABEL), ("60", NonGoal.BASELINE), ("50", NonGoal.BASELINE),
    ]  # fmt: skip


@pytest.mark.parametrize("sentence", ["杭州市建成产业园40个,每个县(市、区)不少于15个。", "杭州市每个县(市、区)产业园不少于15个。"])
def test_each_county_of_a_city_that_is_named_is_that_citys(sentence):
    one = goals(PLAN + sentence)[-1]
    assert (one.region, one.basis, one.value) == ("杭州市", "each_subregion", 15)


def test_cities_that_are_left_out_are_none_of_those_that_are_to_reach_it():
    one = goals(PLAN + "产业园建设中,除杭州市外其余各市产业园均不低于15个。")[-1]
    assert one.region == "浙江省" and "330200" in one.children and "330100" not in one.children


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("引进平台6至8家,省级数字商务企业一百二十家。", ("省级数字商务企业", "一百二十家")),
        ("依托现有14个保税仓,新建公共仓15—20个。", ("公共仓", "15—20个")),
        ("省级财政安排资金6亿元,带动社会投资75亿元以上。", ("带动社会投资", "75亿元以上")),
        ("包装可循环占比不低于三成五。", ("包装可循环占比", "不低于三成五")),
        ("配送成本降至6元/件以下。", ("配送成本", "降至6元/件以下")),
        ("网络零售额达到500亿元,其中农产品网络零售额260亿元。", ("农产品网络零售额", "260亿元")),
        ("建成站点12个,快递业务量达1.2亿件,其中新建3个。", ("站点", "3个")),
        ("茶叶线上销售额到2028年确保达到3亿元。", ("茶叶线上销售额", "达到3亿元")),
        ("2027底前投用区域分拨中心2个。", ("区域分拨中心", "2个")),
    ],
)
def test_goals_that_stand_beside_what_is_none(sentence, expected):
    assert read(sentence)[-1][1:] == expected


def test_of_what_is_spent_on_a_count_both_are_goals():
    assert [figure for *_, figure in read("投资1.2亿元建设冷链园区1个。")] == ["1.2亿元", "1个"]


def test_a_unit_said_once_is_that_of_each_and_each_year_has_its_figure():
    found = goals(PLAN + "其中2026年、2027年分别培训人才2万、2.4万人次。")
    assert [(one.value, one.unit, one.due.year) for one in found] == [(20_000, "人次", 2026), (24_000, "人次", 2027)]


@pytest.mark.parametrize("sentence", ["现有仓库15个以上。", "给予补助不低于100万元。"])
def test_what_is_no_goal_but_is_written_as_goals_are_is_to_be_looked_at(sentence):
    (one,) = [one for one in candidates(PLAN + sentence) if one.reason in (NonGoal.EXISTING, NonGoal.SUBSIDY)]
    assert one.confidence == Confidence.LOW


def test_a_part_needs_no_verb_and_a_whole_no_number():
    assert read("海外仓240个,其中沿线90个。")[1][2] == "90个"
    assert read("乡镇商贸中心实现全覆盖,其中新建3个。") == [("浙江省", "乡镇商贸中心", "3个")]


def test_by_when_said_behind_counts_for_what_stands_before_and_for_nothing_else():
    found = goals(PLAN + "园区建设。建设分拨中心1座,日处理能力达到8万件,2027年底前投用;每个乡镇建设1处共配站。")
    assert [(one.metric_proposed, one.due.year) for one in found] == [("分拨中心", 2027), ("日处理能力", 2027), ("共配站", 2029)]


def test_what_single_years_bring_is_no_due_date_of_later_sentences():
    found = goals(PLAN + "园区建设。其中2026年、2027年分别培训2万、2.4万人次。每年举办活动不少于十二场。")
    assert [(one.start.year, one.due.year) for one in found] == [(2026, 2026), (2027, 2027), (2026, 2029)]


def test_a_third_has_no_exact_figure():
    assert [(one.value, one.not_computable) for one in goals(PLAN + "投诉率下降到三分之一,跨境业务覆盖率达到四分之三。")] == [(None, "no_value"), (75, None)]


def test_what_goes_on_without_a_name_goes_on_for_the_same_place():
    found = goals(PLAN + "杭州市跨境电商进出口额突破1800亿元,年均增长15%左右;宁波市、温州市分别达到900亿元和650亿元。全省跨境电商进出口额突破9000亿元。")
    assert [(one.region, one.metric) for one in found] == [
        (region, "cbec_trade_value") for region in ("杭州市", "杭州市", "宁波市", "温州市", "浙江省")
    ]


def test_its_like_in_another_place_is_computed_alike():
    found = goals(PLAN + "桐乡市引进服务机构四十家以上,海宁市二十五家以上。")
    assert [(one.region, one.basis) for one in found] == [("桐乡市", "increment"), ("海宁市", "increment")]


def test_a_metric_of_the_register_is_found_beside_a_base_that_is_said():
    assert read("跨境电商出口额由2025年的3000亿元提高到2028年的4200亿元以上。") == [("浙江省", "cbec_export_value", "4200亿元以上")]


def test_how_many_somebody_has_defines_who_is_counted():
    assert read("面向拥有境外注册商标5件以上的企业,认定品牌10个。") == [("浙江省", "品牌", "10个")]


@pytest.mark.parametrize(
    "written, confidence",
    [
        ("省财政统筹安排专项资金6亿元,用于基地建设。", Confidence.LOW),
        ("每年安排专项资金1亿元支持企业。", Confidence.LOW),
        ("从专项资金中每个安排200万元。", Confidence.MEDIUM),
        ("按每户2000元标准安排补助资金。", Confidence.MEDIUM),
        ("对企业给予最高100万元补助。", Confidence.MEDIUM),
    ],
)
def test_what_an_authority_sets_aside_is_to_be_looked_at(written, confidence):
    *_, one = candidates("云岭省冷链物流行动计划(2026—2028年)\n一、保障\n" + written)
    assert (one.reason, one.confidence) == (NonGoal.SUBSIDY, confidence)
