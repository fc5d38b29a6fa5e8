"""报送 as a page: problems in tiers, difference, one confirmation, what comes back, what is closed."""

import re

import pytest

from dashboard import source
from etl.collection import review
from etl.ledger import Ledger
from tests import collection_world as world
from tests.collection_world import HEADER, accepted, file_of, head, one_figure, reopen
from tests.pages.page_text import buttons, press, rows, said

GOOD_NOTE = "说明：企业 **漏报** 更正 https://evil.example"
GOOD = file_of(f"澜江市,跨境电商出口额,2025,4,本年累计,90,亿元,{GOOD_NOTE}")
#: Every figure that differs from a published one needs its reason.
WHY = "说明：企业漏报，按海关清单更正"
OLD = one_figure("80", quarter="2025Q4", note=WHY)
HOSTILE = file_of('澜江市,跨境电商出口额,2025,4,本年累计,"![x](https://evil.example/a.png) :red[b]",亿元,<b>')


@pytest.fixture
def filed(desk):
    """The page with a file uploaded for 2025Q4."""

    def filed(data: bytes, lang: str = "zh", quarter: str = "2025Q4", name: str = "报送.csv"):
        app = desk("submission", world.REPORTER, lang=lang, quarter=quarter)
        return app.file_uploader[0].set_value((name, data, "text/csv")).run()

    filed.workspace = desk.workspace
    return filed


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "不能提交：1 处错误，0 处须说明"), ("en", "cannot be submitted. Errors: 1; figures without a reason: 0")]
)
def test_a_faulty_file_names_row_and_column_and_offers_no_confirmation(filed, lang, words):
    app = filed(HOSTILE, lang)
    assert words in said(app)
    assert "第 2 行" in said(app) or "Row 2" in said(app)
    assert not {"确认提交", "Submit"} & set(buttons(app))


def test_text_of_a_file_cannot_format_load_or_link_anything(filed):
    written = "\n".join(element.value for element in filed(HOSTILE).main.markdown)
    assert "evil" in written
    for unescaped in ("![", "](", ":red[", "https://"):
        assert unescaped not in written


def test_problems_stand_in_their_tiers_errors_first_and_all_are_counted(filed):
    rows = [f"澜江市,跨境电商出口额,2025,4,本年累计,约{number},亿元," for number in range(60)]
    doubtful = "澜江市,跨境电商产业园数,2025,4,期末,5000,个,已核实"
    text = said(filed(file_of(*rows, doubtful)))
    assert "错误 60 处" in text and "同类问题另有 55 处：第 7、8、9、10、11、12、13、14、15、16、17、18 行等" in text
    assert text.count("约") < 20, "the display is capped"


def test_a_doubt_asks_for_a_reason_and_keeps_it(filed):
    doubtful = "澜江市,跨境电商出口额,2025,4,本年累计,900,亿元,"
    text = said(filed(file_of(doubtful)))
    assert "须说明 2 处" in text and "不能提交：0 处错误，2 处须说明" in text
    text = said(filed(file_of(doubtful + "说明：并入两家平台企业的历史数据")))
    assert "已说明 2 处" in text and "并入两家平台企业的历史数据" in text and "核对通过" in text


def test_a_file_of_another_quarter_is_told_once_and_asks_for_no_reasons(filed):
    lines = ("澜江市,跨境电商出口额,2025,3,本年累计,900,亿元,", "澜江市,跨境电商产业园数,2025,3,期末,5000,个,")
    text = said(filed(file_of(*lines)))
    assert "不能提交：1 处错误，0 处须说明" in text
    assert "文件报的是2025年第三季度的数据（共 2 行），本次选择的报告期是2025年第四季度" in text


def test_a_refused_file_is_put_on_record_once(filed):
    before = head(filed.workspace)
    filed(HOSTILE)
    filed(HOSTILE)
    assert head(filed.workspace) == before + 1


def test_values_and_changed_gaps_are_shown_before_anything_is_written(filed):
    before = head(filed.workspace)
    app = filed(GOOD)
    text = said(app)
    assert "核对通过：读出 1 个数值" in text and "新增" not in text
    assert "75 亿元 → 90 亿元" in text and "还差 75 亿元 → 还差 60 亿元" in text
    (row,) = rows(app, "报送值")
    assert (row["变化"], row["现有值"], row["报送值"], row["备注"]) == ("变更", "75 亿元", "90 亿元", GOOD_NOTE)
    assert head(filed.workspace) == before


@pytest.mark.parametrize(("lang", "words"), [("zh", "读出 1 个数值"), ("en", "Figures read: 1;")])
def test_only_cells_that_are_filled_count_as_figures_read(filed, lang, words):
    empty = "澜江市,跨境电商产业园数,2025,4,期末,,个,"
    taken_back = f"澜江市,跨境电商出口额,2025,4,本年累计,90,亿元,撤回,{GOOD_NOTE}"
    header = HEADER.replace("备注", "数据性质,备注")
    assert words in said(filed(file_of(GOOD.decode().splitlines()[1], empty), lang))
    figure = "澜江市,跨境电商产业园数,2025,4,期末,3,个,,"
    assert words in said(filed("\n".join([header, figure, taken_back, ""]).encode(), lang))


def test_what_would_change_is_shown_with_the_need_per_quarter(filed):
    lines = rows(filed(GOOD), "每季约需")
    assert [line["指标"] for line in lines] == ["跨境电商出口额"], "targets that read the same are left out"
    assert "9.38 亿元 → 7.5 亿元（余 8 季）" in lines[0]["每季约需"]


@pytest.mark.parametrize(
    ("lang", "told", "why"),
    [
        ("zh", "12.5 亿元 → 11 亿元（余 6 季）", "季数相同，可以相比"),
        ("en", "CNY 1.25 bn → CNY 1.1 bn (quarters left: 6)", "the same number, so that they can be compared"),
    ],
)
def test_a_new_quarter_is_compared_over_the_quarters_both_have_left(filed, lang, told, why):
    """Since its own period the need was 75 ÷ 8 = 9.38, less than 11: over the six quarters left it falls."""
    data = f"{HEADER},同比\n澜江市,跨境电商出口额,2026,2,本年累计,45,亿元,,25\n".encode()
    text = said(filed(data, lang, "2026Q2"))
    assert told in text and why in text


def test_a_figure_that_changes_only_in_its_growth_says_so(filed):
    header = f"{HEADER},同比"
    data = f"{header}\n澜江市,跨境电商出口额,2025,4,本年累计,75,亿元,,25\n".encode()
    (row,) = rows(filed(data), "报送值")
    assert (row["变化"], row["同比"]) == ("变更", "— → 25%")


@pytest.mark.parametrize("several", [False, True])
def test_the_region_takes_a_column_only_where_there_are_several(filed, several):
    lines = ["澜江市,跨境电商产业园数,2025,4,期末,3,个,", "澜东县,跨境电商产业园数,2025,4,期末,2,个,"]
    app = filed(file_of(*lines[: 1 + several]))
    assert ("地区" in rows(app, "报送值")[0]) is several


def test_a_problem_says_what_its_row_is_about(filed):
    lines = ("澜江市,跨境电商出口额,2025,4,本年累计,约3,亿元,", "澜东县,产业园子,2025,4,期末,2,个,")
    found = {row["行"]: row for row in rows(filed(file_of(*lines)), "问题与改法")}
    assert (found["第 2 行"]["地区"], found["第 2 行"]["指标"]) == ("澜江市", "跨境电商出口额")
    assert (found["第 3 行"]["地区"], found["第 3 行"]["指标"]) == ("澜东县", "产业园子")


def test_confirming_submits_once_and_says_what_happens_next(filed):
    app = press(filed(GOOD), "确认提交")
    text = said(app)
    assert "等待审核" in text and "采纳后计入差距" in text
    (own,) = rows(app, "提交时间")
    assert own["状态"] == "待审核" and "办结时间" not in own
    last = head(filed.workspace)
    again = press(filed(GOOD), "确认提交")
    assert "没有重复登记" in said(again) and head(filed.workspace) == last


@pytest.mark.parametrize("was_looked_for", [False, True])
def test_a_confirmation_after_the_data_changed_shows_the_new_difference_first(filed, was_looked_for):
    app = filed(GOOD)
    later = f"{HEADER},数据来源\n澜江市,跨境电商出口额,2025,4,本年累计,80,亿元,订正,市局\n"
    (filed.workspace.root / "actuals" / "2026.csv").write_text(later, encoding="utf-8")
    if was_looked_for:  # by another page meanwhile: this one finds the new data in the run of the press
        source.look_again()
    press(app, "确认提交")
    text = said(app)
    assert "打开以后数据已有变动" in text and "等待审核" not in text
    assert "80 亿元 → 90 亿元" in text
    press(app, "确认提交")
    assert "等待审核" in said(app) and "数据已有变动" not in said(app)


def test_a_locked_quarter_takes_no_file_and_says_who_can_open_it(desk):
    accepted(desk.workspace, one_figure("45"))
    app = desk("submission", world.REPORTER)
    assert "已采纳并锁定" in said(app) and "重新开放" in said(app)
    assert not app.main.get("file_uploader")


def test_an_old_file_is_sent_again_only_with_a_reason(desk):
    accepted(desk.workspace, OLD, under=world.terms(quarter="2025Q4"))
    reopen(desk.workspace, "2025Q4")
    accepted(desk.workspace, one_figure("85", quarter="2025Q4", note=WHY), under=world.terms(quarter="2025Q4"))
    reopen(desk.workspace, "2025Q4")
    app = desk("submission", world.REPORTER, quarter="2025Q4")
    app.file_uploader[0].set_value(("旧.csv", OLD, "text/csv")).run()
    press(app, "确认提交")
    assert "再次报送将改回旧数" in said(app)
    app.text_area(key="filing-resend").set_value("此前的更正有误，恢复原数").run()
    press(app, "确认提交")
    assert "等待审核" in said(app)


def test_past_quarters_are_loaded_in_one_file(desk):
    app = desk("submission", world.REPORTER)
    app.toggle(key="filing-backfill").set_value(True).run()
    data = file_of(*(f"澜江市,跨境电商产业园数,2025,{quarter},期末,{quarter},个," for quarter in (1, 2, 3)))
    app.file_uploader[0].set_value(("补报.csv", data, "text/csv")).run()
    assert "读出 3 个数值" in said(app)
    press(app, "确认提交")
    assert "等待审核" in said(app)
    waiting = review.waiting(desk.workspace, world.REVIEWER).to_sign
    assert [one.quarter for one in waiting] == [""]


def test_the_figures_of_another_city_are_refused_in_the_file(filed):
    text = said(filed(one_figure("33", region="望海市", quarter="2025Q4")))
    assert "不能提交" in text and "望海市" in text


def test_with_one_signature_the_confirmation_counts_at_once(desk, monkeypatch):
    (desk.workspace.root / "settings.toml").write_text("sign_offs = 1", encoding="utf-8")
    app = desk("submission", world.REPORTER, quarter="2025Q4")
    app.file_uploader[0].set_value(("报送.csv", GOOD, "text/csv")).run()
    press(app, "确认提交")
    text = said(app)
    assert "已采纳，批次号" in text and "还差 75 亿元 → 还差 60 亿元" in text
    with Ledger.open(desk.workspace.ledger_url) as ledger:
        assert re.fullmatch(r"S\d{6}", ledger.submissions()[-1].submission_id)
