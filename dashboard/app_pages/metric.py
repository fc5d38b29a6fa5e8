"""指标: one metric across the regions that promise the same thing."""

import streamlit as st

from dashboard import comparison, selection, view
from dashboard.components import charts, gate, metric_parts, target_card


def page() -> None:
    """Choices, definition, ranking, trend, unpublished, and what cannot be compared."""
    gate.require("metric")
    now = view.as_known()
    words = now.words
    view.heading(words.md("nav.metric"), words.md("metric.lead"))
    left, middle, right = st.columns([2, 2, 4])
    with left:
        as_of = view.pick_quarter(now)
    with middle:
        inside = view.pick_province(now, now.rows(as_of))
    if not inside:
        view.nothing(now)
        return
    with right:
        metric = view.pick_metric(now, inside)
    rows = selection.latest(row for row in inside if row.metric == metric)
    same, apart = comparison.compare(rows, as_of)
    known = [row for row in same if row.attainment is not None]
    unknown = [row for row in same if row.attainment is None]
    metric_parts.definition(now.metric(metric), words)
    st.markdown(words.md("metric.summary", count=len(same), figures=len(known)))

    if known:
        title = metric_parts.name(known[0], words)
        st.subheader(words.md("metric.ranking"), anchor=False)
        charts.show(charts.ranking_chart(known, title, now), "ranking")
        metric_parts.ranking(known, words)
        points = now.points(as_of)
        if lines := charts.with_points(known, points):
            st.subheader(words.md("metric.trend"), anchor=False)
            charts.show(charts.trend_chart(lines, points, title, now), "trend")
    if unknown:
        st.subheader(words.md("metric.without", count=len(unknown)), anchor=False)
        target_card.promises(selection.by_due(unknown), words, key="unknown", with_region=True)
    if apart:
        st.subheader(words.md("metric.apart", count=len(apart)), anchor=False)
        st.caption(words.md("metric.apart_lead"))
        metric_parts.apart(apart, words)


page()
