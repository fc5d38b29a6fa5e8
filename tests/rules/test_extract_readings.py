"""What plans of other places and fields write otherwise, each as a text of its own, written for the purpose."""

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from etl.decimals import canonical
from tests.plan_text import candidates, goals

TITLE = "云川市商贸行动方案(2025—2027年)\n"


def read(text: str) -> list[str]:
    """Every goal: its figure, comparator and the last day."""
    return [f"{one.figure} {one.comparator} {one.due}" for one in goals(text)]


def names(text: str) -> list[str]:
    """What every goal counts."""
    return [one.metric or one.metric_proposed for one in goals(text)]


# Whose plan it is


@pytest.mark.parametrize(
    "text, region",
    [
        ("湖南文化旅游产业三年行动方案\n一、目标\n到2027年,建成景区5家。", "湖南省"),
        ("关于印发文旅行动方案的通知\n云川市人民政府\n一、目标\n到2027年,建成景区5家。", "云川市"),
        ("黔西苗族侗族自治州文旅行动方案\n一、目标\n到2027年,建成景区5家。", "黔西苗族侗族自治州"),
        ("云川市望湖区文旅行动方案\n一、目标\n到2027年,建成景区5家。", "望湖区"),
        ("云川市服务业示范区行动方案\n一、目标\n到2027年,建成景区5家。", "云川市"),
        ("为壮大甘肃特色产业,现就全省工作提出意见。\n一、目标\n到2027年,建成景区5家。", "甘肃省"),
        ("甘政办发〔2025〕3号\n为壮大特色产业,现就全省工作提出意见。\n一、目标\n到2027年,建成景区5家。", "甘肃省"),
        ("按照甘肃省部署,结合我市实际制定方案。\n一、目标\n到2027年,建成景区5家。", ""),
        ("为加快中心城市建设,促进青陂市文旅发展,结合我市实际制定方案。\n一、目标\n到2027年,建成景区5家。", "青陂市"),
        ("为促进文旅发展,结合青陂实际制定方案。\n一、目标\n到2027年,青陂市建成景区5家。", "青陂市"),
        ("云川省人民政府办公厅\n关于做好文旅工作的\n若 干 意 见\n一、目标\n到2027年,建成景区5家。", "云川省"),
    ],
)
def test_the_place_of_a_plan(text, region):
    assert [one.region for one in goals(text)] == [region]


# Titles


@pytest.mark.parametrize(
    "text",
    [
        "云川市人民政府关于\n印发云川市文旅\n三年行动方案(2025—2027年)\n的通知\n一、目标\n建成景区5家。",
        "云川市文旅行动方案\n2025—2027年)\n一、目标\n建成景区5家。",
        "关于印发云川市文旅行动方案(2025—2027年)的通知\n\n云川市文旅行动方案\n一、目标\n建成景区5家。",
        "云川市关于印发《2025—2027年文旅\n重点任务和\n工作方案》的通知\n一、目标\n建成景区5家。",
        "【政策】云川市文旅行动方案(2025—2027年)\n一、目标\n建成景区5家。",
        "标题:云川市文旅行动方案(2025—2027)\n一、目标\n建成景区5家。",
        "《云川市文旅行动方案》(2025—2027年)\n一、目标\n建成景区5家。",
        "云川市政府关于印发云川市文旅行动方案(2025—2027年)的通知_政府网\n一、目标\n建成景区5家。",
    ],
    ids=[
        "over four lines", "half a bracket", "years in the notice only", "quoted over lines", "behind a mark", "behind a label", "in quotes",
        "with the name of the site",
    ],
)
def test_the_years_of_a_title_count_however_it_is_written(text):
    assert [(one.region, str(one.due)) for one in goals(text)] == [("云川市", "2027-12-31")]


def test_a_preface_that_names_the_plan_is_no_title():
    text = TITLE + "为贯彻市政府部署,加快商贸发展,特制定本行动方案\n一、目标\n建成景区5家。"
    assert [(one.title, str(one.due)) for one in goals(text)] == [(TITLE.strip(), "2027-12-31")]


def test_the_day_below_a_title_is_no_year_of_the_plan():
    assert read("云川市消费扩容方案\n(2024年12月20日)\n一、目标\n到2027年,建成景区5家。\n二、任务\n改造市场3家。")[1] == "3家 eq 2027-12-31"


def test_a_document_that_is_cited_gives_no_title():
    text = "根据《关于印发〈岚谷省文旅规划(2021—2025年)〉的通知》要求,制定本方案。\n一、目标\n到2028年,建成景区5家。"
    assert [one.title for one in candidates(text)][:1] == [""] and read(text) == ["5家 eq 2028-12-31"]


def test_a_plan_that_is_followed_is_not_the_plan_itself():
    text = "根据《云川市商贸规划(2018—2022年)》要求,经市政府同意,制定本通知。\n一、目标\n到2028年,建成景区5家。"
    assert [one.title for one in candidates(text)][:1] == [""]


def test_lines_of_the_page_are_not_joined_with_the_plan():
    text = TITLE + "来源:市政府办 浏览量:1200次\n到2026年,建成景区5家。\n[ 成文日期 ] 2025-01-05"
    assert read(text) == ["5家 eq 2026-12-31"]


def test_traditional_characters_are_read_and_their_places_kept():
    text = "雲川市商貿行動方案\n一、目標\n到2027年,新增連鎖門店100個以上。"
    (one,) = goals(text)
    assert (one.region, one.metric_proposed, one.figure, one.comparator) == ("云川市", "连锁门店", "100个以上", "ge")
    assert text[one.source_start : one.source_end] == "100個以上"


def test_a_page_flattened_to_one_line_has_its_titles_and_clauses_back():
    lines = ("云川市商贸行动方案(2025—2027年)", "为发展商贸,制定本方案。" + "坚持统筹推进。" * 25, "一、目标", "(一)市场。到2026年,建成市场5家。", "二、任务", "培育老字号30家。")
    told = [(one.clause, one.figure, str(one.due)) for one in goals(" ".join(lines))]
    assert told == [("一(一)", "5家", "2026-12-31"), ("二", "30家", "2027-12-31")]


# What was and what is to come


@pytest.mark.parametrize(
    "sentence, found",
    [
        ("截至2024年底,全市建成书房50家;到2027年,建成书房80家。", ["80家 eq 2027-12-31"]),
        ("党的十八大以来,全市建成书房50家,力争到2027年,建成书房80家。", ["80家 eq 2027-12-31"]),
        ("现有书房50家,到2027年增加30家。", ["30家 eq 2027-12-31"]),
        ("到2026年,市级、县级书房分别不少于2家、10家。", ["不少于2家 ge 2026-12-31", "10家 ge 2026-12-31"]),
        ("2025年、2026年,新建书房5家、8家。", ["5家 eq 2025-12-31", "8家 eq 2026-12-31"]),
        ("到2026年一季度末,建成书房5家。", ["5家 eq 2026-03-31"]),
        ("2026年,零售额同比增长6%。", ["6% eq 2026-12-31"]),
        ("过去一年,全市建成书房50家,零售额增长6%。", []),
        ("截至2025年3月,全市建成书房50家。", []),
        ("书房由2024年的50家增加到2026年的80家。", ["80家 eq 2026-12-31"]),
        ("产值达到2024年的1.5倍。", ["1.5倍 eq 2027-12-31"]),
        ("产值较“十四五”末翻一番。", ["翻一番 eq 2027-12-31"]),
    ],
)
def test_the_last_mark_before_a_figure_says_whether_it_is_over(sentence, found):
    assert read(f"{TITLE}一、目标\n{sentence}") == found


def test_a_heading_that_sets_out_to_improve_looks_ahead():
    assert read(TITLE + "一、优化发展环境\n建成书房80家。\n二、发展环境\n建成书房50家。") == ["80家 eq 2027-12-31"]


def test_a_year_without_a_figure_is_no_horizon():
    text = "云川市商贸行动方案\n一、目标\n到2027年,零售额达到90亿元。到2035年,体系更加完善。\n二、任务\n年培训5000人次。"
    assert read(text)[1] == "5000人次 eq 2027-12-31"


def test_a_horizon_holds_for_the_rest_of_its_clause():
    text = TITLE + "一、市场\n到2026年,建成市场5家。\n改造市场3家。\n二、任务\n培育老字号30家。"
    assert read(text) == ["5家 eq 2026-12-31", "3家 eq 2026-12-31", "30家 eq 2027-12-31"]


def test_a_line_of_a_list_may_begin_with_a_dash():
    assert read(TITLE + "一、目标\n——2026年,建成市场5家;\n——2027年,建成市场8家。") == ["5家 eq 2026-12-31", "8家 eq 2027-12-31"]


@pytest.mark.parametrize("day, due", [("5月10日", "2027-12-31"), ("11月10日", "2028-12-31")])
def test_a_plan_for_three_years_that_names_none_ends_with_the_third(day, due):
    assert read(f"云川市商贸三年行动方案\n云川市人民政府\n2025年{day}\n一、目标\n建成市场5家。") == [f"5家 eq {due}"]


def test_years_listed_before_figures_are_the_years_of_the_figures():
    found = goals(TITLE + "一、目标\n2025年、2026年、2027年工业投资分别增长20%、22%、25%。")
    assert [(one.metric_proposed, one.due.year) for one in found] == [("工业投资增速", 2025), ("工业投资增速", 2026), ("工业投资增速", 2027)]


def test_mottoes_are_no_doublings():
    assert read(TITLE + "一、目标\n按照“一年起步、三年倍增”思路,实施提升倍增行动,到2027年,产值实现倍增。") == ["倍增 eq 2027-12-31"]


# What is counted


@pytest.mark.parametrize(
    "sentence, counted",
    [
        ("新增从业人员3万人。", ["从业人员"]),
        ("完成4万人(含技师1万人)取得证书。", ["取得证书", "取得证书·技师"]),
        ("商户、网店数量较2024年翻番,分别达到600家、900家。", ["商户、网店数量", "商户数量", "网店数量"]),
        ("为6000名老人开展义诊。", ["老人开展义诊"]),
        ("设立总规模5亿元的商贸基金。", ["商贸基金"]),
        ("电子票据共享80万份。", ["电子票据共享"]),
        ("完成3000万吨钢铁产能改造。", ["钢铁产能改造"]),
        ("打造10个千万元村。", ["千万元村"]),
        ("培育60家骨干企业(产值10亿元以上20家,过百亿元2家)。", ["骨干企业", "骨干企业·产值10亿元以上", "骨干企业·过百亿元"]),
        ("GDP增长7%,高于全省1个百分点,总量突破3000亿元,人均突破8万元。", ["GDP增速", "GDP", "GDP总量", "GDP总量·人均"]),
        ("综合排名在全省位次前移3位。", ["综合排名在全省位次前移"]),
        ("建设省级研究院1家,市级10家。", ["省级研究院", "省级研究院·市级"]),
        ("零售额达150亿元、增长10%,其中网络零售额30亿元、增长50%。", ["零售额", "零售额增速", "网络零售额", "网络零售额增速"]),
        ("新建500千伏变电站2座,新增变电容量300万千伏安。", ["500千伏变电站", "变电容量"]),
        ("新增新能源汽车1万辆(标准车)。", ["新能源汽车"]),
        ("新增示范店100家(省级10家、市级90家)。", ["示范店", "示范店·省级", "示范店·市级"]),
        ("万元GDP用水量控制在40立方米以内。", ["万元GDP用水量"]),
        ("每万名就业人员研发人员达85人年。", ["每万名就业人员研发人员"]),
        ("到位资金增长12%。", ["到位资金增速"]),
        ("站点500米覆盖率达到100%。", ["站点500米覆盖率"]),
        ("90%以上的县级医院设立老年科。", ["县级医院设立老年科"]),
        ("对研发占比超过6%的企业设立奖项,给予补助。", []),
        ("对出口达到500万元、1000万元、入驻企业超过20家的园区,分别给予奖励。", []),
        ("实现160千瓦及以下企业“零投资”接入。", []),
        ("聚焦五个方面,实施八项行动,打造四个高地。", []),
        ("办电环节压减至2个、3个。", ["办电环节", "办电环节"]),
        ("对考核前3名的园区通报表扬。", []),
        ("人均预期寿命提高1岁,达到79岁。", ["人均预期寿命", "人均预期寿命"]),
        ("果蔬和肉类冷链流通率分别达到40%、60%。", ["果蔬流通率", "肉类冷链流通率"]),
        ("培育年销售额10亿元以上的商贸企业20家、50亿元以上的5家。", ["销售额10亿元以上的商贸企业", "销售额10亿元以上的商贸企业·50亿元以上"]),
        ("培育15家市级平台和3家省级平台。", ["市级平台", "省级平台"]),
        ("培育年销售额超过1亿元“大单品”50个。", ["销售额超过1亿元大单品"]),
        ("实现补贴性培训2万人次、新增技师3万人。", ["补贴性培训", "技师"]),
        ("年交易额3亿元(人民币,下同)以上的商家达到9家。", ["交易额3亿元(人民币,下同)以上的商家"]),
    ],
)
def test_the_object_of_a_figure(sentence, counted):
    assert names(f"{TITLE}一、目标\n到2027年,{sentence}") == counted


@pytest.mark.parametrize(
    "sentence, metrics",
    [
        ("打造3家年进出口额100亿元以上的跨境电商龙头企业。", [""]),
        ("打造年交易额超10亿元的跨境电商龙头企业3家。", ["cbec_leading_enterprise_over_1b_count"]),
        ("打造跨境电商龙头企业3家。", ["cbec_leading_enterprise_count"]),
        ("跨境电商出口额增长20%。", [""]),
        ("海外仓面积达到50万平方米、数量达到30个。", ["", "overseas_warehouse_count"]),
        ("公共海外仓达到25个,其中省级公共海外仓5个。", ["public_overseas_warehouse_count", "provincial_overseas_warehouse_count"]),
        ("新增应用跨境电商的外贸企业300家。", ["new_cbec_traditional_enterprise_count"]),
        ("跨境电商产业园集聚跨境电商企业90家。", ["cbec_park_enterprise_count"]),
        ("产业园全部建成,入驻跨境电商企业90家。", ["cbec_park_enterprise_count"]),
        ("跨境电商进出口额由120亿元增加到300亿元。", ["cbec_trade_value"]),
    ],
)
def test_the_metric_of_a_figure_is_one_that_counts_just_that(sentence, metrics):
    assert [one.metric for one in goals(f"湖州市跨境电商方案\n一、目标\n到2027年,{sentence}")] == metrics


@pytest.mark.parametrize(
    "sentence, basis",
    [
        ("年培训5000人次。", "every_year"),
        ("年接待游客5000人次。", "level"),
        ("完成职业技能培训5000人次。", "increment"),
        ("产值是2024年的3倍以上。", "multiple"),
        ("每年发放消费券2000万元,消费率达35%,建设充电桩3000个。", "every_year level level"),
        ("每年净增企业200家,年营收超10亿元企业达30家。", "every_year level"),
    ],
)
def test_how_a_goal_is_counted(sentence, basis):
    assert " ".join(one.basis for one in goals(f"{TITLE}一、目标\n{sentence}")) == basis


# Figures


@pytest.mark.parametrize(
    "sentence, value, unit, comparator",
    [
        ("交易额突破20亿元人民币。", "20", "亿元", "gt"),
        ("新增商户上万家。", "10000", "家", "ge"),
        ("举办展会20场(次)以上。", "20", "场", "ge"),
        ("至少建成市场20家。", "20", "家", "ge"),
        ("接入设备10万路。", "100000", "路", "eq"),
        ("平均等待时间较2024年压缩一半。", "0.5", "倍", "eq"),
        ("孕产妇死亡率控制在12/10万以内。", "12", "/10万", "le"),
        ("吸烟率下降到20%以下。", "20", "%", "le"),
        ("优良天数达到300天以上。", "300", "天", "ge"),
    ],
)
def test_a_figure_and_its_unit(sentence, value, unit, comparator):
    (one,) = goals(f"{TITLE}一、目标\n到2027年,{sentence}")
    assert (canonical(one.value), one.unit, one.comparator) == (value, unit, comparator)


# Noise of pages: the same plan however a page spoiled its letters and lines

_WIDE = str.maketrans("0123456789%(),:;", "０１２３４５６７８９％（），：；")
NOISE = {
    "traditional": OpenCC("s2t").convert,
    "full width": lambda text: text.translate(_WIDE),
    "gaps around figures": lambda text: re.sub(r"(?<=\d)(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])(?=\d)", " ", text),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n\u3000\u3000"),
    "one line": lambda text: text if "\t" in text else text.replace("\n", " "),
    "broken lines": lambda text: re.sub(r"(?m)^([^\t\n]{38})(?=[^\t\n]+$)", r"\1\n", text),
}
PLANS = sorted((Path(__file__).parents[1] / "plans").glob("*.txt"))


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_noise_changes_no_goal(path, noise):
    text = path.read_text(encoding="utf-8")
    assert [_essence(one) for one in goals(noise(text))] == [_essence(one) for one in goals(text)]


def _essence(one) -> tuple:
    return one.region, one.metric, one.basis, one.comparator, one.value, one.unit, one.due
