"""From where the present work was asked for: the address of a web connection.

It is known at the door and wanted where an act is recorded, layers below; it travels beside
the calls, so that no function of figures takes an address it does not need.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from etl.access.accounts import shared_store
from etl.access.errors import AccessError
from etl.access.events import EventKind
from etl.ledger.journal import operating_system_user
from etl.ledger.submissions import label
from etl.workspace import Workspace

#: How sources name the command line, before the operating-system user.
OPERATOR = "operator"
LOG = logging.getLogger(__name__)
_ORIGIN: ContextVar[str] = ContextVar("origin", default="")


@contextmanager
def coming_from(source: str) -> Iterator[None]:
    """Whatever is done within was asked for from this address."""
    before = _ORIGIN.set(source)
    try:
        yield
    finally:
        _ORIGIN.reset(before)


def origin() -> str:
    """The address the present work was asked for from; empty without a web connection."""
    return _ORIGIN.get()


def note(workspace: Workspace, kind: EventKind, account: str, subject: str) -> None:
    """Count an event of an account, from where the present work was asked for."""
    shared_store(workspace).count(kind, origin(), account, subject)


def note_acts(workspace: Workspace, account: str, sequences: Iterable[int]) -> None:
    """Note from where acts of the ledger were done; nothing without a web connection, whose
    operating-system user the acts name. They are on record already, so nothing that goes
    wrong here is told as their failure."""
    if not origin():
        return
    try:
        for sequence in sequences:
            note(workspace, EventKind.ACTED, account, str(sequence))
    except AccessError as error:
        LOG.error("%s", error.problems[0].message("en"))


def note_operator(workspace: Workspace, kind: EventKind, account: str, subject: str) -> None:
    """Record at once what the operator did by the command line, under the operating-system user.
    Raises AccessError where that cannot be written."""
    store = shared_store(workspace)
    store.count(kind, f"{OPERATOR} {operating_system_user()}", account, subject)
    store.write_counts()


def oversize(name: str, size_bytes: int, sha256: str) -> str:
    """What is noted of a file above the limit, in place of its bytes."""
    return f"{label(name)[:100]} · {size_bytes:,} B · SHA-256 {sha256}"
