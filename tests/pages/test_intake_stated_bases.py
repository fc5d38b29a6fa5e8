"""规划录入 tells before confirming which goals do not fit the base that the plan states itself."""

from tests import plan_pages
from tests.intake_steps import at_once, bring, see_and_confirm
from tests.pages.page_text import rows


def test_a_base_that_the_plan_states_itself_is_held_against_its_goals(desk):
    text = "（三）到2028年，退货率由2025年的12%下降到5%，下降3个百分点。\n（四）到2028年，建成海外仓由2025年的20个增加到80个。\n"
    app = bring(desk, plan_pages.PLAN + text)
    for label in ("undoubted", "not_computable"):
        at_once(app, label)
    app.query_params["step"] = "confirm"
    app.run()
    (told,) = rows(app, "哪里对不上")
    assert "增减量对不上写明的起点" in told["类别"] and told["涉及的目标"].startswith("二(三)　3个百分点、990100-")
    assert told["哪里对不上"] == "规划写明起点为 12%、目标为 5%，相差 7 个百分点；而写明的增减量为 3个百分点，按此应为 9%。"
    (receipt,) = rows(see_and_confirm(app), "哪里对不上")
    assert receipt == told, "told after confirming as before"
