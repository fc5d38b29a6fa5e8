"""One known figure, exact, with the reported rows it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from etl.vocabulary import Confidence
from tests.reference.rows import Actual

MILLIONTH = Decimal("0.000001")
LOWEST_FIRST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Figure:
    """`month_no` is the period it stands for, `rows` everything that was used to get it."""

    month_no: int
    value: Decimal
    rows: tuple[Actual, ...] = ()


def combined(
    month_no: int, plus: Iterable[Figure | None], minus: Iterable[Figure | None] = ()
) -> Figure | None:
    """A sum of figures, standing for `month_no`; unknown if any part is."""
    plus, minus = list(plus), list(minus)
    if None in plus or None in minus:
        return None
    value = sum((part.value for part in plus), Decimal(0)) - sum(part.value for part in minus)
    return Figure(month_no, value, tuple(row for part in plus + minus for row in part.rows))


def rounded(value: Decimal) -> Decimal:
    """A derived figure: 6 decimals, halves away from zero."""
    return value.quantize(MILLIONTH, ROUND_HALF_UP)


def lowest_confidence(*figures: Figure | None) -> Confidence | None:
    """The lowest confidence of all rows behind `figures`; None if there is no row."""
    found = {row.confidence for figure in figures if figure for row in figure.rows}
    return next((level for level in LOWEST_FIRST if level in found), None)
