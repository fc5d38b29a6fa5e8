"""报送进度: who has reported what by when, who is late, reminders, deadlines, reopening."""

import streamlit as st

from dashboard import filing_state, source, view
from dashboard.components import acts, gate, help, identity, progress_parts
from etl.collection import quarters
from etl.rights import Deed


def page() -> None:
    """The quarter, its counts and list, the last quarters side by side, reminder, reopening."""
    account = gate.require("progress")
    now = view.current()
    words = now.words
    help.panel("progress", words, with_classes=False)
    view.heading(words.md("nav.progress"), words.md("progress.lead"))
    acts.notice()
    filing_state.demonstration_day(now)
    options = progress_parts.filing_quarters(now)
    quarter = progress_parts.pick(options, now)
    around = progress_parts.around(options, quarter)
    found = quarters.progress_by_quarter(source.workspace(), account, {*around, quarter})
    duties = found[quarter]
    if not duties:
        st.info(words.md("progress.none"), icon=":material/event_available:")
        return
    progress_parts.counts(duties, words)
    progress_parts.listing(duties, words)
    st.subheader(words.md("progress.matrix"), anchor=False)
    st.caption(words.md("progress.matrix_lead"))
    progress_parts.matrix({one: found[one] for one in around}, words)
    progress_parts.reminder(duties, words)
    progress_parts.calendar(quarter, words)
    if identity.visitor().may(Deed.REOPEN):
        progress_parts.reopening(account, words)


page()
