"""What the door has to know of the running Streamlit: whose a Streamlit session is, and how
much it keeps in memory for whom. The only place that reads Streamlit's inner state."""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress

from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.who import SESSION


def send_at_once() -> None:
    """Let small answers leave at once (TCP_NODELAY), on every connection accepted from now on.

    Streamlit opens its listening socket without naming the protocol, and asyncio switches Nagle's
    algorithm off for sockets named TCP only. The second part of an answer then waits for the
    client's acknowledgement of the first, which a kept-alive connection delays by some 40 ms.
    The server hands its socket to nobody, so it is looked for; what it accepts inherits the option.
    """
    for one in gc.get_objects():
        with suppress(OSError):  # closed meanwhile
            if issubclass(type(one), socket.socket) and _listens(one):  # a dead weak reference has no class to be asked for
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(one: socket.socket) -> bool:
    is_tcp = one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM
    return is_tcp and one.fileno() >= 0 and bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def tell_of_media(note: Callable[[str, str], None]) -> None:
    """Have `note` told of every file that is put at an address from now on: the address, and the
    key of the access session ("" for the public) of the page that offers it.

    Streamlit keeps no record that lasts: of a file made when its button is pressed none at all, of
    others none while the page runs anew. Both ways by which files come in are therefore led past here.
    """
    manager = Runtime.instance().media_file_mgr
    add, execute_deferred = manager.add, manager.execute_deferred

    def tell(address: str, session_id: str) -> str:
        if (key := owner_of(session_id)) is not None:
            note(address, key)
        return address

    def added(*args: object, **named: object) -> str:
        context = get_script_run_ctx()
        return tell(add(*args, **named), context.session_id if context else "")

    def executed(file_id: str) -> str:
        offered = manager._deferred_callables.get(file_id)
        return tell(execute_deferred(file_id), offered["session_id"] if offered else "")

    manager.add, manager.execute_deferred = added, executed


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
