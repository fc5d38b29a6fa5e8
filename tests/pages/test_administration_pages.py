"""账号, 审计 and the history of a figure as pages."""

import json

import pytest

from etl.access.accounts import shared_store
from etl.access.origin import coming_from
from etl.collection import accounts, audit, filing, history, purging, quarters
from etl.ledger import Ledger
from etl.rights import Role
from etl.warehouse import refresh
from tests import collection_world as world
from tests.collection_world import accepted, examined, file_of, one_figure
from tests.pages.page_text import press, rows, said

PAST = "2025Q4"
GOOD = one_figure("91.5", quarter=PAST, note="说明：企业漏报 **按海关** 清单更正")


def test_an_account_is_made_and_gets_a_password_that_is_shown_once(desk):
    app = desk("accounts", world.ADMINISTRATOR)
    app.text_input(key="account-name").set_value("sun").run()
    app.multiselect(key="account-regions-").set_value([world.CITY]).run()
    press(app, "保存")
    assert "账号 sun 已保存" in said(app)
    made = next(one for one in accounts.listing(desk.workspace, world.ADMINISTRATOR) if one.name == "sun")
    assert (made.role, made.region_codes) == (Role.REPORTER, (world.CITY,))
    app.selectbox(key="password-which").set_value("sun").run()
    app.button(key="password-act").click().run()
    secret = app.code[0].value
    assert len(secret) >= 12
    app.run()
    assert not app.code and secret not in said(app)


def test_a_token_of_anybody_is_revoked_and_none_is_shown(desk):
    store = shared_store(desk.workspace)
    secret, made = store.make_token("reporter", "季度表 **粗体**", 30, "")
    app = desk("accounts", world.ADMINISTRATOR)
    assert "访问令牌（有效的 1 个）" in said(app) and made.token_id in said(app) and secret not in said(app)
    app.selectbox(key="token-which").set_value(made.token_id).run()
    app.button(key="token-revoke").click().run()
    assert "已吊销" in said(app) and "有效的 0 个" in said(app)
    assert [one.revoked_by for one in store.tokens()] == [f"account {world.ADMINISTRATOR}"]


def _new_account(app, name: str, city: str):
    """Fill in what makes an account."""
    key = acts_key(app)
    app.text_input(key=key("name")).set_value(name).run()
    app.text_input(key=key("display-")).set_value("孙七").run()
    app.selectbox(key=key("role-")).set_value(Role.REVIEWER).run()
    app.multiselect(key=key("regions-")).set_value([city]).run()
    return press(app, "保存")


def acts_key(app):
    """The present keys of the form of an account."""
    name = next(one.key for one in app.text_input if one.key.startswith("account-") and one.key.endswith("name"))
    return lambda field: name.removesuffix("name") + field


def _entered(app) -> tuple:
    key = acts_key(app)
    return (
        app.text_input(key=key("name")).value,
        app.text_input(key=key("display-")).value,
        app.selectbox(key=key("role-")).value,
        app.multiselect(key=key("regions-")).value,
    )


def test_the_form_is_empty_after_an_account_was_made_and_keeps_what_was_refused(desk):
    app = _new_account(desk("accounts", world.ADMINISTRATOR), "x", world.CITY)
    assert "没有办成" in said(app) and "账号名“x”不合规定" in said(app)
    assert _entered(app) == ("x", "孙七", Role.REVIEWER, [world.CITY])
    for name in ("sun", "sun.er"):
        app = _new_account(app, name, world.CITY)
        assert f"账号 {name} 已保存" in said(app)
        assert _entered(app) == ("", "", Role.REPORTER, [])


def test_a_stand_in_is_ended_by_its_own_act_and_the_record_says_so(desk):
    app = desk("accounts", world.ADMINISTRATOR)
    (running,) = rows(app, "被代理人")
    assert (running["代理人"], running["截止日期"]) == ("代理人（stand-in）", "2026年12月31日")
    assert app.button(key="stand-in-end-act").disabled
    (one,) = app.selectbox(key="stand-in-end-which").options
    assert one == "代理人 代理 填报人甲"
    app.selectbox(key="stand-in-end-which").select_index(0).run()
    assert app.button(key="stand-in-end-act").disabled, "a reason is missing"
    app.text_area(key="stand-in-end-reason").set_value("提前返岗").run()
    app.button(key="stand-in-end-act").click().run()
    assert "已终止代理：代理人 不再代理 填报人甲" in said(app) and "目前没有生效的代理" in said(app)
    ended, *earlier = rows(app, "经办人")
    assert (ended["事项"], ended["对象"], ended["截止日期"]) == ("终止代理", "代理人 代理 填报人甲", "")
    assert (ended["原因"], ended["经办人"]) == ("提前返岗", "administrator")
    assert [one["事项"] for one in earlier] == ["登记代理", "登记代理"]
    assert not [one for one in app.main.date_input if one.min < world.NOW.date()], "no date in the past ends anything"


@pytest.mark.parametrize(
    ("lang", "act", "arranged", "ended", "reason"),
    [
        ("zh", "事项", ("登记代理", "代理至2026年12月31日（含当日）；理由：休假"), ("终止代理", "理由：返岗"), "返岗"),
        ("en", "Act", ("Stand-in recorded", "stands in until 31 Dec 2026 inclusive; Reason: 休假"), ("Stand-in ended", "Reason: back"), "back"),
    ],
)
def test_the_audit_trail_tells_an_ending_from_an_arrangement(desk, lang, act, arranged, ended, reason):
    accounts.end_stand_in(desk.workspace, world.ADMINISTRATOR, world.REPORTER, world.STAND_IN, reason)
    app = desk("audit", world.AUDITOR, lang=lang)
    found = [tuple(row.values())[2:6] for row in rows(app, act)]
    told = [(what, detail) for what, subject, _, detail in found if what in (arranged[0], ended[0])]
    assert told[0] == ended and arranged in told


def test_the_auditor_sees_from_where_an_act_was_done_and_who_took_a_file_along(desk):
    with coming_from("10.0.0.7"):
        number = accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST)).submission_id
    with coming_from("10.0.0.8"):
        history.original(desk.workspace, world.OFFICER, number)
    app = desk("audit", world.AUDITOR)
    assert "来源地址" in said(app) and "10.0.0.7" in said(app)
    app.selectbox(key="event-kind").set_value("original").run()
    (found,) = [one.value for one in app.main.dataframe if "次数" in one.value]
    (line,) = found.to_dict("records")
    assert (line["事项"], line["来源"], line["账号"], line["对象"]) == ("下载原件", "10.0.0.8", world.OFFICER, number)


def test_a_group_is_never_changed_and_the_refusal_is_said(desk):
    app = desk("accounts", world.ADMINISTRATOR)
    app.selectbox(key="account-which").set_value(world.REPORTER).run()
    app.selectbox(key=f"account-role-{world.REPORTER}").set_value(Role.AUDITOR).run()
    press(app, "保存")
    assert "没有办成" in said(app) and "业务、管理、审计三类角色互斥" in said(app)


def test_the_auditor_filters_acts_and_verifies_the_chain(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    app = desk("audit", world.AUDITOR)
    app.selectbox(key="audit-kind").set_value("accepted").run()
    (row,) = rows(app, "事项")
    assert "共 1 条" in said(app) and row["经办人"] == "审核人乙（reviewer）"
    press(app, "立即校验")
    assert "校验通过" in said(app)


def test_acts_are_told_in_words(desk):
    accepted(desk.workspace, one_figure("45"))
    quarters.reopen(desk.workspace, world.OFFICER, world.CITY, world.QUARTER, "漏报", world.NOW.date())
    found = rows(desk("audit", world.AUDITOR), "事项")
    reopened = next(row for row in found if row["事项"] == "重新开放")
    assert (reopened["对象"], reopened["详情"]) == ("澜江市 · 2026年第二季度", "开放至2026年7月20日；理由：漏报")
    made = next(row for row in found if row["对象"] == "填报人甲（reporter）")
    assert made["详情"] == "填报人（澜江市）"
    assert not [row for row in found if "{" in row["详情"]]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", ("设置变动", "工作区设置（settings.toml）", "报送期限：季后 20 天 → 季后 15 天")),
        ("en", ("Settings changed", "Settings of the workspace (settings.toml)", "Deadline: 20 days after the quarter → 15 days after the quarter")),
    ],
)
def test_settings_that_changed_are_told_by_what_changed(desk, lang, line):
    file = desk.workspace.root / "settings.toml"
    for content in ("sign_offs = 2\n", "sign_offs = 2\ndeadline_days = 15 # 提前\n"):
        file.write_text(content, encoding="utf-8")
        refresh(desk.workspace)
    first, *_ = rows(desk("audit", world.AUDITOR, lang=lang), {"zh": "详情", "en": "Details"}[lang])
    what, about, _, detail = tuple(first.values())[2:6]
    assert (what, about, detail) == line


def test_the_auditor_chooses_days(desk):
    accepted(desk.workspace, one_figure("45"))
    app = desk("audit", world.AUDITOR)
    app.date_input(key="audit-since").set_value(world.NOW.date()).run()
    assert "共 2 条" in said(app)
    app.date_input(key="audit-since").set_value(None)
    app.date_input(key="audit-last_day").set_value(world.JANUARY.date()).run()
    assert {row["时间"][:10] for row in rows(app, "事项")} == {"2026-01-05"}


def test_the_daily_heads_are_listed_and_compared(desk):
    folder = desk.workspace.root.parent / "heads"
    (desk.workspace.root / "settings.toml").write_text(f'heads_folder = "{folder}"', encoding="utf-8")
    file = audit.write_head(desk.workspace)
    app = desk("audit", world.AUDITOR)
    (row,) = rows(app, "与台账")
    assert (row["日期"], row["与台账"]) == ("2026-07-20", "一致")
    noted = json.loads(file.read_text(encoding="utf-8"))
    other = folder / "head-2026-07-19.json"
    other.write_text(json.dumps(noted | {"hash": "0" * 64}), encoding="utf-8")
    (folder / "head-2026-07-18.json").write_text("{", encoding="utf-8")
    app = desk("audit", world.AUDITOR)
    assert [row["与台账"] for row in rows(app, "与台账")] == ["一致", "不一致", "文件无法读取"]
    assert "2 天与台账不一致" in said(app)


def test_a_file_is_purged_by_administrator_and_auditor_together(desk):
    bad = file_of("澜江市,跨境电商出口额,2026,2,本年累计,约45,亿元,身份证号")
    found = examined(desk.workspace, bad)
    filing.keep_refused(desk.workspace, world.REPORTER, found, world.terms())
    app = desk("accounts", world.ADMINISTRATOR)
    app.text_input(key="purge-sha256").set_value(found.sha256).run()
    app.text_area(key="purge-reason").set_value("含个人信息").run()
    app.button(key="purge-ask").click().run()
    assert "等待另一方同意" in said(app)
    assert {one.value for one in (*app.text_input, *app.text_area) if one.key.startswith("purge-")} == {""}
    app = desk("audit", world.AUDITOR)
    app.checkbox(key=f"purge-sure-{found.sha256}").check().run()
    app.button(key="purge-agree").click().run()
    assert "已清除" in said(app)
    assert [one.agreed_by for one in purging.asked(desk.workspace, world.AUDITOR)] == [world.AUDITOR]
    with Ledger.open(desk.workspace.ledger_url) as ledger:
        assert ledger.original(found.sha256) != bad


def test_a_figure_is_traced_to_its_cell_sender_and_signatures(desk):
    receipt = accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    app = desk("target", world.AUDITOR, quarter=PAST, target="990100-01", versions="true")
    text = said(app)
    assert "一个数的来历" in text and receipt.submission_id in text
    assert "第 2 行「数值」列（F2 格），原文为“91.5”" in text
    assert "填报 填报人甲 2026" in text and "审核 审核人乙 2026" in text
    assert "**按海关**" not in "\n".join(element.value for element in app.main.markdown)


def test_the_public_sees_the_figure_and_its_source_and_no_person(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    text = said(desk("target", "", quarter=PAST, target="990100-01", versions="true", trace="true"))
    assert "75 亿元" in text and "澜江市商务局" in text
    for secret in ("一个数的来历", world.REPORTER, "填报人甲", "91.5 亿元", "企业漏报", "S0000"):
        assert secret not in text


def test_another_city_sees_the_figure_but_no_file_and_no_person(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    text = said(desk("target", world.OTHER_REPORTER, quarter=PAST, target="990100-01", versions="true"))
    assert "91.5 亿元" in text and "一个数的来历" in text
    assert "审核人乙" not in text and "格），原文为" not in text
