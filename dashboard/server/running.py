"""What the door has to know of the running Streamlit: whose a Streamlit session is, and how
much it keeps in memory for whom. The only place that reads Streamlit's inner state."""

from collections.abc import Iterator

from streamlit.runtime import Runtime

from dashboard.who import SESSION


def owner_of(streamlit_session_id: str) -> str | None:
    """The key of the access session that opened a Streamlit session; "" for the public, None
    where there is no such session."""
    for session_id, key in _sessions():
        if session_id == streamlit_session_id:
            return key
    return None


def pending_uploads(session_keys: frozenset[str]) -> tuple[int, int]:
    """Number and bytes of the uploads kept in memory for these access sessions."""
    kept = Runtime.instance().uploaded_file_mgr.file_storage
    ours = [session_id for session_id, key in _sessions() if key in session_keys]
    files = [len(file.data) for one in ours for file in list(kept.get(one, {}).values())]
    return len(files), sum(files)


def _sessions() -> Iterator[tuple[str, str]]:
    for info in Runtime.instance()._session_mgr.list_sessions():
        yield info.session.id, info.session._user_info.get(SESSION) or ""
