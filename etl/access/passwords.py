"""Passwords: how long they are, how they are kept, how they are compared.

Argon2id with the library's parameters (RFC 9106, low-memory profile). Length instead of
rules about kinds of characters, as NIST SP 800-63B advises: people pick longer ones.
"""

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from etl.access.errors import AccessError

MIN_LENGTH = 12
#: Longer ones would only cost time.
MAX_LENGTH = 128
#: Letters and digits that are not mistaken for each other when read aloud or typed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

_HASHER = PasswordHasher()
#: Each comparison takes 64 MB for a moment: strangers must not start as many as they like.
_TURN = BoundedSemaphore(2)


def one_time() -> str:
    """A first password to be handed over and changed, such as `k7mq-x2pd-9frh-wt3b`."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def require_good(password: str, account: str) -> None:
    """Raise AccessError where a new password is too short, too long or too easily guessed."""
    if len(password) < MIN_LENGTH:
        raise AccessError("password_short", min=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise AccessError("password_long", max=MAX_LENGTH)
    if account.lower() in password.lower() or len(set(password)) < 5:
        raise AccessError("password_easy")


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters."""
    with _TURN:
        return _HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password has this hash. Takes as long where there is no hash, so that
    time does not tell which accounts exist."""
    compared = password_hash or _nobodys()
    try:
        with _TURN:
            return _HASHER.verify(compared, password[: MAX_LENGTH + 1]) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hashed(secrets.token_urlsafe(32))
