"""对比: why did the gap of one target change between two dates?"""

import streamlit as st

from dashboard import view
from dashboard.findings import moves
from dashboard.components import compare_parts, gate, help


def page() -> None:
    """Two dates and a target, the change in words, as a waterfall and as a table; what moved most."""
    gate.require("compare")
    now = view.as_known()
    words = now.words
    help.panel("compare", words)
    view.heading(words.md("nav.compare"), words.md("compare.lead"))
    first, second, third, fourth = st.columns([2, 2, 2, 4])
    with second:
        as_of = view.pick_quarter(now)
    with first:
        then = compare_parts.pick_then(now, as_of)
    with third:
        rows = view.pick_region_rows(now, as_of)
    known_then = compare_parts.known_then(now)
    found = moves.latest(rows, now.bridges(then, known_then, as_of))
    if not found:
        view.nothing(now)
        return
    with fourth:
        move = compare_parts.pick(found, now.rows(as_of), words)
    compare_parts.answer(move, then, words)
    if move.bridge.change is None:
        before = {row.key: row for row in now.rows_at(then, known_then)}
        compare_parts.why_unknown(move, before.get(move.row.key), then, words)
    else:
        left, right = st.columns([6, 5], gap="large")
        with left:
            compare_parts.chart(move, then, now)
        with right:
            compare_parts.parts(move, words)
    compare_parts.most_moved(found, words)


page()
