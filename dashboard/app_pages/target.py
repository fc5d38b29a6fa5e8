"""目标: one commitment with everything it rests on, and its gap as a formula."""

import streamlit as st

from dashboard import view
from dashboard.components import chain, effort, gate, help, history_parts, provenance, register
from dashboard.components.course import course, points
from dashboard.components.second_opinion import second_opinion
from dashboard.components.verdict import verdict
from dashboard.findings.inputs import inputs


def page() -> None:
    """Choices, the target, the chain behind its gap, its course, other methods, figures, register."""
    account = gate.require("target")
    now = view.as_known()
    words = now.words
    help.panel("target", words)
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
    outlook = now.outlooks(as_of).get(row.key)
    verdict(row, effort.prospects(row, outlook, words), effort.units(row, words), words)
    chain.chain(row, behind, account, now)
    if row.has_figure:
        left, right = st.columns([6, 5], gap="large")
        with left:
            course(row, as_of, now)
            points(row, now)
        with right:
            second_opinion(row, outlook, words)
    else:
        course(row, as_of, now)
    provenance.figures(row, reported, behind.used, words)
    history_parts.figure_history(reported, account, now)
    register.register(rows, words, now.mark, as_of)


page()
