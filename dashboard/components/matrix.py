"""Regions × fields: the class that needs most attention, in word, symbol and colour."""

from collections.abc import Sequence

from dashboard import sayings, selection
from dashboard.components.table import Marked, table
from dashboard.families import FAMILIES, OTHER, family
from dashboard.rows import TargetRow
from dashboard.wording import Words


def matrix(rows: Sequence[TargetRow], words: Words) -> None:
    """One line per region, one column per field that occurs."""
    cells: dict[str, dict[str, list[TargetRow]]] = {}
    for row in rows:
        cells.setdefault(row.region_code, {}).setdefault(family(row.metric), []).append(row)
    fields = [name for name in (*FAMILIES, OTHER) if any(name in line for line in cells.values())]
    names = selection.regions_of(rows)
    lines = [
        [sayings.region_name(names[code], words), *(cell(line.get(name, []), words) for name in fields)]
        for code, line in sorted(cells.items())
    ]
    head = [words("fact.region"), *(words(f"family.{name}") for name in fields)]
    table("matrix", head, lines, stack=False)


def cell(rows: Sequence[TargetRow], words: Words) -> str:
    """The most urgent class, and how many targets of how many are in it."""
    if not rows:
        return Marked(" ")
    first = min(rows, key=selection.urgency)
    same = sum(sayings.class_word(row, words) == sayings.class_word(first, words) for row in rows)
    count = f"{same}/{len(rows)}" if same < len(rows) else f"{len(rows)}"
    if first.has_figure:
        return Marked(f"{sayings.badge(first, words)} {count}")
    last = max(row.due_period for row in rows)[:4]
    return Marked(f"{sayings.badge(first, words)} {count} :gray[:small[{last}]]")
