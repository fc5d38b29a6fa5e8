"""报送进度 and 发布 as pages: who is late, reopening, what becomes public and what is taken back."""

from datetime import timedelta


from dashboard.wording import Words
from etl.collection import quarters, release
from tests import collection_world as world
from tests.collection_world import accepted, one_figure, submitted
from tests.pages.page_text import press, rows, said

PAST = "2025Q4"
GOOD = one_figure("90", quarter=PAST, note="说明：企业漏报，按海关清单更正")


def test_progress_counts_expected_received_and_on_time_and_offers_a_reminder(desk):
    submitted(desk.workspace, one_figure("45"))
    app = desk("progress", world.OFFICER)
    text = said(app)
    assert "其中按时 1" in text and "另有待审核 1" in text
    assert "● 待审核" in text and "1/2，按时 1" in text
    assert "望海市" in app.code[0].value and "澜江市" not in app.code[0].value
    assert [one.label for one in app.main.get("download_button")] == ["下载 2026 年报送截止日历（.ics）"]


def test_a_city_sees_its_own_progress_and_cannot_reopen(desk):
    accepted(desk.workspace, one_figure("45"))
    text = said(desk("progress", world.REPORTER))
    assert "澜江市" in text and "望海市" not in text and "重新开放已锁定的季度" not in text


def test_an_officer_reopens_a_quarter_with_a_reason_and_an_end(desk):
    accepted(desk.workspace, one_figure("45"))
    app = desk("progress", world.OFFICER)
    chosen = [app.selectbox(key="reopen-region"), app.selectbox(key="reopen-quarter"), app.date_input(key="reopen-until")]
    assert [one.value for one in chosen] == [None] * 3 and app.button(key="reopen-act").disabled
    app.selectbox(key="reopen-region").set_value(world.CITY).run()
    app.selectbox(key="reopen-quarter").set_value(world.QUARTER).run()
    app.text_area(key="reopen-reason").set_value("漏报一家企业").run()
    assert app.button(key="reopen-act").disabled, "nobody has chosen until when"
    app.date_input(key="reopen-until").set_value(world.NOW.date() + timedelta(days=7)).run()
    press(app, "重新开放")
    assert "澜江市 · 2026年第二季度已重新开放至 2026年7月27日" in said(app)
    assert "省级主管" in said(app) and "officer" not in said(app)
    (lock,) = quarters.locks(desk.workspace, world.OFFICER)
    assert (lock.reopened_by, lock.reason) == (world.OFFICER, "漏报一家企业") and lock.reopened_until


def test_a_release_shows_what_becomes_public_and_is_confirmed_first(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    app = desk("release", world.OFFICER, quarter=PAST)
    assert "尚未发布，公众看不到" in said(app) and "本次发布将改变公众看到的 1 个数" in said(app)
    (row,) = [row for row in rows(app, "拟公开值") if row["变化"] != "不变"]
    assert (row["现公开值"], row["拟公开值"]) == ("75 亿元", "90 亿元")
    assert "还差 75 亿元" in said(desk("city", "", quarter=PAST, city=world.CITY))
    next(box for box in app.main.checkbox).check().run()
    press(app, "发布")
    assert "已发布，公众即时可见" in said(app)
    assert "还差 60 亿元" in said(desk("city", "", quarter=PAST, city=world.CITY))


def test_a_release_says_which_earlier_quarters_it_leaves_unreleased(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    assert "2025年第四季度有1个数的更正尚未发布，发布2026年第二季度不包括这些数" in said(desk("release", world.OFFICER, quarter="2026Q2"))
    assert "不包括这些数" not in said(desk("release", world.OFFICER, quarter=PAST))


def test_a_quarter_of_published_figures_alone_is_released_as_it_stands(desk):
    app = desk("release", world.OFFICER, quarter=PAST)
    assert "没有待发布的报送数据" in said(app) and "只认定它们是这个季度的定稿" in said(app)
    next(box for box in app.main.checkbox).check().run()
    press(app, "发布")
    assert "已发布，公众即时可见" in said(app) and "没有可以发布的内容" in said(app)
    next(box for box in app.main.checkbox).check().run()
    [button] = [one for one in app.main.button if one.label == "发布"]
    assert button.disabled
    empty = desk("release", world.OFFICER, quarter="2026Q1")
    next(box for box in empty.main.checkbox).check().run()
    assert [one.disabled for one in empty.main.button if one.label == "发布"] == [True]
    assert Words("zh")("release.no_rows") in said(empty)


def test_a_released_quarter_is_taken_back_with_a_reason(desk):
    accepted(desk.workspace, GOOD, under=world.terms(quarter=PAST))
    basis = release.preview(desk.workspace, world.OFFICER, world.PROVINCE, PAST).basis
    release.release(desk.workspace, world.OFFICER, world.PROVINCE, PAST, basis)
    app = desk("release", world.OFFICER, quarter=PAST)
    app.text_area(key="unrelease-reason").set_value("口径有误").run()
    app.button(key="unrelease").click().run()
    assert "的发布已撤回" in said(app) and "口径有误" in said(app)
    assert "还差 75 亿元" in said(desk("city", "", quarter=PAST, city=world.CITY))


def test_another_province_is_not_offered(desk):
    app = desk("release", world.FOREIGN_OFFICER, province=world.PROVINCE)
    assert app.selectbox(key="pick-province").options == ["海原省"]
    assert Words("zh")("release.no_rows") in said(app)


def test_the_day_of_a_demonstration_is_the_one_noted_whatever_is_filed(desk):
    (desk.workspace.root / "DEMONSTRATION").write_text("演示数据\n演示日期 · day: 2026-04-15\n", encoding="utf-8")
    day = "演示固定在 2026年4月15日"
    assert day in said(desk("progress", world.OFFICER))
    accepted(desk.workspace, one_figure("45"))
    assert day in said(desk("progress", world.OFFICER)) and day in said(desk("submission", world.REPORTER))


def test_pages_open_long_after_the_day_of_a_demonstration(desk):
    (desk.workspace.root / "DEMONSTRATION").write_text("演示数据\n演示日期 · day: 2026-01-15\n", encoding="utf-8")
    assert Words("zh")("overview.matrix") in said(desk("overview", world.OFFICER))


def test_a_demonstration_without_a_day_goes_by_the_calendar(desk):
    (desk.workspace.root / "DEMONSTRATION").write_text("演示数据\n", encoding="utf-8")
    assert "演示固定在" not in said(desk("progress", world.OFFICER))
