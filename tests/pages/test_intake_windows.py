"""规划录入 open in two windows of one account: a press means what its window showed."""

import pytest

from dashboard.findings import intake
from etl.collection import plan_drafts
from etl.ledger import Decision
from etl.plans.choices import Choice
from tests import plan_pages
from tests.collection_world import EDITOR, head
from tests.intake_steps import at_once, bring, choose, decided, see_and_confirm
from tests.pages.page_text import press, said

RAISED = plan_pages.PLAN.replace("达到300亿元以上", "达到360亿元以上")


def place(figure: str, text: str = plan_pages.PLAN) -> tuple[int, int]:
    start = text.index(figure)
    return start, start + len(figure)


def choices(desk) -> dict:
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    return dict(plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256).part("1").choices)


def decide(desk, *made: Choice) -> None:
    """What another window does."""
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    plan_drafts.decide(desk.workspace, EDITOR, one.plan_sha256, "1", made, {})


def button(app, start: str):
    return next(one for one in app.main.get("button") if (one.key or "").startswith(start))


def begins(app, field: str):
    kinds = [*app.main.text_input, *app.main.selectbox]
    return next(one.value for one in kinds if (one.key or "").startswith(f"intake-{field}-"))


@pytest.mark.parametrize("opened", ["by its place", "as the first of the list"])
def test_what_another_window_decided_is_told_and_stays_whole(desk, opened):
    figure = place("达到300亿元以上")
    app = bring(desk, **({"at": intake.place_text(figure)} if opened == "by its place" else {}))
    choose(app, "responsible", "市商务局")
    aside = Choice(Decision.REJECTED, figure, reason="只是背景")
    decide(desk, aside)
    press(app, "确认为目标")
    assert "该处已在另一窗口认定为“不作目标”，请核对后再办" in said(app) and not app.exception
    assert choices(desk) == {figure: aside}, "nothing of one decision is mixed with the other"
    assert "达到300亿元以上" in said(app) and "取消这处认定" in [one.label for one in app.main.get("button")]
    press(app, "确认为目标")
    assert choices(desk)[figure].decision is Decision.CONFIRMED, "who has seen it may decide otherwise"
    assert "另一窗口" not in said(app)


def test_a_place_that_was_to_be_taken_is_not_lost_to_another_window(desk):
    first = bring(desk)
    at_once(first, "undoubted")
    see_and_confirm(first)
    for one in plan_drafts.own(desk.workspace, EDITOR):
        plan_drafts.drop(desk.workspace, EDITOR, one.plan_sha256)
    figure = place("达到360亿元以上", RAISED)
    app = bring(desk, RAISED, at=intake.place_text(figure))
    choose(app, "place", "990100-04")
    aside = Choice(Decision.REJECTED, figure, reason="只是背景")
    decide(desk, aside)
    press(app, "确认为目标")
    assert choices(desk) == {figure: aside} and "不作目标" in said(app)
    press(app, "取消这处认定")
    assert choices(desk) == {} and begins(app, "place") == "990100-04", "what was entered beside no decision is there again"
    press(app, "确认为目标")
    assert choices(desk)[figure].target_id == "990100-04"


def test_the_reason_for_putting_aside_is_none_for_a_target(desk):
    figure = place("达到300亿元以上")
    app = bring(desk, at=intake.place_text(figure))
    decide(desk, Choice(Decision.REJECTED, figure, reason="只是背景"))
    app.run()
    assert begins(app, "why") == ""
    press(app, "确认为目标")
    assert (choices(desk)[figure].decision, choices(desk)[figure].reason) == (Decision.CONFIRMED, "")


def test_a_decision_changed_meanwhile_is_not_taken_back(desk):
    figure = place("达到300亿元以上")
    app = bring(desk, at=intake.place_text(figure))
    press(app, "确认为目标")
    app.query_params["at"] = intake.place_text(figure)
    app.run()
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    aside = Choice(Decision.REJECTED, figure, reason="只是背景")
    plan_drafts.change(desk.workspace, EDITOR, one.plan_sha256, lambda draft: draft.with_part("1", draft.part("1").deciding([aside])))
    press(app, "取消这处认定")
    assert "认定为“不作目标”" in said(app) and choices(desk) == {figure: aside}


def test_a_figure_added_by_hand_in_both_windows_is_there_once(desk):
    text = plan_pages.PLAN + "（三）举办若干活动。\n"
    app = bring(desk, text)
    next(one for one in app.main.text_input if one.label == "正文中的数字").set_value("若干").run()
    there = Choice(Decision.ADDED, place("若干", text), {"metric": "events", "value": "30"}, figure="若干")
    decide(desk, there)
    next(one for one in app.main.get("button") if one.label == "确认为目标" and f"-add-{there.span[0]}" in one.key).click().run()
    assert "该处已在另一窗口认定为目标" in said(app) and choices(desk) == {there.span: there}


def test_two_windows_on_two_figures_keep_both(desk):
    first = bring(desk, at=intake.place_text(place("达到300亿元以上")))
    second = bring(desk, at=intake.place_text(place("达到12个")))
    press(first, "确认为目标")
    press(second, "确认为目标")
    assert decided(desk) == {"达到300亿元以上": Decision.CONFIRMED, "达到12个": Decision.CONFIRMED}
    assert "另一窗口" not in said(first) + said(second)


def test_of_many_those_another_window_decided_are_left_and_counted(desk):
    app = bring(desk)
    aside = Choice(Decision.REJECTED, place("达到300亿元以上"), reason="只是背景")
    decide(desk, aside)
    at_once(app, "undoubted")
    assert "已认定 1 处，尚未入账；另有 1 处已在另一窗口另行认定，未作改动" in said(app)
    assert decided(desk) == {"达到300亿元以上": Decision.REJECTED, "达到12个": Decision.CONFIRMED}
    assert choices(desk)[aside.span] == aside


def test_where_another_window_decided_on_all_of_them_nothing_is_done(desk):
    app = bring(desk)
    asides = [Choice(Decision.REJECTED, place(figure), reason="只是背景") for figure in ("达到300亿元以上", "达到12个")]
    decide(desk, *asides)
    at_once(app, "undoubted")
    assert "这 2 处已在另一窗口另行认定" in said(app) and list(choices(desk).values()) == asides


@pytest.mark.parametrize("left", [1, 0])
def test_a_confirmation_of_what_changed_since_the_preview_says_so(desk, left):
    app = bring(desk)
    at_once(app, "undoubted")
    app.query_params["step"] = "confirm"
    app.run()
    next(one for one in app.main.checkbox if one.key.startswith("intake-sure")).check().run()
    before = head(desk.workspace)
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    stands = plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256).part("1").stands(list(choices(desk))[left:])
    plan_drafts.take_back(desk.workspace, EDITOR, one.plan_sha256, "1", stands)
    button(app, "intake-act").click().run()
    assert "该文件在另一窗口有改动，本次没有入账" in said(app) and head(desk.workspace) == before and not app.exception
    app.run()
    assert "该文件在另一窗口有改动" not in said(app)
    if left:
        see_and_confirm(app)
        assert "已入账" in said(app)


def test_files_of_one_name_are_told_apart_by_title_and_date(desk):
    for text in (plan_pages.PLAN, plan_pages.NOWHERE):
        app = desk("intake", EDITOR)
        app.file_uploader[0].set_value(("方案.txt", text.encode(), "text/plain")).run()
    told = [one.value.replace("\\", "") for one in desk("intake", EDITOR).main.markdown if "最近办理" in one.value]
    kept = plan_drafts.own(desk.workspace, EDITOR)
    assert [one.title for one in kept] == ["跨境电商行动方案(2026—2028年)", "澜江市跨境电商三年行动方案(2026—2028年)"]
    for line, one in zip(told, kept, strict=True):
        assert line.startswith(f"**方案.txt** 《{one.title}》 {one.kept_at:%Y-%m-%d %H:%M} 上传，最近办理 ")
