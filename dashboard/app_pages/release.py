"""发布: what a quarter would show the public, the act of release, taking it back, history."""

import streamlit as st

from dashboard import source, view
from dashboard.components import acts, gate, release_parts
from etl.collection import release


def page() -> None:
    """Province and quarter, what becomes public, the act, what was released so far."""
    account = gate.require("release")
    now = view.current()
    words = now.words
    view.heading(words.md("nav.release"), words.md("release.lead"))
    acts.notice()
    province, quarter = release_parts.pick(account, now)
    if not province:
        st.info(words.md("release.no_province"), icon=":material/location_off:")
        return
    here = source.workspace()
    found = release.preview(here, account, province, quarter)
    acted = release.released(here, account)
    release_parts.state(found, acted, now)
    release_parts.rows(found, now)
    release_parts.act(found, account, now)
    release_parts.taking_back(found, acted, account, now)
    release_parts.history(acted, now)


page()
