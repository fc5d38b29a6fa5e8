"""审核: what waits, one submission in full, sign or return, the form to print and its scan."""

import streamlit as st

from dashboard import source, view
from dashboard.components import acts, gate, identity, review_parts, submission_parts
from etl.collection import review


def page() -> None:
    """What this account has to sign, the one chosen, what else waits, the accepted ones."""
    account = gate.require("review")
    now = view.current()
    words = now.words
    view.heading(words.md("nav.review"), words.md("review.lead"))
    acts.notice()
    inbox, regions = review.waiting(source.workspace(), account), identity.region_names(words)
    on_the_way = (*inbox.to_sign, *inbox.others)
    ended = review_parts.ended(on_the_way, account, words)
    st.subheader(words.md("review.to_sign", count=len(inbox.to_sign)), anchor=False)
    if inbox.to_sign:
        submission_parts.listing("to-sign", inbox.to_sign, regions, words)
    else:
        st.info(words.md("review.nothing"), icon=":material/inbox:")
    if inbox.others:
        with st.expander(words("review.others", count=len(inbox.others))):
            submission_parts.listing("others", inbox.others, regions, words)
    if chosen := review_parts.pick(on_the_way, ended, regions, words):
        found = review.inspect(source.workspace(), account, chosen)
        review_parts.facts(found, regions, account, words)
        review_parts.doubts(found, regions, now)
        review_parts.figures(found, regions, now)
        review_parts.gaps(found, now)
        review_parts.decision(found, account, words)
    review_parts.accepted(account, regions, now)


page()
