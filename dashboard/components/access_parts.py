"""What happened at the door and which files left the house, for the auditor; and noting it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from dashboard import source, who
from dashboard.components import identity
from dashboard.wording import Words
from etl.access import AccessEvent, EventKind
from etl.access.accounts import access_events
from etl.access.origin import OPERATOR, coming_from, note
from etl.ledger import clock

#: How far back the page looks; the store keeps more.
DAYS = 30
_SHOWN = 500


def door(account: str, words: Words) -> None:
    """Sign-ins, downloads, addresses of acts and refusals of the last days, counted by the minute."""
    st.subheader(words.md("sign_in.events"), anchor=False)
    found = access_events(source.workspace(), account, clock.now() - timedelta(days=DAYS))
    kind = st.selectbox(
        words("sign_in.event_what"),
        ["", *EventKind],
        format_func=lambda kind: words(f"sign_in.event_{kind or 'all'}"),
        key="event-kind",
    )
    found = [one for one in found if kind in ("", one.kind)]
    st.caption(words.md("sign_in.events_note", days=DAYS, shown=min(len(found), _SHOWN), total=len(found)))
    if not found:
        st.text(words("sign_in.event_nothing"))
    else:
        widths = {words("sign_in.event_subject"): st.column_config.Column(width=320)}
        st.dataframe(lines(found[:_SHOWN], words), hide_index=True, column_config=widths)


def lines(found: Sequence[AccessEvent], words: Words) -> list[dict[str, object]]:
    """Events as rows of a table."""
    return [
        {
            words("sign_in.event_at"): one.minute[:16].replace("T", " "),
            words("sign_in.event_what"): words(f"sign_in.event_{one.kind}"),
            words("sign_in.event_source"): _source(one.source, words),
            words("sign_in.account"): one.account,
            words("sign_in.event_subject"): one.subject,
            words("sign_in.event_count"): one.count,
        }
        for one in found
    ]


def _source(address: str, words: Words) -> str:
    """An address, many of them, or the command line with its operating-system user."""
    first, _, user = address.partition(" ")
    if first == OPERATOR:
        return f"{words('who.operator')} {user}"
    return words("sign_in.event_many") if address == "*" else address


def from_here(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same for a button that makes its file when it is pressed, in a thread of its own: as
    asked for from the address of this connection."""
    address = who.address()

    def made() -> bytes:
        with coming_from(address):
            return make()

    return made


def noted(kind: EventKind, subject: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The data of a download button, made when it is pressed and noted each time somebody who is
    signed in presses it; what the public takes along is public and not noted."""
    account = identity.visitor().name
    if not account:
        return make
    here = source.workspace()

    def taken() -> bytes:
        data = make()
        note(here, kind, account, subject)
        return data

    return from_here(taken)
