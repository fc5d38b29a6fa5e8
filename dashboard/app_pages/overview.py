"""总览: what was promised and by when, what needs attention, what falls due."""

import streamlit as st

from dashboard import selection, view
from dashboard.components import gate, overview_parts, target_card
from dashboard.components.matrix import matrix, pick_field
from dashboard.wording import markdown

SHOWN = 4


def page() -> None:
    """Choices, counts, attention, what falls due, what is past due, the matrix."""
    gate.require("overview")
    now = view.as_known()
    words = now.words
    view.heading(words.md("nav.overview"), words.md("overview.lead"))
    left, right, _ = st.columns(3)
    with left:
        as_of = view.pick_quarter(now)
    with right:
        rows = selection.latest(view.pick_province(now, now.rows(as_of), own_first=True))
    st.markdown(markdown(overview_parts.sentence(rows, words)))
    overview_parts.tiles(rows, as_of, words)

    final = [row for row in rows if not row.is_draft]
    known = selection.with_figures(final)
    st.subheader(words.md("overview.attention"), anchor=False)
    if known:
        st.caption(words.md("card.legend"))
        target_card.cards(known[:SHOWN], words, key="attention", with_region=True)
    else:
        st.info(words.md("overview.attention_none"), icon=":material/event:")
    if len(known) > SHOWN:
        st.caption(words.md("overview.attention_more", count=len(known) - SHOWN))

    st.subheader(words.md("overview.classes"), anchor=False)
    overview_parts.classes(rows, words)

    st.subheader(words.md("overview.matrix"), anchor=False)
    st.caption(words.md("overview.matrix_lead"))
    with st.columns(3)[0]:
        field = pick_field(final, words)
    matrix(final, field, words)

    st.subheader(words.md("overview.next"), anchor=False)
    if due := selection.due_within(final, as_of, 4):
        target_card.promises(due, words, key="next", with_region=True)
    else:
        st.caption(words.md("overview.next_none"))

    if past := selection.ended_unpublished(final, as_of):
        st.subheader(words.md("overview.past"), anchor=False)
        st.caption(words.md("overview.past_lead"))
        overview_parts.past(past, words)


page()
