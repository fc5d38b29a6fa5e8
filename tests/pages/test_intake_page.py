"""规划录入 as a page: a file becomes decisions, decisions one confirmation; nothing is lost or written before."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.findings import intake
from dashboard.wording import Words
from etl.collection import plan_drafts
from etl.ledger import Decision, Ledger
from etl.rights import Account, Role
from tests import plan_pages
from tests.collection_world import EDITOR, head
from tests.intake_steps import at_once, bring, choose, decided, see_and_confirm, text_of
from tests.pages.page_text import buttons, press, rows, said
from tests.plan_scene import lines

SECOND_EDITOR = "editor-2"


def test_a_file_is_read_and_what_it_says_of_itself_is_filled_in(desk):
    app = desk("intake", EDITOR)
    app.file_uploader[0].set_value(("方案.txt", plan_pages.PLAN.encode("gb18030"), "text/plain")).run()
    values = {one.label: one.value for one in app.main.text_input}
    assert values["文件编号"] == "990100-2026" and values["文号"] == "澜政发〔2026〕9号"
    assert (values["印发日期"], values["有效期至"], values["发文机关"]) == ("2026-06-30", "2028-12-31", "澜江市人民政府")
    before = head(desk.workspace)
    press(app, "保存，开始认定")
    assert "已认定 0 /" in said(app) and head(desk.workspace) == before
    assert [one.name for one in plan_drafts.own(desk.workspace, EDITOR)] == ["方案.txt"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken"])
def test_a_file_that_is_no_text_is_told_why_and_not_kept(desk, data):
    app = desk("intake", EDITOR)
    app.file_uploader[0].set_value(("方案.pdf", data, "application/pdf")).run()
    assert "错误 1 处" in said(app) and not app.exception
    assert plan_drafts.own(desk.workspace, EDITOR) == []


def filters(app) -> list[str]:
    """What the list can be restricted to, with numbers."""
    return next(one.options for one in app.main.get("button_group") if one.label == "列出")


def test_the_whole_way_from_text_to_gaps(desk):
    app = bring(desk)
    assert "◆ 目标 4 处（未认定 4）" in said(app) and "△ 不能计算的目标 1 处" in said(app)
    assert "这 2 处没有疑义：2 处规则把握大，登记表收得下、没有冲突，按抽取结果作为目标。点数字" in said(app), "and nothing of what is merged"
    for label in ("undoubted", "agreed", "not_computable"):
        at_once(app, label)
    assert decided(desk)["达到300亿元以上"] is Decision.CONFIRMED and decided(desk)["前10位"] is Decision.REJECTED
    assert filters(app)[0] == "未认定的目标 2"
    listed = {re.search(r"\d ([^\]*]+)", one["数字"])[1]: one for one in rows(app, "理解为")}
    assert "有冲突" in listed["突破160亿元"]["把握与提示"] and "数字化示范仓（登记表中没有）" in listed["20个以上"]["理解为"]
    assert "目标 990100-01（附，突破150亿元）说的是同一件事而数字不同" in said(app)
    press(app, "确认为目标")
    assert "第 " in said(app) and "20个以上" in said(app), "the next one is looked at"
    press(app, "确认为目标")
    assert "请先填写：指标。" in said(app) and "20个以上" not in decided(desk)
    choose(app, "metric", "parks")
    press(app, "确认为目标")
    assert "是同一地区、同一指标、同一期限" in said(app) and "20个以上" not in decided(desk)
    choose(app, "why", "示范仓另计")
    press(app, "确认为目标")
    assert decided(desk)["20个以上"] is Decision.EDITED
    before = head(desk.workspace)
    app.query_params["step"] = "confirm"
    app.run()
    assert re.search(r"正文数字 (\d+) 处，已有着落 \1 处。", said(app)) and head(desk.workspace) == before
    assert "没有写明理由" not in said(app)


def test_what_is_agreed_to_be_no_goal_is_listed_and_can_be_left_out(desk):
    app = bring(desk)
    (listed,) = [one.value for one in app.main.markdown if "补贴标准或上限 1" in one.value]
    assert re.search(r"50万元\]\(<intake\?.*最高【50万元】", listed) and listed.index("补贴标准") < listed.index("日期与期限")
    assert len(re.findall(r"^\* ", listed, re.M)) == len(next(one for one in app.main.multiselect if one.key.startswith("intake-agreed-left")).options)
    start, end = place("50万元")
    next(one for one in app.main.multiselect if one.key.startswith("intake-agreed-left")).set_value([f"{start}-{end}"]).run()
    at_once(app, "agreed")
    assert "50万元" not in decided(desk) and Decision.NON_GOAL in decided(desk).values()


def test_what_clashes_in_one_text_names_the_other_figure_and_can_get_a_metric_of_its_own(desk):
    text = plan_pages.PLAN.replace("跨境电商产业园达到12个", "跨境电商产业园达到12个，其中省级的不少于5个")
    app = bring(desk, text)
    at_once(app, "undoubted")
    app.query_params["at"] = intake.place_text(place("不少于5个", text))
    choose(app.run(), "metric", "parks")
    press(app, "确认为目标")
    (refused,) = [one.value for one in app.main.error]
    assert "“达到12个”是同一地区" in refused and "登记为新指标" in refused and "990100-" not in refused
    assert next(one.value for one in app.main.text_input if (one.key or "").startswith("intake-metric-name_zh-")) == "跨境电商产业园·省级"


def test_a_metric_that_was_found_can_be_the_wrong_one(desk):
    app = bring(desk, at=intake.place_text(place("达到12个")))
    fields = {cell: one for cell in ("name_zh", "unit", "metric") for one in app.main.text_input if (one.key or "").startswith(f"intake-metric-{cell}-")}
    assert [one.value for one in fields.values()] == ["跨境电商产业园", "个", "kjdscyy"], "as the sentence calls it"
    press(app, "加入可选指标")
    assert next(one.value for one in app.main.selectbox if re.match(r"intake-metric-[0-9a-f]{16}-", one.key or "")) == "kjdscyy"
    press(app, "确认为目标")
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    draft = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256)
    choice = draft.part("1").choices[place("达到12个")]
    assert (choice.decision, choice.cells, draft.named) == (Decision.EDITED, {"metric": "kjdscyy"}, {})


def test_the_card_of_what_is_a_goal_after_all_begins_with_its_figure(desk):
    app = bring(desk, at=intake.place_text(place("50万元")))
    fields = {one.key.split("-")[1]: one.value for one in (*app.main.text_input, *app.main.selectbox) if (one.key or "").startswith("intake-")}
    assert [fields[name] for name in ("value", "unit", "basis", "comparator")] == ["500000", "元", "level", "eq"]
    assert "登记为新指标" in [one.label for one in app.main.expander]
    for name, cell in {"zh": "单项补助", "metric": "single_subsidy"}.items():
        next(one for one in app.main.text_input if one.key.startswith(f"intake-metric-{'name_zh' if name == 'zh' else name}-")).set_value(cell)
    press(app, "加入可选指标")
    next(one for one in app.main.text_input if one.key.startswith("intake-why-")).set_value("补助也是目标")
    press(app, "确认为目标")
    assert decided(desk) == {"50万元": Decision.EDITED}


def put_second_editor(desk) -> None:
    with Ledger.open(desk.workspace.ledger_url) as ledger, ledger.transaction("setup") as tx:
        tx.put_account(Account(SECOND_EDITOR, Role.EDITOR))


def test_of_two_editors_one_confirms_what_was_seen_and_the_other_looks_again(desk):
    put_second_editor(desk)
    first = bring(desk)
    at_once(first, "undoubted")
    assert "已认定 2 /" in said(bring(desk)), "what was chosen is there again after a reload"
    second = bring(desk, account=SECOND_EDITOR)
    assert "已认定 0 /" in said(second), "and for nobody else"
    at_once(second, "undoubted")
    second.query_params["step"] = "confirm"
    second.run()
    next(one for one in second.main.checkbox if one.key.startswith("intake-sure")).check().run()
    before = lines(desk.workspace)
    see_and_confirm(first)
    assert "已入账" in said(first) and "还有" in said(first)
    (text,) = [one.proto for one in first.main.get("page_link") if one.proto.label == "规划原文"]
    assert "record=text" in text.query_string and "document=990100-2026" in text.query_string
    assert [one.split(",")[2] for one in lines(desk.workspace) if one not in before] == ["export_value", "parks"]
    (told, _) = rows(first, "差距")
    assert told["目标编号"].startswith("[990100-04](<target?") and "亿元" in told["差距"]
    first.query_params["step"] = "review"
    assert "已认定 2 /" in said(first.run()), "with figures left the file stays in work, and says what is recorded"
    first.query_params["step"] = "confirm"
    assert "本文件已入账的认定 2 处，其中目标 2 项" in said(first.run()) and "处没有认定，请在“逐处认定”中继续办理" in said(first)
    acts, written = head(desk.workspace), lines(desk.workspace)
    next(one for one in second.main.get("button") if one.key.startswith("intake-act")).click().run()
    assert "重新核对" in said(second) and head(desk.workspace) == acts and lines(desk.workspace) == written
    second.run()
    assert "没有写明理由" in said(second), "what the first recorded can only be changed with a reason, never doubled"
    assert next(one for one in second.main.get("button") if one.key.startswith("intake-act")).disabled


def test_what_the_register_refuses_is_told_at_once_and_not_kept(desk):
    app = bring(desk)
    choose(app, "value", "三百")
    press(app, "确认为目标")
    assert "没有办成" in said(app) and "三百" in said(app) and decided(desk) == {}


def test_a_goal_is_put_aside_with_its_reason_merged_or_taken_back(desk):
    app = bring(desk)
    press(app, "不作目标")
    assert "没有写明理由" in said(app) and decided(desk) == {}
    choose(app, "aside-code", "existing")
    press(app, "不作目标")
    assert decided(desk) == {"达到300亿元以上": Decision.REJECTED}
    press(app, "确认为目标")
    choose(app, "merge-into", intake.reference(place("达到12个")))
    press(app, "并入")
    assert "与所并入的“达到12个”（一）不同：地区" not in said(app) and "不同：指标、数值、单位、到期日。" in said(app), "another promise"
    assert decided(desk) == {"达到300亿元以上": Decision.REJECTED, "达到12个": Decision.CONFIRMED}
    choose(app, "merge-why", "园区产值即出口额")
    press(app, "并入")
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    merged = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256).part("1").choices[place("突破160亿元")]
    assert (merged.decision, merged.target_id) == (Decision.MERGED, intake.reference(place("达到12个")))
    app.query_params.update({"show": "all", "at": intake.place_text(place("达到300亿元以上"))})
    app.run()
    press(app, "取消这处认定")
    assert decided(desk) == {"达到12个": Decision.CONFIRMED, "突破160亿元": Decision.MERGED}


def place(figure: str, text: str = plan_pages.PLAN) -> tuple[int, int]:
    start = text.index(figure)
    return start, start + len(figure)


def test_what_is_entered_on_a_card_is_there_again_after_looking_at_another(desk):
    app = bring(desk)
    responsible = next(one for one in app.main.text_input if (one.key or "").startswith("intake-responsible-"))
    responsible.set_value("市商务局")
    app.query_params["at"] = intake.place_text(place("达到12个"))
    assert next(one for one in app.run().main.text_input if (one.key or "").startswith("intake-responsible-")).value == ""
    app.query_params["at"] = intake.place_text(place("达到300亿元以上"))
    app.run()
    press(app, "确认为目标")
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    choice = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256).part("1").choices[place("达到300亿元以上")]
    assert choice.cells == {"responsible": "市商务局"} and choice.decision is Decision.EDITED


def test_every_figure_of_the_text_leads_to_its_card(desk):
    app = bring(desk, show="open")
    start, end = place("50万元")
    assert f'&amp;at={start}-{end}"><mark class="plan-other"' in text_of(app)
    app.query_params["at"] = f"{start}-{end}"
    app.run()
    assert "50万元" in said(app) and "▸○" in text_of(app), "whatever the filter lists"
    assert re.search(rf'at={start}-{end}" id="plan-here" aria-current="true"', text_of(app))


def test_a_figure_the_rules_did_not_find_is_added_by_its_characters(desk):
    text = plan_pages.PLAN + "（三）举办若干活动。\n"
    app = bring(desk, text)
    figure = next(one for one in app.main.text_input if one.label == "正文中的数字")
    figure.set_value("没有的字").run()
    assert "正文中没有这几个字" in said(app)
    next(one for one in app.main.text_input if one.label == "正文中的数字").set_value("若干").run()
    place = text.index("若干")
    own = {one.key: one for one in (*app.main.selectbox, *app.main.text_input) if f"-add-{place}" in (one.key or "")}
    for name, value in {"metric": "events", "basis": "every_year", "comparator": "ge", "value": "30", "unit": "场"}.items():
        next(one for key, one in own.items() if key.startswith(f"intake-{name}-")).set_value(value)
    next(one for one in app.main.get("button") if one.label == "确认为目标" and f"-add-{place}" in (one.form_id or one.key or "")).click().run()
    assert decided(desk, text)["若干"] is Decision.ADDED
    (kept,) = [one for one in plan_drafts.own(desk.workspace, EDITOR)]
    cells = plan_drafts.draft(desk.workspace, EDITOR, kept.plan_sha256).part("1").choices[place, place + 2].cells
    assert (cells["region_code"], cells["due"]) == ("990100", "2028-12-31"), "what most goals share is kept as well"


def test_every_character_of_the_text_is_shown_and_none_is_markup(desk):
    app = bring(desk, plan_pages.HOSTILE, text="all")
    body = text_of(app)
    assert "&lt;img src=x onerror=alert(" in body and "<img" not in body and "<script" not in body
    assert "&lt;/div&gt;" in body and body.count("</div>") == 1
    shown = "\n".join(element.value for element in app.main.markdown)
    assert "<script>" not in shown and "[a](http" not in shown
    app.query_params["lang"] = "en"
    app.run()
    labels = [one.label for kind in ("button", "selectbox", "text_input", "expander") for one in app.main.get(kind)]
    assert [label for label in labels if re.search("[\u4e00-\u9fff]", label)] == [] and Words("en")("intake.take") in labels


def test_a_plan_that_names_no_region_gets_it_once_for_all_its_goals(desk):
    app = bring(desk, plan_pages.NOWHERE, step="document")
    press(app, "保存，开始认定")
    assert "请先填写：文件编号。" in said(app)
    (pick,) = [one for one in app.main.selectbox if one.label.startswith("目标所属地区")]
    pick.set_value("990200")
    press(app, "保存，开始认定")
    (region,) = [one for one in app.main.selectbox if one.key.startswith("intake-region_code-")]
    assert region.value == "990200"
    at_once(app, "undoubted")
    assert decided(desk, plan_pages.NOWHERE) == {"达到9个": Decision.CONFIRMED}
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    document = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256).part("1").document
    assert document["document_id"] == "990200-2026", "region and year of issue, where nobody says otherwise"


def test_a_plan_without_a_title_starts_in_the_year_of_its_issue_once_that_is_saved(desk):
    text = "一、目标\n到2028年，澜江市跨境电商产业园达到12个。\n"
    app = bring(desk, text, step="document")
    for name, value in {"title": "澜江市方案", "issued": "2026-06-30", "document_id": "990100-2026"}.items():
        next(one for one in app.main.text_input if one.key.startswith(f"intake-document-{name}-")).set_value(value)
    next(one for one in app.main.selectbox if one.label.startswith("目标所属地区")).set_value("990100")
    press(app, "保存，开始认定")
    assert "起始日按印发年份计。" in said(app) and "没有找到起始年份" not in said(app)
    press(app, "确认为目标")
    assert decided(desk, text) == {"达到12个": Decision.CONFIRMED}


def test_the_code_of_another_plan_is_noticed(desk):
    app = bring(desk, step="document")
    assert "在登记表中是" not in said(app)
    next(one for one in app.main.text_input if one.label == "文件编号").set_value("P")
    press(app, "保存，开始认定")
    assert "文件编号 P 在登记表中是" in said(app)


def test_each_plan_of_a_file_is_worked_on_by_itself(desk):
    app = bring(desk, plan_pages.TWO)
    assert "达到300亿元以上" in said(app) and "达到9个" not in said(app)
    (pick,) = [one for one in app.main.selectbox if one.label.startswith("本文件中的规划")]
    pick.set_value("2").run()
    app.query_params["step"] = "review"
    app.run()
    assert "达到9个" in said(app) and "达到300亿元以上" not in said(app)
    for label in ("undoubted", "agreed"):
        at_once(app, label)
    app = see_and_confirm(app)
    assert "《望海市跨境电商实施方案(2026—2028年)》已入账" in said(app) and "本文件中的规划" in said(app)
    assert app.query_params["part"] == "1", "the plan that is left is worked on next"
    app.query_params["step"] = "review"
    app.run()
    for label in ("undoubted", "agreed"):
        at_once(app, label)
    app = see_and_confirm(app)
    assert "规划文件" in said(app) and plan_drafts.own(desk.workspace, EDITOR) == [], "nothing of the file is left"
    assert "已入账的规划文件（1）" in said(app)


def test_a_changed_edition_is_held_against_the_earlier_one(desk):
    app = bring(desk)
    at_once(app, "undoubted")
    see_and_confirm(app)
    for one in plan_drafts.own(desk.workspace, EDITOR):
        plan_drafts.drop(desk.workspace, EDITOR, one.plan_sha256)
    app = bring(desk, plan_pages.CHANGED)
    assert "登记表中已有这份规划" in said(bring(desk, plan_pages.CHANGED, step="document"))
    assert "目标 990100-04（一，达到300亿元以上）说的是同一件事而数字不同" in said(app)
    merged = next(one for one in app.main.selectbox if one.key.startswith("intake-merge-into-"))
    assert (merged.value, merged.options[0][:9], len(merged.options)) == (None, "990100-04", 4), "nearest first, but nothing is chosen: its figure is another"
    assert next(one for one in app.main.selectbox if one.key.startswith("intake-place-")).value == "990100-04", "it takes the place"
    choose(app, "merge-into", "990100-04").run()
    assert "澜江市　跨境电商出口额：到2028年底，不低于 300 亿元" in said(app)
    app.query_params["at"] = intake.place_text(place("突破160亿元", plan_pages.CHANGED))
    press(app.run(), "不作目标")
    choose(app, "aside-code", "existing")
    press(app, "不作目标")
    app.query_params["step"] = "confirm"
    app.run()
    assert "本版可能已改写，请先认定对应各处（2）" in said(app), "neither what was lowered nor what an unnamed figure in its unit may be"
    places = {one["目标编号"]: one["本版对应处"] for one in rows(app, "本版对应处")}
    unnamed = place("20个以上", plan_pages.CHANGED)
    assert f"at={intake.place_text(unnamed)}" in places["990100-05"] and "step=review" in places["990100-04"]
    assert [one for one in app.main.selectbox if one.key == "intake-remove-which"] == []
    app.query_params.update({"step": "review", "at": intake.place_text(place("达到280亿元以上", plan_pages.CHANGED))})
    app.run()
    press(app, "确认为目标")
    app.query_params["at"] = intake.place_text(unnamed)
    app.run()
    choose(app, "aside-code", "existing")
    press(app, "不作目标")
    app.query_params["step"] = "confirm"
    app.run()
    assert "调低 1 项" in said(app) and "登记表中有、本版没有提到的目标（1）" in said(app)
    (changed,) = rows(app, "原目标")
    assert changed["变化"] == "调低" and "300 亿元" in changed["原目标"] and "280 亿元" in changed["新目标"]
    app.text_area(key="intake-remove-reason").set_value("新版不再提出")
    press(app, "列入删除")
    assert "请选择要删除的目标" in said(app), "none is chosen for a person"
    (which,) = [one for one in app.main.selectbox if one.key == "intake-remove-which"]
    assert which.options == ["990100-05　一　达到12个"] and which.value is None
    which.set_value("990100-05")
    press(app, "列入删除")
    assert "取消 1 项" in said(app) and "取消删除（1 项）" in buttons(app)
    see_and_confirm(app)
    assert not [one for one in lines(desk.workspace) if one.startswith("990100-05,")]
    assert [one for one in lines(desk.workspace) if one.startswith("990100-04,") and ",280," in one]


def test_metrics_the_register_lacks_are_settled_together_and_confirmed_at_once(desk):
    text = plan_pages.PLAN + "（三）到2028年，数字化示范仓面积突破9万平方米，跨境直播基地达到40个，数字化示范仓总数达到25个。\n"
    app = bring(desk, text)
    assert "个名称在登记表中没有指标" in said(app)
    press(app, "按表采用（“先不定”的除外）")
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    draft = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256)
    rows_of = {row["name_zh"]: row for row in draft.metrics}
    assert rows_of["数字化示范仓"]["metric"] == "szhsfc" and rows_of["数字化示范仓"]["unit"] == "个"
    assert (rows_of["跨境直播基地"]["kind"], rows_of["跨境直播基地"]["family"]) == ("stock", "carriers")
    assert draft.named["数字化示范仓"] == "szhsfc" and "个名称已定指标" in said(app)
    before = decided(desk, text)
    at_once(app, "undoubted")
    new = {figure for figure in decided(desk, text) if figure not in before}
    assert {"20个以上", "达到40个"} <= new
    for label in ("agreed", "not_computable"):
        at_once(app, label)
    seen = see_and_confirm(app)
    assert "已入账" in said(seen) and any(one.startswith("szhsfc,数字化示范仓") for one in lines(desk.workspace, "metrics.csv"))


def test_a_metric_without_a_unit_waits_and_holds_up_no_other(desk):
    app = bring(desk, plan_pages.PLAN + "（三）到2028年，跨境电商发展指数达到120，跨境直播基地达到40个。\n")
    press(app, "按表采用（“先不定”的除外）")
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    draft = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256)
    assert "跨境直播基地" in draft.named and "跨境电商发展指数" not in draft.named
    assert "暂未采用的：跨境电商发展指数。" in said(app) and all(row.get("unit") for row in draft.metrics)


def test_the_list_by_convention_shows_the_date_that_was_filled_in(desk):
    app = bring(desk, plan_pages.PLAN + "（三）每年举办对接活动12场以上。\n")
    (told,) = rows(app, "原文")
    assert "12" in told["理解为"] and "2026—2028年" in told["理解为"] and told["地区"].startswith("澜江市")
    assert told["原文"] == "（三）每年举办对接活动【12场以上】" and "各条相同：没有写到期年份，按规划期末计。" in said(app)


def test_goals_confirmed_together_are_listed_with_their_regions_and_those_held_to_them(desk):
    app = bring(desk, plan_pages.PLAN + "（三）每个县（市、区）至少建成跨境电商产业园1个。\n")
    (told,) = rows(app, "原文")
    assert "澜江市" in told["地区"] and "逐一考核全部直属县级地区" in told["地区"] and "按本规划" in told["地区"]
    (listed,) = [one.value for one in app.main.markdown if one.value.startswith("* [◆") and "300亿元" in one.value]
    assert "澜江市　跨境电商出口额：到2028年底，不低于 300 亿元　2026" in listed and "跨境电商出口额【达到300亿元以上】" in listed
    at_once(app, "undoubted")
    press(app, "已逐条看过，确认为目标")
    app.query_params["step"] = "confirm"
    app.run()
    regions = {one["原文数字"]: one["地区"] for one in rows(app, "原文数字")}
    assert "逐一考核 1 个：澜东县" in next(region for figure, region in regions.items() if "1个" in figure)
    assert regions["达到300亿元以上"] == "澜江市" and "责任单位" not in rows(app, "原文数字")[0]


def test_contradictions_are_told_before_confirming(desk):
    text = plan_pages.PLAN + "（三）到2030年，跨境电商出口额达到280亿元。\n"
    app = bring(desk, text)
    at_once(app, "undoubted")
    app.query_params["step"] = "confirm"
    app.run()
    assert "数字之间有 1 处对不上" in said(app)
    (told,) = rows(app, "哪里对不上")
    assert "反而放松" in told["哪里对不上"] and "280亿元" in told["涉及的目标"]


def long_receipt(shown: int, count: int):
    from dashboard.components.intake_receipt import _targets
    from dashboard.wording import Words

    _targets(["目标编号", "差距"], [(f"990100-{number}", "—") for number in range(1, shown + 1)], count, Words("zh"))


@pytest.mark.parametrize(("shown", "count", "told"), [(45, 45, ""), (45, 50, "以上列出 45 项，其余 5 项"), (0, 3, "以上列出 0 项，其余 3 项")])
def test_a_receipt_lists_every_target_or_says_how_many_it_does_not(shown, count, told):
    app = AppTest.from_function(long_receipt, args=(shown, count)).run()
    assert len(rows(app, "差距") if shown else []) == shown
    said_below = [one.value for one in app.caption]
    assert len(said_below) == bool(told) and all(one.startswith(told) for one in said_below)
