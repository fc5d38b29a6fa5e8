"""报送: template, upload, problems, difference, confirmation, and what happens next."""

import streamlit as st

from dashboard import filing_state, view
from dashboard.components import acts, difference_parts, filing_parts, gate, identity, problem_parts
from dashboard.components import submission_parts, template_parts
from dashboard.components.desk import desk as laid_out
from dashboard.view import View
from etl.collection.filing import Examined


def page() -> None:
    """Terms, what came back, the template, the file with all that follows, own submissions."""
    account = gate.require("submission")
    now = view.current()
    words = now.words
    view.heading(words.md("nav.submission"), words.md("submission.lead"))
    acts.notice()
    filing_state.demonstration_day(now)
    desk = laid_out(account, now)
    if desk is None:
        st.info(words.md("submission.no_region"), icon=":material/location_off:")
        return
    filing_parts.returned(desk.inbox.returned, words)
    if desk.duty:
        filing_parts.duty(desk.duty, words)
    filing_parts.steps(words)
    if done := filing_state.outcome(account, desk.own):
        filing_parts.receipt(done, now)
    if desk.is_open:
        template_parts.for_desk(desk, now)
        file = filing_state.uploader(words)
        if file is not None:
            under = filing_state.terms(desk.region_code, desk.terms_quarter)
            found = filing_state.examined(file, under, now, account)
            _findings(found, now)
            if found.acceptable:
                _effects(found, desk.quarter, now)
                filing_parts.confirmation(found, under, account, desk.quarter, now)
    filing_parts.history(desk.own, words)
    filing_parts.withdrawal(desk.withdrawable, account, words)


def _findings(found: Examined, now: View) -> None:
    """The problems, and the own file with them written beside its rows."""
    filing_parts.verdict(found, now.words)
    template_parts.annotated(found, now)
    about = problem_parts.about_rows(found.filing, identity.region_names(now.words), now.data_version, now.words)
    problem_parts.tiers(found.problems, now.words, about)


def _effects(found: Examined, quarter: str, now: View) -> None:
    """What would stand instead of what, and which gaps and classes would change."""
    words = now.words
    st.subheader(words.md("difference.title", count=len(found.entries)), anchor=False)
    rows = filing_state.differences(found)
    names = submission_parts.names(rows, identity.region_names(words), now.data_version, words)
    difference_parts.differences(rows, names, words)
    st.subheader(words.md("difference.gaps"), anchor=False)
    difference_parts.change_table("changes", filing_state.preview(found, quarter, now), words)


page()
