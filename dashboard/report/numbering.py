"""What the tables of a bulletin are called."""

from collections.abc import Callable
from itertools import count as numbers

from dashboard.report import layout
from dashboard.report.bulletin import Grid
from dashboard.wording import Words


def table_names(words: Words) -> Callable[[Grid], str]:
    """What each table is called, asked in order: 表1, or 附表1 where it is too wide for its part."""
    counters = {"annex": numbers(1), "table": numbers(1)}

    def name(grid: Grid) -> str:
        kind = "annex" if layout.is_wide(grid, words.lang) else "table"
        return words(f"report.numbered.{kind}", number=next(counters[kind]))

    return name
