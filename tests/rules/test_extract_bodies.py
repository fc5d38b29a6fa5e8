"""What the body of a plan says beside its goals: bases, what there is, figures of one of several, tables by place. Each written for the purpose."""

import pytest

from etl.decimals import canonical
from etl.extract.terms import NonGoal
from tests.plan_text import candidates, goals

PLAN = "青陂市跨境电商方案(2026—2028年)\n一、目标\n"


def read(sentence: str) -> list[tuple[str, str, str]]:
    """Of each goal what is measured, its basis and its value."""
    return [(one.metric or one.metric_proposed, str(one.basis or ""), canonical(one.value)) for one in goals(PLAN + sentence)]


def reasons(sentence: str) -> list[tuple[str, str]]:
    return [(one.figure, str(one.reason)) for one in candidates(PLAN + sentence)[1:] if one.reason not in (None, NonGoal.DATE)]


@pytest.mark.parametrize(
    "sentence, base, found",
    [
        ("到2028年,进出口额较2025年的3000亿元翻一番。", "3000亿元", [("进出口额", "multiple", "2")]),
        ("到2028年,进出口额比2025年的3000亿元增长120%。", "3000亿元", [("进出口额", "multiple", "2.2")]),
        ("到2028年,跨境电商进出口额较2025年的3000亿元翻一番。", "3000亿元", [("cbec_trade_value", "multiple", "2")]),
        ("到2028年,跨境电商进出口额在2025年3000亿元的基础上增长50%。", "3000亿元", [("cbec_trade_value", "multiple", "1.5")]),
        (
            "到2028年,进出口额在2025年3000亿元的基础上翻一番,突破7000亿元。",
            "3000亿元",
            [("进出口额", "multiple", "2"), ("进出口额", "level", "7000")],
        ),
        ("占比由2025年的30%提高到2028年的45%。", "30%", [("占比", "level", "45")]),
        (
            "到2028年,进出口额达到6600亿元,是2025年3000亿元的2.2倍。",
            "3000亿元",
            [("进出口额", "level", "6600"), ("进出口额", "multiple", "2.2")],
        ),
    ],
)
def test_a_base_the_sentence_states_is_none_of_its_goals(sentence, base, found):
    assert (base, str(NonGoal.BASELINE)) in reasons(sentence)
    assert read(sentence) == found


def test_a_part_is_none_of_what_its_whole_is_even_if_it_is_a_growth():
    whole, part = goals(PLAN + "到2028年,跨境电商进出口额达到5000亿元,其中海外仓出口年均增长10%。")
    assert whole.metric == "cbec_trade_value"
    assert (part.metric, part.metric_proposed) == ("", "跨境电商进出口额·海外仓出口")


@pytest.mark.parametrize(
    "sentence, found",
    [
        ("目前,跨境电商企业已达6200家,3年内力争突破1万家。", [("cbec_enterprise_count", "level", "10000")]),
        ("在全省8个综试区建设成效的基础上,建成园区3个。", [("园区", "level", "3")]),
        ("将任务完成情况纳入考核,权重不低于2%。", []),
        ("每个基地年培训不少于500人次。", [("每个基地年培训", "increment", "500")]),
        ("果蔬、肉类流通率分别提高到30%、45%。", [("果蔬流通率", "level", "30"), ("肉类流通率", "level", "45")]),
        ("年收入10亿元以上企业不少于12家、50亿元以上企业实现零的突破。", [("收入10亿元以上企业", "level", "12")]),
        ("设立物流基金30亿元,首期10亿元。", [("物流基金", "level", "30"), ("物流基金·首期", "level", "10")]),
        ("数字贸易企业数量比2025年增加1500家以上。", [("数字贸易企业数量", "increment", "1500")]),
        ("每个行政村建成1个以上站点。", [("站点", "each_subregion", "1")]),
        ("1.整合资源。3.投放新能源车辆不少于30辆。", [("新能源车辆", "level", "30")]),
        ("实行月通报,考核占比5分。", []),
        ("开行中欧班列1000列以上。", [("中欧班列", "level", "1000")]),
        ("组织参加境外展会每年不少于30场次。", [("境外展会", "every_year", "30")]),
        ("新增海外仓30个、面积达到80万平方米。", [("overseas_warehouse_count", "increment", "30"), ("海外仓面积", "increment", "80")]),
    ],
)
def test_what_is_counted(sentence, found):
    assert [(name.removeprefix("建成"), basis, value) for name, basis, value in read(sentence)] == found


def test_a_region_goes_on_with_what_was_counted_and_a_league_is_no_region():
    found = goals(PLAN + "支持东江市、南湖市各建设1个百亿级产业带,西坪市建设2个。布局海外仓,其中东盟15个。")
    assert [(one.region, one.metric_proposed or one.metric) for one in found][:2] == [("东江市、南湖市", "百亿级产业带"), ("西坪市", "百亿级产业带")]
    assert found[2].region == "青陂市"


TABLE = """附件2
分市(州)目标任务分解表
市(州)\t2028年进出口额(亿元)\t产业园(个)\t备注
澜水市\t520\t14\t略
其他\t100\t5\t略
合计\t1200\t40\t略
"""


def test_a_table_of_places_with_several_measures_has_a_goal_in_each():
    plan = "青陂省跨境电商方案(2026—2028年)\n一、目标\n推进改革。\n" + TABLE
    found = [(one.region, one.metric or one.metric_proposed, one.unit, canonical(one.value), one.due.year) for one in goals(plan)]
    assert found == [
        ("澜水市", "进出口额", "亿元", "520", 2028),
        ("澜水市", "cbec_park_count", "个", "14", 2028),
        ("青陂省", "进出口额", "亿元", "1200", 2028),
        ("青陂省", "cbec_park_count", "个", "40", 2028),
    ]


def test_the_column_of_units_is_none_of_who_is_responsible():
    plan = "青陂县方案(2026—2028年)\n一、清单\n序号\t任务\t2026年目标\t2028年目标\t责任单位\n1\t网络零售额(亿元)\t14\t18\t县商务局\n"
    assert [(one.unit, canonical(one.value)) for one in goals(plan)] == [("亿元", "14"), ("亿元", "18")]
