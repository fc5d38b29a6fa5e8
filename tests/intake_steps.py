"""Short ways through 规划录入 in tests of its page."""

import re

from etl.collection import plan_drafts
from etl.ledger import Decision
from tests import plan_pages
from tests.collection_world import EDITOR

def bring(desk, plan: str = plan_pages.PLAN, account: str = EDITOR, **choices: str):
    """The page with a file open that lies in work already."""
    number = plan_drafts.keep(desk.workspace, account, plan.encode(), "方案.txt")
    return desk("intake", account, plan=number[:16], **{"step": "review", **choices})


def at_once(app, label: str):
    """Press the button of one kind that decides on many."""
    return next(one for one in app.main.get("button") if f"intake-now-{label}" in one.key).click().run()


def text_of(app) -> str:
    return next(one.proto.body for one in app.main.get("html") if "plan-text" in one.proto.body)


def decided(desk, text: str = plan_pages.PLAN, account: str = EDITOR) -> dict[str, Decision]:
    """What was chosen, by figure."""
    (one,) = [one for one in plan_drafts.own(desk.workspace, account)]
    choices = plan_drafts.draft(desk.workspace, account, one.plan_sha256).part("1").choices
    return {text[slice(*span)]: choice.decision for span, choice in choices.items()}


def choose(app, field: str, value: str):
    """Choose in, or write into, the field of the card whose key begins so."""
    kinds = [*app.main.get("selectbox"), *app.main.get("text_input")]
    widget = next(one for one in kinds if one.key and re.match(rf"intake-{field}-[0-9a-f]{{16}}", one.key))
    return widget.set_value(value)


def see_and_confirm(app):
    app.query_params["step"] = "confirm"
    app.run()
    next(one for one in app.main.checkbox if one.key.startswith("intake-sure")).check().run()
    return next(one for one in app.main.get("button") if one.key.startswith("intake-act")).click().run()
