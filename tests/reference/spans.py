"""The stretch of time each result row is about."""

from dataclasses import dataclass

from etl.period import Period
from etl.registers import Target
from etl.vocabulary import Basis
from tests.reference.series import QUARTER, december


@dataclass(frozen=True, slots=True)
class Span:
    """One result row's months: `first` counted month, `due` month, `as_of` of the evaluation."""

    first: int
    due: int
    as_of: int

    @property
    def end(self) -> int:
        """E: nothing later exists for this row."""
        return min(self.as_of, self.due)

    @property
    def before(self) -> int:
        """The quarter before the first counted month."""
        return self.first - 1

    @property
    def not_started(self) -> bool:
        return self.as_of < self.first

    @property
    def is_due(self) -> bool:
        return self.as_of >= self.due


def whole_span(target: Target, as_of: Period) -> Span:
    """From the first month of the start quarter to the last month of the due quarter."""
    first = Period.quarter_of(target.start).month_no - QUARTER + 1
    return Span(first, Period.quarter_of(target.due).month_no, as_of.month_no)


def spans(target: Target, as_of: Period) -> list[Span]:
    """One span, or for every_year one per year begun by `as_of`, the first year always."""
    whole = whole_span(target, as_of)
    if target.basis != Basis.EVERY_YEAR:
        return [whole]
    first_year, last_year = Period(whole.first).year, Period(whole.due).year
    return [
        Span(
            max(whole.first, december(year - 1) + 1), min(whole.due, december(year)), whole.as_of
        )
        for year in range(first_year, last_year + 1)
        if year == first_year or year <= as_of.year
    ]
