"""Tables whose columns a page or a PDF kept apart with blanks only.

Such a table is only recognised below a header that names a unit, a year or a goal, where every row has as many
words as the header and a number under it. Blanks within a name break the pattern, and the line stays a line.
"""

import re
from collections.abc import Sequence

_MIN_COLUMNS = 3
_MAX_CELL_CHARS = 40
_HEADS = re.compile(r"(?:19|20)\d{2}年?(?:[底末]|目标|实际|现状)?|(?:规划|预期)?目标值?|单位|现状值?|基期值?|\d{4}年(?:目标|基数|规划)值?", re.ASCII)
_NUMBER = re.compile(r"[≥≤><约]?\d[\d.,]*(?:[%‰]|[个家条场人万亿元吨倍]{1,3})?(?:以上|以内|左右)?", re.ASCII)


def spaced_rows(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that are rows of such tables, headers included."""
    told: set[int] = set()
    header, first = list[str](), 0
    for place, line in enumerate(lines):
        cells = line.split()
        if header and len(cells) == len(header) and _is_row(cells):
            told |= {first, place}
        elif _is_header(cells):
            header, first = cells, place
        else:
            header = []
    return frozenset(told)


def _are_cells(cells: Sequence[str]) -> bool:
    return len(cells) >= _MIN_COLUMNS and all(len(cell) <= _MAX_CELL_CHARS and not re.search("[,。;:]$", cell) for cell in cells)


def _is_header(cells: Sequence[str]) -> bool:
    """Two columns at least say what they hold, and the first is a word."""
    return _are_cells(cells) and not cells[0][0].isdigit() and sum(bool(_HEADS.fullmatch(cell)) for cell in cells) > 1


def _is_row(cells: Sequence[str]) -> bool:
    return _are_cells(cells) and any(_NUMBER.fullmatch(cell) for cell in cells[1:])
