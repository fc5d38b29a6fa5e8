"""规划录入: what a person corrected in one edition of a plan holds for the next."""

from etl.collection import plan_drafts
from etl.ledger import Decision
from tests import plan_pages
from tests.collection_world import EDITOR
from tests.intake_steps import at_once, bring, choose, decided, see_and_confirm
from tests.pages.page_text import press, rows, said
from tests.plan_scene import lines

FIRST = """澜江市跨境电商三年行动方案（2026—2028年）
一、目标
到2028年，跨境电商产业园达到12个，跨境电商出口额达到300亿元以上。
"""
#: A clause more in front, the second figure raised.
SECOND = FIRST.replace("一、目标", "一、总体要求\n坚持创新发展。\n二、目标").replace("300亿元", "360亿元")
#: A clause more in front, the second figure lowered.
RENUMBERED = SECOND.replace("360亿元", "280亿元")


def place(text: str, figure: str) -> str:
    start = text.index(figure)
    return f"{start}-{start + len(figure)}"


def begins(app, *fields: str) -> list[str]:
    """With what the fields of the card begin."""
    kinds = [*app.main.text_input, *app.main.selectbox]
    return [next(one.value for one in kinds if (one.key or "").startswith(f"intake-{field}-")) for field in fields]


def test_a_correction_holds_for_the_same_words_and_is_proposed_where_they_changed(desk):
    app = bring(desk, FIRST, at=place(FIRST, "达到12个"))
    choose(app, "region_code", "990101")
    press(app, "确认为目标")
    choose(app, "obligation", "aspirational")
    choose(app, "responsible", "市商务局")
    press(app, "确认为目标")
    see_and_confirm(app)
    written = [one for one in lines(desk.workspace) if "990100-2026" in one]
    for one in plan_drafts.own(desk.workspace, EDITOR):
        plan_drafts.drop(desk.workspace, EDITOR, one.plan_sha256)
    app = bring(desk, SECOND, at=place(SECOND, "达到12个"))
    assert "地区沿用本规划此前入账时的认定，可以改动。" in said(app) and begins(app, "region_code") == ["990101"]
    at_once(app, "undoubted")
    assert decided(desk, SECOND) == {"达到12个": Decision.MERGED}, "what was raised is left to a person"
    assert begins(app, "obligation", "responsible", "value") == ["aspirational", "市商务局", "360"]
    assert "原文与此前入账为目标 990100-04 时有所不同（数值、原文数字），请核对后认定。" in said(app)
    press(app, "确认为目标")
    app.query_params["step"] = "confirm"
    app.run()
    (changed,) = rows(app, "原目标")
    assert changed["变化"] == "调高" and changed["目标编号"] == "990100-04　澜江市　跨境电商出口额" and "未变 1" in said(app)
    see_and_confirm(app)
    assert [one for one in lines(desk.workspace) if "990100-2026" in one and ",360," not in one] == [one for one in written if ",300," not in one]


def test_a_goal_its_metric_does_not_fit_is_not_taken_unseen(desk):
    text = FIRST + "二、任务\n（一）到2028年，跨境直播基地达到40个，数字化示范仓达到20个。\n（二）到2028年，每年新增跨境直播基地5个。\n"
    app = bring(desk, text, at=place(text, "达到40个"))
    press(app, "按表采用（“先不定”的除外）")
    assert "其中 1 处的单位、类型与所定指标不一致" in said(app)
    assert "该指标是流量，此处的目标类型是“到期水平”，两者不合" in said(app)
    assert begins(app, "metric") == ["kjzbjd"], "it has its metric all the same"
    at_once(app, "undoubted")
    assert "达到20个" in decided(desk, text) and "达到40个" not in decided(desk, text)


def take_in(desk, text: str) -> None:
    """Confirm what leaves no doubt, and have no file in work any more."""
    app = bring(desk, text)
    at_once(app, "undoubted")
    see_and_confirm(app)
    for one in plan_drafts.own(desk.workspace, EDITOR):
        plan_drafts.drop(desk.workspace, EDITOR, one.plan_sha256)


def test_a_changed_figure_takes_the_place_of_its_target_also_where_its_clause_was_renumbered(desk):
    take_in(desk, FIRST)
    app = bring(desk, RENUMBERED, at=place(RENUMBERED, "达到280亿元以上"))
    assert begins(app, "place", "merge-into") == ["990100-05", None]


def test_a_changed_figure_that_is_merged_takes_a_reason_and_is_listed(desk):
    take_in(desk, FIRST)
    app = bring(desk, RENUMBERED, at=place(RENUMBERED, "达到280亿元以上"))
    choose(app, "merge-into", "990100-05")
    press(app, "并入")
    assert "“达到280亿元以上”与所并入的“达到300亿元以上”（一）不同：数值。" in said(app) and "替换本规划的哪一项目标" in said(app)
    assert decided(desk, RENUMBERED) == {}
    choose(app, "merge-into", "990100-05")
    choose(app, "merge-why", "系印刷错误，仍为300亿元")
    press(app, "并入")
    app.query_params["step"] = "confirm"
    app.run()
    assert "未变 1 项、并入而内容不同 1 项" in said(app), "the figure that was merged is not among what is as it was"
    (listed,) = rows(app, "原目标")
    assert (listed["变化"], listed["目标编号"]) == ("并入而内容不同", "990100-05　澜江市　跨境电商出口额")
    assert listed["原目标"] == "到2028年底，不低于 300 亿元"
    assert listed["新目标"] == "到2028年底，不低于 280 亿元（原文“达到280亿元以上”，不同：数值）　理由：系印刷错误，仍为300亿元"
    see_and_confirm(app)
    assert "并入而内容不同 1 项" in said(app) and "系印刷错误" in said(app), "the receipt says it, too"


def test_what_a_new_edition_says_of_its_own_issue_is_offered_beside_what_is_registered(desk):
    dated = FIRST.replace("一、目标", "澜江市人民政府\n2026年6月30日\n\n一、目标")
    take_in(desk, dated)
    newer = dated.replace("2026年6月30日", "2026年10月20日").replace("300亿元", "320亿元")
    app = bring(desk, newer, step="document")
    assert next(one.value for one in app.main.text_input if one.label == "印发日期") == "2026-10-20"
    assert "本版写明 2026-10-20（登记为 2026-06-30）。" in said(app)
    next(one for one in app.main.text_input if one.label == "印发日期").set_value("2026-10-21")
    press(app, "保存，开始认定")
    app.query_params["step"] = "document"
    app.run()
    assert next(one.value for one in app.main.text_input if one.label == "印发日期") == "2026-10-21", "what a person said stays"


def test_two_editions_taken_in_are_told_apart(desk):
    take_in(desk, FIRST)
    take_in(desk, SECOND)
    app = desk("intake", EDITOR)
    (pick,) = [one for one in app.main.selectbox if one.key == "intake-taken-pick"]
    assert len({*pick.options}) == 2 and all("990100-2026" in one and "澜江市跨境电商三年行动方案" in one and "入账　原件 " in one for one in pick.options)
    listed = rows(app, "入账时间")
    assert [*listed[0]][:3] == ["文件编号", "文件", "入账时间"] and len({[*one.values()][3] for one in listed}) == len(listed) == 2
