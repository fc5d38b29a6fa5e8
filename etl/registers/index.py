"""Rows of a register by their id, and chains that must not close."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from etl.registers.table import Row, Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """Records of one register by id; None for a row that is there but faulty.

    `row_nos` says where each id stands; `pointers` has, by column, what each id's
    non-empty cell names, faulty rows included.
    """

    table: Table
    id_column: str
    records: dict[str, T | None]
    row_nos: dict[str, int]
    pointers: dict[str, dict[str, str]]

    def knows(self, key: str) -> bool:
        """Whether `key` is in the register, or may be because that could not be read."""
        readable = self.id_column in self.table.header
        return key in self.records or key in self.table.broken or not readable

    def fault(self, code: str, key: str, column: str, found: str, **needed: object) -> None:
        """Record that the cell in `column` of the row of `key` is wrong."""
        self.table.fault(code, self.row_nos[key], column, found, **needed)


def index_rows(
    table: Table, id_column: str, build: Callable[[Row], T], pointers: Iterable[str] = ()
) -> Index[T]:
    """Read every row with `build`; a second row of the same id is a fault of that row.

    `pointers` are the columns in which the register names ids of its own.
    """
    index = Index(table, id_column, {}, {}, {column: {} for column in pointers})
    for row in table.rows():
        key = row.required(id_column)
        record = build(row)
        if key in index.records:
            row.fault("register.duplicate_id", id_column, first_row=index.row_nos[key])
        elif key:
            index.records[key] = record if row.sound else None
            index.row_nos[key] = row.row_no
            for column, pointing in index.pointers.items():
                if row[column]:
                    pointing[key] = row[column]
    return index


def check_pointers(index: Index, column: str, unknown: str) -> None:
    """A cell that names an id which is not in the register is the fault `unknown`."""
    for key, pointer in index.pointers[column].items():
        if not index.knows(pointer):
            index.fault(unknown, key, column, pointer, registers=index.table.name)


def check_chains(index: Index, column: str) -> set[str]:
    """A closed chain of pointers is one fault, at the first of its rows; returns their ids."""
    pointers = index.pointers[column]
    on_chain: set[str] = set()
    for chain in closed_chains(pointers):
        first = min(chain, key=lambda key: index.row_nos[key])
        drawn = _drawn(chain, first)
        index.fault("register.closed_chain", first, column, pointers[first], chain=drawn)
        on_chain.update(chain)
    return on_chain


def closed_chains(pointers: Mapping[str, str]) -> list[list[str]]:
    """Every chain of pointers that comes back to itself, once each; each key is visited once."""
    visited: set[str] = set()
    closed = []
    for key in pointers:
        path: dict[str, int] = {}
        while key in pointers and key not in visited:
            visited.add(key)
            path[key] = len(path)
            key = pointers[key]
        if key in path:
            closed.append(list(path)[path[key] :])
    return closed


def _drawn(chain: list[str], first: str) -> str:
    turn = chain.index(first)
    return " → ".join([*chain[turn:], *chain[:turn], first])
