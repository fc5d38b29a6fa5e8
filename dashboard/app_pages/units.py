"""责任单位: what is on one unit's desk, and whom to call."""

import streamlit as st

from dashboard import view
from dashboard.findings import responsible, selection
from dashboard.components import gate, help, target_card, unit_parts

#: Targets on cards; the rest are a list.
SHOWN = 8


def page() -> None:
    """Choices, the answer, whom to call, targets worst first, promises without figures, nobody's."""
    gate.require("units")
    now = view.as_known()
    words = now.words
    help.panel("units", words)
    view.heading(words.md("nav.units"), words.md("units.lead"))
    left, middle, right = st.columns([2, 2, 4])
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        rows = selection.latest(view.pick_province(now, now.rows(as_of)))
    units = responsible.by_unit(rows)
    if not units:
        st.info(words.md("units.none" if rows else "target.none"), icon=":material/badge:")
        return
    with right:
        unit = unit_parts.pick(units, now.rows(as_of), words)
    own = [row for row in units[unit] if not row.is_draft]
    drafts = selection.by_due(selection.drafts(units[unit]))
    known, unknown = selection.with_figures(own), selection.by_due(selection.without_figures(own))
    unit_parts.answer(unit, own or drafts, as_of, words)
    unit_parts.next_due(own or drafts, as_of, words)
    unit_parts.call(unit, units[unit], now)
    if known:
        st.subheader(words.md("units.known", count=len(known)), anchor=False)
        target_card.cards(known[:SHOWN], words, key="unit", with_region=True)
    if known[SHOWN:]:
        with st.expander(words("units.more", count=len(known) - SHOWN), key="unit-more", bind="query-params") as opened:
            if opened.open:
                target_card.promises(known[SHOWN:], words, key="unit-rest", with_region=True)
    if unknown:
        st.subheader(words.md("units.without", count=len(unknown)), anchor=False)
        st.caption(words.md("units.without_lead"))
        target_card.promises(unknown, words, key="unit-unknown", with_region=True)
    if drafts:
        st.subheader(words.md("units.drafts", count=len(drafts)), anchor=False)
        target_card.promises(drafts, words, key="unit-drafts", with_region=True)
    unit_parts.unnamed(responsible.unnamed(rows), len(rows), words)


page()
