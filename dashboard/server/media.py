"""Files that Streamlit keeps at `/media/…` for the pages that offer them: who is given which.

Streamlit gives a file to whoever knows its address, and addresses lie about in histories and in
the logs of proxies. Here a file offered on a page somebody is signed in on goes to that account
alone, while it is signed in; one offered on a public page goes to whoever may look. What is not
known to have been offered is given to nobody.
"""

from collections import OrderedDict
from functools import cache
from os.path import splitext
from threading import Lock

from dashboard import source
from dashboard.server.gate import MEDIA
from dashboard.server.visitor import Visitor
from etl.access.accounts import shared_store

#: Offers remembered; the file of one that was forgotten is there again once its page is reloaded.
MOST = 20_000
#: In place of a session's key: whoever may look at the pages.
PUBLIC = ""


class Offers:
    """Which file was offered in which access session. May be used from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._offers: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = Lock()

    def note(self, address: str, session_key: str) -> None:
        """A page of this session offers the file of this address."""
        one = file_id(address), session_key
        with self._lock:
            self._offers[one] = None
            self._offers.move_to_end(one)
            if len(self._offers) > self._most:
                self._offers.popitem(last=False)

    def was_made(self, address: str, session_keys: frozenset[str]) -> bool:
        """Whether the file of this address was offered in one of these sessions."""
        wanted = file_id(address)
        with self._lock:
            return any((wanted, key) in self._offers for key in session_keys)


@cache
def offers() -> Offers:
    """Those of this process, which keeps the files, too."""
    return Offers()


def file_id(address: str) -> str:
    """What names a file in its address, as Streamlit reads it: `/media/1f3a.docx` → `1f3a`."""
    return splitext(address.removeprefix(MEDIA))[0]


def may_have(address: str, who: Visitor) -> bool:
    """Whether somebody is given a file. Reads the access store: not for the event loop."""
    if offers().was_made(address, frozenset([PUBLIC])):
        return True
    return who.is_signed_in and offers().was_made(address, shared_store(source.workspace()).session_keys(who.name))
