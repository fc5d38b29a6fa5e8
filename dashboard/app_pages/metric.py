"""指标: one metric across the regions that promise the same thing."""

import streamlit as st

from dashboard import view
from dashboard.findings import comparison, selection
from dashboard.components import gate, help, metric_parts, target_card


def page() -> None:
    """Choices, the answer, definition, rankings, courses, unpublished, and what cannot be compared."""
    gate.require("metric")
    now = view.as_known()
    words = now.words
    help.panel("metric", words)
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
        metric = view.pick_metric(now, inside, now.rows(as_of))
    rows = selection.latest(row for row in inside if row.metric == metric)
    levels = {region.region_code: region.level for region in now.regions()}
    groups, apart = comparison.compare(rows, levels, as_of)
    changes = comparison.changes_since(groups, now.rows(selection.quarter_before(as_of)), levels, as_of)
    metric_parts.answer(groups, changes, rows, words)
    metric_parts.definition(now.metric(metric), words)

    metric_parts.rankings([group for group in groups if group.ranked or group.unranked], changes, now)
    metric_parts.trend(comparison.alike(rows), levels, now.points(as_of), now)
    if unknown := [row for group in groups for row in group.unknown]:
        st.subheader(words.md("metric.without", count=len(unknown)), anchor=False)
        target_card.promises(selection.by_due(unknown), words, key="unknown", with_region=True)
    if apart:
        metric_parts.apart(apart, words, is_all=not groups)


page()
