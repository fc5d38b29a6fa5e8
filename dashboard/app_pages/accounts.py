"""账号: accounts, stand-ins, and the removal of files uploaded by mistake."""

import streamlit as st

from dashboard import source, view
from dashboard.components import account_parts, acts, gate, purge_parts, stand_in_parts, token_parts
from etl.collection import accounts


def page() -> None:
    """Every account, one to make or change, its password, tokens, stand-ins, purges."""
    account = gate.require("accounts")
    now = view.current()
    words = now.words
    view.heading(words.md("nav.accounts"), words.md("accounts.lead"))
    acts.notice()
    here = source.workspace()
    known = accounts.listing(here, account)
    account_parts.listing(known, words)
    left, right = st.columns(2, gap="large")
    with left:
        account_parts.editor(known, account, words)
    with right:
        account_parts.password(known, account, words)
    token_parts.tokens(account, words)
    stand_in_parts.running(accounts.stand_ins(here, account), account, words)
    stand_in_parts.arrange(known, account, words)
    stand_in_parts.history(accounts.stand_in_history(here, account), words)
    purge_parts.purges(account, words)


page()
