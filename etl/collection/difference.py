"""What an upload would change, figure by figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from etl.parse import Entry


class Effect(StrEnum):
    """What a row does to the figure that stands."""

    NEW = "new"  # nothing stood
    CHANGED = "changed"  # value, 同比, nature or confidence differ
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"  # takes back what stood
    NOT_REPORTED = "not_reported"  # empty: leaves what stands
    FORECAST = "forecast"  # shown, never counted


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that stands; `value` in the metric's unit, `yoy` in per cent."""

    value: Decimal | None
    yoy: Decimal | None
    nature: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of a file beside what stands now."""

    entry: Entry
    effect: Effect
    before: Standing | None


def difference(examined) -> list[Difference]:
    """The rows of an examined file in their order, each with its effect."""
    raise NotImplementedError
