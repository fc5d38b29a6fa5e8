"""How much of the server's memory one person, or one address, can take, and how often a program may ask."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

#: WebSockets open at once. An office shares an address; an account belongs to one person.
MAX_SOCKETS_PER_SOURCE = 60
MAX_SOCKETS_PER_ACCOUNT = 20
MAX_SOCKETS_OF_STRANGERS = 400
#: Uploads kept until they are confirmed, and on their way.
MAX_PENDING_FILES = 20
MAX_PENDING_MB = 50
MAX_UPLOADS_AT_ONCE = 3
#: Questions of programs in a minute: of an account, of one address that is not signed in, of all
#: such addresses together, and of one address whoever asks from there (an office shares one).
MAX_ASKED_BY_ACCOUNT = 240
MAX_ASKED_BY_STRANGER = 120
MAX_ASKED_BY_STRANGERS = 1_200
MAX_ASKED_FROM_SOURCE = 600
#: Addresses and accounts whose questions are counted at the same time.
MAX_COUNTED = 10_000
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


class Rates:
    """How often each of many names asks; what is not used up comes back evenly within a minute.

    Of too many names the one that asked longest ago is forgotten and starts anew, so a flood from
    many addresses needs a limit of all together beside that of each.
    """

    def __init__(self, read_clock: Callable[[], float] = time.monotonic):
        self._now = read_clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, per_minute: Mapping[str, int]) -> None:
        """Count one more under each name, or TooMany, and count nothing, where one has used up its
        share of the last minute."""
        now = self._now()
        left = {name: self._share(name, most, now) for name, most in per_minute.items()}
        if any(share < 1 for share in left.values()):
            raise TooMany
        for name, share in left.items():
            self._left[name] = share - 1, now
            self._left.move_to_end(name)
        while len(self._left) > MAX_COUNTED:
            self._left.popitem(last=False)

    def _share(self, name: str, most: int, now: float) -> float:
        share, since = self._left.get(name, (float(most), now))
        return min(float(most), share + (now - since) * most / 60)
