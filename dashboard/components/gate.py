"""Who may open which page. Every page asks here first: a link that is not shown protects nothing.

The account comes from the connection (`dashboard/who.py`) and its rights from the ledger,
both read anew at every rerun; what a browser keeps or sends plays no part.
"""

from dataclasses import dataclass

import streamlit as st

from dashboard import address
from dashboard.components import identity
from dashboard.components.links import link
from dashboard.wording import Words, markdown
from etl.problems import wording
from etl.rights import Deed, Denial, denial


@dataclass(frozen=True, slots=True)
class Room:
    """One page: its icon, its group in the navigation, and the deeds of which one must be allowed."""

    icon: str
    group: str
    deeds: tuple[Deed, ...]


_SEE = (Deed.SEE_RELEASED,)

#: Every page by name, in the order of the navigation; the first is the start.
ROOMS: dict[str, Room] = {
    "overview": Room(":material/dashboard:", "view", _SEE),
    "city": Room(":material/location_city:", "view", _SEE),
    "metric": Room(":material/bar_chart:", "view", _SEE),
    "target": Room(":material/flag:", "view", _SEE),
    "compare": Room(":material/compare_arrows:", "view", _SEE),
    "levels": Room(":material/account_tree:", "view", _SEE),
    "units": Room(":material/badge:", "view", _SEE),
    "documents": Room(":material/description:", "view", _SEE),
    "data": Room(":material/table_view:", "view", _SEE),
    "bulletin": Room(":material/newspaper:", "view", _SEE),
    "submission": Room(":material/upload_file:", "work", (Deed.SUBMIT,)),
    "review": Room(":material/rate_review:", "work", (Deed.REVIEW, Deed.APPROVE)),
    "progress": Room(":material/fact_check:", "work", (Deed.SEE_UPLOADS,)),
    "release": Room(":material/campaign:", "work", (Deed.RELEASE,)),
    "intake": Room(":material/post_add:", "work", (Deed.EDIT_REGISTERS,)),
    "accounts": Room(":material/manage_accounts:", "admin", (Deed.MANAGE_ACCOUNTS,)),
    "audit": Room(":material/policy:", "admin", (Deed.SEE_AUDIT,)),
}


def require(page: str) -> str:
    """The account of this connection, if it may open `page`; else says why not and ends the run."""
    visitor = identity.visitor()
    why = refusal(page, visitor)
    if why is not None:
        _refuse(page, why, visitor, Words(address.language()))
        st.stop()
    return visitor.name


def refusal(page: str, visitor: identity.Visitor) -> Denial | None:
    """Why the visitor may not open `page`; None where one of its deeds is allowed."""
    if not visitor.name and not identity.is_public():
        return Denial.NOT_SIGNED_IN
    reasons = [denial(visitor.name, deed, visitor.situation) for deed in ROOMS[page].deeds]
    return None if None in reasons else reasons[0]


def open_rooms(visitor: identity.Visitor) -> list[str]:
    """The pages the visitor may open, in the order of the navigation."""
    return [page for page in ROOMS if refusal(page, visitor) is None]


def _refuse(page: str, why: Denial, visitor: identity.Visitor, words: Words) -> None:
    """The page for whoever may not open it: why, as whom, and where to go instead."""
    is_stranger = why is Denial.NOT_SIGNED_IN
    st.title(words.md(f"nav.{page}"), anchor=False)
    with st.container(border=True, key="card-refused", gap="small"):
        title = "gate.sign_in_title" if is_stranger else "gate.no_right_title"
        st.markdown(f"#### :material/lock: {words.md(title, page=words(f'nav.{page}'))}", anchors=False)
        is_closed = is_stranger and ROOMS[page].deeds == _SEE
        st.markdown(words.md("gate.closed") if is_closed else _sentence(why, words))
        if is_stranger:
            identity.sign_in_link(words)
        else:
            st.caption(words.md("gate.present", who=identity.described(visitor, words)))
        if rooms := open_rooms(visitor):
            st.caption(words.md("gate.may_open"))
            with st.container(key="nav-refused", horizontal=True):
                for name in rooms:
                    link(name, words(f"nav.{name}"), icon=ROOMS[name].icon)


def _sentence(why: Denial, words: Words) -> str:
    return markdown(wording(words.lang)[f"rights.{why}"])
