"""总览: how do we stand, where, what must be pressed for, what falls due, what changed."""

import streamlit as st

from dashboard import view
from dashboard.findings import selection, standing
from dashboard.components import change_parts, gate, help, overview_parts
from dashboard.components.due_parts import falling_due
from dashboard.components.matrix import matrix, only_apart, pick_field
from dashboard.components.region_map import maps, region_map
from dashboard.components.watchlist import watchlist


def page() -> None:
    """Choices, the answer, map and list of what to press for, matrix, what falls due, changes."""
    gate.require("overview")
    now = view.as_known()
    words, regions = now.words, now.regions()
    help.panel("overview", words)
    view.heading(words.md("nav.overview"), words.md("overview.lead"))
    left, middle, right = st.columns(3)
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        inside = view.pick_province(now, now.rows(as_of), own_first=True)
    with right:
        field = pick_field(inside, words)
    narrowed = selection.narrowing(inside, field, regions)
    rows, before = (narrowed(now.rows(quarter)) for quarter in (as_of, selection.quarter_before(as_of)))
    final = [row for row in rows if not row.is_draft]
    tree = standing.tree(final, regions)
    names = {region.region_code: words.name(region.name_zh, region.name_en) for region in regions}

    overview_parts.answer(rows, as_of, words, now.audience)
    overview_parts.classes(rows, before, words)
    found = maps(tree, regions, now.data_version)
    left, right = st.columns([6, 7], gap="medium") if found else (None, st.container())
    if found:
        with left:
            region_map(found, tree, regions, names, now)
    with right:
        watchlist(selection.counted(rows), words)
        overview_parts.known(final, words)

    st.subheader(words.md("overview.matrix"), anchor=False)
    st.caption(words.md("overview.matrix_lead"))
    matrix(final, tree, names, field, words)
    only_apart(rows, words)
    falling_due(selection.counted(rows), as_of, words)
    change_parts.changed(rows, lambda moment: narrowed(now.rows_at(as_of, moment)), before, now.last_visit(), words)
    if past := selection.ended_unpublished(final, as_of):
        st.subheader(words.md("overview.past"), anchor=False)
        st.caption(words.md("overview.past_lead"))
        overview_parts.past(past, words)


page()
