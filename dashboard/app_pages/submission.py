"""报送: upload, see problems, see what would change, confirm, see the change."""

import streamlit as st

from dashboard import filing_state, sayings, view
from dashboard.components import filing_parts
from dashboard.components.frame import link


def page() -> None:
    """Terms, the file, its problems, its values, the gaps it changes, confirmation."""
    now = view.current()
    words = now.words
    view.heading(words.md("nav.submission"), words.md("submission.lead"))
    filing_parts.steps(words)
    left, middle, right = st.columns(3)
    with left:
        quarter = view.pick_filing_quarter(now)
    rows = now.rows(quarter)
    with middle:
        region = view.pick_filing_region(now, rows)
    with right:
        account = st.text_input(words("submission.account"), key="filing-account", max_chars=60).strip()
    other = st.toggle(words("submission.other_quarters"), key="filing-other")
    wanted = [row for row in rows if region in ("", row.region_code)]
    template = filing_parts.template(wanted, quarter, now.mark)
    name = f"{region or 'all'}-{quarter}{'-' + now.mark if now.mark else ''}.csv"
    st.download_button(words("submission.template"), template, name, "text/csv", on_click="ignore")

    outcome = filing_state.outcome()
    if outcome:
        filing_state.say(outcome, words)
        filing_parts.change_table("changed", filing_state.changed(outcome, now), words)
        link("city", words("submission.see_city"), icon=":material/arrow_forward:", **outcome.choices)
    file = filing_state.uploader(words)
    if file is not None and not account:
        st.warning(words.md("submission.account_missing"), icon=":material/person:")
    if file is None or not account:
        filing_parts.history(filing_state.submissions(), words)
        return
    terms = filing_state.terms(region, "" if other else quarter, now)
    examined = filing_state.examined(file, terms, now, account)
    filing_state.notice(words)
    filing_parts.verdict(examined, words)
    filing_parts.problems(examined, words)
    if not examined.acceptable:
        return
    names = {row.region_code: sayings.region_name(row, words) for row in rows}
    names |= {row.metric: sayings.metric_name(row, words) for row in rows}
    filing_parts.values(examined, names, words)
    st.subheader(words.md("submission.changes"), anchor=False)
    filing_parts.change_table("changes", filing_state.preview(examined, quarter, now), words)
    if st.button(words("submission.confirm"), type="primary", icon=":material/task_alt:"):
        filing_state.confirm(examined, terms, account, quarter, now)


page()
