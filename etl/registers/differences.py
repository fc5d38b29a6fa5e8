"""Two contents of one register held against each other, row by row, and put together.

A register has two hands that write it: people, in the file, and acts on plans, through the
ledger. Where one could undo the other, what differs is told row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from etl.registers.text import RegisterText, RowKey, TextRow


class Difference(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row of one register that two contents do not share; `columns` are those whose cells
    differ, of a changed row, and `cells` what each holds before and after."""

    file: str
    kind: Difference
    key: RowKey
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The row as people call it."""
        *cells, number = self.key
        text = " ".join(cell for cell in cells if cell)
        return text if number == "1" else f"{text} ({number})"


def row_differences(name: str, before: bytes | None, after: bytes | None) -> list[RowDifference]:
    """What `after` has otherwise than `before`: the rows in the order of `after`, then those gone.

    Raises ValueError where one of them is no table.
    """
    was, now = (RegisterText.parse(name, content).keyed() for content in (before, after))
    found = [one for key, row in now.items() if (one := _difference(name, key, was.get(key), row))]
    return found + [RowDifference(name, Difference.REMOVED, key) for key in was if key not in now]


def _difference(name: str, key: RowKey, was: TextRow | None, now: TextRow) -> RowDifference | None:
    if was is None:
        return RowDifference(name, Difference.ADDED, key)
    columns = tuple(
        column for column in dict.fromkeys([*now.cells, *was.cells]) if was[column] != now[column]
    )
    cells = tuple((was[column], now[column]) for column in columns)
    return RowDifference(name, Difference.CHANGED, key, columns, cells) if columns else None


class Clash(Exception):
    """The same rows were given different contents by both hands; `keys` says which."""

    def __init__(self, keys: Sequence[RowKey]):
        super().__init__(keys)
        self.keys = keys


def merged(name: str, base: bytes | None, given: bytes, found: bytes | None) -> bytes:
    """`found`, the file as people left it, with what `given` changed in `base` put into it.

    No row of the file is dropped unless `given` dropped it and nobody touched it meanwhile.
    Raises Clash where both changed the same row, ValueError where one of them is no table.
    """
    was, now = RegisterText.parse(name, base).keyed(), RegisterText.parse(name, given)
    wanted = now.keyed()
    theirs = RegisterText.parse(name, found).with_columns(now.columns)
    held = theirs.keyed()
    changes = {key: wanted.get(key) for key in {**was, **wanted} if _cells(was, key) != _cells(wanted, key)}
    clashes = [
        key for key in changes if _cells(held, key) not in (_cells(was, key), _cells(wanted, key))
    ]
    if clashes:
        raise Clash(clashes)
    rows = [
        row if key not in changes else theirs.made(changes[key].cells)
        for key, row in held.items()
        if changes.get(key, row) is not None
    ]
    rows += [theirs.made(row.cells) for key, row in changes.items() if row is not None and key not in held]
    return theirs.with_rows(rows).content


def _cells(rows: dict[RowKey, TextRow], key: RowKey) -> dict[str, str] | None:
    """The cells of a row that say something."""
    return {column: cell for column, cell in rows[key].cells.items() if cell} if key in rows else None
