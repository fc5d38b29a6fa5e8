"""A table that may have very many rows: the first are laid out to be read, the rest are data."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from dashboard.components.table import table
from dashboard.wording import Words

#: Rows that are laid out; a browser is slow with thousands.
SHOWN = 120


def long_table(
    key: str,
    columns: Sequence[str],
    lines: Sequence[Mapping[str, str]],
    words: Words,
    always: Collection[str] = (),
    shown: int = SHOWN,
) -> None:
    """`lines` map columns, keys under `fact` of the page texts, to what stands there as plain
    text; the first `shown` are laid out. A column in which nothing stands is left out unless it
    is one of `always`."""
    kept = [name for name in columns if name in always or any(line.get(name) for line in lines)]
    head = [words(f"fact.{name}") for name in kept]
    laid_out(key, head, [[line.get(name, "") for name in kept] for line in lines], words, shown)


def laid_out(key: str, head: Sequence[str], rows: Sequence[Sequence[str]], words: Words, shown: int = SHOWN) -> None:
    """The first `shown` rows of plain text laid out, the rest as data."""
    table(key, head, rows[:shown])
    if rest := rows[shown:]:
        with st.expander(words("table.rest", count=len(rest)), icon=":material/table_rows:"):
            st.dataframe([dict(zip(head, row, strict=True)) for row in rest], hide_index=True)
