"""城市: how one region stands, and what it must do."""

import streamlit as st

from dashboard import view
from dashboard.findings import missing, selection, standing
from dashboard.components import city_parts, gate, help, target_card
from dashboard.components.matrix import pick_field


def page() -> None:
    """Choices, the answer, bars beside one target, scorecard, similar places, missing figures, drafts."""
    gate.require("city")
    now = view.as_known()
    words = now.words
    help.panel("city", words)
    view.heading(words.md("nav.city"), words.md("city.lead"))
    left, middle, right, last = st.columns(4)
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        inside = view.pick_province(now, now.rows(as_of))
    if not inside:
        view.nothing(now)
        return
    with right:
        code = view.pick_city(now, inside, now.rows(as_of))
    own = [row for row in inside if row.region_code == code]
    with last:
        field = pick_field(own, words)
    rows = selection.latest(row for row in own if field in ("", selection.family(row)))
    final, drafts = [row for row in rows if not row.is_draft], selection.by_due(selection.drafts(rows))
    known, outlooks = selection.with_figures(final), now.outlooks(as_of)
    around = selection.narrowing(own, field, now.regions())(now.rows(as_of))
    city_parts.answer(final or rows, standing.below(code, around, now.regions()), words)

    if known:
        left, right = st.columns([5, 7], gap="large")
        with left:
            city_parts.bars(known, now)
        with right:
            row = view.pick_course(now, known, now.rows(as_of))
            city_parts.detail(row, outlooks, as_of, now)
        with st.expander(words("city.scorecard", count=len(known)), icon=":material/table_rows:"):
            city_parts.scorecard(known, outlooks, as_of, words)
        city_parts.similar(row, {region.region_code: region.level for region in now.regions()}, as_of, now)
    if waiting := selection.by_due(missing.waiting(final)):
        st.subheader(words.md("city.without", count=len(waiting)), anchor=False)
        st.caption(words.md("city.without_lead"))
        city_parts.waiting(waiting, now)
    if drafts:
        st.subheader(words.md("city.drafts", count=len(drafts)), anchor=False)
        target_card.promises(drafts, words, key="drafts")


page()
