"""Admission to the interface for other programs: who asks, and how often.

The door asks here for every request below `/api`; what is refused is a `Trouble`, which the
interface says in its own words.
"""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard import source
from dashboard.api.problem import Trouble
from dashboard.server import limits
from dashboard.server.address import source as source_of
from dashboard.server.gate import Verdict
from dashboard.server.visitor import Visitor, caller
from etl.access import AccessError, AccessUnavailable
from etl.access.attempts import subject_of_source

_REFUSALS = {"access.token": "token", "access.locked": "locked"}
#: What the access store counts itself.
COUNTED = frozenset(_REFUSALS.values())
_CODES = {Verdict.SIGN_IN: "sign_in", Verdict.PASSWORD: "password"}


class Rationed:
    """Counts who asks how often, in the memory of this process."""

    def __init__(self) -> None:
        self._rates = limits.Rates()

    async def caller(self, scope: Scope, headers: Headers) -> Visitor:
        """Who asks; Trouble where they ask too often, or show a token that opens nothing."""
        address = source_of(scope)
        where = subject_of_source(address)
        self._take({f"any {where}": limits.MAX_ASKED_FROM_SOURCE})
        who = await run_in_threadpool(_proved, headers, address)
        self._take(_shares(who, where))
        return who

    def _take(self, shares: dict[str, int]) -> None:
        try:
            self._rates.take(shares)
        except limits.TooMany:
            raise Trouble("too_many") from None


def _proved(headers: Headers, address: str) -> Visitor:
    """Who proves to be whom; Trouble where what is shown proves nothing."""
    try:
        return caller(headers, address, source.workspace())
    except AccessUnavailable:
        raise
    except AccessError as error:
        raise Trouble(_REFUSALS[error.problems[0].code]) from None


def _shares(who: Visitor, where: str) -> dict[str, int]:
    if who.is_signed_in:
        return {f"account {who.name}": limits.MAX_ASKED_BY_ACCOUNT}
    return {where: limits.MAX_ASKED_BY_STRANGER, "strangers": limits.MAX_ASKED_BY_STRANGERS}


def require_open(ruling: Verdict) -> None:
    """Trouble unless the gate opens."""
    if ruling is not Verdict.OPEN:
        raise Trouble(_CODES[ruling])
