"""Reporting periods, counted in months.

A period is a quarter (`2025Q4`) or, for figures published in between, a month
(`2025-08`). A quarter *is* its last month: both are one `month_no`, so periods
compare, subtract and sort as whole numbers.
"""

import re
from calendar import month_name
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

    def worded(self, lang: str) -> str:
        """As people read it: `2025年第四季度`, `2025年8月`; `Q4 2025`, `August 2025`."""
        quarter = self.month // 3
        if lang == "en":
            return f"Q{quarter} {self.year}" if self.is_quarter else f"{month_name[self.month]} {self.year}"
        within = f"第{'一二三四'[quarter - 1]}季度" if self.is_quarter else f"{self.month}月"
        return f"{self.year}年{within}"

    def __str__(self) -> str:
        if self.is_quarter:
            return f"{self.year:04d}Q{self.month // 3}"
        return f"{self.year:04d}-{self.month:02d}"


#: A period as a word of its own: neither a part of a date nor of another number.
_IN_TEXT = re.compile(r"(?<![\w-])(?:\d{4}Q[1-4]|\d{4}-(?:0[1-9]|1[0-2]))(?![\w-])", re.ASCII)


def periods_worded(text: str, lang: str) -> str:
    """The text with every period in it, and the commas of a list of them, as people read it."""
    text = text.replace("、", ", ") if lang == "en" else text
    return _IN_TEXT.sub(lambda match: Period.parse(match[0]).worded(lang), text)


def day_worded(day: date, lang: str) -> str:
    """`2026年1月15日`, `15 January 2026`."""
    return f"{day.day} {month_name[day.month]} {day.year}" if lang == "en" else f"{day.year}年{day.month}月{day.day}日"
