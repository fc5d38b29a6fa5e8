"""规划文件: every plan with its verdicts; of those that ended, the final account; for whoever is signed in its text."""

import streamlit as st

from dashboard import plan_record, view
from dashboard.findings import plans
from dashboard.components import gate, help, plan_parts, plan_record_parts


def page() -> None:
    """Choices; the answer and all plans, or one plan with its account and its clauses."""
    account = gate.require("documents")
    now = view.as_known()
    words = now.words
    help.panel("documents", words)
    view.heading(words.md("nav.documents"), words.md("documents.lead"))
    left, middle, right = st.columns([2, 2, 4])
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        rows = view.pick_province(now, now.rows(as_of))
    known = now.rows(as_of)
    found = plans.plans(now.documents(), rows, plan_record.without_targets(account, known))
    if not found:
        view.nothing(now)
        return
    with right:
        plan = plan_parts.pick(found, known, words)
    if plan is None:
        plan_parts.answer(found, words)
        plan_parts.listing(found, words)
        return
    plan_parts.head(plan, words)
    if plan_record_parts.section(account, plan, words):
        return
    if plan.document.has_ended:
        plan_parts.final_account(plan, words)
    plan_parts.clauses(plan, words)


page()
