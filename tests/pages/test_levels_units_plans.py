"""上下级, 责任单位, 规划文件: what they say, in both languages, to the public and to the signed-in."""

import re
import shutil

import pytest

from etl.rights import Account, Role
from tests.page_identity import put_account
from tests.pages.page_text import said
from tests.pages.test_pages import ADDRESS, CHINESE, PROPER

PAGES = ("levels", "units", "documents")
CONTACTS = "unit,region_code,name,phone,note\n省商务厅,990000,林虚舟,0000-5550101,上班时间\n"

WORDS = {
    ("levels", "zh"): [
        "可以核对的 1 项上级目标中，1 项已能下结论，没有发现分解不足",
        "230 亿元", "2/2 个下级", "多 30 亿元（15%）", "✔ 合计达到上级",
        "下级没有对应目标的上级目标（2）",
    ],
    ("levels", "en"): ["1 are settled, and none falls short", "CNY 23 bn", "CNY 3 bn more (15%)", "Sum reaches the whole"],
    ("units", "zh"): ["省商务厅名下 1 项目标，目前没有落后的", "所选范围共 9 项目标，其中 8 项的条款没有写明责任单位", "2027年底到期：", "还差 74 亿元"],
    ("units", "en"): ["省商务厅: 1 targets, none of them behind", "Of 9 targets within this choice, the clauses of 8 name no responsible unit"],
    ("documents", "zh"): [
        "3 份规划中 1 份已结束；其 1 项目标里，有最终数据可以定论的 0 项",
        "云政发〔2024〕1号", "0/1 项", "4/7 项", "征求意见稿",
    ],
    ("documents", "en"): ["1 of 3 plans have ended; of their 1 targets 0 have a final figure", "4 of 7", "no number"],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_says_what_it_should(open_page, page, lang):
    app = open_page(page, lang=lang)
    assert not app.exception and not app.error
    text = said(app)
    assert not [words for words in WORDS[page, lang] if words not in text]


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_is_english(open_page, page):
    text = ADDRESS.sub("", said(open_page(page, lang="en")))
    proper = (*PROPER, "澜江市实施方案", "望海市行动方案（征求意见稿）", "澜江市人民政府", "二(一)", "二(二)", "三", "四", "五", "附", "一")
    for name in sorted(proper, key=len, reverse=True):
        text = text.replace(name, "")
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_chinese_page_is_chinese(open_page, page):
    text = ADDRESS.sub("", said(open_page(page)))
    assert not re.findall(r"Target|target|region|None|null|nan\b|Levels|Plan", text)


@pytest.mark.parametrize("page", PAGES)
def test_a_workspace_without_targets_says_so(open_page, page_data, tmp_path, page):
    data = copied(page_data, tmp_path)
    header = (data / "targets.csv").read_text(encoding="utf-8").splitlines()[0]
    (data / "targets.csv").write_text(f"{header}\n", encoding="utf-8")
    app = open_page(page, data=data)
    assert not app.error and "登记表里还没有目标" in said(app)


def copied(page_data, tmp_path):
    data = tmp_path / "work"
    shutil.copytree(page_data, data, ignore=shutil.ignore_patterns("var"))
    return data


def tables(app) -> str:
    """All that stands in tables of data."""
    return "\n".join(element.value.to_csv() for element in app.main.dataframe)


# --- levels


def test_the_regions_behind_a_sum_are_named(open_page):
    text = said(open_page("levels", whole="990000-01@2027Q4"))
    assert "到2027年底，超过 150 亿元" in text and "到2027年底，不低于 80 亿元" in text
    assert "75 亿元" in text  # what the first has reported for the period compared
    assert "没有这一目标的" not in text


def test_a_sum_over_some_regions_is_called_a_lower_bound(open_page, page_data, tmp_path):
    data = copied(page_data, tmp_path)
    targets = (data / "targets.csv").read_text(encoding="utf-8")
    (data / "targets.csv").write_text(targets.replace("990200-01,990200,export_value", "990200-01,990200,events"), encoding="utf-8")
    text = (data / "targets.csv").read_text(encoding="utf-8").replace("80,,亿元", "80,,场")
    (data / "targets.csv").write_text(text.replace("P,附,level,ge,80", "P,附,increment,ge,80"), encoding="utf-8")
    found = said(open_page("levels", data=data))
    assert "都只有一部分下级有同一目标，合计只是下限" in found
    assert "至少 150 亿元" in found and "至少占上级的 75%" in found and "◔ 只有下限" in found
    assert "没有这一目标的 1 个：望海市" in found
    assert "缺口" not in found.partition("算法可以换成")[0]


def test_figures_of_the_same_period_are_added(open_page):
    text = said(open_page("levels"))
    assert "数据合计（1）" in text and "至少 75 亿元" in text


CONFLICTING = """
990100-04,990100,parks,,P,六,each_subregion,ge,1,,个,,2024-01-01,2027-12-31,,990101;990102;990103,firm,,每县1个,
990100-05,990100,parks,,P,一,level,ge,4,,个,,2024-01-01,2027-12-31,,,firm,,4个以上,
990100-06,990100,export_value,,P,一,multiple,eq,3,,倍,2023,2024-01-01,2027-12-31,,,firm,,翻两番不到,
990000-05,990000,parks,,P,一,multiple,eq,2,,倍,2020,2024-01-01,2027-12-31,,,firm,,翻一番,
990200-04,990200,export_value,,P,一,level,ge,90,,亿元,,2024-01-01,2026-12-31,,,firm,,90亿元,
"""
COUNTIES = "990101,甲县,A,county,990100,\n990102,乙县,B,county,990100,\n990103,丙县,C,county,990100,\n"


def test_conflicts_inside_one_plan_are_told_with_their_numbers(open_page, page_data, tmp_path):
    data = copied(page_data, tmp_path)
    for name, more in (("targets.csv", CONFLICTING.lstrip()), ("regions.csv", COUNTIES)):
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(more)
    text = said(open_page("levels", data=data))
    assert "规划内部需要核对的数字（3）" in text
    assert "3 个下级都只达到最低数时合计 3 个，总数为 4 个，差 1 个。" in text
    assert "2027年底要求 80 亿元，比2026年底的 90 亿元 反而放松。" in text
    assert "由总量 150 亿元 和增速倒推，2023年应为 50 亿元，而公布数为 60 亿元，相差 16.7%；按公布数推算，增速目标相当于 180 亿元。" in text
    assert "基期公布后才能核对的（1）" in text and "意味着2020年约为 50 个；该年数据没有公布，无法核对。" in text


# --- units and contacts


@pytest.fixture
def with_contacts(page_data, tmp_path):
    data = copied(page_data, tmp_path)
    (data / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    put_account(data, Account("li", Role.OFFICER, ("990000",)))
    put_account(data, Account("admin", Role.ADMINISTRATOR))
    return data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_signed_in_see_whom_to_call(open_page, with_contacts, lang):
    text = said(open_page("units", data=with_contacts, visitor="li", lang=lang))
    assert "林虚舟" in text and "0000-5550101" in text


@pytest.mark.parametrize("visitor", ["", "admin"])
@pytest.mark.parametrize("page", ["overview", *PAGES, "city", "target"])
def test_nobody_else_sees_contacts_on_any_page(open_page, with_contacts, page, visitor):
    app = open_page(page, data=with_contacts, visitor=visitor)
    text = said(app) + tables(app)
    assert not app.exception
    assert "林虚舟" not in text and "0000-5550101" not in text and "联系人名单" not in text


def test_contacts_are_in_no_warehouse(open_page, with_contacts):
    open_page("units", data=with_contacts, visitor="li")
    open_page("units", data=with_contacts)
    files = [path for path in (with_contacts / "var").rglob("*") if path.is_file()]
    assert {"warehouse.duckdb", "public.duckdb"} <= {path.name for path in files}
    assert not [path.name for path in files if "林虚舟".encode() in path.read_bytes()]


def test_a_changed_list_is_read_anew(open_page, with_contacts):
    open_page("units", data=with_contacts, visitor="li")
    (with_contacts / "contacts.csv").write_text(CONTACTS.replace("林虚舟", "闻子虚甲"), encoding="utf-8")
    assert "闻子虚甲" in said(open_page("units", data=with_contacts, visitor="li"))


def test_a_faulty_list_is_explained_to_the_signed_in_and_stops_nothing(open_page, with_contacts):
    (with_contacts / "contacts.csv").write_text(CONTACTS.replace("0000-5550101", "1.38E+10"), encoding="utf-8")
    app = open_page("units", data=with_contacts, visitor="li")
    assert "contacts.csv 有 1 处错误" in said(app) and "1.38E+10" in tables(app)
    assert "还差 74 亿元" in said(app)
    public = open_page("units", data=with_contacts)
    assert "1.38E+10" not in said(public) + tables(public)


def test_the_signed_in_are_told_where_the_list_would_be(open_page, page_data, tmp_path):
    data = copied(page_data, tmp_path)
    put_account(data, Account("li", Role.OFFICER, ("990000",)))
    assert "还没有联系人名单" in said(open_page("units", data=data, visitor="li"))


def test_the_unit_stands_in_the_url_and_another_one_is_said(open_page):
    app = open_page("units", unit="不存在的单位")
    assert "网址所选「不存在的单位」不在可选范围内" in said(app)
    assert app.query_params["unit"] == "省商务厅"


def test_where_no_clause_names_a_unit_the_page_says_so(open_page, page_data, tmp_path):
    data = copied(page_data, tmp_path)
    targets = (data / "targets.csv").read_text(encoding="utf-8")
    (data / "targets.csv").write_text(targets.replace("省商务厅", ""), encoding="utf-8")
    assert "没有一个条款写明责任单位" in said(open_page("units", data=data))


# --- plans


def test_an_ended_plan_without_figures_is_told_calmly(open_page):
    text = said(open_page("documents", document="E"))
    assert "终期结账" in text and "1 项承诺：未公布 1 项。" in text
    assert "未公布不等于未完成" in text and ":red-badge" not in text.partition("终期结账")[2]
    assert "0%" not in text


def test_the_final_account_of_an_ended_plan(open_page, page_data, tmp_path):
    data = copied(page_data, tmp_path)
    documents = (data / "documents.csv").read_text(encoding="utf-8")
    (data / "documents.csv").write_text(documents.replace("2027-12-31,in_force", "2027-12-31,ended"), encoding="utf-8")
    text = said(open_page("documents", data=data, document="P", quarter="2025Q4"))
    assert "已完成 1 项" in text  # the year 2024 of the yearly target
    assert "待终期数据 1 项" in text  # its year 2025, known up to the second quarter
    assert "520 场（2024年第四季度）" in text and "230 场（2025年第二季度）" in text
    assert "到期前的数" not in text and "尚未到期" not in text


@pytest.mark.parametrize(("lang", "said_of_it"), [("zh", "施行日期 | 2024年4月1日"), ("en", "In force from | 1 Apr 2024")])
def test_a_plan_with_a_day_it_came_into_force_says_so(open_page, page_data, tmp_path, lang, said_of_it):
    data = copied(page_data, tmp_path)
    documents = (data / "documents.csv").read_text(encoding="utf-8")
    (data / "documents.csv").write_text(documents.replace("2024-03-01,,", "2024-03-01,2024-04-01,"), encoding="utf-8")
    app = open_page("documents", data=data, document="P", lang=lang)
    assert said_of_it in said(app)


def test_one_plan_clause_by_clause_with_figures_as_written(open_page):
    app = open_page("documents", document="P")
    text = said(app)
    assert "逐条目标（7）" in text and "| 一 | 翻一番 |" in text and "突破150亿元" in text
    assert "终期结账" not in [element.value for element in app.main.subheader]


def test_the_public_sees_all_three_pages(open_page, page_data):
    for page in PAGES:
        text = said(open_page(page, data=page_data))
        assert "请先登录" not in text and "联系人" not in text.partition("登录后可以看到联系人")[2]
