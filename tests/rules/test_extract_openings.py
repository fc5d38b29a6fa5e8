"""What openings of plans say of place, year and figure where a title is missing or a page lost characters."""

import pytest

from etl.decimals import canonical
from etl.extract import extract
from tests.plan_text import candidates, goals, known, source, verdicts


def read(text: str) -> list[str]:
    """Every goal: its figure, comparator and the last day."""
    return [f"{one.figure} {one.comparator} {one.due}" for one in goals(text)]


# Whose plan it is


@pytest.mark.parametrize(
    "text, region",
    [
        ("《数智甘肃建设2026年工作要点》已经同意,现印发给你们。\n一、目标\n建成景区5家。", "甘肃省"),
        ("平安青陂市建设工作要点\n一、目标\n到2027年,建成景区5家。", "青陂市"),
        ("落实《望海市直播行动计划》,加快推进清溪区直播集聚区建设,结合本区实际制定。\n一、目标\n到2027年,建成景区5家。", "清溪区"),
        ("推进集聚区、老城区建设,服务全区发展。\n一、目标\n到2027年,建成景区5家。", ""),
        ("落实青陂市部署,促进云溪县文旅发展,服务全县。\n一、目标\n到2027年,建成景区5家。", "云溪县"),
        ("今年我区目标如下。推进自治区示范村创建,办好宁夏农产品交易会。\n一、目标\n到2027年,建成景区5家。", "宁夏回族自治区"),
        ("今年我区目标如下,学习浙江经验。\n一、目标\n到2027年,建成景区5家。", ""),
    ],
    ids=["slogan and province", "slogan and city", "district", "no name of a district", "county", "autonomous region", "another province"],
)
def test_the_place_of_an_opening(text, region):
    assert [one.region for one in goals(text)] == [region]


# Dates


def test_a_month_without_a_year_has_the_year_before_it():
    text = "云川市资金方案\n一、目标\n须于2026年6月底前完成改造60%以上、9月底前完成改造80%以上。"
    assert read(text) == ["60%以上 ge 2026-06-30", "80%以上 ge 2026-09-30"]


def test_a_month_behind_another_sentence_has_no_year():
    text = "云川市改造方案(2025—2027年)\n一、目标\n到2026年,改造市场3家。9月底前建成仓库5个。"
    assert read(text)[1] == "5个 eq 2026-12-31"


def test_the_good_start_of_a_five_year_plan_is_no_horizon():
    text = "云川市行动方案(2025—2027年)\n一、目标\n为实现“十五五”良好开局,建成景区5家。"
    assert read(text) == ["5家 eq 2027-12-31"]


# Characters that a page lost or added


@pytest.mark.parametrize(
    "text, figure, rule",
    [
        ("云川政办发〔202512\n云川市文旅方案\n一、目标\n建成景区5家。", "〔202512", "document_number"),
        ("云川市文旅计划(2025-2027\n人参产业是云川的支柱,\n一、目标\n建成景区5家。", "2025-2027", "date"),
        ("云川市文旅方案\n一、目标\n打造线上线下三位一体的商圈。", "三位一体", "slogan"),
        ("云川市文旅方案\n一、目标\n建成“千斤园”,培育“百亩坊”品牌。", "千斤园", "slogan"),
        ("云川市文旅方案\n一、目标\n贯彻二十届二中、三中全会精神。", "二十届二中、三中全会", "meeting"),
        ("云川市文旅方案\n一、目标\n落实第十次党代会部署。", "第十次党代会", "meeting"),
    ],
)
def test_what_is_no_figure(text, figure, rule):
    assert (figure, rule) in verdicts(text)


def test_the_unit_in_a_bracket_is_no_goal():
    text = "云川市文旅方案\n一、目标\n旅游收入(亿元)达到5亿元。"
    assert [(one.figure, one.rule) for one in candidates(text)] == [("亿元", "unit_alone"), ("达到5亿元", "compared")]


def test_a_count_in_a_notice_is_no_citation_where_the_notice_names_the_year():
    text = "云川省近日发布方案。\n到2026年,全省销售收入突破百亿元的集群达6个。\n到2027年,集群不断壮大。销售收入突破百亿元的集群达7个。"
    assert read(text) == ["达6个 eq 2026-12-31", "达7个 eq 2027-12-31"]


# This year


@pytest.mark.parametrize(
    "head",
    ["云川市2025年工作报告\n一、目标\n", "二、2025年目标任务\n推进“十六五”时期规划。\n", "云川市工作报告\n2025年1月20日\n一、目标\n"],
    ids=["of the title", "of the heading", "of the day of issue"],
)
def test_this_year_is_the_year_of_the_heading_or_the_plan(head):
    text = head + "今年主要预期目标是:工业增加值增长7%左右;失业率控制在5.5%以内。"
    assert read(text) == ["7%左右 about 2025-12-31", "控制在5.5%以内 le 2025-12-31"]


def test_this_year_without_any_year_is_not_guessed():
    assert read("一、目标\n今年主要预期目标是:工业增加值增长7%左右。") == ["7%左右 about None"]


# What is no goal, and what is one


def verdict(sentence: str) -> list[str]:
    """The rule of every figure but the dates."""
    return [rule for _, rule in verdicts(f"云川市行动方案(2025—2027年)\n一、目标\n{sentence}") if rule not in ("date", "identifier")]


@pytest.mark.parametrize(
    "sentence, rules",
    [
        ("专项补贴资金支付率达到90%以上。", ["compared"]),
        ("用好补贴资金,村集体覆盖面达到60%以上。", ["compared"]),
        ("补助比例不低于50%。", ["subsidy"]),
        ("按照资助比例达到30%安排资金。", ["subsidy"]),
        ("实施千项技改项目、覆盖百家企业。", ["undertaken", "undertaken"]),
        ("实施三项技改项目。", ["slogan"]),
        ("已落地数据中心44个,运维人员超万人。", ["existing", "existing"]),
        ("产业集群达到7个,其中3个营业收入超20亿元。", ["compared", "listed_on", "threshold"]),
        ("建成园区3个、营业收入超20亿元。", ["undertaken", "compared"]),
    ],
)
def test_goal_or_not(sentence, rules):
    assert verdict(sentence) == rules


# What is counted, and how


def one(sentence: str):
    """The last goal of a sentence."""
    return goals(f"云川市行动方案(2025—2027年)\n一、目标\n{sentence}")[-1]


@pytest.mark.parametrize(
    "sentence, name",
    [
        ("茶叶年出口额占全市出口总额比重达到10%、力争突破1000亿元。", "茶叶年出口额"),
        ("到2027年底全市茶叶年出口额占外贸总体10%。", "茶叶年出口额占外贸总体比重"),
        ("确保实现税收收入增长4%的目标。", "税收收入增速"),
        ("建成并提质6万亩茶园“千斤坊”。", "茶园千斤坊"),
    ],
)
def test_the_name_of_what_is_counted(sentence, name):
    assert one(sentence).metric_proposed == name


@pytest.mark.parametrize("sentence", ["新编制村庄规划20个。", "修编村庄规划20个。", "攻克关键技术20项。", "研发新产品20项。"])
def test_what_is_newly_made_adds_up(sentence):
    assert one(sentence).basis == "increment"


@pytest.mark.parametrize(
    "sentence, obligation",
    [("茶叶产值力争达到800亿元。", "aspirational"), ("力争茶叶产值达到800亿元。", "aspirational"), ("茶叶产值达到800亿元。", "firm"),
     ("茶叶产值努力达到800亿元。", "aspirational")],
)  # fmt: skip
def test_a_goal_that_is_aspired_to_says_so_before_or_inside_the_figure(sentence, obligation):
    assert one(sentence).obligation == obligation


@pytest.mark.parametrize("sentence", ["举办对接活动40场以上。", "实施技改项目100个。", "新培育茶厂100家,其中国家级不少于10家。"])
def test_what_is_held_or_carried_out_and_the_part_of_an_increment_add_up(sentence):
    assert one(sentence).basis == "increment"


def test_an_average_yearly_increase_is_no_level():
    goal = one("茶叶销售额年均增长超过5亿元。")
    assert (goal.basis, goal.not_computable, goal.metric, goal.metric_proposed) == (None, "basis", "", "茶叶销售额年均增加")


def test_a_share_handed_out_by_a_month_is_a_goal_of_that_month():
    text = "云川市资金办法\n一、目标\n专项资金于2027年6月底前下达60%以上、9月底前下达80%以上。"
    assert [(goal.metric_proposed, str(goal.due)) for goal in goals(text)] == [("专项资金", "2027-06-30"), ("专项资金", "2027-09-30")]


# Tables whose cells stand one a line

CELLS = ["序号", "指标", "2024年", "2027年", "备注", "1", "茶叶产值(亿元)", "20", "35", "预期", "2", "茶厂(家)", "30", "48", "预期"]


@pytest.mark.parametrize("border", ["", " |", "|"])
def test_cells_one_a_line_are_rows_of_a_table(border):
    text = "\n".join(["云川市茶业规划(2025—2027年)", *(cell + border for cell in CELLS), "一、任务", "建成茶园5家。"])
    assert read(text) == ["35 eq 2027-12-31", "48 eq 2027-12-31", "5家 eq 2027-12-31"]
    assert [(goal.metric_proposed, canonical(goal.value), goal.unit) for goal in goals(text)][:2] == [("茶叶产值", "35", "亿元"), ("茶厂", "48", "家")]
    assert [one.figure for one in candidates(text) if one.reason == "baseline"] == ["20", "30"]


def test_cells_without_the_numbers_of_rows_stay_lines():
    cells = ["序号", "指标", "2027年", "1", "茶叶产值(亿元)", "35", "3", "茶厂(家)", "48"]
    assert not any(goal.rule.startswith("table") for goal in goals("\n".join(["云川市茶业规划(2025—2027年)", *cells])))


# A person says whose text it is


@pytest.mark.parametrize(
    "head, told, region",
    [("", "青陂市", "青陂市"), ("", "", ""), ("关于推动文旅的方案\n", "青陂市", "青陂市"), ("云川市文旅方案\n", "青陂市", "云川市")],
    ids=["no title", "nobody says", "no place in the title", "the title counts"],
)
def test_whose_text_it_is_can_be_said(head, told, region):
    _, found = extract(source(head + "一、目标\n到2027年,建成景区5家。"), known(), told)
    assert [one.region for one in found if one.is_goal] == [region]


def test_a_place_of_the_register_is_said_by_code_or_name():
    first = known().registers.regions[0]
    for told in (first.region_code, first.name_zh):
        _, found = extract(source("一、目标\n到2027年,建成景区5家。"), known(), told)
        assert {(one.region_code, one.region) for one in found} == {(first.region_code, first.name_zh)}


# What a title sets out to do before it names its place


@pytest.mark.parametrize(
    "title, region",
    [
        ("支持云川市文旅发展的若干意见", "云川市"),
        ("推动甘肃文旅高质量发展行动方案", "甘肃省"),
        ("新时代推动江西文旅发展的实施意见", "江西省"),
        ("打造文旅强省 云南省文旅行动计划", "云南省"),
        ("广西文旅三年行动方案", "广西壮族自治区"),
        ("加快建设文旅强省三年行动\n河南省人民政府印发", "河南省"),
        ("打造旅游强县行动方案", ""),
        ("建设设区市文旅中心的行动方案", ""),
        ("关于对口支援新疆文旅工作的实施意见", ""),
    ],
)
def test_the_place_behind_what_a_title_sets_out_to_do(title, region):
    assert [one.region for one in goals(f"{title}\n一、目标\n到2027年,建成景区5家。")] == [region]


def test_what_is_listed_on_for_each_place_is_for_each_as_well():
    assert [goal.basis for goal in goals("云川市镇村方案(2025—2027年)\n一、目标\n每县培育1-2个示范镇,3-5个示范村。")] == ["each_subregion"] * 2


@pytest.mark.parametrize("heading, rules", [("一、发展目标", ["growth"]), ("一、重点工作", ["past"])])
def test_a_growth_on_the_year_before_is_to_come_under_a_heading_of_goals(heading, rules):
    found = verdicts(f"云川市消费方案(2025—2027年)\n{heading}\n零售额同比增长10%以上。")
    assert [rule for figure, rule in found if "%" in figure] == rules


@pytest.mark.parametrize(
    "sentence, comparator, value",
    [
        ("茶厂能耗强度较2020年下降13%以上。", "le", "0.87"),
        ("茶厂能耗强度较2020年下降不超过13%。", "ge", "0.87"),
        ("茶叶产值较2020年增长13%以上。", "ge", "1.13"),
        ("茶厂能耗年均下降2%以上。", "le", "-2"),
        ("引进茶商100余家。", "gt", "100"),
        ("引进茶商3万多家。", "gt", "30000"),
    ],
)
def test_the_comparison_is_one_of_the_value(sentence, comparator, value):
    assert (one(sentence).comparator, canonical(one(sentence).value)) == (comparator, value)


def test_a_ratio_of_three_is_no_single_figure():
    assert [goal.figure for goal in goals("云川市方案(2025—2027年)\n一、目标\n三次产业比例调整为10:45:45。")] == []


def test_a_development_zone_develops_nothing():
    assert goals("云川市方案(2025—2027年)\n一、任务\n用好3个国家级开发区和2个综合保税区。") == []


def test_growths_of_the_goals_before_them_are_each_of_its_own():
    text = "云川市方案(2025—2027年)\n一、目标\n茶叶产值达到50亿元,蜂蜜产值达到20亿元,分别增长15%、20%。"
    assert [goal.metric_proposed for goal in goals(text)] == ["茶叶产值", "蜂蜜产值", "茶叶产值增速", "蜂蜜产值增速"]


def test_the_efforts_of_years_are_no_aspiration():
    assert one("通过3—5年努力,培育10家龙头茶厂。").obligation == "firm"
