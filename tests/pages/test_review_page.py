"""审核 as a page: what the reviewer sees, signs and returns; the form and its scan."""

import pytest

from dashboard.components.printed_form import printed
from dashboard.wording import Words
from etl.collection import form, quarters, review, scans
from tests import collection_world as world
from tests.collection_world import HEADER, accepted, file_of, one_figure, signed, submitted
from tests.pages.page_text import buttons, press, rows, said

PERSONS = {account.name: account.display_name for account in world.ACCOUNTS.values()}
DOUBTFUL = "澜江市,跨境电商出口额,2025,4,本年累计,900,亿元,说明：并入两家 **平台** 企业"


def last_year(value: str) -> bytes:
    return one_figure(value, quarter="2025Q4", note="说明：企业漏报，按海关清单更正")


def send(workspace, data: bytes = b"") -> str:
    data = data or last_year("90")
    return submitted(workspace, data, under=world.terms(quarter="2025Q4")).submission_id


def test_the_reviewer_sees_figures_reasons_and_gaps(desk):
    number = send(desk.workspace, file_of(DOUBTFUL))
    app = desk("review", world.REVIEWER)
    text = said(app)
    assert "待我办理（1）" in text and number in text
    assert "须说明的数据及说明（2）" in text and "并入两家 **平台** 企业" in text
    assert "**平台**" not in "\n".join(element.value for element in app.main.markdown)
    assert "75 亿元 → 900 亿元" in text
    (row,) = rows(app, "报送值")
    assert (row["变化"], row["备注"]) == ("变更", "说明：并入两家 **平台** 企业")
    assert {row["指标"] for row in rows(app, "问题与改法")} == {"跨境电商出口额"}
    assert f"填报 {PERSONS[world.REPORTER]} 2026-07-20" in text and f"填报 {world.REPORTER}" not in text


def test_a_signature_accepts_and_the_figure_counts(desk):
    number = send(desk.workspace)
    app = press(desk("review", world.REVIEWER), "签字同意")
    assert f"批次 {number} 已采纳" in said(app) and "没有待办理的报送" in said(app)
    city = said(desk("city", world.REVIEWER, quarter="2025Q4", city=world.CITY))
    assert "还差 60 亿元" in city


def test_the_form_offered_for_print_is_that_of_what_was_accepted_last(desk):
    former = send(desk.workspace)
    app = press(desk("review", world.REVIEWER), "签字同意")
    (pick,) = (one for one in app.main.selectbox if one.label == "已采纳的报送")
    assert pick.value == former
    number = accepted(desk.workspace, one_figure("45")).submission_id
    app.run()
    (pick,) = (one for one in app.main.selectbox if one.label == "已采纳的报送")
    assert pick.value == number != former


def test_a_return_needs_its_reason(desk):
    number = send(desk.workspace)
    app = press(desk("review", world.REVIEWER), "退回")
    assert "没有写明理由" in said(app) and review.waiting(desk.workspace, world.REVIEWER).to_sign
    app.text_area(key=f"return-{number}").set_value("与海关快报不符").run()
    press(app, "退回")
    assert f"批次 {number} 已退回" in said(app)
    assert [one.reason for one in review.waiting(desk.workspace, world.REPORTER).returned] == ["与海关快报不符"]


def test_a_change_since_it_was_opened_is_looked_at_first(desk):
    send(desk.workspace)
    app = desk("review", world.REVIEWER)
    other = send(desk.workspace, last_year("88"))
    signed(desk.workspace, other, world.SECOND_REVIEWER)
    press(app, "签字同意")
    assert "没有办成" in said(app)


def test_what_is_signed_is_what_the_page_showed(desk):
    number = send(desk.workspace)
    app = desk("review", world.REVIEWER)
    later = f"{HEADER},数据来源\n澜江市,跨境电商出口额,2025,4,本年累计,80,亿元,订正,市局\n"
    (desk.workspace.root / "actuals" / "2026.csv").write_text(later, encoding="utf-8")
    press(app, "签字同意")
    assert "打开以后数据已有变动" in said(app) and rows(app, "报送值")[0]["现有值"] == "80 亿元"
    assert [one.submission_id for one in review.waiting(desk.workspace, world.REVIEWER).to_sign] == [number]
    press(app, "签字同意")
    assert f"批次 {number} 已采纳" in said(app)


def withdraw(workspace, number: str) -> None:
    review.withdraw(workspace, world.REPORTER, number, "企业口径 **有误**")


def give_back(workspace, number: str) -> None:
    review.send_back(workspace, world.SECOND_REVIEWER, number, "企业口径 **有误**")


def accept(workspace, number: str) -> None:
    signed(workspace, number, world.SECOND_REVIEWER)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (withdraw, "填报人甲 已于 2026-07-20 10:00 撤回。\n\n理由：企业口径 **有误**"),
        (give_back, "审核人丙 已于 2026-07-20 10:00 退回填报人。\n\n理由：企业口径 **有误**"),
        (accept, "审核人丙 已于 2026-07-20 10:00 签字采纳，数据已计入。"),
    ],
)
def test_what_others_did_meanwhile_is_said_and_nothing_else_is_signed(desk, end, words):
    first, second = send(desk.workspace), send(desk.workspace, last_year("91"))
    app = desk("review", world.REVIEWER)
    end(desk.workspace, first)
    press(app, "签字同意")
    text = said(app)
    assert f"批次 {first} 不再待审核：{words}" in text and "**有误**" not in "".join(one.value for one in app.main.warning)
    assert [one.submission_id for one in review.waiting(desk.workspace, world.REVIEWER).to_sign] == [second]
    app.run()
    assert "不再待审核" not in said(app), "the other one is looked at now"


def test_an_own_decision_is_told_once_and_a_link_to_it_says_what_became_of_it(desk):
    number = send(desk.workspace)
    app = press(desk("review", world.REVIEWER, submission=number), "签字同意")
    assert f"批次 {number} 已采纳" in said(app) and "不再待审核" not in said(app)
    assert f"批次 {number} 不再待审核：审核人乙" in said(desk("review", world.REVIEWER, submission=number))
    other = submitted(desk.workspace, one_figure("45")).submission_id
    text = said(desk("review", world.REVIEWER, submission=number))
    assert "不再待审核" in text and f"报送件 {other}" in text and "不在可选范围" not in text


def test_of_a_submission_one_may_not_see_nothing_is_said(desk):
    number = send(desk.workspace)
    withdraw(desk.workspace, number)
    assert "不再待审核" not in said(desk("review", world.OTHER_REVIEWER, submission=number))


def test_who_sent_it_cannot_sign_it_by_standing_in(desk):
    send(desk.workspace)
    app = desk("review", world.APPROVER)
    assert "没有待办理的报送" in said(app) and "签字同意" not in buttons(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_carries_number_hashes_figures_and_no_markup(desk, lang):
    hostile = "澜江市,跨境电商出口额,2025,4,本年累计,90,亿元,说明：企业漏报<script>alert(1)</script>"
    number = send(desk.workspace, file_of(hostile))
    signed(desk.workspace, number)
    found = form.form(desk.workspace, world.REVIEWER, number)
    page = printed(found, "填报 张三", 2, "演示数据", Words(lang)).decode()
    assert Words(lang)("printed.reviewer") in page and Words(lang)("printed.approver") not in page
    for text in (number, "填报 张三", found.original_sha256, found.rows_sha256, found.act_hash, "演示数据"):
        assert text in page
    assert ("90 亿元" if lang == "zh" else "CNY 9 bn") in page
    assert "<script" not in page and "&lt;script&gt;" in page and "http" not in page


def test_accepted_reports_offer_the_form_and_take_a_scan(desk):
    accepted(desk.workspace, last_year("90"), under=world.terms(quarter="2025Q4"))
    number = quarters.locks(desk.workspace, world.REVIEWER)[0].submission_id
    app = desk("review", world.REVIEWER)
    assert "下载打印表" in [button.label for button in app.main.get("download_button")]
    app.file_uploader[0].set_value(("盖章.pdf", b"%PDF-1.4\n" + b"0" * 40 + b"\n%%EOF", "application/pdf")).run()
    app.button(key="attach").click().run()
    assert f"扫描件已附在批次 {number} 上" in said(app)
    assert [one.name for one in scans.scans(desk.workspace, world.REVIEWER, number)] == [f"{number}-1.pdf"]
    (label,) = [button.label for button in app.main.get("download_button") if "扫描件" in button.label]
    assert f"{number}-1.pdf" in label.replace("\\", "")
