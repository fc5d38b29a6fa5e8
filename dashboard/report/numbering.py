"""What the tables and charts of a bulletin are called."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count as numbers
from typing import TypeVar

from dashboard.report import layout
from dashboard.report.bulletin import Chart, Grid
from dashboard.wording import Words

_Captioned = TypeVar("_Captioned", Grid, Chart)


def table_names(words: Words) -> Callable[[Grid], str]:
    """What each table is called, asked in order: 表1, or 附表1 where it is too wide for its part."""
    counters = {"annex": numbers(1), "table": numbers(1)}

    def name(grid: Grid) -> str:
        kind = "annex" if layout.is_wide(grid, words.lang) else "table"
        return words(f"report.numbered.{kind}", number=next(counters[kind]))

    return name


def figure_names(words: Words) -> Callable[[], str]:
    """What each chart is called, asked in order: 图1."""
    counter = numbers(1)
    return lambda: words("report.numbered.figure", number=next(counter))


def captioned(one: _Captioned, name: str, words: Words) -> _Captioned:
    """A table or a chart with its name before its caption."""
    return replace(one, caption=words("report.captioned", name=name, caption=one.caption))
