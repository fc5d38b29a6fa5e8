"""What the tables and charts of a bulletin are called, and how its text refers to them.

Numbers are known only once all parts are there, so a sentence names a table by a mark
(`reference`), which `numbered` replaces: no sentence says a number that another table got.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count as numbers
from typing import TypeVar

from dashboard.report import layout
from dashboard.report.bulletin import Chart, Grid, Part
from dashboard.wording import Words

_Captioned = TypeVar("_Captioned", Grid, Chart)

#: More annexes are named from the first to the last, in one line.
_LISTED = 20
_OPEN, _CLOSE = "\ue000", "\ue001"
_REFERENCE = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


def reference(key: str) -> str:
    """Stands in a sentence for the name of the tables with this key: `附表11`, `附表2—10`."""
    return f"{_OPEN}{key}{_CLOSE}"


def numbered(parts: Sequence[Part], words: Words) -> list[Part]:
    """The parts with every table and chart named and every reference replaced."""
    names = _names([grid for part in parts for grid in part.grids], words)
    tables, figure = iter(names), numbers(1)
    said = _said_of([grid for part in parts for grid in part.grids], names, words)
    found = []
    for part in parts:
        grids = [_captioned(grid, words(f"report.numbered.{kind}", number=number), words) for grid, (kind, number) in zip(part.grids, tables)]
        charts = [_captioned(chart, words("report.numbered.figure", number=next(figure)), words) for chart in part.charts]
        texts = tuple(_replaced(text, said) for text in part.paragraphs)
        found.append(replace(part, paragraphs=texts, grids=grids, charts=charts))
    return found


def _names(grids: Iterable[Grid], words: Words) -> list[tuple[str, int]]:
    """Kind and number of each table: 表1, or 附表1 where it is too wide for its part."""
    counters = {"annex": numbers(1), "table": numbers(1)}
    kinds = ["annex" if layout.is_wide(grid, words.lang) else "table" for grid in grids]
    return [(kind, next(counters[kind])) for kind in kinds]


def _said_of(grids: Sequence[Grid], names: Sequence[tuple[str, int]], words: Words) -> Mapping[str, str]:
    """How the text names the tables of each key; those of one key are of one kind and follow each other."""
    found: dict[str, list[tuple[str, int]]] = {}
    for grid, name in zip(grids, names, strict=True):
        if grid.key:
            found.setdefault(grid.key, []).append(name)
    return {key: _range(all_[0], all_[-1], words) for key, all_ in found.items()}


def _range(first: tuple[str, int], last: tuple[str, int], words: Words) -> str:
    kind, number = first
    if first == last:
        return words(f"report.numbered.{kind}", number=number)
    return words(f"report.numbered.{kind}_range", first=number, last=last[1])


def _replaced(text: str, said: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda found: said.get(found[1], found[0]), text)


def _captioned(one: _Captioned, name: str, words: Words) -> _Captioned:
    """A table or a chart with its name before its caption."""
    return replace(one, caption=words("report.captioned", name=name, caption=one.caption))


def annexes(parts: Sequence[Part], words: Words) -> tuple[str, ...]:
    """附件说明: the tables behind the notes, line by line; many are named from the first to the last."""
    found = [grid.caption for part in parts for grid in part.grids if layout.is_wide(grid, words.lang)]
    if not found:
        return ()
    if len(found) > _LISTED:
        return (words("report.annexes", annex=words("report.numbered.annex_range", first=1, last=len(found))),)
    first, *others = found
    return (words("report.annexes", annex=first), *(words("report.annexes_next", annex=one) for one in others))
