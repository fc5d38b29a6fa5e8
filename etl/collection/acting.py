"""Who acts: rights read anew, and refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from etl.ledger import Ledger
from etl.problems import Problem, Refused
from etl.registers import Registers
from etl.rights import Deed, Denial, Matter, Situation, acting_as, denial, may
from etl.workspace import Workspace


def refused(code: str, **needed: object) -> Refused:
    """A refusal of this layer; its words stand under `[collection]`."""
    return Refused([Problem(f"collection.{code}", "collection", found=str(needed.pop("found", "")), needed=needed)])


def require(name: str, deed: Deed, situation: Situation, matter: Matter = Matter()) -> str:
    """On whose behalf the account may do this: "" for its own right, else whom it stands in for.

    Raises Refused where it may not.
    """
    why = denial(name, deed, situation, matter)
    if why is not None:
        raise Refused([denied(why)])
    alone = replace(situation, stand_ins=())
    if may(name, deed, alone, matter):
        return ""
    principals = [account.name for account in acting_as(name, situation)][1:]
    return next(one for one in principals if may(one, deed, alone, matter))


def denied(why: Denial) -> Problem:
    """The words of a denial."""
    return Problem(f"rights.{why}", "permission")


def require_reason(reason: str, what: str) -> str:
    """The reason without surrounding blanks; refused where it says nothing."""
    text = reason.strip()
    if not text:
        raise refused("reason", found=what)
    return text
