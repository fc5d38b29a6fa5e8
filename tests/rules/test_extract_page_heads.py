"""What pages put before a plan, how they keep cells apart, and what reading machines mistake, each written for the purpose."""

import pytest

from etl.decimals import canonical
from etl.extract.terms import NonGoal
from etl.vocabulary import Confidence
from tests.plan_text import candidates, goals

GOAL = "\n一、目标\n园区达到20个。"


@pytest.mark.parametrize(
    "head",
    [
        "索引号:|00123/202605|信息分类:|工作计划|\n发布机构:|青陂市商务局|成文日期:||\n名称:|青陂市物流发展2026年行动计划|关键词:||",
        "•索引号:AB001•主题分类:•成文日期:2026-03-02•标题:青陂市物流发展2026年行动计划•有效性:有效",
        "《青陂市印发物流计划》\n • 来源专题:物流\n • 编译者:王某\n • 发布时间:2026-09-03\n • 青陂市物流发展2026年行动计划",
        "2026年度青陂市物流重点工作任务",
    ],
)
def test_the_title_is_found_among_what_the_page_says_of_the_document(head):
    (one,) = goals(head + GOAL)
    assert (one.region, str(one.start), str(one.due)) == ("青陂市", "2026-01-01", "2026-12-31")


def test_cells_that_bars_keep_apart_are_cells():
    table = "青陂市2026年重点工作\n青陂市2026年工作任务\n(1)|地区生产总值增长6%以上。|市发展改革委|各县区|\n(2)|海外仓达到20个。|市商务局|各县区|"
    assert [(one.metric or one.metric_proposed, one.figure) for one in goals(table)] == [("地区生产总值增速", "6%以上"), ("overseas_warehouse_count", "达到20个")]


def test_a_letter_o_in_a_number_is_a_nought():
    assert [(one.figure, one.value) for one in goals("青陂市方案(2026—2028年)\n一、目标\n建设1O个园区、2OO公里管网。")] == [("10个", 10), ("200公里", 200)]


def test_lines_with_a_bullet_are_lines_of_their_own():
    found = goals("青陂市方案(2026—2028年)\n一、目标\n• 园区达到10个\n• 企业达到20家")
    assert [one.metric_proposed for one in found] == ["园区", "企业"]


@pytest.mark.parametrize(
    "sentence, named",
    [
        ("市区入园率达到50%以上,县(市)达到30%以上。", ["市区入园率", "县(市)入园率"]),
        ("化学需氧量、氨氮等重点工程减排量分别达到245吨、18吨。", ["化学需氧量重点工程减排量", "氨氮重点工程减排量"]),
        ("科技进步评价位次逐年提升,跃居全省前40位。", ["科技进步评价位次"]),
        ("新开通5G基站15万个以上,总数达到30万个以上。", ["5G基站", "5G基站总数"]),
        ("建设2个示范区,打造3个以上集聚区。", ["示范区", "集聚区"]),
        ("——全市养老床位至少需达到15800张以上。", ["养老床位"]),
        ("8个园区实现产值268亿元以上。", ["8个园区产值"]),
        ("工资差距由2025年的3261元缩小到2000元以下。", ["工资差距"]),
        ("不低于35%的行政村生活污水得到有效治理。", ["行政村生活污水得到有效治理"]),
        ("6个园区产值达275亿元以上。", ["6个园区产值"]),
        ("村集体经济收入保持在人均10元以上。", ["村集体经济收入人均"]),
        ("培育壮大农业品牌5个。", ["农业品牌"]),
    ],
)
def test_what_is_measured(sentence, named):
    assert [one.metric_proposed for one in goals("青陂市方案(2026—2028年)\n一、目标\n" + sentence)] == named


def test_figures_side_by_side_keep_the_unit_they_are_written_in():
    found = goals("青陂市方案(2026—2028年)\n一、目标\n化学需氧量、氨氮等重点工程减排量分别达到245吨、18吨。")
    assert [(one.value, one.unit) for one in found] == [(245, "吨"), (18, "吨")]


@pytest.mark.parametrize(
    "sentence, basis",
    [("建成新型研发机构1家。", "level"), ("研发新产品20个。", "increment"), ("失业人员再就业0.85万人。", "increment")],
)
def test_what_adds_up(sentence, basis):
    (one,) = goals("青陂市方案(2026—2028年)\n一、目标\n" + sentence)
    assert one.basis == basis


def test_the_number_of_what_is_named_before_it_is_looked_at_one_by_one():
    *_, named, more = candidates("青陂市方案(2026—2028年)\n一、目标\n建设青陂镇、乌石镇2个示范区,打造青陂镇、乌石镇等5个集聚区。")
    assert (named.reason, named.confidence) == (NonGoal.ITEM_COUNT, Confidence.LOW)
    assert more.is_goal


@pytest.mark.parametrize(
    "sentence, found",
    [
        ("氨氮、总磷排放总量分别控制在2万吨、4万吨以内,比2025年分别减少11⠥、12%以上。", [("氨氮排放总量", "2"), ("总磷排放总量", "4"), ("氨氮排放总量", "0.89"), ("总磷排放总量", "0.88")]),
        ("甲烷、氨氮、总磷、总氮、粉尘排放量比2025年分别下降13.5%、12.5%、11.5%、10.5%、10%。", [("甲烷排放量", "0.865"), ("氨氮排放量", "0.875"), ("总磷排放量", "0.885"), ("总氮排放量", "0.895"), ("粉尘排放量", "0.9")]),
        ("推进改革.水质达标率达到78%.开展督查.", [("水质达标率", "78")]),
        ("禁止新建每小时35蒸吨以下锅炉。", []),
        ("装备产业达到1500亿。", [("装备产业", "1500")]),
        ("现代物流、文化旅游等2个产业各达到2000亿元。", [("产业", "2000")]),
        ("其中15个断面水质比例达到86%。", [("断面水质比例", "86")]),
    ],
)
def test_what_fields_of_the_environment_write(sentence, found):
    read = [(one.metric_proposed, canonical(one.value)) for one in goals("青陂市方案(2026—2028年)\n一、目标\n" + sentence)]
    assert [value for _, value in read] == [value for _, value in found]
    assert all(name.endswith(wanted) for (name, _), (wanted, _) in zip(read, found, strict=True)), read


def test_the_title_of_a_text_that_tells_it_in_full():
    (one,) = goals("《青陂市制造业行动方案(2026—2028年)》全文如下。为贯彻部署,制定本方案。到2028年,园区达到20个。")
    assert (one.region, str(one.start)) == ("青陂市", "2026-01-01")
