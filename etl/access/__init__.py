"""Who may come in: passwords, sessions, tokens and what is counted at the door.

Accounts and their rights are acts of the ledger; this store holds only how a person
proves to be the one an account is for. It stands apart so that strangers can neither
fill nor block the ledger.
"""

from etl.access.errors import AccessError, AccessUnavailable
from etl.access.events import AccessEvent, EventKind
from etl.access.sessions import Session, session_key
from etl.access.store import AccessStore
from etl.access.tokens import Token

__all__ = ["AccessError", "AccessEvent", "AccessStore", "AccessUnavailable", "EventKind", "Session", "Token", "session_key"]
