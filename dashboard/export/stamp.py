"""What every exported file says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.export.columns import AS_OF, DATA_DATE, DEMONSTRATION, KNOWN_AT, Column
from dashboard.view import View
from etl.period import Period
from etl.warehouse import Audience

#: Written into demonstration files in either language; also what the command line writes.
MARK = "演示数据"


@dataclass(frozen=True, slots=True)
class Stamp:
    """评价期 (None: the table is of none), latest data, 数据截止时刻 (None = all that was known; never told to the public),
    whether the workspace is a demonstration, what was chosen on the page, and from where."""

    as_of: str | None
    data_date: str
    known_at: datetime | None = None
    is_public: bool = True
    is_demonstration: bool = False
    choices: Sequence[tuple[str, str]] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns it adds to every row."""
        quarter = () if self.as_of is None else (AS_OF,)
        inside = () if self.is_public else (KNOWN_AT,)
        return (*quarter, DATA_DATE, *inside, *((DEMONSTRATION,) if self.is_demonstration else ()))

    @property
    def values(self) -> tuple[object, ...]:
        """Their values, the same in every row."""
        quarter = () if self.as_of is None else (self.as_of,)
        inside = () if self.is_public else (self.known_at,)
        return (*quarter, self.data_date or None, *inside, *((MARK,) if self.is_demonstration else ()))

    @property
    def as_dict(self) -> dict[str, str]:
        """The same by name, as text; what is unknown or not limited is empty."""
        return {column.name: _text(value) for column, value in zip(self.columns, self.values, strict=True)}


def stamp_of(view: View, as_of: str | None, known_at: datetime | None, choices: Sequence[tuple[str, str]] = ()) -> Stamp:
    """What whoever has this view of the data is told of it."""
    month = view.span()[2]
    return Stamp(
        as_of=as_of,
        data_date=str(Period(month)) if month else "",
        known_at=known_at,
        is_public=view.audience is Audience.PUBLIC,
        is_demonstration=bool(view.mark),
        choices=choices,
    )


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)
