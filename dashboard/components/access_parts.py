"""What happened at the door, for the auditor."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from dashboard import source
from dashboard.wording import Words
from etl.access import AccessEvent
from etl.access.accounts import access_events
from etl.ledger import clock

#: How far back the page looks; the store keeps more.
DAYS = 30
_SHOWN = 500


def door(account: str, words: Words) -> None:
    """Sign-ins, sign-outs, passwords and refusals of the last days, counted by the minute."""
    st.subheader(words.md("sign_in.events"), anchor=False)
    found = access_events(source.workspace(), account, clock.now() - timedelta(days=DAYS))
    st.caption(words.md("sign_in.events_note", days=DAYS, shown=min(len(found), _SHOWN), total=len(found)))
    if found:
        st.dataframe(lines(found[:_SHOWN], words), hide_index=True)


def lines(found: Sequence[AccessEvent], words: Words) -> list[dict[str, object]]:
    """Events as rows of a table."""
    return [
        {
            words("sign_in.event_at"): one.minute[:16].replace("T", " "),
            words("sign_in.event_what"): words(f"sign_in.event_{one.kind}"),
            words("sign_in.event_source"): words("sign_in.event_many") if one.source == "*" else one.source,
            words("sign_in.account"): one.account,
            words("sign_in.event_count"): one.count,
        }
        for one in found
    ]
