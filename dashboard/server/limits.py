"""How much of the server's memory one person, or one address, can take."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

#: WebSockets open at once. An office shares an address; an account belongs to one person.
MAX_SOCKETS_PER_SOURCE = 60
MAX_SOCKETS_PER_ACCOUNT = 20
MAX_SOCKETS_OF_STRANGERS = 400
#: Uploads kept until they are confirmed, and on their way.
MAX_PENDING_FILES = 20
MAX_PENDING_MB = 50
MAX_UPLOADS_AT_ONCE = 3
#: A sign-in form is a few hundred bytes.
MAX_FORM_BYTES = 16 * 1024
#: The largest file `upload_mb` can allow, with what surrounds it in the body of its upload. One
#: above a smaller setting is let through to the page, which refuses it in words and notes it.
MAX_UPLOAD_BYTES = 10 * 1024 * 1024 + 64 * 1024


class TooMany(Exception):
    """There is no room for one more."""


class TooLarge(Exception):
    """The body of a request is larger than what was allowed."""


class Places:
    """A number of places by name, and one for all of a kind together."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, limits: dict[str, int]) -> Iterator[None]:
        """Take one place under each name, or TooMany where one is full."""
        if any(self._taken[name] >= limit for name, limit in limits.items()):
            raise TooMany
        self._taken.update(limits.keys())
        try:
            yield
        finally:
            self._taken.subtract(limits.keys())
            self._taken = +self._taken


def has_room(files: int, size_bytes: int) -> bool:
    """Whether one more upload may be kept beside what is kept already."""
    return files < MAX_PENDING_FILES and size_bytes < MAX_PENDING_MB * 1024 * 1024
