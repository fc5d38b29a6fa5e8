"""目标: one commitment with everything it rests on, and its gap as a formula."""

import streamlit as st

from dashboard import view
from dashboard.components import gate, history_parts, provenance, register
from dashboard.components.course import course
from dashboard.components.verdict import verdict
from dashboard.inputs import inputs


def page() -> None:
    """Choices, the target, where it comes from, how its gap is computed, the register."""
    account = gate.require("target")
    now = view.as_known()
    words = now.words
    view.heading(words.md("nav.target"), words.md("target.lead"))
    left, middle, right = st.columns([2, 2, 5])
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        rows = view.pick_region_rows(now, as_of)
    if not rows:
        view.nothing(now)
        return
    with right:
        row = view.pick_target(now, rows, now.rows(as_of))
    reported = now.reported(row.region_code, row.metric, as_of)
    behind = inputs(row, reported)
    verdict(row, words)
    provenance.formula(row, behind, now.totals(as_of), words)
    left, right = st.columns(2, gap="large")
    with left:
        provenance.document(row, words)
    with right:
        course(row, as_of, now)
    provenance.figures(row, reported, behind.used, words)
    history_parts.figure_history(reported, account, now)
    register.register(rows, words, now.mark, as_of)


page()
