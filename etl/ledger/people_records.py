"""What the ledger hands out about people: plain immutable values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from etl.rights import Account, StandIn


@dataclass(frozen=True, slots=True)
class AccountVersion:
    """What an account was from `sequence` on."""

    sequence: int
    at: datetime
    by: str
    account: Account


@dataclass(frozen=True, slots=True)
class StandInVersion:
    """What was recorded of two accounts at `sequence`: that the one stands in for the other, or
    that it no longer does."""

    sequence: int
    at: datetime
    by: str
    stand_in: StandIn

    @property
    def is_end(self) -> bool:
        """Whether it ended the arrangement at once; its reason is that of the ending."""
        return self.stand_in.until < self.at.date()


@dataclass(frozen=True, slots=True)
class People:
    """Every account by name, disabled ones included, and the latest arrangement of every two,
    ended ones included."""

    accounts: Mapping[str, Account]
    stand_ins: tuple[StandIn, ...]
