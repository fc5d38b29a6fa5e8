"""Reporting periods, counted in months.

A period is a quarter (`2025Q4`) or, for figures published in between, a month
(`2025-08`). A quarter *is* its last month: both are one `month_no`, so periods
compare, subtract and sort as whole numbers.
"""

import re
from dataclasses import dataclass
from datetime import date

_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """One reporting period.

    `month_no` is year × 12 + month (1–12): 2025Q4 and 2025-12 are both 24312.
    """

    month_no: int

    @classmethod
    def of(cls, year: int, month: int) -> "Period":
        """The period ending with `month` (1–12) of `year`."""
        if not 1 <= month <= 12:
            raise ValueError(f"month {month} is not 1 to 12")
        return cls(year * 12 + month)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2025Q4` or `2025-08`; anything else is a ValueError."""
        if match := _QUARTER.fullmatch(text):
            return cls.of(int(match[1]), int(match[2]) * 3)
        if match := _MONTH.fullmatch(text):
            return cls.of(int(match[1]), int(match[2]))
        raise ValueError(f"{text!r} is not a period such as 2025Q4 or 2025-08")

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """The quarter in which `day` lies."""
        return cls.of(day.year, (day.month + 2) // 3 * 3)

    @property
    def year(self) -> int:
        return (self.month_no - 1) // 12

    @property
    def month(self) -> int:
        return (self.month_no - 1) % 12 + 1

    @property
    def is_quarter(self) -> bool:
        return self.month % 3 == 0

    def __str__(self) -> str:
        if self.is_quarter:
            return f"{self.year:04d}Q{self.month // 3}"
        return f"{self.year:04d}-{self.month:02d}"
