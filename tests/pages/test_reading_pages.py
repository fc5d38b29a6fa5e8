"""城市, 指标 and 目标 in each state of the data: what is answered first, what is told of an unknown."""

import pytest

from tests import collection_world as world
from tests.collection_world import accepted, one_figure
from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

PAST = "2025Q4"

#: Two more cities with figures over two quarters, so that places can change.
_REGIONS = "990300,青陂市,Qingpi,city,990000,\n990400,柏川市,Baichuan,city,990000,\n"
_TARGETS = "".join(
    f"990{code}00-01,990{code}00,export_value,,P,附,level,ge,{value},,亿元,,2024-01-01,2027-12-31,,,firm,,{value}亿元以上,\n"
    for code, value in ((3, 160), (4, 200))
)
_ACTUALS = "".join(
    f"{name},跨境电商出口额,{year},{quarter},,本年累计,{value},亿元,{yoy},,,,{day},{name}商务局,\n"
    for name, lines in {
        "青陂市": ((2023, 4, 80, "", "2024-01-20"), (2024, 4, 100, 25, "2025-01-20"), (2025, 3, 60, 5, "2025-10-20"), (2025, 4, 150, 50, "2026-01-20")),
        "柏川市": ((2023, 4, 90, "", "2024-01-20"), (2024, 4, 110, 22, "2025-01-20"), (2025, 3, 95, 30, "2025-10-20"), (2025, 4, 112, 2, "2026-01-20")),
    }.items()
    for year, quarter, value, yoy, day in lines
)


@pytest.fixture(scope="module")
def ranked(tmp_path_factory):
    """The small workspace with enough regions for a ranking."""
    folder = write_page_workspace(tmp_path_factory.mktemp("ranked") / "work")
    for name, lines in (("regions.csv", _REGIONS), ("targets.csv", _TARGETS), ("actuals/2025.csv", _ACTUALS)):
        with open(folder / name, "a", encoding="utf-8") as file:
            file.write(lines)
    return folder



def alts(app) -> str:
    return "\n".join(chart.proto.alt for chart in app.main.get("plotly_chart"))


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["澜江市：3 项数字承诺，1 项有数据", "最要紧", "还差 75 亿元", "记分表（1 项）", "商务厅监测口径 · 来源可靠", "还缺数据的承诺（2）"]),
        ("en", ["Lanjiang: 3 numeric commitments, 1 with figures", "Most urgent", "CNY 7.5 bn to go", "Scorecard (targets: 1)", "Commitments that lack figures (2)"]),
    ],
)
def test_a_city_that_lags_says_so_first(open_page, lang, lines):
    app = open_page("city", city="990100", lang=lang)
    assert not app.exception and not app.error
    for words in lines:
        assert words in said(app)
    assert len(app.main.get("plotly_chart")) == 3  # bullets, course, similar places


def test_what_is_needed_stands_beside_the_best_quarter(open_page, ranked):
    text = said(open_page("city", data=ranked, city="990400"))
    assert "还差" in text and "按最好水平" in text


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["自2025年第四季度起近十二个月合计每季需增加", "历史最好一季", "按最好水平", "已知的季度不足四个", ":gray[责任单位]　云岭省人民政府（发文机关）"]),
        ("en", ["Best quarter ever", "At the best quarter", ":gray[Responsible]"]),
    ],
)
def test_a_target_says_what_its_city_says_of_effort_and_whose_task_it_is(open_page, ranked, lang, lines):
    texts = [said(open_page(page, data=ranked, city="990400", target="990400-01", lang=lang)) for page in ("city", "target")]
    for text in texts:
        for words in lines:
            assert words in text


def test_nothing_can_be_hoped_for_once_a_target_is_due_or_without_a_figure(open_page):
    for target in ("990100-02", "990200-01"):
        assert "按最好水平" not in said(open_page("target", target=target))


@pytest.mark.parametrize("page", ["city", "target"])
def test_whom_to_call_about_a_target_is_told_to_the_signed_in_only(open_page, world_copy, page):
    contacts = "unit,region_code,name,phone,note\n云岭省人民政府,990000,督查室 甲某,0000-5550,\n"
    (world_copy.root / "contacts.csv").write_text(contacts, encoding="utf-8")
    asked = {"data": world_copy.root, "city": world.CITY, "target": "990100-01"}
    assert "督查室 甲某 0000-5550" in said(open_page(page, visitor=world.OFFICER, **asked))
    assert "甲某" not in said(open_page(page, **asked))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_city_without_figures_is_calm_and_says_what_is_wanted(open_page, lang):
    app = open_page("city", city="990200", lang=lang)
    text = said(app)
    wanted = {"zh": ["望海市：1 项数字承诺，都还没有公布可比数据", "2025年第四季度本年累计"], "en": ["none with a comparable published figure", "year to date, Q4 2025"]}
    for words in wanted[lang]:
        assert words in text
    assert not app.main.get("plotly_chart") and ":red-badge" not in text


def test_similar_places_are_of_the_same_level_and_scope(open_page, ranked):
    text = said(open_page("city", data=ranked, city="990300", target="990300-01"))
    similar = "\n".join(line for line in text.partition("| 地区 | 承诺 |")[2].splitlines()[:6] if line.startswith("|"))
    assert "柏川市" in similar and "澜江市" in similar and "云岭省" not in similar
    assert "本地区" in similar


def test_where_nobody_is_similar_the_page_says_so(open_page):
    assert "没有可比的相近地区" in said(open_page("city", city="990000", target="990000-03"))


def test_the_course_shows_the_other_stages_of_a_target(open_page, ranked):
    folder = ranked.parent / "stages"
    if not folder.exists():
        write_page_workspace(folder)
        with open(folder / "targets.csv", "a", encoding="utf-8") as file:
            file.write("990100-20,990100,export_value,,P,附,level,ge,90,,亿元,,2024-01-01,2026-12-31,,,firm,,90亿元,\n")
    text = said(open_page("city", data=folder, city="990100", target="990100-01"))
    assert "到2026年底，不低于 90 亿元" in text.partition("| 报告期 | 实际值 |")[2]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["青陂市居首（推进速度", "澜江市居末", "比上季上升最多的是青陂市", "排名表（全部数字）"]),
        ("en", ["Qingpi comes first (pace", "Lanjiang comes last", "Rose most since the quarter before: Qingpi", "The ranking in figures"]),
    ],
)
def test_a_metric_says_who_leads_and_who_rose(open_page, ranked, lang, lines):
    app = open_page("metric", data=ranked, metric="export_value", lang=lang)
    assert not app.exception and not app.error
    text = said(app)
    for words in lines:
        assert words in text
    assert len(app.main.get("plotly_chart")) == 3  # ranking, spread, small multiples


def test_a_metric_nobody_shares_shows_the_others_with_their_reason(open_page):
    app = open_page("metric", metric="return_rate")
    assert "没有两个地区的目标可以直接比较" in said(app)
    assert "没有其他可比目标" in said(app) and not app.main.get("plotly_chart")


def test_the_chart_of_all_lines_is_drawn_once_it_is_opened(open_page, ranked):
    closed = open_page("metric", data=ranked, metric="export_value")
    opened = open_page("metric", data=ranked, metric="export_value", trend="true")
    assert len(opened.main.get("plotly_chart")) > len(closed.main.get("plotly_chart"))


@pytest.mark.parametrize(
    ("lang", "links"),
    [
        ("zh", ["**文件**", "**条款**", "**怎样理解**", "**基期**", "**实际值**", "**差距**", "200 − 126 = 74 亿元，还差 74 亿元"]),
        ("en", ["**Document**", "**Clause**", "**Reading**", "**Baseline**", "**Actual**", "**Gap**", "20 − 12.6 = CNY 7.4 bn"]),
    ],
)
def test_a_target_is_one_chain_from_the_document_to_the_gap(open_page, lang, links):
    text = said(open_page("target", target="990000-01", lang=lang))
    places = [text.index(link) for link in links]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("lang", "said_so"),
    [
        ("zh", "近十二个月：2025年第三季度累计 + 2024年全年 − 2024年第三季度累计 = 95 + 110 − 73.076923 = 131.923077 亿元"),
        ("en", "Twelve months: total to Q3 2025 + all of 2024 − total to Q3 2024 = 9.5 + 11 − 7.3076923 = CNY 13.1923077 bn"),
    ],
)
def test_a_trailing_year_stands_with_the_figures_that_add_up_to_it(open_page, ranked, lang, said_so):
    text = said(open_page("target", data=ranked, target="990400-01", quarter="2025Q3", lang=lang))
    assert said_so in text


def test_other_methods_give_their_verdicts_beside_the_main_one(open_page):
    text = said(open_page("target", target="990000-01"))
    assert "各种算法判断一致" in text
    for method in ("本系统（推进速度）", "序时进度", "增长率之比", "推算完成率"):
        assert method in text


def test_a_target_without_a_figure_says_which_figures_are_wanted(open_page):
    text = said(open_page("target", target="990200-01"))
    assert "未公布，还缺：2025年第四季度本年累计" in text and "换一种算法" not in text


def test_the_signed_in_follow_the_actual_to_its_cell_and_see_the_correction(desk):
    receipt = accepted(desk.workspace, one_figure("91.5", quarter=PAST, note="说明：企业漏报，按海关清单更正"), under=world.terms(quarter=PAST))
    text = said(desk("target", world.AUDITOR, quarter=PAST, target="990100-01", trace="true"))
    assert receipt.submission_id in text and "（F2 格），原文为“91.5”" in text
    assert "填报 " in text and "审核 " in text
    assert "更正前：2025年第四季度　75 亿元" in text


def test_the_public_sees_neither_cell_nor_correction(desk):
    accepted(desk.workspace, one_figure("91.5", quarter=PAST, note="说明：企业漏报，按海关清单更正"), under=world.terms(quarter=PAST))
    for page in ("target", "city"):
        text = said(desk(page, "", quarter=PAST, city=world.CITY, target="990100-01", trace="true", versions="true"))
        for secret in ("更正前", "91.5", world.REPORTER, "S0000", "格），原文为"):
            assert secret not in text


@pytest.mark.parametrize("page", ["city", "metric", "target"])
def test_each_page_says_how_to_read_it(open_page, page):
    every = "\n".join(element.value for element in open_page(page).main.get("markdown"))
    assert "各类完成情况的意思" in every


def test_charts_are_told_to_those_who_cannot_see_them(open_page):
    assert "单位：亿元；商务厅监测口径；数据截至2025年第四季度" in alts(open_page("city", city="990100"))
