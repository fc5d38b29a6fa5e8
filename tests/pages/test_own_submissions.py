"""报送 after sending: what became of what one sent, what holds now, and taking it back."""

from datetime import date, timedelta

from etl.collection import review
from tests import collection_world as world
from tests.collection_world import accepted, one_figure, reopen, signed, submitted
from tests.pages.page_text import press, said


def test_what_was_returned_stands_first_with_its_reason_as_plain_text(desk):
    receipt = submitted(desk.workspace, one_figure("45"))
    review.send_back(desk.workspace, world.REVIEWER, receipt.submission_id, "缺保税仓 ![x](https://evil.example)")
    app = desk("submission", world.REPORTER)
    warning = app.main.warning[0].value
    assert f"2026年第二季度：批次 {receipt.submission_id}（q2.csv）于 2026-07-20 10:00 被 审核人乙 退回" in said(app)
    assert "退回理由：缺保税仓" in said(app) and "![" not in warning and "https://" not in warning
    assert "已退回，请改正后重新报送" in said(app)
    assert "退回理由" not in said(desk("submission", world.OTHER_REPORTER))


def test_a_waiting_submission_is_withdrawn_with_a_reason(desk):
    receipt = submitted(desk.workspace, one_figure("45"))
    app = desk("submission", world.REPORTER)
    withdraw(app, receipt.submission_id)
    assert f"批次 {receipt.submission_id} 已撤回" in said(app)
    assert not review.waiting(desk.workspace, world.REVIEWER).to_sign


def withdraw(app, number: str) -> None:
    app.text_area(key=f"withdraw-reason-{number}").set_value("误报").run()
    app.button(key=f"withdraw-{number}").click().run()


def test_after_a_withdrawal_only_what_holds_is_said(desk):
    app = desk("submission", world.REPORTER)
    app.file_uploader[0].set_value(("报送.csv", one_figure("45"), "text/csv")).run()
    press(app, "确认提交")
    (sent,) = review.withdrawable(desk.workspace, world.REPORTER)
    assert f"已提交，批次号 {sent.submission_id}" in said(app)
    withdraw(app, sent.submission_id)
    text = said(app)
    assert f"批次 {sent.submission_id} 已撤回" in text and "2026年第二季度：尚未报送" in text
    assert "已提交" not in text and "等待审核" not in text


def test_what_was_sent_last_is_the_first_to_be_offered_for_withdrawal(desk):
    submitted(desk.workspace, one_figure("44"))
    app = desk("submission", world.REPORTER)
    app.file_uploader[0].set_value(("报送.csv", one_figure("45"), "text/csv")).run()
    press(app, "确认提交")
    newest = review.withdrawable(desk.workspace, world.REPORTER)[0].submission_id
    assert app.selectbox(key=f"withdraw-id-{newest}").value == newest


def test_what_was_decided_meanwhile_no_longer_waits(desk):
    app = desk("submission", world.REPORTER)
    app.file_uploader[0].set_value(("报送.csv", one_figure("45"), "text/csv")).run()
    press(app, "确认提交")
    (sent,) = review.withdrawable(desk.workspace, world.REPORTER)
    signed(desk.workspace, sent.submission_id)
    app.run()
    assert f"已采纳并锁定（批次 {sent.submission_id}）" in said(app) and "等待审核" not in said(app)


def test_while_a_correction_waits_the_accepted_figures_are_said_to_count(desk):
    first = accepted(desk.workspace, one_figure("45")).submission_id
    reopen(desk.workspace, world.QUARTER)
    assert f"已采纳（批次 {first}），已重新开放至 2026年7月20日" in said(desk("submission", world.REPORTER))
    second = submitted(desk.workspace, one_figure("46")).submission_id
    text = said(desk("submission", world.REPORTER))
    assert f"更正（批次 {second}）待审核，采纳后才替换；在此之前仍以已采纳的批次 {first} 为准" in text
    with world.at(world.NOW + timedelta(days=1)):
        text = said(desk("submission", world.REPORTER))
    assert f"更正（批次 {second}）待审核，但本季度已锁定" in text


def test_a_return_after_the_deadline_is_said_to_be_overdue(desk):
    number = submitted(desk.workspace, one_figure("45")).submission_id
    review.send_back(desk.workspace, world.REVIEWER, number, "与海关快报不符")
    assert "已退回，请改正后重新报送（截止 2026年7月20日）" in said(desk("submission", world.REPORTER))
    app = desk("submission", world.REPORTER, day=date(2026, 7, 25))
    assert "已退回，逾期未重报。已于 2026年7月20日 截止，逾期 5 天" in said(app)


def test_only_what_may_be_withdrawn_is_offered(desk):
    locked = accepted(desk.workspace, one_figure("45")).submission_id
    app = desk("submission", world.REPORTER)
    assert "撤回报送" not in said(app)
    reopen(desk.workspace, world.QUARTER)
    app.run()
    assert [one.partition(" ")[0] for one in app.selectbox(key=f"withdraw-id-{locked}").options] == [locked]


def test_a_press_meant_for_one_submission_never_withdraws_another(desk):
    first, second = (submitted(desk.workspace, one_figure(value)).submission_id for value in ("45", "46"))
    app = desk("submission", world.REPORTER)
    app.selectbox(key=f"withdraw-id-{second}").set_value(first).run()
    app.text_area(key=f"withdraw-reason-{first}").set_value("误报").run()
    review.send_back(desk.workspace, world.REVIEWER, first, "以第二份为准")
    app.button(key=f"withdraw-{first}").click().run()
    assert [one.submission_id for one in review.withdrawable(desk.workspace, world.REPORTER)] == [second]
    assert "已撤回" not in said(app)
