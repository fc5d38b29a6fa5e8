"""城市: every target of one region."""

import streamlit as st

from dashboard import sayings, selection, view
from dashboard.components import gate, target_card
from dashboard.components.course import course
from dashboard.components.matrix import class_counts


def page() -> None:
    """Choices, targets with figures, their course, promises without figures, drafts."""
    gate.require("city")
    now = view.as_known()
    words = now.words
    view.heading(words.md("nav.city"), words.md("city.lead"))
    left, middle, right = st.columns(3)
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        inside = view.pick_province(now, now.rows(as_of))
    if not inside:
        view.nothing(now)
        return
    with right:
        code = view.pick_city(now, inside, now.rows(as_of))
    rows = selection.latest(row for row in inside if row.region_code == code)
    final = [row for row in rows if not row.is_draft]
    known, unknown = selection.with_figures(final), selection.by_due(selection.without_figures(final))
    region = sayings.region_name(rows[0], words)
    st.markdown(words.md("city.summary", region=region, count=len(rows), figures=len(known)))

    st.markdown(" ".join(class_counts(final, words)))
    st.caption(words.md("city.documents", titles=sayings.documents(rows, words)))
    if known:
        st.caption(words.md("card.legend"))
        for name in ("running", "finished"):
            if some := getattr(selection, name)(known, as_of):
                st.subheader(words.md(f"city.{name}", count=len(some)), anchor=False)
                target_card.cards(some, words, key=name)
        st.subheader(words.md("city.trajectory"), anchor=False)
        row = view.pick_course(now, known, now.rows(as_of))
        course(row, as_of, now)
    else:
        st.info(words.md("city.none_yet"), icon=":material/event:")
    if unknown:
        st.subheader(words.md("city.without", count=len(unknown)), anchor=False)
        st.caption(words.md("city.without_lead"))
        target_card.promises(unknown, words, key="unknown")
    if drafts := selection.by_due(selection.drafts(rows)):
        st.subheader(words.md("city.drafts", count=len(drafts)), anchor=False)
        target_card.promises(drafts, words, key="drafts")


page()
