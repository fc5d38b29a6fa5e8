"""Every page in both languages: no fault, the right words, and none of the other language."""

import re
from pathlib import Path

import pytest

from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

CHINESE = re.compile(r"[\u3400-\u9fff]+")
#: Where a link leads, which nobody reads.
ADDRESS = re.compile(r"\(<[^>]*>\)")
PAGES = ("overview", "city", "metric", "target")

#: What stands in documents and registers in Chinese only, also on the English page.
PROPER = (
    "Clause | 一", "**Clause**　一", "云岭省跨境电商行动方案", "云政发〔2024〕1号", "云岭省人民政府", "省商务厅", "翻一番", "云岭省商务厅",
)  # fmt: skip

WORDS = {
    ("overview", "zh"): ["现行规划 7 项目标中，", "3 份文件共作出 9 项数字承诺", "1 项数据早于评价期", "未公布", "明显滞后", "督办清单（1）", "未来四个季度到期"],
    ("overview", "en"): ["Of 7 targets in force", "3 documents make 9 numeric commitments", "Not published", "Off track", "What to press for (1)", "Due in the next four quarters"],
    ("city", "zh"): ["云岭省：4 项数字承诺，3 项有数据", "到2027年底，达到2024年的 2 倍", "还差 74 亿元", "自2025年第四季度起近十二个月合计每季需增加 9.25 亿元；折合年增 26%"],
    ("city", "en"): ["Yunling Province: 4 numeric commitments, 3 with figures", "By end of 2027: reach 2 times the 2024 figure", "CNY 7.4 bn to go"],
    ("metric", "zh"): ["当年出口额。", "可比目标 2 项，其中 1 项已有数据", "2027年到期 · 市级，按推进速度排名", "没有其他可比目标"],
    ("metric", "en"): ["Value exported in the year.", "Comparable targets: 2, with figures: 1", "Due in 2027, cities: ranking by pace", "No other comparable target"],
    ("target", "zh"): ["这个数从哪里来", "200 − 126 = 74 亿元", "100 × (200 ÷ 100) ^ (12 ÷ 36)", "125.9921 亿元", "云政发〔2024〕1号"],
    ("target", "en"): ["Where this number comes from", "20 − 12.6 = CNY 7.4 bn", "10 × (20 ÷ 10) ^ (12 ÷ 36)", "CNY 12.5992 bn", "Firm"],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_says_what_it_should(open_page, page, lang):
    app = open_page(page, lang=lang)
    assert not app.exception and not app.error
    text = said(app)
    for words in WORDS.get((page, lang), []):
        assert words in text


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_is_english(open_page, page):
    text = said(open_page(page, lang="en"))
    for proper in sorted(PROPER, key=len, reverse=True):
        text = text.replace(proper, "")
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_chinese_page_is_chinese(open_page, page):
    text = ADDRESS.sub("", said(open_page(page)))
    for term in ("Overview", "Target", "target", "region", "None", "null", "nan"):
        assert term not in text


def test_a_missing_figure_is_calm_and_never_zero(open_page):
    text = said(open_page("city", city="990200"))
    assert "○ 未公布" in text
    assert "0%" not in text and ":red-badge" not in text


def test_a_figure_of_another_scope_is_shown_and_not_used(open_page):
    text = said(open_page("target", target="990100-03"))
    assert "跨境零售口径" in text and "商务厅监测口径的数字 75 亿元" in text
    assert "只供参考，不参与计算" in text


def test_choices_stand_in_the_url_as_codes(open_page):
    app = open_page("city")
    app.selectbox(key="pick-city").set_value("990100").run()
    assert app.query_params["city"] == "990100"
    assert "澜江市：3 项数字承诺" in said(app)


def test_a_choice_in_the_url_that_does_not_exist_is_said_and_replaced(open_page):
    app = open_page("city", city="123456", quarter="1999Q1")
    assert not app.exception and not app.error
    assert app.selectbox(key="pick-city").value == app.query_params["city"] == "990000"
    assert app.query_params["quarter"] != "1999Q1"
    text = said(app)
    assert "网址所选「123456」不在可选范围内，现显示：云岭省。" in text
    assert "网址所选「1999Q1」不在可选范围内" in text
    assert "不在可选范围内" not in said(app.run())


def test_a_choice_that_only_does_not_fit_the_others_is_replaced_in_silence(open_page):
    app = open_page("city", city="990200", target="990000-01")
    assert "不在可选范围内" not in said(app)
    app = open_page("target", city="990200", target="990000-01")
    assert app.query_params["target"].startswith("990200") and "不在可选范围内" not in said(app)


def test_what_the_url_asks_for_is_shown_as_text(open_page):
    text = said(open_page("metric", metric="![x](https://evil.example/a.png)" + "y" * 80))
    assert "https://" not in text and "y…" in text


def test_draft_and_ended_plans_are_not_in_the_headline(open_page):
    text = said(open_page("overview"))
    assert "另有已结束规划 1 项、征求意见稿 1 项，分开列出" in text
    assert "征求意见稿 1 项，未定稿，不计入统计" in text


def test_a_demonstration_says_so_on_every_page(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work", demonstration=True)
    for page in PAGES:
        assert "演示数据" in said(open_page(page, data=data))


def test_real_data_never_claims_to_be_a_demonstration(open_page):
    assert "演示数据" not in said(open_page("overview"))


@pytest.mark.parametrize(("demonstration", "offered"), [(True, "查看真实数据"), (False, "查看演示数据")])
def test_what_is_open_is_not_offered(open_page, tmp_path, demonstration, offered):
    data = write_page_workspace(tmp_path / "work", demonstration=demonstration)
    labels = {one.label for one in open_page("overview", data=data).sidebar.expander}
    assert labels & {"查看真实数据", "查看演示数据"} == {offered}


def test_faulty_registers_are_explained_not_traced(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    targets = (data / "targets.csv").read_text(encoding="utf-8")
    (data / "targets.csv").write_text(targets.replace("2027-12-31", "2027-13-31", 1), encoding="utf-8")
    app = open_page("overview", data=data)
    assert "工作区的登记表有 1 处错误" in said(app)
    assert "Traceback" not in said(app)
    assert "2027-13-31" in str(app.dataframe[0].value)


def test_a_damaged_warehouse_is_built_anew(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    open_page("overview", data=data)
    Path(data / "var" / "warehouse.duckdb").write_bytes(b"\x00" * 4096)
    app = open_page("overview", data=data)
    assert not app.error and "3 份文件共作出 9 项数字承诺" in said(app)


def test_an_unexpected_fault_gives_a_reference_and_no_details(open_page, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("dashboard.components.overview_parts.answer", broken)
    text = said(open_page("overview"))
    assert "编号" in text and "secret detail" not in text


def test_reported_figures_show_their_source_and_date(open_page):
    text = said(open_page("target", target="990000-01"))
    assert "云岭省商务厅" in text and "2026年1月20日" in text and "同比 26%" in text


def test_a_yearly_target_keeps_every_year_in_the_register(open_page):
    table = open_page("target", city="990000", register="true").dataframe[-1].value
    assert list(table["承诺"]).count("2024年不低于 500 场") == 1
    assert list(table["承诺"]).count("2025年不低于 500 场") == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_workspace_without_targets_says_so(open_page, tmp_path, page):
    data = write_page_workspace(tmp_path / "work")
    header = (data / "targets.csv").read_text(encoding="utf-8").splitlines()[0]
    (data / "targets.csv").write_text(f"{header}\n", encoding="utf-8")
    app = open_page(page, data=data)
    assert not app.error
    if page in ("city", "metric", "target"):
        assert "登记表里还没有目标" in said(app)


def test_a_field_of_the_matrix_opens_its_metrics(open_page):
    text = said(open_page("overview", field="trade"))
    assert "| 地区 | 跨境电商出口额 |" in text and "▼ 明显滞后 1/2" in text
    assert "对接活动数" not in text


def test_a_line_of_a_list_leads_to_its_target_and_a_cell_to_its_region_and_field(open_page):
    text = said(open_page("overview"))
    assert re.search(r"\[1. 澜江市 · 跨境电商出口额\]\(<target\?[^>]*target=990100-01>\)", text)
    assert re.search(r"▼ 明显滞后 1/2\]\]\(<city\?[^>]*city=990100&field=trade>\)", text)


def test_the_register_explains_why_it_has_more_rows_than_targets(open_page):
    assert "目标登记表（9 项）" in said(open_page("target"))
    assert "9 项目标共 10 行" in said(open_page("target", register="true"))
