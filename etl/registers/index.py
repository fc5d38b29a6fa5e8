"""Rows of a register by their id, and chains that must not close."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from etl.registers.table import Row, Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """Records of one register by id; None for a row that is there but faulty.

    `rows` has the row of each id, for faults found when registers are compared.
    """

    table: Table
    id_column: str
    records: dict[str, T | None]
    rows: dict[str, Row]

    def knows(self, key: str) -> bool:
        """Whether `key` is in the register, or may be because that could not be read."""
        readable = self.id_column in self.table.positions
        return key in self.records or key in self.table.broken or not readable


def index_rows(table: Table, id_column: str, build: Callable[[Row], T]) -> Index[T]:
    """Read every row with `build`; a second row of the same id is a fault of that row."""
    records: dict[str, T | None] = {}
    rows: dict[str, Row] = {}
    for row in table.rows():
        key = row.required(id_column)
        record = build(row)
        if key in records:
            row.fault("register.duplicate_id", id_column, first_row=rows[key].row_no)
        elif key:
            records[key] = record if row.sound else None
            rows[key] = row
    return Index(table, id_column, records, rows)


def check_chains(index: Index, column: str, unknown: str) -> set[str]:
    """Check a column in which a register points into itself; returns the ids on closed chains.

    A pointer to nowhere is the fault `unknown`; a closed chain is one fault, at the
    first of its rows.
    """
    pointers = {key: row.text(column) for key, row in index.rows.items()}
    for key, pointer in pointers.items():
        if pointer and not index.knows(pointer):
            index.rows[key].fault(unknown, column, registers=index.table.name)
    on_chain: set[str] = set()
    for chain in closed_chains(pointers):
        first = min(chain, key=lambda key: index.rows[key].row_no)
        index.rows[first].fault("register.closed_chain", column, chain=_drawn(chain, first))
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
