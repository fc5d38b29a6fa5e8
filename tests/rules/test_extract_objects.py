"""What a figure counts, whose it is and of when, in sentences written for the purpose."""

from datetime import date

import pytest

from etl.extract.documents import describe_parts
from etl.extract.places import Places
from tests.plan_text import candidates, divided, goals

PLAN = "浙江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"
UNKNOWN = "岚江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"


def read(sentence: str) -> list[tuple[str, str]]:
    return [(one.metric or one.metric_proposed, one.figure) for one in goals(PLAN + sentence)]


def test_the_word_that_defines_no_ending_looks_like_is_read_as_it_stands():
    found = read("建成10个以上年销售规模超10亿元的直播电商产业园区,打造30个以上大型直播基地。")
    assert found == [("销售规模超10亿元的直播电商产业园区", "10个以上"), ("cbec_live_streaming_cluster_count", "30个以上")]


@pytest.mark.parametrize("name", ["海外仓服务企业", "跨境电商产业园服务机构"])
def test_what_serves_a_thing_is_not_counted_as_the_thing(name):
    assert read(f"{name}超过200家。") == [(name, "超过200家")]


def test_a_date_in_brackets_behind_a_figure_is_that_figures_alone():
    found = goals(PLAN + "培育龙头企业30家,其中省级10家(2027年底前)、国家级3家。培育品牌5个。")
    assert [one.due for one in found] == [date(2028, 12, 31), date(2027, 12, 31), date(2028, 12, 31), date(2028, 12, 31)]


def test_what_each_year_is_to_add_is_an_increment_of_that_year():
    found = goals(PLAN + "培育自主品牌100个(其中2026年30个、2027年35个、2028年35个)。")
    assert [(one.metric, one.basis, one.start, one.due) for one in found[1:]] == [
        ("cbec_own_brand_count", "increment", date(year, 1, 1), date(year, 12, 31)) for year in (2026, 2027, 2028)
    ]


def test_years_said_before_their_verb_belong_to_the_figures_behind_it():
    found = goals(PLAN + "直播电商销售额2026年、2027年、2028年分别达到2亿元、3亿元、5亿元。")
    assert [(one.metric_proposed, one.value, one.due.year) for one in found] == [
        ("直播电商销售额", 2, 2026), ("直播电商销售额", 3, 2027), ("直播电商销售额", 5, 2028),
    ]  # fmt: skip


def test_a_share_of_the_whole_is_named_after_what_it_is_a_share_of():
    found = read("外贸进出口总额突破1200亿元,在全省占比提高到8%以上。")
    assert found[1] == ("外贸进出口总额·在全省占比", "提高到8%以上")


def test_points_keep_their_unit_and_the_name_of_the_share():
    found = goals(PLAN + "跨境电商占外贸比重提高到25%,较2025年提高5个百分点。")[1]
    assert (found.unit, found.value, found.not_computable) == ("个百分点", 5, "points")


def test_a_region_is_no_metric_and_a_plan_of_a_place_not_registered_has_regions_below():
    found = goals(UNKNOWN + "全省跨境电商进出口额突破3000亿元,其中东江市达到60亿元、南湖市达到45亿元。")
    assert [(one.region, one.metric) for one in found] == [
        ("岚江省", "cbec_trade_value"), ("东江市", "cbec_trade_value"), ("南湖市", "cbec_trade_value"),
    ]  # fmt: skip


def test_a_verb_begins_no_region():
    assert [one.region for one in goals(UNKNOWN + "实现县乡村三级物流网络覆盖率100%。")] == ["岚江省"]


def test_a_base_said_with_its_goal_does_not_make_the_goal_what_there_is():
    assert [one.figure for one in goals(PLAN + "网络零售额占比由目前的12%提高到25%。")] == ["提高到25%"]


def test_columns_that_only_blanks_keep_apart_are_a_table():
    table = "指标 单位 2025年 2027年 2028年\n生鲜库容 万吨 6.8 10 15\n经营主体数 家 320 450 600\n"
    found = goals("浙江省跨境电商行动方案(2026—2028年)\n一、目标\n" + table)
    assert [(one.metric_proposed, one.value, one.due.year) for one in found] == [
        ("生鲜库容", 10, 2027), ("生鲜库容", 15, 2028), ("经营主体数", 450, 2027), ("经营主体数", 600, 2028),
    ]  # fmt: skip


def test_a_sentence_with_blanks_is_no_table():
    assert [one.figure for one in goals(PLAN + "新增 企业 2027年 目标。\n培育 企业 30家 以上。")] == ["30家以上"]


@pytest.mark.parametrize(
    "sentence, figure",
    [
        ("改造内容包括基础类、完善类、提升类3类。", "3类"),
        ("围绕重点领域打造四个“100+”。", "四个"),
        ("落实文化和旅游部等10部委有关要求。", "10部"),
        ("20户以上自然村基本实现通光纤宽带。", "20户以上"),
        ("巩固电子信息、光伏制造2个优势产业。", "2个"),
        ("扶持100家营业收入超亿元旅游企业。", "超亿元"),
        ("在现有产值过千亿元基础上,新增园区5个。", "过千亿元"),
    ],
)
def test_what_only_looks_like_a_goal_is_none(sentence, figure):
    assert [one.is_goal for one in candidates(PLAN + sentence) if one.figure == figure] == [False]


def test_the_reading_a_page_adds_to_a_character_is_left_out():
    assert read("信息消费规(guī)模达到15亿元。") == [("信息消费规模", "达到15亿元")]


def test_an_amount_behind_a_noun_defines_it():
    assert read("新增4个零售额过千亿元城市。") == [("零售额过千亿元城市", "4个")]


def test_residents_of_town_and_country_have_each_their_figure_and_the_last_mark_is_both_figures_own():
    found = goals("咸阳市2026年国民经济和社会发展计划\n一、目标\n城乡居民人均可支配收入分别增长7%、8%左右。")
    assert [(one.metric_proposed, one.value, one.comparator) for one in found] == [
        ("城镇居民人均可支配收入增速", 7, "about"), ("农村居民人均可支配收入增速", 8, "about"),
    ]  # fmt: skip


def test_a_share_at_the_beginning_is_one_of_what_stands_behind_it():
    assert read("建成标杆10个,80%以上高标准农田实现无人机植保。")[1] == ("高标准农田实现无人机植保", "80%以上")


def test_the_year_whose_goals_a_report_sets_divides_what_was_from_what_is_to_come():
    text = "2023年,全省经济企稳。生产总值增长4.3%。\n2024年主要预期目标是:生产总值增长5.5%左右。\n一是创新。新增园区10个。"
    assert [(one.figure, one.due and one.due.year) for one in goals(text)] == [("5.5%左右", 2024), ("10个", 2024)]


def test_a_level_to_be_climbed_is_at_least_that():
    (one,) = goals(PLAN + "跨境电商进出口额站上3000亿元大台阶。")
    assert (one.metric, one.comparator, one.value) == ("cbec_trade_value", "ge", 3000)


def test_a_notice_that_tells_the_goals_themselves_is_read():
    text = "7月17日,济源市印发重点工作通知。\n新开工小区项目35个,建设充电站20个。\n济源市2024年重点工作安排\n一、目标\n园区达到5个。"
    assert [one.figure for one in goals(text)] == ["35个", "20个", "达到5个"]


def test_a_capacity_explained_in_brackets_is_a_goal():
    assert read("高性能计算峰值算力超300PFLOPS(每秒一千万亿次运算)。") == [("高性能计算峰值算力", "超300PFLOPS")]


def test_a_figure_alone_in_its_phrase_is_one_of_what_the_phrase_before_is_about():
    assert read("发展中欧班列专列,全年开行不少于120列,回程比例提高到40%。")[0] == ("中欧班列专列", "不少于120列")


def test_by_how_much_an_amount_falls_is_no_level():
    (one,) = goals(PLAN + "煤炭消费总量比2025年减少60万吨。")
    assert (one.metric_proposed, one.basis, one.not_computable) == ("煤炭消费总量", None, "basis")


def test_a_year_before_what_is_reached_is_by_when():
    (one,) = goals(PLAN + "护理型床位占比2027年达到70%。")
    assert (one.metric_proposed, one.due.year) == ("护理型床位占比", 2027)


@pytest.mark.parametrize(
    "sentence, figure",
    [
        ("以19个生猪调出大县为重点,建设一批基地。", "19个"),
        ("以全市7600多名残疾人为主要对象,开展培训。", "7600多名"),
        ("打造一批产值超百亿元农业强县。", "超百亿元"),
        ("附件:\n1.培育一千家龙头企业实施方案\n2.创建一千个示范基地实施方案", "一千家"),
    ],
)
def test_what_is_leant_on_what_defines_and_what_a_title_counts_is_no_goal(sentence, figure):
    assert [one.is_goal for one in candidates(PLAN + sentence) if one.figure == figure] == [False]


def test_so_many_hours_of_work_are_a_goal_and_a_time_limit_is_none():
    assert read("低空飞行时长达到15万小时,24小时内办结。") == [("低空飞行时长", "达到15万小时")]


def test_what_grows_by_a_year_to_come_is_to_come_where_nothing_says_when_the_plan_was_issued():
    found = goals("杭州市跨境电商行动计划\n一、目标\n到2026年底,全市跨境电商出口同比增长20%以上,出口额提升至650亿元。")
    assert [one.figure for one in found] == ["20%以上", "提升至650亿元"]


def test_a_goal_set_elsewhere_and_sizes_of_districts_and_firms_are_none():
    found = read("提前完成省政府翻番目标,培育跨境电商交易额200亿元区2个。形成一批年交易额1亿元、5亿元重点企业,园区达到3个。")
    assert [figure for _, figure in found] == ["2个", "达到3个"]


def test_places_of_a_size_are_defined_by_it():
    assert read("在日均处理量超过150万件的地区建设枢纽2个。") == [("枢纽", "2个")]


def test_a_year_behind_a_lost_full_stop_begins_what_is_to_be_then():
    found = goals(PLAN + "产业园达到5个2027年,产业带达到8个。")
    assert [one.due.year for one in found] == [2028, 2027]


def test_a_date_below_the_signature_says_when_a_plan_was_issued():
    text = "青陂市园区实施方案\n青政办〔2026〕12号\n一、目标\n到2028年,园区达到20个。\n青陂市人民政府办公室\n2026年6月18日\n"
    assert {one.issued for one in describe_parts(divided(text), Places(()), {})} == {date(2026, 6, 18)}


def test_a_time_to_be_cut_to_is_no_yearly_amount():
    found = goals(PLAN + "每年开行班列150列,通关时间压缩至2小时以内。")
    assert [(one.basis, one.not_computable) for one in found] == [("every_year", None), ("level", None)]


def test_the_year_a_plan_begins_in_is_no_year_by_which():
    text = "山东省步行街行动计划\n鲁政办字〔2020〕88号\n一、目标\n自2020年起,利用3年时间,培育步行街30条。到2022年底,营业额增长20%以上。"
    assert [one.due.year for one in goals(text)] == [2022, 2022]


def test_a_plan_ends_on_the_day_it_says():
    text = "黑龙江省助企行动方案\n一、目标\n支持1500家企业开店。\n二、行动时限\n2023年10月30日止\n"
    assert [one.due for one in goals(text)] == [date(2023, 10, 30)]


def test_stages_of_one_figure_have_each_their_year_and_name():
    found = goals(PLAN + "服务业增加值2026年突破4000亿元、2028年冲刺5000亿元,为生产总值过万亿元提供支撑。")
    assert [(one.metric_proposed, one.value, one.due.year) for one in found] == [("服务业增加值", 4000, 2026), ("服务业增加值", 5000, 2028)]


def test_fields_that_are_looked_to_are_no_goals():
    assert read("聚焦生产性服务业9个细分领域和生活性服务业6个细分领域,园区达到5个。")[0][1] == "达到5个"


def test_what_is_completed_so_often_adds_up():
    assert [one.basis for one in goals(PLAN + "完成8个街区的升级改造工作。")] == ["increment"]
