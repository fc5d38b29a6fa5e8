"""上下级: do the levels add up, and do the numbers of one plan fit together?"""

import streamlit as st

from dashboard import view
from dashboard.findings import adding_up
from dashboard.components import gate, help, level_parts


def page() -> None:
    """Choices, the answer, sums of promises with the regions behind one, sums of figures, conflicts."""
    gate.require("levels")
    now = view.as_known()
    words = now.words
    help.panel("levels", words, with_classes=False)
    view.heading(words.md("nav.levels"), words.md("levels.lead"))
    left, middle, _ = st.columns(3)
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        rows = view.pick_province(now, now.rows(as_of))
    if not rows:
        view.nothing(now)
        return
    levels = now.levels(as_of)
    wholes, figures = adding_up.wholes(rows, levels), adding_up.actuals(rows, levels)
    found, compared = adding_up.findings(rows, levels), adding_up.comparable(wholes)
    level_parts.answer(wholes, [one for one, _ in figures], found, words)
    conflicts = [one for one in found if not adding_up.is_open(one)]
    left_open = [one for one in found if adding_up.is_open(one)]
    if conflicts:
        st.subheader(words.md("levels.conflicts", count=len(conflicts)), anchor=False)
        st.caption(words.md("levels.conflicts_lead"))
        level_parts.conflicts(conflicts, words, key="conflicts")
    if left_open:
        with st.expander(words("levels.open", count=len(left_open)), icon=":material/hourglass_empty:"):
            level_parts.conflicts(left_open, words, key="conflicts-open")
    if compared:
        st.subheader(words.md("levels.sums", count=len(compared)), anchor=False)
        st.caption(words.md("levels.sums_lead"))
        level_parts.some_and_rest(compared, level_parts.sums, words, key="sums")
        st.subheader(words.md("levels.parts"), anchor=False)
        whole = level_parts.pick_whole(compared, words)
        level_parts.parts(whole, adding_up.parts(whole, now.rows(as_of), levels), now)
    beside = [pair for pair in figures if pair[0].children_known]
    if beside:
        st.subheader(words.md("levels.figures", count=len(beside)), anchor=False)
        st.caption(words.md("levels.figures_lead"))
        level_parts.some_and_rest(beside, level_parts.figures, words, key="figures-sums")
    elif figures:
        st.caption(words.md("levels.figures_none", count=len(figures)))
    if alone := [whole for whole in wholes if whole not in compared]:
        with st.expander(words("levels.alone", count=len(alone)), icon=":material/format_list_bulleted:"):
            level_parts.alone(alone, words)


page()
