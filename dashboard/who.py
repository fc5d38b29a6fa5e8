"""Who is asking: the account of THIS connection, read anew at every rerun.

The middleware in front of Streamlit (`dashboard/server/door.py`) knows the session of
a connection from its cookie and puts the session's key into a header that nobody outside
can send; Streamlit hands it on as `st.user["session"]`. Nothing is kept in
`st.session_state`, which whoever learns a Streamlit session id could otherwise take over.
"""

import streamlit as st

from dashboard import source
from etl.access.accounts import open_account, shared_store
from etl.rights import Account
from etl.settings import read_settings

#: The header in which the door hands on from where a connection comes; its own word too.
SOURCE_HEADER = "X-Gap-Source"
#: Under which name `server.trustedUserHeaders` hands the session's key to `st.user`.
SESSION = "session"


def signed_in() -> Account | None:
    """The account that is signed in here; None for the public, and once the session was
    ended, lay idle or lived too long, or the account was disabled."""
    key = st.user.get(SESSION)
    if not key:
        return None
    workspace = source.workspace()
    session = shared_store(workspace).session(key, read_settings(workspace.root).idle_minutes)
    return open_account(workspace, session.account) if session else None


def address() -> str:
    """From where this connection comes, as the door says; empty without a door."""
    return st.context.headers.get(SOURCE_HEADER, "")


def came_signed_in() -> bool:
    """Whether somebody was signed in when this connection was made."""
    return bool(st.user.get(SESSION))
